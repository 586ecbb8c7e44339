from __future__ import annotations

import csv
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.ingest import ingest
from pipeline.schema import APPLICATION_ID

PLAN = """ỦY BAN NHÂN DÂN
TỈNH {place}
Số: 12/KH-UBND
{name}, ngày 20 tháng 02 năm 2025

KẾ HOẠCH
Trồng cây phân tán năm 2025

Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
"""
NOTE = """GHI CHÉP CỦA HỘI

Đã tìm hiểu Luật Đất đai và Kế hoạch số 12/KH-UBND. Kế hoạch này gửi các hội viên.
"""
LAND = "vn/quoc-hoi/luat/2013/45"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A registry of two plans of one number, and an undated note that names a law of three years."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, place in (("Hạ Sơn", "HẠ SƠN"), ("Sầm Giang", "SẦM GIANG")):
        (folder / f"{place}.txt").write_text(PLAN.format(place=place, name=name), encoding="utf-8")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    ingest([folder], tmp_path / "r.db", jobs=1)
    assert state(tmp_path / "r.db") == ("ambiguous", None, None)
    return tmp_path / "r.db"


def run(db: Path, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, "resolve", *words, "--db", str(db)])


def ask(db: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


def state(db: Path) -> tuple[object, ...]:
    """(status, document, basis) of the law in the note."""
    sql = "SELECT status, document_id, basis FROM mentions WHERE text = 'Luật Đất đai'"
    (found,) = ask(db, sql)
    return found


def number(db: Path) -> str:
    sql = "SELECT DISTINCT mention_id FROM ambiguous_mentions WHERE words = 'Luật Đất đai'"
    return str(ask(db, sql)[0][0])


def test_a_decision_is_kept_applied_and_seen(db: Path) -> None:
    result = run(db, number(db), "45/2013/QH13", "--reason", "đóng dấu đến")
    assert result.exit_code == 0, result.output
    assert LAND in result.stderr
    assert state(db) == ("resolved", LAND, "corrected")
    edges = ask(db, f"SELECT relation FROM citations WHERE to_document = '{LAND}'")
    assert edges == [("cites",)]
    ingest([db.parent / "in"], db, jobs=1)
    assert state(db) == ("resolved", LAND, "corrected")
    rows = list(csv.DictReader(run(db, "--list", "--format", "csv").stdout.lstrip("\ufeff").splitlines()))
    assert [(row["file"], row["document_id"], row["reason"]) for row in rows] == [
        ("note.txt", LAND, "đóng dấu đến")
    ]


def test_a_decision_against_the_words_is_pointed_out(db: Path) -> None:
    assert "Look again" not in run(db, "note.txt:luật đất đai", LAND).stderr
    assert "Look again" in run(db, "note.txt:12/KH-UBND", LAND).stderr


def test_by_words_none_and_back(db: Path) -> None:
    result = run(db, "note.txt:luật đất đai", "--none")
    assert result.exit_code == 0, result.output
    assert state(db) == ("unresolved", None, "corrected")
    assert run(db, "note.txt:luật đất đai", "--undo").exit_code == 0
    assert state(db) == ("ambiguous", None, None)
    again = run(db, "note.txt:luật đất đai", "--undo")
    assert again.exit_code == 2 and "Nobody has decided" in again.stderr
    assert "Nobody has corrected" in run(db, "--list").stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("999999", LAND), 3, "no mention 999999"),
        (("note.txt:99/KH-UBND", LAND), 3, "No file of the registry"),
        (("{mention}", "77/QĐ-UBND"), 3, "No document in the registry fits"),
        (("{mention}", "12/KH-UBND"), 3, "fits 3 documents"),
        (("12/KH-UBND", LAND), 2, "is no mention"),
        (("{anaphora}", LAND), 2, "no reference to a document"),
        (("{mention}",), 2, "Give a MENTION and one of"),
        (("{mention}", LAND, "--none"), 2, "Give a MENTION and one of"),
        ((), 2, "Give a MENTION and one of"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    db: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    anaphora = ask(db, "SELECT id FROM mentions WHERE kind = 'anaphora'")[0][0]
    result = run(db, *(word.format(mention=number(db), anaphora=anaphora) for word in words))
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert state(db) == ("ambiguous", None, None)
    assert ask(db, "SELECT count(*) FROM corrections") == [(0,)]


def test_the_same_in_vietnamese(db: Path) -> None:
    assert "Sổ không có viện dẫn số 999999" in run(db, "999999", LAND, lang="vi").stderr
    assert "nay chỉ" in run(db, number(db), LAND, lang="vi").stderr


def test_without_a_registry_none_is_made(tmp_path: Path) -> None:
    result = run(tmp_path / "none.db", "1", LAND)
    assert result.exit_code == 5 and "There is no registry" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_registry_of_an_older_version_is_not_touched(tmp_path: Path) -> None:
    db = tmp_path / "old.db"
    connection = sqlite3.connect(db)
    connection.execute("CREATE TABLE settings (name TEXT)")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    result = run(db, "1", LAND)
    assert result.exit_code == 5 and "older version" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_a_registry_that_cannot_be_written_is_said(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.registry import Registry

    mention = number(db)
    opened = Registry.__init__
    monkeypatch.setattr(Registry, "__init__", lambda self, path, **given: opened(self, path))
    result = run(db, mention, LAND)
    assert result.exit_code == 5 and "may not be written" in result.stderr
