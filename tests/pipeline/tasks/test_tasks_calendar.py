from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import assigned_made as made
import pytest
import vobject

from pipeline.tasks.calendar_ics import calendar
from pipeline.tasks.groups import Listed
from pipeline.tasks.model import Status


def written(*tasks: made.Assigned, lang: str = "vi", as_of: date = made.AS_OF) -> bytes:
    return calendar(Listed(tasks or made.ALL, as_of), lang)[0]


def events(*tasks: made.Assigned, lang: str = "vi") -> dict[str, Any]:
    """The events by the keys that they tell, read by another library than the one that wrote them."""
    read = vobject.readOne(written(*tasks, lang=lang).decode("utf-8"))
    found = {}
    for event in read.vevent_list:
        found[re.findall(r"^(?:Mã|Key): (\w+)$", event.description.value, re.M)[-1]] = event
    return found


def uids(*tasks: made.Assigned) -> list[bytes]:
    return re.findall(rb"UID:(\S+)", written(*tasks))


def test_an_event_is_known_by_its_document_and_words() -> None:
    """So a calendar that is taken in again has each deadline once, also when the file was corrected."""
    (before,) = uids(made.OVERDUE)
    read_again = replace(made.OVERDUE, key="0" * 16, text=f" {made.OVERDUE.text}\n")
    assert uids(read_again) == [before]
    twice = uids(made.OVERDUE, made.OVERDUE)
    assert twice[0] == before != twice[1]
    assert uids(replace(made.OVERDUE, text="Việc khác")) != [before]


def test_each_deadline_is_an_event_of_a_day() -> None:
    found = events()
    assert set(found) == {task.key[:8] for task in made.ALL} - {made.UNKNOWN.key[:8]}
    overdue = found["3f9a12bc"]
    assert (overdue.dtstart.value, overdue.dtend.value) == (date(2026, 9, 30), date(2026, 10, 1))
    assert overdue.summary.value == f"[Quá hạn chưa hoàn thành] Hạn: {made.OVERDUE.text}"
    assert overdue.categories.value == ["Nhiệm vụ", "quá hạn", made.YTE]
    assert overdue.transp.value == "TRANSPARENT"
    assert found["4b00cafe"].dtstart.value == date(2026, 12, 15)  # the extension, not the first deadline
    assert found["4b00cafe"].sequence.value == "1" and overdue.sequence.value == "0"
    assert found["5c0ffee1"].summary.value == (
        "[Đã hoàn thành đúng hạn] Hạn 15:00: Ban hành kế hoạch phòng, chống dịch mùa mưa"
    )


def test_the_description_tells_everything() -> None:
    told = events()["4b00cafe"].description.value.splitlines()
    assert told[:2] == [made.EXTENDED.text, ""]
    assert f"Cơ quan chủ trì: {made.TAI_CHINH}; {made.YTE}" in told
    assert "Thời hạn: xong trong tháng 10/2026" in told and "Mã: 4b00cafe" in told
    assert "Tình trạng: chưa hoàn thành (trong hạn). Hạn cuối là 15/12/2026." in told
    assert any("? đề xuất, chờ xác nhận [bb220000]" in line for line in told)
    assert events(made.LONG)["99000000"].description.value.startswith(made.LONG.text)


def test_what_is_to_be_done_has_an_alarm_in_the_morning_days_before() -> None:
    found = events()
    alarm = found["4b00cafe"].valarm
    assert alarm.action.value == "DISPLAY" and alarm.trigger.value == timedelta(days=-3, hours=8)
    assert alarm.description.value == "Còn 3 ngày: Hạn: Xây dựng phương án sắp xếp trụ sở, nhà đất dôi dư"
    assert hasattr(found["7e57ab1e"], "valarm")
    for past_or_done in ("3f9a12bc", "5c0ffee1", "6d00d1e5"):
        assert not hasattr(found[past_or_done], "valarm")


def test_a_recurring_deadline_recurs_from_its_document_on() -> None:
    event = events()["7e57ab1e"]
    assert event.dtstart.value == date(2026, 2, 18)  # the first after the plan of 10 February
    days = event.getrruleset(addRDate=True)
    assert [day.date() for day in days[:4]] == [date(2026, month, 18) for month in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("rule", "given", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=18", "2026-02-18", ["2026-02-18", "2026-03-18"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-02-10", ["2026-02-28", "2026-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=18;UNTIL=20261231", "2026-02-10", ["2026-02-18", "2026-03-18"]),
        ("FREQ=WEEKLY;BYDAY=FR", "2026-02-10", ["2026-02-13", "2026-02-20"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", "2026-02-10", ["2026-03-15", "2026-06-15"]),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", None, ["2026-12-15", "2027-12-15"]),
    ],
)
def test_the_first_event_is_one_of_its_rule(rule: str, given: str | None, days: list[str]) -> None:
    task = replace(made.RECURRING, recurrence=rule, at=replace(made.RECURRING.at, date=given))
    event = events(task)["7e57ab1e"]
    found = event.getrruleset(addRDate=True)
    assert [day.date().isoformat() for day in found[:2]] == days
    assert event.dtstart.value == found[0].date()


def test_the_file_follows_the_standard() -> None:
    data = written(made.OVERDUE, made.EXTENDED, made.UNKNOWN)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and not any(b"\n" in line or b"\r" in line for line in lines)
    assert b"METHOD:PUBLISH" in lines and b"VERSION:2.0" in lines
    for line in lines:
        line.decode("utf-8")  # no letter is torn apart


def test_control_characters_and_signs_of_the_format_are_harmless() -> None:
    text = "Báo cáo; rà soát, đối chiếu \\ “=x”\x07\nBEGIN:VEVENT"
    found = events(replace(made.OVERDUE, text=text))
    assert list(found) == ["3f9a12bc"]
    told = found["3f9a12bc"].description.value
    assert told.startswith("Báo cáo; rà soát, đối chiếu \\ “=x”\nBEGIN:VEVENT\n")


def test_nothing_depends_on_the_clock() -> None:
    first, again = written(), written()
    assert first == again
    stamps = set(re.findall(rb"DTSTAMP:(\S+)", first))
    assert stamps == {b"20261123T000000Z"}
    later = written(as_of=date(2026, 11, 24))
    assert re.findall(rb"UID:\S+", later) == re.findall(rb"UID:\S+", first) and later != first


def test_a_task_without_a_day_is_counted() -> None:
    ended = "FREQ=MONTHLY;BYMONTHDAY=18;UNTIL=20251231"
    rules = (None, ended)
    tasks = (made.UNKNOWN, *(replace(made.RECURRING, recurrence=rule) for rule in rules))
    data, undated = calendar(Listed(tasks, made.AS_OF), "vi")
    assert undated == 3 and b"VEVENT" not in data


def test_a_deadline_today_still_rings_and_an_english_calendar_is_english() -> None:
    task = replace(made.EXTENDED, due_now="2026-11-23", status=Status.OPEN)
    event = events(task, lang="en")["4b00cafe"]
    assert hasattr(event, "valarm") and event.summary.value.startswith("Due: Xây dựng")
    assert event.dtstamp.value.replace(tzinfo=None) == datetime(2026, 11, 23)
