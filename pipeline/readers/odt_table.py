"""Puts an OpenDocument table into a `w:body`: repeated, merged and grouped rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pipeline.readers.docx_numbering import number
from pipeline.readers.docx_package import made
from pipeline.readers.docx_text import local_name
from pipeline.readers.odt_styles import OdtStyles, name_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GROUPS = frozenset(("table-header-rows", "table-row-group", "table-rows"))
_MOST = 500
"""How often an empty row or cell may be repeated: those at the end of a sheet say a million."""


def put_table(
    table: Element, into: Element, styles: OdtStyles, blocks: Callable[[Element, Element], None]
) -> None:
    """Put `table` at the end of `into`; `blocks` reads what is in a cell."""
    made_table = made("tbl", into)
    made("tblPr", made_table)
    below: dict[int, tuple[int, int]] = {}
    for row in _rows(table):
        tr = made("tr", made_table)
        column = 0
        for cell in _cells(row):
            open_rows, width = below.get(column, (0, 1))
            if local_name(cell) == "covered-table-cell":
                if open_rows:
                    _put_cell(tr, width, "continue")
                    below[column] = (open_rows - 1, width)
                column += 1
                continue
            width = max(number(name_of(cell, "number-columns-spanned"), 1), 1)
            rows = max(number(name_of(cell, "number-rows-spanned"), 1), 1)
            sides = styles.sides(name_of(cell, "style-name"))
            tc = _put_cell(tr, width, "restart" if rows > 1 else None, sides)
            blocks(cell, tc)
            below[column] = (rows - 1, width)
            column += 1


def _put_cell(row: Element, columns: int, upward: str | None, sides: list[str] | None = None) -> Element:
    cell = made("tc", row)
    properties = made("tcPr", cell)
    made("gridSpan", properties, val=str(columns))
    if upward is not None:
        made("vMerge", properties, val=upward)
    borders = made("tcBorders", properties)
    for side in sides or ():
        made(side, borders, val="single")
    return cell


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        name = local_name(part)
        if name == "table-row":
            empty = not words_of(part)
            times = min(number(name_of(part, "number-rows-repeated"), 1), 1 if empty else _MOST)
            for _ in range(times):
                yield part
        elif name in _GROUPS:
            yield from _rows(part)


def _cells(row: Element) -> Iterator[Element]:
    for part in row:
        if local_name(part) in ("table-cell", "covered-table-cell"):
            for _ in range(min(number(name_of(part, "number-columns-repeated"), 1), _MOST)):
                yield part
