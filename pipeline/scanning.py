"""Says what a run over files would meet: formats, encodings, pages, scans, what cannot be read."""

from __future__ import annotations

from pathlib import Path

from pipeline.archives import bytes_of
from pipeline.errors import UnreadableFileError
from pipeline.listing import Column, Listing, Value
from pipeline.readers import read_bytes
from pipeline.readers.sniff import sniff
from pipeline.reading import os_reason
from pipeline.walk import Walk

COLUMNS = (
    Column("file", identity=True),
    Column("format"),
    Column("encoding"),
    Column("pages"),
    Column("size"),
    Column("state", coded=True),
    Column("detail"),
)
LOOKED_AT = 5  # pages of a PDF whose text is counted
SCAN_BELOW = 40  # letters a page; a scan has none but those of a signature stamp
_BY_LIBREOFFICE = ("read by LibreOffice", "đọc bằng LibreOffice")


def scan_files(found: Walk, lang: str) -> tuple[Listing, dict[str, int]]:
    """One row a file, and how many are "readable", "scan" and "unreadable"; details in `lang`."""
    rows = [_row(Path(file.path), file.size, lang) for file in found.files]
    for folder, error in found.unlisted.items():
        rows.append((folder, None, None, None, None, "unreadable", os_reason(error)[lang == "vi"]))
    counts = dict.fromkeys(("readable", "scan", "unreadable"), 0)
    for row in rows:
        counts[str(row[5])] += 1
    return Listing(COLUMNS, rows), counts


def _row(path: Path, size: int, lang: str) -> tuple[Value, ...]:
    kind = encoding = pages = None
    try:
        data = bytes_of(path)
        sniffed = sniff(data)
        kind, encoding = sniffed.kind, sniffed.encoding
        if kind == "pdf":
            pages, scanned = _look_at_pdf(data)
            if scanned:
                return str(path), kind, None, pages, size, "scan", None
        else:
            document = read_bytes(data, path.name)
            pages = document.pages
            if document.reader.endswith("(LibreOffice)"):
                return str(path), kind, None, pages, size, "readable", _BY_LIBREOFFICE[lang == "vi"]
    except UnreadableFileError as error:
        return str(path), kind, encoding, pages, size, "unreadable", error.sentence(lang)
    except OSError as error:
        return str(path), kind, encoding, pages, size, "unreadable", os_reason(error)[lang == "vi"]
    return str(path), kind, encoding, pages, size, "readable", None


def _look_at_pdf(data: bytes) -> tuple[int, bool]:
    """How many pages a PDF has, and whether its first ones hold pictures instead of text.

    Raises:
        UnreadableFileError: it is encrypted, damaged or has no pages.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        # the reader knows why it cannot be opened
        return read_bytes(data, "").pages or 0, False
    try:
        if len(document) == 0:
            return read_bytes(data, "").pages or 0, False
        looked = min(len(document), LOOKED_AT)
        letters = sum(_letters(document[index]) for index in range(looked))
        return len(document), letters < SCAN_BELOW * looked
    finally:
        document.close()


def _letters(page: object) -> int:
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    try:
        return int(textpage.count_chars())
    finally:
        textpage.close()
        page.close()  # type: ignore[attr-defined]
