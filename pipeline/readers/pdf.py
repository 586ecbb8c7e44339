"""Reads a PDF into a Document: lines from boxes, columns, paragraphs, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.ocr import engines
from pipeline.readers.assemble import Assembler
from pipeline.readers.legacy import Letters
from pipeline.readers.pdf_flow import reading_order
from pipeline.readers.pdf_page import PageContent, read_page
from pipeline.readers.pdf_plumber import plumber_grids
from pipeline.readers.pdf_tables import TableContent
from pipeline.readers.refusals import UNREAD_PAGES, not_recognised, nothing_printed

if TYPE_CHECKING:
    from pipeline.ocr.session import RecognitionSession

_NO_PAGES = re.compile(rb"/Type\s*/Pages[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages")
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def read_pdf(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The Document of a PDF's bytes; pages that are only pictures are recognised where that is installed.

    `letters` brings what is set in old fonts to Unicode.

    Raises:
        UnreadableFileError: the file is damaged, locked by a password, has no page, or is a scan throughout
            that cannot be recognised.
    """
    pages, session = _read_pages(data, letters)
    if session is None:
        return _as_it_is(pages, name)
    if not any(page.words for page in pages):
        raise nothing_printed()
    whole = session.pages == len(pages)
    reader = "scan" if whole else "pdf+ocr" if session.pages else "pdf"
    return session.finished(arranged(name, "application/pdf", reader, pages, session.notes()))


def _as_it_is(pages: list[PageContent], name: str) -> Document:
    """The Document of pages of which none was recognised."""
    scans = [page.number for page in pages if page.is_scan]
    if scans and not any(page.words for page in pages if not page.is_scan):
        raise not_recognised(engines.mode() is engines.Mode.NEVER)
    if not any(page.words for page in pages):
        raise _no_text()
    notes = []
    if scans:
        numbers = ", ".join(map(str, scans))
        notes.append(f"{UNREAD_PAGES}; {engines.INSTALL} reads them): {numbers}")
    return arranged(name, "application/pdf", "pdf", pages, notes)


def arranged(
    name: str, media_type: str, reader: str, pages: list[PageContent], notes: Iterable[str]
) -> Document:
    """The Document that the content of pages makes in reading order."""
    assembler = Assembler(name, media_type, reader, len(pages))
    broken = [page.number for page in pages if page.damaged]
    if broken:
        assembler.note(f"Damaged pages (not read): {', '.join(map(str, broken))}")
    for note in notes:
        assembler.note(note)
    for item in reading_order(pages):
        if isinstance(item, TableContent):
            assembler.table(item.rows, item.columns, item.cells, item.layout)
            continue
        for part in (item, *item.notes):
            assembler.block(part.kind, [line.source() for line in part.lines])
    return assembler.finish()


def _read_pages(
    data: bytes, letters: Letters | None
) -> tuple[list[PageContent], RecognitionSession | None]:
    """The pages, and the account of those that were recognised (None: no page needs it, or none can be)."""
    try:
        document = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        raise _refused(data, getattr(error, "err_code", None)) from error
    try:
        count = len(document)
        if not count:
            raise _no_page()
        pages = [
            read_page(document.raw, n, lambda k: plumber_grids(data, k), letters) for n in range(1, count + 1)
        ]
        always = engines.mode() is engines.Mode.ALWAYS
        wanted = [page for page in pages if always and not page.damaged or page.wants_recognition]
        if not wanted or engines.mode() is engines.Mode.NEVER or not engines.installed():
            return pages, None
        return _recognised(document, pages, wanted)
    finally:
        document.close()


def _recognised(
    document: Any, pages: list[PageContent], wanted: list[PageContent]
) -> tuple[list[PageContent], RecognitionSession]:
    """The pages, those that need it recognised."""
    from pipeline.ocr.session import RecognitionSession

    session = RecognitionSession()
    for page in session.read([(layer, partial(_drawn, document, layer.number)) for layer in wanted]):
        pages[page.number - 1] = page
    return pages, session


def _drawn(document: Any, number: int) -> tuple[Any, float]:
    from pipeline.ocr.pictures import DamagedPictureError, pdf_picture, picture_is_lost

    page = document[number - 1]
    try:
        picture, scale = pdf_picture(page)
        if picture.min() == picture.max() and picture_is_lost(page):
            raise DamagedPictureError("the page's image cannot be decoded")
    finally:
        page.close()
    return picture, scale


def _refused(data: bytes, code: int | None) -> UnreadableFileError:
    """Why pdfium did not open a file; its code may be of an earlier file, so the bytes are asked too."""
    if code in _PASSWORD and b"/Encrypt" in data:
        return _locked()
    return _no_page() if _NO_PAGES.search(data) else _damaged()


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "This PDF is damaged or was not copied in full; get the file again.",
        "Tệp PDF bị hỏng hoặc chép chưa đủ; hãy lấy lại tệp.",
    )


def _locked() -> UnreadableFileError:
    return UnreadableFileError(
        "This PDF is locked by a password; save a copy without one.",
        "Tệp PDF có mật khẩu; hãy lưu một bản không đặt mật khẩu.",
    )


def _no_page() -> UnreadableFileError:
    return UnreadableFileError(
        "This PDF has no page; get the file again.",
        "Tệp PDF không có trang nào; hãy lấy lại tệp.",
    )


def _no_text() -> UnreadableFileError:
    return UnreadableFileError(
        "This PDF holds no text; check that it is the right file.",
        "Tệp PDF không có chữ nào; hãy kiểm tra lại tệp.",
    )

