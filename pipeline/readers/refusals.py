"""The refusals of scans: in what words a file is turned down that shows pages but gives no text."""

from __future__ import annotations

from pipeline.errors import UnreadableFileError
from pipeline.ocr import engines


def nothing_printed() -> UnreadableFileError:
    """The refusal of a file on whose pictures no print was found."""
    return UnreadableFileError(
        "No print was found on the pages: they are blank, photos or too faint; scan them again at 200 dpi.",
        "Không thấy chữ in trên các trang: trang trắng, ảnh chụp hoặc quá mờ; hãy quét lại ở 200 dpi.",
    )


def not_recognised(forbidden: bool) -> UnreadableFileError:
    """The refusal of a scan where nothing is installed that reads it, or it may not be read."""
    if forbidden:
        return UnreadableFileError(
            "This is a scan without text, and recognition is switched off (--ocr never).",
            "Tệp là bản quét không có chữ, và việc nhận dạng đang tắt (--ocr never).",
        )
    return UnreadableFileError(
        f"This is a scan without text; to read it, install the recogniser: {engines.INSTALL}",
        f"Tệp là bản quét không có chữ; để đọc, hãy cài phần nhận dạng: {engines.INSTALL}",
    )
