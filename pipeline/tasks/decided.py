"""What people decided about tasks: lists it, and takes it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.audit.findings import SHORT_KEY
from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.listing import Column, Listing, Value
from pipeline.registry import Registry
from pipeline.tasks.candidates import listed
from pipeline.tasks.linking import link_key
from pipeline.tasks.merging import groups_of
from pipeline.tasks.stored import Stores


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as the registry keeps it: about a task (`field`, `value`), or about one of its links.

    `field` is that of `task_corrections`, or "link" with the decision as `value`. The state is "applied";
    "carried" from an earlier content of the file; "no_task" where the place is not found any more.
    """

    key: str
    field: str
    value: str | None
    date: str | None
    file: str
    words: str
    other_words: str | None
    state: str
    reason: str | None
    reviewer: str | None
    made: str
    task_key: str


_THERE = "({0} IN (SELECT key FROM tasks) OR {0} IN (SELECT key FROM outcomes))"
_SETTINGS = f"""SELECT c.key, c.field, c.value, c.date, p.file, p.words, {_THERE.format("c.key")},
p.carried_from IS NOT NULL, c.reason, c.reviewer, c.made
FROM task_corrections c JOIN decided_places p ON p.key = c.key"""
_DECIDED = f"""SELECT x.task_key, x.kind, x.other_key, x.decision, o.file, p.words, o.words,
{_THERE.format("x.task_key")} AND {_THERE.format("x.other_key")},
p.carried_from IS NOT NULL OR o.carried_from IS NOT NULL, x.reason, x.reviewer, x.made
FROM link_decisions x JOIN decided_places p ON p.key = x.task_key
JOIN decided_places o ON o.key = x.other_key"""


def kept(registry: Registry) -> list[Kept]:
    """All decisions, the oldest first."""
    return _kept(registry.query(_SETTINGS), registry.query(_DECIDED))


def kept_about(connection: sqlite3.Connection, key: str) -> list[Kept]:
    """The decisions about the task of this (whole) key, at any place that gives it, the oldest first."""
    places = json.dumps(sorted(_places(connection, key)))
    some = " WHERE {} IN (SELECT value FROM json_each(?))"
    settings = connection.execute(_SETTINGS + some.format("c.key"), (places,)).fetchall()
    decided = connection.execute(_DECIDED + some.format("x.task_key"), (places,)).fetchall()
    return _kept(settings, decided)


def _kept(settings: Iterable[sqlite3.Row], decided: Iterable[sqlite3.Row]) -> list[Kept]:
    found = [
        Kept(*[key, field, value, day, file, words, None, _state(there, carried), *rest, key])
        for key, field, value, day, file, words, there, carried, *rest in settings
    ]
    for task, kind, other, decision, file, words, other_words, there, carried, *rest in decided:
        key, state = link_key(task, kind, other), _state(there, carried)
        found.append(Kept(*[key, "link", decision, None, file, words, other_words, state, *rest, task]))
    return sorted(found, key=lambda one: (one.made, one.key, one.field))


def _state(there: int, carried: int) -> str:
    return ("carried" if carried else "applied") if there else "no_task"


def take_back(connection: sqlite3.Connection, typed: str, field: str | None = None) -> str:
    """Forget what was decided about the task, or the link, whose key begins with what was typed; its key.

    All that was set and decided about a task goes, at any of the places that give it; `field` picks one of
    its fields ("lead", …), or "link". Runs inside the caller's transaction.

    Raises:
        UnknownReferenceError: the keys of several begin so.
        UsageError: nobody has decided that.
    """
    prefix = typed.strip().casefold()
    every = _kept(connection.execute(_SETTINGS).fetchall(), connection.execute(_DECIDED).fetchall())
    known = {key: one for one in every for key in (one.key, one.task_key)}
    named = sorted(key for key in known if prefix and key.startswith(prefix))
    if len(named) > 1:
        lines = listed((key, known[key].file, known[key].words) for key in named)
        raise UnknownReferenceError(
            f'"{typed}" begins the keys of several decisions; type more of one:{lines}',
            f"“{typed}” là phần đầu mã của nhiều quyết định; hãy gõ dài hơn:{lines}",
        )
    places = _places(connection, named[0] if named else prefix)
    meant = [one for one in every if one.key in named or one.task_key in places]
    same = [one for one in meant if field in (None, one.field)]
    if not same:
        raise UsageError(
            f'Nobody has decided anything about a task or a link "{typed}".',
            f"Chưa có quyết định nào về nhiệm vụ hoặc liên kết “{typed}”.",
        )
    for one in same:
        _forget(connection, one)
    connection.execute(_SWEEP)
    return named[0] if named else same[0].task_key


def _places(connection: sqlite3.Connection, prefix: str) -> set[str]:
    """The keys of all places that give the one task whose key begins so."""
    sql = "SELECT id FROM tasks WHERE key >= ? AND key < ?"
    found = connection.execute(sql, (prefix, prefix + "g")).fetchall() if prefix else []
    if len(found) != 1:
        return {prefix}
    (task,) = found[0]
    stores = Stores(lambda sql, values: connection.execute(sql, values).fetchall())
    mates = groups_of(stores.same()).get(task, {task})
    rows = connection.execute(
        "SELECT key FROM tasks WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(mates)),)
    )
    return {str(row[0]) for row in rows}


_SWEEP = """DELETE FROM decided_places WHERE key NOT IN (SELECT key FROM task_corrections
UNION SELECT task_key FROM link_decisions UNION SELECT other_key FROM link_decisions)"""


def _forget(connection: sqlite3.Connection, one: Kept) -> None:
    if one.field != "link":
        sql = "DELETE FROM task_corrections WHERE key = ? AND field = ?"
        connection.execute(sql, (one.key, one.field))
        return
    rows = connection.execute(
        "SELECT kind, other_key FROM link_decisions WHERE task_key = ?", (one.task_key,)
    ).fetchall()
    for kind, other in rows:
        if link_key(one.task_key, kind, other) == one.key:
            connection.execute(
                "DELETE FROM link_decisions WHERE task_key = ? AND kind = ? AND other_key = ?",
                (one.task_key, kind, other),
            )


COLUMNS = (
    Column("key", identity=True),
    Column("field", coded=True),
    Column("set_to", coded=True),
    Column("date", kind="day"),
    Column("words"),
    Column("other_words"),
    Column("file", identity=True),
    Column("state", coded=True),
    Column("reason"),
    Column("reviewer"),
    Column("made", kind="moment"),
)


def listing(registry: Registry, limit: int | None = None) -> Listing:
    """Every decision, the oldest first, also those whose place is found no more."""
    rows = [
        (
            one.key[:SHORT_KEY], one.field, _shown(one), one.date, one.words, one.other_words, one.file,
            one.state, one.reason, one.reviewer, one.made,
        )
        for one in kept(registry)[:limit]
    ]  # fmt: skip
    return Listing(COLUMNS, rows)


def _shown(one: Kept) -> Value:
    return list(json.loads(one.value)) if one.field == "lead" and one.value else one.value
