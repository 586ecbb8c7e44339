"""The part of the audit that adds the rows and columns of tables up and tries their printed formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractors.audit import intervals
from extractors.audit.parts import Audit, Part
from extractors.audit.relations import (
    RULE,
    Ground,
    Sum,
    Tried,
    check_of,
    judge,
    kept_columns,
    signs_of,
    try_sum,
)
from extractors.audit.sheet import Sheet
from extractors.audit.table_findings import Trial, table_findings
from extractors.audit.table_sums import column_sums, formula_sums, ratio_columns, row_sums
from extractors.audit.table_values import TableValues
from extractors.figures.grids import Grid, continued
from extractors.figures.numerals import vietnamese
from extractors.figures.units import unit_reader
from extractors.model import Check, Document, Facts, Interval, Verdict
from extractors.rulebook import Rulebook

_HUNDRED = Decimal(100)
_FEWEST = 3
"""Figures of a table below which there is nothing to add."""
_MOST_PARTS = 400
"""Parts of one sum; a longer one is no table that a person added up."""


def table_audit(rules: Rulebook) -> Part:
    """The part that tries tables, made with `rules`."""
    units = unit_reader(rules)

    def audit(document: Document, facts: Facts) -> Audit:
        made = Audit()
        sheet = Sheet(document, facts.statistics, units)
        figures = _places(facts)
        for indexes in continued(document) if figures else ():
            grid = Grid(document, indexes)
            places = _in_grid(grid, figures)
            if len(places) < _FEWEST:
                continue
            trials = list(_checks(grid, TableValues(grid, sheet, places)))
            made.checks += [trial.check for trial in trials]
            made.findings += table_findings(
                sheet, [t for t in trials if t.check.verdict is Verdict.FAILS], rules
            )
        return made

    return audit


def _places(facts: Facts) -> dict[int, dict[tuple[int, int], int]]:
    """The indexes of the figures of each table by row and column."""
    tables: dict[int, dict[tuple[int, int], int]] = {}
    for index, figure in enumerate(facts.statistics):
        if figure.cell is not None:
            table, row, column = figure.cell
            tables.setdefault(table, {})[row, column] = index
    return tables


def _in_grid(grid: Grid, tables: dict[int, dict[tuple[int, int], int]]) -> dict[tuple[int, int], int]:
    """The indexes of the figures of the tables that a grid joins, by its own rows."""
    found: dict[tuple[int, int], int] = {}
    for row in grid.rows:
        table, original = grid.origin(row.index)
        held = tables.get(table, {})
        found |= {(row.index, c): held[original, c] for c in range(grid.width) if (original, c) in held}
    return found


def _checks(grid: Grid, values: TableValues) -> Iterator[Trial]:
    """The checks of one table; a sum that two rules ask for is tried once."""
    done: set[tuple[int, int, frozenset[tuple[int, int]]]] = set()
    kinds = [(_tried(values, sums, done), Ground.FORMULA) for sums in formula_sums(grid, values)]
    kinds += [(_tried(values, sums, done), ground) for sums, ground in row_sums(grid, values)]
    kinds += [(_tried(values, sums, done), Ground.NAMED) for sums in column_sums(grid, values)]
    kept = kept_columns(tried for tried, ground in kinds if ground is Ground.LAYOUT)
    for tried, ground in kinds:
        for judged in judge(tried, values, ground, kept):
            check = check_of(values, judged.tried, judged.verdict)
            yield Trial(check, judged.lenient, signs_of(values, judged.tried.sum))
    for column, part, whole in ratio_columns(grid):
        yield from (Trial(check) for check in _ratios(grid, values, column, part, whole))


def _tried(
    values: TableValues, sums: Iterable[Sum], done: set[tuple[int, int, frozenset[tuple[int, int]]]]
) -> list[Tried]:
    """The sums that can be tried and were not yet."""
    fresh: list[Tried] = []
    for wanted in sums:
        row, column = wanted.total
        key = (row.index, column, frozenset((r.index, c) for (r, c), _ in wanted.parts))
        if key in done or len(wanted.parts) > _MOST_PARTS:
            continue
        done.add(key)
        tried = try_sum(values, wanted)
        if tried is not None:
            fresh.append(tried)
    return fresh


def _ratios(grid: Grid, values: TableValues, column: int, part: int, whole: int) -> Iterator[Check]:
    """A column that says of itself that it is one divided by another, in percent or plain."""
    tried: list[tuple[Check, bool]] = []
    for row in grid.rows:
        indexes = [values.index(row, c) for c in (column, part, whole)]
        if None in indexes:
            continue
        told, one, other = (index for index in indexes if index is not None)
        of, by = values.interval(row, part), values.interval(row, whole)
        made = intervals.percentage(of, by) if of is not None and by is not None else None
        if made is None:
            continue
        figure = values.sheet.figures[told]
        stated = Interval(figure.value - figure.step, figure.value + figure.step)
        plain = Interval(made.low / _HUNDRED, made.high / _HUNDRED)
        holds = intervals.meet(made, stated) or intervals.meet(plain, stated)
        numbers = values.sheet.shown((one, other))
        expression = f"{numbers[0]} / {numbers[1]} {'=' if holds else '≠'} {vietnamese(figure.value)}%"
        held = {
            "part": values.sheet.figures[one].value, "total": values.sheet.figures[other].value,
            "percent": figure.value, "holds": holds,
        }  # fmt: skip
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        start, end = min(values.sheet.figures[i].start for i in (told, one, other)), figure.end
        check = Check(
            RULE, verdict, expression, start, max(end, start), made, stated, (told, one, other), held
        )
        tried.append((check, holds))
    holding = sum(holds for _, holds in tried)
    for check, holds in tried:
        if holds or holding * 2 > len(tried):
            yield check
