"""Interval arithmetic on printed figures, as XBRL Calculations 1.1 does it.

A figure printed with d decimals stands for every value that rounds to it: v ± ½·10⁻ᵈ, times its scale word.
Counts of things are exact. A hedge moves an end: "hơn 100" has no upper one. Sums and ratios of intervals
agree with a printed interval where the two meet. Everything is `Decimal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from extractors.figures.numerals import DIGITS
from extractors.model import Interval, Qualifier

INFINITY = Decimal("Infinity")
_HALF, _ALMOST = Decimal("0.5"), Decimal("0.99999")
_ZERO = Decimal(0)
ABOUT = Decimal("0.1")
"""Share by which "khoảng", and downwards "gần", may be off."""


def exact(value: Decimal) -> Interval:
    """The interval of one value."""
    return Interval(value, value)


def printed(value: Decimal, step: Decimal, counted: bool, qualifier: Qualifier | None = None) -> Interval:
    """What a printed figure may stand for; `step` is the worth of its last digit.

    A whole number of things that are counted is exact; everything else was rounded.
    """
    half = _ZERO if counted and step == 1 else step * _HALF
    return hedged(Interval(value - half, value + half), qualifier)


def hedged(interval: Interval, qualifier: Qualifier | None) -> Interval:
    """The interval with the end that the hedge leaves open moved."""
    low, high = interval.low, interval.high
    if qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
        return Interval(low, INFINITY)
    if qualifier is Qualifier.AT_MOST:
        return Interval(-INFINITY, high)
    if qualifier is Qualifier.UNDER:
        return Interval(low - abs(low) * ABOUT, high)
    if qualifier is Qualifier.ABOUT:
        return Interval(low - abs(low) * ABOUT, high + abs(high) * ABOUT)
    return interval


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    with localcontext(prec=DIGITS):
        low = high = _ZERO
        for interval in intervals:
            low, high = low + interval.low, high + interval.high
    return Interval(low, high)


def difference(one: Interval, other: Interval) -> Interval:
    """One interval less another."""
    with localcontext(prec=DIGITS):
        return Interval(one.low - other.high, one.high - other.low)


def percentage(part: Interval, whole: Interval) -> Interval | None:
    """The percentage that `part` may be of `whole`, None where the whole may be nothing or less."""
    if whole.low <= 0 or part.low < 0:
        return None
    with localcontext(prec=DIGITS):
        low = part.low / whole.high * 100 if whole.high.is_finite() else _ZERO
        high = part.high / whole.low * 100 if part.high.is_finite() else INFINITY
    return Interval(low, high)


def meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a value in common."""
    return one.low <= other.high and other.low <= one.high


def cut(value: Decimal, step: Decimal) -> Interval:
    """What a printed share may stand for: rounded, or cut off behind its last digit."""
    return Interval(value - step * _HALF, value + step * _ALMOST)


def widened(interval: Interval, by: Decimal) -> Interval:
    """The interval with both ends moved outwards."""
    return Interval(interval.low - by, interval.high + by)
