"""What the registry of tasks hands on: tasks with their documents, evidence, and the status at a date."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a task stands at a date (Quyết định 42/2014/QĐ-TTg, as amended by 23/2018/QĐ-TTg).

    `unknown`: done, but not told when; or a deadline that is an event or no date at all.
    """

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OVERDUE = "overdue"
    NO_DEADLINE = "no_deadline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a held file: the document by id and label, its date (ISO or None), page, span and words."""

    file_id: int
    file: str
    document_id: str | None
    document: str
    date: str | None
    page: int | None
    start: int
    end: int
    words: str


class LinkKind(StrEnum):
    """How two places belong together.

    `same`: the later place gives the very task again (annex and text, next month's notice). `handed_down`: a
    lower body's plan passes it on. `extends`: the later place gives it more time. `evidence`: the later place
    says what became of it.
    """

    SAME = "same"
    HANDED_DOWN = "handed_down"
    EXTENDS = "extends"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a place says of a task, and why it is held to speak of it.

    `state` is that of an `Outcome` ("done", "in_progress", "late", "not_done", "extended"), None for a task
    that is repeated or handed down. `date` is when it was done (ISO, may be shortened), `due` the new last
    day of an extension; `in_time` tells whether the words say that it was done by its day or behind it;
    of several leads of the task they speak of `leads` alone and of those in `left_out` not at all. What was
    not known yet on the day asked is `later`; `told` are the words of a row beside the work's own. A link
    that is not `sure` is a proposal: it changes no status until a person confirms it. `key` is what a person
    types to confirm or reject it.
    """

    key: str
    kind: LinkKind
    at: Place
    sure: bool
    reason_en: str
    reason_vi: str
    state: str | None = None
    date: str | None = None
    due: str | None = None
    product: str | None = None
    in_time: bool | None = None
    leads: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    later: bool = False
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """One task of the registry as it stands at a date.

    `due` is the last day of the first deadline, which never moves; `due_now` that of the latest sure
    extension, else the same. `references` are labels of the documents that the task names. `corrected` names
    the fields that a person set ("lead", "deadline", "status"). `status_reason_*` says in a sentence why the
    status is what it is.
    """

    key: str
    kind: str
    text: str
    at: Place
    section: str | None
    lead: tuple[str, ...]
    lead_basis: str
    partners: tuple[str, ...]
    deadline: str | None
    deadline_kind: str | None
    deadline_text: str | None
    due: str | None
    due_now: str | None
    strict: bool
    inferred: bool
    recurrence: str | None
    time: str | None
    product: str | None
    references: tuple[str, ...]
    assigner: str | None
    links: tuple[Evidence, ...]
    status: Status
    status_reason_en: str
    status_reason_vi: str
    corrected: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What is held to be said of it for sure, the oldest first."""
        return tuple(one for one in self.links if one.sure)

    @property
    def proposals(self) -> tuple[Evidence, ...]:
        """What may be said of it; a person has to decide."""
        return tuple(one for one in self.links if not one.sure)
