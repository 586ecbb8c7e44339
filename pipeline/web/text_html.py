"""A part of a text as HTML: headings, items, footnotes, tables, pages, and the words of marks as links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from pipeline.audit.marks import Mark, Marked
from pipeline.audit.screen import SIGNS, VERDICT_SIGNS
from pipeline.graph.xmltext import escape
from pipeline.web.text_cards import OTHER_SIGN, TASK_SIGN
from pipeline.web.text_parts import Cell, FileText, Part, Unit

_CLASSES = {"list_item": "item", "footnote": "note"}
FLAGS = {**SIGNS, "other": OTHER_SIGN, "task": TASK_SIGN}
"""Kinds whose marks are long: a sign before their words is the link, as other marks lie within."""
_DEEPEST = 6


class Linked:
    """Draws marks for the page: words of references and figures are links, tasks and findings have a sign."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def flag(self, mark: Mark) -> str:
        """The sign before a task or a finding."""
        sign = FLAGS.get(mark.kind)
        if not sign:
            return ""
        return (
            f'<a class="flag {mark.kind}"{self._anchor(mark)} href="#{mark.link}" '
            f'aria-label="{escape(mark.tip)}">{sign}</a>'
        )

    def sign(self, mark: Mark) -> str:
        """What stands behind a figure that was reckoned with, and behind what could not be joined."""
        if mark.kind == "ref-open":
            return '<sup class="sign" aria-hidden="true">?</sup>'
        verdict = mark.kind.partition(" ")[2]
        sign = VERDICT_SIGNS.get(verdict, "")
        return f'<sup class="sign {verdict}" aria-hidden="true">{sign}</sup>' if sign else ""

    def segment(self, words: str, marks: Sequence[Mark]) -> str:
        """Words under marks; the shortest reference or figure among them is their link."""
        if not marks:
            return escape(words)
        kinds = " ".join(f"m-{kind}" for kind in dict.fromkeys(mark.kind.split()[0] for mark in marks))
        leading = [mark for mark in marks if mark.kind not in FLAGS]
        if not leading:
            return f'<span class="{kinds}">{escape(words)}</span>'
        mark = min(leading, key=lambda one: one.end - one.start)
        return f'<a class="{kinds}"{self._anchor(mark)} href="#{mark.link}">{escape(words)}</a>'

    def _anchor(self, mark: Mark) -> str:
        """The id of a mark, where its first words stand."""
        if not mark.anchor or mark.anchor in self._given:
            return ""
        self._given.add(mark.anchor)
        return f' id="{mark.anchor}"'


def part_html(
    text: FileText, part: Part, marks: Sequence[Mark], page_link: Callable[[int], str] | None = None
) -> Markup:
    """A part with its marks; `page_link` gives the address of a page of the file, where it has pictures."""
    marked = Marked(text.text, text.pieces(part), marks, Linked())
    return Markup("\n".join(_flow(text, part, marked, page_link)))


def _flow(
    text: FileText, part: Part, marked: Marked, page_link: Callable[[int], str] | None
) -> Iterator[str]:
    page: int | None = None
    rows: list[Unit] = []
    for unit in part.units:
        if rows and (unit.table is None or unit.table != rows[0].table):
            yield from _table(text, rows, marked)
            rows = []
        if unit.page is not None and unit.page != page and not rows:
            page = unit.page
            yield _page_line(page, page_link)
        if unit.table is not None:
            rows.append(unit)
            continue
        yield _block(unit, marked.html((unit.start, unit.end)))
    if rows:
        yield from _table(text, rows, marked)


def _page_line(page: int, link: Callable[[int], str] | None) -> str:
    words = f"Trang {page}"
    told = f'<a href="{escape(link(page))}">{words} – xem ảnh trang</a>' if link else words
    return f'<p class="page">{told}</p>'


def _block(unit: Unit, html: str) -> str:
    if unit.kind == "heading":
        # below the page's own headings; what has no number is no deeper than a chapter
        level = min(_DEEPEST, 2 + max(1, unit.level))
        return f'<h{level} class="head">{html}</h{level}>'
    css = _CLASSES.get(unit.kind, "")
    return f'<p class="{css}">{html}</p>' if css else f"<p>{html}</p>"


def _table(text: FileText, rows: Sequence[Unit], marked: Marked) -> Iterator[str]:
    yield '<div class="wide" tabindex="0" role="region" aria-label="Bảng"><table>'
    first, last = rows[0].row, rows[-1].row
    for unit in rows:
        yield "<tr>"
        if unit.row == first:
            yield from (_carried(cell, first, last) for cell in _reaching(text, unit))
        for cell in text.cells(unit):
            yield f"<td{_spans(cell, unit.row, last)}>{marked.html(cell.span)}</td>"
        yield "</tr>"
    yield "</table></div>"


def _reaching(text: FileText, unit: Unit) -> list[Cell]:
    """Cells of the part before that reach down into this row."""
    cells = text.tables[unit.table if unit.table is not None else -1]
    return [cell for cell in cells if cell.row < unit.row < cell.row + cell.rows]


def _carried(cell: Cell, first: int, last: int) -> str:
    rows = min(cell.row + cell.rows - 1, last) - first + 1
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + _columns(cell)
    return f'<td{spans} class="carried" aria-label="tiếp theo ô của phần trước">″</td>'


def _spans(cell: Cell, row: int, last: int) -> str:
    rows = min(cell.rows, last - row + 1)
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + _columns(cell)
    return spans + (' class="n"' if cell.figure else "")


def _columns(cell: Cell) -> str:
    return f' colspan="{cell.columns}"' if cell.columns > 1 else ""
