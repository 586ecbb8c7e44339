from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tasks.days import first_day, in_english, in_vietnamese, last_day


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_shortened_date_is_a_span_of_days(told: str, first: date, last: date) -> None:
    assert (first_day(told), last_day(told)) == (first, last)


@pytest.mark.parametrize(
    "told", ["2026-02-30", "2026-13", "2026-Q5", "2026-Q1-02", "26", "2026-6", "", "recurring", "2026-01-2"]
)
def test_what_is_no_date_is_refused(told: str) -> None:
    for reckon in (first_day, last_day):
        with pytest.raises(ValueError):
            reckon(told)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_lies_in_its_month_quarter_and_year(day: date) -> None:
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    for told in (day.isoformat(), day.isoformat()[:7], quarter, str(day.year)):
        assert first_day(told) <= day <= last_day(told)


def test_dates_in_sentences() -> None:
    assert [in_english(told) for told in ("2026-06-30", "2026-06")] == ["on 2026-06-30", "in 2026-06"]
    assert [in_vietnamese(told) for told in ("2026-06-05", "2026-06", "2026")] == [
        "ngày 05/6/2026", "trong tháng 6/2026", "trong năm 2026",
    ]  # fmt: skip
