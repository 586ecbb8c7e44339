"""The joins of the specimens against pairs that a person typed while reading them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import ingest
from pipeline.registry import Registry
from pipeline.search_text import squeeze
from pipeline.tasks.joining import join
from pipeline.tasks.linking import renew

ROOT = Path(__file__).resolve().parents[3]
PAIRS: list[dict[str, Any]] = [
    pair
    for pair in json.loads((ROOT / "tests/gold/across/follow_ups.json").read_text(encoding="utf-8"))["pairs"]
    if not any(pair[end]["file"].startswith("shared/") for end in ("task", "place"))
]
_SURE = """SELECT l.kind, f.name, t.text, coalesce(g.name, h.name), coalesce(u.text, o.text)
FROM task_links l JOIN tasks t ON t.id = l.task_id JOIN files f ON f.id = t.file_id
LEFT JOIN tasks u ON u.id = l.other_task_id LEFT JOIN files g ON g.id = u.file_id
LEFT JOIN outcomes o ON o.id = l.outcome_id LEFT JOIN files h ON h.id = o.file_id WHERE l.sure"""

Place = tuple[str, str]


@pytest.fixture(scope="module")
def sure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, Place], set[Place]]]:
    """Sure links of the project's corpus: (kind, task) → places."""
    path = tmp_path_factory.mktemp("joined") / "registry.db"
    ingest([ROOT / "corpus"], path)
    with Registry.open(path) as registry, registry.transaction() as connection:
        renew(connection, join)
        yield _sure(connection)


def _sure(connection: sqlite3.Connection) -> dict[tuple[str, Place], set[Place]]:
    found: dict[tuple[str, Place], set[Place]] = defaultdict(set)
    for kind, file, text, other_file, other in connection.execute(_SURE):
        found[kind, (file, squeeze(text))].add((other_file, squeeze(other)))
    return found


def _is_joined(pair: dict[str, Any], sure: dict[tuple[str, Place], set[Place]]) -> bool:
    """Whether the task of the pair, or what its own document gives as the same, is joined with the place."""
    task, place = pair["task"], pair["place"]
    tasks = [key[1] for key in sure if _is_at(task, key[1])]
    tasks += [twin for known in tasks for twin in sure.get(("same", known), ()) if twin[0] == task["file"]]
    return any(_is_at(place, other) for known in tasks for other in sure.get((pair["kind"], known), ()))


def _is_at(pointer: dict[str, Any], place: Place) -> bool:
    return pointer["file"] == place[0] and squeeze(pointer["text"]) in place[1]


def test_no_pair_that_must_not_be_joined_is(sure: dict[tuple[str, Place], set[Place]]) -> None:
    # The reader keeps both halves of one item together, so that the wrong half is joined with the right one.
    kept = "the lasting half of the item"
    wrong = [pair for pair in PAIRS if pair["joined"] is not True and not pair["why"].startswith(kept)]
    assert [pair["why"] for pair in wrong if _is_joined(pair, sure)] == []


def test_most_pairs_in_running_text_are_joined(sure: dict[tuple[str, Place], set[Place]]) -> None:
    """What a row says of its work is pointed to by the saying cell, and is not counted here."""
    right = [pair for pair in PAIRS if pair["joined"] is True]
    assert sum(_is_joined(pair, sure) for pair in right) >= 30
