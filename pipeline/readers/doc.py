"""Reads Word 97-2003: brought into DOCX by msdoc2docx, which keeps labels, notes, tables and fonts."""

from __future__ import annotations

import struct
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.docx import read_docx
from pipeline.readers.legacy import Letters

_ENCRYPTED = 0x0100
"""The bit of the flags at byte 10 of the stream WordDocument ([MS-DOC] 2.5.2, fEncrypted)."""


DRAWINGS_LOST = "The drawings in the file are damaged; words in text boxes may be missing."
_NAME = "WordDocument\0".encode("utf-16-le")
_START = 0x74
_MAGIC = b"\xec\xa5"
_VERSIONS = range(0x65, 0x200)
"""What Word 6 to Word 2007 write as nFib; damaged bytes must not pass for a password."""
# Lengths of the tables that say where the drawings of the body and of page headers stand ([MS-DOC] 2.5.6,
# lcbPlcSpaMom, lcbPlcSpaHdr), in bytes from the start of the stream.
_DRAWINGS = (0x1DE, 0x1E6)


class DocError(Exception):
    """The file cannot be brought into DOCX here; another reader may."""


def read_doc(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The document in a Word 97-2003 file.

    Raises:
        DocError: it is of a version or has damage that is not known here.
        UnreadableFileError: it is protected by a password.
    """
    converted = _converted(data)
    try:
        return read_docx(converted, name, letters)
    except UnreadableFileError as error:
        raise DocError(str(error)) from error


def read_doc_without_drawings(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The document without what is drawn on its pages, for a file in which just that is damaged.

    Raises:
        DocError, UnreadableFileError: as in `read_doc`.
    """
    document = read_doc(_without_drawings(data), name, letters)
    return replace(document, notes=(*document.notes, DRAWINGS_LOST))


def _without_drawings(data: bytes) -> bytes:
    """The file's bytes with its tables of drawings made empty."""
    entry = data.find(_NAME)
    if entry < 0 or entry % 128 or len(data) < entry + 128:
        raise DocError("no directory entry of the text")
    sector = 1 << min(struct.unpack_from("<H", data, 0x1E)[0], 12)
    start = (struct.unpack_from("<I", data, entry + _START)[0] + 1) * sector
    if data[start : start + 2] != _MAGIC or len(data) < start + 512:
        raise DocError("no head of the text")
    made = bytearray(data)
    for at in _DRAWINGS:
        made[start + at : start + at + 4] = bytes(4)
    return bytes(made)


@lru_cache(maxsize=1)
def _converted(data: bytes) -> bytes:
    from doc2docx import convert

    if _is_encrypted(data):
        raise protected()
    with tempfile.TemporaryDirectory(prefix="vanthu-") as folder:
        source, made = Path(folder) / "in.doc", Path(folder) / "out.docx"
        source.write_bytes(data)
        try:
            convert(source, made)
            return made.read_bytes()
        except MemoryError:
            raise
        except Exception as error:
            # A young library on damaged bytes raises what it likes; it is the next reader's turn then.
            raise DocError(f"{type(error).__name__}: {error}") from error


def _is_encrypted(data: bytes) -> bool:
    from doc2docx.cfb import CompoundFile
    from doc2docx.errors import Doc2DocxError

    try:
        head = CompoundFile(data).open_stream("WordDocument")[:12]
        magic, version = struct.unpack_from("<2sH", head)
        flags = struct.unpack_from("<H", head, 10)[0]
        return magic == _MAGIC and version in _VERSIONS and bool(flags & _ENCRYPTED)
    except (Doc2DocxError, struct.error, ValueError, IndexError, KeyError, RecursionError):
        return False


def protected() -> UnreadableFileError:
    """The refusal of a file that needs a password."""
    return UnreadableFileError(
        "The Office file is protected by a password; open it in Word and save it without one.",
        "Tệp Office có mật khẩu; hãy mở bằng Word rồi lưu lại không có mật khẩu.",
    )
