"""Tells which rows and columns of a table are sums of others: totals, groups, heads, printed formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import regex

from extractors.audit.relations import Ground, Sum, sum_of
from extractors.audit.table_values import TableValues
from extractors.figures.formulas import Formula, Terms
from extractors.figures.grids import GROUP_HEAD, Grid, Row

_TOTAL_HEAD = regex.compile(r"\s*(?:tổng(?:\s+(?:số|cộng|chung))?|cộng|toàn bộ)(?!\p{L})", regex.I)
_NO_SUM = regex.compile(
    r"%|tỷ lệ|tỉ lệ|tỷ trọng|bình quân|trung bình|đơn giá|(?<!đánh )(?<!\p{L})giá(?! trị)(?!\p{L})|chỉ số"
    r"|hệ số|so sánh|so với|xếp hạng",
    regex.I,
)


def formula_sum(grid: Grid, column: int, formula: Formula) -> list[Sum]:
    """The sum of a printed formula that only adds and subtracts in every row; none where a column lacks."""
    terms = formula_terms(grid, formula.over)
    if formula.under or not terms:
        return []
    return [
        Sum((row, column), tuple(((row, part), sign) for part, sign in terms), loose=True)
        for row in grid.rows
        if not row.is_of_which
    ]


def formula_terms(grid: Grid, terms: Terms) -> list[tuple[int, int]]:
    """The columns that a formula names, with their signs; nothing where the table lacks one of them."""
    if not all(id_ in grid.ids for id_, _ in terms):
        return []
    return [(grid.ids[id_], sign) for id_, sign in terms]


def row_sums(grid: Grid, values: TableValues) -> Iterator[tuple[list[Sum], Ground]]:
    """For each row that is the sum of others, its sum in every column; and what shows it."""
    columns = [column for column in values.columns if values.adds_up(column) and _adds_up(grid, column)]
    rows = [
        row
        for row in grid.rows
        if values.filled(row, columns) or values.unread(row, columns) or row.is_total or row.is_of_which
    ]
    ranks = len({row.rank for row in rows})
    for place, row in enumerate(rows):
        parts = _under_total(rows, place) if row.is_total else _children(rows, place)
        if len(parts) > 1:
            sums = [sum_of([(part, column) for part in parts], (row, column)) for column in columns]
            flat = row.is_total and ranks == 2
            by_layout = Ground.OPEN if _open(rows, place) else Ground.LAYOUT
            yield sums, Ground.FLAT if flat else Ground.NAMED if row.is_total else by_layout


def column_sums(grid: Grid, values: TableValues) -> Iterator[tuple[list[Sum], Ground]]:
    """For each column that is the total of others beside it, their sum in every row; and what shows it.

    These are the neighbours of a "Tổng số" under the same head, or what stands under "Trong đó", "Chia ra".
    """
    paths = {column: grid.column_path(column) for column in values.columns}
    told = {column for column, _, _ in grid.formulas}
    for column in values.columns:
        path = paths[column]
        if not path or column in told or not _TOTAL_HEAD.match(path[-1]) or _NO_SUM.search(" ".join(path)):
            continue
        parts = _siblings(paths, column)
        if len(parts) > 1:
            alike = len({noun for c in (column, *parts) if (noun := values.noun(c))}) < 2
            yield _in_rows(grid, column, parts), Ground.NAMED if alike else Ground.LAYOUT
    for column, parts, is_open in grouped_columns(paths):
        words = " ".join(word for part in (column, *parts) for word in paths[part])
        if column not in told and not _NO_SUM.search(words):
            yield _in_rows(grid, column, parts), Ground.AMONG if is_open else Ground.NAMED


def grouped_columns(paths: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, list[int], bool]]:
    """For each head "Trong đó", "Chia ra" the column of its total, its parts, and whether some may lack."""
    done: set[tuple[str, ...]] = set()
    for first in sorted(paths):
        level = next((i for i, word in enumerate(paths[first]) if GROUP_HEAD.fullmatch(word)), None)
        group = paths[first][: (level or 0) + 1]
        if level is None or group in done:
            continue
        done.add(group)
        whole = paths.get(first - 1, ())
        if not whole or whole[:-1] != group[:-1] or not any(c.isalpha() for c in whole[-1]):
            continue
        under = [c for c in sorted(paths) if c >= first and paths[c][: level + 1] == group]
        parts = _uppermost(paths, under, level + 1)
        found = GROUP_HEAD.fullmatch(group[-1])
        if len(parts) > 1 and found is not None:
            yield first - 1, parts, bool(found["open"])


def _uppermost(paths: Mapping[int, tuple[str, ...]], columns: Sequence[int], level: int) -> list[int]:
    """The columns of a group that are no parts of others there: of a group within it only its total."""
    found: list[int] = []
    for _, same in groupby(columns, key=lambda column: paths[column][level : level + 1]):
        inner = list(same)
        totals = [column for column in inner if _TOTAL_HEAD.match(paths[column][-1])]
        found += totals[:1] or inner
    return found


def _in_rows(grid: Grid, total: int, parts: Sequence[int]) -> list[Sum]:
    """The sum of columns in every row."""
    return [sum_of([(row, part) for part in parts], (row, total), loose=True) for row in grid.rows]


def _adds_up(grid: Grid, column: int) -> bool:
    """Whether the heads of a column leave it possible that its figures are added."""
    return not _NO_SUM.search(" ".join(grid.column_path(column)))


def _under_total(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows that a total row adds up: those below it where it comes first, else those above it."""
    below = _until_total(rows[at] for at in range(place + 1, len(rows)))
    above = list(reversed(_until_total(rows[at] for at in range(place - 1, -1, -1))))
    scope = above if above else below
    shown = [row for row in scope if not row.is_of_which]
    top = min((row.rank for row in shown), default=0)
    return [row for row in shown if row.rank == top]


def _until_total(rows: Iterable[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row.is_total:
            break
        found.append(row)
    return found


def _children(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows one level below a row that follow it."""
    below: list[Row] = []
    for at in range(place + 1, len(rows)):
        row = rows[at]
        if row.rank <= rows[place].rank:
            break
        if not row.is_of_which:
            below.append(row)
    top = min((row.rank for row in below), default=0)
    return [row for row in below if row.rank == top]


def _open(rows: Sequence[Row], place: int) -> bool:
    """Whether "trong đó" stands right below a row: its parts need not be all."""
    return place + 1 < len(rows) and rows[place + 1].is_of_which


def _siblings(paths: dict[int, tuple[str, ...]], column: int) -> list[int]:
    """The columns to the right under the same head as a total, up to the next total."""
    above = paths[column][:-1]
    found: list[int] = []
    for other in sorted(paths):
        if other <= column:
            continue
        path = paths[other]
        if (
            path[:-1] != above
            or _TOTAL_HEAD.match(path[-1] if path else "")
            or _NO_SUM.search(" ".join(path))
        ):
            break
        found.append(other)
    return found
