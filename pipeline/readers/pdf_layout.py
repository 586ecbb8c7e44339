"""Finds the bands of a page set in columns (letterhead, signature) and reads each column on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf_lines import Piece, Row, merge

_LABEL = re.compile(r"(\d{1,3}(\.\d{1,3})*[.)]?|[-–+•*]|[a-zđ][.)]|[IVXLC]+[.)]?|\(\w{1,3}\)|Điều \d+[.:])$")
_FIGURES = re.compile(r"[\d.,%()/ –-]+$")
_MOST_ABOVE = 12
_GUTTER = 0.45
"""The least width of the free strip between two columns, in font heights."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines to be read one after the other; `aside` marks a column of a letterhead or signature block."""

    lines: tuple[Piece, ...]
    aside: bool = False


def stretches(rows: Sequence[Row]) -> list[Stretch]:
    """The lines of a page in reading order: full-width text, and within a band column after column."""
    rows = [_with_labels(row) for row in rows]
    found: list[Stretch] = []
    body: list[Piece] = []
    i = 0
    while i < len(rows):
        band = _band(rows, i) if len(rows[i]) > 1 else None
        if band is None:
            body.append(merge(rows[i]))
            i += 1
            continue
        end, gutter = band
        above = _aside_above(body, rows[i], gutter)
        if len(body) > above:
            found.append(Stretch(tuple(body[: len(body) - above])))
        block = [[piece] for piece in body[len(body) - above :]] + rows[i:end]
        body = []
        found += _columns(block, gutter)
        i = end
    if body:
        found.append(Stretch(tuple(body)))
    return found


def _with_labels(row: Row) -> Row:
    """A list label belongs to the text that a tab put far away from it."""
    if len(row) > 1 and _LABEL.match(row[0].text) and row[1].x0 - row[0].x1 < 4 * row[0].size:
        return [merge(row[:2]), *row[2:]]
    return row


def _columns(rows: list[Row], gutter: float) -> list[Stretch]:
    found: list[Stretch] = []
    for side in (True, False):
        part = [[p for p in row if ((p.x0 + p.x1) / 2 < gutter) is side] for row in rows]
        inner = stretches([row for row in part if row])
        found += (Stretch(s.lines, aside=True) for s in inner)
    return found


def _band(rows: list[Row], start: int) -> tuple[int, float] | None:
    """The end of the band that begins at a split row and the middle of its gutter, None for no band."""
    row = rows[start]
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in zip(row, row[1:], strict=False)]
    width, low, high = max(gaps)
    split = [start]
    members: list[tuple[int, bool, bool]] = [(start, True, True)]
    size = max(p.size for p in row)
    for i in range(start + 1, len(rows)):
        middle = (low + high) / 2
        left = [p for p in rows[i] if (p.x0 + p.x1) / 2 < middle]
        right = [p for p in rows[i] if (p.x0 + p.x1) / 2 >= middle]
        new_low = max([low, *(p.x1 for p in left)])
        new_high = min([high, *(p.x0 for p in right)])
        if new_high - new_low < _GUTTER * size or rows[i][0].base - rows[i - 1][0].base > 12 * size:
            break
        low, high = new_low, new_high
        members.append((i, bool(left), bool(right)))
        if left and right:
            split.append(i)
    end = _trim(rows, members, split[-1])
    if not _is_band(rows, start, end, split, width, size):
        return None
    return end, (low + high) / 2


def _trim(rows: list[Row], members: list[tuple[int, bool, bool]], last_split: int) -> int:
    """Where the band ends: after its last split row, and the lines that carry on its left column."""
    end = last_split + 1
    above = rows[last_split][0]
    for i, left, _right in members:
        if i <= last_split or not left:
            continue
        piece = rows[i][0]
        carries_on = piece.base - above.base < 1.5 * above.size and 0.75 < piece.size / above.size < 1.15
        if not carries_on:
            break
        above, end = piece, i + 1
    return end


def _is_band(rows: list[Row], start: int, end: int, split: list[int], width: float, size: float) -> bool:
    if len(split) < 2 and width < 2.7 * size and end - start < 2:
        return False
    if sum(len(rows[i]) > 2 for i in split) >= 3:
        return False
    figures = sum(bool(_FIGURES.match(rows[i][-1].text)) for i in split)
    return figures * 2 < len(split) + 1


def _aside_above(body: list[Piece], row: Row, gutter: float) -> int:
    """How many of the lines above a band belong to its columns: they keep to one side and stand close."""
    below = {side: next((p for p in row if _right(p, gutter) is side), None) for side in (False, True)}
    top = row[0]
    count = 0
    for piece in reversed(body):
        side = _right(piece, gutter)
        if piece.x0 < gutter + 4 and piece.x1 > gutter - 4 or count == _MOST_ABOVE:
            break
        if not _stands_close(piece, below[side], top):
            break
        below[side] = top = piece
        count += 1
    while count and len(body) > count and _ends_paragraph(body[-count - 1], body[-count], gutter):
        count -= 1
    return count


def _right(piece: Piece, gutter: float) -> bool:
    return (piece.x0 + piece.x1) / 2 > gutter


def _stands_close(piece: Piece, below: Piece | None, top: Piece) -> bool:
    """Whether a line carries on its own column upwards, or opens it beside the other column's first line."""
    if below is not None and below.base - piece.base < 1.6 * max(piece.size, below.size):
        least, most = (0.6, 1.7) if piece.x0 < top.x0 + 20 else (0.85, 1.18)
        return least < piece.size / below.size < most
    far = below is None or below.base - piece.base > 3 * piece.size
    return far and piece.bold and top.base - piece.base < 2.2 * piece.size


def _ends_paragraph(above: Piece, line: Piece, gutter: float) -> bool:
    """Whether the line is only the short end of a paragraph that runs across the gutter."""
    crosses = above.x0 < gutter < above.x1
    return crosses and line.base - above.base < 1.35 * line.size and 0.9 < above.size / line.size < 1.1
