"""A percentage as it is printed: what it may stand for, and what slip of the pen would make it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import regex

from extractors.audit import intervals
from extractors.figures.numerals import read_numeral
from extractors.model import Interval, Qualifier, Statistic

_PERCENT = regex.compile(r"(\d[\d.,]*)\s?%")
_AHEAD = regex.compile(r"(?<![\d.,])(\d[\d.,]*)\s?%\s*\(\s*$")
"""A percentage right before the bracket that its fraction opens."""
_HALF = Decimal("0.5")
_BOUNDS = (Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.UNDER)
_HEDGES = {
    "trên": Qualifier.OVER,
    "hơn": Qualifier.OVER,
    "gần": Qualifier.UNDER,
    "khoảng": Qualifier.ABOUT,
}


@dataclass(frozen=True, slots=True)
class PrintedPercent:
    """A percentage as printed: its value, the worth of its last digit, its span and its hedge."""

    value: Decimal
    step: Decimal
    start: int
    end: int
    qualifier: Qualifier | None

    @property
    def bound(self) -> bool:
        """Whether it is told as a bound: "trên 30%"."""
        return self.qualifier in _BOUNDS

    @property
    def interval(self) -> Interval:
        """What it may stand for: rounded or cut off at its last digit; a bound is a round number."""
        half = self.step * _HALF
        around = intervals.cut(self.value, self.step)
        if self.bound:
            around = Interval(self.value - half, self.value + half)
        return intervals.hedged(around, self.qualifier)

    def misprinted(self, computed: Decimal) -> bool:
        """Whether one slip of the pen makes it of the computed value."""
        right = str(computed.quantize(self.step, ROUND_HALF_UP))
        printed = str(self.value)
        if len(right) == len(printed):
            off = [place for place, (a, b) in enumerate(zip(right, printed, strict=True)) if a != b]
            swapped = len(off) == 2 and off[1] - off[0] == 1 and right[off[0]] == printed[off[1]]
            return len(off) == 1 or (swapped and right[off[1]] == printed[off[0]])
        return right.replace(".", "").rstrip("0") == printed.replace(".", "").rstrip("0")


def percent_printed_for(text: str, figure: Statistic) -> PrintedPercent | None:
    """The percentage that was read for a count, found again in the text behind it."""
    for found in _PERCENT.finditer(text, figure.end, figure.end + 120):
        number = read_numeral(found[1])
        if number is not None and number.value == figure.percent:
            hedge = _hedge(text[figure.end : found.start()])
            return PrintedPercent(number.value, number.step, found.start(), found.end(), hedge)
    ahead = _AHEAD.search(text, max(0, figure.start - 24), figure.start)
    number = read_numeral(ahead[1]) if ahead else None
    if ahead is None or number is None or number.value != figure.percent:
        return None
    hedge = _hedge(text[max(0, ahead.start() - 12) : ahead.start()])
    return PrintedPercent(number.value, number.step, ahead.start(), ahead.end(1) + 1, hedge)


def _hedge(words: str) -> Qualifier | None:
    """The hedge that ends the words before a percentage."""
    return _HEDGES.get(words.rstrip().rpartition(" ")[2].strip("(").lower())
