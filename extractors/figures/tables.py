"""Reads the figures of tables: value, unit, what row and column say of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

import regex

from extractors.figures.grids import Grid, continued, row_paths
from extractors.figures.numerals import Numeral, read_numeral
from extractors.figures.scopes import home_place
from extractors.figures.units import Unit, UnitReader, unit_reader
from extractors.header_period import report_period
from extractors.model import BlockKind, CellPath, Document, Header, Source, Statistic
from extractors.rulebook import Rulebook

_VALUE = regex.compile(r"(?P<sign>[-−–]\s?)?(?P<number>\d[\d.,]*)\s*(?P<rest>.*)")
_MALFORMED = regex.compile(r"(?!\d{1,2}\.\d{1,2}\.(?:\d\d){1,2}$)\d{1,3}(?:\.\d+)*\.\d{3}(?:\.\d+)*(?:,\d+)?")
"""Digits in groups that were meant to be of three: no date, no number of a heading."""
_UNIT_NOTE = regex.compile(r"(?:đơn vị(?:\s+tính)?|đvt)\s*[:(]?\s*(?P<unit>[^\n.;)]{1,40})", regex.I)
_IN_BRACKETS = regex.compile(
    r"\(\s*(?:đvt:?\s*|đơn vị(?: tính)?:?\s*|tính bằng\s*)?(?P<unit>[^()]{1,30}?)\s*\)"
)
_UNIT_HEAD = regex.compile(r"(?:đvt|đơn vị(?:\s+tính)?)\s*$", regex.I)
_PERCENT_HEAD = regex.compile(r"%|phần trăm|tỷ lệ|tỉ lệ|tỷ trọng", regex.I)
_COUNTED = regex.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+(?P<noun>\p{L}[^()\n]{1,40})", regex.I)
_ORDINAL_HEAD = regex.compile(r"(?:stt|tt|số tt|số thứ tự)\s*$", regex.I)
_NOT_A_FIGURE = regex.compile(
    r"(?:^|\s)(?:ngày|năm sinh|điện thoại|số hiệu|mã số|mã|số nhà|ghi chú|thời gian|tờ|thửa)(?:\s|$)", regex.I
)
_TIMED = regex.compile(r"năm|quý|tháng|giai đoạn", regex.I)
_BEFORE = 4
"""Blocks before a table in which its unit is noted."""


@dataclass(frozen=True, slots=True)
class TableFigures:
    """What the tables of a document hold: figures in their order, and the paths of all cells of data.

    `malformed` are the spans of cells with a unit whose digits make no number.
    """

    statistics: tuple[Statistic, ...]
    cells: tuple[CellPath, ...]
    malformed: tuple[tuple[int, int], ...] = ()


class TableReader:
    """Reads tables with the units of one rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._units: UnitReader = unit_reader(rules)

    def read(self, document: Document, header: Header) -> TableFigures:
        """The figures of all tables that are no letterhead."""
        statistics: list[Statistic] = []
        cells: list[CellPath] = []
        malformed: list[tuple[int, int]] = []
        for indexes in continued(document):
            self._read_table(Grid(document, indexes), header, statistics, cells, malformed)
        statistics.sort(key=lambda figure: (figure.start, figure.end))
        return TableFigures(tuple(statistics), tuple(cells), tuple(sorted(malformed)))

    def _read_table(
        self,
        grid: Grid,
        header: Header,
        statistics: list[Statistic],
        cells: list[CellPath],
        malformed: list[tuple[int, int]],
    ) -> None:
        columns = [grid.column_path(column) for column in range(grid.width)]
        note = self._note(grid)
        units = [self._column_unit(path, note) for path in columns]
        for column, formula, _ in grid.formulas:
            if formula.under and units[column] in (None, note):
                units[column] = self._by_name("%")
        periods = [_period(path, header) for path in columns]
        told = next((c for c, path in enumerate(columns) if path and _UNIT_HEAD.fullmatch(path[-1])), None)
        skipped = {c for c, path in enumerate(columns) if _skips(path)} | {grid.ordinal_column}
        place = home_place(header)
        for row, path in zip(grid.rows, row_paths(grid.rows), strict=True):
            own = self._by_name(grid.at(row.index, told)) if told is not None else None
            own = own or self._in_brackets(row.label)
            table, original = grid.origin(row.index)
            for column in range(grid.width):
                if not grid.owner(row.index, column):
                    continue
                cells.append(CellPath(table, original, column, path, columns[column]))
                if column in skipped or column in (grid.label_column, told):
                    continue
                head = units[column]
                rate = head is not None and head is not note and head.kind == "percent"
                told_by = head if rate else own or head
                made = self._figure(grid, row.index, column, told_by)
                cell = grid.cell(row.index, column)
                assert cell is not None
                if made is None:
                    if told_by is not None and _MALFORMED.fullmatch(grid.at(row.index, column)):
                        malformed.append((cell.start, cell.end))
                    continue
                value, step, unit = made
                words = [part for part in (" / ".join(path[-2:]), " / ".join(columns[column])) if part]
                statistics.append(
                    Statistic(
                        text=grid.document.text[cell.start : cell.end],
                        start=cell.start,
                        end=cell.end,
                        source=Source.TABLE,
                        value=value,
                        step=step,
                        unit=unit,
                        indicator=" · ".join(words).lower() or None,
                        place=place,
                        period=periods[column],
                        page=grid.document.page_at(cell.start) or grid.document.tables[table].page,
                        cell=(table, original, column),
                    )
                )

    def _figure(
        self, grid: Grid, row: int, column: int, unit: Unit | None
    ) -> tuple[Decimal, Decimal, str | None] | None:
        """Value, worth of the last digit and unit of a cell that holds one number and no more."""
        found = _VALUE.fullmatch(grid.at(row, column))
        if found is None:
            return None
        number = read_numeral(found["number"])
        rest = found["rest"].strip()
        if number is None or (rest and (unit := self._by_name(rest)) is None):
            return None
        return _valued(number, bool(found["sign"]), unit)

    def _column_unit(self, path: tuple[str, ...], note: Unit | None) -> Unit | None:
        """The unit that a head names in brackets or by what it counts, else that of the whole table."""
        for words in reversed(path):
            unit = self._in_brackets(words)
            if unit is not None:
                return unit
            if _PERCENT_HEAD.search(words):
                return self._by_name("%")
        for words in reversed(path):
            counted = _COUNTED.match(words)
            if counted is not None and note is None:
                return self._units.match(counted["noun"], 0, len(counted["noun"]))
        return note

    def _in_brackets(self, words: str) -> Unit | None:
        """The unit that a head or a label names in brackets: "Tỷ lệ bao phủ (%)"."""
        units = (self._by_name(found["unit"]) for found in _IN_BRACKETS.finditer(words))
        return next((unit for unit in units if unit is not None), None)

    def _by_name(self, words: str) -> Unit | None:
        """A unit written by itself: "Triệu đồng", "ha", "%"."""
        plain = words.strip(" .:;()")
        lowered = plain if plain[:1] in "%‰" or len(plain) < 4 else plain[:1].lower() + plain[1:]
        unit = self._units.match(lowered, 0, len(lowered)) or self._units.match(plain.lower(), 0, len(plain))
        return unit if unit is not None and unit.kind != "time" and unit.end >= len(plain) else None

    def _note(self, grid: Grid) -> Unit | None:
        """The unit noted above the table: "Đơn vị tính: triệu đồng"."""
        blocks = grid.document.blocks
        here = bisect_right(blocks, grid.document.tables[grid.indexes[0]].start, key=lambda block: block.end)
        before = (blocks[place] for place in range(here - 1, -1, -1))
        earlier = (block for block in before if block.kind is not BlockKind.CELL)
        for block in islice(earlier, _BEFORE):
            found = _UNIT_NOTE.search(grid.document.text, block.start, block.end)
            unit = self._by_name(found["unit"]) if found else None
            if unit is not None:
                return unit
        return None


def _valued(number: Numeral, negative: bool, unit: Unit | None) -> tuple[Decimal, Decimal, str | None]:
    value = -number.value if negative else number.value
    if unit is None:
        return value, number.step, None
    return value * unit.scale, number.step * unit.scale, unit.text


def _skips(path: tuple[str, ...]) -> bool:
    """Whether a column's numbers are ordinals, dates or signs and count nothing."""
    last = path[-1] if path else ""
    return bool(_ORDINAL_HEAD.fullmatch(last) or _NOT_A_FIGURE.search(last))


def _period(path: tuple[str, ...], header: Header) -> tuple[str, str] | None:
    for words in reversed(path):
        found = report_period(words) if _TIMED.search(words) else None
        if found is not None:
            return found
    return header.period


@lru_cache(maxsize=4)
def table_reader(rules: Rulebook) -> TableReader:
    """The reader made with `rules`."""
    return TableReader(rules)
