"""What the program says of files that are one document, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "copies_of_others": (
        "Copies, counted once",
        "Bản khác, tính một lần",
    ),
    "copies_proposed": (
        "{count} pair(s) of files may be one document; look at them: vanthu copies --db {db}",
        "{count} cặp tệp có thể là cùng một văn bản; xem: vanthu copies --db {db}",
    ),
    "no_copies": (
        "No two files wait for a decision whether they are one document.",
        "Không có hai tệp nào chờ quyết định có phải cùng một văn bản hay không.",
    ),
    "copies_same": (
        "{file} and {other} are one document now: {document}.",
        "{file} và {other} nay là một văn bản: {document}.",
    ),
    "copies_different": (
        "{file} and {other} are kept apart.",
        "{file} và {other} được giữ là hai văn bản.",
    ),
    "copies_still_one": (
        "{file} and {other} stay one document all the same, as their headers say: {document}.",
        "{file} và {other} vẫn là một văn bản, vì phần đầu ghi như nhau: {document}.",
    ),
    "copies_undone": (
        "The decision about {file} and {other} is taken back.",
        "Đã rút lại quyết định về {file} và {other}.",
    ),
}

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "files_alike": (
        "Which files are one document by their words, or may be",
        "Những tệp nào là, hoặc có thể là, cùng một văn bản theo nội dung",
    ),
    "copies_of_files": (
        "Which files are copies of which file whose text is used",
        "Tệp nào là bản khác của tệp được dùng nào",
    ),
}

COLUMNS: Mapping[str, tuple[str, str]] = {
    "copy_of": ("copy of", "bản khác của"),
    "decided": ("decided", "đã quyết định"),
    "likeness": ("likeness", "độ giống"),
    "other_file_id": ("other file's id", "số tệp kia"),
    "other_sha256": ("SHA-256 of the other file", "SHA-256 của tệp kia"),
    "use": ("use", "sử dụng"),
    "used_file": ("used file", "tệp được dùng"),
    "used_file_id": ("used file's id", "số tệp được dùng"),
    "used_format": ("its format", "định dạng tệp được dùng"),
}

VALUES: Mapping[str, tuple[str, str]] = {
    "file_same": ("one document, a person says", "một văn bản (người dùng)"),
    "file_different": ("two documents, a person says", "hai văn bản (người dùng)"),
    "file_pair_same": ("one document", "một văn bản"),
    "file_pair_likely": ("perhaps one document", "có thể là một văn bản"),
    "file_pair_different": ("one document, other words", "một văn bản, nội dung khác"),
    "used_only": ("used: the only file", "dùng: tệp duy nhất"),
    "used_typed": ("used: typed, not recognised from a picture", "dùng: bản đánh máy, không phải bản quét"),
    "used_header": ("used: its header tells most", "dùng: phần đầu đầy đủ nhất"),
    "used_clean": ("used: read with least repair", "dùng: đọc ít phải sửa nhất"),
    "used_kind": ("used: by its format", "dùng: theo định dạng"),
    "used_longer": ("used: the longer text", "dùng: văn bản dài hơn"),
    "used_first": ("used: the same text", "dùng: nội dung như nhau"),
    "used_part": ("used: has words of its own", "dùng: có nội dung riêng"),
    "used_not": ("copy", "bản khác"),
}
