"""Reads Word 97-2003: brought into DOCX by msdoc2docx, which keeps labels, notes, tables and fonts."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.docx import read_docx

_ENCRYPTED = 0x0100
"""The bit of the flags at byte 10 of the stream WordDocument ([MS-DOC] 2.5.2, fEncrypted)."""


class DocError(Exception):
    """The file cannot be brought into DOCX here; another reader may."""


def read_doc(data: bytes, name: str) -> Document:
    """The document in a Word 97-2003 file.

    Raises:
        DocError: it is of a version or has damage that is not known here.
        UnreadableFileError: it is protected by a password.
    """
    converted = _converted(data)
    try:
        return read_docx(converted, name)
    except UnreadableFileError as error:
        raise DocError(str(error)) from error


def _converted(data: bytes) -> bytes:
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    if _is_encrypted(data):
        raise protected()
    with tempfile.TemporaryDirectory(prefix="vanthu-") as folder:
        source, made = Path(folder) / "in.doc", Path(folder) / "out.docx"
        source.write_bytes(data)
        try:
            convert(source, made)
            return made.read_bytes()
        except EncryptedDocumentError as error:
            raise protected() from error
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
        return bool(struct.unpack_from("<H", head, 10)[0] & _ENCRYPTED)
    except (Doc2DocxError, struct.error, ValueError, IndexError, KeyError, RecursionError):
        return False


def protected() -> UnreadableFileError:
    """The refusal of a file that needs a password."""
    return UnreadableFileError(
        "The Office file is protected by a password; open it in Word and save it without one.",
        "Tệp Office có mật khẩu; hãy mở bằng Word rồi lưu lại không có mật khẩu.",
    )
