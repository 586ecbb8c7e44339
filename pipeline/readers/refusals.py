"""The refusals of scans: in what words a file is turned down that shows pages but gives no text.

What is refused, or read in part, for want of a recogniser is known here too.
"""

from __future__ import annotations

from extractors.model import Document
from pipeline.errors import UnreadableFileError
from pipeline.ocr import engines

UNREAD_PAGES = "Pages without text (scans, not read"
"""How the note begins that tells of scanned pages in a file with text, where nothing recognises them."""


class NotRecognisedError(UnreadableFileError):
    """A scan that could be read if pages were recognised in another way."""


def depends_on_recognition(document: Document) -> bool:
    """Whether another way of recognising pages may make another text of the same file."""
    recognised = document.reader in ("scan", "pdf+ocr")
    return recognised or any(note.startswith(UNREAD_PAGES) for note in document.notes)


def nothing_printed() -> UnreadableFileError:
    """The refusal of a file on whose pictures no print was found."""
    return NotRecognisedError(
        "No print was found on the pages: they are blank, photos or too faint; scan them again at 200 dpi.",
        "Không thấy chữ in trên các trang: trang trắng, ảnh chụp hoặc quá mờ; hãy quét lại ở 200 dpi.",
    )


def not_recognised(forbidden: bool) -> UnreadableFileError:
    """The refusal of a scan where nothing is installed that reads it, or it may not be read."""
    if forbidden:
        return NotRecognisedError(
            "This is a scan without text, and recognition is switched off (--ocr never).",
            "Tệp là bản quét không có chữ, và việc nhận dạng đang tắt (--ocr never).",
        )
    return NotRecognisedError(
        f"This is a scan without text; to read it, install the recogniser: {engines.INSTALL}",
        f"Tệp là bản quét không có chữ; để đọc, hãy cài phần nhận dạng: {engines.INSTALL}",
    )
