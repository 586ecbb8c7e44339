"""What the reader of tasks finds: assignments, their deadlines, and what later texts say became of them.

All offsets are characters into `Document.text`; `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TaskKind(StrEnum):
    """Whether the text assigns a body that must obey, or asks one that may decide for itself (kiến nghị)."""

    TASK = "task"
    RECOMMENDATION = "recommendation"


class LeadBasis(StrEnum):
    """Where the lead of a task was taken from: its own words, a heading above, a cell, a line, the issuer."""

    STATED = "stated"
    HEADING = "heading"
    COLUMN = "column"
    LINE = "line"
    ISSUER = "issuer"


class DeadlineKind(StrEnum):
    """How a deadline is printed.

    An `event` has no date of its own ("ngay sau khi Nghị định có hiệu lực"); `invalid` is a date that no
    calendar has (31/02/2026).
    """

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RECURRING = "recurring"
    EVENT = "event"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a task is to be done.

    `text` are its printed words. `value` is "2026-09-30", "2026-07", "2026-Q3", "2026" or "recurring", None
    for an event or an invalid date. `due` is the last day that counts, ISO: the day itself, or the last day
    of the month, quarter or year; None where there is no such day. `strict` marks "trước ngày X", which keeps
    X as `due`: offices count either X or the day before. `inferred` marks a year that is not printed.
    `recurrence` is the RFC 5545 rule of a recurring one that prints its day ("trước ngày 18 hằng tháng" is
    "FREQ=MONTHLY;BYMONTHDAY=18"), `time` an hour of the day ("15:00").
    """

    text: str
    start: int
    end: int
    kind: DeadlineKind
    value: str | None = None
    due: str | None = None
    strict: bool = False
    inferred: bool = False
    recurrence: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment or a planned task: who, with whom, what, by when.

    `lead` and `partners` are full names of bodies where their place is known, classes of bodies as printed
    ("các sở, ban, ngành"). `lead_span` is where the lead is named, None for the document's own issuer.
    `product` is what shall be handed in. `references` are indexes into `Facts.references`; `assigner` is the
    body that assigns. `cell` is table and row of a task in a table; where a page cuts such a row, `text` goes
    on with the words of the next page, the span does not.
    """

    text: str
    start: int
    end: int
    kind: TaskKind
    lead: tuple[str, ...] = ()
    lead_basis: LeadBasis = LeadBasis.ISSUER
    lead_span: tuple[int, int] | None = None
    partners: tuple[str, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None
    references: tuple[int, ...] = ()
    assigner: str | None = None
    page: int | None = None
    section: tuple[str, ...] = ()
    cell: tuple[int, int] | None = None


class OutcomeState(StrEnum):
    """What a text says became of a task; `extended` gives it more time."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    NOT_DONE = "not_done"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence, list item or table row that says how far some work has come.

    `bodies` are those that it names as doing the work. `products` and `references` are indexes into
    `Facts.references`: documents that it says were put out, and all that it names. `date` is when the work
    was done as the words say it (ISO, shortened where they are), None where they do not; `in_time` tells
    whether they say that it was done by its day or behind it; `deadline` is the new one of an extension.
    `cell` is table and row of a statement in a table: there `text` is the work's own cell, and `cue_span`
    lies in another, and `told` holds the words of the cells that say what became of it. `cue_span` is where
    the words of `cue` stand.
    """

    text: str
    start: int
    end: int
    state: OutcomeState
    cue: str
    bodies: tuple[str, ...] = ()
    products: tuple[int, ...] = ()
    references: tuple[int, ...] = ()
    date: str | None = None
    deadline: Deadline | None = None
    page: int | None = None
    section: tuple[str, ...] = ()
    cell: tuple[int, int] | None = None
    cue_span: tuple[int, int] | None = None
    in_time: bool | None = None
    told: str | None = None
