"""Says what a run over files would meet: formats, encodings, pages, scans, what cannot be read."""

from __future__ import annotations

from pathlib import Path

from pipeline.archives import bytes_of
from pipeline.errors import UnreadableFileError
from pipeline.listing import Column, Listing, Value
from pipeline.messages import say
from pipeline.ocr import engines
from pipeline.ocr.engines import ranges
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
LOOKED_AT = 500  # pages of a PDF whose text is counted
SCAN_BELOW = 40  # letters on a page; a scan has none but those of a signature stamp
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
            pages, scans = _look_at_pdf(data)
            if scans:
                state = "scan" if len(scans) == min(pages, LOOKED_AT) else "readable"
                return str(path), kind, None, pages, size, state, _told(scans, pages, lang)
        elif kind == "image":
            pages = _pages_of_picture(data)
            return str(path), kind, None, pages, size, "scan", _told([], pages, lang)
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


def _told(scans: list[int], pages: int, lang: str) -> str:
    """Which pages are scans, where not all are, and what reads them here."""
    some = f"{say('scanned_pages', lang, pages=ranges(scans))}; " if 0 < len(scans) < pages else ""
    names = engines.names()
    return some + (" + ".join(names) if names else say("scan_needs", lang, command=engines.INSTALL))


def _pages_of_picture(data: bytes) -> int:
    """How many pages a picture file has, 1 where nothing is installed that tells."""
    if not engines.installed():
        return 1
    from pipeline.ocr.pictures import PictureFile

    file = PictureFile(data)
    file.close()
    return file.count


def _look_at_pdf(data: bytes) -> tuple[int, list[int]]:
    """How many pages a PDF has, and which of its first ones hold pictures instead of text.

    Raises:
        UnreadableFileError: it is encrypted, damaged or has no pages.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        # the reader knows why it cannot be opened
        return read_bytes(data, "").pages or 0, []
    try:
        count = len(document)
        if count == 0:
            return read_bytes(data, "").pages or 0, []
        looked = range(min(count, LOOKED_AT))
        return count, [index + 1 for index in looked if _letters(document[index]) < SCAN_BELOW]
    finally:
        document.close()


def _letters(page: object) -> int:
    textpage = page.get_textpage()  # type: ignore[attr-defined]
    try:
        return int(textpage.count_chars())
    finally:
        textpage.close()
        page.close()  # type: ignore[attr-defined]
