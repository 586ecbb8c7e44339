"""What the styles of an OpenDocument file say: font and weight of letters, lines of cells, list labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.readers.docx_numbering import number
from pipeline.readers.docx_text import local_name
from pipeline.readers.list_labels import written_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 20


def name_of(element: Element | None, name: str) -> str | None:
    """The attribute called `name` in any namespace."""
    if element is None:
        return None
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def words_of(element: Element) -> str:
    """All the words below `element`."""
    return "".join(map(str, element.itertext())).strip()


@dataclass(frozen=True, slots=True)
class _Level:
    format: str | None
    before: str
    after: str
    shown: int
    start: int


@dataclass(slots=True)
class Counter:
    """The counts of one list style, level by level (from 1)."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> str:
        """Count an item on and write its label."""
        plan = self.levels.get(level)
        if plan is None:
            return ""
        if start is not None:
            self.counts[level] = start
        else:
            self.counts[level] = self.counts.get(level, plan.start - 1) + 1
        self.restart(level + 1)
        if plan.format is None:
            return "-" if plan.before not in ("+", "*") else plan.before
        if plan.format == "":
            return (plan.before + plan.after).strip()
        shown = range(max(level - plan.shown + 1, 1), level + 1)
        numbers = [self._written(at) for at in shown]
        return f"{plan.before}{'.'.join(filter(None, numbers))}{plan.after}".strip()

    def restart(self, level: int) -> None:
        """Forget the counts of a level and of those below it."""
        for deeper in [at for at in self.counts if at >= level]:
            del self.counts[deeper]

    def _written(self, level: int) -> str:
        plan = self.levels.get(level)
        if plan is None or not plan.format:
            return ""
        return written_number(self.counts.get(level, plan.start), _STYLES.get(plan.format, "decimal"))


class OdtStyles:
    """The styles of a file's parts; a later part's stand before an earlier one's."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._faces: dict[str, str] = {}
        self._lists: dict[str, Counter] = {}
        self._outline = Counter({})
        for root in roots:
            for part in root.iter():
                self._keep(part)

    def _keep(self, part: Element) -> None:
        kind, name = local_name(part), name_of(part, "name")
        if kind == "style" and name:
            self._styles[name] = part
        elif kind == "font-face" and name:
            self._faces[name] = (name_of(part, "font-family") or name).strip("'\"")
        elif kind == "list-style" and name:
            self._lists[name] = Counter(_levels(part))
        elif kind == "outline-style":
            self._outline = Counter(_levels(part))

    def _said(self, style: str | None, group: str, *names: str) -> str | None:
        """What a style or its nearest ancestor says of the first of `names`."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style or "")
            if element is None:
                return None
            for part in element:
                if local_name(part) == group:
                    for name in names:
                        if (value := name_of(part, name)) is not None:
                            return value
            style = name_of(element, "parent-style-name")
        return None

    def bold(self, style: str | None, span: str | None) -> bool:
        """Whether letters of a paragraph style and of a text style over it are bold."""
        weights = (self._said(name, "text-properties", "font-weight") for name in (span, style))
        return next((weight for weight in weights if weight), "normal") in ("bold", "700", "800", "900")

    def font(self, style: str | None, span: str | None) -> str | None:
        """The family of letters, None where no style names one."""
        for name in (span, style):
            if (face := self._said(name, "text-properties", "font-name", "font-family")) is not None:
                return self._faces.get(face, face).strip("'\"")
        return None

    def hidden(self, span: str | None) -> bool:
        """Whether letters of that style are not shown."""
        return self._said(span, "text-properties", "display") == "none"

    def sides(self, style: str | None) -> list[str]:
        """The sides at which a cell of that style has a line."""
        found = []
        for side in ("left", "right", "top", "bottom"):
            line = self._said(style, "table-cell-properties", f"border-{side}", "border")
            if line and line != "none" and re.match(r"0(?:\.0*)?[a-z]", line) is None:
                found.append(side)
        return found

    def counter(self, style: str | None, level: int, goes_on: bool) -> Counter:
        """The counter of a list style; a list that does not go on with one before it begins anew."""
        counter = self._lists.get(style or "") or Counter({})
        if not goes_on:
            counter.restart(level)
        return counter

    def heading_label(self, level: int) -> str:
        """The label of a numbered heading, "" where headings have none."""
        plan = self._outline.levels.get(level)
        return self._outline.next(level) if plan is not None and plan.format else ""


def _levels(style: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for part in style:
        kind = local_name(part)
        level = number(name_of(part, "level"), 0)
        before, after = name_of(part, "num-prefix") or "", name_of(part, "num-suffix") or ""
        if kind in ("list-level-style-number", "outline-level-style"):
            shown, start = number(name_of(part, "display-levels"), 1), number(name_of(part, "start-value"), 1)
            found[level] = _Level(name_of(part, "num-format") or "", before, after, shown, start)
        elif kind == "list-level-style-bullet":
            found[level] = _Level(None, name_of(part, "bullet-char") or "", "", 1, 1)
    return found
