"""Digits set as a date that are no day of the calendar: "31/02/2024", "21/9/025"."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

import regex

from extractors.audit.wording import severity
from extractors.model import Document, Finding
from extractors.rulebook import Rulebook

_YEARS = range(1000, 2101)
"""Years that documents speak of; history books among them."""
_LEAP = 2024
_MONTHS = 12
_WORDED = regex.compile(
    r"(?<![\d\p{L}])(?<!\d )[Nn]gày\s{0,3}(?:"
    r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{1,4})(?![\d/])(?!\.\d| \d)"
    r"|(?P<d>\d{1,2})\s{1,3}tháng\s{1,3}(?P<m>\d{1,2})(?:\s{1,3}năm\s{1,3}(?P<y>\d{1,4})(?!\d))?"
    r"|(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/.-]))"
)
_BARE = regex.compile(r"(?<![\d/.,-])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?![\d/-])")


def malformed_dates(document: Document, rules: Rulebook) -> Iterator[Finding]:
    """A finding for every date that no calendar has.

    Behind the word "ngày" any fault counts; digits alone must be a year, and a day and a month that only do
    not go together, as "13/25/2020" may be anything.
    """
    text = document.text
    seen: set[int] = set()
    for found in _WORDED.finditer(text):
        seen.add(found.start("d"))
        # "ngày 25/30 xe" counts something; "ngày 31/9" is meant as a day.
        counts = found["y"] is None and int(found["m"]) > _MONTHS and "/" in found[0]
        if not counts and not _is_day(found["d"], found["m"], found["y"]):
            yield _finding(found, rules)
    for found in _BARE.finditer(text):
        if found.start() not in seen and _almost(found["d"], found["m"], found["y"]):
            yield _finding(found, rules)


def _is_day(day: str, month: str, year: str | None) -> bool:
    """Whether the calendar has this day; without a year, whether any year has it."""
    if year is not None and len(year) not in (2, 4):
        return False
    number = _LEAP if year is None else int(year)
    if year is not None and len(year) == 4 and number not in _YEARS:
        return False
    if not 1 <= int(month) <= _MONTHS:
        return False
    return 1 <= int(day) <= calendar.monthrange(number if number > 99 else 2000 + number, int(month))[1]


def _almost(day: str, month: str, year: str) -> bool:
    """Whether day, month and year could each be one, but the month has no such day."""
    fits = 1 <= int(day) <= 31 and 1 <= int(month) <= _MONTHS and 1900 <= int(year) <= 2100
    return fits and not _is_day(day, month, year)


def _finding(found: regex.Match[str], rules: Rulebook) -> Finding:
    words = found[0].rstrip()
    return Finding(
        "malformed_date",
        severity("malformed_date", rules),
        found.start(),
        found.start() + len(words),
        {"printed": " ".join(words.split())},
    )
