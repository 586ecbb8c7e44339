"""Reads one page of a PDF: its lines, its tables and its loose rules, annotations included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.legacy import Letters
from pipeline.readers.pdf_frame import Frame
from pipeline.readers.pdf_grid import Grid, find_grids
from pipeline.readers.pdf_layer import is_garbled
from pipeline.readers.pdf_letters import to_unicode, unpadded
from pipeline.readers.pdf_lines import Row, build_rows
from pipeline.readers.pdf_rules import read_rules
from pipeline.readers.pdf_tables import TableContent, fill
from pipeline.readers.pdf_words import PageText

_DRAWN_ANNOTATIONS = frozenset(
    (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
)

_FULL_PICTURE = 0.4
_CAPTION_WORDS = 50


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page: lines from top to bottom, tables, loose level rules (y, x0, x1), count of words.

    `picture` is the share of the page that its largest image covers; `garbled` says that its text is no
    text, `drawn` that something is on it.
    """

    number: int
    width: float
    height: float
    rows: list[Row]
    tables: list[TableContent]
    rules: list[tuple[float, float, float]]
    words: int
    picture: float
    damaged: bool = False
    garbled: bool = False
    drawn: bool = False

    @property
    def wants_recognition(self) -> bool:
        """Whether the page shows more than its text layer tells."""
        return not self.damaged and (self.is_scan or self.garbled or self.drawn and not self.words)

    @property
    def is_scan(self) -> bool:
        """Whether a picture fills the page and there is no more text than a signature's caption."""
        return self.picture > _FULL_PICTURE and self.words < _CAPTION_WORDS


def read_page(
    document: Any,
    number: int,
    oracle: Callable[[int], list[Grid] | None],
    letters: Letters | None = None,
) -> PageContent:
    """The content of the page with that number (from 1) of a raw pdfium document.

    `oracle` gives the grids of a page by other means; it is asked where our own do not hold together.
    `letters` brings what is set in old fonts to Unicode.
    """
    with open_page(document, number - 1) as page, open_text(page) as textpage:
        if not page or not textpage:
            return PageContent(number, 0, 0, [], [], [], 0, 0, damaged=True)
        frame = frame_of(page)
        text = PageText(textpage, frame)
        if letters is not None:
            text.text = to_unicode(textpage, text.text, letters)
        words = [word for word in text.words() if frame.shows(word)]
        if letters is not None:
            words = [word._replace(text=unpadded(word.text)) for word in words]
        rules = read_rules(page, frame)
        found = rules.joined()
        tables: list[TableContent] = []
        rest = words
        if found.may_hold_tables:
            grids = find_grids(found)
            if not all(grid.sound for grid in grids):
                others = oracle(number)
                grids = [grid for grid in grids if grid.sound] if others is None else others
            tables, rest = fill(grids, words, text, number)
        rows = build_rows(rest, number, text.bold)
        loose = [(edge.at, edge.start, edge.end) for edge in found.horizontal if edge.end - edge.start > 40]
        return PageContent(
            number,
            frame.width,
            frame.height,
            rows,
            tables,
            loose,
            len(words),
            rules.picture,
            garbled=is_garbled(text.text, rules.picture > _FULL_PICTURE),
            drawn=pdfium.FPDFPage_CountObjects(page) > 0,
        )


@contextmanager
def open_page(document: Any, index: int) -> Iterator[Any]:
    """A loaded page; what annotations draw (a stamped number, a signature) has become its content."""
    page = pdfium.FPDF_LoadPage(document, index)
    if page and _has_drawn_annotations(page) and pdfium.FPDFPage_Flatten(page, 0) == pdfium.FLATTEN_SUCCESS:
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


@contextmanager
def open_text(page: Any) -> Iterator[Any]:
    """The text page of a page, None where there is none."""
    textpage = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield textpage
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)


def _has_drawn_annotations(page: Any) -> bool:
    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _DRAWN_ANNOTATIONS:
            return True
    return False


def frame_of(page: Any) -> Frame:
    """The frame of a loaded page."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))
