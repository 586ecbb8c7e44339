"""Finds what is done and what is not done told apart in two places, and adds them up to their whole."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.model import Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE = "parts_sum"
_DONE = regex.compile(
    r"[^\d;.:()\n]{0,30}?(?<!\p{L})(?P<sign>đã|chưa)(?:\s+(?:được|có))?"
    r"\s+(?P<what>(?:\p{L}+\s*){3})"
)


class ComplementAuditor:
    """Joins "13 cụm đã có quyết định …" with "10 cụm chưa có quyết định …" where one of them names its whole.

    The two may speak of different days: a sum that does not come out tells nothing.
    """

    def __init__(self, rules: Rulebook) -> None:
        del rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """The sums of what is done and what is not, the first pair of each kind."""
        done: dict[tuple[str, str], int] = {}
        tried: set[tuple[str, str]] = set()
        for index, figure in enumerate(sheet.figures):
            found = _DONE.match(sheet.text, figure.end) if sheet.kind(index) == "thing" else None
            if found is None or figure.range or figure.qualifier:
                continue
            key = (sheet.measure(index), " ".join(found["what"].lower().split()))
            if found["sign"] == "đã" and figure.of is not None:
                done.setdefault(key, index)
            elif found["sign"] == "chưa" and key in done and key not in tried:
                tried.add(key)
                yield from _add(sheet, done[key], index)


def _add(sheet: Sheet, one: int, other: int) -> Iterator[tuple[Check, Finding | None]]:
    first, second = sheet.figures[one], sheet.figures[other]
    measure = sheet.measure(one)
    whole = next(
        (i for i in range(one - 1, -1, -1)
         if sheet.figures[i].value == first.of and sheet.measure(i) == measure), None,
    )  # fmt: skip
    if whole is None or second.of == first.of:
        return
    left = intervals.total((sheet.interval(one), sheet.interval(other)))
    holds = intervals.meet(left, sheet.interval(whole))
    total, *parts = sheet.shown((whole, one, other))
    verdict = Verdict.HOLDS if holds else Verdict.CANNOT_TELL
    summed = sheet.figures[whole].value
    values = {"total": summed, "parts": (first.value, second.value), "holds": holds, "implied": True}
    expression = f"{' + '.join(parts)} {'=' if holds else '?'} {total}"
    start, end = sheet.figures[whole].start, max(first.end, second.end)
    yield (
        Check(
            RULE, verdict, expression, start, end, left, sheet.interval(whole), (whole, one, other), values
        ),
        None,
    )
