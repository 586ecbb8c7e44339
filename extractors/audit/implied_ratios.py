"""Finds columns of percentages that are, in most rows, the ratio of two others or the change between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from extractors.audit.table_ratios import Ratio, RatioTried, try_ratio
from extractors.audit.table_values import TableValues
from extractors.figures.grids import Row

_MOST_COLUMNS = 8
"""Columns to the left of a rate among which its part and its whole are looked for, the nearest ones."""
_SAMPLE = 12
"""Rows by which pairs are sifted before all rows are tried."""
_FEWEST = 3
"""Rows, and different rates, that must come out; fewer may do so by chance."""
_BLUNT = 10
"""An interval wider than this share of it tells nothing: most rates would fit."""


def implied_ratios(
    values: TableValues, rows: Sequence[Row], told: Sequence[int]
) -> Iterator[tuple[Ratio, list[RatioTried]]]:
    """For each column of rates without a formula the ratio that it is, with the rows that tell.

    A row counts as failing only where it fails by every relation that fits the other rows as well.
    """
    for column in values.columns:
        if column in told or not values.rates(column):
            continue
        fitting = list(_fitting(values, column, rows))
        if not fitting:
            continue
        ratio, tried = max(fitting, key=lambda one: sum(row.holds for row in one[1]))
        held = {one.row for _, others in fitting for one in others if one.holds}
        yield ratio, [one for one in tried if one.holds or one.row not in held]


def _fitting(
    values: TableValues, column: int, rows: Sequence[Row]
) -> Iterator[tuple[Ratio, list[RatioTried]]]:
    """The relations that at least three rows and four of five keep to."""
    left = [c for c in values.columns if c < column and not values.rates(c)][-_MOST_COLUMNS:]
    filled = [row for row in rows if values.index(row, column) is not None]
    sample = filled[:: max(1, len(filled) // _SAMPLE)]
    for one, other in permutations(left, 2):
        for over in (((one, 1),), ((one, 1), (other, -1))):
            ratio = Ratio(column, over, ((other, 1),))
            first = _tried(values, ratio, sample)
            if sum(tried.holds for tried in first) * 2 < len(first) or not first:
                continue
            tried = _tried(values, ratio, filled)
            holding = [one for one in tried if one.holds]
            if len(holding) >= _FEWEST and len(holding) * 5 >= len(tried) * 4 and _telling(holding):
                yield ratio, tried


def _tried(values: TableValues, ratio: Ratio, rows: Sequence[Row]) -> list[RatioTried]:
    found = (try_ratio(values, ratio, row) for row in rows)
    return [one for one in found if one is not None and not one.plain and not _blunt(one)]


def _blunt(tried: RatioTried) -> bool:
    """Whether the rounding of its operands leaves a ratio too wide to tell anything."""
    width = tried.made.high - tried.made.low
    return width > abs(tried.made.low + tried.made.high) / 2 / _BLUNT and width > (
        tried.stated.high - tried.stated.low
    )


def _telling(holding: Sequence[RatioTried]) -> bool:
    """Whether the rates differ: equal ones (all 100 %, all nought) come out between any like columns."""
    return len({tried.stated for tried in holding}) >= _FEWEST
