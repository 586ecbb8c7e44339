"""Asks pdfplumber for the grids of a page whose rules do not bound rectangles: slow, and rarely needed."""

from __future__ import annotations

import io

from pipeline.readers.pdf_grid import Grid, GridCell
from pipeline.readers.pdf_rules import SNAP


def plumber_grids(data: bytes, number: int) -> list[Grid] | None:
    """The grids that pdfplumber finds on the page with that number (from 1), None where it cannot read it."""
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        return _grids(data, number)
    except (MalformedPDFException, PdfminerException):
        return None


def _grids(data: bytes, number: int) -> list[Grid]:
    import pdfplumber  # 0.2 s: only for the pages that need it

    with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
        page = document.pages[0]
        left, top = page.bbox[0], page.bbox[1]
        boxes = [
            [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
            for table in page.find_tables()
        ]
        page.close()
    return [_grid(cells) for cells in boxes]


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid:
    xs = _places([x for box in boxes for x in (box[0], box[2])])
    ys = _places([y for box in boxes for y in (box[1], box[3])])
    cells = []
    for x0, y0, x1, y1 in boxes:
        row, column = _nearest(ys, y0), _nearest(xs, x0)
        cells.append(GridCell(row, column, _nearest(ys, y1) - row, _nearest(xs, x1) - column))
    ordered = sorted((c for c in cells if c.rows > 0 and c.columns > 0), key=lambda c: (c.row, c.column))
    return Grid(tuple(xs), tuple(ys), tuple(ordered))


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP / 2:
            found.append(value)
    return found


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - value))
