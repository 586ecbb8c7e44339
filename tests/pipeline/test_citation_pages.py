"""Citations of one document part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import citation_pages
from pipeline.citation_pages import counts_by_relation, edges_from, loose_from
from pipeline.citing import CitationFilter, citations
from pipeline.ingest import ingest
from pipeline.registry import Registry

CORPUS = Path(__file__).parents[2] / "corpus"
DECISION = "vn/ubnd-tinh-hoa-an/qd/2025/634"
REPORT = "vn/ubnd-tinh-hoa-an/bc/2025/402"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    path = tmp_path_factory.mktemp("pages") / "registry.db"
    ingest([CORPUS], path)
    with Registry(path) as opened:
        yield opened


@pytest.mark.parametrize("sorted_up_to", [1000, 2])
@pytest.mark.parametrize("wanted", [CitationFilter(cited=DECISION), CitationFilter(citing=DECISION)])
def test_parts_together_are_the_whole_list(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, wanted: CitationFilter, sorted_up_to: int
) -> None:
    monkeypatch.setattr(citation_pages, "SORTED", sorted_up_to)
    whole = [
        (row["citing_id"], row["cited_id"], row["relation"], row["clause"])
        for row in citations(registry, wanted).records()
        if row["status"] == "resolved" or row["cited_id"]
    ]
    parts = [row for skip in range(0, 60, 4) for row in edges_from(registry, wanted, 4, skip)]
    told = [(row["citing_id"], row["cited_id"], row["relation"], row["clause"]) for row in parts]
    assert sorted(told) == sorted(row for row in whole)
    if sorted_up_to == 1000:
        days = [row["citing_date"] for row in parts if row["citing_date"]]
        assert days == sorted(days)


def test_a_row_names_the_place_that_says_it(registry: Registry) -> None:
    for row in edges_from(registry, CitationFilter(cited=DECISION, relation="implements"), 50):
        (text,) = registry.query(
            "SELECT t.text FROM texts t JOIN files f ON f.id = t.file_id WHERE f.sha256 = ?", (row["sha256"],)
        )[0]
        assert "634" in text[row["start"] : row["start"] + 120]


def test_counts_tell_what_joined_nothing_apart(registry: Registry) -> None:
    counts = counts_by_relation(registry, REPORT, incoming=False)
    loose = loose_from(registry, CitationFilter(citing=REPORT, status="unjoined"), 100)
    assert counts[None] == len(loose) > 0
    assert sum(counts.values()) - counts[None] == len(
        edges_from(registry, CitationFilter(citing=REPORT), 500)
    )
    assert loose_from(registry, CitationFilter(citing=REPORT, status="unjoined"), 100, 1) == loose[1:]
