"""Where all tasks, or some of them, stand at a date, each with the places that give it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from json import dumps

from pipeline.registry import Registry
from pipeline.tasks.days import first_day
from pipeline.tasks.merging import Places, assigned_at, gather, groups_of
from pipeline.tasks.model import Assigned
from pipeline.tasks.stored import Stores

Standing = tuple[Places, Assigned]


def every(registry: Registry, as_of: date) -> Iterator[Standing]:
    """All tasks that were given by that day."""
    stores = Stores(registry.query)
    tasks = stores.tasks()
    groups = groups_of(stores.same())
    return _at(gather(tasks, groups, stores.ties(tasks), stores.corrections), as_of)


def among(registry: Registry, groups: Iterable[Collection[int]], as_of: date) -> list[Standing]:
    """The tasks that these groups of places give, in the order of the groups; what is gone is left out."""
    return _among(Stores(registry.query), [frozenset(group) for group in groups], as_of)


_IN_ORDER = """SELECT t.id FROM files f CROSS JOIN tasks t ON t.file_id = f.id
WHERE f.status = 'registered' AND +f.copy_of IS NULL AND t.copy_of IS NULL
ORDER BY f.name, f.sha256, t.ordinal"""


def by_portions(registry: Registry, as_of: date, size: int = 1000) -> Iterator[Standing]:
    """All tasks that were given by that day, by file and place in it; about `size` are held at a time."""
    stores = Stores(registry.query)
    groups = groups_of(stores.same())
    ids = (int(row[0]) for row in registry.stream(_IN_ORDER))
    told: set[int] = set()
    while portion := list(islice(ids, size)):
        chosen = []
        for one in portion:
            if one not in told:
                chosen.append(groups.get(one, frozenset((one,))))
                told.update(chosen[-1] if len(chosen[-1]) > 1 else ())
        yield from _among(stores, chosen, as_of)


def _among(stores: Stores, known: Sequence[frozenset[int]], as_of: date) -> list[Standing]:
    tasks = stores.tasks({member for group in known for member in group})
    mates = {member: group for group in known for member in group}
    gathered = gather(tasks, mates, stores.ties(tasks), stores.corrections)
    found = {place.id: pair for pair in _at(gathered, as_of) for place in pair[0].places}
    pairs = (next((found[member] for member in group if member in found), None) for group in known)
    return [pair for pair in pairs if pair is not None]


def around(registry: Registry, keys: Iterable[str]) -> list[frozenset[int]]:
    """The groups of places that give the tasks of these keys, or that are linked with them.

    What is decided about a task or a link changes no others.
    """
    stores = Stores(registry.query)
    groups = groups_of(stores.same())
    rows = registry.query(_AROUND, {"keys": dumps(sorted(set(keys)))})
    near = {int(row[0]) for row in rows}
    near |= {mate for one in near for mate in groups.get(one, ())}
    return list({groups.get(one, frozenset((one,))) for one in near})


_AROUND = """WITH named AS (SELECT coalesce(copy_of, id) AS id FROM tasks
WHERE key IN (SELECT value FROM json_each(:keys)))
SELECT id FROM named UNION
SELECT other_task_id FROM task_links WHERE task_id IN (SELECT id FROM named) AND other_task_id IS NOT NULL
UNION SELECT task_id FROM task_links WHERE other_task_id IN (SELECT id FROM named)"""


def _at(tasks: Iterable[Places], as_of: date) -> Iterator[Standing]:
    for task in tasks:
        given = task.head.at.date
        if given is None or first_day(given) <= as_of:
            yield task, assigned_at(task, as_of)
