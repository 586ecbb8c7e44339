from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import audit_made as made
import pytest

from extractors.model import Severity
from extractors.rulebook import load_rules
from pipeline.audit import across
from pipeline.registry import Registry
from pipeline.resolve import resolve
from pipeline.store import forget


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    made.with_conflicts(monkeypatch)
    with Registry(tmp_path / "r.db", write=True) as opened:
        yield opened


def told(registry: Registry) -> list[tuple[Any, ...]]:
    rows = registry.query("SELECT * FROM findings WHERE scope = 'registry' ORDER BY id")
    return [(row["rule"], row["text"], row["other_text"], row["key"]) for row in rows]


def test_two_reports_contradict_each_other(registry: Registry) -> None:
    made.hold(registry, made.FIRST)
    assert told(registry) == []
    made.hold(registry, made.SECOND)
    (found,) = told(registry)
    assert found[:3] == ("value_conflict", "44.333", "44.530")
    (row,) = registry.query("SELECT * FROM findings WHERE scope = 'registry'")
    assert row["why"] == "hồ sơ tiếp nhận: câu đang rà soát ghi 44.333, câu đối chiếu ghi 44.530"
    assert (row["page"], row["other_page"], row["file_id"], row["other_file_id"]) == (1, 1, 1, 2)


def test_resolving_again_renews_them_with_the_same_keys(registry: Registry) -> None:
    made.hold(registry, made.FIRST, made.SECOND)
    before = told(registry)
    resolve(registry, load_rules())
    assert told(registry) == before


def test_findings_of_files_are_not_touched(registry: Registry) -> None:
    made.hold(registry, made.FIRST, made.SECOND)
    sql = "SELECT id, key FROM findings WHERE scope = 'file' ORDER BY id"
    before = [tuple(row) for row in registry.query(sql)]
    resolve(registry, load_rules())
    assert len(before) == 3 and [tuple(row) for row in registry.query(sql)] == before


def test_they_go_with_either_file(registry: Registry) -> None:
    made.hold(registry, made.FIRST, made.SECOND)
    with registry.transaction() as connection:
        forget(connection, 2)
    assert told(registry) == []


def test_a_third_file_takes_no_key(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    made.hold(registry, made.FIRST, made.SECOND, made.THIRD)
    ((*_, before),) = told(registry)

    usual = made.conflicts

    def with_third(connection: Any, rules: Any) -> Iterator[made.GraphFinding]:
        values = {"indicator": "x", "printed": "1", "other": "2"}
        (found,) = usual(connection, rules)
        yield made.GraphFinding(
            "value_conflict", Severity.WARNING, found.file_id, found.start, found.end, values, 3, 0, 5
        )
        yield found

    monkeypatch.setattr(made, "conflicts", with_third)
    resolve(registry, load_rules())
    keys = [key for *_, key in told(registry)]
    assert len(set(keys)) == 2 and keys[1] == before


def test_a_finding_against_a_whole_file_or_none(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    def plain(connection: Any, rules: Any) -> Iterator[made.GraphFinding]:
        values = {"label": "III", "before": "I"}
        yield made.GraphFinding("heading_numbering", Severity.INFO, 1, 0, 3, values)
        yield made.GraphFinding("heading_numbering", Severity.INFO, 1, 0, 3, values, 2)

    monkeypatch.setattr(made, "conflicts", plain)
    made.hold(registry, made.FIRST, made.SECOND)
    first, second = registry.query("SELECT * FROM findings WHERE scope = 'registry' ORDER BY id")
    assert (first["other_file_id"], second["other_file_id"]) == (None, 2)
    assert first["key"] != second["key"] and second["other_text"] is None


def test_without_parts_there_is_nothing(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    made.hold(registry, made.FIRST, made.SECOND)
    monkeypatch.setattr(across, "REGISTRY_PARTS", ())
    resolve(registry, load_rules())
    assert told(registry) == []
