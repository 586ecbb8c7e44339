"""Reads one page of a PDF: its lines, its tables and its loose rules, annotations included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_lines import Row, build_rows
from pipeline.readers.pdf_words import Frame, PageText

_DRAWN_ANNOTATIONS = frozenset((pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET))


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page; `characters` counts its text, `picture` says whether an image covers most of it."""

    number: int
    width: float
    height: float
    rows: list[Row]
    rules: list[tuple[float, float, float]]
    characters: int
    picture: bool


def read_page(document: Any, number: int) -> PageContent:
    """The content of the page with that number (from 1) of a raw pdfium document."""
    with _page(document, number - 1) as page, _text_page(page) as textpage:
        frame = _frame(page)
        text = PageText(textpage, frame)
        words = text.words()
        rows = build_rows(words, number, text.bold)
        return PageContent(number, frame.width, frame.height, rows, [], len(words), False)


@contextmanager
def _page(document: Any, index: int) -> Iterator[Any]:
    """A loaded page in which what annotations draw (a stamped number, a signature) has become page content."""
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
def _text_page(page: Any) -> Iterator[Any]:
    textpage = pdfium.FPDFText_LoadPage(page)
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


def _frame(page: Any) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))
