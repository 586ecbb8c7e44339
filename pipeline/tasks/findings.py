"""Finds what only several documents show of tasks: done after they were due, given to two bodies."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from extractors.audit.cited import spoken
from extractors.audit.tasks import is_class, same_body
from extractors.audit.wording import severity
from extractors.folding import fold
from extractors.rulebook import Rulebook
from extractors.task_facts import OutcomeState
from pipeline.audit_graph import GraphFinding
from pipeline.search_text import squeeze
from pipeline.tasks.days import first_day
from pipeline.tasks.merging import Places, assigned_at, gather, groups_of
from pipeline.tasks.model import Assigned, Evidence, LinkKind, Status
from pipeline.tasks.stored import Stores

_WORDS = 8
"""Fewer words are those of a kind of work that many are told to do."""
_REPORTED = "SELECT DISTINCT task_id FROM task_links WHERE kind = 'evidence'"
_GIVEN = """SELECT t.id, t.file_id, t.text, t.start_offset, t.end_offset, t.lead_bodies, t.assigner, t.due,
f.document_id, d.label, coalesce(d.date, f.date) AS date,
(SELECT group_concat(document_id, ' ') FROM (SELECT DISTINCT m.document_id FROM task_references r
    JOIN mentions m ON m.id = r.mention_id WHERE r.task_id = t.id AND m.document_id IS NOT NULL)) AS named
FROM tasks t JOIN files f ON f.id = t.file_id JOIN documents d ON d.id = f.document_id
WHERE t.lead_basis <> 'issuer' AND t.copy_of IS NULL AND f.copy_of IS NULL AND t.assigner IS NOT NULL
  AND t.kind = 'task'
ORDER BY coalesce(d.date, f.date, '9999'), f.sha256, t.ordinal"""
_TOGETHER = """SELECT 1 FROM citations WHERE (from_document = ?1 AND to_document = ?2)
OR (from_document = ?2 AND to_document = ?1) LIMIT 1"""


def task_findings(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """Every finding on tasks that takes the registry to see."""
    yield from _done_after_due(connection, rules)
    yield from _assigned_twice(connection, rules)


def _done_after_due(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """Tasks of which a place surely tells that they were done on a day after the last one that counted."""
    stores = Stores(lambda sql, values: connection.execute(sql, values).fetchall())
    reported = {int(row[0]) for row in connection.execute(_REPORTED)}
    groups = groups_of(stores.same())
    tasks = stores.tasks({member for task in reported for member in groups.get(task, {task})})
    for task in gather(tasks, groups, stores.ties(tasks), stores.corrections):
        one = assigned_at(task, date.max)
        late = _late(one) if one.status is Status.DONE_LATE and "status" not in one.corrected else None
        if late is not None:
            yield _late_finding(task, one, late, rules)


def _late(one: Assigned) -> Evidence | None:
    """The first place that tells of a day after the last one that counts."""
    limit = date.fromisoformat(one.due_now or "")
    done = (
        told
        for told in one.evidence
        if told.kind is LinkKind.EVIDENCE and told.state == OutcomeState.DONE and told.date
    )
    return next((told for told in done if first_day(told.date or "") > limit), None)


def _late_finding(task: Places, one: Assigned, late: Evidence, rules: Rulebook) -> GraphFinding:
    due, done = one.due_now or "", late.date or ""
    unsure = one.inferred or len(done) < len(due)
    values = {"due": spoken(due), "done": spoken(done), "document": late.at.document}
    level = severity("done_after_due", rules, unsure)
    at, other = task.head.at, late.at
    return GraphFinding(
        "done_after_due", level, at.file_id, at.start, at.end, values, other.file_id, other.start, other.end
    )


def _assigned_twice(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """Tasks that a body gives in the same words to others than in an earlier document.

    Both must be due on one day or name one document: the same words are given to many year after year. Where
    one of the two documents names the other, what became of the first order is told there.
    """
    alike: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(_GIVEN).fetchall():
        words = squeeze(row["text"]).rstrip(" .;")
        if len(words.split()) >= _WORDS and (row["due"] or row["named"]):
            alike[fold(row["assigner"]), words].append(row)
    for rows in alike.values():
        for one, other in pairwise(_one_a_document(rows)):
            if _is_one_task(one, other) and not _is_told(connection, one, other):
                yield _twice_finding(one, other, rules)


def _one_a_document(rows: Iterable[Any]) -> Iterator[Any]:
    """The rows whose document gives the task once; in one that gives it to several it is work of each."""
    by_document: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_document[row["document_id"]].append(row)
    return (rows[0] for rows in by_document.values() if len(rows) == 1)


def _is_one_task(one: Any, other: Any) -> bool:
    """Whether two places give one task, each to a body of its own."""
    days = {row["due"] for row in (one, other)} - {None}
    same_day = len(days) == 1 and one["due"] == other["due"]
    shared = set((one["named"] or "").split()) & set((other["named"] or "").split())
    leads, others = json.loads(one["lead_bodies"]), json.loads(other["lead_bodies"])
    if len(days) > 1 or not (same_day or shared):
        return False
    if not leads or not others or any(map(is_class, (*leads, *others))):
        return False
    return not any(same_body(lead, its) for lead in leads for its in others)


def _is_told(connection: sqlite3.Connection, one: Any, other: Any) -> bool:
    ends = (one["document_id"], other["document_id"])
    return connection.execute(_TOGETHER, ends).fetchone() is not None


def _twice_finding(one: Any, other: Any, rules: Rulebook) -> GraphFinding:
    values = {
        "lead": "; ".join(json.loads(other["lead_bodies"])),
        "other_lead": "; ".join(json.loads(one["lead_bodies"])),
        "other_document": one["label"],
    }
    places = [(row["file_id"], row["start_offset"], row["end_offset"]) for row in (other, one)]
    return GraphFinding(
        "assigned_twice", severity("assigned_twice", rules), *places[0], values, *places[1]
    )
