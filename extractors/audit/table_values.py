"""The figures of one table by row and column, as the checks of tables work on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.audit.intervals import exact
from extractors.audit.sheet import Sheet
from extractors.figures.grids import Grid, Row
from extractors.figures.numerals import vietnamese
from extractors.model import Interval

_NOTHING = ("", "-", "–", "x", "X", "…", "...")


class TableValues:
    """Indexes of the figures of a table by place; a blank or a dash in a column of figures is nothing."""

    def __init__(self, grid: Grid, sheet: Sheet, places: dict[tuple[int, int], int]) -> None:
        self.grid, self.sheet, self._places = grid, sheet, places
        self.columns = sorted({column for _, column in places})

    def index(self, row: Row, column: int) -> int | None:
        """The index of the figure at a place, None where there is none."""
        return self._places.get((row.index, column))

    def blank(self, row: Row, column: int) -> bool:
        """Whether a place is left blank or holds a dash: nothing is to be added there."""
        return self.grid.at(row.index, column) in _NOTHING

    def unread(self, row: Row, columns: Sequence[int]) -> bool:
        """Whether a row has words or digits in its own cells where figures should stand."""
        own = [column for column in columns if self.grid.owner(row.index, column)]
        return any(self.index(row, column) is None and not self.blank(row, column) for column in own)

    def interval(self, row: Row, column: int) -> Interval | None:
        """What a place may stand for, None where it holds words; whole numbers without a unit are exact."""
        index = self.index(row, column)
        if index is None:
            return exact(Decimal(0)) if self.blank(row, column) else None
        figure = self.sheet.figures[index]
        if figure.unit is None and figure.step == 1:
            return exact(figure.value)
        return self.sheet.interval(index)

    def measure(self, row: Row, column: int, loose: bool = False) -> str | None:
        """What a figure is compared by, "" where it has no unit; None where there is no figure.

        `loose` takes whatever is counted for one thing: "Số đơn" and "Khiếu nại", "Số hộ" and "Nghèo".
        """
        index = self.index(row, column)
        if index is None:
            return None
        unit = self.sheet.figures[index].unit
        counted = loose and self.sheet.kind(index) == "thing" and "/" not in (unit or "")
        return self.sheet.measure(index) if unit and not counted else ""

    def adds_up(self, column: int) -> bool:
        """Whether the figures of a column may be added: percentages may not."""
        found = [index for (_, c), index in self._places.items() if c == column]
        return not any(self.sheet.kind(index) == "percent" for index in found)

    def noun(self, column: int) -> str:
        """What the figures of a column are compared by, as the first of them tells; "" without a unit."""
        index = next((index for (_, c), index in self._places.items() if c == column), None)
        figure = self.sheet.figures[index] if index is not None else None
        return self.sheet.measure(index) if index is not None and figure and figure.unit else ""

    def is_rate(self, row: Row, column: int) -> bool:
        """Whether the figure at a place is a percentage."""
        index = self.index(row, column)
        return index is not None and self.sheet.kind(index) == "percent"

    def rates(self, column: int) -> bool:
        """Whether the figures of a column are percentages, all but a few."""
        found = [index for (_, c), index in self._places.items() if c == column]
        return 2 * sum(self.sheet.kind(index) == "percent" for index in found) > len(found)

    def value(self, row: Row, column: int) -> Decimal | None:
        """The value at a place, nothing for a blank, None for words."""
        index = self.index(row, column)
        if index is None:
            return Decimal(0) if self.blank(row, column) else None
        return self.sheet.figures[index].value

    def scale(self, row: Row, column: int) -> Decimal:
        """The scale of the printed number at a place."""
        index = self.index(row, column)
        return self.sheet.scale(index) if index is not None else Decimal(1)

    def shown(self, value: Decimal, row: Row, column: int) -> str:
        """A value as it would be printed at a place."""
        return vietnamese(value / self.scale(row, column))

    def filled(self, row: Row, columns: Sequence[int]) -> int:
        """How many of the columns hold a figure in a row."""
        return sum(self.index(row, column) is not None for column in columns)
