"""Reads tasks, their links and what people decided about them out of the registry."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from extractors.task_facts import OutcomeState
from pipeline.tasks.days import first_day
from pipeline.tasks.model import Evidence, LinkKind, Place


@dataclass(frozen=True, slots=True)
class By:
    """By when a task is to be done, as `extractors.task_facts.Deadline` has it."""

    value: str | None = None
    kind: str | None = None
    text: str | None = None
    due: str | None = None
    strict: bool = False
    inferred: bool = False
    recurrence: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A task as the registry holds it; `rank` orders places from the earliest on."""

    id: int
    key: str
    kind: str
    text: str
    at: Place
    section: str | None
    lead: tuple[str, ...]
    lead_basis: str
    partners: tuple[str, ...]
    by: By
    product: str | None
    assigner: str | None
    references: tuple[str, ...]
    rank: tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that nobody rejected, from a task to a later place: another task, or something said."""

    task: int
    evidence: Evidence
    other: int | None
    outcome: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person set: "lead", "deadline", "status" or "not_a_task", its value, and the day done."""

    field: str
    value: str | None
    date: str | None
    reviewer: str | None


_PLACE = """f.id AS file_id, f.name AS file, d.id AS document_id, coalesce(d.label, f.name) AS document,
coalesce(d.date, f.date) AS date, {0}.page, {0}.start_offset, {0}.end_offset, {0}.text"""
_OF = "JOIN files f ON f.id = {0}.file_id LEFT JOIN documents d ON d.id = f.document_id"
_TASKS = f"""SELECT {_PLACE.format("t")}, t.id, t.key, t.kind, t.section, t.lead_bodies, t.lead_basis,
t.partner_bodies, t.deadline, t.deadline_kind, t.deadline_text, t.due, t.strict, t.inferred, t.recurrence,
t.time, t.product, t.assigner, f.sha256, t.ordinal
FROM tasks t {_OF.format("t")} WHERE t.copy_of IS NULL AND f.copy_of IS NULL AND {{}}"""
_AMONG = "{} IN (SELECT value FROM json_each(?))"
_LABELS = f"""SELECT r.task_id, coalesce(d.label, m.text) FROM task_references r
JOIN mentions m ON m.id = r.mention_id LEFT JOIN documents d ON d.id = m.document_id
WHERE {_AMONG.format("r.task_id")} ORDER BY r.task_id, r.ordinal"""
_LINKS = f"""SELECT {_PLACE.format("o")}, l.key, l.kind, l.sure, l.task_id, l.other_task_id, l.outcome_id,
l.left_out, g.lead_bodies, l.reason_en, l.reason_vi, {{}} FROM task_links l
JOIN tasks g ON g.id = l.task_id JOIN {{}} {_OF.format("o")}
WHERE {_AMONG.format("l.task_id")} ORDER BY l.id"""
_TO_OUTCOMES = _LINKS.format(
    "o.state, o.date AS done, o.due, o.in_time, o.told", "outcomes o ON o.id = l.outcome_id"
)
_TO_TASKS = _LINKS.format(
    "NULL AS state, NULL AS done, o.due, NULL AS in_time, NULL AS told", "tasks o ON o.id = l.other_task_id"
)
_PRODUCTS = f"""SELECT r.outcome_id, coalesce(d.label, m.text), coalesce(m.date, d.date)
FROM outcome_references r JOIN mentions m ON m.id = r.mention_id
LEFT JOIN documents d ON d.id = m.document_id
WHERE r.role = 'product' AND {_AMONG.format("r.outcome_id")} ORDER BY r.outcome_id, r.ordinal"""
_SAME = "SELECT task_id, other_task_id, sure FROM task_links WHERE kind = 'same'"
# What was decided about a place holds for the file of the same document that stands for all its copies.
_CORRECTIONS = """SELECT coalesce(t.copy_of, t.id), c.field, c.value, c.date, c.reviewer
FROM task_corrections c JOIN tasks t ON t.key = c.key ORDER BY c.made DESC, c.key, c.field"""
_DECISIONS = """SELECT coalesce(t.copy_of, t.id), x.kind, coalesce(u.copy_of, u.id),
coalesce(o.copy_of, o.id), x.decision, x.reviewer FROM link_decisions x JOIN tasks t ON t.key = x.task_key
LEFT JOIN tasks u ON u.key = x.other_key LEFT JOIN outcomes o ON o.key = x.other_key
WHERE u.id IS NOT NULL OR o.id IS NOT NULL ORDER BY x.made"""
_End = tuple[int, str, int | None, int | None]
"""A link by its task, kind, other task and outcome."""


Query = Callable[[str, Sequence[str]], list[Any]]
"""What asks the registry; its rows know their columns by name, as those of `Registry.query` do."""


class Stores:
    """The tasks of a registry that is open, with what people decided about them."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self.corrections = self._read_corrections()
        self._decisions: dict[_End, tuple[str, str | None]] = {
            (row[0], row[1], row[2], row[3]): (row[4], row[5]) for row in self._rows(_DECISIONS)
        }

    def _rows(self, sql: str, *values: str) -> list[Any]:
        return self._query(sql, values)

    def _read_corrections(self) -> Mapping[int, Mapping[str, Correction]]:
        made: defaultdict[int, dict[str, Correction]] = defaultdict(dict)
        for task, *rest in self._rows(_CORRECTIONS):
            made[task].setdefault(rest[0], Correction(*rest))
        return made

    def is_aside(self, task: int) -> bool:
        """Whether a person said that it is no task."""
        return "not_a_task" in self.corrections.get(task, ())

    def same(self) -> list[tuple[int, int]]:
        """The pairs of tasks that are surely the same."""
        return [
            (task, other)
            for task, other, sure in self._rows(_SAME)
            if self._standing((task, "same", other, None), bool(sure)) and not self._one_aside(task, other)
        ]

    def _one_aside(self, *tasks: int) -> bool:
        return any(self.is_aside(task) for task in tasks)

    def _standing(self, end: _End, sure: bool) -> bool:
        decision, _ = self._decisions.get(end, (None, None))
        return decision == "confirmed" or (sure and decision != "rejected")

    def tasks(self, wanted: Collection[int] | None = None) -> dict[int, Stored]:
        """The tasks of these ids, or all, but for copies and what is no task."""
        if wanted is None:
            rows = self._rows(_TASKS.format("f.status = 'registered'"))
        else:
            rows = self._rows(_TASKS.format(_AMONG.format("t.id")), _ids(wanted))
        ids = [row["id"] for row in rows]
        labels = _grouped(self._rows(_LABELS, _ids(ids)))
        return {
            row["id"]: _stored(row, labels.get(row["id"], [])) for row in rows if not self.is_aside(row["id"])
        }

    def ties(self, tasks: Collection[int]) -> list[Tie]:
        """The links from these tasks that nobody rejected, the earliest place first."""
        rows = [*self._rows(_TO_OUTCOMES, _ids(tasks)), *self._rows(_TO_TASKS, _ids(tasks))]
        products = _grouped(self._rows(_PRODUCTS, _ids([row["outcome_id"] for row in rows])))
        ties = [
            self._tie(row, products.get(row["outcome_id"], []))
            for row in rows
            if row["other_task_id"] is None or not self.is_aside(row["other_task_id"])
        ]
        standing = [tie for tie in ties if tie is not None]
        return sorted(standing, key=lambda tie: (tie.evidence.at.date or "9999", tie.evidence.key))

    def _tie(self, row: Any, products: Sequence[Sequence[Any]]) -> Tie | None:
        end = row["task_id"], row["kind"], row["other_task_id"], row["outcome_id"]
        decision, reviewer = self._decisions.get(end, (None, None))
        if decision == "rejected":
            return None
        kind, left_out = LinkKind(row["kind"]), _list(row["left_out"])
        told = Evidence(
            row["key"], kind, _place(row), bool(row["sure"]), row["reason_en"], row["reason_vi"],
            "extended" if kind is LinkKind.EXTENDS else row["state"], _day(_done(row, products)),
            _day(row["due"]) if row["state"] == "extended" or kind is LinkKind.EXTENDS else None,
            "; ".join(dict.fromkeys(label for label, _ in products)) or None,
            None if row["in_time"] is None else bool(row["in_time"]),
            tuple(lead for lead in _list(row["lead_bodies"]) if lead not in left_out) if left_out else (),
            left_out, told=row["told"],
        )  # fmt: skip
        if decision == "confirmed":
            told = _confirmed(told, reviewer)
        return Tie(row["task_id"], told, row["other_task_id"], row["outcome_id"])


def _confirmed(told: Evidence, reviewer: str | None) -> Evidence:
    by = (f" by {reviewer}", f" bởi {reviewer}") if reviewer else ("", "")
    return replace(
        told,
        sure=True,
        reason_en=f"{told.reason_en} Confirmed{by[0]}.",
        reason_vi=f"{told.reason_vi} Đã xác nhận{by[1]}.",
    )


def _done(row: Any, products: Sequence[Sequence[Any]]) -> str | None:
    """The day on which work was done: that of the document put out, else what the words say.

    Where documents of several days were put out, none of these is known to be the day.
    """
    days = {day for _, day in products if day and len(day) == 10}
    done = row["state"] == OutcomeState.DONE
    said: str | None = row["done"]
    return days.pop() if done and len(days) == 1 else said


def _day(told: str | None) -> str | None:
    """A date that the calendar has, else None: a misprint tells no day."""
    try:
        return told if told and first_day(told) else None
    except ValueError:
        return None


def _stored(row: Any, labels: Sequence[Sequence[Any]]) -> Stored:
    by = By(
        row["deadline"], row["deadline_kind"], row["deadline_text"], _day(row["due"]), bool(row["strict"]),
        bool(row["inferred"]), row["recurrence"], row["time"],
    )  # fmt: skip
    return Stored(
        row["id"], row["key"], row["kind"], row["text"], _place(row), row["section"],
        _list(row["lead_bodies"]), row["lead_basis"], _list(row["partner_bodies"]), by, row["product"],
        row["assigner"], tuple(dict.fromkeys(label for (label,) in labels)),
        (row["date"] or "9999", row["sha256"], row["ordinal"]),
    )  # fmt: skip


def _place(row: Any) -> Place:
    return Place(
        row["file_id"], row["file"], row["document_id"], row["document"], _day(row["date"]), row["page"],
        row["start_offset"], row["end_offset"], row["text"],
    )  # fmt: skip


def _grouped(rows: Iterable[Sequence[Any]]) -> Mapping[int, list[tuple[Any, ...]]]:
    """Rows by their first value."""
    groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


@lru_cache(maxsize=8192)
def _list(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _ids(wanted: Iterable[int | None]) -> str:
    return json.dumps(sorted({one for one in wanted if one is not None}))
