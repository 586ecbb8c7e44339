"""What is said where there is no registry to show, and that pages follow the file as it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry

REPORT = "BÁO CÁO\nKết quả công tác quý I\n\nThực hiện Quyết định số 112/QĐ-UBND ngày 15/01/2025.\n"


def test_without_a_registry_the_page_says_what_to_do_and_works_once_there_is_one(
    browse: Callable[..., Any], tmp_path: Path
) -> None:
    registry = tmp_path / "sổ? #1%.db"
    browser = browse(registry)
    none = browser.get("/")
    assert none.status_code == 503
    assert "vanthu ingest" in none.text
    assert browser.get("/vanthu/vanthu.css").status_code == 200
    paper = tmp_path / "bao-cao.txt"
    paper.write_text(REPORT, encoding="utf-8")
    ingest([paper], registry)
    assert browser.get("/").status_code == 200
    assert browser.get("/registry/files.json").json()["rows"]


def test_an_empty_registry_has_a_start_page_that_says_how_to_fill_it(
    browse: Callable[..., Any], tmp_path: Path
) -> None:
    Registry(tmp_path / "empty.db", write=True).close()
    browser = browse(tmp_path / "empty.db")
    assert "Sổ chưa có văn bản nào" in browser.get("/").text
    assert "Không có văn bản nào" in browser.get("/van-ban").text


@pytest.mark.parametrize(
    ("statement", "told"),
    [("PRAGMA user_version = 1", "phiên bản cũ"), ("PRAGMA user_version = 999", "phiên bản vanthu mới hơn"),
     ("PRAGMA application_id = 7", "chương trình khác")],
)  # fmt: skip
def test_a_registry_that_cannot_be_used_is_not_touched(
    browse: Callable[..., Any], tmp_path: Path, statement: str, told: str
) -> None:
    path = tmp_path / "other.db"
    Registry(path, write=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    before = path.read_bytes()
    answer = browse(path).get("/van-ban")
    assert (answer.status_code, told in answer.text) == (503, True)
    assert path.read_bytes() == before


def test_what_is_no_database_is_told(browse: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "thu.db"
    path.write_text("không phải cơ sở dữ liệu" * 100, encoding="utf-8")
    assert browse(path).get("/").status_code == 503


def test_a_registry_that_is_deleted_and_made_again_is_shown_anew(
    browse: Callable[..., Any], tmp_path: Path
) -> None:
    browser = browse()
    assert "chỉ được viện dẫn" in browser.get("/van-ban").text
    path = browser.registry
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    assert browser.get("/van-ban").status_code == 503
    Registry(path, write=True).close()
    assert "Sổ chưa có văn bản nào" in browser.get("/").text
    assert browser.get("/registry/files.json").json()["rows"] == []


def test_what_an_ingest_writes_is_seen_at_once(browse: Callable[..., Any], tmp_path: Path) -> None:
    browser = browse()
    assert "Không có văn bản nào khớp" in browser.get("/van-ban?q=%22hoa+tieu+bien%22").text
    paper = tmp_path / "moi.txt"
    paper.write_text(f"{REPORT}Công tác hoa tiêu biển.\n", encoding="utf-8")
    ingest([paper], browser.registry)
    assert "hoa tiêu biển</mark>" in browser.get("/van-ban?q=%22hoa+tieu+bien%22").text


def test_pages_answer_while_another_program_writes(browse: Callable[..., Any]) -> None:
    browser = browse()
    with Registry(browser.registry, write=True) as writing, writing.transaction() as connection:
        connection.execute("UPDATE documents SET subject = 'đang ghi'")
        assert browser.get("/").status_code == 200
        assert "đang ghi" not in browser.get("/van-ban").text


def test_an_address_that_names_nothing_is_told_so(reader: Any) -> None:
    for path in ("/khong-co", "/registry/khong_co", "/vanthu/khong-co.css"):
        assert reader.get(path).status_code == 404
    assert "Về trang tổng quan" in reader.get("/khong-co").text
    assert reader.get("/registry/khong_co.json").json()["ok"] is False


@pytest.mark.parametrize("query", ["trang=0", "trang=abc", "trang=99999999999", "q=%2F%2F", "xuat=pdf"])
def test_a_question_that_makes_no_sense_is_told_so(reader: Any, query: str) -> None:
    answer = reader.get(f"/van-ban?{query}")
    assert answer.status_code == 400
    assert "Yêu cầu chưa đúng" in answer.text
