"""The tasks that one document gives, as its dossier tells them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.audit.findings import SHORT_KEY
from pipeline.audit.screen import wrapped
from pipeline.messages import say
from pipeline.registry import Registry
from pipeline.tasks.model import Assigned, LinkKind
from pipeline.tasks.register import Wanted, assigned

_SHOWN = 240  # characters of a task's words


@dataclass(frozen=True, slots=True)
class Orders:
    """How many tasks a document gives, and the first of them in the order of its text."""

    count: int = 0
    tasks: tuple[Assigned, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        """The tasks as objects."""
        return [
            {
                "key": one.key, "kind": one.kind, "words": one.text, "lead": list(one.lead),
                "lead_basis": one.lead_basis, "partners": list(one.partners), "deadline": one.deadline,
                "deadline_text": one.deadline_text, "due": one.due, "due_now": one.due_now,
                "product": one.product, "status": one.status.value, "why": one.status_reason_vi,
                "why_en": one.status_reason_en, "page": one.at.page, "file": one.at.file,
                "start": one.at.start, "end": one.at.end, "corrected": list(one.corrected),
            }
            for one in self.tasks
        ]  # fmt: skip


def orders(registry: Registry, document: str, as_of: date, limit: int | None = None) -> Orders:
    """The tasks that the document of this id gives, as they stand at a date, also those told elsewhere.

    What its text and its annex both give is told once.
    """
    found = assigned(registry, Wanted(assigned_by=document, include_same=True), as_of)
    once = [one for one in found if _is_first_here(one)]
    ordered = sorted(once, key=lambda one: (one.at.file, one.at.start))
    return Orders(len(ordered), tuple(ordered[:limit]))


def _is_first_here(one: Assigned) -> bool:
    again = (link.at for link in one.evidence if link.kind is LinkKind.SAME)
    here = (at for at in again if at.document_id == one.at.document_id)
    return all((at.file, at.start) > (one.at.file, one.at.start) for at in here)


def lines(found: Orders, lang: str, width: int) -> Iterator[str]:
    """The tasks for the screen: who, what, where in the text, and where each stands."""
    yield f"{say('tasks_of_document', lang)} ({found.count})"
    for one in found.tasks:
        yield ""
        who = (one.key[:SHORT_KEY], "; ".join(one.lead), one.deadline_text)
        yield from wrapped(" · ".join(part for part in who if part), width, "    ", "      ")
        place = one.at.file + (say("on_page", lang, page=one.at.page) if one.at.page is not None else "")
        words = textwrap.shorten(one.text, _SHOWN, placeholder=" …")
        yield from wrapped(f"“{words}” {place}", width, "      ", "       ")
        reason = one.status_reason_vi if lang == "vi" else one.status_reason_en
        yield from wrapped(f"→ {reason}", width, "      ", "        ")
    if len(found.tasks) < found.count:
        yield f"    {say('and_more', lang, count=found.count - len(found.tasks))}"
