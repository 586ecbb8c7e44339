"""Covers the digits of a text that are no figures: references, dates, periods, clock times, phone numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import regex

from extractors.model import Reference

_YEARS = r"(?<![\d.,])(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?![\d.,]?\d)"
_DATE = regex.compile(
    rf"(?=\d)(?:{_YEARS}|(?<!\d)(?!\d+\.\d+\.(?!(?:19|20)\d\d(?!\d)))"
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{3,4}(?!\d)"
    r"|(?<!\d)\d{1,2}\s?(?:giờ|[hH]|g)\s?(?:\d{2})?(?!\p{L})|(?<![\d.,])\d{1,2}/\d{4}(?!\d))"
)
_NAMED = regex.compile(
    r"(?<!\p{L})(?=[ntqgNTQG])(?:(?i:giai đoạn|thời kỳ|nhiệm kỳ|niên độ|năm học)\s*"
    rf"{_YEARS}"
    r"|(?i:ngày|tháng|quý|giai đoạn|thời kỳ|nhiệm kỳ|niên độ|năm học|năm(?=\s*(?:19|20)\d\d))"
    r"\s*(?:\d{1,4}|[IVX]+)"
    r"(?:\s*(?:[-–/,.]|và|đến|tháng|năm|ngày|qu[ýí]|của)+\s*\d{1,4}(?![\d.,%]*\s?(?:%|\p{L}))){0,4})"
)
_PHONE = regex.compile(r"0\d{2,4}[.\s]?\d{3,4}[.\s]?\d{3,4}")


class Mask:
    """Spans of a text whose digits count nothing, joined where they touch."""

    def __init__(self, text: str, references: Iterable[Reference]) -> None:
        spans = [(r.start, r.end) for r in references]
        for pattern in (_DATE, _NAMED, _PHONE):
            spans += [found.span() for found in pattern.finditer(text)]
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` is masked."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def end(self, offset: int) -> int:
        """Where the masked span that holds `offset` ends."""
        return self._ends[bisect_right(self._starts, offset) - 1]
