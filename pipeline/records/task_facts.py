"""Rows of tasks and outcomes become the facts again that they were made of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from extractors.task_facts import Deadline, DeadlineKind, LeadBasis, Outcome, OutcomeState, Task, TaskKind
from pipeline.registry import Registry
from pipeline.section_paths import labels

Row = sqlite3.Row
_NAMED = """SELECT r.task_id AS place, 'reference' AS role, m.ordinal FROM task_references r
JOIN tasks t ON t.id = r.task_id JOIN mentions m ON m.id = r.mention_id
WHERE t.file_id = ? ORDER BY r.task_id, r.ordinal"""
_SAID = """SELECT r.outcome_id AS place, r.role, m.ordinal FROM outcome_references r
JOIN outcomes o ON o.id = r.outcome_id JOIN mentions m ON m.id = r.mention_id
WHERE o.file_id = ? ORDER BY r.outcome_id, r.role, r.ordinal"""
_Mentions = Mapping[tuple[int, str], list[int]]


def tasks(registry: Registry, file_id: int, rows: Iterable[Row]) -> tuple[Task, ...]:
    """The tasks of a file, of which `rows` are the rows."""
    rows = list(rows)
    named = _mentions(registry, _NAMED, file_id) if rows else {}
    return tuple(_task(row, named) for row in rows)


def outcomes(registry: Registry, file_id: int, rows: Iterable[Row]) -> tuple[Outcome, ...]:
    """What a file says became of some work, of which `rows` are the rows."""
    rows = list(rows)
    named = _mentions(registry, _SAID, file_id) if rows else {}
    return tuple(_outcome(row, named) for row in rows)


def _mentions(registry: Registry, sql: str, file_id: int) -> _Mentions:
    """The ordinals of the mentions of every place, by the place's id and their role."""
    named: dict[tuple[int, str], list[int]] = {}
    for place, role, ordinal in registry.query(sql, (file_id,)):
        named.setdefault((place, role), []).append(ordinal)
    return named


def _task(row: Row, named: _Mentions) -> Task:
    lead_span = row["lead_start"], row["lead_end"]
    return Task(
        kind=TaskKind(row["kind"]),
        lead=tuple(json.loads(row["lead_bodies"])),
        lead_basis=LeadBasis(row["lead_basis"]),
        lead_span=None if lead_span[0] is None else lead_span,
        partners=tuple(json.loads(row["partner_bodies"])),
        product=row["product"],
        references=tuple(named.get((row["id"], "reference"), ())),
        assigner=row["assigner"],
        **_place(row),
    )


def _outcome(row: Row, named: _Mentions) -> Outcome:
    return Outcome(
        state=OutcomeState(row["state"]),
        cue=row["cue"],
        bodies=tuple(json.loads(row["bodies"])),
        products=tuple(named.get((row["id"], "product"), ())),
        references=tuple(named.get((row["id"], "reference"), ())),
        date=row["date"],
        in_time=None if row["in_time"] is None else bool(row["in_time"]),
        told=row["told"],
        **_place(row),
    )


def _place(row: Row) -> dict[str, Any]:
    """What tasks and outcomes have in common."""
    cell = row["table_index"], row["row_index"]
    return {
        "text": row["text"],
        "start": row["start_offset"],
        "end": row["end_offset"],
        "page": row["page"],
        "section": labels(row["section"]),
        "cell": None if cell[0] is None else cell,
        "deadline": _deadline(row),
    }


def _deadline(row: Row) -> Deadline | None:
    if row["deadline_kind"] is None:
        return None
    return Deadline(
        row["deadline_text"],
        row["deadline_start"],
        row["deadline_end"],
        DeadlineKind(row["deadline_kind"]),
        row["deadline"],
        row["due"],
        bool(row["strict"]),
        bool(row["inferred"]),
        row["recurrence"],
        row["time"],
    )
