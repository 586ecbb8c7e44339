"""Turns the cells of data tables into rows, with the figure of each and the heads that say what it is."""

from __future__ import annotations

import json

from extractors.model import CellPath, Document, Facts, Statistic, Table
from pipeline.audit.rows import Row, real

CELL = (
    "table_index, row_index, column_index, row_span, column_span, start_offset, end_offset, page, text, "
    "value, unit, row_path, column_path"
)


def cell_rows(document: Document, facts: Facts) -> list[Row]:
    """The rows of all cells of a document; a letterhead set as a table is left out."""
    known = _CellFacts(facts)
    return [
        row for index, table in enumerate(document.tables) for row in _cells(document, index, table, known)
    ]


class _CellFacts:
    """What the facts tell of the cells of tables: their one figure, and the heads of row and column."""

    def __init__(self, facts: Facts) -> None:
        self._paths: dict[tuple[int, int, int], CellPath] = {
            (path.table, path.row, path.column): path for path in facts.cells
        }
        self._figures: dict[tuple[int, int, int], Statistic | None] = {}
        for figure in facts.statistics:
            if figure.cell is not None:
                several = figure.cell in self._figures
                self._figures[figure.cell] = None if several else figure

    def of(self, place: tuple[int, int, int]) -> Row:
        """Value, unit, path of rows and path of columns of the cell at table, row and column."""
        figure, path = self._figures.get(place), self._paths.get(place)
        return (
            figure and real(figure.value),
            figure and figure.unit,
            path and json.dumps(path.row_path, ensure_ascii=False),
            path and json.dumps(path.column_path, ensure_ascii=False),
        )


def _cells(document: Document, index: int, table: Table, known: _CellFacts) -> list[Row]:
    if table.layout:
        return []
    return [
        (
            index,
            cell.row,
            cell.column,
            cell.rows,
            cell.columns,
            cell.start,
            cell.end,
            document.page_at(cell.start) or table.page,
            document.text[cell.start : cell.end],
            *known.of((index, cell.row, cell.column)),
        )
        for cell in table.cells
    ]
