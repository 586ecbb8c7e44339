"""Turns the tasks of one document, and what it says became of others, into rows, and writes them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from extractors.model import Document, Facts
from extractors.task_facts import Deadline, Outcome, Task
from pipeline.audit.rows import key_of
from pipeline.section_paths import joined

Row = tuple[Any, ...]
Said = TypeVar("Said", Task, Outcome)

_DEADLINE = (
    "deadline, deadline_text, deadline_start, deadline_end, deadline_kind, due, strict, inferred, "
    "recurrence, time"
)
_TASK = (
    "ordinal, kind, text, occurrence, start_offset, end_offset, page, section, lead_bodies, partner_bodies, "
    f"lead_basis, lead_start, lead_end, {_DEADLINE}, product, assigner, table_index, row_index"
)
_OUTCOME = (
    "ordinal, text, occurrence, start_offset, end_offset, page, section, state, cue, bodies, date, in_time, "
    f"told, {_DEADLINE}, table_index, row_index"
)
_NO_DEADLINE: Row = (None, None, None, None, None, None, 0, 0, None, None)


@dataclass(frozen=True, slots=True)
class TaskRows:
    """What the tasks of a file put into the registry.

    `bodies` are (ordinal of the task, role, ordinal, body); `references` and `said` end with the ordinal of
    a mention: (task, ordinal, mention) and (outcome, role, ordinal, mention).
    """

    tasks: list[Row] = field(default_factory=list)
    bodies: list[Row] = field(default_factory=list)
    references: list[Row] = field(default_factory=list)
    outcomes: list[Row] = field(default_factory=list)
    said: list[Row] = field(default_factory=list)


def task_rows(document: Document, facts: Facts) -> TaskRows:
    """The rows of a document's tasks and outcomes."""
    tasks, outcomes = facts.tasks, facts.outcomes
    return TaskRows(
        [
            _task(document, ordinal, task, occurrence)
            for ordinal, (task, occurrence) in enumerate(_counted(tasks))
        ],
        [
            (ordinal, role, place, body)
            for ordinal, task in enumerate(tasks)
            for role, named in (("lead", task.lead), ("partner", task.partners))
            for place, body in enumerate(named)
        ],
        [
            (ordinal, place, mention)
            for ordinal, task in enumerate(tasks)
            for place, mention in enumerate(task.references)
        ],
        [
            _outcome(document, ordinal, outcome, occurrence)
            for ordinal, (outcome, occurrence) in enumerate(_counted(outcomes))
        ],
        [
            (ordinal, role, place, mention)
            for ordinal, outcome in enumerate(outcomes)
            for role, named in (("product", outcome.products), ("reference", outcome.references))
            for place, mention in enumerate(named)
        ],
    )


def words_of(text: str) -> str:
    """The words by which a place is known, on one line."""
    return " ".join(text.split())


def _counted(places: Iterable[Said]) -> Iterator[tuple[Said, int]]:
    """Places with how many before them read the same."""
    seen: Counter[str] = Counter()
    for place in places:
        words = words_of(place.text)
        yield place, seen[words]
        seen[words] += 1


def _task(document: Document, ordinal: int, task: Task, occurrence: int) -> Row:
    return (
        ordinal,
        task.kind.value,
        task.text,
        occurrence,
        task.start,
        task.end,
        _page(document, task),
        joined(task.section),
        _json(task.lead),
        _json(task.partners),
        task.lead_basis.value,
        *(task.lead_span or (None, None)),
        *_deadline(task.deadline),
        task.product,
        task.assigner,
        *(task.cell or (None, None)),
    )


def _outcome(document: Document, ordinal: int, outcome: Outcome, occurrence: int) -> Row:
    return (
        ordinal,
        outcome.text,
        occurrence,
        outcome.start,
        outcome.end,
        _page(document, outcome),
        joined(outcome.section),
        outcome.state.value,
        outcome.cue,
        _json(outcome.bodies),
        outcome.date,
        outcome.in_time,
        outcome.told,
        *_deadline(outcome.deadline),
        *(outcome.cell or (None, None)),
    )


def _page(document: Document, place: Task | Outcome) -> int | None:
    return place.page if place.page is not None else document.page_at(place.start)


def _deadline(deadline: Deadline | None) -> Row:
    if deadline is None:
        return _NO_DEADLINE
    return (
        deadline.value, deadline.text, deadline.start, deadline.end, deadline.kind.value, deadline.due,
        int(deadline.strict), int(deadline.inferred), deadline.recurrence, deadline.time,
    )  # fmt: skip


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * (columns.count(",") + 1))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})"


_INSERT_TASK = _insert("tasks", f"file_id, key, {_TASK}")
_INSERT_OUTCOME = _insert("outcomes", f"file_id, key, {_OUTCOME}")
_INSERT_BODY = _insert("task_bodies", "task_id, role, ordinal, body")
_INSERT_REFERENCE = _insert("task_references", "task_id, ordinal, mention_id")
_INSERT_SAID = _insert("outcome_references", "outcome_id, role, ordinal, mention_id")


def store_tasks(connection: sqlite3.Connection, file_id: int, sha256: str, rows: TaskRows) -> None:
    """Write the rows of one file behind its mentions; runs inside the caller's transaction."""
    if not rows.tasks and not rows.outcomes:
        return
    connection.executemany(
        _INSERT_TASK,
        ((file_id, key_of(sha256, "task", words_of(row[2]), row[3]), *row) for row in rows.tasks),
    )
    connection.executemany(
        _INSERT_OUTCOME,
        ((file_id, key_of(sha256, "outcome", words_of(row[1]), row[2]), *row) for row in rows.outcomes),
    )
    mentions = _ids(connection, "mentions", file_id)
    tasks, outcomes = _ids(connection, "tasks", file_id), _ids(connection, "outcomes", file_id)
    connection.executemany(_INSERT_BODY, ((tasks[task], *rest) for task, *rest in rows.bodies))
    connection.executemany(
        _INSERT_REFERENCE,
        ((tasks[task], place, mentions[mention]) for task, place, mention in rows.references),
    )
    connection.executemany(
        _INSERT_SAID,
        ((outcomes[outcome], role, place, mentions[mention]) for outcome, role, place, mention in rows.said),
    )


def _ids(connection: sqlite3.Connection, table: str, file_id: int) -> Mapping[int, int]:
    """The ids of a file's rows by their ordinals."""
    rows = connection.execute(f"SELECT ordinal, id FROM {table} WHERE file_id = ?", (file_id,))
    return {int(row[0]): int(row[1]) for row in rows}
