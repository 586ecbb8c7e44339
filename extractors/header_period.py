"""Tells the window that a report covers from its subject and the bracketed line under it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

Period = tuple[str, str]

_DAY = (
    r"(?:ngày\s+)?(?P<d{0}>\d{{1,2}})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m{0}>\d{{1,2}})"
    r"(?:(?:\s*[/.-]\s*|\s+năm\s+)(?P<y{0}>\d{{4}}))?"
)
_SPAN = re.compile(
    rf"(?:từ|kể từ)?\s*{_DAY.format(1)}\s*(?:đến|-|–)\s*(?:hết\s+)?{_DAY.format(2)}", re.IGNORECASE
)
_YEAR = r"(?:\s*(?:/|năm|của năm)?\s*(?P<year>(?:19|20)\d\d))?"
_HALF = re.compile(
    rf"(?<!\d)(?:0?6|sáu)\s+tháng\s+(?P<half>đầu|cuối)(?:\s+của)?(?:\s+năm)?{_YEAR}", re.IGNORECASE
)
_MONTHS = re.compile(
    rf"(?<!\d)0?(?P<count>[2-9]|1[01]|ba|chín)\s+tháng(?:\s+đầu)?(?:\s+năm)?{_YEAR}", re.IGNORECASE
)
_QUARTER = re.compile(rf"qu[ýí]\s+(?P<quarter>I{{1,3}}|IV|[1-4])(?![\w]){_YEAR}", re.IGNORECASE)
_MONTH = re.compile(rf"(?<!\d\s)tháng\s+(?P<month>1[0-2]|0?[1-9])(?!\d){_YEAR}", re.IGNORECASE)
_STAGE = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s+(?P<first>(?:19|20)\d\d)\s*[-–]\s*(?P<last>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:năm|năm:)\s+(?P<year>(?:19|20)\d\d)(?!\s*[-–]\s*\d)", re.IGNORECASE)
_CITED = re.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|ngày\s+\d{1,2}/\d{1,2}/\d{4}"
    r"|(?:luật|pháp lệnh|bộ luật)\s[^,;()]*?năm\s+\d{4}"
    r"|(?:đến|tầm nhìn|từ|trước|sau)\s+(?:hết\s+)?năm\s+\d{4}",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:,|;|và)\s+(?:phương hướng|nhiệm vụ|kế hoạch|dự kiến|chương trình|mục tiêu|giải pháp)\b",
    re.IGNORECASE,
)
_WINDOW = re.compile(r"\(\s*(?:số liệu|tính từ|kỳ báo cáo)\s[^()]*\)", re.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def stated_windows(opening: Iterable[str]) -> tuple[str, ...]:
    """The brackets in a report's opening sentences that say which days its figures cover."""
    return tuple(match.group() for text in opening for match in _WINDOW.finditer(text))


def report_period(subject: str | None, notes: tuple[str, ...] = ()) -> Period | None:
    """First and last day that the report covers, None where its title lines do not say."""
    for text in (*notes, subject or ""):
        span = _span(text)
        if span is not None:
            return span
    text = _CITED.sub(" ", subject or "")
    ahead = _AHEAD.search(text)
    year = re.search(r"(?:19|20)\d\d", text)
    return _named(text[: ahead.start()] if ahead else text, int(year[0]) if year else None)


def _span(text: str) -> Period | None:
    """Two dates; a year that stands only at the end counts for both ("từ 01/01 đến 30/6/2025")."""
    match = _SPAN.search(text)
    if match is None or not match["y2"]:
        return None
    try:
        last = date(int(match["y2"]), int(match["m2"]), int(match["d2"]))
        first = date(int(match["y1"] or match["y2"]), int(match["m1"]), int(match["d1"]))
    except ValueError:
        return None
    return (first.isoformat(), last.isoformat()) if first <= last else None


def _named(text: str, year: int | None) -> Period | None:
    """A half-year, some months, a quarter, a month, a stage or a year; `year` is meant where none is said."""
    if match := _HALF.search(text):
        return _months(match, year, 1, 6) if match["half"].lower() == "đầu" else _months(match, year, 7, 12)
    if match := _MONTHS.search(text):
        return _months(match, year, 1, _count(match["count"]))
    if match := _QUARTER.search(text):
        last = 3 * _QUARTERS[match["quarter"].upper()]
        return _months(match, year, last - 2, last)
    if match := _MONTH.search(text):
        return _months(match, year, int(match["month"]), int(match["month"]))
    if match := _STAGE.search(text):
        return f"{match['first']}-01-01", f"{match['last']}-12-31"
    if match := _WHOLE.search(text):
        return _months(match, year, 1, 12)
    return None


def _count(words: str) -> int:
    return {"ba": 3, "chín": 9}.get(words.lower()) or int(words)


def _months(match: re.Match[str], fallback: int | None, first: int, last: int) -> Period | None:
    year = int(match["year"]) if match["year"] else fallback
    if year is None:
        return None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"
