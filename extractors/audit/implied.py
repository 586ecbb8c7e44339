"""Finds sums that no word announces: large exact figures of which two make up a third.

Figures of eight and more digits do not add up by chance. Where two of them make a third, the text says so
without a word; where they miss it by one slip of the pen, one of the three is wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from extractors.audit import intervals
from extractors.audit.sheet import Sheet
from extractors.audit.slips import significant
from extractors.audit.wording import severity
from extractors.figures.numerals import vietnamese
from extractors.model import Check, Finding, Verdict
from extractors.rulebook import Rulebook

RULE = "parts_sum"
_FEWEST_DIGITS = 8
_MOST_FIGURES = 60
"""Large figures of one document that are tried; more make a table of accounts, whose sums are its own."""
_SLIP = Decimal(9)
"""Units of the last digit by which a sum may be off and still be meant."""


class ImpliedAuditor:
    """Tries every two large figures of one measure for a third that is their sum."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """The sums found, leaving out those that a breakdown already states."""
        stated = {frozenset((b.whole, *b.parts)) for b in sheet.breakdowns}
        for indexes in _large(sheet).values():
            by_value = sorted((sheet.figures[i].value, i) for i in indexes)
            values = [value for value, _ in by_value]
            for one, other in combinations(indexes, 2):
                yield from self._third(sheet, one, other, by_value, values, stated)

    def _third(
        self,
        sheet: Sheet,
        one: int,
        other: int,
        by_value: list[tuple[Decimal, int]],
        values: list[Decimal],
        stated: set[frozenset[int]],
    ) -> Iterator[tuple[Check, Finding | None]]:
        first, second = sheet.figures[one], sheet.figures[other]
        summed = first.value + second.value
        slack = max(first.step, second.step) * _SLIP
        for place in range(bisect_left(values, summed - slack), len(values)):
            value, index = by_value[place]
            if value > summed + slack:
                break
            triple = frozenset((index, one, other))
            if len(triple) < 3 or any(triple <= known for known in stated) or sheet.figures[index].range:
                continue
            stated.add(triple)
            yield self._judge(sheet, index, one, other)

    def _judge(self, sheet: Sheet, whole: int, one: int, other: int) -> tuple[Check, Finding | None]:
        left = intervals.total((sheet.interval(one), sheet.interval(other)))
        right = sheet.interval(whole)
        holds = intervals.meet(left, right)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        figures = (whole, *sorted((one, other)))
        total, *parts = sheet.shown(figures)
        expression = f"{' + '.join(parts)} {'=' if holds else '≠'} {total}"
        found = [sheet.figures[i] for i in figures]
        parts_values = (found[1].value, found[2].value)
        values = {"total": found[0].value, "parts": parts_values, "holds": holds, "implied": True}
        start, end = min(f.start for f in found), max(f.end for f in found)
        check = Check(RULE, verdict, expression, start, end, left, right, figures, values)
        return check, None if holds else self._finding(sheet, check, figures)

    def _finding(self, sheet: Sheet, check: Check, figures: tuple[int, ...]) -> Finding:
        """The words of the last of the three figures: what follows from the others is written last."""
        whole, one, other = (sheet.figures[index] for index in figures)
        last = max(figures)
        scale = sheet.common_scale(figures)
        wanted = one.value + other.value if last == figures[0] else whole.value - sum(
            sheet.figures[i].value for i in figures[1:] if i != last
        )  # fmt: skip
        printed = sheet.figures[last]
        values = {
            "expression": check.expression,
            "computed": vietnamese((one.value + other.value) / scale),
            "printed": vietnamese(whole.value / scale),
            "difference": vietnamese(abs(wanted - printed.value) / scale),
        }
        start = _label_start(sheet.text, printed.start)
        return Finding(RULE, severity(RULE, self._rules, True), start, printed.end, values, check)


def _large(sheet: Sheet) -> dict[str, list[int]]:
    """The large exact figures of each measure, where there are not too many."""
    found: dict[str, list[int]] = {}
    for index, figure in enumerate(sheet.figures):
        if sheet.counted(index) and not figure.qualifier and significant(figure.value) >= _FEWEST_DIGITS:
            found.setdefault(sheet.measure(index), []).append(index)
    return {measure: held for measure, held in found.items() if 3 <= len(held) <= _MOST_FIGURES}


def _label_start(text: str, start: int) -> int:
    """Where the words that lead to a figure begin, behind the mark before them."""
    near = text[max(0, start - 120) : start]
    cut = max(near.rfind(sign) for sign in (";", "\n", ". ", "("))
    words = near[cut + 1 :]
    return start - len(words.lstrip())
