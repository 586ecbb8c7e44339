"""Keeps what people decide about tasks and their links, and finds both by the first digits of a key."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.refs import LISTED, iso_day
from pipeline.registry import Registry
from pipeline.tasks.days import last_day
from pipeline.tasks.rows import words_of
from pipeline.tasks.status import SETTABLE

_SHOWN = 60  # characters of a candidate's words


@dataclass(frozen=True, slots=True)
class Setting:
    """What a person sets of a task: a field of `task_corrections` with its value, and the day it was done."""

    field: str
    value: str | None = None
    date: str | None = None


NOT_A_TASK = Setting("not_a_task")
"""The place gives nobody anything to do."""


def lead(bodies: Sequence[str]) -> Setting:
    """These bodies lead.

    Raises:
        UsageError: there is none.
    """
    named = [name for body in bodies if (name := words_of(body))]
    if not named:
        raise UsageError("Name at least one body that leads.", "Hãy nêu ít nhất một cơ quan chủ trì.")
    return Setting("lead", json.dumps(named, ensure_ascii=False))


def deadline(typed: str | None) -> Setting:
    """The deadline is that day, month ("2026-09"), quarter ("2026-Q3") or year; None: there is none.

    Raises:
        UsageError: it is none of these.
    """
    if typed is None:
        return Setting("deadline")
    told = typed.strip()
    try:
        last_day(told)
    except ValueError:
        told = _day(told)
    return Setting("deadline", told)


def _day(told: str) -> str:
    try:
        return iso_day(told, "")
    except UsageError:
        raise UsageError(
            f'"{told}" is no deadline; write 2026-09-30, 2026-09, 2026-Q3 or 2026.',
            f"“{told}” không phải thời hạn; hãy viết 2026-09-30 (30/9/2026), 2026-09, 2026-Q3 hoặc 2026.",
        ) from None


def status(state: str, day: str | None = None) -> Setting:
    """It was done, on that day if one is given, or is still open.

    Raises:
        UsageError: the state is none of `SETTABLE`; the day is none, or given to what is open.
    """
    if state not in SETTABLE:
        raise UsageError(
            f'"{state}" cannot be set; possible are: {", ".join(SETTABLE)}.',
            f"Không đặt được trạng thái “{state}”; có thể chọn: {', '.join(SETTABLE)}.",
        )
    if state == "open" and day is not None:
        raise UsageError(
            "What is not done has no day on which it was done.",
            "Việc chưa hoàn thành thì không có ngày hoàn thành.",
        )
    return Setting("status", state, day and iso_day(day, state))


@dataclass(frozen=True, slots=True)
class Link:
    """A link between a task and a later place, by its key and those of both ends."""

    key: str
    kind: str
    sure: bool
    task_key: str
    other_key: str
    words: str
    other_words: str
    other_file: str


_LINKS = """SELECT l.key, l.kind, l.sure, t.key AS task_key, coalesce(o.key, u.key) AS other_key,
t.text AS words, coalesce(o.text, u.text) AS other_words, f.name AS other_file
FROM task_links l JOIN tasks t ON t.id = l.task_id LEFT JOIN outcomes o ON o.id = l.outcome_id
LEFT JOIN tasks u ON u.id = l.other_task_id JOIN files f ON f.id = coalesce(o.file_id, u.file_id)"""


def find_link(registry: Registry, typed: str) -> Link:
    """The one link whose key begins with what was typed.

    Raises:
        UnknownReferenceError: there is none, or there are several; the message lists candidates.
    """
    prefix = typed.strip().casefold()
    high = prefix + "g"  # after every hexadecimal digit
    rows = registry.query(f"{_LINKS} WHERE l.key >= ? AND l.key < ? ORDER BY l.key", (prefix, high))
    found = [Link(*row) for row in rows] if prefix else []
    if len(found) == 1:
        return found[0]
    if found:
        lines = listed((one.key, one.other_file, one.other_words) for one in found)
        raise UnknownReferenceError(
            f'"{typed}" begins the keys of {len(found)} links; type more of one:{lines}',
            f"“{typed}” là phần đầu mã của {len(found)} liên kết; hãy gõ dài hơn:{lines}",
        )
    proposed = [Link(*row) for row in registry.query(f"{_LINKS} ORDER BY l.sure, l.key LIMIT {LISTED}")]
    lines = listed((one.key, one.other_file, one.other_words) for one in proposed)
    there = (f" There are:{lines}", f" Hiện có:{lines}") if lines else ("", "")
    raise UnknownReferenceError(
        f'No link of a task has a key that begins with "{typed}".{there[0]}',
        f"Không liên kết nào của nhiệm vụ có mã bắt đầu bằng “{typed}”.{there[1]}",
    )


def put(
    connection: sqlite3.Connection, task: str, setting: Setting, reason: str | None, reviewer: str | None
) -> None:
    """Keep a setting of the task of this (whole) key in place of an earlier one of the same field."""
    _keep_place(connection, "task", task)
    connection.execute(
        "INSERT OR REPLACE INTO task_corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
        (task, setting.field, setting.value, setting.date, reason, reviewer, _now()),
    )


def decide(
    connection: sqlite3.Connection, link: Link, decision: str, reason: str | None, reviewer: str | None
) -> None:
    """Keep that a link is "confirmed" or "rejected", in place of an earlier decision."""
    _keep_place(connection, "task", link.task_key)
    there = connection.execute("SELECT 1 FROM outcomes WHERE key = ?", (link.other_key,)).fetchone()
    _keep_place(connection, "outcome" if there else "task", link.other_key)
    connection.execute(
        "INSERT OR REPLACE INTO link_decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (link.task_key, link.other_key, link.kind, decision, reason, reviewer, _now()),
    )


_PLACE = """SELECT f.id, f.sha256, f.name, x.text, x.occurrence,
(SELECT min(p.path) FROM paths p WHERE p.file_id = f.id AND NOT p.removed),
(SELECT d.id FROM documents d WHERE d.id = f.document_id AND d.identity = 'full')
FROM {0} x JOIN files f ON f.id = x.file_id WHERE x.key = ?"""
_KEEP = """INSERT INTO decided_places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
ON CONFLICT (key) DO UPDATE SET path = excluded.path, document_id = excluded.document_id"""


def _keep_place(connection: sqlite3.Connection, place: str, key: str) -> None:
    """Keep what finds a place again, in this content of its file and in the next."""
    table = {"task": "tasks", "outcome": "outcomes"}[place]
    file_id, sha256, file, text, occurrence, path, document = connection.execute(
        _PLACE.format(table), (key,)
    ).fetchone()
    words = words_of(text)
    same = connection.execute(f"SELECT text FROM {table} WHERE file_id = ?", (file_id,))
    alone = sum(words_of(row[0]) == words for row in same) == 1
    connection.execute(_KEEP, (key, place, sha256, file, words, occurrence, int(alone), path, document))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def listed(candidates: Iterable[tuple[str, str, str]]) -> str:
    """Candidates (key, file, words) one a line, as a message adds them."""
    known = list(candidates)
    lines = [f"\n  {key[:12]}  {file}  {_cut(words)}" for key, file, words in known[:LISTED]]
    return "".join(lines) + (f"\n  … (+{len(known) - LISTED})" if len(known) > LISTED else "")


def _cut(words: str) -> str:
    one_line = words_of(words)
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"
