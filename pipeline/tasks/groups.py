"""Orders tasks for people, and groups them by the body that leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.graph.cards import day
from pipeline.messages import say
from pipeline.search_text import squeeze
from pipeline.tasks.model import Assigned, Status
from pipeline.tasks.wording import MOST_URGENT_FIRST

_NO_DAY = "9999"


@dataclass(frozen=True, slots=True)
class Listed:
    """Tasks to show, as of which day, and between which days their deadlines were asked for.

    A list shows the first `most`, a board so many of each body; what is counted is always all.
    """

    tasks: Sequence[Assigned]
    as_of: date
    due_from: date | None = None
    due_to: date | None = None
    most: int | None = None

    def about(self, lang: str) -> str:
        """The condition on deadlines in words, "" where there is none."""
        first, last = (day(one.isoformat(), lang) if one else "" for one in (self.due_from, self.due_to))
        if first and last:
            return say("task_due_between", lang, first=first, last=last)
        if first:
            return say("task_due_from", lang, first=first)
        return say("task_due_to", lang, last=last) if last else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks that a body leads; `body` is None where no lead is known."""

    body: str | None
    tasks: tuple[Assigned, ...]

    def name(self, lang: str) -> str:
        """The body's name as a heading, or that none is known."""
        name = self.body or say("task_no_lead", lang)
        return name[:1].upper() + name[1:]


def ordered(tasks: Iterable[Assigned]) -> list[Assigned]:
    """The most urgent first: by status, then by the last day, then by document and place."""
    rank = {status: at for at, status in enumerate(MOST_URGENT_FIRST)}
    return sorted(
        tasks,
        key=lambda one: (
            rank[one.status], one.due_now or _NO_DAY, one.at.date or _NO_DAY, one.at.document, one.at.start,
            one.key,
        ),
    )  # fmt: skip


def by_body(tasks: Iterable[Assigned]) -> list[Group]:
    """Tasks under each body that leads them, the body with most overdue ones first; inside as `ordered`."""
    held: dict[str | None, list[Assigned]] = {}
    for task in ordered(tasks):
        for body in task.lead or (None,):
            held.setdefault(body, []).append(task)
    groups = [Group(body, tuple(own)) for body, own in held.items()]
    return sorted(groups, key=_rank)


def _rank(group: Group) -> tuple[bool, int, int, str]:
    found = counts(group.tasks)
    return group.body is None, -found[Status.OVERDUE], -found[Status.OPEN], squeeze(group.body or "")


def counts(tasks: Iterable[Assigned]) -> Counter[Status]:
    """How many tasks have each status."""
    return Counter(task.status for task in tasks)


def shared(tasks: Iterable[Assigned]) -> bool:
    """Whether a task stands under several bodies."""
    return any(len(task.lead) > 1 for task in tasks)
