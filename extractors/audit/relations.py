"""What must hold between the places of a table, and how well the table keeps to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from extractors.audit import intervals
from extractors.audit.slips import explained
from extractors.audit.table_values import TableValues
from extractors.figures.grids import Row
from extractors.model import Check, Interval, Verdict

RULE = "table_total"
Place = tuple[Row, int]
_NEAR = Decimal("0.02")
"""Share by which a sum may be off and still be meant, where nothing else tells that it is one."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and what is added up to it, with the sign of each."""

    total: Place
    parts: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A sum that was tried: both intervals and whether they meet."""

    sum: Sum
    left: Interval
    right: Interval

    @property
    def holds(self) -> bool:
        """Whether the sum comes out."""
        return intervals.meet(self.left, self.right)


def try_sum(values: TableValues, wanted: Sum) -> Tried | None:
    """Work a sum out; None where the total is no figure, fewer than two parts are, or units are mixed."""
    if values.index(*wanted.total) is None:
        return None
    right, measure = values.interval(*wanted.total), values.measure(*wanted.total)
    parts: list[Interval] = []
    figures = 0
    for (row, column), sign in wanted.parts:
        interval = values.interval(row, column)
        if interval is None or values.measure(row, column) not in (None, measure):
            return None
        figures += values.index(row, column) is not None
        parts.append(interval if sign > 0 else Interval(-interval.high, -interval.low))
    if right is None or figures < 2:
        return None
    return Tried(wanted, intervals.total(parts), right)


class Ground(Enum):
    """Why a sum may be taken for one: the rules of the table, its own words, or nothing but its layout.

    `OPEN` are rows under "trong đó": they may be all parts, but need not.
    """

    FORMULA = "formula"
    FLAT = "flat"
    NAMED = "named"
    LAYOUT = "layout"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sum with its verdict; `lenient` where the table leaves room for another reading."""

    tried: Tried
    verdict: Verdict
    lenient: bool = False


def judge(tried: Sequence[Tried], values: TableValues, ground: Ground, kept: Container[int]) -> list[Judged]:
    """The verdicts of sums of one kind (the columns of a total row, the rows of a total column).

    A sum that fails is called wrong where most of the like sums come out; where it stands alone or beside one
    that comes out, in a column whose other groups come out (`kept`); or where its row or head calls it a
    total and it narrowly misses, or one slip of the pen explains it. A total over all rows of a flat table is
    wrong at any distance, but more gently so: some of its rows may be elsewhere. So is a sum of parts that
    need not be all.
    """
    holding = sum(one.holds for one in tried)
    mostly = (holding >= 2 and holding * 2 > len(tried)) or (ground is Ground.FORMULA and holding > 0)
    named = ground not in (Ground.LAYOUT, Ground.OPEN)
    by_layout = ground is Ground.LAYOUT and (holding > 0 or len(tried) == 1)
    judged = []
    for one in tried:
        meant = mostly or (by_layout and one.sum.total[1] in kept)
        close = named and (_slipped(values, one) or (holding * 2 >= len(tried) - 1 and _near(values, one)))
        flat = ground is Ground.FLAT and (holding > 0 or len(tried) == 1)
        if one.holds:
            judged.append(Judged(one, Verdict.HOLDS))
        elif meant or close or flat:
            judged.append(Judged(one, Verdict.FAILS, ground is Ground.OPEN or not (meant or close)))
        elif named or (by_layout and holding):
            judged.append(Judged(one, Verdict.CANNOT_TELL))
    return judged


def kept_columns(groups: Iterable[Sequence[Tried]]) -> frozenset[int]:
    """The columns in which groups add up to their heads, but for one or few: there a misfit is no chance."""
    held, all_ = Counter[int](), Counter[int]()
    for tried in groups:
        held.update(one.sum.total[1] for one in tried if one.holds)
        all_.update(one.sum.total[1] for one in tried)
    return frozenset(column for column, count in held.items() if count >= 2 and count * 3 >= all_[column] * 2)


def check_of(values: TableValues, tried: Tried, verdict: Verdict) -> Check:
    """The check of a sum, spelled out."""
    total_row, total_column = tried.sum.total
    indexes = [values.index(*tried.sum.total), *(values.index(*place) for place, _ in tried.sum.parts)]
    figures = tuple(index for index in indexes if index is not None)
    found = [values.sheet.figures[index] for index in figures]
    total = values.value(total_row, total_column) or Decimal(0)
    parts = tuple(sign * (values.value(*place) or Decimal(0)) for place, sign in tried.sum.parts)
    sign = {Verdict.HOLDS: "=", Verdict.FAILS: "≠", Verdict.CANNOT_TELL: "?"}[verdict]
    expression = f"{written(values, tried.sum)} {sign} {values.shown(total, total_row, total_column)}"
    start, end = min(f.start for f in found), max(f.end for f in found)
    held = {"total": total, "parts": parts, "holds": verdict is Verdict.HOLDS}
    return Check(RULE, verdict, expression, start, end, tried.left, tried.right, figures, held)


def signs_of(values: TableValues, wanted: Sum) -> tuple[int, ...]:
    """How the figures of a sum count in it, in the order in which its check holds them: the total first."""
    return (-1, *(sign for place, sign in wanted.parts if values.index(*place) is not None))


def written(values: TableValues, wanted: Sum) -> str:
    """The parts of a sum as a person adds them up; blanks are left out."""
    words = ""
    for (row, column), sign in wanted.parts:
        if values.index(row, column) is None:
            continue
        value = sign * (values.value(row, column) or Decimal(0))
        number = values.shown(abs(value), row, column)
        words += (" − " if value < 0 else " + ") + number if words else ("−" if value < 0 else "") + number
    return words


def sum_of(places: Iterable[Place], total: Place) -> Sum:
    """The sum of places that are all added."""
    return Sum(total, tuple((place, 1) for place in places))


def _near(values: TableValues, tried: Tried) -> bool:
    middle = (tried.left.low + tried.left.high) / 2
    total = values.value(*tried.sum.total) or Decimal(0)
    return total != 0 and abs(middle - total) <= abs(total) * _NEAR


def _slipped(values: TableValues, tried: Tried) -> bool:
    parts = [sign * (values.value(*place) or Decimal(0)) for place, sign in tried.sum.parts]
    return explained(parts, values.value(*tried.sum.total) or Decimal(0))
