"""Days of the calendar behind dates that may be shortened, and how a sentence tells them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from extractors.audit.cited import spoken

_MONTHS = 12
_QUARTER = 3


@lru_cache(maxsize=8192)
def first_day(told: str) -> date:
    """The first day of "2026-06-30", "2026-06", "2026-Q2" or "2026".

    Raises:
        ValueError: it is none of these, or no day of the calendar.
    """
    year, month, day = _parts(told)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=8192)
def last_day(told: str) -> date:
    """The last day of the same.

    Raises:
        ValueError: as above.
    """
    year, month, day = _parts(told)
    if "Q" in told:
        month = month + _QUARTER - 1
    month = month or _MONTHS
    return date(year, month, day or monthrange(year, month)[1])


def _parts(told: str) -> tuple[int, int, int]:
    """Year, month and day, 0 where they are not told; the first month of a quarter."""
    year, *rest = told.split("-")
    if len(year) != 4 or len(rest) > 2:
        raise ValueError(told)
    if rest and rest[0].startswith("Q"):
        if rest[0] not in ("Q1", "Q2", "Q3", "Q4") or len(rest) > 1:
            raise ValueError(told)
        return int(year), _QUARTER * (int(rest[0][1]) - 1) + 1, 0
    if any(len(part) != 2 for part in rest):
        raise ValueError(told)
    month, day = (*(int(part) for part in rest), 0, 0)[:2]
    date(int(year), month if rest else 1, day if len(rest) > 1 else 1)
    return int(year), month, day


def in_english(told: str) -> str:
    """A date in an English sentence: "on 2026-06-30", "in 2026-06"."""
    return f"{'on' if len(told) == 10 else 'in'} {told}"


def in_vietnamese(told: str) -> str:
    """A date in a Vietnamese sentence: "ngày 30/6/2026", "trong tháng 6/2026", "trong năm 2026"."""
    name = {4: "trong năm ", 7: "trong tháng "}.get(len(told), "ngày ")
    return name + spoken(told)
