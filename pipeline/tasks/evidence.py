"""Tells whether a statement of a later document speaks of a task, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from extractors.dates import is_before
from extractors.letters import toneless
from pipeline.tasks.leads import Body
from pipeline.tasks.likeness import Likeness, Weights, clash, differ, likeness
from pipeline.tasks.model import LinkKind
from pipeline.tasks.prepared import (
    Preparing,
    Statement,
    Work,
    advised_bodies,
    cites,
    days_between,
    is_copy,
    is_earlier,
    is_later,
)
from pipeline.tasks.repeats import Match
from pipeline.tasks.words import MONTH, QUARTER, key_of

_EXTENDED = "extended"
# Shares of a task's words that a statement has, and what replaced words may weigh: set by reading.
_REPLACED, _LEAST = 0.6, 0.35
# Days after the last day, after a task without one was given, and for a proposal.
_LATE, _PERIOD, _LONG_AGO = 270, 400, 550


class Who(IntEnum):
    """How the body that did the work fits the lead: not at all, perhaps, or surely."""

    OTHER = 0
    PERHAPS = 1
    LEAD = 2


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a statement is to a task: the link, the product that it rests on, the leads that it leaves out."""

    match: Match
    product: str | None
    left_out: tuple[str, ...] = ()


class Evidence:
    """Compares tasks with statements."""

    def __init__(self, preparing: Preparing, weights: Weights) -> None:
        self._preparing = preparing
        self._bodies = preparing.bodies
        self._weights = weights
        # A plan or a statute may be put in force by a decision.
        self._deciding = preparing.carrying_types()

    def speaks_of(self, work: Work, statement: Statement, alone: bool) -> Spoken | None:
        """What the statement is to the task; `alone`: its document assigns nothing else by a day."""
        if not _may_follow(work, statement):
            return None
        like = likeness(work.wording, statement.wording, self._weights)
        extended = statement.said.state == _EXTENDED
        if not extended and like.covers < _LEAST:
            return None
        who, body = self._who(work, statement)
        if who is Who.OTHER and (statement.bodies or not extended):
            return None
        if differ(work.wording, statement.wording, counts=False):
            return None
        fits = clash(work.wording, statement.wording, self._weights) < _REPLACED
        if extended:
            return self._extends(work, statement, like if fits else None, alone)
        return self._tells(work, statement, like, who, body) if fits else None

    def _tells(
        self, work: Work, statement: Statement, like: Likeness, who: Who, body: str | None
    ) -> Spoken | None:
        """What became of the task, where the words fit and the body may be the lead."""
        cited, asked = self._cited(work, statement), self._preparing.asked(work)
        product = self._product(asked, work, statement)
        made = like.head and (not asked or like.covers >= 0.8)
        made = made or bool(asked & self._preparing.made(statement.said.text))
        dated = is_later(statement.carrier, work.carrier) is not None
        days = _days(work, statement)
        other = bool(asked and statement.said.products and product is None) or _counts_others(work, statement)
        sure = dated and who is Who.LEAD and not other and _is_recent(work, days, cited)
        sure = sure and _is_told(like, cited, product is not None, made)
        if not sure and not _is_plausible(like, cited, dated, days):
            return None
        score = like.covers + like.most / 2 + 0.5 * cited + 0.5 * (product is not None) + 0.25 * (who - 1)
        return Spoken(
            Match(LinkKind.EVIDENCE, sure, score, cited, body), product, self._left_out(work, statement)
        )

    def _left_out(self, work: Work, statement: Statement) -> tuple[str, ...]:
        """The leads that the statement does not name where it names others of them."""
        doing = statement.bodies or ((statement.speaker,) if statement.speaker else ())
        others = tuple(
            lead.name for lead in work.leads if not any(self._bodies.same(body, lead) for body in doing)
        )
        return others if len(others) < len(work.leads) else ()

    def _cited(self, work: Work, statement: Statement) -> bool:
        document = work.carrier.document_id
        return document is not None and (
            document in statement.said.references or cites(statement.carrier, document)
        )

    def _who(self, work: Work, statement: Statement) -> tuple[Who, str | None]:
        """Whether the lead did it: named, speaking for itself, or by the body that it advises."""
        doing = statement.bodies or ((statement.speaker,) if statement.speaker else ())
        if not doing or not work.leads:
            return Who.PERHAPS, None
        for body in doing:
            if any(self._bodies.same(body, lead) for lead in work.leads):
                return Who.LEAD, body.name
        if statement.bodies and statement.speaker and self._speaks_below(work, statement):
            return Who.LEAD, statement.speaker.name
        for body in doing:
            if self._advised(work, body):
                return Who.LEAD, body.name
        for body in doing:
            if any(self._bodies.member(body, lead) or self._bodies.member(lead, body) for lead in work.leads):
                return Who.PERHAPS, body.name
        if not statement.bodies and self._is_above(work, doing[0]):
            return Who.PERHAPS, doing[0].name
        return Who.OTHER, None

    def _speaks_below(self, work: Work, statement: Statement) -> bool:
        """Whether the lead itself reports what the body that it advises has done."""
        speaker = statement.speaker
        if speaker is None or not any(self._bodies.same(speaker, lead) for lead in work.leads):
            return False
        prepared = advised_bodies(statement.said.text)
        return any(
            self._advised(work, body) or body.name.casefold().startswith(prepared)
            for body in statement.bodies
        )

    def _advised(self, work: Work, body: Body) -> bool:
        """Whether the task is to prepare something that `body` then decides."""
        if not work.advised or any(lead.province != body.province for lead in work.leads):
            return False
        return body.name.casefold().startswith(work.advised)

    def _is_above(self, work: Work, body: Body) -> bool:
        """Whether the body that assigned the task reports, naming nobody."""
        return bool(work.carrier.issuer) and self._bodies.same(
            self._bodies.of(work.carrier.issuer or "", None), body
        )

    def _product(self, asked: frozenset[str], work: Work, statement: Statement) -> str | None:
        """The document put out that is of a type the task asks for; its label."""
        if not asked:
            return None
        made = bool(asked & self._preparing.made(statement.said.text))
        for product in statement.said.products:
            if product.date and work.carrier.date and is_before(product.date, work.carrier.date):
                continue
            kind = toneless(product.type or "")
            if kind in asked or (made and kind in self._deciding):
                return product.label
        return None

    def _extends(self, work: Work, statement: Statement, like: Likeness | None, alone: bool) -> Spoken | None:
        """Whether the statement gives the task more time."""
        due, new = work.given.due, statement.said.due
        if due is None or (new and not is_before(due, new)):
            return None
        cited = self._cited(work, statement)
        fits = like is not None and like.covers >= 0.5 and like.shared >= 1.2
        if not (fits or (cited and alone)):
            return None
        named = work.carrier.document_id in statement.said.references
        dated = is_later(statement.carrier, work.carrier) is not None
        sure = dated and (named or cited and fits) and (fits or alone)
        score = (like.covers if like else 0.0) + 0.5 * cited
        return Spoken(Match(LinkKind.EXTENDS, sure, score, cited, None), None)


def _may_follow(work: Work, statement: Statement) -> bool:
    """Whether the statement may be about the task by file, dates and years."""
    if work.given.file_id == statement.said.file_id or is_copy(work.carrier, statement.carrier):
        return False
    if is_earlier(statement.carrier, work.carrier):
        return False
    given = work.carrier.date or ""
    if given and statement.said.date and is_before(statement.said.date, given):
        return False
    if (
        given
        and statement.said.products
        and all(product.date and is_before(product.date, given) for product in statement.said.products)
    ):
        return False
    return not (given and _is_of_past(statement, given))


def _is_of_past(statement: Statement, given: str) -> bool:
    """Whether the years, or the quarter or month of the year, that it names were over by that day."""
    marks: dict[str, list[str]] = {}
    for kind, value in statement.wording.marks:
        marks.setdefault(kind, []).append(value)
    years = marks.get("year", [])
    if years and max(years) < given[:4]:
        return True
    year = max(years, default=(statement.carrier.date or "")[:4])
    months = [int(month) for month in marks.get(MONTH, ()) if month.isdigit()]
    months += [3 * int(quarter) for quarter in marks.get(QUARTER, ()) if quarter.isdigit()]
    return bool(months and year) and is_before(f"{year}-{max(months):02d}", given)


def _counts_others(work: Work, statement: Statement) -> bool:
    """Whether the task counts things ("37 công trình") that the statement does not name at all."""
    counted = {kind.removeprefix("count ") for kind, _ in work.wording.marks if kind.startswith("count ")}
    return bool(counted) and counted.isdisjoint(map(key_of, statement.said.text.split()))


def _days(work: Work, statement: Statement) -> int:
    """Days from the assignment, or the day it was due where that is later, to the statement."""
    start = max(filter(None, (work.carrier.date, work.given.due)), default=None)
    return days_between(start, statement.carrier.date)


def _is_recent(work: Work, days: int, cited: bool) -> bool:
    """Whether it is told soon enough after the task was due, or given: else it may be another year's work."""
    return cited or days <= (_LATE if work.given.due else _PERIOD)


def _is_told(like: Likeness, cited: bool, product: bool, made: bool) -> bool:
    """Whether product or words are enough; `made`: the task's act, or the making of its paper, is told."""
    if product and like.covers >= 0.6 and like.shared >= 1.2:
        return True
    if product and cited and like.head and like.shared >= 1.0:
        return True
    if not made:
        return False
    if cited and like.covers >= 0.5 and like.shared >= (1.2 if like.covers < 0.9 else 1.0):
        return True
    return like.covers >= 0.7 and like.shared >= (1.8 if like.covers < 0.9 else 1.4)


def _is_plausible(like: Likeness, cited: bool, dated: bool, days: int) -> bool:
    if cited:
        return like.covers >= 0.4 and like.shared >= 1.5
    if not dated:
        return like.covers >= 0.65 and like.shared >= 1.8
    return (
        days <= _LONG_AGO
        and like.shared >= 1.6
        and (like.covers >= 0.55 or (like.covered >= 0.8 and like.covers >= 0.35))
    )
