from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import pipeline
from pipeline import extraction
from pipeline.errors import UnreadableFileError, UsageError
from pipeline.extraction import extract_all
from pipeline.workers import Fate, Outcome

TEXT = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "to-trinh.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_python_interface_gives_the_record_that_the_command_prints(letter: Path) -> None:
    record = pipeline.extract(letter, with_text=True)
    assert record["sha256"] == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert record["file"] == str(letter)
    assert record["text"] == TEXT
    (reference,) = record["references"]
    assert (reference["number"], reference["symbol"]) == ("30/2020", "NĐ-CP")
    assert reference["issuer"] == "Chính phủ"
    assert pipeline.extract(str(letter))["references"] == record["references"]


def test_the_python_interface_raises_what_a_user_can_mend(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for name in ("empty.txt", "none.txt"):
        with pytest.raises(UnreadableFileError):
            pipeline.extract(tmp_path / name)


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_come_in_order_and_each_once(tmp_path: Path, jobs: int) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_text(TEXT * (6 - number) * 20, encoding="utf-8")
    paths[3].write_bytes(b"")
    order = [paths[4], paths[0], paths[3], paths[4], paths[1]]
    made = list(extract_all(order, jobs=jobs))
    assert [one.path for one in made] == [paths[4], paths[0], paths[3], paths[1]]
    assert [one.record is None for one in made] == [False, False, True, False]
    assert made[2].reason is not None


def test_rules_are_looked_at_before_any_file(letter: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No rules"):
        extract_all([letter], rules=tmp_path / "none")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(Path("a.pdf"), Fate.TIME_LIMIT), "--time-limit"),
        (Outcome(Path("a.pdf"), Fate.CRASH, None, "exit code -11"), "exit code -11"),
    ],
)
def test_the_fate_of_a_file_in_a_worker_is_told(
    outcome: Outcome[Path, tuple[extraction.Record | None, extraction.Reason | None]], words: str
) -> None:
    made = extraction._outcome(outcome, 3.0)
    assert made.record is None
    assert made.reason is not None
    assert all(words in sentence for sentence in made.reason)
