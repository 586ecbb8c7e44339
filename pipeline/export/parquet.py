"""Writes every dataset as a Parquet file: true types, and what each column is in the schema's metadata."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.datasets import DATASETS
from pipeline.datasets.model import Dataset, Kind, day_of, list_of, moment_of
from pipeline.datasets.words import described, titled
from pipeline.export.writing import Written, whole
from pipeline.registry import Registry

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 65_536
"""Rows of a row group."""


def write(registry: Registry, folder: Path, lang: str, *, as_of: date) -> Written:
    """Write `<dataset>.parquet` for every dataset; descriptions are in both languages.

    Raises:
        UsageError: a file cannot be written.
    """
    rows = {}
    for dataset in DATASETS:
        name = f"{dataset.name}.parquet"
        rows[name] = write_file(folder / name, registry, dataset, as_of)
    return Written(rows)


def write_file(path: Path, registry: Registry, dataset: Dataset, as_of: date) -> int:
    """Write one dataset; how many rows it has."""
    import pyarrow as pa
    from pyarrow import parquet

    made = schema(dataset)
    count = 0
    # pyarrow itself gives no reason when the disk is full; Python's own file does
    with (
        whole(path) as part,
        part.open("wb") as file,
        parquet.ParquetWriter(file, made, compression="zstd") as writer,
    ):
        group: list[pa.RecordBatch] = []
        for batch in record_batches(registry, dataset, as_of, made):
            group.append(batch)
            count += batch.num_rows
            if sum(one.num_rows for one in group) >= GROUP:
                writer.write_table(pa.Table.from_batches(group), row_group_size=2 * GROUP)
                group = []
        writer.write_table(pa.Table.from_batches(group, made), row_group_size=2 * GROUP)
    return count


def schema(dataset: Dataset) -> pa.Schema:
    """The Arrow schema of a dataset; beside a date that may be shortened stands the true one."""
    import pyarrow as pa

    fields = []
    for column in dataset.columns:
        english, vietnamese = described(dataset.name, column.name)
        told = {"description_en": english, "description_vi": vietnamese}
        fields.append(pa.field(column.name, _type(column.kind), metadata=told))
        if column.kind is Kind.ISO:
            fields.append(pa.field(column.day_name, pa.date32(), metadata=told))
    title = titled(dataset.name)
    about = {
        "title_en": title.english, "title_vi": title.vietnamese,
        "description_en": title.about_english, "description_vi": title.about_vietnamese,
    }  # fmt: skip
    return pa.schema(fields, metadata={"vanthu": json.dumps({"dataset": dataset.name, **about})})


def record_batches(
    registry: Registry, dataset: Dataset, as_of: date, made: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The rows of a dataset as Arrow holds them, some thousands at a time."""
    import pyarrow as pa

    kinds = [column.kind for column in dataset.columns]
    for batch in dataset.batches(registry, as_of):
        arrays: list[pa.Array] = []
        for kind, values in zip(kinds, zip(*batch, strict=True), strict=True):
            arrays.append(pa.array(_converted(kind, values), _type(kind)))
            if kind is Kind.ISO:
                arrays.append(pa.array([day_of(one) for one in values], pa.date32()))
        yield pa.RecordBatch.from_arrays(arrays, schema=made)


def _type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    return {
        Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.BOOLEAN: pa.bool_(), Kind.DAY: pa.date32(),
        Kind.LIST: pa.list_(pa.string()), Kind.MOMENT: pa.timestamp("s", tz="UTC"),
    }.get(kind, pa.string())  # fmt: skip


def _converted(kind: Kind, values: Any) -> Any:
    made = _CONVERTED.get(kind)
    return values if made is None else [made(value) for value in values]


_CONVERTED: dict[Kind, Callable[[Any], Any]] = {
    Kind.BOOLEAN: lambda value: None if value is None else bool(value),
    Kind.DAY: day_of,
    Kind.LIST: list_of,
    Kind.MOMENT: moment_of,
}
