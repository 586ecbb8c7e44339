"""Writes a day that comes again ("trước ngày 10/12 hằng năm") as a rule of RFC 5545."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractors.tasks.moments import Moment

_LEAP, _COMMON = 2000, 2001


def rule_of(moments: Sequence[Moment], every: str | None) -> str | None:
    """The rule of moments that come again each `every` ("năm", "tháng", "tuần", "ngày").

    None where the words print no day, or no rule says all of them.
    """
    first = moments[0]
    if first.quarterly:
        return f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={first.day}"
    if first.weekday is not None:
        return f"FREQ=WEEKLY;BYDAY={first.weekday}"
    if first.day is None:
        return "FREQ=DAILY" if every == "ngày" and first.time else None
    if first.month is None:
        return f"FREQ=MONTHLY;BYMONTHDAY={first.day}" if every == "tháng" and first.day <= 31 else None
    return _yearly([(one.month, one.day) for one in moments if one.month and one.day])


def _yearly(days: Sequence[tuple[int, int]]) -> str | None:
    """A rule for days of the year.

    BYMONTH and BYMONTHDAY multiply out, so they say two days only where the day of the month is the same.
    Others are counted as days of the year: from its start up to February, from its end behind it, for so a
    leap year moves none of them.
    """
    if not all(exists(month, day, _COMMON) for month, day in days):
        return None
    if len({day for _, day in days}) == 1:
        months = ",".join(str(month) for month, _ in days)
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days[0][1]}"
    return "FREQ=YEARLY;BYYEARDAY=" + ",".join(str(_year_day(month, day)) for month, day in days)


def exists(month: int, day: int, year: int = _LEAP) -> bool:
    """Whether the calendar has the day, by default in a leap year."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year_day(month: int, day: int) -> int:
    ordinal = date(_COMMON, month, day).timetuple().tm_yday
    return ordinal if month <= 2 else ordinal - 366
