"""Puts what stands above and below a sheet's table: a letterhead and a signature stand side by side there."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from extractors.model import BlockKind
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine

_NEAR = 2
"""Rows, one of them empty, within which the lines of a letterhead follow each other."""

_TITLE_LENGTH = 200


@dataclass(slots=True)
class _Sides:
    """Lines that stand left and right of each other, and the columns in which either side's begin."""

    lines: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    columns: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    last: int = 0

    def add(self, side: int, column: int, text: str) -> None:
        self.columns[side].add(column)
        self.lines[side].extend(line for line in text.split("\n") if line.strip())

    def side_of(self, at: int, column: int) -> int | None:
        """The side to which a line alone in row `at` belongs, None where to none."""
        if at - self.last > _NEAR:
            return None
        return next((side for side in (0, 1) if column in self.columns[side]), None)


def put_lines(rows: Mapping[int, Mapping[int, str]], bold: Set[tuple[int, int]], out: Assembler) -> None:
    """Put rows of few cells: two beside each other as cells of a letterhead, one alone as a paragraph.

    `bold` are the places (row, column) of what is in bold letters: a title is.
    """
    sides: _Sides | None = None
    for at, cells in rows.items():
        if len(cells) > 1:
            sides = sides or _Sides()
            for index, (column, text) in enumerate(cells.items()):
                sides.add(min(index, 1), column, text)
            sides.last = at
            continue
        ((column, text),) = cells.items()
        side = None if sides is None else sides.side_of(at, column)
        if sides is not None and side is not None:
            sides.add(side, column, text)
            sides.last = at
            continue
        _put_sides(sides, out)
        sides = None
        is_title = (at, column) in bold and not text.endswith((".", ";", ",", ":"))
        kind = BlockKind.HEADING if is_title and len(text) <= _TITLE_LENGTH else BlockKind.PARAGRAPH
        for line in text.split("\n"):
            out.block(kind, [SourceLine(line)])
    _put_sides(sides, out)


def _put_sides(sides: _Sides | None, out: Assembler) -> None:
    if sides is not None:
        cells = (
            SourceCell(0, side, [[SourceLine(line)] for line in lines], 1, 1)
            for side, lines in enumerate(sides.lines)
        )
        out.table(1, 2, cells, True)
