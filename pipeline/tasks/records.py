"""Tasks for programs: one flat row each for CSV, one object each, with its links, for JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.listing import Column, Listing, Value
from pipeline.tasks.model import Assigned, Evidence, Place
from pipeline.tasks.wording import outcomes, reason, repeats

TASK_COLUMNS = tuple(
    Column(name)
    for name in (
        "key", "kind", "task", "lead", "lead_basis", "partners", "status", "status_reason", "due",
        "due_now", "deadline", "deadline_kind", "deadline_text", "strict", "inferred", "recurrence",
        "time", "product", "references", "assigner", "document", "document_id", "date", "section",
        "page", "file", "start", "end", "evidence", "proposals", "corrected",
    )
)  # fmt: skip


def listing(tasks: Iterable[Assigned], lang: str) -> Listing:
    """A row a task with codes and ISO days; evidence and proposals by their documents and keys."""
    return Listing(TASK_COLUMNS, [_row(task, lang) for task in tasks])


def _row(task: Assigned, lang: str) -> list[Value]:
    at = task.at
    return [
        task.key, task.kind, task.text, list(task.lead), task.lead_basis, list(task.partners),
        task.status.value, reason(task, lang), task.due, task.due_now, task.deadline, task.deadline_kind,
        task.deadline_text, task.strict, task.inferred, task.recurrence, task.time, task.product,
        list(task.references), task.assigner, at.document, at.document_id, at.date, task.section, at.page,
        at.file, at.start, at.end, [_brief(one) for one in outcomes(task)],
        [f"{one.key}: {_brief(one)}" for one in task.proposals], list(task.corrected),
    ]  # fmt: skip


def _brief(link: Evidence) -> str:
    """A link in codes: "done 2026-05-28 (Báo cáo 40/BC-SYT)"."""
    told = " ".join(part for part in (link.state or link.kind.value, link.date, link.due) if part)
    return f"{told} ({link.at.document})"


def as_json(tasks: Iterable[Assigned]) -> Iterator[str]:
    """A JSON list of objects, in pieces."""
    ahead = "[\n"
    for task in tasks:
        yield ahead + json.dumps(record(task), ensure_ascii=False, indent=1)
        ahead = ",\n"
    yield "[]\n" if ahead == "[\n" else "\n]\n"


def as_lines(tasks: Iterable[Assigned]) -> Iterator[str]:
    """A JSON object a line."""
    return (json.dumps(record(task), ensure_ascii=False) + "\n" for task in tasks)


def record(task: Assigned) -> dict[str, Any]:
    """Everything that is known of a task, as an object."""
    return {
        "key": task.key,
        "kind": task.kind,
        "task": task.text,
        "lead": list(task.lead),
        "lead_basis": task.lead_basis,
        "partners": list(task.partners),
        "status": task.status.value,
        "status_reason": {"en": task.status_reason_en, "vi": task.status_reason_vi},
        "due": task.due,
        "due_now": task.due_now,
        "deadline": task.deadline,
        "deadline_kind": task.deadline_kind,
        "deadline_text": task.deadline_text,
        "strict": task.strict,
        "inferred": task.inferred,
        "recurrence": task.recurrence,
        "time": task.time,
        "product": task.product,
        "references": list(task.references),
        "assigner": task.assigner,
        "section": task.section,
        "at": _place(task.at),
        "evidence": [_link(one) for one in outcomes(task)],
        "elsewhere": [_link(one) for one in repeats(task)],
        "proposals": [_link(one) for one in task.proposals],
        "corrected": list(task.corrected),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "document": place.document, "document_id": place.document_id, "date": place.date, "file": place.file,
        "page": place.page, "start": place.start, "end": place.end, "words": place.words,
    }  # fmt: skip


def _link(link: Evidence) -> dict[str, Any]:
    return {
        "key": link.key, "kind": link.kind.value, "state": link.state, "date": link.date, "due": link.due,
        "in_time": link.in_time, "leads": list(link.leads), "later": link.later, "product": link.product,
        "told": link.told, "reason": {"en": link.reason_en, "vi": link.reason_vi},
        "at": _place(link.at),
    }  # fmt: skip
