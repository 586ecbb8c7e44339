"""Real scans against what a person typed by reading them: with TrueOCR alone, then with Tesseract too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import Evaluation, by_stem, evaluate, read_gold
from pipeline.extraction import extract
from pipeline.ocr import engines, tesseract

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
REPORT = "bao-cao-23-ubnd-quang-ngai-scan"
BY_HAND = {("quyet-dinh-87-ubnd-quang-ngai-scan", "number")}
"""Fields that are filled in by hand on the paper."""
MOST_CPU = 0.9

pytestmark = [
    pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no folder shared beside the project"),
    pytest.mark.skipif(not engines.installed(), reason="nothing is installed that reads scans"),
]


@pytest.fixture(scope="module", params=["one reader", "two readers"])
def read(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], float]]:
    if request.param == "two readers" and tesseract.how() is None:
        pytest.skip("Tesseract with vie is not installed")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "one reader":
            patch.setattr(tesseract, "tesseract", lambda: None)
        engines.recognisers.cache_clear()
        assert len(engines.recognisers()) == (1 if request.param == "one reader" else 2)
        gold = {name: entry for name, entry in read_gold(SHARED / "gold").items() if name.endswith("-scan")}
        assert len(gold) == 3
        began = time.process_time()
        records = [extract(SHARED / "corpus" / str(entry["document"])) for entry in gold.values()]
        seconds = time.process_time() - began
        pages = sum(record["pages"] for record in records)
        yield gold, records, seconds / pages if request.param == "one reader" else 0.0
        engines.recognisers.cache_clear()


def scored(read: tuple[dict[str, Any], list[dict[str, Any]], float]) -> Evaluation:
    return evaluate(read[0], by_stem(read[1]))


def test_references(read: Any) -> None:
    score = scored(read).layers["references"]
    assert score.f1 >= 0.93, score.misses
    assert score.accuracy("date") >= 0.95, score.misses


def test_headers(read: Any) -> None:
    score = scored(read).layers["header"]
    assert score.f1 >= 0.85, score.misses
    printed = [miss for miss in score.misses if not any(f in miss and n in miss for n, f in BY_HAND)]
    assert 1 - len(printed) / (score.gold - len(BY_HAND)) >= 0.95, printed


def test_figures_of_the_report(read: Any) -> None:
    records = {name: record for name, record in by_stem(read[1]).items() if name == REPORT}
    score = evaluate({REPORT: read[0][REPORT]}, records).layers["statistics"]
    assert score.f1 >= 0.90, score.misses


def test_a_handwritten_number_is_a_finding(read: Any) -> None:
    for name, field in BY_HAND:
        record = by_stem(read[1])[name]
        if record["header"][field] is None:
            assert "handwriting_unread" in [finding["rule"] for finding in record["findings"]]


def test_time(read: Any) -> None:
    assert read[2] <= MOST_CPU
