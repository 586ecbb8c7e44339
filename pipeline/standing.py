"""What a document is worth at a date: in force, changed, ended or not begun, and the edges that say so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.edge_sql import quoted
from pipeline.registry import Registry
from pipeline.schema import IS_NORMATIVE
from pipeline.views import ENDINGS, changes


class State(StrEnum):
    """The standing of a document at a date."""

    REPLACED = "replaced"
    REPEALED = "repealed"
    CONTRADICTORY = "contradictory"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    AMENDED = "amended"
    IN_FORCE = "in_force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """An edge by which one document changes another.

    `since` is the first day of its effect, shortened where only a year or month is known, None where nothing
    is. `part` is the place that it touches where that is not the whole. `contradiction` tells why it does not
    count: "older" (than what it would change), "lower" (in force), "mutual" (each would end the other).
    `until` is the last day of the changing document; `asserted_by` names who says it where neither does.
    """

    relation: str
    part: str | None
    by: str
    by_id: str
    since: str | None
    until: str | None
    contradiction: str | None
    asserted_by: str | None
    citation: int


@dataclass(frozen=True, slots=True)
class Life:
    """What a document tells of its own time: its date, first and last day in force; ISO, None if untold.

    A normative document (văn bản quy phạm pháp luật) begins some time after its date, others on that day.
    """

    date: str | None
    effective_from: str | None = None
    effective_to: str | None = None
    normative: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A document's standing at `as_of`, since when, and what it rests on.

    `since` is None where the first day in force or the changing document's date is not known. `basis` are the
    changes in effect, `later` those that begin after `as_of`, `contradictions` those that do not count.
    """

    state: State
    as_of: str
    since: str | None
    by: str | None
    basis: tuple[Change, ...]
    later: tuple[Change, ...]
    contradictions: tuple[Change, ...]


def begun(since: str | None, as_of: str) -> bool:
    """Whether what begins at `since` has begun at `as_of`, as far as `since` tells; None counts as begun."""
    return since is None or since <= as_of[: len(since)]


def standing_at(
    life: Life, found: Sequence[Change], as_of: str, circle: frozenset[str] = frozenset()
) -> Standing:
    """The standing at `as_of` (ISO day) of a document that `found` changes.

    Args:
        life: The document's own dates.
        found: Every change of it.
        as_of: The day that is asked about.
        circle: Ids of documents that end it and that it, by way of others, ends itself.
    """
    found = sorted(found, key=_in_time)
    counted = [change for change in found if change.contradiction is None and change.by_id not in circle]
    basis = [change for change in counted if begun(change.since, as_of)]
    mutual = [
        change
        for change in found
        if change not in counted and change.contradiction in (None, "mutual") and _ends(change)
    ]
    state, deciding = _state(life, basis, mutual, as_of)
    first = next(iter(deciding), None)
    if first is not None and state is State.REPLACED and first.relation == "repeals":
        state = State.REPEALED
    since = first.since if first is not None else _own_since(state, life, basis)
    return Standing(
        state,
        as_of,
        since,
        first.by if first is not None else None,
        tuple(basis),
        tuple(change for change in counted if change not in basis),
        tuple(change for change in found if change not in counted),
    )


def _in_time(change: Change) -> tuple[bool, str, str, str, int]:
    return change.since is None, change.since or "", change.by_id, change.relation, change.citation


def _ends(change: Change) -> bool:
    return change.relation in ENDINGS and change.part is None


def _state(
    life: Life, basis: Sequence[Change], mutual: Sequence[Change], as_of: str
) -> tuple[State, Sequence[Change]]:
    """The state and the changes that make it; an end of either kind is told as "replaced"."""
    ending = [change for change in basis if _ends(change)]
    if ending:
        return State.REPLACED, ending
    if mutual:
        return State.CONTRADICTORY, ()
    if not begun(life.effective_from or life.date, as_of):
        return State.NOT_YET_IN_FORCE, ()
    last = _last_day(life, basis)
    if last is not None and last < as_of[: len(last)]:
        return State.EXPIRED, ()
    suspending = [change for change in basis if change.relation == "suspends" and change.part is None]
    if suspending:
        return State.SUSPENDED, suspending
    extended = any(change.relation == "extends" for change in basis)
    if last is None and extended and life.effective_to and life.effective_to < as_of:
        return State.UNKNOWN, [change for change in basis if change.relation == "extends"]
    amending = [
        change
        for change in basis
        if change.relation == "amends"
        or (change.part is not None and change.relation not in ("corrects", "extends"))
    ]
    if amending:
        return State.AMENDED, amending
    return State.UNKNOWN if life.date is None and life.effective_from is None else State.IN_FORCE, ()


def _last_day(life: Life, basis: Sequence[Change]) -> str | None:
    """The last day in force: that of the document or of what extends it; None where that is untold."""
    extending = [change.until for change in basis if change.relation == "extends"]
    if not extending:
        return life.effective_to
    if None in extending or life.effective_to is None:
        return None
    return max([life.effective_to, *(until for until in extending if until)])


def _own_since(state: State, life: Life, basis: Sequence[Change]) -> str | None:
    """When the document began, or for one that expired its last day; None where that does not tell."""
    if state is State.EXPIRED:
        return _last_day(life, basis)
    if state is State.NOT_YET_IN_FORCE:
        return life.effective_from or life.date
    if state is not State.IN_FORCE or (life.normative and not life.effective_from):
        return None
    return life.effective_from or life.date


def changes_of(registry: Registry, document: str) -> list[Change]:
    """Every change of a document by another."""
    rows = registry.query(
        "SELECT x.change, x.part, x.changed_by, x.changed_by_id, x.since, d.effective_to, x.contradiction,"
        f" x.asserted_by, x.citation_id FROM ({changes()}) x JOIN documents d ON d.id = x.changed_by_id"
        " WHERE x.document_id = ?",
        (document,),
    )
    return [Change(*row) for row in rows]


def standing_of(registry: Registry, document: str, as_of: str) -> Standing:
    """The standing at `as_of` of the document with this id."""
    row = registry.query(
        f"SELECT date, effective_from, effective_to, {IS_NORMATIVE} FROM documents WHERE id = ?", (document,)
    )[0]
    found = changes_of(registry, document)
    ending = {change.by_id for change in found if _ends(change) and change.contradiction is None}
    circle = _ended_by(registry, document, ending) if ending else frozenset()
    return standing_at(Life(*row), found, as_of, circle)


def _ended_by(registry: Registry, document: str, sought: set[str]) -> frozenset[str]:
    """Those of `sought` that `document` ends, be it by way of others."""
    seen: set[str] = set()
    layer = {document}
    while layer and not sought <= seen:
        rows = registry.query(
            f"SELECT x.document_id FROM ({changes()}) x"
            " WHERE x.changed_by_id IN (SELECT value FROM json_each(?))"
            f" AND x.change IN ({quoted(ENDINGS)}) AND x.part IS NULL AND x.contradiction IS NULL",
            (json.dumps(sorted(layer)),),
        )
        layer = {str(row[0]) for row in rows} - seen
        seen |= layer
    return frozenset(sought & seen)
