"""The datasets of tasks as they stand at a day: bodies, places, what became of them, and what files say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from pipeline.datasets.model import Column, Dataset, Kind, Row
from pipeline.datasets.places import DOCUMENT, FILE, IDS, PAGE, SECTION, SPAN, WORDS, facts
from pipeline.registry import Registry
from pipeline.tasks.merging import Places
from pipeline.tasks.model import Assigned, Place
from pipeline.tasks.standing import Standing, by_portions
from pipeline.tasks.status import was_known
from pipeline.tasks.stored import Tie

TEXT, CODE, INTEGER, ISO, LIST = Kind.TEXT, Kind.CODE, Kind.INTEGER, Kind.ISO, Kind.LIST
BOOLEAN, DAY = Kind.BOOLEAN, Kind.DAY
_AT = (*(Column(one.name, one.kind, "", one.leads_to, one.by) for one in DOCUMENT[:2]),)
_PAGE, _FILE = Column("page", INTEGER), Column("file", TEXT, leads_to="files", by="file_id")
_SPAN = (Column("start", INTEGER), Column("end", INTEGER))
_IDS = (
    Column("document_id", TEXT, leads_to="documents"),
    Column("file_id", INTEGER, leads_to="files"),
)
_TASK = Column("task_key", TEXT, leads_to="tasks")


def task_row(task: Assigned, as_of: date, places: int) -> Row:
    """The row of a task that `places` places give, as it stands at the end of `as_of`."""
    at = task.at
    return (
        task.key, task.kind, task.text, task.lead, task.partners, task.status.value, task.due_now,
        task.status_reason_vi, task.status_reason_en, as_of.isoformat(), task.due, task.deadline,
        task.deadline_kind, task.deadline_text, task.strict, task.inferred, task.recurrence, task.time,
        task.product, task.references, task.assigner, task.lead_basis, at.document, at.date, task.section,
        at.page, at.file, places, len(task.evidence), len(task.proposals), task.corrected, at.start, at.end,
        at.document_id, at.file_id,
    )  # fmt: skip


def _tasks(registry: Registry, as_of: date) -> Iterator[Row]:
    return (task_row(one, as_of, len(task.places)) for task, one in by_portions(registry, as_of))


TASKS = Dataset(
    "tasks",
    (
        Column("task_key", TEXT),
        Column("kind", CODE, words="task_kind_"),
        Column("words", TEXT),
        Column("lead", LIST),
        Column("partners", LIST),
        Column("status", CODE, words="task_"),
        Column("due_now", DAY),
        Column("status_reason", TEXT),
        Column("status_reason_en", TEXT),
        Column("as_of", DAY),
        Column("due", DAY),
        Column("deadline", TEXT),
        Column("deadline_kind", CODE),
        Column("deadline_text", TEXT),
        Column("strict", BOOLEAN),
        Column("inferred", BOOLEAN),
        Column("recurrence", TEXT),
        Column("time", TEXT),
        Column("product", TEXT),
        Column("references", LIST),
        Column("assigner", TEXT),
        Column("lead_basis", CODE, words="task_lead_"),
        *_AT,
        Column("section", TEXT),
        _PAGE,
        _FILE,
        Column("places", INTEGER),
        Column("evidence", INTEGER),
        Column("proposals", INTEGER),
        Column("corrected", LIST),
        *_SPAN,
        *_IDS,
    ),
    key="task_key",
    made=_tasks,
)


def _of_each(told: Callable[[Places, Assigned], Iterable[Row]]) -> Callable[[Registry, date], Iterator[Row]]:
    """The rows that `told` yields of every task."""

    def rows(registry: Registry, as_of: date) -> Iterator[Row]:
        return (row for task, one in by_portions(registry, as_of) for row in told(task, one))

    return rows


def _bodies_of(task: Places, one: Assigned) -> Iterator[Row]:
    for role, bodies in (("lead", one.lead), ("partner", one.partners)):
        for ordinal, body in enumerate(bodies):
            yield one.key, role, ordinal, body


TASK_BODIES = Dataset(
    "task_bodies",
    (_TASK, Column("role", CODE), Column("ordinal", INTEGER), Column("body", TEXT)),
    made=_of_each(_bodies_of),
)


def _places_of(task: Places, one: Assigned) -> Iterator[Row]:
    for ordinal, place in enumerate(task.places):
        at = place.at
        yield (
            place.key, one.key, ordinal, place.text, at.document, at.date, place.section, at.page, at.file,
            at.start, at.end, at.document_id, at.file_id,
        )  # fmt: skip


TASK_PLACES = Dataset(
    "task_places",
    (
        Column("place_key", TEXT),
        _TASK,
        Column("ordinal", INTEGER),
        Column("words", TEXT),
        *_AT,
        Column("section", TEXT),
        _PAGE,
        _FILE,
        *_SPAN,
        *_IDS,
    ),
    key="place_key",
    made=_of_each(_places_of),
)

OUTCOMES = Dataset(
    "outcomes",
    (
        Column("outcome_key", TEXT, "x.key"),
        Column("state", CODE, "x.state", words="task_said_"),
        WORDS,
        Column("cue", TEXT, "x.cue"),
        Column("bodies", LIST, "x.bodies"),
        Column("done_on", ISO, "x.date"),
        Column("in_time", BOOLEAN, "x.in_time"),
        Column("told", TEXT, "x.told"),
        Column("due", ISO, "x.due"),
        Column("deadline", TEXT, "x.deadline"),
        Column("deadline_kind", CODE, "x.deadline_kind"),
        Column("deadline_text", TEXT, "x.deadline_text"),
        *DOCUMENT,
        SECTION,
        PAGE,
        FILE,
        Column("table_index", INTEGER, "x.table_index"),
        Column("row_index", INTEGER, "x.row_index"),
        *SPAN,
        *IDS,
    ),
    key="outcome_key",
    source=facts("outcomes", more=" AND x.copy_of IS NULL"),
    order="f.name, f.sha256, x.ordinal",
)


def _follow_ups(registry: Registry, as_of: date) -> Iterator[Row]:
    for portion in _portions(by_portions(registry, as_of)):
        keys = _Keys(registry, portion)
        for task, one in portion:
            members = {place.id for place in task.places}
            for tie in task.ties:
                if tie.other not in members:  # places of the task itself are in task_places
                    yield _follow_up(tie, one, keys, as_of)


def _portions(tasks: Iterable[Standing], size: int = 1000) -> Iterator[list[Standing]]:
    held: list[Standing] = []
    for task in tasks:
        held.append(task)
        if len(held) == size:
            yield held
            held = []
    yield held


class _Keys:
    """The keys of both ends of the links of some tasks, by their ids."""

    def __init__(self, registry: Registry, tasks: Iterable[Standing]) -> None:
        ties = [tie for task, _ in tasks for tie in task.ties]
        places = {one for tie in ties for one in (tie.task, tie.other)}
        self.places = _read(registry, "tasks", places)
        self.outcomes = _read(registry, "outcomes", {tie.outcome for tie in ties})


def _read(registry: Registry, table: str, ids: set[int | None]) -> dict[int | None, str]:
    from json import dumps

    sql = f"SELECT id, key FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    rows = registry.query(sql, (dumps(sorted(one for one in ids if one is not None)),))
    return {row[0]: row[1] for row in rows}


def _follow_up(tie: Tie, one: Assigned, keys: _Keys, as_of: date) -> Row:
    told, at = tie.evidence, tie.evidence.at
    return (
        told.key, one.key, told.kind.value, told.sure, told.state, told.date, told.due, told.in_time,
        told.leads, told.left_out, told.product, at.words, told.told, not was_known(told, as_of),
        told.reason_vi, told.reason_en, *_where(at), keys.places.get(tie.task),
        keys.places.get(tie.other), keys.outcomes.get(tie.outcome), at.document_id, at.file_id,
    )  # fmt: skip


def _where(at: Place) -> tuple[Any, ...]:
    return at.document, at.date, at.page, at.file, at.start, at.end


FOLLOW_UPS = Dataset(
    "follow_ups",
    (
        Column("link_key", TEXT),
        _TASK,
        Column("link_kind", CODE, words="task_link_"),
        Column("sure", BOOLEAN),
        Column("state", CODE, words="task_said_"),
        Column("done_on", ISO),
        Column("due", DAY),
        Column("in_time", BOOLEAN),
        Column("leads", LIST),
        Column("left_out", LIST),
        Column("product", TEXT),
        Column("words", TEXT),
        Column("told", TEXT),
        Column("later", BOOLEAN),
        Column("reason_vi", TEXT),
        Column("reason_en", TEXT),
        *_AT,
        _PAGE,
        _FILE,
        *_SPAN,
        Column("place_key", TEXT),
        Column("other_place_key", TEXT),
        Column("outcome_key", TEXT),
        *_IDS,
    ),
    key="link_key",
    made=_follow_ups,
)
