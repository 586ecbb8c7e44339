"""Cuts the text of a file into parts that make one page each: whole blocks, rows of tables, marks counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.audit.marked_text import CELLS
from pipeline.audit.marks import Span
from pipeline.registry import Registry
from pipeline.section_paths import labels

FIRST, FURTHER = 92_000, 150_000
"""Bytes of HTML that the first part and further ones may have with marks and cards, as far as foretold."""
_BLOCK, _CELL, _LONG = 45, 30, 24_000
_COSTS: Mapping[str, int] = {"mentions": 620, "statistics": 520, "tasks": 900, "findings": 950}
"""Bytes of one mark with its card."""
_BLOCKS = """SELECT kind, start_offset, end_offset, page, table_index, section FROM blocks
WHERE file_id = ? ORDER BY ordinal"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its place in the grid, its span in the text, whether it holds a figure."""

    row: int
    rows: int
    columns: int
    span: Span
    figure: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """What is not cut further: a block or a piece of a very long one, or the row `row` of a table."""

    kind: str
    start: int
    end: int
    page: int | None
    table: int | None = None
    row: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Part `number` of `total`, from 1; its units and the span of the text that they cover."""

    number: int
    total: int
    units: Sequence[Unit]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.units[0].start if self.units else 0

    @property
    def end(self) -> int:
        """Where it ends."""
        return max((unit.end for unit in self.units), default=0)


class FileText:
    """The text of one file with its blocks and tables."""

    def __init__(self, registry: Registry, file_id: int) -> None:
        self._registry, self.file_id = registry, file_id
        rows = registry.query("SELECT text FROM texts WHERE file_id = ?", (file_id,))
        self.text = str(rows[0][0]) if rows else ""
        self.tables: defaultdict[int, list[Cell]] = defaultdict(list)
        for table, row, height, wide, start, end, figure in registry.query(CELLS, (file_id,)):
            self.tables[table].append(Cell(row, height, wide, (start, end), bool(figure)))
        self.units = list(self._units())

    def _units(self) -> Iterator[Unit]:
        done: set[int] = set()
        for kind, start, end, page, table, section in self._registry.query(_BLOCKS, (self.file_id,)):
            if table in self.tables:
                if table not in done:
                    done.add(table)
                    yield from self._rows(table, page)
                continue
            level = len(labels(section))
            for first, last in _pieces(self.text, start, end):
                yield Unit(kind, first, last, page, level=level)

    def _rows(self, table: int, page: int | None) -> Iterator[Unit]:
        by_row: defaultdict[int, list[Cell]] = defaultdict(list)
        for cell in self.tables[table]:
            by_row[cell.row].append(cell)
        for row, cells in sorted(by_row.items()):
            spans = [cell.span for cell in cells]
            yield Unit("row", min(s for s, _ in spans), max(e for _, e in spans), page, table, row)

    @cached_property
    def cuts(self) -> list[int]:
        """The places among the units at which parts begin, and their number."""
        marks = [(self._starts(name), cost) for name, cost in _COSTS.items()]
        cuts, heavy = [0], 0.0
        for at, unit in enumerate(self.units):
            weight = 1.45 * (unit.end - unit.start) + _BLOCK
            if unit.table is not None:
                weight += _CELL * sum(1 for cell in self.cells(unit))
            for starts, cost in marks:
                weight += cost * (bisect_left(starts, unit.end) - bisect_left(starts, unit.start))
            if heavy + weight > (FURTHER if len(cuts) > 1 else FIRST) and at > cuts[-1]:
                cuts.append(at)
                heavy = 0
            heavy += weight
        return [*cuts, len(self.units)] if self.units else [0, 0]

    def _starts(self, table: str) -> list[int]:
        sql = f"SELECT start_offset FROM {table} WHERE file_id = ?1"
        if table == "findings":
            sql += " UNION ALL SELECT other_start FROM findings WHERE other_file_id = ?1"
        rows = self._registry.query(f"{sql} ORDER BY 1", (self.file_id,))
        return [row[0] or 0 for row in rows]

    def cells(self, unit: Unit) -> list[Cell]:
        """The cells of a row."""
        cells = self.tables[unit.table if unit.table is not None else -1]
        low = bisect_left(cells, unit.row, key=lambda cell: cell.row)
        return cells[low : bisect_right(cells, unit.row, key=lambda cell: cell.row)]

    def part(self, number: int) -> Part:
        """The part of this number; the last one where there are not so many."""
        total = len(self.cuts) - 1
        number = max(1, min(number, total))
        return Part(number, total, self.units[self.cuts[number - 1] : self.cuts[number]])

    def part_at(self, offset: int) -> Part:
        """The part that holds a place of the text."""
        starts = [self.units[cut].start for cut in self.cuts[:-1]] if self.units else [0]
        return self.part(max(1, bisect_right(starts, offset)))

    def on_page(self, number: int, lines: Iterable[int] = ()) -> Part:
        """What stands on one page of the file; `lines` are places in the text where lines on it begin.

        A block that began on the page before is told whole.
        """
        starts = [unit.start for unit in self.units]
        reached = {bisect_right(starts, line) - 1 for line in lines}
        units = [unit for at, unit in enumerate(self.units) if unit.page == number or at in reached]
        return Part(1, 1, units)

    def pieces(self, part: Part) -> list[Span]:
        """What is printed of the text in a part, piece by piece."""
        spans = {(unit.start, unit.end) for unit in part.units if unit.table is None}
        spans |= {cell.span for unit in part.units if unit.table is not None for cell in self.cells(unit)}
        return sorted(spans)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A block, cut at blanks where it is too long for a page."""
    while end - start > _LONG:
        blank = text.rfind(" ", start + _LONG // 2, start + _LONG)
        cut = blank + 1 if blank > 0 else start + _LONG
        yield start, cut
        start = cut
    yield start, end


def file_of(registry: Registry, document: str, typed: str = "") -> Any | None:
    """The row of a document's file whose text is shown: that whose SHA-256 begins as typed, or the first."""
    rows = registry.query(
        "SELECT * FROM files WHERE document_id = ?1 AND status = 'registered'"
        " AND substr(sha256, 1, length(?2)) = ?2 ORDER BY sha256 LIMIT 1",
        (document, typed.casefold()),
    )
    return rows[0] if rows else None
