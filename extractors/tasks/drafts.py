"""A task while it is being read: what lines below and tables beside may still add to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.task_facts import Deadline, LeadBasis, TaskKind
from extractors.tasks.parties import Party


@dataclass(slots=True)
class Draft:
    """A task in the making; fields as in `Task`, the lead and partners still with their places.

    `more` are the words of a row that a page has cut, from where it goes on.
    """

    start: int
    end: int
    kind: TaskKind
    lead: tuple[Party, ...] = ()
    basis: LeadBasis = LeadBasis.ISSUER
    partners: list[Party] = field(default_factory=list)
    deadline: Deadline | None = None
    product: str | None = None
    cell: tuple[int, int] | None = None
    own_lead: bool = False
    more: str = ""
