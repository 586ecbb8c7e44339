"""Datasets as pandas frames with true types: strings, whole numbers with gaps, dates, lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.datasets.model import Column, Dataset, Kind, Row, day_of, list_of
from pipeline.datasets.words import described

if TYPE_CHECKING:
    import pandas as pd

_TYPES: dict[Kind, Any] = {Kind.INTEGER: "Int64", Kind.NUMBER: "Float64", Kind.BOOLEAN: "boolean"}


def frame(dataset: Dataset, rows: Iterable[Row]) -> pd.DataFrame:
    """The rows of a dataset as a frame; beside a date that may be shortened stands the true one.

    Text and codes are of pandas' type "string", numbers "Int64" and "Float64", truths "boolean", days
    "datetime64[s]", moments "datetime64[s, UTC]", lists objects; what is missing is NA, NaT or None.
    `attrs["columns"]` says in English and Vietnamese what each column holds.
    """
    import pandas as pd

    listed = list(rows)
    columns: Sequence[Sequence[Any]] = list(zip(*listed, strict=True)) or [()] * len(dataset.columns)
    made: dict[str, Any] = {}
    told: dict[str, tuple[str, str]] = {}
    for column, values in zip(dataset.columns, columns, strict=True):
        words = described(dataset.name, column.name)
        made[column.name], told[column.name] = _series(column, values), words
        if column.kind is Kind.ISO:
            made[column.day_name], told[column.day_name] = _days(values), words
    found = pd.DataFrame(made, copy=False)
    found.attrs.update(dataset=dataset.name, columns=told)
    return found


def _series(column: Column, values: Sequence[Any]) -> Any:
    import pandas as pd

    if column.kind is Kind.DAY:
        return _days(values)
    if column.kind is Kind.MOMENT:
        told = (str(value).removesuffix("+00:00") if value else "NaT" for value in values)
        return pd.Series(_times(told)).dt.tz_localize("UTC")
    if column.kind is Kind.LIST:
        return pd.Series([list_of(value) for value in values], dtype=object)
    if column.kind is Kind.BOOLEAN:
        values = [None if value is None else bool(value) for value in values]
    return pd.array(list(values), dtype=_TYPES.get(column.kind, "string"))


def _days(values: Sequence[Any]) -> Any:
    return _times(day.isoformat() if (day := day_of(value)) else "NaT" for value in values)


def _times(told: Iterable[str]) -> Any:
    import numpy as np

    return np.array(list(told), dtype="datetime64[s]")
