"""Extraction against what a person typed by reading: specimens always, real documents if present."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import Evaluation, by_stem, evaluate, read_gold
from pipeline.evaluate_layers import Score
from pipeline.extraction import extract

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
THRESHOLDS = {"f1": 0.98, "type": 0.98, "date": 0.98, "issuer": 0.95}
HEADER = 0.95
UNREAD = ("-scan.pdf",)
"""Names of documents that need a reader which the program does not have."""


def _evaluation(gold: dict[str, Any], documents: Path) -> Evaluation:
    files = [path for path in sorted(documents.iterdir()) if path.stem in gold]
    return evaluate(gold, by_stem([extract(path) for path in files]))


@pytest.fixture(scope="module")
def specimens() -> Evaluation:
    return _evaluation(dict(read_gold(ROOT / "tests" / "gold")), ROOT / "corpus")


@pytest.fixture(scope="module")
def real() -> Evaluation:
    if not (SHARED / "gold").is_dir():
        pytest.skip("no folder shared beside the project")
    unread = {path.stem for path in (SHARED / "corpus").iterdir() if path.name.endswith(UNREAD)}
    gold = {name: entry for name, entry in read_gold(SHARED / "gold").items() if name not in unread}
    assert len(gold) == 12
    return _evaluation(gold, SHARED / "corpus")


def _share(score: Score, measure: str) -> float:
    return score.f1 if measure == "f1" else score.accuracy(measure)


def _misses(score: Score, measure: str) -> str:
    wanted = (": missed ", ": invented ") if measure == "f1" else (f": {measure} ",)
    return "\n".join(miss for miss in score.misses if any(word in miss for word in wanted))


def test_every_specimen_with_gold_was_read(specimens: Evaluation) -> None:
    assert specimens.absent == ()
    assert specimens.layers["references"].gold > 100


@pytest.mark.parametrize("measure", THRESHOLDS)
def test_references_of_the_specimens(specimens: Evaluation, measure: str) -> None:
    score = specimens.layers["references"]
    assert _share(score, measure) >= THRESHOLDS[measure], _misses(score, measure)


def test_headers_of_the_specimens(specimens: Evaluation) -> None:
    score = specimens.layers["header"]
    assert score.f1 >= HEADER, "\n".join(score.misses)


def test_every_real_document_was_read(real: Evaluation) -> None:
    assert real.absent == ()


@pytest.mark.parametrize("measure", THRESHOLDS)
def test_references_of_real_documents(real: Evaluation, measure: str) -> None:
    score = real.layers["references"]
    assert _share(score, measure) >= THRESHOLDS[measure], _misses(score, measure)


def test_headers_of_real_documents(real: Evaluation) -> None:
    score = real.layers["header"]
    assert score.f1 >= HEADER, "\n".join(score.misses)
