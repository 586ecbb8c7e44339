"""Holds the citation graph of real documents against a hundred of its edges that were read by eye.

`edges/edges.tsv` is a uniform sample of the edges of the whole shared corpus: the file that says an edge, its
two documents and relation, whether the file's own document says it ("own") or is told of another ("other"),
where in the text, and a reader's verdict with the reason. Edges marked wrong stay in the table as what the
program did; nothing here is drawn again to look better.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
NO_DOCUMENTS = {"index.tsv", "README.md"}
MOST_WRONG = 3
Edge = tuple[str, str, str, str]


def sample() -> list[dict[str, str]]:
    with (HERE / "edges" / "edges.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def edge(row: dict[str, str]) -> Edge:
    return row["from"], row["relation"], row["to"], row["said_by"]


def test_the_sample_is_whole_and_nearly_all_of_it_is_right() -> None:
    rows = sample()
    assert len(rows) == len({(row["file"], *edge(row)) for row in rows}) == 100
    verdicts = Counter(row["verdict"] for row in rows)
    assert set(verdicts) == {"right", "wrong"} and all(row["why"] for row in rows)
    assert verdicts["wrong"] <= MOST_WRONG


@pytest.mark.skipif(not (SHARED / "corpus-bulk").is_dir(), reason="the shared documents are not here")
def test_every_edge_that_was_found_right_is_still_there(tmp_path: Path) -> None:
    folders = (SHARED / "corpus", SHARED / "corpus-bulk")
    files = [file for folder in folders for file in folder.iterdir() if file.name not in NO_DOCUMENTS]
    ingest(sorted(files), tmp_path / "r.db")
    with Registry(tmp_path / "r.db") as registry:
        drawn = {
            tuple(row)
            for row in registry.query(
                "SELECT from_document, relation, to_document,"
                " CASE WHEN asserted_by = from_document THEN 'own' ELSE 'other' END FROM citations"
            )
        }
    rows = sample()
    assert [row for row in rows if row["verdict"] == "right" and edge(row) not in drawn] == []
    assert sum(row["verdict"] == "wrong" and edge(row) in drawn for row in rows) <= MOST_WRONG
