"""Reads a cell or line that holds nothing but time."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadline_parts import SPAN, Place, last_before, made, recurring
from extractors.tasks.moments import MOMENT, Moment, fix, moment_of

_YEAR_ALONE = regex.compile(r"(?:trong\s+)?\d{4}", regex.I)
_MONTH_ALONE = regex.compile(r"(?:trong\s+)?(?:T\.?\s?)?(?P<month>\d{1,2})\s?[/-]\s?(?P<year>\d{4})", regex.I)
_OPEN_END = regex.compile(r"đến\s+(?:khi|lúc)\s|^(?:ngay\s+)?(?:sau\s+)?khi\s", regex.I)
_START = regex.compile(r"(?:bắt\s+đầu\s+)?(?:kể\s+)?từ\s+", regex.I)


def of_field(text: str, start: int, end: int, date: str | None) -> Deadline | None:
    """The last moment of a short field, or the event that ends it."""
    words = text[start:end]
    if _YEAR_ALONE.fullmatch(words):
        fixed = fix(Moment(start, end, year=int(words[-4:])), date)
        return made(text, start, end, fixed.kind, fixed.value, fixed.last)
    alone = _MONTH_ALONE.fullmatch(words)
    if alone:
        fixed = fix(Moment(start, end, year=int(alone["year"]), month=int(alone["month"])), date)
        return made(text, start, end, fixed.kind, fixed.value, fixed.last)
    if _OPEN_END.search(words):
        return made(text, start, end, DeadlineKind.EVENT)
    found = [moment_of(one) for one in MOMENT.finditer(text, start, end)]
    if not found:
        span = SPAN.match(text, start, end)
        return made(text, start, end, DeadlineKind.EVENT) if span else None
    last = found[-1]
    if _START.match(words) and len(found) == 1 and "đến" not in words.lower():
        return None
    strict = text[start : last.start].rstrip().lower().endswith("trước")
    place = Place(text, start, end, last.start, last.end, date)
    again = recurring(place, found[0], start, strict)
    if again is not None:
        return replace(again, text=words, start=start, end=end)
    if last.recurs:
        return None
    fixed = fix(last, date)
    if fixed.kind is DeadlineKind.INVALID and last.year is None:
        return None
    due = last_before(text[start : last.end], fixed) if strict else fixed.last
    return made(text, start, end, fixed.kind, fixed.value, due, strict, fixed.inferred, time=last.time)
