"""Works out where every task stands at a day, into a small database from which pages filter and slice.

A status is derived from the whole registry, never stored in it; for a hundred thousand tasks that takes
seconds. What is made here is thrown away with the server. As a program of its own it keeps the server free:

    python -m pipeline.web.board_store REGISTRY 2026-09-30 TARGET
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.registry import Registry
from pipeline.search_text import squeeze
from pipeline.tasks import standing
from pipeline.tasks.wording import MOST_URGENT_FIRST

NO_DAY = "9999"
"""Stands for no due day, so that it sorts last."""
_TABLES = (
    "CREATE TABLE tasks (head INTEGER PRIMARY KEY, key TEXT, kind TEXT, status TEXT, urgency INTEGER,"
    " due TEXT, given TEXT, document TEXT, start INTEGER, proposals INTEGER, words TEXT)",
    "CREATE TABLE members (task INTEGER PRIMARY KEY, head INTEGER)",
    "CREATE TABLE bodies (role TEXT, body TEXT, head INTEGER, status TEXT, PRIMARY KEY (role, body, head))"
    " WITHOUT ROWID",
    "CREATE TABLE documents (document TEXT, head INTEGER, PRIMARY KEY (document, head)) WITHOUT ROWID",
)
_INDEXES = (
    "CREATE INDEX by_urgency ON tasks (urgency, due, given, document, start, key)",
    "CREATE INDEX by_due ON tasks (due, status)",
    "CREATE INDEX by_head ON members (head)",
    "CREATE INDEX bodies_by_head ON bodies (head)",
    "CREATE INDEX documents_by_head ON documents (head)",
)
_URGENCY = {status: at for at, status in enumerate(MOST_URGENT_FIRST)}


def make(registry: Path, as_of: date, target: Path) -> None:
    """Write where all tasks stand at the end of a day to a new database at `target`.

    Raises:
        RegistryError: the registry cannot be read.
    """
    with Registry(registry) as opened, changing(target) as made:
        for table in _TABLES:
            made.execute(table)
        _insert(made, standing.every(opened, as_of))
        for index in _INDEXES:
            made.execute(index)


def renew(registry: Path, as_of: date, target: Path, keys: Collection[str]) -> None:
    """Work out anew the tasks of these keys, and those that are linked with them."""
    with Registry(registry) as opened:
        groups = standing.around(opened, keys)
        now = standing.among(opened, groups, as_of)
    members = json.dumps(sorted({member for group in groups for member in group}))
    with changing(target) as made:
        heads = made.execute(
            "SELECT DISTINCT head FROM members WHERE task IN (SELECT value FROM json_each(?))", (members,)
        ).fetchall()
        for table in ("tasks", "members", "bodies", "documents"):
            made.executemany(f"DELETE FROM {table} WHERE head = ?", [tuple(row) for row in heads])
        _insert(made, now)


@contextmanager
def changing(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept together."""
    with closing(sqlite3.connect(target, timeout=10.0)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        with connection:
            yield connection


def _insert(made: sqlite3.Connection, tasks: Iterable[standing.Standing]) -> None:
    rows: dict[str, list[tuple[Any, ...]]] = {"tasks": [], "members": [], "bodies": [], "documents": []}
    for places, one in tasks:
        head = places.head.id
        words = squeeze(" ".join(dict.fromkeys(place.text for place in places.places)))
        rows["tasks"].append(
            (
                head, one.key, one.kind, one.status.value, _URGENCY[one.status], one.due_now or NO_DAY,
                one.at.date or NO_DAY, one.at.document, one.at.start, len(one.proposals), words,
            )
        )  # fmt: skip
        rows["members"] += [(place.id, head) for place in places.places]
        rows["bodies"] += [
            ("lead", body, head, one.status.value) for body in dict.fromkeys(one.lead or ("",))
        ]
        rows["bodies"] += [("partner", body, head, one.status.value) for body in dict.fromkeys(one.partners)]
        named = dict.fromkeys(place.at.document_id for place in places.places if place.at.document_id)
        rows["documents"] += [(document, head) for document in named]
    for table, found in rows.items():
        if found:
            marks = ", ".join("?" * len(found[0]))
            made.executemany(f"INSERT INTO {table} VALUES ({marks})", found)


if __name__ == "__main__":
    make(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), Path(sys.argv[3]))
