"""Keeps what people decide about tasks and their links; known by words, it outlives the reading of files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.refs import iso_day
from pipeline.tasks.days import last_day
from pipeline.tasks.decided import Kept, kept, kept_about, listing, take_back
from pipeline.tasks.model import Assigned
from pipeline.tasks.rows import words_of
from pipeline.tasks.status import SETTABLE

__all__ = [
    "NOT_A_TASK",
    "Kept",
    "Setting",
    "by_when",
    "correct",
    "decide",
    "kept",
    "kept_about",
    "led_by",
    "listing",
    "put",
    "standing",
    "take_back",
]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a person sets of a task: a field of `task_corrections` with its value, and the day it was done."""

    field: str
    value: str | None = None
    date: str | None = None


NOT_A_TASK = Setting("not_a_task")
"""The place gives nobody anything to do."""


def led_by(bodies: Sequence[str]) -> Setting:
    """These bodies lead.

    Raises:
        UsageError: there is none.
    """
    named = [name for body in bodies if (name := words_of(body))]
    if not named:
        raise UsageError("Name at least one body that leads.", "Hãy nêu ít nhất một cơ quan chủ trì.")
    return Setting("lead", json.dumps(named, ensure_ascii=False))


def by_when(typed: str | None) -> Setting:
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


def standing(state: str, day: str | None = None) -> Setting:
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


def put(
    connection: sqlite3.Connection, task: str, setting: Setting, reason: str | None, reviewer: str | None
) -> None:
    """Keep a setting of the task of this (whole) key in place of an earlier one of the same field."""
    _keep_place(connection, "task", task)
    connection.execute(
        "INSERT OR REPLACE INTO task_corrections VALUES (?, ?, ?, ?, ?, ?, ?)",
        (task, setting.field, setting.value, setting.date, reason, reviewer, _now()),
    )


def correct(
    connection: sqlite3.Connection,
    task: Assigned,
    *,
    lead: Sequence[str] | None = None,
    deadline: str | None = None,
    status: str | None = None,
    done: str | None = None,
    not_a_task: bool = False,
    reason: str | None = None,
    reviewer: str | None = None,
) -> None:
    """Keep what a person sets of a task inside the caller's transaction; what is None stays as it is.

    `deadline` is as in `by_when`, "" for none; `status` is one of `SETTABLE`, `done` the day.

    Raises:
        UsageError: one of them makes no sense.
    """
    settings = [
        *([led_by(lead)] if lead is not None else []),
        *([by_when(deadline or None)] if deadline is not None else []),
        *([standing(status or "done", done)] if status or done else []),
        *([NOT_A_TASK] if not_a_task else []),
    ]
    for setting in settings:
        put(connection, task.key, setting, reason, reviewer)


def decide(
    connection: sqlite3.Connection,
    task: Assigned,
    key: str,
    decision: str,
    *,
    reason: str | None = None,
    reviewer: str | None = None,
) -> None:
    """Keep that the link of this (whole) key is "confirmed" or "rejected", in place of an earlier decision.

    Raises:
        UnknownReferenceError: the task has no such link.
    """
    link = connection.execute(_LINK, (key,)).fetchone()
    if link is None or key not in {one.key for one in task.links}:
        raise UnknownReferenceError(
            f"The task {task.key} has no link {key}.", f"Nhiệm vụ {task.key} không có liên kết {key}."
        )
    kind, first, outcome, other = link
    _keep_place(connection, "task", first)
    _keep_place(connection, "outcome" if outcome else "task", outcome or other)
    connection.execute(
        "INSERT OR REPLACE INTO link_decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (first, outcome or other, kind, decision, reason, reviewer, _now()),
    )


_LINK = """SELECT l.kind, t.key, o.key, u.key FROM task_links l JOIN tasks t ON t.id = l.task_id
LEFT JOIN outcomes o ON o.id = l.outcome_id LEFT JOIN tasks u ON u.id = l.other_task_id WHERE l.key = ?"""
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
