"""Tasks in the browser: board, list, filters, files, and what people set right by forms."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette")

from pipeline.ingest import ingest  # noqa: E402
from pipeline.registry import Registry  # noqa: E402
from pipeline.tasks.groups import counts, ordered  # noqa: E402
from pipeline.tasks.model import Assigned, Status  # noqa: E402
from pipeline.tasks.register import Wanted, assigned, find  # noqa: E402

CORPUS = Path(__file__).parents[3] / "corpus"
TODAY = date.today()
Browser = Any


def every(path: Path, wanted: Wanted | None = None, day: date = TODAY) -> list[Assigned]:
    with Registry(path) as registry:
        return ordered(assigned(registry, wanted or Wanted(), day))


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def set_by_people(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT key, field, value, reason, reviewer FROM task_corrections")


def an_open_one(path: Path) -> Assigned:
    return next(one for one in every(path) if one.status in (Status.OVERDUE, Status.OPEN))


def total(page: str) -> int:
    return int(re.findall(r"trong ([\d.]+) nhiệm vụ", page)[0].replace(".", ""))


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/nhiem-vu/([0-9a-f]+)[^"]*" lang="vi"', page)


def test_the_board_counts_as_the_command_line_does(reader: Browser) -> None:
    page = reader.get("/nhiem-vu").text
    found = counts(every(reader.registry))
    shown = dict(re.findall(r'id="c-(\w+)">.*?\((\d+)\)</span>', page))
    assert {Status(name): int(number) for name, number in shown.items()} == dict(found)


def test_the_list_is_in_the_order_of_the_command_line(reader: Browser) -> None:
    page = reader.get("/nhiem-vu?xem=danh-sach").text
    keys = [one.key for one in every(reader.registry)]
    assert total(page) == len(keys)
    assert listed(page) == keys[:50]
    assert listed(reader.get("/nhiem-vu?xem=danh-sach&trang=2").text) == keys[50:100]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("tinh-trang=overdue", Wanted(statuses=(Status.OVERDUE,))),
        ("tinh-trang=chưa+hoàn+thành", Wanted(statuses=(Status.OPEN, Status.OVERDUE))),
        ("chu-tri=so+tai+chinh", Wanted(leads=("so tai chinh",))),
        ("phoi-hop=so+noi+vu", Wanted(partners=("so noi vu",))),
        ("q=ke+hoach", Wanted(topic="ke hoach")),
        ("tu=2026-01-01&den=31/12/2026", Wanted(due_from=date(2026, 1, 1), due_to=date(2026, 12, 31))),
        ("den=2026-06-30", Wanted(due_to=date(2026, 6, 30))),
        ("loai=recommendation", Wanted(kind="recommendation")),
    ],
)
def test_a_filter_is_that_of_the_command_line(reader: Browser, query: str, wanted: Wanted) -> None:
    fitting = every(reader.registry, wanted)
    assert fitting
    assert total(reader.get(f"/nhiem-vu?xem=danh-sach&{query}").text) == len(fitting)


def test_tasks_that_wait_for_a_decision_are_found(reader: Browser) -> None:
    waiting = [one.key for one in every(reader.registry) if one.proposals]
    page = reader.get("/nhiem-vu?xem=danh-sach&de-xuat=1").text
    assert (total(page), listed(page)) == (len(waiting), waiting[:50])
    assert "de-xuat=1" in reader.get("/nhiem-vu").text


def test_tasks_are_found_by_the_document_that_gives_them(reader: Browser) -> None:
    document = next(one.at.document_id for one in every(reader.registry) if one.at.document_id)
    number = len(every(reader.registry, Wanted(assigned_by=document)))
    assert total(reader.get(f"/nhiem-vu?xem=danh-sach&van-ban={document}").text) == number


def test_an_earlier_day_shows_what_stood_then(reader: Browser) -> None:
    day = date(2025, 6, 30)
    page = reader.get(f"/nhiem-vu?xem=danh-sach&ngay={day}").text
    keys = [one.key for one in every(reader.registry, day=day)]
    assert keys and keys != [one.key for one in every(reader.registry)]
    assert listed(page) == keys[:50] and f"?ngay={day}" in page


def test_the_table_by_body_leads_to_its_tasks(reader: Browser) -> None:
    page = reader.get("/nhiem-vu?xem=co-quan").text
    links = re.findall(r'scope="row"><a href="([^"]+)"', page)
    figures = re.findall(r'<td class="n">(\d+)</td></tr>', page)
    assert len(links) == len(figures) > 3
    for link, number in list(zip(links, figures, strict=True))[:4]:
        assert total(reader.get(link.replace("&amp;", "&")).text) == int(number)


@pytest.mark.parametrize(
    "query",
    ["ngay=32/1/2026", "tu=x", "tinh-trang=x", "loai=x", "xem=x", "xuat=pdf", "chu-tri=không+có+ai+đâu"],
)
def test_a_wrong_address_is_told(reader: Browser, query: str) -> None:
    assert reader.get(f"/nhiem-vu?{query}").status_code == 400


def test_what_fits_nothing_says_so(reader: Browser) -> None:
    page = reader.get("/nhiem-vu?q=zzzz")
    assert page.status_code == 200 and "Không có nhiệm vụ nào" in page.text


def test_the_list_is_given_as_files(reader: Browser) -> None:
    import icalendar
    import openpyxl

    tasks = every(reader.registry, Wanted(statuses=(Status.OVERDUE,)))
    book = openpyxl.load_workbook(io.BytesIO(reader.get("/nhiem-vu?tinh-trang=overdue&xuat=xlsx").content))
    assert book.active.max_row == len(tasks) + 3
    text = reader.get("/nhiem-vu?tinh-trang=overdue&xuat=csv").text
    assert sum(one.key in text for one in tasks) == len(tasks)
    made = icalendar.Calendar.from_ical(reader.get("/nhiem-vu?tinh-trang=overdue&xuat=ics").content)
    assert len(made.walk("VEVENT")) == len([one for one in tasks if one.due_now])


def test_one_task_says_why_its_status_is_what_it_is(reader: Browser) -> None:
    one = next(one for one in every(reader.registry) if one.evidence and one.proposals)
    page = reader.get(f"/nhiem-vu/{one.key}").text
    assert one.status_reason_vi in page.replace("&#34;", '"')
    for link in one.links:
        assert link.at.document in page
    assert 'class="link proposal"' in page and "<textarea" not in page


def test_the_beginning_of_a_key_leads_to_the_whole_and_an_unknown_one_nowhere(reader: Browser) -> None:
    known = every(reader.registry)[0].key
    assert reader.get(f"/nhiem-vu/{known[:9]}").headers["location"] == f"/nhiem-vu/{known}"
    for typed in ("0123456789abcdef", "abc", "nobody"):
        assert reader.get(f"/nhiem-vu/{typed}").status_code == 404


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (
            {"viec": "tinh-trang", "tinh-trang": "done", "ngay-xong": "2/1/2026", "ly-do": "báo cáo giấy"},
            ("status", "done"),
        ),
        ({"viec": "thoi-han", "thoi-han": "31/12/2099"}, ("deadline", "2099-12-31")),
        ({"viec": "thoi-han", "khong-thoi-han": "1"}, ("deadline", None)),
        (
            {"viec": "chu-tri", "chu-tri": "Sở Mới\nSở Cũ"},
            ("lead", json.dumps(["Sở Mới", "Sở Cũ"], ensure_ascii=False)),
        ),
    ],
)
def test_a_correction_holds_at_once_and_is_taken_back(
    writer: Browser, form: dict[str, str], kept: tuple[str, str | None]
) -> None:
    one = an_open_one(writer.registry)
    writer.get("/nhiem-vu")  # works the board out, so that it would be outdated
    answer = writer.post(f"/nhiem-vu/{one.key}", {**form, "nguoi": "An <b>"})
    assert answer.status_code == 303
    ((_, field, value, _, reviewer),) = set_by_people(writer.registry)
    assert (field, value, reviewer) == (*kept, "An <b>")
    page = writer.get(answer.headers["location"]).text
    assert 'role="status"' in page and "An &lt;b&gt;" in page and "<b>An" not in page
    now = next(task for task in every(writer.registry) if task.key == one.key)
    assert f'class="status {now.status}"' in page
    keys = listed(writer.get(f"/nhiem-vu?xem=danh-sach&tinh-trang={now.status}").text)
    assert one.key in keys or len(keys) == 50
    writer.post(f"/nhiem-vu/{one.key}", {"viec": "hoan-tac", "truong": field})
    assert set_by_people(writer.registry) == []


def test_what_is_no_task_leaves_the_list_and_comes_back(writer: Browser) -> None:
    one = every(writer.registry)[0]
    before = total(writer.get("/nhiem-vu?xem=danh-sach").text)
    writer.post(f"/nhiem-vu/{one.key}", {"viec": "khong-phai", "ly-do": "chỉ là câu dẫn"})
    assert total(writer.get("/nhiem-vu?xem=danh-sach").text) == before - 1
    page = writer.get(f"/nhiem-vu/{one.key}")
    assert page.status_code == 200 and "không phải nhiệm vụ" in page.text and "chỉ là câu dẫn" in page.text
    late = writer.post(f"/nhiem-vu/{one.key}", {"viec": "thoi-han", "thoi-han": "2026"})
    assert late.status_code == 409
    writer.post(f"/nhiem-vu/{one.key}", {"viec": "hoan-tac"})
    assert total(writer.get("/nhiem-vu?xem=danh-sach").text) == before


@pytest.mark.parametrize(("what", "decision"), [("xac-nhan", "confirmed"), ("bac", "rejected")])
def test_a_proposal_is_decided_and_taken_back(writer: Browser, what: str, decision: str) -> None:
    one = next(one for one in every(writer.registry) if one.proposals)
    link = one.proposals[0]
    sent = {"viec": what, "lien-ket": link.key, "nguoi": "An", "ly-do": "đã xem"}
    assert writer.post(f"/nhiem-vu/{one.key}", sent).status_code == 303
    assert rows(writer.registry, "SELECT decision, reviewer FROM link_decisions") == [(decision, "An")]
    with Registry(writer.registry) as registry:
        now = find(registry, one.key)
    assert (link.key in {each.key for each in now.evidence}) == (decision == "confirmed")
    assert "Hoàn tác" in writer.get(f"/nhiem-vu/{one.key}").text
    writer.post(f"/nhiem-vu/{one.key}", {"viec": "hoan-tac", "truong": "link", "lien-ket": link.key})
    assert rows(writer.registry, "SELECT count(*) FROM link_decisions") == [(0,)]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"viec": "tinh-trang", "tinh-trang": "done"}, "lý do"),
        ({"viec": "tinh-trang", "tinh-trang": "x", "ly-do": "y"}, "chọn tình trạng"),
        ({"viec": "tinh-trang", "tinh-trang": "done", "ly-do": "y", "ngay-xong": "1/1/2099"}, "sau ngày xét"),
        (
            {"viec": "tinh-trang", "tinh-trang": "open", "ly-do": "y", "ngay-xong": "1/1/2020"},
            "không có ngày",
        ),
        ({"viec": "thoi-han", "thoi-han": "30/2/2026"}, "không phải thời hạn"),
        ({"viec": "thoi-han"}, "thời hạn"),
        ({"viec": "chu-tri", "chu-tri": " \n ; "}, "ít nhất một cơ quan"),
        ({"viec": "khong-phai"}, "lý do"),
        ({"viec": "hoan-tac"}, "Chưa có quyết định"),
        ({"viec": "hoan-tac", "truong": "x"}, "Không có mục nào"),
        ({"viec": "x"}, "không nêu việc"),
        ({}, "không nêu việc"),
    ],
)
def test_what_makes_no_sense_is_refused_with_words(writer: Browser, form: dict[str, str], told: str) -> None:
    one = an_open_one(writer.registry)
    answer = writer.post(f"/nhiem-vu/{one.key}", {**form, "nguoi": "Người Gõ"})
    assert answer.status_code == 400
    assert told in re.findall(r'role="alert">(.*?)</p>', answer.text, re.S)[0]
    assert 'value="Người Gõ"' in answer.text
    assert set_by_people(writer.registry) == []


def test_a_link_of_another_task_is_refused(writer: Browser) -> None:
    one = next(one for one in every(writer.registry) if not one.links)
    sent = {"viec": "xac-nhan", "lien-ket": "0123456789abcdef"}
    assert writer.post(f"/nhiem-vu/{one.key}", sent).status_code == 409


def test_who_may_not_write_is_told_how(browse: Callable[..., Browser]) -> None:
    browser = browse()
    key = every(browser.registry)[0].key
    answer = browser.post(f"/nhiem-vu/{key}", {"viec": "khong-phai", "ly-do": "gõ lâu"})
    assert answer.status_code == 403 and "vanthu serve" in answer.text and "gõ lâu" in answer.text


def test_forged_forms_are_refused(writer: Browser) -> None:
    key = every(writer.registry)[0].key
    sent = {"viec": "khong-phai", "ly-do": "x"}
    assert writer.post(f"/nhiem-vu/{key}", sent, csrf=False).status_code == 403
    writer.header("origin", "http://evil.example")
    assert writer.post(f"/nhiem-vu/{key}", sent).status_code == 403
    assert set_by_people(writer.registry) == []


def test_a_busy_registry_loses_nothing_of_what_was_typed(
    writer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.deciding._WAIT", 0.1)
    key = every(writer.registry)[0].key
    with closing(sqlite3.connect(writer.registry, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sent = {"viec": "chu-tri", "chu-tri": "Sở Đang Gõ", "ly-do": "rất dài", "nguoi": "An"}
        answer = writer.post(f"/nhiem-vu/{key}", sent)
        assert writer.get("/nhiem-vu").status_code == 200, "reading goes on"
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert "Sở Đang Gõ</textarea>" in answer.text and "rất dài</textarea>" in answer.text


def test_of_two_corrections_at_once_the_later_one_is_asked_about(browse: Callable[..., Browser]) -> None:
    one, other = browse(), browse()
    one.enter()
    other.enter()
    key = every(one.registry)[0].key
    seen = re.findall(r'name="da-thay" value="(\w+)"', one.get(f"/nhiem-vu/{key}").text)[0]
    sent = {"viec": "chu-tri", "chu-tri": "Sở Một", "nguoi": "An", "da-thay": seen}
    assert one.post(f"/nhiem-vu/{key}", sent).status_code == 303
    late = other.post(f"/nhiem-vu/{key}", {**sent, "chu-tri": "Sở Hai", "nguoi": "Bình"})
    assert late.status_code == 409 and "Sở Một" in late.text and "Sở Hai</textarea>" in late.text
    assert len(set_by_people(one.registry)) == 1


def test_a_correction_survives_the_next_ingest(browse: Callable[..., Browser]) -> None:
    first = browse()
    first.enter()
    key = every(first.registry)[0].key
    first.post(f"/nhiem-vu/{key}", {"viec": "chu-tri", "chu-tri": "Sở Giữ Lại"})
    ingest([CORPUS], first.registry)
    assert "Sở Giữ Lại" in browse().get(f"/nhiem-vu/{key}").text


def test_a_big_registry_shows_that_it_is_working_and_then_the_whole(
    browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.board._FEW", 0)
    browser = browse()
    assert "Đang tính" in browser.get("/").text
    waiting = browser.get("/nhiem-vu")
    assert (
        waiting.status_code == 200 and "Đang tính" in waiting.text and 'http-equiv="refresh"' in waiting.text
    )
    assert browser.get("/nhiem-vu?xuat=csv").text.count("\n") > 100  # a file waits
    assert "Đang tính" not in browser.get("/nhiem-vu").text
    start = browser.get("/").text
    overdue = counts(every(browser.registry))[Status.OVERDUE]
    assert f'aria-label="quá hạn chưa hoàn thành: {overdue}"' in start


def test_a_correction_shows_at_once_while_the_board_is_outdated(
    browse: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.web.board._QUICK", 0.0)  # as if working it out took long
    browser = browse()
    browser.enter()
    one = an_open_one(browser.registry)
    before = total(browser.get("/nhiem-vu?xem=danh-sach&tinh-trang=no_deadline").text)
    browser.post(f"/nhiem-vu/{one.key}", {"viec": "thoi-han", "khong-thoi-han": "1"})
    assert total(browser.get("/nhiem-vu?xem=danh-sach&tinh-trang=no_deadline").text) == before + 1
