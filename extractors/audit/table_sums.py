"""Tells which rows and columns of a table are sums of others: totals, groups, heads, printed formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.audit.relations import Ground, Sum, sum_of
from extractors.audit.table_values import TableValues
from extractors.figures.grids import Grid, Row

_TERM = regex.compile(r"(?P<sign>[+\-–])?\s*\(?\s*(?P<id>\d{1,2}[a-zđ]?)\s*\)?")
_TOTAL_HEAD = regex.compile(r"\s*(?:tổng(?:\s+(?:số|cộng|chung))?|cộng|toàn bộ)(?!\p{L})", regex.I)
_NO_SUM = regex.compile(
    r"%|tỷ lệ|tỉ lệ|tỷ trọng|bình quân|trung bình|đơn giá|(?<!đánh )(?<!\p{L})giá(?! trị)(?!\p{L})|chỉ số"
    r"|hệ số|so sánh|so với|xếp hạng",
    regex.I,
)


def formula_sums(grid: Grid, values: TableValues) -> Iterator[list[Sum]]:
    """For each printed formula that only adds and subtracts, its sum in every row."""
    for column, formula in sorted(grid.formulas.items()):
        terms = _terms(grid, formula)
        if terms:
            yield [
                Sum((row, column), tuple(((row, part), sign) for part, sign in terms))
                for row in grid.rows
                if not row.is_of_which
            ]


def ratio_columns(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """For each printed formula "4=3/2" the column that it tells, and those of part and whole."""
    for column, formula in sorted(grid.formulas.items()):
        found = regex.fullmatch(
            r"\(?(\d{1,2}[a-zđ]?)\)?\s*[/:]\s*\(?(\d{1,2}[a-zđ]?)\)?(?:\s*[x×*]\s*100%?|\s*%)?", formula
        )
        if found and found[1] in grid.ids and found[2] in grid.ids:
            yield column, grid.ids[found[1]], grid.ids[found[2]]


def row_sums(grid: Grid, values: TableValues) -> Iterator[tuple[list[Sum], Ground]]:
    """For each row that is the sum of others, its sum in every column; and what shows it."""
    columns = [column for column in values.columns if values.adds_up(column) and _adds_up(grid, column)]
    rows = [
        row
        for row in grid.rows
        if values.filled(row, columns) or values.unread(row, columns) or row.is_total or row.is_of_which
    ]
    for place, row in enumerate(rows):
        parts = _under_total(rows, place) if row.is_total else _children(rows, place)
        if len(parts) > 1:
            sums = [sum_of([(part, column) for part in parts], (row, column)) for column in columns]
            flat = row.is_total and len({other.rank for other in rows}) == 2
            by_layout = Ground.OPEN if _open(rows, place) else Ground.LAYOUT
            yield sums, Ground.FLAT if flat else Ground.NAMED if row.is_total else by_layout


def column_sums(grid: Grid, values: TableValues) -> Iterator[list[Sum]]:
    """For each column headed "Tổng số", the sum of its neighbours under the same head in every row."""
    paths = {column: grid.column_path(column) for column in values.columns}
    told = set(grid.formulas)
    for column in values.columns:
        path = paths[column]
        if not path or column in told or not _TOTAL_HEAD.match(path[-1]) or _NO_SUM.search(" ".join(path)):
            continue
        parts = _siblings(paths, column)
        if len(parts) > 1:
            yield [sum_of([(row, part) for part in parts], (row, column)) for row in grid.rows]


def _adds_up(grid: Grid, column: int) -> bool:
    """Whether the heads of a column leave it possible that its figures are added."""
    return not _NO_SUM.search(" ".join(grid.column_path(column)))


def _terms(grid: Grid, formula: str) -> list[tuple[int, int]]:
    """The columns of a formula with their signs; nothing where it does more than add and subtract."""
    plain = formula.replace(" ", "")
    terms: list[tuple[int, int]] = []
    at = 0
    while at < len(plain):
        found = _TERM.match(plain, at)
        if found is None or found["id"] not in grid.ids or (terms and not found["sign"]):
            return []
        terms.append((grid.ids[found["id"]], -1 if found["sign"] in ("-", "–") else 1))
        at = found.end()
    return terms if len(terms) > 1 else []


def _under_total(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows that a total row adds up: those below it where it comes first, else those above it."""
    below = _until_total(rows[place + 1 :])
    above = list(reversed(_until_total(list(reversed(rows[:place])))))
    scope = above if above else below
    shown = [row for row in scope if not row.is_of_which]
    top = min((row.rank for row in shown), default=0)
    return [row for row in shown if row.rank == top]


def _until_total(rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        if row.is_total:
            break
        found.append(row)
    return found


def _children(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows one level below a row that follow it."""
    below: list[Row] = []
    for row in rows[place + 1 :]:
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
