"""Reads one DOCX paragraph: its lines, the footnotes it marks and the text boxes it anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.readers.docx_numbering import W, child, number, switched_on, value
from pipeline.readers.paragraphs import is_rule

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DROPPED = frozenset(
    ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "rt", "commentReference")
)
_FIGURE = re.compile(r"\d{1,5}[a-zA-Z]?")
_NUMBER_BLANK = re.compile(r"(?<=[Ss]ố)(:?[\s.…_]*)(/)")
_DAY_BLANK = re.compile(r"(?<=ngày)([\s.…_]*)( tháng)")
_LINE_ENDS = frozenset(("br", "cr"))
_BOXED = frozenset(("drawing", "pict", "object"))


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds; `notes` are ("footnote" or "endnote", id) in the order of their marks."""

    lines: list[str] = field(default_factory=lambda: [""])
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: bool = True

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(self.lines)

    def filled(self) -> list[str]:
        """The lines that hold words."""
        return [line for line in map(str.strip, self.lines) if line and not is_rule(line)]


def local_name(element: Element) -> str:
    """The tag without its namespace; "" for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(element: Element) -> Element | None:
    """The branch of an `mc:AlternateContent` to read: the first choice, else the fallback; never both."""
    branches = {local_name(branch): branch for branch in reversed(element)}
    return branches.get("Choice", branches.get("Fallback"))


def read_paragraph(element: Element) -> Paragraph:
    """The content of a `w:p`: insertions kept, deletions and field codes dropped."""
    paragraph = Paragraph()
    _inline(element, paragraph)
    paragraph.boxes = [box for box in paragraph.boxes if not _fill_blank(paragraph, box)]
    return paragraph


def _fill_blank(paragraph: Paragraph, box: Element) -> bool:
    """Put a number laid over a blank into it: "Số:      /UBND-KT" with a box that holds only "157".

    Registers stamp the number and the day of a printed form this way. Anything but one figure for one blank
    stays a box.
    """
    figure = box_text(box).strip()
    if _FIGURE.fullmatch(figure) is None:
        return False
    for blank in (_NUMBER_BLANK, _DAY_BLANK):
        places = [(at, found) for at, line in enumerate(paragraph.lines) if (found := blank.search(line))]
        if len(places) == 1 and (blank is _NUMBER_BLANK or len(figure) <= 2):
            at, found = places[0]
            line = paragraph.lines[at]
            colon = ":" if found[1].startswith(":") else ""
            paragraph.lines[at] = f"{line[: found.start()]}{colon} {figure}{found[2]}{line[found.end() :]}"
            return True
    return False


def box_text(box: Element) -> str:
    """All the words of a text box."""
    return " ".join(read_paragraph(paragraph).text for paragraph in box.findall(f"{W}p"))


def _inline(element: Element, into: Paragraph) -> None:
    for part in element:
        name = local_name(part)
        if name in _DROPPED or not name:
            continue
        if name == "r":
            _run(part, into)
        elif name == "AlternateContent":
            branch = chosen(part)
            if branch is not None:
                _inline(branch, into)
        elif name in _BOXED:
            into.boxes += text_boxes(part)
        elif name == "t":
            into.lines[-1] += part.text or ""
        else:
            _inline(part, into)


def _run(run: Element, into: Paragraph) -> None:
    if switched_on(run, "rPr", "vanish"):
        return
    for part in run:
        name = local_name(part)
        if name == "t":
            text = part.text or ""
            into.lines[-1] += text
            if into.bold and text.strip() and not switched_on(run, "rPr", "b"):
                into.bold = False
        elif name in ("tab", "ptab"):
            into.lines[-1] += "\t"
        elif name in _LINE_ENDS:
            into.lines.append("")
        elif name == "noBreakHyphen":
            into.lines[-1] += "-"
        elif name == "softHyphen":
            into.lines[-1] += "\u00ad"
        elif name == "sym":
            into.lines[-1] += _symbol(part)
        elif name in ("footnoteReference", "endnoteReference"):
            into.notes.append((name[: -len("Reference")], part.get(W + "id", "")))
        elif name in _BOXED:
            into.boxes += text_boxes(part)
        elif name == "AlternateContent":
            branch = chosen(part)
            if branch is not None:
                _inline(branch, into)


def _symbol(part: Element) -> str:
    try:
        return chr(int(part.get(W + "char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def text_boxes(element: Element) -> Iterator[Element]:
    """The text boxes drawn in `element`, once each: the fallback of an alternative repeats its choice."""
    for part in element:
        name = local_name(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            branch = chosen(part)
            if branch is not None:
                yield from text_boxes(branch)
        elif name:
            yield from text_boxes(part)


def words(element: Element) -> str:
    """All the text below `element`, boxes and deletions aside."""
    return "".join(text.text or "" for text in element.iter(W + "t"))


def heading_level(properties: Element | None, style_level: int | None) -> int | None:
    """The outline level 0-8 of a paragraph, its own before its style's; None for body text."""
    own = value(properties, "outlineLvl")
    level = number(own, 9) if own is not None else style_level
    return level if level is not None and level < 9 else None


def is_hidden_row(row: Element) -> bool:
    """Whether a table row was deleted with changes tracked."""
    return child(row, "trPr", "del") is not None
