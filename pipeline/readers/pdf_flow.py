"""Makes one flow of blocks of a PDF's pages: columns, tables, cut sentences, footnotes at their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.readers.pdf_layout import Stretch, stretches
from pipeline.readers.pdf_lines import Piece, Row, merge
from pipeline.readers.pdf_notes import (
    footnotes,
    label,
    signature_stack,
    split_footnotes,
    usual_size,
    without_furniture,
)
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.pdf_paragraphs import Margins, Paragraph, continues, measure, paragraphs
from pipeline.readers.pdf_tables import TableContent

Item = Paragraph | TableContent


def reading_order(pages: Sequence[PageContent]) -> list[Item]:
    """The blocks and tables of all pages in the order they are read in."""
    rows_of = without_furniture([(page.rows, page.height) for page in pages])
    flow = _Flow(usual_size(rows_of))
    for page, rows in zip(pages, rows_of, strict=True):
        flow.add(page, rows)
    return flow.items


class _Flow:
    """The blocks so far, and what the next page must know of the one before."""

    def __init__(self, body: float) -> None:
        self.items: list[Item] = []
        self._body = body
        self._margins: Margins | None = None
        self._width = 0.0
        self._notes: list[Paragraph] = []

    def add(self, page: PageContent, rows: list[Row]) -> None:
        """Append the content of a page; `rows` are its lines without page numbers and running heads."""
        if abs(page.width - self._width) > 5:
            self._margins = None
        self._width = page.width
        stamped, rows = signature_stack(rows, page.height)
        rows, small = split_footnotes(rows, page.rules, self._body, bool(self._notes))
        parts = list(_between_tables(page, rows))
        texts = [stretch for part in parts if isinstance(part, list) for stretch in part if not stretch.aside]
        margins = self._margins = measure([line for text in texts for line in text.lines], self._margins)
        blocks: list[Item] = []
        if stamped:
            blocks += paragraphs(Stretch(tuple(row[0] for row in stamped), aside=True), margins)
        for part in parts:
            if isinstance(part, TableContent):
                blocks.append(part)
            else:
                blocks += (p for stretch in part for p in paragraphs(stretch, margins))
        blocks = self._mend(blocks, margins)
        notes = footnotes(self._carry(small))
        _place_notes(blocks, notes, page.number)
        self._notes = notes or (self._notes if small else [])
        self.items += blocks

    def _mend(self, blocks: list[Item], margins: Margins) -> list[Item]:
        """The blocks of a page, the first made whole with the paragraph that the page break cut."""
        if not self.items or not blocks:
            return blocks
        last, first = self.items[-1], blocks[0]
        if not isinstance(last, Paragraph) or not isinstance(first, Paragraph):
            return blocks
        if not continues(last, first, margins):
            return blocks
        last.lines += first.lines
        last.full = first.full
        return [self.items.pop(), *blocks[1:]]

    def _carry(self, small: list[Row]) -> list[Row]:
        """The footnote lines of a page without those that carry on the last footnote of the page before."""
        if not self._notes or not small:
            return small
        own = next((i for i, row in enumerate(small) if label(merge(row))), len(small))
        self._notes[-1].lines += (merge(row) for row in small[:own])
        return small[own:]


def _between_tables(page: PageContent, rows: list[Row]) -> Iterator[list[Stretch] | TableContent]:
    """The page's tables and, between them, the lines above, beside and below."""
    start = 0
    for table in page.tables:
        end = start
        while end < len(rows) and rows[end][0].base < table.top + 2:
            end += 1
        if end > start:
            yield stretches(rows[start:end])
        yield table
        start = end
    if start < len(rows):
        yield stretches(rows[start:])


def _place_notes(blocks: list[Item], notes: list[Paragraph], page: int) -> None:
    """Put each footnote at the paragraph with its mark, and take the mark out of the text."""
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    home: Paragraph | None = None
    for note in notes:
        number = label(note.lines[0])
        home = next((b for b in texts if number and _take_mark(b.lines, number, page)), home)
        if home is None and texts:
            home = texts[-1]
        if home is None:
            blocks.append(note)
        else:
            home.notes.append(note)


def _take_mark(lines: list[Piece], number: str, page: int) -> bool:
    for i, line in enumerate(lines):
        for mark in line.marks if line.page == page else ():
            start, end = mark
            if line.text[start:end].strip("[]().,;: ") == number:
                after = line.text[start:end].strip("[]()0123456789") + line.text[end:]
                marks = tuple(m for m in line.marks if m != mark)
                lines[i] = replace(line, text=line.text[:start].rstrip() + after, marks=marks)
                return True
    return False
