"""Where the places of entries stand on the pages of a PDF: boxes, one a printed line."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pypdfium

from extractors.model import Box, Document, Line
from pipeline.highlight.model import Entry, Marking, Place
from pipeline.readers.pdf_frame import Frame
from pipeline.readers.pdf_page import open_page, open_text
from pipeline.readers.pdf_spans import PageSpans


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of an entry on one page (from 1): its boxes in points from its top left corner as shown.

    `first` marks the page on which the place begins; `exact` that the letters were found there.
    """

    entry: Entry
    at: int
    page: int
    boxes: tuple[Box, ...]
    exact: bool
    first: bool

    @property
    def place(self) -> Place:
        """The place in the text."""
        return self.entry.places[self.at]


@dataclass(slots=True)
class Spots:
    """The spots of each page (from 1) with the page's frame, and how many places have none."""

    pages: dict[int, tuple[Frame, list[Spot]]] = field(default_factory=dict)
    placed: int = 0
    estimated: int = 0
    unplaced: int = 0


def spots(data: bytes, document: Document, marking: Marking) -> Spots:
    """Where every place of the entries stands in the PDF whose bytes are `data`.

    Raises:
        PdfiumError: pdfium cannot open it.
    """
    lines = _lines(document)
    starts = [line.start for line in lines]
    wanted: defaultdict[int, list[tuple[Entry, int, list[Line], bool]]] = defaultdict(list)
    found = Spots()
    for entry in marking.entries:
        for at, place in enumerate(entry.places):
            by_page = _by_page(_touched(lines, starts, place), place)
            if not by_page:
                found.unplaced += 1
                continue
            found.placed += 1
            for rank, (page, touched) in enumerate(by_page.items()):
                wanted[page].append((entry, at, touched, rank == 0))
    pdf = pypdfium.PdfDocument(data)
    try:
        for number in sorted(wanted):
            if number <= len(pdf):
                found.pages[number] = _on_page(pdf.raw, number, document, wanted[number])
    finally:
        pdf.close()
    told = [spot for _, page in found.pages.values() for spot in page]
    found.estimated = len({(spot.entry.id, spot.at) for spot in told if not spot.exact})
    return found


def _lines(document: Document) -> list[Line]:
    """The printed lines whose box is known, in the order of the text."""
    boxed = (line for block in document.blocks for line in block.lines if line.box and line.page)
    return sorted(boxed, key=lambda line: line.start)


def _touched(lines: Sequence[Line], starts: Sequence[int], place: Place) -> Iterator[Line]:
    at = max(bisect_left(starts, place.start + 1) - 1, 0)
    while at < len(lines) and lines[at].start < place.end:
        if lines[at].end > place.start:
            yield lines[at]
        at += 1


def _by_page(touched: Iterator[Line], place: Place) -> dict[int, list[Line]]:
    pages: defaultdict[int, list[Line]] = defaultdict(list)
    for line in touched:
        pages[line.page or 0].append(line)
    return pages


def _on_page(
    raw: Any, number: int, document: Document, wanted: Sequence[tuple[Entry, int, list[Line], bool]]
) -> tuple[Frame, list[Spot]]:
    with open_page(raw, number - 1) as page, open_text(page) as textpage:
        spans = PageSpans(page, textpage)
        made = []
        for entry, at, touched, first in wanted:
            place = entry.places[at]
            placed = [
                spans.place(
                    document.text[line.start : line.end],
                    line.box,
                    max(place.start, line.start) - line.start,
                    min(place.end, line.end) - line.start,
                )
                for line in touched
                if line.box is not None
            ]
            boxes = tuple(one.box for one in placed)
            made.append(Spot(entry, at, number, boxes, all(one.exact for one in placed), first))
        return spans.frame, made
