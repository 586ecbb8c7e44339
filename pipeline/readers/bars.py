"""Reads tables drawn with bars: Markdown's own, and those printed with each bar on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.readers.markup import opens_emphasis, strip_marks
from pipeline.readers.paragraphs import is_rule, starts_field, starts_item

_SEPARATOR = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?$")
_CELL_WIDTH = 30
_NUMBER_HEADS = ("STT", "TT", "Stt", "Số TT", "Số thứ tự")
_ROW_LABEL = re.compile(r"\W*(?:\d+(?:\.\d+)*|[IVX]+|[A-ZĐa-zđ])\W*$")
_EMPTY = 0.1
_UNNUMBERED = 0.5

_Path: TypeAlias = "tuple[_Path, tuple[int, int]] | None"
_State: TypeAlias = "tuple[float, _Path, bool]"
_SPLIT = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class BarCell:
    """A cell's lines with its place in the grid and the columns it covers."""

    row: int
    column: int
    columns: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class BarTable:
    """A table's size and cells, and the index of the first line after it."""

    rows: int
    columns: int
    cells: list[BarCell]
    after: int


def exploded_table(lines: Sequence[str], start: int) -> BarTable:
    """The table whose first bar stands alone at `lines[start]`; lines are stripped.

    A row is a bar, then each cell's lines closed by a bar. So two bars on end are a row's end and the next
    row's start, or close an empty cell; the number of columns decides.
    """
    runs, after = _runs(lines, start)
    return _placed(_rows(runs), after)


def _runs(lines: Sequence[str], start: int) -> tuple[list[tuple[list[str], int]], int]:
    """The cells with the number of bars after each, and the index after the table's last bar."""
    runs: list[tuple[list[str], int]] = []
    index, count = start, len(lines)
    while index < count and lines[index] == "|":
        index += 1
    if index > start + 1:
        runs.append(([], index - start - 1))
    while index < count:
        bar = _next_bar(lines, index)
        if bar is None:
            return runs, index
        cell = list(lines[index:bar])
        index = bar
        while index < count and lines[index] == "|":
            index += 1
        runs.append((cell, index - bar))
        if _ends(lines, index):
            break
    return runs, index


def _next_bar(lines: Sequence[str], index: int) -> int | None:
    try:
        return lines.index("|", index, min(len(lines), index + 400))
    except ValueError:
        return None


def _ends(lines: Sequence[str], index: int) -> bool:
    """Whether the table ends before `index`: a blank follows, and the next bar opens another table."""
    if index >= len(lines):
        return True
    if lines[index]:
        return False
    bar = _next_bar(lines, index)
    return bar is None or not lines[bar - 1]


def _rows(runs: list[tuple[list[str], int]]) -> list[list[list[str]]]:
    """The cells grouped into rows."""
    widths = _widths(runs)
    columns = max(widths, default=1)
    certain = all(bars <= 2 for _, bars in runs) and all(width == columns for width in widths)
    ends = iter([(0, 0)] * len(widths) if certain else _row_ends(runs, columns))
    rows: list[list[list[str]]] = [[]]
    for cell, bars in runs:
        rows[-1].append(cell)
        if bars > 1:
            before, after = next(ends)
            rows[-1] += [[] for _ in range(before)]
            if before < bars - 1:
                rows.append([[] for _ in range(after)])
    return [row for row in rows if any(row)]


def _widths(runs: list[tuple[list[str], int]]) -> list[int]:
    """How many cells follow each other without an empty cell or row end between them."""
    widths, width = [], 0
    for _, bars in runs:
        width += 1
        if bars > 1:
            widths.append(width)
            width = 0
    return [*widths, width] if width else widths


def _row_ends(runs: list[tuple[list[str], int]], columns: int) -> list[tuple[int, int]]:
    """For each run of two bars and more, the empty cells before and after the row's end, cheapest rows first.

    Of all readings the one wins whose rows are mostly full or one merged cell. States are the cells filled in
    the open row, each with its cost and the decisions that led there.
    """
    numbered = bool(runs[0][0]) and strip_marks(runs[0][0][0]).strip() in _NUMBER_HEADS
    states: dict[int, _State] = {0: (0.0, None, False)}
    width, first = 0, runs[0][0]
    for cell, bars in runs:
        width, first = width + 1, first if width else cell
        if bars == 1:
            continue
        label = not numbered or (bool(first) and _ROW_LABEL.match(first[0]) is not None)
        moved = {
            filled + width: (cost, path, odd or (filled == 0 and not label))
            for filled, (cost, path, odd) in states.items()
        }
        states, width = _after_run(moved, bars - 1, columns), 0
    best = min(states.items(), key=lambda item: item[1][0] + _row_cost(item[0], columns, item[1][2]))
    return _decisions(best[1][1])


def _after_run(states: dict[int, _State], gaps: int, columns: int) -> dict[int, _State]:
    """The cheapest ways to read `gaps` gaps between bars, from every state."""
    found: dict[int, _State] = {}
    for filled, (cost, path, odd) in states.items():
        for before in range(min(gaps, max(columns - filled, 0)) + 1):
            ended = before < gaps
            after = (gaps - 1 - before) % (columns + 1) if ended else 0
            width = filled + before
            spent = cost + _EMPTY * (before + after) + (_row_cost(width, columns, odd) if ended else 0)
            state = after if ended else width
            if state not in found or spent < found[state][0]:
                found[state] = (spent, (path, (before, after)), odd if not ended else False)
    return found


def _row_cost(width: int, columns: int, odd: bool) -> float:
    """How unlikely a row of `width` cells is; `odd` says that it lacks the number it should begin with."""
    if width == columns:
        return _UNNUMBERED if odd else 0.0
    return 1.0 if width == 1 else 2.0 if width < columns else 9.0


def _decisions(path: _Path) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while path is not None:
        path, step = path
        found.append(step)
    return found[::-1]


def _placed(rows: list[list[list[str]]], after: int) -> BarTable:
    columns = max((len(row) for row in rows), default=0)
    cells: list[BarCell] = []
    for at, row in enumerate(rows):
        for column, lines in enumerate(row):
            wide = columns - column if column == len(row) - 1 else 1
            cells.append(BarCell(at, column, wide, lines))
    return BarTable(len(rows), columns, cells, after)


def is_pipe_table(lines: Sequence[str], index: int) -> bool:
    """Whether a pipe table starts at `index`: a row of bars over a row of dashes, or bars at both ends."""
    line = lines[index]
    if line.count("|") < 2 and index + 1 < len(lines) and "|" not in lines[index + 1]:
        return False
    if line[0] == "|" and line[-1] == "|" and len(line) > 2:
        return True
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return "-" in below and _SEPARATOR.match(below) is not None


def pipe_table(lines: Sequence[str], start: int) -> BarTable:
    """The Markdown pipe table that starts at `lines[start]`."""
    rows: list[list[list[str]]] = []
    index = start
    while index < len(lines) and "|" in lines[index]:
        line = lines[index]
        index += 1
        if _SEPARATOR.match(line) and "-" in line:
            continue
        cells = _SPLIT.split(line)
        cells = cells[1:] if line.startswith("|") else cells
        cells = cells[:-1] if line.endswith("|") and cells else cells
        rows.append([re.split(r"<br\s*/?>", cell.strip()) if cell.strip() else [] for cell in cells])
    return _placed(rows, index)


def cell_paragraphs(lines: list[str], layout: bool) -> list[list[str]]:
    """The lines of a cell by paragraphs; in a letterhead or signature every field is one."""
    if len(lines) == 1:
        return [lines] if lines[0] and not is_rule(lines[0]) else []
    paragraphs: list[list[str]] = []
    fresh, emphasis = True, False
    for line in lines:
        if not line or is_rule(line):
            fresh = True
            continue
        if fresh or _starts(paragraphs[-1], line, layout, emphasis):
            paragraphs.append([line])
            emphasis = False
        else:
            paragraphs[-1].append(line)
        emphasis = emphasis != opens_emphasis(line)
        fresh = False
    return paragraphs


def _starts(paragraph: list[str], line: str, layout: bool, emphasis: bool) -> bool:
    """Whether a line of a cell begins a paragraph; an open emphasis holds its lines together."""
    if layout:
        words = [strip_marks(above).strip() for above in paragraph]
        return not emphasis and starts_field(words, strip_marks(line).strip())
    return starts_item(paragraph[-1], line.lstrip("*") or line, _CELL_WIDTH)
