"""Reads a born-digital PDF into a Document: lines from boxes, columns, paragraphs, tables, footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.assemble import Assembler
from pipeline.readers.pdf_layout import Stretch, stretches
from pipeline.readers.pdf_lines import Piece, Row
from pipeline.readers.pdf_notes import footnotes, label, signature_stack, split_footnotes, without_furniture
from pipeline.readers.pdf_page import PageContent, read_page
from pipeline.readers.pdf_paragraphs import Margins, Paragraph, continues, measure, paragraphs
from pipeline.readers.pdf_plumber import plumber_grids
from pipeline.readers.pdf_tables import TableContent

_Item = Paragraph | TableContent

_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def read_pdf(data: bytes, name: str) -> Document:
    """The Document of a PDF's bytes.

    Raises:
        UnreadableFileError: the file is damaged, locked by a password, has no page, or is a scan throughout.
    """
    pages = _read_pages(data, name)
    scans = [page.number for page in pages if page.picture > 0.3 and page.words < 8]
    if not any(page.words for page in pages):
        raise _scanned(name) if scans else _no_text(name)
    assembler = Assembler(name, "application/pdf", "pdf", len(pages))
    if scans:
        assembler.note(f"Pages without text (scans, not read): {', '.join(map(str, scans))}")
    for item in _flow(pages):
        if isinstance(item, TableContent):
            assembler.table(item.rows, item.columns, item.cells, item.layout)
            continue
        for part in (item, *item.notes):
            assembler.block(part.kind, [line.source() for line in part.lines])
    return assembler.finish()


def _read_pages(data: bytes, name: str) -> list[PageContent]:
    try:
        document = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        raise (_locked(name) if getattr(error, "err_code", None) in _PASSWORD else _damaged(name)) from error
    try:
        count = len(document)
        if not count:
            raise _no_page(name)
        return [read_page(document.raw, n, lambda k: plumber_grids(data, k)) for n in range(1, count + 1)]
    finally:
        document.close()


def _flow(pages: Sequence[PageContent]) -> list[_Item]:
    """The blocks of all pages in reading order, sentences that a page break cut made whole."""
    found: list[_Item] = []
    margins: Margins | None = None
    rows_of = without_furniture([(page.rows, page.height) for page in pages])
    width = 0.0
    for page, rows in zip(pages, rows_of, strict=True):
        before = margins if abs(page.width - width) < 5 else None
        width = page.width
        blocks, notes, margins = _page_blocks(page, rows, before)
        if found and blocks:
            last, first = found[-1], blocks[0]
            if isinstance(last, Paragraph) and isinstance(first, Paragraph) and continues(last, first, margins):
                last.lines += first.lines
                last.full = first.full
                blocks = [found.pop(), *blocks[1:]]
        _place_notes(blocks, notes, page.number)
        found += blocks
    return found


def _page_blocks(
    page: PageContent, rows: list[Row], before: Margins | None
) -> tuple[list[_Item], list[Paragraph], Margins]:
    """The blocks of one page, its footnotes, and the margins of its running text."""
    stamped, rows = signature_stack(rows, page.height)
    rows, small = split_footnotes(rows, page.rules)
    parts = list(_between_tables(page, rows))
    running = [s for part in parts if isinstance(part, list) for s in part if not s.aside]
    margins = measure([line for stretch in running for line in stretch.lines], before)
    blocks: list[_Item] = []
    if stamped:
        blocks += paragraphs(Stretch(tuple(row[0] for row in stamped), aside=True), margins)
    for part in parts:
        if isinstance(part, TableContent):
            blocks.append(part)
        else:
            blocks += (p for stretch in part for p in paragraphs(stretch, margins))
    return blocks, footnotes(small), margins


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


def _place_notes(blocks: list[_Item], notes: list[Paragraph], page: int) -> None:
    """Put each footnote at the paragraph with its mark, and take the mark out of the text."""
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    last: Paragraph | None = None
    for note in notes:
        number = label(note.lines[0])
        home = next((b for b in texts if number and _take_mark(b.lines, number, page)), None) or last
        if home is None and texts:
            home = texts[-1]
        if home is None:
            blocks.append(note)
        else:
            home.notes.append(note)
        last = home


def _take_mark(lines: list[Piece], number: str, page: int) -> bool:
    for i, line in enumerate(lines):
        for start, end in line.marks if line.page == page else ():
            if line.text[start:end].strip("[]().,;: ") == number:
                marks = tuple(m for m in line.marks if m != (start, end))
                left = line.text[start:end].strip("[]()0123456789")
                lines[i] = replace(line, text=line.text[:start].rstrip() + left + line.text[end:], marks=marks)
                return True
    return False


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the PDF is damaged or was not copied in full; get the file again.",
        f"{name}: tệp PDF bị hỏng hoặc chép chưa đủ; hãy lấy lại tệp.",
    )


def _locked(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the PDF is locked by a password; save a copy without one.",
        f"{name}: tệp PDF có mật khẩu; hãy lưu một bản không đặt mật khẩu.",
    )


def _no_page(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the PDF has no page; get the file again.",
        f"{name}: tệp PDF không có trang nào; hãy lấy lại tệp.",
    )


def _no_text(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the PDF holds no text; check that it is the right file.",
        f"{name}: tệp PDF không có chữ nào; hãy kiểm tra lại tệp.",
    )


def _scanned(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the PDF is a scan without text; it needs the OCR extra, which a later version adds.",
        f"{name}: tệp PDF là bản quét không có chữ; cần phần mở rộng OCR, sẽ có ở phiên bản sau.",
    )
