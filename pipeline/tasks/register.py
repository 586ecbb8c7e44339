"""Asks the registry of tasks: who was told what by when, and where it stands at a date."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.errors import UsageError
from pipeline.refs import LISTED, fitting_names, near_names
from pipeline.registry import Registry
from pipeline.search_text import squeeze
from pipeline.tasks.candidates import set_aside, several, unknown
from pipeline.tasks.days import first_day
from pipeline.tasks.merging import Places, assigned_at, gather, groups_of
from pipeline.tasks.model import Assigned, Status
from pipeline.tasks.stored import Stores

_DIGITS = frozenset("0123456789abcdef")
Groups = Mapping[int, frozenset[int]]
"""The tasks that are the same as each task of which there are others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for; what is left empty asks for all.

    `leads` and `partners` are parts of names of bodies, of which one must fit, diacritics aside. Due days are
    those that count now, both ends included. `assigned_by` is the id of the document that gives
    the task; `topic` are words that must all stand in it. `include_same` lists a task at every place that
    gives it, else it is listed once, under the earliest.
    """

    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    assigned_by: str | None = None
    topic: str | None = None
    kind: str | None = None
    include_same: bool = False


def assigned(registry: Registry, wanted: Wanted, as_of: date) -> list[Assigned]:
    """The tasks asked for as they stand at the end of `as_of`: by the day that counts now, then by document.

    What was given after that day is left out.

    Raises:
        UsageError: the registry has tasks, but none with a body of such a name.
    """
    stores = Stores(registry.query)
    names = _Names(registry, stores)
    leads, partners = names.fitting("lead", wanted.leads), names.fitting("partner", wanted.partners)
    groups = groups_of(stores.same())
    chosen = _chosen(registry, wanted, leads, partners, groups, stores)
    found = [
        (task, assigned_at(task, as_of))
        for task in _listed(_gathered(stores, groups, chosen), wanted)
        if task.head.at.date is None or first_day(task.head.at.date) <= as_of
    ]
    fitting = [one for task, one in found if _fits(task, one, wanted, leads, partners)]
    return sorted(fitting, key=_in_order)


def _in_order(one: Assigned) -> tuple[str, str, str, int]:
    return one.due_now or "9999", one.at.date or "9999", one.at.file, one.at.start


def find(registry: Registry, typed: str, as_of: date | None = None) -> Assigned:
    """The one task whose key begins with what was typed, as it stands at `as_of`, by default today.

    The key of a place that gives a task again finds the task, listed under its earliest place.

    Raises:
        UnknownReferenceError: there is none, or there are several; the message lists candidates.
    """
    stores = Stores(registry.query)
    groups = groups_of(stores.same())
    ids = _with_prefix(registry, typed)
    if len(ids) == 1 and not stores.is_aside(ids[0]):
        (task,) = _gathered(stores, groups, set(ids))
        return assigned_at(task, as_of or date.today())
    if len(ids) == 1:
        raise set_aside(typed)
    raise several(registry, typed, ids) if ids else unknown(registry, typed)


def called(registry: Registry, typed: str) -> tuple[str, tuple[str, str]]:
    """The body that a person means by a name: the one of the registry that fits, else as it was typed.

    With it what is to be said of that in English and Vietnamese: names that are near where none fits, or
    those among which it stays open; "" where one fits.
    """
    rows = registry.query("SELECT body FROM task_bodies UNION SELECT issuer FROM documents WHERE issuer > ''")
    names = {str(row[0]) for row in rows}
    fitting = [name for name in names if squeeze(name) == squeeze(typed)] or fitting_names(names, typed)
    if len(fitting) == 1:
        return fitting[0], ("", "")
    near = near_names(names, typed)
    if fitting:
        shown = "; ".join(sorted(fitting)[:LISTED])
        near = (f"; it stands in: {shown}", f"; có trong tên: {shown}")
    return typed, (
        f'"{typed}" is not the whole name of a body of the registry and is kept as typed{near[0]}.',
        f"“{typed}” không phải tên đầy đủ của cơ quan nào trong sổ, được giữ nguyên như đã gõ{near[1]}.",
    )


def _with_prefix(registry: Registry, typed: str) -> list[int]:
    """The tasks whose key begins so; a copy of a task stands for it."""
    prefix = typed.strip().casefold()
    if not prefix or not set(prefix) <= _DIGITS:
        return []
    high = prefix + "g"  # after every hexadecimal digit
    rows = registry.query(
        "SELECT DISTINCT coalesce(copy_of, id) FROM tasks WHERE key >= ? AND key < ? ORDER BY 1",
        (prefix, high),
    )
    return [int(row[0]) for row in rows]


def _gathered(stores: Stores, groups: Groups, chosen: set[int] | None) -> list[Places]:
    tasks = stores.tasks(None if chosen is None else _whole(chosen, groups))
    return gather(tasks, groups, stores.ties(tasks), stores.corrections)


def _listed(tasks: Iterable[Places], wanted: Wanted) -> Iterator[Places]:
    for task in tasks:
        if wanted.include_same:
            yield from (task.under(place) for place in task.places)
        else:
            yield task


_OF_BODIES = (
    "id IN (SELECT task_id FROM task_bodies WHERE role = ? AND body IN (SELECT value FROM json_each(?)))"
)


def _chosen(
    registry: Registry,
    wanted: Wanted,
    leads: frozenset[str] | None,
    partners: frozenset[str] | None,
    groups: Groups,
    stores: Stores,
) -> set[int] | None:
    """The tasks that may be meant, None for all; what people changed is looked at in any case.

    One place of a task may meet one condition, another place another.
    """
    conditions: list[tuple[str, tuple[str, ...]]] = [
        (_OF_BODIES, (role, json.dumps(sorted(names))))
        for role, names in (("lead", leads), ("partner", partners))
        if names is not None
    ]
    if wanted.assigned_by is not None:
        of_document = "file_id IN (SELECT id FROM files WHERE document_id = ?)"
        conditions.append((of_document, (wanted.assigned_by,)))
    if wanted.kind is not None:
        conditions.append(("kind = ?", (wanted.kind,)))
    if words := _words(wanted.topic):
        conditions.append((" AND ".join(["instr(fold(text), ?)"] * len(words)), tuple(words)))
    if not conditions:
        return None
    found = (
        _whole({int(row[0]) for row in registry.query(f"SELECT id FROM tasks WHERE {sql}", values)}, groups)
        for sql, values in conditions
    )
    return set.intersection(*found) | set(stores.corrections)


def _whole(tasks: set[int], groups: Groups) -> set[int]:
    """The tasks with all that are the same."""
    return {member for task in tasks for member in groups.get(task, (task,))}


def _words(topic: str | None) -> list[str]:
    return squeeze(topic or "").split()


def _fits(
    task: Places,
    one: Assigned,
    wanted: Wanted,
    leads: frozenset[str] | None,
    partners: frozenset[str] | None,
) -> bool:
    """Whether a task is asked for, with what people decided and what only later places tell."""
    places = task.places[:1] if wanted.include_same else task.places
    words = _words(wanted.topic)
    return (
        (leads is None or not leads.isdisjoint(one.lead))
        and (partners is None or not partners.isdisjoint(one.partners))
        and (not wanted.statuses or one.status in wanted.statuses)
        and (wanted.due_from is None or (one.due_now or "") >= wanted.due_from.isoformat())
        and (wanted.due_to is None or (one.due_now or "9999") <= wanted.due_to.isoformat())
        and (wanted.assigned_by is None or wanted.assigned_by in {place.at.document_id for place in places})
        and (wanted.kind is None or one.kind == wanted.kind)
        and (not words or any(_holds(place.text, words) for place in places))
    )


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = squeeze(text)
    return all(word in folded for word in words)


class _Names:
    """The bodies that tasks name, or that people set."""

    def __init__(self, registry: Registry, stores: Stores) -> None:
        self._registry = registry
        self._set = {
            body
            for made in stores.corrections.values()
            if "lead" in made
            for body in json.loads(made["lead"].value or "[]")
        }

    def fitting(self, role: str, typed: tuple[str, ...]) -> frozenset[str] | None:
        """The bodies of a role that fit one of what was typed; None where nothing was."""
        if not typed:
            return None
        rows = self._registry.query("SELECT DISTINCT body FROM task_bodies WHERE role = ?", (role,))
        names = {str(row[0]) for row in rows} | (self._set if role == "lead" else set())
        return frozenset(name for one in typed for name in fitting_bodies(names, one))


def fitting_bodies(names: set[str], typed: str) -> tuple[str, ...]:
    """Those of the bodies' names that hold what was typed.

    Raises:
        UsageError: there are names, but none fits.
    """
    found = fitting_names(names, typed)
    if not found and names:
        near = near_names(names, typed)
        raise UsageError(
            f'No task of the registry names a body with "{typed}" in its name{near[0]}.',
            f"Không nhiệm vụ nào trong sổ nêu cơ quan có tên chứa “{typed}”{near[1]}.",
        )
    return found
