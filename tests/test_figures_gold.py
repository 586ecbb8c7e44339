"""Figures and their arithmetic against what a person read in real documents; without these, skipped."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.evaluate import read_gold
from pipeline.extraction import extract

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = {"f1": 0.95, "unit": 0.95, "qualifier": 0.95, "percent": 0.97, "of": 0.85}
Pair = tuple[str, dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """The name, the gold and the record of every gold document that can be read today."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no folder shared beside the project")
    read = []
    for name, gold in read_gold(SHARED / "gold").items():
        found = sorted((SHARED / "corpus").glob(f"{name}.*"))
        if found and not name.endswith("-scan"):
            read.append((name, dict(gold), extract(found[0])))
    assert len(read) >= 11
    return read


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("no scorer in the folder shared")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _numbers(values: list[Any]) -> frozenset[float]:
    return frozenset(round(float(value), 6) for value in values)


def _sum(check: dict[str, Any]) -> object:
    # the sign of a part is a reader's note; total and parts are what was compared
    return round(float(check["total"]), 6), _numbers(check["parts"])


def _percentage(check: dict[str, Any]) -> object:
    return tuple(round(float(check[name]), 6) for name in ("part", "total", "percent"))


def _announced(check: dict[str, Any]) -> object:
    return int(check["announced"]), int(check["listed"])


def _listed(check: dict[str, Any]) -> object:
    return int(check["count"]), len(check["items"])


def _words(check: dict[str, Any]) -> object:
    return float(check["value"]), check["words"].lower()


KEYS: dict[str, Callable[[dict[str, Any]], object]] = {
    "parts_sum": _sum,
    "percentage": _percentage,
    "announced_count": _announced,
    "count_matches_list": _listed,
    "number_equals_words": _words,
}


def _wanted(pairs: list[Pair]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for name, gold, record in pairs:
        yield from ((name, check, record) for check in gold.get("checks", ()))


def test_every_check_of_the_gold_is_tried_with_its_verdict(pairs: list[Pair]) -> None:
    missed = []
    for name, check, record in _wanted(pairs):
        key, verdict = KEYS[check["rule"]], "holds" if check["holds"] else "fails"
        tried = [one for one in record["checks"] if one["rule"] == check["rule"]]
        if not any(key(one) == key(check) and one["verdict"] == verdict for one in tried):
            missed.append((name, check))
    assert missed == []


def test_there_are_checks_of_every_kind_to_compare(pairs: list[Pair]) -> None:
    wanted = [check for _, check, _ in _wanted(pairs)]
    assert len(wanted) >= 30
    assert {check["rule"] for check in wanted} >= {"parts_sum", "percentage", "count_matches_list"}
    assert {check["holds"] for check in wanted} == {True, False}


@pytest.fixture(scope="module")
def scored(pairs: list[Pair], scorer: ModuleType) -> tuple[dict[str, float], list[str]]:
    tally = scorer.Tally()
    for name, gold, record in pairs:
        if "statistics" in gold.get("layers", ()):
            scorer.score_statistics(name, gold["statistics"], record["statistics"], tally)
    assert tally.gold >= 190
    return tally.row(), tally.misses


@pytest.mark.parametrize("measure", FLOORS)
def test_statistics_of_real_documents(scored: tuple[dict[str, float], list[str]], measure: str) -> None:
    row, misses = scored
    assert row[measure] >= FLOORS[measure], "\n".join(misses)


def test_findings_on_figures_are_those_of_the_gold(pairs: list[Pair], scorer: ModuleType) -> None:
    """What is told beyond the gold, or missed, of the rules on figures; notes (`info`) do not count."""
    rules = ("parts_sum", "percentage", "ratio", "change", "value_conflict", "malformed_number",
             "table_total", "table_ratio")  # fmt: skip
    tally = scorer.Tally()
    for name, gold, record in pairs:
        if "findings" in gold.get("layers", ()):
            marked = [found for found in gold["findings"] if found["rule"] in rules]
            told = [found for found in record["findings"] if found["rule"] in rules]
            scorer.score_findings(name, marked, told, tally)
    assert tally.misses == []
    assert tally.gold > 0
