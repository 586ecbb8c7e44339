"""Works out the list labels that Word generates: they are nowhere in a document's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.readers.list_labels import written_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DEPTH = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, the pattern around it ("%1.%2.")."""

    start: int
    style: str
    pattern: str
    legal: bool
    restart: int | None


@dataclass(slots=True)
class _List:
    """A list in use: its levels, the count reached on each and what its instances override."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _DEPTH)


@dataclass(frozen=True, slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says about lists and headings, its ancestors' words included."""

    list_id: str | None = None
    list_level: int | None = None
    outline: int | None = None
    bold: bool = False


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path` of local names, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The `w:val` of the descendant along `path`, or None."""
    found = child(element, *path)
    return None if found is None else found.get(W + "val")


def number(text: str | None, default: int) -> int:
    """`text` as a whole number, `default` where it is none."""
    try:
        return default if text is None else int(text)
    except ValueError:
        return default


def switched_on(element: Element | None, *path: str) -> bool:
    """Whether the toggle along `path` (`w:b`, `w:vanish`) is there and not switched off."""
    found = child(element, *path)
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


class Numbering:
    """The labels of a document's lists, asked for paragraph by paragraph in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = _styles(styles)
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        self._linked: dict[tuple[str, str], int] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def _load(self, numbering: Element) -> None:
        borrowed: dict[str, str] = {}
        for abstract in numbering.iterfind(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self._lists[key] = _List(dict(map(_level, abstract.iterfind(W + "lvl"))))
            for lvl in abstract.iterfind(W + "lvl"):
                if (style := value(lvl, "pStyle")) is not None:
                    self._linked[key, style] = number(lvl.get(W + "ilvl"), 0)
            if (link := value(abstract, "numStyleLink")) is not None:
                borrowed[key] = link
        for num in numbering.iterfind(W + "num"):
            self._instances[num.get(W + "numId", "")] = _instance(num)
        for key, style in borrowed.items():
            source = self._instances.get(self.style(style).list_id or "")
            if source is not None and source.abstract in self._lists:
                self._lists[key].levels = self._lists[source.abstract].levels

    def style(self, name: str | None) -> Style:
        """What the style called `name` says; an empty style where it is unknown."""
        return self._styles.get(name or "", Style())

    def label(self, properties: Element | None) -> str:
        """The label of the paragraph with these `w:pPr`, "" where it is in no list; counts on."""
        name = value(properties, "pStyle")
        style = self.style(name)
        own = child(properties, "numPr")
        list_id = value(own, "numId") or style.list_id
        instance = self._instances.get(list_id or "")
        if list_id in (None, "0") or instance is None or instance.abstract not in self._lists:
            return ""
        at = value(own, "ilvl")
        if at is None:
            level = self._linked.get((instance.abstract, name or ""), style.list_level or 0)
        else:
            level = number(at, 0)
        return self._next(list_id or "", instance, min(max(level, 0), _DEPTH - 1))

    def _next(self, list_id: str, instance: _Instance, at: int) -> str:
        """Counts the level `at` on and writes its label."""
        used = self._lists[instance.abstract]
        levels = used.levels | instance.levels
        level = levels.get(at)
        if level is None:
            return ""
        counts = used.counts
        start = instance.starts.get(at, level.start)
        if at in instance.starts and (list_id, at) not in self._begun:
            counts[at] = None
        self._begun.add((list_id, at))
        reached = counts[at]
        counts[at] = start if reached is None else reached + 1
        for deeper in range(at + 1, _DEPTH):
            if _restarts(levels.get(deeper), at):
                counts[deeper] = None
        if level.style == "bullet":
            return level.pattern if level.pattern in ("-", "+", "*") else "-"
        return self._written(level, levels, counts)

    def _written(self, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at)
            if other is None:
                return ""
            count = counts[at]
            style = "decimal" if level.legal else other.style
            return written_number(other.start if count is None else count, style)

        return _PLACE.sub(part, level.pattern).strip()


def _restarts(level: Level | None, at: int) -> bool:
    """Whether a deeper level begins anew when level `at` counts on (`w:lvlRestart`, 0 = never)."""
    return level is None or level.restart is None or at < level.restart


def _level(lvl: Element) -> tuple[int, Level]:
    restart = value(lvl, "lvlRestart")
    return number(lvl.get(W + "ilvl"), 0), Level(
        number(value(lvl, "start"), 0 if value(lvl, "start") else 1),
        value(lvl, "numFmt") or "decimal",
        value(lvl, "lvlText") or "",
        switched_on(lvl, "isLgl"),
        None if restart is None else number(restart, 0),
    )


def _instance(num: Element) -> _Instance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in num.iterfind(W + "lvlOverride"):
        at = number(override.get(W + "ilvl"), 0)
        if (start := value(override, "startOverride")) is not None:
            starts[at] = number(start, 1)
        if (lvl := child(override, "lvl")) is not None:
            levels[at] = _level(lvl)[1]
    return _Instance(value(num, "abstractNumId") or "", starts, levels)


def _styles(root: Element | None) -> dict[str, Style]:
    """The paragraph styles by id, each with what it inherits."""
    found = {s.get(W + "styleId", ""): s for s in root.iterfind(W + "style")} if root is not None else {}
    done: dict[str, Style] = {}

    def resolve(name: str, seen: frozenset[str]) -> Style:
        if name not in done:
            element = found.get(name)
            if element is None or name in seen:
                return Style()
            parent = resolve(value(element, "basedOn") or "", seen | {name})
            done[name] = _style(element, parent)
        return done[name]

    for name in found:
        resolve(name, frozenset())
    return done


def _style(element: Element, parent: Style) -> Style:
    properties = child(element, "pPr")
    level, outline = value(properties, "numPr", "ilvl"), value(properties, "outlineLvl")
    title = (value(element, "name") or "").lower() in ("title", "subtitle")
    bold = child(element, "rPr", "b")
    return Style(
        value(properties, "numPr", "numId") or parent.list_id,
        number(level, 0) if level is not None else parent.list_level,
        number(outline, 9) if outline is not None else 0 if title else parent.outline,
        switched_on(element, "rPr", "b") if bold is not None else parent.bold,
    )
