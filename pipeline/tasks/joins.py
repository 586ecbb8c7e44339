"""What is joined across documents: tasks with tasks, tasks with what later texts say of them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.tasks.model import LinkKind


@dataclass(frozen=True, slots=True)
class Carrier:
    """A held file as the joining sees it.

    `cites` are (relation, document id) of what it cites in its own name ("implements", "reports_on",
    "based_on", …); `issuer` is the full name of its issuing body; `date` is ISO or None.
    """

    file_id: int
    document_id: str | None
    type: str | None
    issuer: str | None
    date: str | None
    cites: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """A task as the registry holds it; `references` are the ids of the documents that it names."""

    id: int
    file_id: int
    text: str
    lead: tuple[str, ...]
    lead_basis: str
    partners: tuple[str, ...] = ()
    deadline: str | None = None
    due: str | None = None
    product: str | None = None
    references: tuple[str, ...] = ()
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that a text says was put out: its id (None where it cannot be told), label, type, date."""

    document_id: str | None
    label: str
    type: str | None
    date: str | None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says became of some work (an `Outcome` of the extractors), as the registry holds it."""

    id: int
    file_id: int
    text: str
    state: str
    bodies: tuple[str, ...] = ()
    products: tuple[Issued, ...] = ()
    references: tuple[str, ...] = ()
    date: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A link from a task to a later place: another task, or something said; exactly one of them is set.

    `sure` tells a fact from a proposal; the reasons say in a sentence what the link rests on. `left_out` are
    leads of the task of which the later place says nothing, where it speaks of another lead alone.
    """

    task: int
    kind: LinkKind
    sure: bool
    reason_en: str
    reason_vi: str
    other_task: int | None = None
    outcome: int | None = None
    left_out: tuple[str, ...] = ()
