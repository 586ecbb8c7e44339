"""Writes every dataset as a CSV file that Excel opens as it is: UTF-8 with its mark, no cell a formula.

Excel calculates a cell that begins with =, +, - or @, even a list item of a document ("- Rà soát …"). Such a
text gets an apostrophe in front; `plain` takes it away again, so nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.datasets import DATASETS
from pipeline.datasets.model import Column, Dataset, Kind, list_of
from pipeline.export.writing import Written, write_lines
from pipeline.registry import Registry

MARK = b"\xef\xbb\xbf"
"""By it Excel knows that a CSV is UTF-8."""
_RISKY = frozenset("=+-@\t\r\n'＝＋－＠")  # noqa: RUF001
# apostrophes of the text itself are counted too: so one more can always be told from them
_FORMULA = re.compile(r"'*(?:[=@\t\r\n＝＋－＠]|[+\-](?!\d+(?:\.\d+)?\Z))")  # noqa: RUF001


def quiet(text: str) -> str:
    """The text as a cell that no program takes for a formula; a plain number such as "-12.5" is none."""
    return f"'{text}" if text[:1] in _RISKY and _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text that `quiet` made a cell of."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def write(registry: Registry, folder: Path, lang: str, *, as_of: date) -> Written:
    """Write `<dataset>.csv` for every dataset.

    Raises:
        UsageError: a file cannot be written.
    """
    rows = {}
    for dataset in DATASETS:
        name = f"{dataset.name}.csv"
        rows[name] = write_file(folder / name, registry, dataset, as_of)
    return Written(rows)


def write_file(path: Path, registry: Registry, dataset: Dataset, as_of: date) -> int:
    """Write one dataset; how many rows it has."""
    count = 0

    def lines() -> Iterator[bytes | str]:
        nonlocal count
        yield MARK
        yield _line([dataset.names])
        cells = [_cells(column) for column in dataset.columns]
        for batch in dataset.batches(registry, as_of):
            count += len(batch)
            columns = [made(values) for made, values in zip(cells, zip(*batch, strict=True), strict=True)]
            yield _line(zip(*columns, strict=True))

    write_lines(path, lines())
    return count


def _line(rows: Any) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def _cells(column: Column) -> Callable[[Any], Any]:
    """How the values of a column become cells: nothing for what is missing."""
    if column.kind is Kind.LIST:
        return lambda values: [quiet("; ".join(list_of(value) or ())) for value in values]
    if column.kind is Kind.BOOLEAN:
        words = {None: None, 0: "false", 1: "true"}
        return lambda values: [words[value] for value in values]
    if column.kind is Kind.TEXT:
        return lambda values: [value and quiet(value) for value in values]
    return lambda values: values
