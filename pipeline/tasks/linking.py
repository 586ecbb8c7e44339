"""Joins the tasks of the registry with later places: loads them, has them joined, writes the links."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from pipeline.audit.rows import KEY_LENGTH
from pipeline.search_text import squeeze
from pipeline.tasks.carried import carry
from pipeline.tasks.joining import join
from pipeline.tasks.joins import Carrier, Given, Issued, Joined, Said

Join = Callable[[Mapping[int, Carrier], Sequence[Given], Sequence[Said]], list[Joined]]
"""What joins tasks with tasks and outcomes across documents."""

_FILES = """SELECT f.id, f.document_id, coalesce(f.type, d.type), coalesce(f.issuer, d.issuer),
coalesce(f.date, d.date) FROM files f LEFT JOIN documents d ON d.id = f.document_id
WHERE f.status = 'registered' ORDER BY f.sha256"""
_CITES = "SELECT from_document, relation, to_document FROM citations WHERE asserted_by = from_document"
_TASKS = """SELECT t.id, t.file_id, t.text, t.lead_bodies, t.lead_basis, t.partner_bodies, t.deadline, t.due,
t.product, t.table_index IS NOT NULL FROM tasks t JOIN files f ON f.id = t.file_id
WHERE t.copy_of IS NULL AND f.copy_of IS NULL ORDER BY f.sha256, t.ordinal"""
_NAMED = """SELECT r.task_id, m.document_id FROM task_references r JOIN mentions m ON m.id = r.mention_id
WHERE m.document_id IS NOT NULL ORDER BY r.task_id, r.ordinal"""
_OUTCOMES = """SELECT o.id, o.file_id, o.text, o.state, o.bodies, o.date, o.due
FROM outcomes o JOIN files f ON f.id = o.file_id WHERE o.copy_of IS NULL AND f.copy_of IS NULL
ORDER BY f.sha256, o.ordinal"""
_SAID = """SELECT r.outcome_id, r.role, m.document_id, coalesce(d.label, m.text), coalesce(m.type, d.type),
coalesce(m.date, d.date), coalesce(d.subject, m.subject)
FROM outcome_references r JOIN mentions m ON m.id = r.mention_id
LEFT JOIN documents d ON d.id = m.document_id ORDER BY r.outcome_id, r.role, r.ordinal"""
_CONFIRMED = """SELECT x.task_key, x.kind, x.other_key, t.id, u.id, o.id FROM link_decisions x
JOIN tasks t ON t.key = x.task_key AND t.copy_of IS NULL
LEFT JOIN tasks u ON u.key = x.other_key AND u.copy_of IS NULL
LEFT JOIN outcomes o ON o.key = x.other_key AND o.copy_of IS NULL
WHERE x.decision = 'confirmed' AND (u.id IS NOT NULL OR o.id IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM files f
    WHERE f.copy_of IS NOT NULL AND f.id IN (t.file_id, u.file_id, o.file_id))
ORDER BY x.task_key, x.other_key"""
_NEARLY = 0.8
"""How alike the words of a task in a copy must be to those of the file that is used."""
_COMPARED = 300
_CONFIRMED_REASON = (
    "A person says that it speaks of the task.",
    "Người dùng cho biết chỗ này nói về nhiệm vụ.",
)
_PLACES = """SELECT x.id, f.document_id, f.id, f.copy_of, x.occurrence, x.text FROM {0} x
JOIN files f ON f.id = x.file_id
WHERE f.document_id IN (SELECT document_id FROM files WHERE status = 'registered' AND document_id IS NOT NULL
    GROUP BY document_id HAVING count(*) > 1)
ORDER BY f.copy_of IS NOT NULL, f.sha256, x.ordinal"""
_INSERT = """INSERT OR IGNORE INTO task_links
(key, kind, sure, task_id, other_task_id, outcome_id, left_out, reason_en, reason_vi)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def renew(connection: sqlite3.Connection, joining: Join | None = None) -> int:
    """Find all links anew inside the caller's transaction; how many there are.

    What comes out depends on files and rules alone, not on the order of reading.
    """
    connection.execute("DELETE FROM task_links")
    carry(connection)
    for table in ("tasks", "outcomes"):
        _mark_copies(connection, table)
    tasks = list(_given(connection))
    if not tasks:
        return 0
    joined = (joining or join)(_carriers(connection), tasks, list(_said(connection)))
    keys = {table: _keys(connection, table) for table in ("tasks", "outcomes")}
    connection.executemany(_INSERT, (_row(keys["tasks"], keys["outcomes"], link) for link in joined))
    connection.executemany(_INSERT, _confirmed(connection))
    return int(connection.execute("SELECT count(*) FROM task_links").fetchone()[0])


def link_key(task: str, kind: str, other: str) -> str:
    """The key of a link between the places of these keys."""
    return hashlib.sha256("\0".join(("link", task, kind, other)).encode()).hexdigest()[:KEY_LENGTH]


def _row(tasks: Mapping[int, str], outcomes: Mapping[int, str], link: Joined) -> tuple[object, ...]:
    ends = (tasks.get(link.other_task or 0), outcomes.get(link.outcome or 0))
    (other,) = (end for end in ends if end is not None)
    left_out = json.dumps(link.left_out, ensure_ascii=False)
    return (
        link_key(tasks[link.task], link.kind.value, other), link.kind.value, int(link.sure), link.task,
        link.other_task, link.outcome, left_out, link.reason_en, link.reason_vi,
    )  # fmt: skip


def _confirmed(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The links that a person confirmed: they stand also where nothing proposes them any more."""
    return [
        (link_key(task_key, kind, other_key), kind, 0, *rest, "[]", *_CONFIRMED_REASON)
        for task_key, kind, other_key, *rest in connection.execute(_CONFIRMED).fetchall()
    ]


def _keys(connection: sqlite3.Connection, table: str) -> dict[int, str]:
    return {int(row[0]): str(row[1]) for row in connection.execute(f"SELECT id, key FROM {table}")}


def _mark_copies(connection: sqlite3.Connection, table: str) -> None:
    """Note which places stand in another file of the same document, as they count once.

    Word for word, or, in a file that is a copy of the used one, nearly so: a copy may be misread.
    """
    connection.execute(f"UPDATE {table} SET copy_of = NULL WHERE copy_of IS NOT NULL")
    first: dict[tuple[str, int, str], int] = {}
    used: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    copies: dict[int, int] = {}
    near = []
    places = connection.execute(_PLACES.format(table)).fetchall()
    for key, document, file_id, copy_of, occurrence, text in places:
        words = squeeze(text)
        original = first.setdefault((document, occurrence, words), key)
        used[file_id].append((key, words))
        if original != key:
            copies[key] = original
        elif copy_of is not None:
            near.append((key, copy_of, words))
    taken = set(copies.values())
    for key, file_id, words in near:
        free = ((place, other) for place, other in used[file_id] if place not in taken)
        best, place = min(((-_likeness(words, other), place) for place, other in free), default=(0.0, 0))
        if -best >= _NEARLY:
            copies[key] = place
            taken.add(place)
    connection.executemany(
        f"UPDATE {table} SET copy_of = ? WHERE id = ?", ((original, key) for key, original in copies.items())
    )


def _likeness(one: str, other: str) -> float:
    """How alike the words of two places are, 0 to 1."""
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    quick = matcher.real_quick_ratio() >= _NEARLY and matcher.quick_ratio() >= _NEARLY
    return matcher.ratio() if quick else 0.0


def _carriers(connection: sqlite3.Connection) -> dict[int, Carrier]:
    cites: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for source, relation, target in connection.execute(_CITES):
        cites[source].add((relation, target))
    return {row[0]: Carrier(*[*row, frozenset(cites.get(row[1], ()))]) for row in connection.execute(_FILES)}


def _given(connection: sqlite3.Connection) -> Iterator[Given]:
    named = _grouped(connection.execute(_NAMED))
    for row in connection.execute(_TASKS).fetchall():
        key, file_id, text, lead, basis, partners, deadline, due, product, in_table = row
        yield Given(
            key, file_id, text, _bodies(lead), basis, _bodies(partners), deadline, due, product,
            tuple(document for (document,) in named.get(key, ())), bool(in_table),
        )  # fmt: skip


def _said(connection: sqlite3.Connection) -> Iterator[Said]:
    named = _grouped(connection.execute(_SAID))
    for key, file_id, text, state, bodies, date, due in connection.execute(_OUTCOMES).fetchall():
        products = tuple(Issued(*rest) for role, *rest in named.get(key, ()) if role == "product")
        others = tuple(row[1] for row in named.get(key, ()) if row[0] == "reference" and row[1])
        yield Said(key, file_id, text, state, _bodies(bodies), products, others, date, due)


def _grouped(rows: Iterable[Sequence[Any]]) -> Mapping[int, list[tuple[Any, ...]]]:
    """Rows by their first value."""
    groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


def _bodies(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
