"""Tells what a file is from its content: magic bytes, then the members of a zip, then how its text looks."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from pipeline.readers.legacy import Letters


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: `kind` names it for the program, `encoding` is set for text ("utf-8", "utf-16", …).

    Kinds that are read: "pdf", "image", "docx", "doc", "rtf", "odt", "xlsx", "html", "markdown", "text", and
    "xls" where LibreOffice is. Kinds that are known and refused: "empty", "encrypted-office", "ole", "pptx",
    "opendocument", "zip", "truncated-zip", "binary".
    """

    kind: str
    media_type: str
    encoding: str | None = None


_BLANK = b"\x00 \t\r\n\f\xef\xbb\xbf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEMBERS = (
    ("word/document.xml", Kind("docx", _OFFICE + "wordprocessingml.document")),
    ("xl/workbook.xml", Kind("xlsx", _OFFICE + "spreadsheetml.sheet")),
    ("ppt/presentation.xml", Kind("pptx", _OFFICE + "presentationml.presentation")),
)
BROKEN_ZIP = (
    zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h1|center|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(
    r"^\s{0,3}#{1,6}\s+\S|\*\*[^\s*][^*\n]*|^\|\s*$|^\|.*\|\s*$|^\[\^[^\]]+\]:|\]\(https?:|^```", re.MULTILINE
)
_CONTROLS = re.compile(r"[\x00\x01\x03-\x08\x0e-\x1a\x7f\ufffd]")
_SAMPLE = 16_000
_LONGEST = 20_000_000  # bytes; a longer file in letters of before Unicode is taken for binary
_MARK = "\ufeff"


def sniff(data: bytes) -> Kind:
    """The kind of the file whose bytes are `data`."""
    return sniff_text(data)[0]


def sniff_text(data: bytes) -> tuple[Kind, str]:
    """The kind of the file, and its whole text where it is text ("" where not)."""
    kind = _marked_kind(data)
    return (kind, "") if kind is not None else _text_kind(data)


def _marked_kind(data: bytes) -> Kind | None:
    """The kind that the first bytes tell, None for what may be text."""
    head = data[:1024]
    if not head.strip(_BLANK) and not data.strip(_BLANK):
        return Kind("empty", "application/x-empty")
    if b"%PDF-" in head:
        return Kind("pdf", "application/pdf")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if head.startswith(b"PK\x05\x06"):
        return Kind("zip", "application/zip")
    if head.startswith(_OLE):
        return _ole_kind(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind("rtf", "application/rtf")
    for magic, media_type in _IMAGES:
        if head.startswith(magic) and (magic != b"BM" or b"\x00" in head[:14]):
            return Kind("image", media_type)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("image", "image/webp")
    return None


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package_kind(package)
    except BROKEN_ZIP:
        return Kind("truncated-zip", "application/zip")


def package_kind(package: zipfile.ZipFile) -> Kind:
    """Which office file a zip is, "zip" where it is none; raises what zipfile raises where it is damaged."""
    names = set(package.namelist())
    for member, kind in _MEMBERS:
        if member in names:
            return kind
    if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        media_type = package.read("mimetype").decode("ascii", "replace").strip()
        if "opendocument.text" in media_type:
            return Kind("odt", media_type)
        if "opendocument" in media_type:
            return Kind("opendocument", media_type)
    return Kind("zip", "application/zip")


def holds_macros(data: bytes, kind: str) -> bool:
    """Whether an office file carries Visual Basic."""
    if kind in ("doc", "xls"):
        return "_VBA_PROJECT".encode("utf-16-le") in data
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.endswith("vbaProject.bin") for name in package.namelist())
    return False


def _ole_kind(data: bytes) -> Kind:
    """Which OLE file it is, by the names in its directory (UTF-16)."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return Kind("encrypted-office", "application/x-ole-storage")
    if holds("WordDocument"):
        return Kind("doc", "application/msword")
    if holds("Workbook") or holds("Book\0"):
        return Kind("xls", "application/vnd.ms-excel")
    return Kind("ole", "application/x-ole-storage")


def _text_kind(data: bytes) -> tuple[Kind, str]:
    found = _decoded(data)
    if found is None:
        return Kind("binary", "application/octet-stream"), ""
    encoding, text = found
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > len(sample) // 200:
        return Kind("binary", "application/octet-stream"), ""
    if _HTML.match(sample):
        return Kind("html", "text/html", encoding), text
    if _MARKDOWN.search(sample):
        return Kind("markdown", "text/markdown", encoding), text
    return Kind("text", "text/plain", encoding), text


def _decoded(data: bytes) -> tuple[str, str] | None:
    """Encoding and text: UTF-16 by its mark, UTF-8 where the bytes are valid, else what a page declares."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", data.decode("utf-16", "replace").lstrip(_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _declared(data[:4096])
        if declared:
            return declared, data.decode(declared, "replace")
        return _damaged_utf8(data) or _old_letters(data)
    return ("utf-8-sig", text.lstrip(_MARK)) if text.startswith(_MARK) else ("utf-8", text)


def _damaged_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 all the same where a few bytes are damaged or the end is cut off."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return ("utf-8", text.lstrip(_MARK)) if lost * 200 < len(text) and len(data) > len(text) else None


def _old_letters(data: bytes) -> tuple[str, str] | None:
    """Bytes of TCVN3 or VNI, a letter a byte, where their words tell so; the reader converts them."""
    if len(data) > _LONGEST or b"\x00" in data[:_SAMPLE]:
        return None
    text = data.decode("latin-1")
    letters = Letters.of(text)
    return ("latin-1", text) if letters is not None and letters.encoding is not None else None


def _declared(head: bytes) -> str | None:
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", head, re.IGNORECASE)
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
