from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import assigned_made as made
import pytest

from pipeline.errors import UsageError
from pipeline.messages import SENTENCES
from pipeline.tasks import typed, wording
from pipeline.tasks.groups import Listed, by_body, counts, ordered, shared
from pipeline.tasks.model import LinkKind, Status


@pytest.mark.parametrize(
    ("task", "vi", "en"),
    [
        (made.OVERDUE, "30/09/2026", "2026-09-30"),
        (
            made.EXTENDED,
            "15/12/2026 (gia hạn; ban đầu 31/10/2026)",
            "2026-12-15 (extended; first 2026-10-31)",
        ),
        (made.DONE, "15:00 ngày 01/06/2026", "2026-06-01 15:00"),
        (made.RECURRING, "trước ngày 18 hằng tháng", "trước ngày 18 hằng tháng"),
        (replace(made.UNKNOWN, deadline_text=None), "", ""),
        (
            replace(made.UNKNOWN, deadline_kind="invalid", deadline_text="ngày 31/02/2026"),
            "ngày 31/02/2026 (ngày không có trong lịch)",
            "ngày 31/02/2026 (no day of the calendar)",
        ),
    ],
)
def test_deadlines_in_words(task: made.Assigned, vi: str, en: str) -> None:
    assert (wording.due_words(task, "vi"), wording.due_words(task, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("after", "vi", "en"),
    [
        (54, "quá 54 ngày", "54 days over"),
        (1, "quá 1 ngày", "1 day over"),
        (0, "đến hạn trong ngày", "due that day"),
        (-1, "còn 1 ngày", "1 day left"),
    ],
)
def test_days_over_and_left(after: int, vi: str, en: str) -> None:
    as_of = date(2026, 9, 30) + timedelta(days=after)
    assert wording.remaining(made.OVERDUE, as_of, "vi") == vi
    assert wording.remaining(made.OVERDUE, as_of, "en") == en


@pytest.mark.parametrize("task", [made.DONE, made.LATE, made.RECURRING, made.UNKNOWN])
def test_what_is_done_or_has_no_day_has_no_days_left(task: made.Assigned) -> None:
    assert wording.remaining(task, made.AS_OF, "vi") == ""


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("rà soát  hồ\nsơ", 20, "rà soát hồ sơ"),
        ("rà soát hồ sơ lưu trữ", 14, "rà soát hồ…"),
        ("rà soát, hồ sơ", 10, "rà soát…"),
        ("a" * 30, 10, "a" * 9 + "…"),
        ("chuông \x07 \x1b[31mđỏ", 30, "chuông [31mđỏ"),
    ],
)
def test_long_words_are_cut_whole(text: str, most: int, cut: str) -> None:
    told = wording.cut(text, most)
    assert told.replace("  ", " ") == cut and len(told) <= most


def test_a_proposal_is_told_as_one() -> None:
    sure, proposed = wording.outcome_lines(made.EXTENDED, "vi")
    assert sure == "được gia hạn đến 15/12/2026 – Công văn 390/UBND-KT (20/10/2026), trang 4"
    assert proposed.startswith("? đề xuất, chờ xác nhận [bb220000]: đã hoàn thành 09/11/2026; sản phẩm: Tờ")
    english = wording.outcome_lines(made.EXTENDED, "en")[1]
    assert english.startswith("? proposed, to be confirmed [bb220000]: done 2026-11-09")


def test_repetitions_are_no_evidence() -> None:
    assert [one.state for one in wording.outcomes(made.DONE)] == ["done"]
    assert [one.kind for one in wording.repeats(made.DONE)] == [LinkKind.SAME]


@pytest.mark.parametrize(("key", "short"), [("3f9a12bc" * 8, "3f9a12bc"), ("abc123", "abc123"), ("", "")])
def test_keys_are_short(key: str, short: str) -> None:
    assert wording.short_key(key) == short


def test_every_code_of_the_model_is_worded() -> None:
    from extractors.task_facts import LeadBasis, OutcomeState, TaskKind

    names = [f"task_{one}" for one in Status] + [f"task_short_{one}" for one in Status]
    names += [f"task_lead_{one}" for one in LeadBasis] + [f"task_kind_{one}" for one in TaskKind]
    names += [f"task_said_{one}" for one in OutcomeState] + [f"task_link_{one}" for one in LinkKind]
    assert set(names) <= set(SENTENCES)
    assert set(wording.SIGNS) == set(Status) and len(set(wording.SIGNS.values())) == len(Status)


def test_the_most_urgent_comes_first() -> None:
    later = replace(made.OVERDUE, key="f" * 32, due_now="2026-10-01")
    found = ordered([*reversed(made.ALL), later])
    assert [task.status for task in found] == [
        Status.OVERDUE, Status.OVERDUE, Status.OPEN, Status.UNKNOWN, Status.NO_DEADLINE, Status.DONE_LATE,
        Status.DONE_IN_TIME,
    ]  # fmt: skip
    assert [task.due_now for task in found[:2]] == ["2026-09-30", "2026-10-01"]
    assert ordered(found) == ordered(list(reversed(found)))


def test_each_body_has_its_tasks() -> None:
    groups = by_body(made.ALL)
    assert [group.body for group in groups] == [made.YTE, made.TAI_CHINH, made.BEN_LAU, None]
    assert [len(group.tasks) for group in groups] == [3, 1, 2, 1]
    assert groups[-1].name("vi") == "Chưa rõ cơ quan chủ trì"
    (everyone,) = by_body([replace(made.OVERDUE, lead=("các sở, ban, ngành",))])
    assert everyone.name("vi") == "Các sở, ban, ngành"
    assert counts(groups[0].tasks) == {Status.OVERDUE: 1, Status.OPEN: 1, Status.DONE_IN_TIME: 1}
    assert shared(made.ALL) and not shared([made.OVERDUE, made.UNKNOWN])


@pytest.mark.parametrize(
    ("first", "last", "vi"),
    [
        (date(2026, 1, 2), date(2026, 3, 4), "thời hạn từ 02/01/2026 đến 04/03/2026"),
        (date(2026, 1, 2), None, "thời hạn từ 02/01/2026"),
        (None, date(2026, 3, 4), "thời hạn đến hết 04/03/2026"),
        (None, None, ""),
    ],
)
def test_the_condition_is_told(first: date | None, last: date | None, vi: str) -> None:
    assert Listed((), made.AS_OF, first, last).about("vi") == vi


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["overdue"], (Status.OVERDUE,)),
        (["done-in-time"], (Status.DONE_IN_TIME,)),
        (["quá hạn"], (Status.OVERDUE,)),
        (["qua han chua hoan thanh"], (Status.OVERDUE,)),
        (["Chưa hoàn thành quá hạn"], (Status.OVERDUE,)),
        (["chưa hoàn thành (trong hạn)"], (Status.OPEN,)),
        (["chưa hoàn thành trong hạn"], (Status.OPEN,)),
        (["chưa hoàn thành"], (Status.OPEN, Status.OVERDUE)),
        (["da hoan thanh", "done_late"], (Status.DONE_IN_TIME, Status.DONE_LATE)),
        (["không có thời hạn", "chưa rõ"], (Status.NO_DEADLINE, Status.UNKNOWN)),
        ([], ()),
    ],
)
def test_statuses_as_people_type_them(words: list[str], meant: tuple[Status, ...]) -> None:
    assert typed.statuses(words) == meant


@pytest.mark.parametrize("word", ["", "sắp xong", "hoàn", "overdue!x"])
def test_what_is_no_status_is_refused_with_those_there_are(word: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed.statuses([word])
    assert "is no status; known are: overdue, not done;" in refused.value.english
    assert "không phải tình trạng; gồm có: quá hạn chưa hoàn thành;" in refused.value.vietnamese


def test_kinds_and_what_a_person_may_set() -> None:
    kinds = [typed.kind(word) for word in ("nhiem vu", "Kiến nghị", "task")]
    assert kinds == ["task", "recommendation", "task"]
    settable = [typed.settable(word) for word in ("đã hoàn thành", "done-late", "chưa hoàn thành", "open")]
    assert settable == ["done", "done_late", "open", "open"]
    for refused in (lambda: typed.kind("việc"), lambda: typed.settable("quá hạn chưa hoàn thành")):
        with pytest.raises(UsageError):
            refused()
