"""Tries the formulas that a table prints over its columns, and says of which it cannot tell."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from extractors.audit.relations import RULE, Ground, Judged, Sum, Tried, check_of, judge, signs_of, try_sum
from extractors.audit.table_findings import Trial
from extractors.audit.table_ratios import check_of as ratio_check
from extractors.audit.table_ratios import formula_ratio, try_ratio, undecided, verdicts
from extractors.audit.table_sums import formula_sum
from extractors.audit.table_values import TableValues
from extractors.figures.formulas import Formula, Terms
from extractors.figures.grids import Grid
from extractors.model import Cell, Check, Verdict

Done = set[tuple[int, int, frozenset[tuple[int, int]]]]
"""Sums that were tried: row and column of the total, and the places of the parts."""


def formula_trials(grid: Grid, values: TableValues, done: Done) -> Iterator[Trial]:
    """The checks of printed formulas, row by row, and one "?" for each that some row did not let be tried."""
    seen: set[tuple[int, Terms, Terms]] = set()
    for column, formula, cell in grid.formulas:
        relation = (column, formula.over, formula.under)
        if relation in seen:
            continue
        seen.add(relation)
        if formula.under:
            untried = yield from _ratios(grid, values, column, formula)
        else:
            sums = formula_sum(grid, column, formula)
            yield from trials_of(values, judge(tried_sums(values, sums, done), values, Ground.FORMULA, ()))
            untried = not sums or any(_left_out(values, one) for one in sums)
        if untried and any(values.index(row, column) is not None for row in grid.rows):
            yield Trial(_not_told(column, formula, cell))


def tried_sums(values: TableValues, sums: Iterable[Sum], done: Done) -> list[Tried]:
    """The sums that can be tried and were not yet."""
    fresh: list[Tried] = []
    for wanted in sums:
        row, column = wanted.total
        key = (row.index, column, frozenset((r.index, c) for (r, c), _ in wanted.parts))
        if key in done:
            continue
        done.add(key)
        tried = try_sum(values, wanted)
        if tried is not None:
            fresh.append(tried)
    return fresh


def trials_of(values: TableValues, judged: Iterable[Judged]) -> Iterator[Trial]:
    """The checks of sums that were judged."""
    for one in judged:
        check = check_of(values, one.tried, one.verdict)
        yield Trial(check, one.lenient, signs_of(values, one.tried.sum))


def _ratios(grid: Grid, values: TableValues, column: int, formula: Formula) -> Generator[Trial, None, bool]:
    """The checks of a ratio in every row; whether some of them, or what the formula means, is left open."""
    ratio = formula_ratio(grid, column, formula)
    if ratio is None:
        return True
    tried = [one for row in grid.rows if (one := try_ratio(values, ratio, row)) is not None]
    plain = 2 * sum(one.plain for one in tried) > sum(one.holds for one in tried)
    told = list(verdicts(tried, told=True))
    for one, verdict in told:
        yield Trial(ratio_check(values, ratio, one, verdict, plain))
    return len(told) < len(tried) or any(undecided(values, ratio, row) for row in grid.rows)


def _left_out(values: TableValues, wanted: Sum) -> bool:
    """Whether a total is a figure and yet its sum cannot be tried."""
    return values.index(*wanted.total) is not None and try_sum(values, wanted) is None


def _not_told(column: int, formula: Formula, cell: Cell) -> Check:
    """The check of a formula that cannot be tried; it is about the words that print it."""
    told = formula.id or ""
    expression = f"{formula.text} ? ({told})" if told else f"{formula.text} ?"
    values = {"formula": formula.text, "column": column, "holds": False}
    return Check(RULE, Verdict.CANNOT_TELL, expression, cell.start, cell.end, values=values)
