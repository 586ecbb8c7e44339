"""Calls a cell of a table by its row and its column, as a person who looks for it needs."""

from __future__ import annotations

from collections import Counter

from extractors.audit.sheet import Sheet
from extractors.figures.grids import Grid
from extractors.model import Statistic

_LONGEST = 60
"""Letters of a head or a label that a finding repeats."""


class CellNames:
    """The names of the cells of one table, and where its rows begin in the text."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        self.sheet = sheet
        paths = [grid.column_path(column) for column in range(grid.width)]
        last = Counter(path[-1] for path in paths if path)
        numbers = {column: number for number, column in grid.ids.items()}
        self._columns = [
            (path[-1] if last[path[-1]] == 1 else " / ".join(path))
            if path
            else f"({numbers.get(column, column + 1)})"
            for column, path in enumerate(paths)
        ]
        self._rows = {
            grid.origin(row.index): " ".join(filter(None, (row.ordinal, row.label))) or str(number)
            for number, row in enumerate(grid.rows, 1)
        }
        self._cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for index in grid.indexes:
            for cell in sheet.document.tables[index].cells:
                self._cells.setdefault((index, cell.row), []).append((cell.start, cell.end))

    def of(self, figure: Statistic) -> dict[str, str]:
        """The column and the row of a figure."""
        table, row, column = figure.cell or (0, 0, 0)
        label = self._rows.get((table, row), str(row))
        return {"column": _short(self._columns[column]), "row": _short(label)}

    def row_start(self, figure: Statistic) -> int:
        """Where the row of a figure begins: its label tells a reader more than the figure alone."""
        table, row, _ = figure.cell or (0, 0, 0)
        spans = self._cells.get((table, row), [])
        starts = [start for start, end in spans if start < end and start <= figure.start]
        return min(starts, default=figure.start)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"
