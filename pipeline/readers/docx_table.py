"""Lays a DOCX table out on its grid: merged cells, rows inside content controls, ruling lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.readers.docx_numbering import W, child, number, value
from pipeline.readers.docx_text import is_hidden_row, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml"))


@dataclass(slots=True)
class GridCell:
    """A cell's element, its place and how far it reaches."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table's cells row by row and its size."""

    columns: int = 0
    rows: list[list[GridCell]] = field(default_factory=list)


def lay_out(table: Element) -> Grid:
    """The cells of `table` on their grid; a cell merged upwards lengthens the one it continues."""
    grid = Grid()
    open_cells: dict[int, GridCell] = {}
    for at, row in enumerate(row for row in inside(table, "tr") if not is_hidden_row(row)):
        column = number(value(row, "trPr", "gridBefore"), 0)
        cells: list[GridCell] = []
        continued: dict[int, GridCell] = {}
        for tc in inside(row, "tc"):
            span = max(number(value(tc, "tcPr", "gridSpan"), 1), 1)
            merge = child(tc, "tcPr", "vMerge")
            above = open_cells.get(column)
            if merge is not None and merge.get(W + "val", "continue") == "continue" and above is not None:
                above.rows += 1
                continued[column] = above
            else:
                cell = GridCell(tc, at, column, span)
                cells.append(cell)
                if merge is not None:
                    continued[column] = cell
            column += span
        open_cells = continued
        grid.columns = max(grid.columns, column)
        grid.rows.append(cells)
    return grid


def inside(element: Element, name: str) -> Iterator[Element]:
    """The children called `name`, those inside content controls and insertions included."""
    for part in element:
        found = local_name(part)
        if found == name:
            yield part
        elif found in _WRAPPERS:
            yield from inside(part, name)


def is_ruled(table: Element, ruled_styles: frozenset[str]) -> bool:
    """Whether the table draws lines between its cells: its own word, else its cells', else its style's."""
    own = child(table, "tblPr", "tblBorders")
    if own is not None and _drawn(own, _SIDES):
        return True
    cells = [child(tc, "tcPr", "tcBorders") for row in inside(table, "tr") for tc in inside(row, "tc")]
    drawn = sum(1 for borders in cells if borders is not None and _drawn(borders, _SIDES))
    if drawn * 2 > len(cells):
        return True
    return own is None and value(table, "tblPr", "tblStyle") in ruled_styles and drawn == 0 and None in cells


def _drawn(borders: Element, sides: tuple[str, ...]) -> bool:
    """Whether at least two sides carry a line (one is the rule under a letterhead)."""
    lines = [value(borders, side) for side in sides]
    return sum(1 for line in lines if line not in (None, "nil", "none")) >= 2


def ruled_styles(styles: Element | None) -> frozenset[str]:
    """The ids of the table styles that draw lines, their own or inherited."""
    if styles is None:
        return frozenset()
    parents: dict[str, str | None] = {}
    ruled: set[str] = set()
    for style in styles.iterfind(W + "style"):
        name = style.get(W + "styleId", "")
        parents[name] = value(style, "basedOn")
        borders = child(style, "tblPr", "tblBorders")
        if borders is not None and _drawn(borders, _SIDES):
            ruled.add(name)
    for name in parents:
        parent, steps = parents[name], 0
        while parent is not None and steps < 20:
            if parent in ruled:
                ruled.add(name)
            parent, steps = parents.get(parent), steps + 1
    return frozenset(ruled)
