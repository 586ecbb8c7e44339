from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.model import Evidence, LinkKind, Place, Status
from pipeline.tasks.status import SETTABLE, Decided, Term, judge

DUE = Term("date", "trước ngày 30/6/2026", "2026-06-30")
AS_OF = date(2026, 9, 1)


def said(
    state: str | None = "done",
    by: str | None = "2026-07-10",
    on: str | None = None,
    *,
    sure: bool = True,
    due: str | None = None,
    kind: LinkKind = LinkKind.EVIDENCE,
    product: str | None = None,
) -> Evidence:
    """A report of the day `by` that tells what became of a task, done `on` some day."""
    at = Place(2, "b.txt", "vn/b", "Báo cáo 7/BC-SNV", by, 1, 0, 9, "đã hoàn thành")
    return Evidence("k", kind, at, sure, "", "", state, on, due, product)


MORE_TIME = said("extended", "2026-06-20", due="2026-08-15", kind=LinkKind.EXTENDS)


@pytest.mark.parametrize(
    ("evidence", "status", "words"),
    [
        ([], Status.OVERDUE, "Nothing says that it was done; due on 2026-06-30."),
        ([said(on="2026-06-30")], Status.DONE_IN_TIME, "done on 2026-06-30, in time"),
        ([said(on="2026-07-01")], Status.DONE_LATE, "done on 2026-07-01, after it was due"),
        # a report of a day by which it was due: it was done by then, whenever that was
        ([said(by="2026-06-30")], Status.DONE_IN_TIME, "Báo cáo 7/BC-SNV of 2026-06-30 says: done, in time"),
        ([said(by="2026-07-01")], Status.UNKNOWN, "not told whether that was by then"),
        ([said(by=None)], Status.UNKNOWN, "not told whether"),
        ([said(by="2026-07-15", on="2026-06")], Status.DONE_IN_TIME, "done in 2026-06"),
        ([said(by="2026-07-15", on="2026-07")], Status.DONE_LATE, "done in 2026-07"),
        ([said(by="2026-07-15", on="2026")], Status.UNKNOWN, "not told whether"),
        ([said(by="2026-06-20", on="2026")], Status.DONE_IN_TIME, "done in 2026, in time"),
        # done after it was reported as done: one of the two days is wrong
        ([said(by="2026-06-01", on="2026-06-20")], Status.UNKNOWN, "not told whether"),
        ([said("in_progress")], Status.OVERDUE, "says: in progress"),
        ([said("late", by="2026-06-01"), said("not_done")], Status.OVERDUE, "2026-07-10 says: not done"),
        ([said(sure=False, on="2026-06-10")], Status.OVERDUE, "Nothing says"),
        ([said(on="2026-06-10"), said(on="2026-07-09")], Status.UNKNOWN, "does not agree"),
        ([said(on="2026-06-10"), said(by="2026-07-20")], Status.DONE_IN_TIME, "done on 2026-06-10"),
        ([said(by="2026-06-20"), said("in_progress", by="2026-06-25")], Status.UNKNOWN, "does not agree"),
        # one report says both
        ([said(by="2026-06-20"), said("not_done", by="2026-06-20")], Status.UNKNOWN, "does not agree"),
        ([said("in_progress", by="2026-06-20"), said(by="2026-06-25")], Status.DONE_IN_TIME, "done, in time"),
        ([said(on="2026-06-10", product="Kế hoạch 9/KH-SNV")], Status.DONE_IN_TIME, "(Kế hoạch 9/KH-SNV)"),
        # the same task again, or handed down, says nothing of its end
        ([said(None, kind=LinkKind.SAME), said(None, kind=LinkKind.HANDED_DOWN)], Status.OVERDUE, "Nothing"),
    ],
)
def test_evidence_against_the_due_day(evidence: list[Evidence], status: Status, words: str) -> None:
    judged = judge(DUE, evidence, AS_OF)
    assert judged.status is status
    assert words in judged.reason_en and judged.reason_vi


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2026, 6, 30), Status.OPEN),
        (date(2026, 7, 1), Status.OVERDUE),
        (date(2026, 7, 9), Status.OVERDUE),  # the report is of the tenth
        (date(2026, 7, 10), Status.DONE_IN_TIME),
    ],
)
def test_the_status_is_that_of_a_day(as_of: date, status: Status) -> None:
    assert judge(DUE, [said(on="2026-06-29")], as_of).status is status


def test_more_time_moves_the_day_that_counts() -> None:
    assert judge(DUE, [MORE_TIME], date(2026, 8, 15)).status is Status.OPEN
    assert judge(DUE, [MORE_TIME], date(2026, 8, 16)).status is Status.OVERDUE
    done = judge(DUE, [MORE_TIME, said(by="2026-08-20", on="2026-08-01")], AS_OF)
    assert (done.status, done.due_now) == (Status.DONE_IN_TIME, "2026-08-15")
    assert "as extended by Báo cáo 7/BC-SNV of 2026-06-20, first 2026-06-30" in done.reason_en
    assert "gia hạn, ban đầu 30/6/2026" in done.reason_vi
    late = judge(DUE, [MORE_TIME, said(by="2026-08-20", on="2026-08-16")], AS_OF)
    assert late.status is Status.DONE_LATE


@pytest.mark.parametrize(
    "other",
    [
        said("extended", "2026-06-20", due="2026-05-01", kind=LinkKind.EXTENDS),  # less time is no extension
        said("extended", "2026-06-20", due="2026-08-15", kind=LinkKind.EXTENDS, sure=False),
        said("extended", "2026-09-02", due="2026-12-31", kind=LinkKind.EXTENDS),  # not known yet
        said("extended", "2026-06-20", kind=LinkKind.EXTENDS),
    ],
)
def test_what_does_not_extend(other: Evidence) -> None:
    judged = judge(DUE, [other], AS_OF)
    assert (judged.status, judged.due_now) == (Status.OVERDUE, "2026-06-30")


def test_the_latest_extension_counts() -> None:
    later = said("extended", "2026-07-20", due="2026-08-01", kind=LinkKind.EXTENDS)
    assert judge(DUE, [later, MORE_TIME], AS_OF).due_now == "2026-08-01"


def test_before_a_day_counts_that_day_and_says_so() -> None:
    strict = Term("date", "trước ngày 30/6/2026", "2026-06-30", strict=True)
    on_the_day = judge(strict, [said(on="2026-06-30")], AS_OF)
    assert on_the_day.status is Status.DONE_IN_TIME
    assert "some offices count the day before" in on_the_day.reason_en
    assert "ngày liền trước" in on_the_day.reason_vi
    assert "some offices" not in judge(strict, [said(on="2026-06-29")], AS_OF).reason_en
    assert "some offices" in judge(strict, [], date(2026, 6, 30)).reason_en
    assert "some offices" not in judge(strict, [], date(2026, 7, 1)).reason_en


@pytest.mark.parametrize(
    ("term", "status", "words"),
    [
        (Term(), Status.NO_DEADLINE, "No deadline is given."),
        (Term("recurring", "trước ngày 18 hằng tháng"), Status.NO_DEADLINE, "It recurs"),
        (Term("event", "ngay sau khi Quy chế có hiệu lực"), Status.UNKNOWN, "is no day of the calendar"),
        (Term("invalid", "31/02/2026"), Status.UNKNOWN, "is no day of the calendar"),
    ],
)
def test_without_a_day_nothing_is_in_time_or_late(term: Term, status: Status, words: str) -> None:
    assert judge(term, [], AS_OF).status is status
    done = judge(term, [said(on="2026-06-10")], AS_OF)
    assert done.status is status and words in done.reason_en
    assert "says: done on 2026-06-10" in done.reason_en, "what was reported is told all the same"


def test_more_time_gives_a_task_without_a_day_one() -> None:
    assert judge(Term("event", "sau khi có kinh phí"), [MORE_TIME], AS_OF).status is Status.OVERDUE
    assert judge(Term("recurring", "hằng tháng"), [MORE_TIME], AS_OF).status is Status.NO_DEADLINE


@pytest.mark.parametrize(
    ("decided", "status", "words"),
    [
        (Decided("done", "2026-06-10", "An"), Status.DONE_IN_TIME, "done on 2026-06-10 by An, in time"),
        (Decided("done", "2026-07-10"), Status.DONE_LATE, "by a person, after it was due"),
        (Decided("done"), Status.UNKNOWN, "when is not told"),
        (Decided("done_in_time"), Status.DONE_IN_TIME, "in time."),
        (Decided("done_late", "2026-06-10"), Status.DONE_LATE, "late."),
        (Decided("open", None, "An"), Status.OVERDUE, "Set as not done by An"),
        (Decided("done", "2026-09-02"), Status.OVERDUE, "not yet by then"),
    ],
)
def test_a_person_wins_over_all_texts(decided: Decided, status: Status, words: str) -> None:
    for texts in ([], [said(on="2026-06-29")], [said("not_done")]):
        judged = judge(DUE, texts, AS_OF, decided)
        assert judged.status is status and words in judged.reason_en
        assert "Được ghi là" in judged.reason_vi


def test_a_corrected_deadline_says_so() -> None:
    judged = judge(Term("date", None, "2026-12-31", corrected=True), [], AS_OF)
    assert judged.status is Status.OPEN and "set by a person" in judged.reason_en
    assert judge(Term(corrected=True), [], AS_OF).status is Status.NO_DEADLINE


DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31)).map(date.isoformat)
TOLD = st.none() | DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
KINDS = st.sampled_from([None, "date", "month", "quarter", "year", "recurring", "event", "invalid"])
EVIDENCE = st.builds(
    said,
    st.sampled_from([None, "done", "in_progress", "late", "not_done", "extended"]),
    TOLD,
    TOLD,
    sure=st.booleans(),
    due=st.none() | DAYS,
    kind=st.sampled_from(LinkKind),
)
TERMS = st.builds(Term, KINDS, st.just("hạn"), st.none() | DAYS, st.booleans())
DECIDED = st.none() | st.builds(Decided, st.sampled_from(SETTABLE), st.none() | DAYS)


@given(TERMS, st.lists(EVIDENCE, max_size=4), DAYS.map(date.fromisoformat), DECIDED)
def test_every_task_has_a_status_and_none_is_done_without_a_word(
    term: Term, evidence: list[Evidence], as_of: date, decided: Decided | None
) -> None:
    judged = judge(term, evidence, as_of, decided)
    assert judged.reason_en and judged.reason_vi
    if judged.status in (Status.DONE_IN_TIME, Status.DONE_LATE) and decided is None:
        assert any(one.sure and one.state == "done" and one.kind is LinkKind.EVIDENCE for one in evidence)
    if decided is None:
        sure = [one for one in evidence if one.sure]
        assert judge(term, sure, as_of) == judged, "proposals change nothing"


@given(TERMS, st.lists(EVIDENCE, max_size=4), DAYS.map(date.fromisoformat))
def test_a_day_is_never_both_open_and_over(term: Term, evidence: list[Evidence], as_of: date) -> None:
    judged = judge(term, evidence, as_of)
    if judged.status is Status.OPEN:
        assert judged.due_now is not None and as_of.isoformat() <= judged.due_now
    if judged.status is Status.OVERDUE:
        assert judged.due_now is not None and as_of.isoformat() > judged.due_now


A, B = "Ủy ban nhân dân xã A", "Ủy ban nhân dân xã B"


def by_one(lead: str, other: str, **told: str | None) -> Evidence:
    """A report that one of two leads has done its part."""
    return replace(said(**told), leads=(lead,), left_out=(other,))


@pytest.mark.parametrize(
    ("evidence", "status", "words"),
    [
        ([by_one(A, B, on="2026-06-01")], Status.OVERDUE, f"{A} done on 2026-06-01, but nothing of {B}"),
        ([by_one(A, B, on="2026-06-01"), by_one(B, A, on="2026-06-09")], Status.DONE_IN_TIME, "done on"),
        # the last of them tells
        ([by_one(A, B, on="2026-06-01"), by_one(B, A, on="2026-07-09")], Status.DONE_LATE, B),
        ([by_one(A, B, on="2026-06-01"), by_one(B, A)], Status.UNKNOWN, "not told whether"),
        # one place that tells when is enough for its lead
        (
            [by_one(A, B), by_one(A, B, on="2026-06-01"), by_one(B, A, on="2026-06-02")],
            Status.DONE_IN_TIME,
            "done on",
        ),
        # what is said of all of them stands above what is said of one
        ([by_one(A, B, on="2026-06-01"), said(on="2026-06-10")], Status.DONE_IN_TIME, "2026-06-10"),
        # that the other has not denies nothing of the one
        (
            [
                by_one(A, B, on="2026-06-01", by="2026-06-02"),
                replace(said("not_done", by="2026-06-20"), leads=(B,), left_out=(A,)),
                by_one(B, A, on="2026-06-25"),
            ],
            Status.DONE_IN_TIME,
            "done on",
        ),
    ],
)
def test_several_leads_have_done_it_when_the_last_one_has(
    evidence: list[Evidence], status: Status, words: str
) -> None:
    judged = judge(DUE, evidence, AS_OF)
    assert judged.status is status and words in judged.reason_en


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        (replace(said(), in_time=True), Status.DONE_IN_TIME),
        (replace(said(), in_time=False), Status.DONE_LATE),
        # days tell better than words
        (replace(said(on="2026-07-09"), in_time=True), Status.DONE_LATE),
    ],
)
def test_words_tell_whether_it_was_in_time_where_no_day_does(evidence: Evidence, status: Status) -> None:
    assert judge(DUE, [evidence], AS_OF).status is status
