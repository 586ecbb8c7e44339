"""Reads words that name a day, month, quarter or year, and finds the last day that belongs to it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

import regex

from extractors.dates import iso_date
from extractors.task_facts import DeadlineKind

WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "nhật": "SU"} | {
    str(number): day for number, day in enumerate(("MO", "TU", "WE", "TH", "FR", "SA"), start=2)
}
_Q = r"(?:IV|I{1,3}|[1-4])"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_HOUR = (
    r"(?:(?P<hour>[01]?\d|2[0-4])\s*(?:giờ|h|g(?=\d)|:(?=\d\d))\s*(?P<minute>[0-5]\d)?\s*(?:phút|['’])?"
    r"\s*(?:sáng|chiều)?\s*,?\s*)"
)
_DAY = (
    r"(?:ngày\s*)?(?<![\d/.,-])(?P<day>\d{1,2})"
    r"(?:\s?(?P<sign>[/.-])\s?(?P<month>\d{1,2})(?:\s?(?P=sign)\s?(?P<year>\d{4}|\d\d)(?!\d)|\s*năm\s*"
    + _YEAR
    + r")?|\s*tháng\s*(?P<month>\d{1,2})(?:\s*(?:[/-]|,?\s*năm)\s*"
    + _YEAR
    + r")?)(?![\d/]|\s?[-–]\s?\d|[.,]\d)"
)
_QUARTERLY = (
    r"ngày\s*(?P<day>\d{1,2})(?:\s+của)?\s+tháng\s+cuối(?P<quarterly>(?:\s+của)?(?:\s+mỗi|\s+h[àằ]ng)?\s+quý)"
)
_MONTHLY = r"ngày\s*(?P<day>\d{1,2})(?!\d|\s*[/.-]|\s*tháng)"
_WEEKLY = (
    r"(?:ngày\s+)?(?:thứ\s*(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])(?!\p{L}|\d)|chủ\s+(?P<weekday>nhật))"
)
_MONTH = (
    r"tháng\s*(?:\d{1,2}\s*(?:,|và|&|-|–|đến)\s*(?:tháng\s*)?(?=\d{1,2}(?!\d)))*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/-]|,?\s*năm)\s*" + _YEAR + r")?(?!\d)"
)
_QUARTER = (
    rf"qu[ýí]\s*(?:{_Q}\s*(?:,|và|&|-|–|đến)\s*(?:qu[ýí]\s*)?(?={_Q}(?![\p{{L}}\d])))*(?P<quarter>{_Q})(?![\p{{L}}\d])"
    r"(?:\s*(?:[/-]|,?\s*năm)\s*" + _YEAR + r")?"
)
_HALF = r"(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?:\s+" + _YEAR + r")?"
_WHOLE_YEAR = r"(?:cuối\s+|hết\s+)*năm\s+" + _YEAR + r"|(?P<this>cuối|hết)\s+năm(?!\s*(?:\d|học|sau|trước))"
MOMENT = regex.compile(
    rf"{_HOUR}?(?:{_DAY}|{_QUARTERLY}|{_WEEKLY}(?:\s*,?\s*{_DAY})?|(?:hết\s+|cuối\s+)?(?:{_MONTH}|{_QUARTER})"
    rf"|{_HALF}|{_WHOLE_YEAR}|{_MONTHLY})|{_HOUR}(?=\s*,?\s*(?:hàng|hằng|mỗi)\s)",
    regex.IGNORECASE,
)
"""A moment as offices write it; also those that come again and name no month ("ngày 18", "thứ Sáu")."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Moment:
    """Words that name a point of time: their span and the parts that are printed.

    `half` is 1 or 2 ("6 tháng cuối năm"); `weekday` an RFC 5545 day; `quarterly` marks a day of each
    quarter's last month; `this_year` marks "cuối năm", which names no year.
    """

    start: int
    end: int
    year: int | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: str | None = None
    quarterly: bool = False
    this_year: bool = False
    time: str | None = None

    @property
    def recurs(self) -> bool:
        """Whether it has no place in the calendar unless it comes again: "ngày 18", "thứ Sáu"."""
        return (
            self.quarterly
            or (self.day is not None and self.month is None)
            or not (self.year or self.quarter or self.half or self.month or self.this_year)
        )


@dataclass(frozen=True, slots=True)
class Fixed:
    """A moment with its place in the calendar: how it is written, its first and its last day (ISO)."""

    kind: DeadlineKind
    value: str | None = None
    first: str | None = None
    last: str | None = None
    inferred: bool = False


def moment_at(text: str, start: int, end: int) -> Moment | None:
    """The moment whose words begin exactly at `start`."""
    found = MOMENT.match(text, start, end)
    return moment_of(found) if found else None


def moment_of(found: regex.Match[str]) -> Moment:
    """What a match of `MOMENT` says."""
    parts = found.groupdict()
    year = parts["year"]
    quarter = parts["quarter"]
    return Moment(
        found.start(),
        found.end(),
        year=int(year) + (2000 if len(year) == 2 else 0) if year else None,
        quarter=_ROMAN.get(quarter.lower()) or int(quarter) if quarter else None,
        half={"đầu": 1, "cuối": 2}.get((parts["half"] or "").lower()),
        month=int(parts["month"]) if parts["month"] else None,
        day=int(parts["day"]) if parts["day"] else None,
        weekday=WEEKDAYS.get((parts["weekday"] or "").lower()),
        quarterly=parts["quarterly"] is not None,
        this_year=parts["this"] is not None,
        time=f"{int(parts['hour']):02d}:{parts['minute'] or '00'}" if parts["hour"] else None,
    )


def fix(moment: Moment, today: str | None) -> Fixed:
    """The place of a moment in the calendar, seen from the document's date.

    A year that is not printed is that of the document, the next one where the moment would then be past. A
    document without a full date gives none: the value stays None rather than be guessed.
    """
    if moment.year is not None:
        return _in_year(moment, moment.year)
    if today is None or len(today) != len("2026-01-31"):
        found = _in_year(moment, 2000)
        return found if found.kind is DeadlineKind.INVALID else Fixed(found.kind)
    year = int(today[:4])
    found = _in_year(moment, year)
    if found.last is not None and found.last < today or found.kind is DeadlineKind.INVALID:
        found = _in_year(moment, year + 1)
    return Fixed(found.kind, found.value, found.first, found.last, inferred=True)


def _in_year(moment: Moment, year: int) -> Fixed:
    """The moment in that year; half a year is written as the quarter it ends with, or as the year."""
    if moment.day is not None and moment.month is not None:
        day = iso_date(str(year), str(moment.month), str(moment.day))
        return Fixed(DeadlineKind.DATE, day, day, day) if day else Fixed(DeadlineKind.INVALID)
    if iso_date(str(year)) is None:
        return Fixed(DeadlineKind.INVALID)
    if moment.month is not None:
        if not 1 <= moment.month <= 12:
            return Fixed(DeadlineKind.INVALID)
        return _span(DeadlineKind.MONTH, f"{year}-{moment.month:02d}", year, moment.month, moment.month)
    quarter = moment.quarter or (2 if moment.half == 1 else None)
    if quarter is not None:
        first = 1 if moment.half else 3 * quarter - 2
        return _span(DeadlineKind.QUARTER, f"{year}-Q{quarter}", year, first, 3 * quarter)
    return _span(DeadlineKind.YEAR, f"{year}", year, 1, 12)


def _span(kind: DeadlineKind, value: str, year: int, first: int, last: int) -> Fixed:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Fixed(kind, value, date(year, first, 1).isoformat(), end.isoformat())
