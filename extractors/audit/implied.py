"""Finds sums that no word announces: large exact figures of which two make up a third.

Figures of eight and more digits do not add up by chance. Where two of them make a third, the text says so
without a word; where they miss it by one slip of the pen, one of the three is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_SMALLEST = 10 ** (_FEWEST_DIGITS - 1)


class ImpliedAuditor:
    """Tries every two large figures of one measure for a third that is their sum, or misses it by a slip."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def audit(self, sheet: Sheet) -> Iterator[tuple[Check, Finding | None]]:
        """The sums found, leaving out those that a breakdown already states."""
        stated = {frozenset((b.whole, *b.parts)) for b in sheet.breakdowns}
        for indexes in _large(sheet).values():
            triples = [
                t for t in _triples(sheet, indexes) if not any(frozenset(t) <= known for known in stated)
            ]
            for triple in triples:
                yield self._judge(sheet, *triple)

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


def _triples(sheet: Sheet, indexes: Sequence[int]) -> list[tuple[int, int, int]]:
    """Whole and two parts: the sums that come out, and those that one slip keeps from it.

    A figure that adds up with others is sound; of the three figures of a failing sum at most two may be.
    """
    values = {index: int(sheet.figures[index].value) for index in indexes}
    places: dict[int, list[int]] = {}
    for index, value in values.items():
        places.setdefault(value, []).append(index)
    right: list[tuple[int, int, int]] = []
    slipped: list[tuple[int, int, int]] = []
    for one, other in combinations(indexes, 2):
        summed = values[one] + values[other]
        whole = next((i for i in places.get(summed, ()) if i not in (one, other)), None)
        if whole is not None:
            right.append((whole, one, other))
            continue
        slipped += [
            (index, one, other)
            for index in indexes
            if index not in (one, other) and values[index] > _SMALLEST and _is_slip(summed - values[index])
        ]
    sound = {index for triple in right for index in triple}
    failing = [t for t in slipped if not sound.issuperset(t)]
    return right + _one_for_each(failing)


def _one_for_each(failing: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Failing sums of which no two share two figures: the first of them."""
    kept: list[tuple[int, int, int]] = []
    for triple in failing:
        if all(len(set(triple) & set(other)) < 2 for other in kept):
            kept.append(triple)
    return kept


def _is_slip(off: int) -> bool:
    """Whether one digit, or two neighbours exchanged, make a difference: 3, 400, 27, 180000."""
    digits = int(str(abs(off)).rstrip("0") or 0)
    return 0 < digits < 10 or (digits % 9 == 0 and digits <= 81)


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
