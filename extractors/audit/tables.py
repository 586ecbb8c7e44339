"""The part of the audit that adds the rows and columns of tables up and tries their printed formulas."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.implied_ratios import implied_ratios
from extractors.audit.parts import Audit, Part
from extractors.audit.relations import Ground, judge, kept_columns, single_misfits
from extractors.audit.sheet import Sheet
from extractors.audit.table_findings import Trial, table_findings
from extractors.audit.table_formulas import formula_trials, trials_of, tried_sums
from extractors.audit.table_ratios import check_of as ratio_check
from extractors.audit.table_ratios import verdicts
from extractors.audit.table_sums import column_sums, row_sums
from extractors.audit.table_values import TableValues
from extractors.figures.grids import Grid, continued
from extractors.figures.units import unit_reader
from extractors.model import Document, Facts, Verdict
from extractors.rulebook import Rulebook

_FEWEST = 3
"""Figures of a table below which there is nothing to add, unless it prints a formula."""


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
            if len(places) < _FEWEST and not grid.formulas:
                continue
            trials = list(_checks(grid, TableValues(grid, sheet, places)))
            made.checks += [trial.check for trial in trials]
            made.findings += table_findings(
                sheet, grid, [t for t in trials if t.check.verdict is Verdict.FAILS], rules
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
    told = list(formula_trials(grid, values, done))
    rows = [(tried_sums(values, sums, done), ground) for sums, ground in row_sums(grid, values)]
    columns = [(tried_sums(values, sums, done), ground) for sums, ground in column_sums(grid, values)]
    kept = kept_columns(tried for tried, ground in rows if ground is Ground.LAYOUT)
    single = single_misfits(tried for tried, ground in rows if ground is not Ground.OPEN)
    yield from told
    for tried, ground in rows:
        yield from trials_of(values, judge(tried, values, ground, kept, single))
    for tried, ground in columns:
        yield from trials_of(values, judge(tried, values, ground, ()))
    formulas = [column for column, _, _ in grid.formulas]
    for ratio, worked in implied_ratios(values, grid.rows, formulas):
        for one, verdict in verdicts(worked, told=False):
            yield Trial(ratio_check(values, ratio, one, verdict, plain=False), lenient=True)
