"""The hand-typed pairs of tasks and what became of them point to words that stand in their files."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.follow_ups import files, score, statuses
from extractors.task_facts import OutcomeState
from pipeline.extraction import extract
from pipeline.ingest import ingest
from pipeline.tasks.model import LinkKind, Status
from tests.test_corpus import CORPUS, close, words

ROOT = Path(__file__).resolve().parents[1]
GOLD: dict[str, Any] = json.loads(
    (ROOT / "tests" / "gold" / "across" / "follow_ups.json").read_text(encoding="utf-8")
)
PLACES = [pair[end] for pair in GOLD["pairs"] for end in ("task", "place")]
PLACES += [entry["task"] for entry in GOLD["status"]]
FILES = sorted({place["file"] for place in PLACES})


def _text(name: str) -> str:
    if not name.startswith("shared/"):
        return words((CORPUS / name).stem)
    path = ROOT.parent / name
    if not path.is_file():
        pytest.skip("no folder shared beside the project")
    return str(extract(path, with_text=True)["text"])


@pytest.mark.parametrize("name", FILES)
def test_every_pointer_is_in_its_file(name: str) -> None:
    held = close(_text(name))
    pointed = [place for place in PLACES if place["file"] == name]
    assert [place for place in pointed if held.count(close(place["text"])) < place.get("nth", 1)] == []


def test_documents_of_others_are_pointed_to_with_few_words() -> None:
    assert all(len(p["text"].split()) <= 8 for p in PLACES if p["file"].startswith("shared/"))


def test_one_label_of_a_file_has_one_pointer() -> None:
    named = {(place["file"], place["label"], place["text"], place.get("nth")) for place in PLACES}
    labels = Counter((file, label) for file, label, *_ in named)
    pointers = Counter((file, text, nth) for file, _, text, nth in named)
    assert [key for key, count in (labels | pointers).items() if count > 1] == []


def test_values_are_those_of_the_model() -> None:
    states = {None, *(state.value for state in OutcomeState)}
    for pair in GOLD["pairs"]:
        assert LinkKind(pair["kind"]) and pair["state"] in states and pair["why"]
        assert pair["joined"] in (True, False, "doubtful")
        assert (pair["state"] is None) == (pair["kind"] in ("same", "handed_down")), pair["why"]
    for entry in GOLD["status"]:
        assert len(entry["at"]) >= 2
        assert [at["as_of"] for at in entry["at"]] == sorted(at["as_of"] for at in entry["at"])
        assert all(Status(at["status"]) and at["why"] for at in entry["at"])


def test_a_pair_is_told_once_and_there_are_more_to_keep_apart_than_to_join() -> None:
    told = Counter((json.dumps(p["task"]), json.dumps(p["place"]), p["kind"]) for p in GOLD["pairs"])
    assert max(told.values()) == 1
    joined = Counter(str(pair["joined"]) for pair in GOLD["pairs"])
    assert joined["False"] >= joined["True"] >= 100


@pytest.mark.parametrize("entry", GOLD["status"], ids=lambda e: f"{e['task']['file']} {e['task']['label']}")
def test_a_status_agrees_with_its_last_day(entry: dict[str, Any]) -> None:
    due = entry.get("due_now") or entry["due"]
    for at in entry["at"]:
        over = due is not None and date.fromisoformat(at["as_of"]) > date.fromisoformat(due)
        assert at["status"] != "open" or not over
        assert at["status"] != "overdue" or over
        assert (at["status"] in ("no_deadline", "unknown")) == (due is None)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the documents that the pairs point to."""
    path = tmp_path_factory.mktemp("joined") / "registry.db"
    ingest(list(files()), path)
    return path


@pytest.mark.parametrize(("folder", "recall"), [("corpus", 0.65), ("shared", 0.55)])
def test_what_is_joined_for_sure_belongs_together(joined: Path, folder: str, recall: float) -> None:
    scores = score(joined)
    if folder not in scores:
        pytest.skip("no folder shared beside the project")
    # The reader keeps both halves of one item together, so that the lasting half is joined with the other.
    wrong = [told for told in scores[folder].told if told.startswith("False") and "lasting half" not in told]
    assert wrong == []
    assert scores[folder].precision >= 0.95
    assert scores[folder].recall >= recall


def test_tasks_stand_where_a_reader_finds_them(joined: Path) -> None:
    right, held, told = statuses(joined)
    assert held == sum(len(entry["at"]) for entry in GOLD["status"])
    assert right >= 46, told
