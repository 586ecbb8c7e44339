"""Turns tasks and outcomes into the plain values that `vanthu extract` prints."""

from __future__ import annotations

from typing import Any

from extractors.model import Document, Facts
from extractors.task_facts import Deadline, Outcome, Task


def recorded_tasks(document: Document, facts: Facts) -> list[dict[str, Any]]:
    """The tasks of a record; references are signs such as "285/KH-UBND"."""
    return [_task(document, facts, task) for task in facts.tasks]


def recorded_outcomes(document: Document, facts: Facts) -> list[dict[str, Any]]:
    """What the document says became of some work."""
    return [_outcome(document, facts, outcome) for outcome in facts.outcomes]


def _task(document: Document, facts: Facts, task: Task) -> dict[str, Any]:
    return {
        **_place(document, task),
        "kind": task.kind.value,
        "lead": list(task.lead),
        "lead_basis": task.lead_basis.value,
        "partners": list(task.partners),
        **_deadline(task.deadline),
        "product": task.product,
        "references": _signs(facts, task.references),
        "assigner": task.assigner,
        "section": list(task.section),
        "cell": list(task.cell) if task.cell else None,
    }


def _outcome(document: Document, facts: Facts, outcome: Outcome) -> dict[str, Any]:
    return {
        **_place(document, outcome),
        "state": outcome.state.value,
        "cue": outcome.cue,
        "bodies": list(outcome.bodies),
        "products": _signs(facts, outcome.products),
        "references": _signs(facts, outcome.references),
        "date": outcome.date,
        "in_time": outcome.in_time,
        "told": outcome.told,
        **_deadline(outcome.deadline),
        "section": list(outcome.section),
        "cell": list(outcome.cell) if outcome.cell else None,
    }


def _place(document: Document, place: Task | Outcome) -> dict[str, Any]:
    page = place.page if place.page is not None else document.page_at(place.start)
    return {"text": place.text, "start": place.start, "end": place.end, "page": page}


def _deadline(deadline: Deadline | None) -> dict[str, Any]:
    """By when: the value of the gold, its words, and what is reckoned from them."""
    return {
        "deadline": deadline and deadline.value,
        "deadline_text": deadline and deadline.text,
        "deadline_kind": deadline and deadline.kind.value,
        "due": deadline and deadline.due,
        "strict": bool(deadline and deadline.strict),
        "inferred": bool(deadline and deadline.inferred),
        "recurrence": deadline and deadline.recurrence,
        "time": deadline and deadline.time,
    }


def _signs(facts: Facts, places: tuple[int, ...]) -> list[str]:
    return [facts.references[place].sign for place in places]
