"""Tries the columns of a table that are one column divided by another: in percent, plain, or as a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from extractors.audit import intervals
from extractors.audit.table_sums import formula_terms
from extractors.audit.table_values import TableValues
from extractors.audit.wording import EQUATION_SIGNS
from extractors.figures.formulas import Formula
from extractors.figures.grids import Grid, Row
from extractors.figures.numerals import DIGITS, vietnamese
from extractors.model import Check, Interval, Statistic, Verdict

RULE = "table_ratio"
_HUNDRED, _HALF, _ZERO = Decimal(100), Decimal("0.5"), Decimal(0)
Columns = tuple[tuple[int, int], ...]
"""Columns, each with the sign by which it is added."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A column and the sums of columns that are divided for it."""

    column: int
    over: Columns
    under: Columns


@dataclass(frozen=True, slots=True)
class RatioTried:
    """A ratio in one row: what it comes to in percent, what is printed, and whether the two agree.

    `plain` where it is printed as a number and not as a percentage: "0,75".
    """

    row: Row
    made: Interval
    stated: Interval
    holds: bool
    plain: bool = False


def formula_ratio(grid: Grid, column: int, formula: Formula) -> Ratio | None:
    """The ratio that a printed formula tells; None for a sum, or where a column lacks."""
    over, under = formula_terms(grid, formula.over), formula_terms(grid, formula.under)
    return Ratio(column, tuple(over), tuple(under)) if over and under else None


def try_ratio(values: TableValues, ratio: Ratio, row: Row) -> RatioTried | None:
    """A ratio worked out in one row; None where a figure lacks, units are mixed or nothing divides."""
    told = values.index(row, ratio.column)
    columns = [column for column, _ in (*ratio.over, *ratio.under)]
    if told is None or any(values.index(row, column) is None for column in columns):
        return None
    if len({values.measure(row, column, loose=True) for column in columns}) > 1:
        return None
    over, under = _summed(values, ratio.over, row), _summed(values, ratio.under, row)
    made = _percent(over, under)
    if made is None:
        return None
    figure = values.sheet.figures[told]
    stated = stands_for(figure)
    plain = Interval(made.low / _HUNDRED, made.high / _HUNDRED)
    if agree(made, figure):
        return RatioTried(row, made, stated, True)
    if agree(plain, figure):
        return RatioTried(row, plain, stated, True, True)
    if any(values.is_rate(row, column) for column in columns):
        return None  # rates are often compared by their points: from 5,2 % to 4,1 % is −1,1
    return RatioTried(row, made, stated, False)


def undecided(values: TableValues, ratio: Ratio, row: Row) -> bool:
    """Whether a row prints a rate whose operands are no figures or of different units."""
    columns = [column for column, _ in (*ratio.over, *ratio.under)]
    if values.index(row, ratio.column) is None:
        return False
    measures = {values.measure(row, column, loose=True) for column in columns}
    return len(measures) > 1 or None in measures


def stands_for(figure: Statistic) -> Interval:
    """What a printed rate stands for: rounded, or cut off towards nought, at its last digit."""
    value, step = figure.value, figure.step
    low = value - step * (_HALF if value > 0 else 1)
    high = value + step * (_HALF if value < 0 else 1)
    return Interval(low, high)


def agree(made: Interval, figure: Statistic) -> bool:
    """Whether a rate may be printed so: half a last digit below it and up to, not with, one above."""
    stated = stands_for(figure)
    if figure.value < 0:
        return stated.low < made.high and made.low <= stated.high
    return stated.low <= made.high and made.low < stated.high


def verdicts(tried: Sequence[RatioTried], told: bool) -> Iterator[tuple[RatioTried, Verdict]]:
    """The rows that hold, and where most of them do those that fail; `told` by a printed formula."""
    holding = sum(one.holds for one in tried)
    for one in tried:
        if one.holds:
            yield one, Verdict.HOLDS
        elif not told or holding * 2 > len(tried):
            yield one, Verdict.FAILS


def check_of(values: TableValues, ratio: Ratio, tried: RatioTried, verdict: Verdict, plain: bool) -> Check:
    """The check of a ratio in one row, spelled out: "150 / 200 = 75%"."""
    row, sheet = tried.row, values.sheet
    places = [ratio.column, *(column for column, _ in (*ratio.over, *ratio.under))]
    indexes = tuple(dict.fromkeys(i for c in places if (i := values.index(row, c)) is not None))
    figure = sheet.figures[indexes[0]]
    sign = EQUATION_SIGNS[verdict]
    expression = f"{spelled(values, ratio, row)} {sign} {vietnamese(figure.value)}{'' if plain else '%'}"
    starts = [sheet.figures[index].start for index in indexes]
    ends = [sheet.figures[index].end for index in indexes]
    held = {
        "part": _value(values, ratio.over, row), "total": _value(values, ratio.under, row),
        "percent": figure.value, "holds": verdict is Verdict.HOLDS,
    }  # fmt: skip
    return Check(RULE, verdict, expression, min(starts), max(ends), tried.made, tried.stated, indexes, held)


def spelled(values: TableValues, ratio: Ratio, row: Row) -> str:
    """What is divided, as a person writes it: "150 / 200", "(10 + 20) / 40"."""
    columns = [column for column, _ in (*ratio.over, *ratio.under)]
    indexes = [index for column in columns if (index := values.index(row, column)) is not None]
    shown = values.sheet.shown(indexes)
    cut = len(ratio.over)
    return f"{_joined(ratio.over, shown[:cut])} / {_joined(ratio.under, shown[cut:])}"


def _joined(terms: Columns, shown: Sequence[str]) -> str:
    signs = ["+" if sign > 0 else "−" for _, sign in terms]
    words = "".join(f" {sign} {number}" for sign, number in zip(signs, shown, strict=True))
    plain = words.removeprefix(" + ").strip()
    return f"({plain})" if len(terms) > 1 else plain


def _summed(values: TableValues, terms: Columns, row: Row) -> Interval:
    found = [(interval, sign) for c, sign in terms if (interval := values.interval(row, c)) is not None]
    return intervals.total(i if sign > 0 else Interval(-i.high, -i.low) for i, sign in found)


def _value(values: TableValues, terms: Columns, row: Row) -> Decimal:
    return sum((sign * (values.value(row, column) or _ZERO) for column, sign in terms), _ZERO)


def _percent(over: Interval, under: Interval) -> Interval | None:
    """One interval in percent of another, None where that may be nothing or less."""
    if under.low <= 0:
        return None
    with localcontext(prec=DIGITS):
        ends = [one / other * _HUNDRED for one in (over.low, over.high) for other in (under.low, under.high)]
    return Interval(min(ends), max(ends))
