"""The text of a document as HTML with every mark in it: marks that overlap are lines one below the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractors.model import Block, BlockKind, Document, Facts, Source
from pipeline.audit.marked_text import pieces, table_html
from pipeline.audit.marks import Mark, Marked
from pipeline.graph.xmltext import escape
from pipeline.highlight.model import Entry, Layer, Marking
from pipeline.messages import say

_CLASSES = {BlockKind.LIST_ITEM: "item", BlockKind.FOOTNOTE: "note"}
_FLAGGED = {Layer.FINDING, Layer.TASK, Layer.OUTCOME}
"""Layers whose marks are long: a sign before their words is the link, as other marks lie within."""
_TAGGED = {Layer.REFERENCE, Layer.DOUBT}
"""Layers whose marks bear their code behind their words, so that they are found in the index on paper."""
_DEEPEST = 6


def text_html(document: Document, facts: Facts, marking: Marking, lang: str) -> Iterator[str]:
    """The lines of HTML of a document's text."""
    blocks = [(block.kind, block.start, block.end, block.page, block.table) for block in document.blocks]
    cells = _cells(document, facts)
    marks, drawing = _marks(marking)
    marked = Marked(document.text, pieces(blocks, cells), marks, drawing)
    page: int | None = None
    done: set[int] = set()
    for block in document.blocks:
        if block.page is not None and block.page != page and (block.table is None or block.table not in done):
            page = block.page
            yield f'<p class="page" id="page-{page}">{escape(say("page_more", lang, page=page))}</p>'
        if block.table is None:
            yield _block(block, marked.html((block.start, block.end)))
        elif block.table not in done:
            done.add(block.table)
            table = cells[block.table]
            if document.tables[block.table].layout:
                yield from _letterhead(table, marked)
            else:
                label = f"{say('high_table', lang)} {block.table + 1}"
                yield from table_html(table, marked, label)


def _cells(document: Document, facts: Facts) -> dict[int, list[tuple[int, ...]]]:
    """The cells of each table, as `table_html` takes them."""
    figures = {one.cell for one in facts.statistics if one.source is Source.TABLE}
    return {
        at: [
            (
                at,
                cell.row,
                cell.rows,
                cell.columns,
                cell.start,
                cell.end,
                (at, cell.row, cell.column) in figures,
            )
            for cell in table.cells
        ]
        for at, table in enumerate(document.tables)
    }


def _block(block: Block, html: str) -> str:
    if block.kind is BlockKind.HEADING:
        level = min(_DEEPEST, 2 + max(1, len(block.section)))  # below the page's own headings
        return f'<h{level} class="head">{html}</h{level}>'
    css = _CLASSES.get(block.kind, "")
    return f'<p class="{css}">{html}</p>' if css else f"<p>{html}</p>"


def _letterhead(cells: Sequence[tuple[int, ...]], marked: Marked) -> Iterator[str]:
    """A grid that only places a letterhead or a signature, without lines."""
    rows: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for cell in cells:
        rows[cell[1]].append(cell)
    yield '<div class="letterhead">'
    for row in rows.values():
        parts = [marked.html((cell[4], cell[5])) for cell in row if cell[5] > cell[4]]
        if parts:
            yield f"<div>{''.join(f'<p>{part}</p>' for part in parts)}</div>"
    yield "</div>"


def _marks(marking: Marking) -> tuple[list[Mark], _Stacked]:
    marks: list[Mark] = []
    entries: dict[str, Entry] = {}
    for entry in marking.entries:
        for at, place in enumerate(entry.places):
            anchor = entry.anchor(at)
            entries[anchor] = entry
            marks.append(Mark(place.start, place.end, place.kind, anchor, entry.id, place.tip))
    return marks, _Stacked(entries)


class _Stacked:
    """Draws the marks of the page: nested spans, each with its own line; the shortest one is the link."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._given: set[str] = set()

    def flag(self, mark: Mark) -> str:
        """The sign before the words of a finding, a task or a result."""
        entry = self._entries[mark.anchor]
        if entry.layer not in _FLAGGED:
            return ""
        sign = "◇" if mark.kind == "other" else entry.sign
        tip = escape(mark.tip)
        return (
            f'<a class="flag k-{mark.kind}" id="{mark.anchor}" href="#{entry.id}" title="{tip}" '
            f'aria-label="{escape(entry.code)}: {tip}">{sign}<small>{escape(entry.code)}</small></a>'
        )

    def sign(self, mark: Mark) -> str:
        """What stands behind a check's words: its verdict; behind those of a reference: its code."""
        entry = self._entries[mark.anchor]
        if entry.layer is Layer.CHECK:
            tip = escape(mark.tip)
            return (
                f'<a class="sign k-{mark.kind}" id="{mark.anchor}" href="#{entry.id}" title="{tip}" '
                f'aria-label="{escape(entry.code)}: {tip}">{entry.sign}</a>'
            )
        if entry.layer in _TAGGED:
            return f'<sup class="tag k-{mark.kind}" aria-hidden="true">{escape(entry.code)}</sup>'
        return ""

    def segment(self, words: str, marks: Sequence[Mark]) -> str:
        """Words under marks, the longest mark outermost."""
        html = escape(words)
        linked = False
        for mark in sorted(marks, key=lambda one: one.end - one.start):
            kind = " ".join(f"k-{part}" for part in mark.kind.split())
            layer = self._entries[mark.anchor].layer
            if linked or layer in _FLAGGED or layer is Layer.CHECK:
                own = "" if layer in _FLAGGED or layer is Layer.CHECK else self._anchor(mark)
                html = f'<span class="{kind}"{own}>{html}</span>'
            else:
                linked = True
                tip = escape(mark.tip)
                html = f'<a class="{kind}"{self._anchor(mark)} href="#{mark.link}" title="{tip}">{html}</a>'
        return html

    def _anchor(self, mark: Mark) -> str:
        """The id of a mark, where its first words stand."""
        if mark.anchor in self._given:
            return ""
        self._given.add(mark.anchor)
        return f' id="{mark.anchor}"'
