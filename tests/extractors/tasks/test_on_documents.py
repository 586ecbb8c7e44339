"""Runs the readers of deadlines and outcomes over whole documents and holds every span to its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.header import read_header
from extractors.model import Document
from extractors.references import reference_reader
from extractors.rulebook import Rulebook
from extractors.task_facts import Deadline, DeadlineKind
from extractors.tasks.deadlines import deadline_reader
from extractors.tasks.outcomes import outcome_reader
from pipeline.errors import VanthuError
from pipeline.readers import read

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"


def documents(folder: Path) -> list[Document]:
    found = []
    for path in sorted(folder.iterdir()):
        try:
            found.append(read(path, path.name))
        except VanthuError:
            continue
    return found


def hold(document: Document, rules: Rulebook) -> tuple[int, int]:
    """How many deadlines and outcomes a document has; each of them must stand where it says."""
    text = document.text
    facts = reference_reader(rules).read(document, read_header(document, rules))
    deadlines = deadline_reader(rules).find(text, 0, len(text), facts.header.date)
    for one in deadlines:
        sound(text, one)
    assert [one.start for one in deadlines] == sorted(one.start for one in deadlines)
    for table in document.tables:
        for cell in table.cells:
            field = deadline_reader(rules).field(text, cell.start, cell.end, facts.header.date)
            if field is not None:
                sound(text, field)
                assert cell.start <= field.start < field.end <= cell.end
    outcomes = outcome_reader(rules).read(document, facts)
    for said in outcomes:
        assert text[said.start : said.end] == said.text != ""
        assert said.cue_span is not None and text[slice(*said.cue_span)] == said.cue != ""
        assert set(said.products) <= set(said.references) <= set(range(len(facts.references)))
    return len(deadlines), len(outcomes)


def sound(text: str, deadline: Deadline) -> None:
    assert text[deadline.start : deadline.end] == deadline.text != ""
    assert (deadline.due is not None) <= (deadline.value is not None)
    if deadline.kind in (DeadlineKind.EVENT, DeadlineKind.INVALID):
        assert deadline.value is None
    assert (deadline.kind is DeadlineKind.RECURRING) == (deadline.value == "recurring")


def test_the_sample_documents(rules: Rulebook) -> None:
    counts = [hold(document, rules) for document in documents(ROOT / "corpus")]
    assert sum(deadlines for deadlines, _ in counts) >= 30
    assert sum(outcomes for _, outcomes in counts) >= 15


@pytest.mark.parametrize("folder", ["corpus", "corpus-bulk"])
def test_real_documents(rules: Rulebook, folder: str) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip("the shared documents are not here")
    counts = [hold(document, rules) for document in documents(SHARED / folder)]
    assert sum(deadlines for deadlines, _ in counts) > 100
    assert sum(outcomes for _, outcomes in counts) > 5
