"""Reads office formats other than DOCX: our own reader first, LibreOffice where that one fails."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers import soffice
from pipeline.readers.legacy import Letters
from pipeline.readers.sniff import Kind, holds_macros

BY_LIBREOFFICE = "The program's own reader could not read the file; it was brought into DOCX by LibreOffice."
OLD_WORKBOOK = "The old Excel file was brought into XLSX by LibreOffice."
MACROS = "The file holds macros; its text was read, none was run."
LARGEST = 200_000_000
"""Bytes of an office file; the largest met so far, full of photographs, had fifty million."""


def read_office(data: bytes, name: str, kind: Kind, letters: Letters | None = None) -> Document:
    """The document in a DOC, RTF, ODT, XLS or XLSX file; `letters` brings old fonts to Unicode.

    Raises:
        UnreadableFileError: it is too large, needs a password, or neither we nor LibreOffice can read it.
    """
    if len(data) > LARGEST:
        raise UnreadableFileError(
            f"The file is larger than {LARGEST // 1_000_000} MB; take its pictures out or split it.",
            f"Tệp lớn hơn {LARGEST // 1_000_000} MB; hãy bỏ bớt ảnh hoặc tách tệp.",
        )
    document = replace(_read(data, name, kind.kind, letters), media_type=kind.media_type)
    return with_macros_noted(document, data, kind)


def with_macros_noted(document: Document, data: bytes, kind: Kind) -> Document:
    """The document, with a note where its file carries macros."""
    return replace(document, notes=(*document.notes, MACROS)) if holds_macros(data, kind.kind) else document


def _read(data: bytes, name: str, kind: str, letters: Letters | None) -> Document:
    if kind == "rtf":
        from pipeline.readers.rtf import read_rtf

        document = read_rtf(data, name, letters)
        if document.text:
            return replace(document, reader="rtf")
        document = _by_libreoffice(data, name, kind, letters)
        if not document.text:
            raise UnreadableFileError(*_DAMAGED_RTF)
        return document
    if kind == "odt":
        from pipeline.readers.odt import read_odt

        return replace(read_odt(data, name, letters), reader="odt")
    if kind == "xlsx":
        from pipeline.readers.xlsx import read_xlsx

        return read_xlsx(data, name, letters)
    if kind == "doc":
        return _read_doc(data, name, letters)
    return _by_libreoffice(data, name, kind, letters)


def _read_doc(data: bytes, name: str, letters: Letters | None) -> Document:
    """By our own reader, by LibreOffice, or, where only the drawings are at fault, by ours without them."""
    from pipeline.readers.doc import DocError, read_doc, read_doc_without_drawings

    try:
        return replace(read_doc(data, name, letters), reader="doc")
    except DocError:
        pass
    try:
        return _by_libreoffice(data, name, "doc", letters)
    except UnreadableFileError as refused:
        try:
            return replace(read_doc_without_drawings(data, name, letters), reader="doc")
        except DocError:
            raise refused from None


def _by_libreoffice(data: bytes, name: str, kind: str, letters: Letters | None) -> Document:
    """The document by way of LibreOffice.

    Raises:
        UnreadableFileError: it is not installed or cannot read the file either.
    """
    target = "xlsx" if kind == "xls" else "docx"
    converted = soffice.convert(data, kind, target)
    if converted is None:
        raise UnreadableFileError(*(_WITHOUT if soffice.command() is None else _NEITHER)[kind])
    if target == "xlsx":
        from pipeline.readers.xlsx import read_xlsx

        document, note = read_xlsx(converted, name, letters), OLD_WORKBOOK
    else:
        from pipeline.readers.docx import read_docx

        document, note = read_docx(converted, name, letters), BY_LIBREOFFICE
    return replace(document, reader=f"{kind} (LibreOffice)", notes=(*document.notes, note))


_DAMAGED_WORD = (
    "The Word file is damaged; open it in Word, let it repair the file and save it as .docx.",
    "Tệp Word bị hỏng; hãy mở bằng Word để sửa rồi lưu thành .docx.",
)
_DAMAGED_RTF = (
    "The RTF file holds no text that can be read; open it in Word and save it as .docx.",
    "Tệp RTF không có chữ nào đọc được; hãy mở bằng Word rồi lưu thành .docx.",
)
_NEITHER = {
    "doc": _DAMAGED_WORD,
    "rtf": _DAMAGED_RTF,
    "xls": (
        "The old Excel file (.xls) is damaged or has a password; open it in Excel and save it as .xlsx.",
        "Tệp Excel cũ (.xls) bị hỏng hoặc có mật khẩu; hãy mở bằng Excel rồi lưu thành .xlsx.",
    ),
}
_WITHOUT = {
    "doc": (
        "The Word file (.doc) is damaged or older than Word 97; open it in Word and save it as .docx, "
        "or install LibreOffice, which may read it.",
        "Tệp Word (.doc) bị hỏng hoặc cũ hơn Word 97; hãy mở bằng Word rồi lưu thành .docx, "
        "hoặc cài LibreOffice vì có thể đọc được.",
    ),
    "rtf": _DAMAGED_RTF,
    "xls": (
        "This is an old Excel file (.xls); it is read where LibreOffice is installed: install it, "
        "or open the file in Excel and save it as .xlsx.",
        "Đây là tệp Excel cũ (.xls), chỉ đọc được khi máy có LibreOffice; hãy cài LibreOffice, "
        "hoặc mở tệp bằng Excel rồi lưu thành .xlsx.",
    ),
}
