"""Reads a born-digital PDF into a Document: lines from boxes, columns, paragraphs, tables, footnotes."""

from __future__ import annotations

import re

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.assemble import Assembler
from pipeline.readers.legacy import Letters
from pipeline.readers.pdf_flow import reading_order
from pipeline.readers.pdf_page import PageContent, read_page
from pipeline.readers.pdf_plumber import plumber_grids
from pipeline.readers.pdf_tables import TableContent

_NO_PAGES = re.compile(rb"/Type\s*/Pages[^>]*/Count\s+0\b|/Count\s+0\b[^>]*/Type\s*/Pages")
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def read_pdf(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The Document of a PDF's bytes; `letters` brings what is set in old fonts to Unicode.

    Raises:
        UnreadableFileError: the file is damaged, locked by a password, has no page, or is a scan throughout.
    """
    pages = _read_pages(data, letters)
    scans = [page.number for page in pages if page.is_scan]
    if scans and not any(page.words for page in pages if not page.is_scan):
        raise _scanned()
    if not any(page.words for page in pages):
        raise _no_text()
    assembler = Assembler(name, "application/pdf", "pdf", len(pages))
    broken = [page.number for page in pages if page.damaged]
    if broken:
        assembler.note(f"Damaged pages (not read): {', '.join(map(str, broken))}")
    if scans:
        assembler.note(f"Pages without text (scans, not read): {', '.join(map(str, scans))}")
    for item in reading_order(pages):
        if isinstance(item, TableContent):
            assembler.table(item.rows, item.columns, item.cells, item.layout)
            continue
        for part in (item, *item.notes):
            assembler.block(part.kind, [line.source() for line in part.lines])
    return assembler.finish()


def _read_pages(data: bytes, letters: Letters | None) -> list[PageContent]:
    try:
        document = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        raise _refused(data, getattr(error, "err_code", None)) from error
    try:
        count = len(document)
        if not count:
            raise _no_page()
        return [
            read_page(document.raw, n, lambda k: plumber_grids(data, k), letters) for n in range(1, count + 1)
        ]
    finally:
        document.close()


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


def _scanned() -> UnreadableFileError:
    return UnreadableFileError(
        "This PDF is a scan without text; it needs the OCR extra, which a later version adds.",
        "Tệp PDF là bản quét không có chữ; cần phần mở rộng OCR, sẽ có ở phiên bản sau.",
    )
