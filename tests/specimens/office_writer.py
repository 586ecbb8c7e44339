"""Builds a specimen as Word 97, RTF or ODT (LibreOffice turns its DOCX into one), as a workbook, as a zip."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from pipeline.readers import soffice

from . import docx_writer
from .source import Block, Specimen, plain

ARCHIVE = "tai-lieu-hop-18-11-2025.zip"
PACKED = {
    "Tài liệu/Công văn 641.rtf": "cong-van-641-sxd-hoa-an.doc",
    "Tài liệu/Quyết định 1482.doc": "quyet-dinh-1482-ubnd-hoa-an.docx",
}
"""What the archive holds under which name: the RTF under its own suffix, a DOCX under another's."""
_DAY = (2025, 11, 24, 0, 0, 0)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?")
_DATE = re.compile(r"\d\d/\d\d/\d{4}")


def build(specimen: Specimen) -> bytes:
    """The specimen in its format.

    Raises:
        FileNotFoundError: LibreOffice is needed and not installed.
    """
    if specimen.format == "xlsx":
        return workbook(specimen)
    made = soffice.convert(_continued(docx_writer.build(specimen)), "docx", specimen.format)
    if made is None:
        raise FileNotFoundError("LibreOffice (soffice) is needed to build it")
    return made


def _continued(data: bytes) -> bytes:
    """The DOCX with lists that do not begin anew: LibreOffice makes two of each that does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/numbering.xml":
                part = re.sub(rb"<w:lvlOverride.*?</w:lvlOverride>", b"", part)
            new.writestr(name, part)
    return stream.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    """A zip of files by name, the same at every build."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return stream.getvalue()


def workbook(specimen: Specimen) -> bytes:
    """Letterhead, title and a table with merged head cells, true numbers and days, in one sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(*_DAY)})
    sheet = book.add_worksheet("Biểu 01")
    at = 0
    left = [*specimen.lines("parent"), *specimen.lines("issuer"), specimen.head["number"]]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", specimen.head["place_date"]]
    for one, other in zip(left, right, strict=True):
        sheet.write(at, 0, one)
        sheet.write(at, 3, other)
        at += 1
    for line in (specimen.head["type"], *specimen.lines("subject")):
        at += 1
        sheet.write(at, 1, line, book.add_format({"bold": True}))
    for block in specimen.blocks:
        at += 2
        if block.kind == "table":
            _table(book, sheet, block, at)
            at += len(block.rows)
        elif block.kind == "@sign":
            _signature(sheet, specimen, at)
        else:
            sheet.write(at, 1, plain(block.text))
    book.close()
    return stream.getvalue()


def _table(book: Any, sheet: Any, block: Block, top: int) -> None:
    formats = {
        "text": book.add_format({"border": 1, "text_wrap": True}),
        "number": book.add_format({"border": 1, "num_format": "#,##0.##"}),
        "day": book.add_format({"border": 1, "num_format": "dd/mm/yyyy"}),
    }
    for row, cells in enumerate(block.rows):
        for column, text in enumerate(cells):
            if text in ("<", "^"):
                continue
            below = row + 1
            while below < len(block.rows) and block.rows[below][column] == "^":
                below += 1
            beside = column + 1
            while beside < len(cells) and cells[beside] == "<":
                beside += 1
            if (below, beside) != (row + 1, column + 1):
                place = (top + row, column, top + below - 1, beside - 1)
                sheet.merge_range(*place, text, formats["text"])
            elif _DATE.fullmatch(text):
                day = datetime.strptime(text, "%d/%m/%Y")
                sheet.write_datetime(top + row, column, day, formats["day"])
            elif _NUMBER.fullmatch(text):
                value = Decimal(text.replace(".", "").replace(",", "."))
                sheet.write_number(top + row, column, value, formats["number"])
            else:
                sheet.write(top + row, column, text, formats["text"])


def _signature(sheet: Any, specimen: Specimen, at: int) -> None:
    sheet.write(at, 0, "Nơi nhận:")
    for index, line in enumerate(specimen.lines("recipients")):
        sheet.write(at + 1 + index, 0, f"- {line};" if index == 0 else f"- {line}.")
    for index, line in enumerate([*specimen.lines("signature"), specimen.head["signer"]]):
        sheet.write(at + index, 3, line)
