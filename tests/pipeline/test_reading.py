from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFileError, UsageError
from pipeline.reading import Reading, fingerprint, guarded, hash_of, os_reason, start_reading
from pipeline.walk import Found, walk

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

Số: 25/KH-UBND

Sơn La, ngày 15 tháng 4 năm 2025

KẾ HOẠCH
Chuyển đổi số năm 2025

Thực hiện Quyết định số 410/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Sơn La về chuyển đổi số,
Ủy ban nhân dân tỉnh lập kế hoạch như sau.
"""


def found(path: Path) -> Found:
    (file,) = walk([path]).files
    return file


def test_a_text_is_read_with_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "kh.txt"
    path.write_bytes(PLAN.encode())
    made = start_reading(None)(found(path))
    assert made.sha256 == hashlib.sha256(PLAN.encode()).hexdigest() == hash_of(str(path))
    assert made.rows is not None and made.reason is None
    assert (made.rows.head["type"], made.rows.head["number"]) == ("Kế hoạch", "25")
    (mention,) = made.rows.mentions
    assert "410" in mention and "QĐ-UBND" in mention and "2025-02-03" in mention


def test_a_file_without_text_has_a_reason_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    made = start_reading(None)(found(path))
    assert made.rows is None and made.sha256 is not None
    assert made.reason is not None and made.reason[0] != made.reason[1]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnreadableFileError("It is encrypted.", "Tệp có mật khẩu."), "mật khẩu"),
        (PermissionError(errno.EACCES, "Permission denied"), "Không có quyền"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "không còn"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (MemoryError(), "bộ nhớ"),
    ],
)
def test_what_a_reader_raises_becomes_a_reason(tmp_path: Path, error: Exception, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")

    def work(file: Found) -> Reading:
        raise error

    made = guarded(work, found(path))
    assert made.rows is None and made.reason is not None and words in made.reason[1]
    assert made.sha256 == hash_of(str(path))


def test_other_errors_are_the_programs_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")

    def work(file: Found) -> Reading:
        raise KeyError("x")

    with pytest.raises(KeyError):
        guarded(work, found(path))


def test_a_file_that_is_gone_has_no_hash(tmp_path: Path) -> None:
    made = guarded(start_reading(None), Found(str(tmp_path / "gone"), "gone", 1, 1))
    assert made == Reading(None, None, os_reason(FileNotFoundError()))


def test_the_fingerprint_changes_with_the_rules(tmp_path: Path) -> None:
    plain = fingerprint(None)
    assert plain == fingerprint(None)
    table = "name\tletters\tfamily\texample\tcounter_example\nTờ khai\tTK\tstate\tTờ khai số 5/TK-STC\t\n"
    (tmp_path / "doc_types.tsv").write_text(table, encoding="utf-8")
    assert fingerprint(tmp_path) != plain


def test_rules_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rule folder"):
        fingerprint(tmp_path / "nowhere")
    (tmp_path / "doc_types.tsv").write_text("name\tletters\nmột\n", encoding="utf-8")
    with pytest.raises(UsageError, match="doc_types.tsv, line 2"):
        fingerprint(tmp_path)
