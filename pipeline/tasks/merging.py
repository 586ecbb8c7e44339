"""Makes one task of the places that give it: the earliest, and what only later ones tell."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.task_facts import DeadlineKind, LeadBasis
from pipeline.tasks.days import last_day
from pipeline.tasks.model import Assigned, Evidence, LinkKind
from pipeline.tasks.status import Decided, Term, judge, was_known
from pipeline.tasks.stored import By, Correction, Stored, Tie

_TAKEN = {
    "lead": ("the lead", "cơ quan chủ trì"),
    "partners": ("the partners", "cơ quan phối hợp"),
    "deadline": ("the deadline", "thời hạn"),
    "product": ("the product", "sản phẩm"),
}
CORRECTED_FIELDS = ("lead", "deadline", "status")


def groups_of(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """For each task of the pairs, all that are the same as it, itself among them."""
    groups: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(joined, joined))
    return {task: frozenset(group) for task, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Places:
    """Places that give one task, the one under which it is listed first, with the links from any of them."""

    places: tuple[Stored, ...]
    ties: tuple[Tie, ...]
    corrections: Mapping[str, Correction]

    @property
    def head(self) -> Stored:
        """The place under which it is listed."""
        return self.places[0]

    def under(self, place: Stored) -> Places:
        """The same listed under another place."""
        return replace(self, places=(place, *(one for one in self.places if one is not place)))


def gather(
    tasks: Mapping[int, Stored],
    groups: Mapping[int, frozenset[int]],
    ties: Sequence[Tie],
    corrections: Mapping[int, Mapping[str, Correction]],
) -> list[Places]:
    """All tasks, those that are the same together, the earliest place first."""
    by_task: defaultdict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        by_task[tie.task].append(tie)
    found, seen = [], set[int]()
    for task in tasks:
        if task in seen:
            continue
        members = [one for one in groups.get(task, frozenset((task,))) if one in tasks]
        seen.update(members)
        places = tuple(sorted((tasks[one] for one in members), key=lambda one: one.rank))
        said = [tie for one in places for tie in by_task[one.id]]
        # what was decided about the place that is listed comes before what was about a later one
        made = [corrections.get(place.id, {}) for place in reversed(places)]
        found.append(Places(places, tuple(said), {name: one for some in made for name, one in some.items()}))
    return found


def assigned_at(task: Places, as_of: date) -> Assigned:
    """The task as it stands at a date."""
    fields = _Fields(task)
    made, head = task.corrections, task.head
    lead, basis = fields.lead, fields.lead_basis
    by = fields.by
    if "lead" in made:
        lead, basis = tuple(json.loads(made["lead"].value or "[]")), LeadBasis.STATED.value
    if "deadline" in made:
        by = corrected(made["deadline"].value)
    links = tuple(
        one if was_known(one, as_of) else replace(one, later=True) for one in _links(task, fields.taken)
    )
    judged = judge(
        Term(by.kind, by.text or by.value, by.due, by.strict, "deadline" in made), links, as_of,
        _decided(made.get("status")),
    )  # fmt: skip
    return Assigned(
        head.key, head.kind, head.text, head.at, head.section, lead, basis, fields.partners,
        by.value, by.kind, by.text, by.due, judged.due_now, by.strict, by.inferred, by.recurrence, by.time,
        fields.product, fields.references, head.assigner, links, judged.status, judged.reason_en,
        judged.reason_vi, tuple(name for name in CORRECTED_FIELDS if name in made),
    )  # fmt: skip


def corrected(value: str | None) -> By:
    """The deadline that a person set: a date as files have it, None for no deadline."""
    if value is None:
        return By()
    kinds = {4: DeadlineKind.YEAR, 7: DeadlineKind.QUARTER if "Q" in value else DeadlineKind.MONTH}
    kind = kinds.get(len(value), DeadlineKind.DATE)
    return By(value, kind.value, None, last_day(value).isoformat())


def _decided(made: Correction | None) -> Decided | None:
    return Decided(made.value or "", made.date, made.reviewer) if made else None


class _Fields:
    """The fields of a task: those of the place under which it stands, else of the first that tells them."""

    def __init__(self, task: Places) -> None:
        self._places = task.places
        self.taken: defaultdict[int, list[str]] = defaultdict(list)
        named = [bool(one.lead) and one.lead_basis != LeadBasis.ISSUER for one in task.places]
        leading = self._first("lead", named)
        self.lead, self.lead_basis = leading.lead, leading.lead_basis
        self.partners = self._first("partners", [bool(one.partners) for one in task.places]).partners
        self.by = self._first("deadline", [one.by.kind is not None for one in task.places]).by
        self.product = self._first("product", [one.product is not None for one in task.places]).product
        self.references = tuple(dict.fromkeys(label for one in task.places for label in one.references))

    def _first(self, field: str, tells: Sequence[bool]) -> Stored:
        """The first place that tells a field; the head where none does."""
        index = tells.index(True) if True in tells else 0
        if index:
            self.taken[self._places[index].id].append(field)
        return self._places[index]


def _links(task: Places, taken: Mapping[int, Sequence[str]]) -> tuple[Evidence, ...]:
    """What is linked to the task, the oldest first; the places that give it again among them once each."""
    members = {place.id for place in task.places}
    found: dict[object, Evidence] = {}
    for tie in sorted(task.ties, key=lambda tie: not tie.evidence.sure):
        if tie.evidence.kind is not LinkKind.SAME or tie.other not in members:
            # One cell may hold the work of two rows, of which each says something else.
            found.setdefault((tie.evidence.kind, tie.evidence.at, tie.outcome), tie.evidence)
    for place in task.places[1:]:
        found[place.id] = _again(task, place, taken.get(place.id, ()))
    return tuple(sorted(found.values(), key=lambda one: (one.at.date or "9999", one.at.file, one.at.start)))


def _again(task: Places, place: Stored, taken: Sequence[str]) -> Evidence:
    """A later place of the same task, with what is known from there alone."""
    ends = {task.head.id, place.id}
    same = [tie for tie in task.ties if tie.evidence.kind is LinkKind.SAME and tie.evidence.sure]
    touching = [tie for tie in same if place.id in (tie.task, tie.other)]
    tie = min(touching, key=lambda tie: {tie.task, tie.other} != ends)
    reason_en, reason_vi = tie.evidence.reason_en, tie.evidence.reason_vi
    if taken:
        english = " and ".join(_TAKEN[name][0] for name in taken)
        vietnamese = ", ".join(_TAKEN[name][1] for name in taken)
        reason_en += f" Taken from here: {english}."
        reason_vi += f" Lấy từ đây: {vietnamese}."
    return replace(
        tie.evidence, at=place.at, reason_en=reason_en, reason_vi=reason_vi, state=None, date=None, due=None
    )
