"""Findings as a work list: filters, decisions by form, what is refused and what is kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("datasette")

from pipeline.audit.findings import Wanted, findings  # noqa: E402
from pipeline.ingest import ingest  # noqa: E402
from pipeline.refs import find_document  # noqa: E402
from pipeline.registry import Registry  # noqa: E402

CORPUS = Path(__file__).parents[3] / "corpus"
Browser = Any


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def key(path: Path, condition: str = "1") -> str:
    return str(rows(path, f"SELECT key FROM findings WHERE {condition} ORDER BY id LIMIT 1")[0][0])


def reviews(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT key, decision, reason, reviewer FROM reviews")


def test_every_open_finding_is_listed_and_counted(reader: Browser) -> None:
    page = reader.get("/ra-soat")
    number = int(str(rows(reader.registry, "SELECT count(*) FROM findings")[0][0]))
    assert page.status_code == 200
    assert f"trong {number} phát hiện" in page.text
    assert page.text.count("<article") == min(20, number)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("muc=error", "severity = 'error'"),
        ("quy-tac=parts_sum", "rule = 'parts_sum'"),
        ("muc=warning&quy-tac=parts_sum", "severity = 'warning' AND rule = 'parts_sum'"),
        ("tinh-trang=tat-ca", "1"),
        ("tinh-trang=bo-qua", "0"),
        ("q=cac+phan+cong+lai", "why LIKE '%các phần cộng lại%'"),
    ],
)
def test_a_filter_leaves_what_fits(reader: Browser, query: str, condition: str) -> None:
    number = rows(reader.registry, f"SELECT count(*) FROM findings WHERE {condition}")[0][0]
    text = reader.get(f"/ra-soat?{query}").text
    assert (f"trong {number} phát hiện" if number else "Không có phát hiện nào khớp") in text


def test_a_document_is_named_as_people_do(reader: Browser) -> None:
    text = reader.get("/ra-soat?van-ban=187/BC-VPUBND").text
    with Registry(reader.registry) as registry:
        document = find_document(registry, "187/BC-VPUBND")
        number = len(findings(registry, Wanted(document=document)))
    assert number
    assert f"trong {number} phát hiện" in text


@pytest.mark.parametrize("query", ["muc=x", "tinh-trang=x", "trang=0", "trang=x", "xuat=pdf"])
def test_a_wrong_address_is_told(reader: Browser, query: str) -> None:
    assert reader.get(f"/ra-soat?{query}").status_code == 400


def test_a_page_beyond_the_last_is_empty_and_an_unknown_document_is_told(reader: Browser) -> None:
    assert reader.get("/ra-soat?trang=99").status_code == 200
    assert reader.get("/ra-soat?van-ban=không+có+văn+bản+nào").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_given_as_a_file(reader: Browser, kind: str) -> None:
    answer = reader.get(f"/ra-soat?muc=error&xuat={kind}")
    assert answer.status_code == 200 and f"ra-soat.{kind}" in answer.headers["content-disposition"]
    if kind == "csv":
        number = rows(reader.registry, "SELECT count(*) FROM findings WHERE severity = 'error'")[0][0]
        assert len(re.findall(r"^[0-9a-f]{16},", answer.text, re.M)) == number


def test_a_finding_shows_its_sentence_with_its_words_marked_and_its_arithmetic(reader: Browser) -> None:
    known = key(reader.registry, "rule = 'parts_sum' AND check_id IS NOT NULL")
    ((words, expression),) = rows(
        reader.registry,
        "SELECT n.text, c.expression FROM findings n JOIN checks c ON c.id = n.check_id"
        f" WHERE n.key = '{known}'",
    )
    text = reader.get(f"/ra-soat/{known}").text
    assert f"<mark>{words}</mark>" in text
    assert f"<td>{expression}</td>" in text
    assert "/van-ban/" in text


def test_a_contradiction_shows_both_sentences(reader: Browser) -> None:
    known = key(reader.registry, "rule = 'value_conflict'")
    assert reader.get(f"/ra-soat/{known}").text.count("<blockquote") == 2


def test_the_beginning_of_a_key_leads_to_the_whole(reader: Browser) -> None:
    known = key(reader.registry)
    answer = reader.get(f"/ra-soat/{known[:8]}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/ra-soat/{known}")


@pytest.mark.parametrize("typed", ["0123456789abcdef", "abc", "zzzzzzzzz", "nobody"])
def test_an_unknown_key_is_not_found(reader: Browser, writer: Browser, typed: str) -> None:
    assert reader.get(f"/ra-soat/{typed}").status_code == 404
    assert writer.post(f"/ra-soat/{typed}", {"viec": "chap-nhan"}).status_code == 404


def test_a_decision_is_kept_shown_and_taken_back(writer: Browser) -> None:
    known = key(writer.registry)
    sent = {"viec": "bo-qua", "ly-do": "số cũ", "nguoi": "Nguyễn Thị An"}
    answer = writer.post(f"/ra-soat/{known}", sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ra-soat/{known}")
    assert reviews(writer.registry) == [(known, "dismissed", "số cũ", "Nguyễn Thị An")]
    page = writer.get(f"/ra-soat/{known}").text
    assert "Nguyễn Thị An" in page and "số cũ" in page and "<time" in page
    assert f"f-{known}" not in writer.get("/ra-soat").text
    assert f"f-{known}" in writer.get("/ra-soat?tinh-trang=bo-qua").text
    writer.post(f"/ra-soat/{known}", {"viec": "hoan-tac"})
    assert reviews(writer.registry) == []
    assert 'value="Nguyễn Thị An"' in writer.get(f"/ra-soat/{known}").text, "the name is remembered"


def test_a_decision_in_the_list_leads_back_to_it(writer: Browser) -> None:
    known = key(writer.registry)
    sent = {"viec": "chap-nhan", "ve": "/ra-soat?muc=error&trang=1"}
    onward = writer.post(f"/ra-soat/{known}", sent).headers["location"]
    assert onward == f"/ra-soat?muc=error&trang=1&vua={known}#vua"
    page = writer.get(onward.partition("#")[0]).text
    assert "Đã ghi quyết định" in page and "Hoàn tác quyết định" in page


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/ra-soat\\@x", "/nhiem-vu"])
def test_nobody_is_led_elsewhere(writer: Browser, back: str) -> None:
    known = key(writer.registry)
    sent = {"viec": "chap-nhan", "ve": back}
    assert writer.post(f"/ra-soat/{known}", sent).headers["location"] == f"/ra-soat/{known}"


def test_a_decision_survives_a_restart_and_the_next_ingest(browse: Callable[..., Browser]) -> None:
    first = browse()
    first.enter()
    known = key(first.registry)
    first.post(f"/ra-soat/{known}", {"viec": "chap-nhan", "nguoi": "An"})
    ingest([CORPUS], first.registry)
    assert "Đã chấp nhận" in browse().get(f"/ra-soat/{known}").text


def test_without_the_token_of_the_form_nothing_is_kept(writer: Browser) -> None:
    known = key(writer.registry)
    assert writer.post(f"/ra-soat/{known}", {"viec": "chap-nhan"}, csrf=False).status_code == 403
    assert reviews(writer.registry) == []


def test_who_may_not_write_is_told_how(browse: Callable[..., Browser]) -> None:
    browser = browse()
    known = key(browser.registry)
    assert "<textarea" not in browser.get(f"/ra-soat/{known}").text
    answer = browser.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "đã gõ lâu"})
    assert answer.status_code == 403
    assert "vanthu serve" in answer.text and "đã gõ lâu" in answer.text
    assert reviews(browser.registry) == []


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_a_form_of_another_page_is_refused(writer: Browser, origin: str) -> None:
    known = key(writer.registry)
    writer.header("origin", origin)
    assert writer.post(f"/ra-soat/{known}", {"viec": "chap-nhan"}).status_code == 403
    assert reviews(writer.registry) == []


def test_a_form_of_our_own_page_is_taken(writer: Browser) -> None:
    writer.header("origin", "http://127.0.0.1:8765")
    assert writer.post(f"/ra-soat/{key(writer.registry)}", {"viec": "chap-nhan"}).status_code == 303


def test_a_dismissal_needs_a_reason_and_something_must_be_chosen(writer: Browser) -> None:
    known = key(writer.registry)
    answer = writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "  ", "nguoi": "An"})
    assert answer.status_code == 400 and "phải có lý do" in answer.text and 'value="An"' in answer.text
    assert writer.post(f"/ra-soat/{known}", {"viec": "xoá"}).status_code == 400
    assert reviews(writer.registry) == []


def test_what_was_not_decided_cannot_be_taken_back(writer: Browser) -> None:
    assert writer.post(f"/ra-soat/{key(writer.registry)}", {"viec": "hoan-tac"}).status_code == 400


def test_a_long_reason_is_kept_whole_and_a_longer_one_is_refused_but_not_lost(writer: Browser) -> None:
    known = key(writer.registry)
    long = "lý do " * 1666 + "hết"
    assert writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": long}).status_code == 303
    assert reviews(writer.registry)[0][2] == long
    longer = writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "x" * 20_001})
    assert longer.status_code == 400 and "x" * 20_001 in longer.text
    assert writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "x" * 1_000_001}).status_code == 413


def test_a_name_with_html_is_shown_as_it_was_typed(writer: Browser) -> None:
    known = key(writer.registry)
    name = "<script>alert(1)</script>\"'&"
    writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "<img src=x onerror=y>", "nguoi": name})
    for path in (f"/ra-soat/{known}", "/ra-soat?tinh-trang=bo-qua"):
        page = writer.get(path).text
        assert "<script>alert" not in page and "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_of_two_decisions_at_once_the_later_one_is_asked_about(browse: Callable[..., Browser]) -> None:
    one, other = browse(), browse()
    for browser in (one, other):
        browser.enter()
    known = key(one.registry)
    seen = re.findall(r'name="da-thay" value="(\w+)"', one.get(f"/ra-soat/{known}").text)[0]
    assert (
        one.post(f"/ra-soat/{known}", {"viec": "chap-nhan", "nguoi": "An", "da-thay": seen}).status_code
        == 303
    )
    sent = {"viec": "bo-qua", "ly-do": "không phải", "nguoi": "Bình", "da-thay": seen}
    late = other.post(f"/ra-soat/{known}", sent)
    assert late.status_code == 409
    assert "An" in late.text and "không phải" in late.text
    assert [row[3] for row in reviews(one.registry)] == ["An"]
    sent["da-thay"] = re.findall(r'name="da-thay" value="(\w+)"', late.text)[0]
    assert other.post(f"/ra-soat/{known}", sent).status_code == 303
    assert [row[3] for row in reviews(one.registry)] == ["Bình"]


def test_two_that_are_sent_in_the_same_moment_are_both_answered(browse: Callable[..., Browser]) -> None:
    browsers = [browse(), browse()]
    keys = [str(row[0]) for row in rows(browsers[0].registry, "SELECT DISTINCT key FROM findings LIMIT 2")]
    found: list[int] = []
    for browser in browsers:
        browser.enter()

    def send(browser: Browser, known: str) -> None:
        found.append(browser.post(f"/ra-soat/{known}", {"viec": "chap-nhan"}).status_code)

    threads = [Thread(target=send, args=pair) for pair in zip(browsers, keys, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [303, 303]
    assert {row[0] for row in reviews(browsers[0].registry)} == set(keys)


def test_a_busy_registry_loses_nothing_of_what_was_typed(
    writer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.deciding._WAIT", 0.1)
    known = key(writer.registry)
    with closing(sqlite3.connect(writer.registry, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = writer.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "gõ rất lâu", "nguoi": "An"})
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert "gõ rất lâu</textarea>" in answer.text and 'value="An"' in answer.text
    assert reviews(writer.registry) == []


def test_a_finding_that_is_gone_keeps_its_decision(browse: Callable[..., Browser], tmp_path: Path) -> None:
    folder = tmp_path / "den"
    folder.mkdir()
    file = folder / "bao-cao.txt"
    file.write_text(_REPORT, encoding="utf-8")
    path = tmp_path / "own.db"
    ingest([folder], path)
    browser = browse(path)
    browser.enter()
    known = key(path)
    browser.post(f"/ra-soat/{known}", {"viec": "chap-nhan", "nguoi": "An"})
    file.write_text("BÁO CÁO\nKhông có số liệu.\n", encoding="utf-8")
    ingest([folder], path)
    page = browser.get(f"/ra-soat/{known}")
    assert page.status_code == 410 and "An" in page.text and "nội dung mới" in page.text
    late = browser.post(f"/ra-soat/{known}", {"viec": "bo-qua", "ly-do": "đã gõ"})
    assert late.status_code == 410 and "đã gõ" in late.text
    assert browser.post(f"/ra-soat/{known}", {"viec": "hoan-tac"}).headers["location"] == "/ra-soat"
    assert reviews(path) == [] and browser.get(f"/ra-soat/{known}").status_code == 404


_REPORT = """BÁO CÁO
Trong kỳ, Trung tâm tiếp nhận 18.462 hồ sơ; trong đó: giải quyết trước hạn 11.205 hồ sơ, đúng hạn 6.931 hồ sơ,
quá hạn 118 hồ sơ, đang giải quyết trong hạn 298 hồ sơ.
"""
