"""Frames: true types, the filters of the commands, words on every column, safe beside a writer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import Registry, ingest
from pipeline.citing import CitationFilter
from pipeline.citing import citations as cited
from pipeline.datasets import DATASETS
from pipeline.errors import RegistryError, UnknownReferenceError, UsageError
from pipeline.series.figures import FigureFilter, figures
from pipeline.tasks.model import Status
from pipeline.tasks.register import Wanted, assigned

DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("frames") / "r.db"
    ingest([Path(__file__).parents[3] / "corpus"], path, jobs=2)
    return path


@pytest.fixture
def registry(path: Path) -> Iterator[Registry]:
    with Registry(path) as opened:
        yield opened


def kinds(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


@pytest.mark.parametrize("name", [one.name for one in DATASETS])
def test_every_dataset_has_types_and_words_also_when_it_is_empty(
    registry: Registry, tmp_path: Path, name: str
) -> None:
    full = registry.frame(name, as_of=DAY)
    Registry(tmp_path / "r.db", write=True).close()
    with Registry(tmp_path / "r.db") as other:
        empty = other.frame(name)
    assert kinds(full) == kinds(empty) and len(empty) == 0
    assert set(full.attrs["columns"]) == set(full.columns)
    assert all(english and vietnamese for english, vietnamese in full.attrs["columns"].values())


def test_types_are_true(registry: Registry) -> None:
    tasks = registry.tasks(as_of=DAY)
    told = kinds(tasks)
    assert told["due"] == "datetime64[s]" and told["strict"] == "boolean" and told["page"] == "Int64"
    assert all(isinstance(one, list) for one in tasks["lead"])
    assert tasks["due"].notna().any() and tasks["due"].isna().any()
    assert kinds(registry.statistics())["value"] == "Float64"
    documents = registry.documents()
    whole = documents["date"].str.len() == 10
    assert (documents.loc[whole, "date_day"].dt.strftime("%Y-%m-%d") == documents.loc[whole, "date"]).all()
    assert documents.loc[~whole.fillna(False), "date_day"].isna().all()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, CitationFilter()),
        ({"from_type": "KH", "to_type": "QĐ"}, CitationFilter("Kế hoạch", "Quyết định")),
        ({"relation": "thực hiện"}, CitationFilter(relation="implements")),
        ({"said": "asserted"}, CitationFilter(said="asserted")),
        ({"status": "unjoined"}, CitationFilter(status="unjoined")),
        ({"since": "1/6/2025", "until": date(2025, 12, 1)},
         CitationFilter(since="2025-06-01", until="2025-12-01")),
    ],
)  # fmt: skip
def test_citations_are_those_of_the_command(
    registry: Registry, asked: dict[str, Any], wanted: CitationFilter
) -> None:
    frame, listing = registry.citations(**asked), cited(registry, wanted)
    shown = [(row["citing"], row["relation"], row["cited"], row["status"]) for row in listing.records()]
    assert list(frame[["citing", "relation", "cited", "status"]].itertuples(index=False, name=None)) == shown
    assert shown


def test_one_document_is_asked_for_as_a_person_types_it(registry: Registry) -> None:
    frame = registry.citations(citing="58/KH-UBND")
    assert set(frame["citing"]) == {"Kế hoạch 58/KH-UBND"}
    with pytest.raises(UnknownReferenceError):
        registry.citations(cited="999999/QĐ-XYZ")


@pytest.mark.parametrize("indicator", ["hồ sơ", "ho so dung han", None])
def test_statistics_are_those_of_the_command(registry: Registry, indicator: str | None) -> None:
    listing = figures(registry, FigureFilter(indicator))
    frame = registry.statistics(indicator=indicator)
    told = sorted((row["file"], row["start"], row["words"]) for row in listing.records())
    assert sorted(frame[["file", "start", "words"]].itertuples(index=False, name=None)) == told
    assert told


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Wanted()),
        ({"status": "overdue"}, Wanted(statuses=(Status.OVERDUE,))),
        ({"lead": ["sở tài chính", "so noi vu"]}, Wanted(leads=("sở tài chính", "so noi vu"))),
        ({"due_before": "31/12/2025"}, Wanted(due_to=date(2025, 12, 31))),
        ({"kind": "recommendation"}, Wanted(kind="recommendation")),
    ],
)
def test_tasks_are_those_of_the_command(registry: Registry, asked: dict[str, Any], wanted: Wanted) -> None:
    frame = registry.tasks(as_of=DAY, **asked)
    assert list(frame["task_key"]) == [one.key for one in assigned(registry, wanted, DAY)]
    assert len(frame)


def test_findings_are_chosen_by_rule_severity_and_decision(registry: Registry) -> None:
    every = registry.findings()
    errors = registry.findings(severity="error")
    assert 0 < len(errors) < len(every) and set(errors["severity"]) == {"error"}
    rule = str(every["rule"].iloc[0])
    assert list(registry.findings(rule=rule)["key"]) == list(every.loc[every["rule"] == rule, "key"])
    assert len(registry.findings(status="open")) == len(every)
    assert len(registry.findings(status="dismissed")) == 0


@pytest.mark.parametrize(
    "asked",
    [
        lambda one: one.citations(from_type="XYZ"),
        lambda one: one.citations(status="sure"),
        lambda one: one.citations(since="31/31/2025"),
        lambda one: one.statistics(source="picture"),
        lambda one: one.findings(severity="loud"),
        lambda one: one.findings(rule="no_such_rule"),
        lambda one: one.tasks(status="forgotten"),
        lambda one: one.frame("nothing"),
    ],
)
def test_a_value_that_nothing_can_fit_is_told(registry: Registry, asked: Any) -> None:
    with pytest.raises(UsageError) as told:
        asked(registry)
    assert told.value.sentence("vi") and told.value.sentence("en")


def test_it_only_reads(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        registry.connection.execute("DELETE FROM mentions")
    with pytest.raises(RegistryError):
        Registry(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_it_reads_while_another_process_writes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "r.db"
    with Registry(path) as full, Registry(copy, write=True) as made:
        full.connection.backup(made.connection)
    hold = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        " c.execute('BEGIN IMMEDIATE'); c.execute('DELETE FROM statistics');"
        " print('held', flush=True); sys.stdin.readline(); c.execute('COMMIT')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(copy)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout and writer.stdin and writer.stdout.readline() == "held\n"
        with Registry(copy) as reading:
            assert len(reading.statistics()) > 0
        writer.stdin.write("\n")
        writer.stdin.close()
    with Registry(copy) as reading:
        assert len(reading.statistics()) == 0
