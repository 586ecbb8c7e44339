"""Puts the words of a PDF page into the cells of its grids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.readers.assemble import SourceCell, SourceLine
from pipeline.readers.pdf_frame import Word
from pipeline.readers.pdf_grid import Grid
from pipeline.readers.pdf_lines import Piece, build_rows, make_piece, merge
from pipeline.readers.pdf_paragraphs import LABEL

_LAYOUT = re.compile(
    r"C[ỘO]NG H\w{1,2} X\w H[ỘO]I|[ĐD][ẢA]NG C[ỘO]NG S[ẢA]N"
    r"|[ĐD][ộo]c l[ậa]p\s*[-–]\s*T[ựu] do|N[ơo]i nh[ậa]n\s*:"
)
_STOPS = (".", ";", ":", "!", "?")


class Cutter(Protocol):
    """Cuts a word at vertical rules that go through it."""

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The parts of the word."""


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table with its text; `top` places it among the lines of its page."""

    page: int
    top: float
    rows: int
    columns: int
    cells: tuple[SourceCell, ...]
    layout: bool = False


def fill(
    grids: Sequence[Grid], words: Sequence[Word], text: Cutter, page: int
) -> tuple[list[TableContent], list[Word]]:
    """The tables that hold text, and the words that stand outside of them."""
    rest = list(words)
    tables = []
    for grid in grids:
        inside, rest = _take(grid, rest, text)
        if any(inside):
            tables.append(_table(grid, inside, page))
    return tables, rest


def _take(grid: Grid, words: Sequence[Word], text: Cutter) -> tuple[list[list[Word]], list[Word]]:
    """The words of each cell of a grid, and the words left over."""
    xs, ys = grid.xs, grid.ys
    owner = _owners(grid)
    inside: list[list[Word]] = [[] for _ in grid.cells]
    rest = []
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    for word in words:
        middle = (word.top + word.bottom) / 2
        if not (top <= middle <= bottom and left <= (word.x0 + word.x1) / 2 <= right):
            rest.append(word)
            continue
        row = owner[min(bisect_right(ys, middle), len(ys) - 1) - 1]
        for part in _parts(word, xs, row, text):
            cell = row[min(bisect_right(xs, (part.x0 + part.x1) / 2), len(xs) - 1) - 1]
            if cell < 0:
                rest.append(part)
            else:
                inside[cell].append(part)
    return inside, rest


def _owners(grid: Grid) -> list[list[int]]:
    """The cell that covers each square of the grid, -1 where none does."""
    owner = [[-1] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for i, cell in enumerate(grid.cells):
        for row in owner[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [i] * cell.columns
    return owner


def _parts(word: Word, xs: Sequence[float], row: list[int], text: Cutter) -> list[Word]:
    """The word, cut where a rule between two cells goes through it."""
    first = bisect_right(xs, word.x0 + 1.5)
    if first >= len(xs) or xs[first] >= word.x1 - 1.5:
        return [word]
    cuts = [
        xs[k]
        for k in range(max(first, 1), min(len(xs) - 1, bisect_right(xs, word.x1 - 1.5)))
        if row[k - 1] != row[k]
    ]
    return text.cut(word, cuts) if cuts else [word]


def _table(grid: Grid, inside: list[list[Word]], page: int) -> TableContent:
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    cells = tuple(
        SourceCell(
            cell.row,
            cell.column,
            _paragraphs(words, grid.xs[cell.column + cell.columns] - grid.xs[cell.column], page),
            cell.rows,
            cell.columns,
        )
        for cell, words in zip(grid.cells, inside, strict=True)
    )
    layout = rows <= 8 and columns <= 3 and any(_LAYOUT.search(_start(cell)) for cell in cells)
    return TableContent(page, grid.ys[0], rows, columns, cells, layout)


def _start(cell: SourceCell) -> str:
    return " ".join(line.text for lines in cell.paragraphs[:3] for line in lines)


def _paragraphs(words: list[Word], width: float, page: int) -> list[list[SourceLine]]:
    """The paragraphs of a cell of that width."""
    if not words:
        return []
    if len(words) == 1:
        return [[make_piece(words, page).source()]]
    lines = [merge(row) for row in build_rows(words, page)]
    groups = [[lines[0]]]
    for line in lines[1:]:
        above = groups[-1][-1]
        if _begins(above, line, width):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [[line.source() for line in group] for group in groups]


def _begins(above: Piece, line: Piece, width: float) -> bool:
    """Whether a line of a cell begins a paragraph: it has a label, or the one above was broken off early."""
    room = width - 0.8 * line.size - (above.x1 - above.x0) - line.first - 0.25 * line.size
    ended = above.text.endswith(_STOPS)
    step = (line.base - above.base) / line.size
    if step > 1.7 or step > 1.35 and (ended or not line.text[0].islower()):
        return True
    if LABEL.match(line.text):
        return ended or room > 0
    return room > 0.1 * width and (ended or line.text[0].isupper() and above.text[-1] not in ",-/(")
