"""Dates as Vietnamese offices write them, and nothing that merely looks like one."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

import regex

_DAY = r"(?P<d>\d{1,2})"
_MONTH = r"(?P<m>\d{1,2})"
_YEAR = r"(?P<y>\d{2,4})"
_FORMS = (
    rf"ngày\s*{_DAY}\s*(?:tháng|năm(?=\s*\d{{1,2}}\s*năm))\s*{_MONTH}\s*năm\s*{_YEAR}",
    rf"ngày\s*{_DAY}\s?(?P<s>[/.-])\s?{_MONTH}\s?(?P=s)\s?{_YEAR}",
    rf"tháng\s*{_MONTH}\s*(?:năm|/|-)\s*(?P<y>\d{{4}})",
    r"năm\s*(?P<y>\d{4})",
)
DATE = regex.compile(rf"(?:{'|'.join(_FORMS)})(?!\d)", regex.IGNORECASE)
BARE = regex.compile(rf"(?<![\d/.-]){_DAY}(?P<s>[/.-]){_MONTH}(?P=s)(?P<y>\d{{4}})(?![\d/])")
_LETTERS = str.maketrans("lIOo", "1100")
_D = r"[\dlIOo]"
_DAMAGED = regex.compile(
    rf"ngày\s(?P<d>{_D}\s?{_D}?)\s?(?:[/.-]|tháng)\s?(?P<m>{_D}\s?{_D}?)\s?(?:[/.-]|năm)?\s?"
    rf"(?P<y>[12lI]\s?{_D}\s?{_D}\s?{_D})(?![\d/])",
    regex.IGNORECASE,
)
_EARLIEST = "1945"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the text.

    `iso` is shortened to "2020-12" or "2020" where only that is said, None if the calendar has no such day.
    """

    iso: str | None
    start: int
    end: int


def match_date(text: str, start: int, end: int | None = None) -> FoundDate | None:
    """The date whose words ("ngày …", "tháng …", "năm …") begin exactly at `start`."""
    found = DATE.match(text, start, end if end is not None else len(text))
    return _found(found) if found else None


def mend_date(text: str, start: int) -> FoundDate | None:
    """The date at `start` whose figures blanks or letters damaged, if the calendar has it then."""
    found = _DAMAGED.match(text, start)
    if found is None:
        return None
    year, month, day = ("".join(found[part].split()).translate(_LETTERS) for part in "ymd")
    iso = iso_date(year, month, day)
    return FoundDate(iso, start, found.end()) if iso and iso >= _EARLIEST else None


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first date between `start` and `end`, with its words or bare ("05/12/2020")."""
    limit = end if end is not None else len(text)
    worded, bare = DATE.search(text, start, limit), BARE.search(text, start, limit)
    first = min((m for m in (worded, bare) if m), key=lambda m: int(m.start()), default=None)
    return _found(first) if first else None


def _found(match: regex.Match[str]) -> FoundDate:
    parts = match.groupdict()
    return FoundDate(iso_date(parts.get("y"), parts.get("m"), parts.get("d")), match.start(), match.end())


def iso_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """ISO of the parts, None where the calendar has no such day or the year is no year (31/02, 21/9/025)."""
    if not year or len(year) == 3:
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    if not 1900 <= number <= 2100:
        return None
    if not month:
        return f"{number:04d}"
    if not 1 <= int(month) <= 12:
        return None
    if not day:
        return f"{number:04d}-{int(month):02d}"
    if not 1 <= int(day) <= calendar.monthrange(number, int(month))[1]:
        return None
    return f"{number:04d}-{int(month):02d}-{int(day):02d}"


def is_before(one: str, other: str) -> bool:
    """Whether one ISO date is surely before another, as far as both tell; "" tells nothing."""
    length = min(len(one), len(other))
    return bool(length) and one[:length] < other[:length]


def agree(one: str, other: str) -> bool:
    """Whether two ISO dates are the same as far as both tell: "2024" and "2024-05-06" are."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]
