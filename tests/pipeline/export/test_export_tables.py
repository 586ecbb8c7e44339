"""CSV and Parquet hold what the registry holds, each in its tool's manner."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.datasets import DATASETS, dataset
from pipeline.datasets.model import Kind
from pipeline.export import csv as csv_files
from pipeline.export import parquet, run
from pipeline.registry import Registry

DAY = date(2026, 1, 15)


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", [one.name for one in DATASETS])
def test_csv_and_parquet_hold_the_same_rows(full: Path, exported: Path, name: str) -> None:
    told = dataset(name)
    with Registry(full) as registry:
        rows = list(told.rows(registry, DAY))
    head, *lines = cells(exported / f"{name}.csv")
    assert tuple(head) == told.names
    table = pq.read_table(exported / f"{name}.parquet")
    assert len(lines) == table.num_rows == len(rows)
    for at, column in enumerate(told.columns):
        values = [row[at] for row in rows]
        if column.kind in (Kind.TEXT, Kind.CODE, Kind.ISO):
            assert table[column.name].to_pylist() == values
            assert [csv_files.plain(line[at]) for line in lines] == [value or "" for value in values]
        elif column.kind in (Kind.INTEGER, Kind.NUMBER):
            assert table[column.name].to_pylist() == values
            assert [line[at] and float(line[at]) for line in lines] == [
                "" if value is None else value for value in values
            ]


def test_the_specimens_fill_the_tables(full: Path, exported: Path) -> None:
    filled = {one.name for one in DATASETS if pq.read_metadata(exported / f"{one.name}.parquet").num_rows}
    assert filled >= {"documents", "files", "citations", "mentions", "statistics", "tasks", "findings"}


def test_a_csv_begins_with_the_mark_that_excel_looks_for(exported: Path) -> None:
    assert (exported / "mentions.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_parquet_has_true_dates_and_says_what_columns_hold(exported: Path) -> None:
    table = pq.read_table(exported / "documents.parquet")
    days = [day for day in table["date_day"].to_pylist() if day]
    assert days and all(isinstance(day, date) for day in days)
    shortened = [told for told in table["date"].to_pylist() if told and len(told) < 10]
    assert len(days) + len(shortened) == sum(told is not None for told in table["date"].to_pylist())
    field = table.schema.field("issuer").metadata
    assert field[b"description_en"] and field[b"description_vi"]
    assert json.loads(table.schema.metadata[b"vanthu"])["dataset"] == "documents"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("- Rà soát các xã", "'- Rà soát các xã"),
        ("+84 205", "'+84 205"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ("285/KH-UBND", "285/KH-UBND"),
        ("'trích'", "'trích'"),
        ("", ""),
    ],
)
def test_words_that_look_like_a_formula_stay_words(text: str, cell: str) -> None:
    assert csv_files.quiet(text) == cell
    assert csv_files.plain(cell) == text


@given(st.text(alphabet="'=+-@\t\n 1a.", max_size=12))
def test_what_is_kept_from_excel_comes_back(text: str) -> None:
    assert csv_files.plain(csv_files.quiet(text)) == text


def test_an_empty_registry_gives_heads_and_types(tmp_path: Path) -> None:
    Registry(tmp_path / "r.db", write=True).close()
    folder = tmp_path / "out"
    folder.mkdir()
    with Registry(tmp_path / "r.db") as registry:
        run(registry, folder, ["csv", "parquet", "xlsx", "jsonl"], "en", as_of=DAY)
    assert cells(folder / "tasks.csv") == [list(dataset("tasks").names)]
    assert pq.read_table(folder / "tasks.parquet").schema.equals(parquet.schema(dataset("tasks")))
    assert (folder / "records.jsonl").read_text("utf-8") == ""


def test_an_export_shows_one_state_while_another_process_writes(full: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    with Registry(full) as registry, Registry(copy, write=True) as made:
        registry.connection.backup(made.connection)
    delete = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA foreign_keys = ON');"
        " c.execute('DELETE FROM statistics'); c.commit()"
    )
    with Registry(copy) as registry, registry.snapshot():
        before = len(list(dataset("statistics").rows(registry, DAY)))
        subprocess.run([sys.executable, "-c", delete, str(copy)], check=True)
        run(registry, tmp_path, ["csv"], "vi", as_of=DAY)
        assert len(cells(tmp_path / "statistics.csv")) == before + 1 > 1
    with Registry(copy) as registry:
        assert list(dataset("statistics").rows(registry, DAY)) == []
