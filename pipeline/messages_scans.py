"""What the program says of scans and of the words in them that are in doubt, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "recognising": ("Page {done} of {total}: {file}", "Trang {done}/{total}: {file}"),
    "scanned_pages": ("scanned pages: {pages}", "trang quét: {pages}"),
    "scan_needs": ("to read it: {command}", "để đọc: {command}"),
    "no_doubts": (
        "No word of a scan is in doubt.",
        "Không có chữ nào trong bản quét cần xem lại.",
    ),
    "doubts_title": ("Words of scans to look at", "Chữ trong bản quét cần xem lại"),
    "doubts_told": (
        "{count} words were read with doubt. Compare the picture of the line with what was read.",
        "{count} chỗ đọc chưa chắc. Hãy đối chiếu ảnh của dòng với chữ đã đọc.",
    ),
    "doubts_other": ("Also read as: {other}", "Cách đọc khác: {other}"),
    "doubts_guess": ("Seen there, but not trusted: {other}", "Nhìn thấy nhưng chưa tin được: {other}"),
    "doubts_no_picture": (
        "The picture cannot be shown: the file is gone or cannot be drawn.",
        "Không hiện được ảnh: tệp không còn hoặc không vẽ được.",
    ),
}

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "doubtful_words": (
        "Which words of scans were read with doubt, and what else they may be",
        "Chữ nào trong bản quét đọc chưa chắc, và có thể là chữ gì khác",
    ),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "other_reading": ("other reading", "cách đọc khác"),
    "other": ("other reading", "cách đọc khác"),
    "doubt": ("doubt", "vì sao"),
    "line": ("line", "dòng"),
    "start_offset": ("start", "vị trí đầu"),
    "end_offset": ("end", "vị trí cuối"),
}

VALUES: Mapping[str, tuple[str, str]] = {
    "handwritten_number": ("handwritten number", "số viết tay"),
    "handwritten_day": ("handwritten day", "ngày viết tay"),
    "differ": ("read in two ways", "hai cách đọc"),
    "faint": ("faint digit", "chữ số mờ"),
    "percent": ("perhaps a percent sign", "có thể là dấu %"),
}
