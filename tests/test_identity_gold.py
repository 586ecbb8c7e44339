"""Holds the joins of whole registries against pairs that were read by eye: same document or not.

A row names two places by file, words and occurrence of the words in the file's text; no words: the file
itself. Nothing that is marked as different may be one document; how much of what is the same is joined
must not fall.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry

HERE = Path(__file__).parent
ROOT = HERE.parent
CORPUS = {"specimens": ROOT / "corpus", "shared_corpus": ROOT.parent / "shared" / "corpus"}
LEAST = {"specimens": 0.98, "shared_corpus": 0.98}
"""The share of "same" pairs that is joined at least."""


@dataclass(frozen=True)
class Place:
    """A place in a file, or a whole file."""

    file: str
    words: str
    occurrence: str

    def document(self, registry: Registry) -> str | None:
        """The document that the registry takes it for, None where no mention stands there or it is open."""
        row = registry.query(
            "SELECT f.id, f.document_id, t.text FROM files f JOIN texts t ON t.file_id = f.id WHERE name = ?",
            (self.file,),
        )[0]
        if not self.words:
            return str(row["document_id"])
        gap = re.escape(self.words).replace(r"\ ", r"\s+")
        found = list(re.finditer(rf"(?<![\d.]){gap}(?!\w)", row["text"]))
        assert len(found) >= int(self.occurrence), f"{self} is not in the text"
        at = found[int(self.occurrence) - 1]
        rows = registry.query(
            "SELECT document_id FROM mentions WHERE file_id = ? AND start_offset < ? AND end_offset > ?"
            " AND status IS NOT NULL ORDER BY end_offset - start_offset LIMIT 1",
            (row["id"], at.end(), at.start()),
        )
        return rows[0][0] if rows else None


def pairs(name: str) -> list[tuple[Place, Place, bool]]:
    with (HERE / "identity" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert all(row["same"] in ("yes", "no") and row["why"] for row in rows)
    return [
        (
            Place(row["file_a"], row["words_a"], row["occurrence_a"]),
            Place(row["file_b"], row["words_b"], row["occurrence_b"]),
            row["same"] == "yes",
        )
        for row in rows
    ]


@pytest.mark.parametrize("name", ["specimens", "shared_corpus"])
def test_no_wrong_join(name: str, tmp_path: Path) -> None:
    if not CORPUS[name].is_dir():
        pytest.skip("the documents are not here")
    ingest([CORPUS[name]], tmp_path / "r.db", jobs=1)
    with Registry(tmp_path / "r.db") as registry:
        known = [(one, other, one.document(registry), other.document(registry), same)
                 for one, other, same in pairs(name)]  # fmt: skip
    wrong = [(one, other, document) for one, other, document, again, same in known
             if not same and document is not None and document == again]  # fmt: skip
    assert wrong == []
    alike = [(one, other, first, second) for one, other, first, second, same in known if same]
    parted = [pair for pair in alike if pair[2] is None or pair[2] != pair[3]]
    share = 1 - len(parted) / len(alike)
    print(f"{name}: {len(alike) - len(parted)} of {len(alike)} same pairs joined", *parted, sep="\n  ")
    assert share >= LEAST[name], parted


@pytest.mark.parametrize(("name", "least"), [("specimens", 30), ("shared_corpus", 60)])
def test_there_is_enough_to_hold_against(name: str, least: int) -> None:
    same = [pair[2] for pair in pairs(name)]
    assert same.count(True) >= least and same.count(False) >= least
