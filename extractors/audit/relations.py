"""What must hold between the places of a table, and how well the table keeps to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import chain

from extractors.audit import intervals
from extractors.audit.slips import explained
from extractors.audit.table_values import TableValues
from extractors.audit.wording import EQUATION_SIGNS
from extractors.figures.grids import Row
from extractors.model import Check, Interval, Verdict

RULE = "table_total"
Place = tuple[Row, int]
_NEAR = Decimal("0.02")
"""Share by which a sum may be off and still be meant, where nothing else tells that it is one."""
_MOST_WRITTEN = 12
"""Parts of a sum that are all written out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and what is added up to it, with the sign of each.

    `loose` where the table itself joins its columns: all things that are counted then count as one.
    """

    total: Place
    parts: tuple[tuple[Place, int], ...]
    loose: bool = False


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
    """Work a sum out; None where the total is no figure, fewer than two parts are, or units are mixed.

    One part beside blanks shows that a sum holds, but not that it is wrong: a blank may be unknown.
    """
    if values.index(*wanted.total) is None:
        return None
    right, measure = values.interval(*wanted.total), values.measure(*wanted.total, wanted.loose)
    parts: list[Interval] = []
    figures = 0
    for (row, column), sign in wanted.parts:
        interval = values.interval(row, column)
        if interval is None or values.measure(row, column, wanted.loose) not in (None, measure):
            return None
        figures += values.index(row, column) is not None
        parts.append(interval if sign > 0 else Interval(-interval.high, -interval.low))
    if right is None or figures < (1 if wanted.loose else 2):
        return None
    tried = Tried(wanted, intervals.total(parts), right)
    return tried if figures > 1 or tried.holds else None


class Ground(Enum):
    """Why a sum may be taken for one: the rules of the table, its own words, or nothing but its layout.

    `OPEN` are rows under "trong đó": they may be all parts, but need not. `AMONG` are columns under it.
    """

    FORMULA = "formula"
    FLAT = "flat"
    NAMED = "named"
    LAYOUT = "layout"
    OPEN = "open"
    AMONG = "among"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sum with its verdict; `lenient` where the table leaves room for another reading."""

    tried: Tried
    verdict: Verdict
    lenient: bool = False


def judge(
    tried: Sequence[Tried],
    values: TableValues,
    ground: Ground,
    kept: Container[int],
    single: Container[Place] = (),
) -> list[Judged]:
    """The verdicts of sums of one kind (the columns of a total row, the rows of a total column).

    A sum that fails is called wrong where most of the like sums come out; where it stands alone or beside one
    that comes out, in a column whose other groups come out (`kept`), or where it is the only one of its row
    and column that fails (`single`); or where its row or head calls it a total and it narrowly misses, or one
    slip of the pen explains it. A total over all rows of a flat table is wrong at any distance, but more
    gently so: some of its rows may be elsewhere. So is a sum of parts that need not be all.
    """
    if ground is Ground.AMONG:
        return _among(tried)
    holding = sum(one.holds for one in tried)
    mostly = (holding >= 2 and holding * 2 > len(tried)) or (ground is Ground.FORMULA and holding > 0)
    named = ground not in (Ground.LAYOUT, Ground.OPEN)
    by_layout = ground is Ground.LAYOUT and (holding > 0 or len(tried) == 1)
    judged = []
    for one in tried:
        meant = mostly or (by_layout and one.sum.total[1] in kept) or one.sum.total in single
        close = named and (_slipped(values, one) or (holding * 2 >= len(tried) - 1 and _near(values, one)))
        flat = ground is Ground.FLAT and (holding > 0 or len(tried) == 1)
        if one.holds:
            judged.append(Judged(one, Verdict.HOLDS))
        elif meant or close or flat:
            judged.append(Judged(one, Verdict.FAILS, ground is Ground.OPEN or not (meant or close)))
        elif named or (by_layout and holding):
            judged.append(Judged(one, Verdict.CANNOT_TELL))
    return judged


def _among(tried: Sequence[Tried]) -> list[Judged]:
    """Columns under "trong đó" may leave some out; a sum above its total is wrong where most come out.

    Where they do not, the parts may overlap ("Nữ | Dân tộc thiểu số").
    """
    holding = sum(one.holds for one in tried)
    above = Verdict.FAILS if holding >= 2 and holding * 2 > len(tried) else Verdict.CANNOT_TELL
    judged = []
    for one in tried:
        if one.holds:
            judged.append(Judged(one, Verdict.HOLDS))
        elif one.left.low > one.right.high and (holding or above is Verdict.FAILS):
            judged.append(Judged(one, above))
    return judged


def single_misfits(groups: Iterable[Sequence[Tried]]) -> set[Place]:
    """The totals of rows that fail where two others of their row and column come out, and all others do.

    One of their own row must be among these; noughts that make nought show nothing.
    """
    rows, columns = Counter[tuple[Row, bool]](), Counter[tuple[int, bool]]()
    failing: list[Place] = []
    for one in chain.from_iterable(groups):
        row, column = one.sum.total
        if one.holds and one.right == one.left == Interval(Decimal(0), Decimal(0)):
            continue
        rows[row, one.holds] += 1
        columns[column, one.holds] += 1
        if not one.holds:
            failing.append(one.sum.total)
    return {
        (row, column)
        for row, column in failing
        if rows[row, False] == columns[column, False] == 1
        and rows[row, True] >= 1
        and rows[row, True] + columns[column, True] >= 2
    }


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
    sign = EQUATION_SIGNS[verdict]
    expression = f"{written(values, tried.sum)} {sign} {values.shown(total, total_row, total_column)}"
    start, end = min(f.start for f in found), max(f.end for f in found)
    held = {"total": total, "parts": parts, "holds": verdict is Verdict.HOLDS}
    return Check(RULE, verdict, expression, start, end, tried.left, tried.right, figures, held)


def signs_of(values: TableValues, wanted: Sum) -> tuple[int, ...]:
    """How the figures of a sum count in it, in the order in which its check holds them: the total first."""
    return (-1, *(sign for place, sign in wanted.parts if values.index(*place) is not None))


def written(values: TableValues, wanted: Sum) -> str:
    """The parts of a sum as a person adds them up; blanks are left out, and the middle of a long one.

    "1 + 2 + … + 9 [600]" are six hundred parts.
    """
    places = [(place, sign) for place, sign in wanted.parts if values.index(*place) is not None]
    if len(places) <= _MOST_WRITTEN:
        return _joined([_term(values, *one) for one in places])
    terms = [_term(values, *one) for one in (*places[:2], places[-1])]
    return f"{_joined([*terms[:2], (False, '…'), terms[2]])} [{len(places)}]"


def _term(values: TableValues, place: Place, sign: int) -> tuple[bool, str]:
    """Whether a part counts negative, and its number without that sign."""
    value = sign * (values.value(*place) or Decimal(0))
    return value < 0, values.shown(abs(value), *place)


def _joined(terms: Sequence[tuple[bool, str]]) -> str:
    words = "".join((" − " if negative else " + ") + number for negative, number in terms)
    return words.removeprefix(" + ") if words.startswith(" + ") else words.replace(" − ", "−", 1)


def sum_of(places: Iterable[Place], total: Place, loose: bool = False) -> Sum:
    """The sum of places that are all added."""
    return Sum(total, tuple((place, 1) for place in places), loose)


def _near(values: TableValues, tried: Tried) -> bool:
    middle = (tried.left.low + tried.left.high) / 2
    total = values.value(*tried.sum.total) or Decimal(0)
    return total != 0 and abs(middle - total) <= abs(total) * _NEAR


def _slipped(values: TableValues, tried: Tried) -> bool:
    parts = [sign * (values.value(*place) or Decimal(0)) for place, sign in tried.sum.parts]
    return explained(parts, values.value(*tried.sum.total) or Decimal(0))
