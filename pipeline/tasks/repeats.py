"""Tells whether a later task gives an earlier one again, hands it down, or gives it more time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.dates import is_before
from pipeline.tasks.leads import Body
from pipeline.tasks.likeness import Likeness, Weighing, clash, differ, likeness
from pipeline.tasks.model import LinkKind
from pipeline.tasks.prepared import ISSUER, Preparing, Work, cites, days_between, is_earlier, is_later

PASSES_ON = frozenset({"implements", "based_on"})
_REPORTS = ("Báo cáo", "Tờ trình", "Giấy mời", "Biên bản")
_PARENT = ("Ủy ban nhân dân tỉnh ", "Ủy ban nhân dân thành phố ")
# A later day alone gives no more time: a reminder leaves the first deadline where it was.
_MORE_TIME = re.compile(
    r"gia hạn|kéo dài|lùi|(?:điều chỉnh|thay đổi|chuyển)(?: lại)? (?:thời hạn|thời gian|hạn)", re.IGNORECASE
)
# What shared words must be worth, less where the later document cites the first; set by reading.
_TELLING, _CITED_TELLING = 1.4, 1.0
_REPLACED = 0.5
# Within these days the same words of one body are its next notice; after them they may be next year's plan.
_NOTICE_DAYS, _YEAR_DAYS = 200, 400


@dataclass(frozen=True, slots=True)
class Match:
    """A link that fits, with what it rests on; `score` orders those of one task."""

    kind: LinkKind
    sure: bool
    score: float
    cited: bool
    lead: str | None


class Repeats:
    """Compares two tasks."""

    def __init__(self, preparing: Preparing, weights: Weighing) -> None:
        self._preparing = preparing
        self._bodies = preparing.bodies
        self._plans = preparing.plans
        self._weights = weights

    def within(self, one: Work, other: Work, weights: Weighing) -> Match | None:
        """Whether text and annex of a document, or two files of it, give one task twice.

        Two places in running text are one task only where a plan first lists its work without a lead and
        then gives it to a body; elsewhere two bodies may well have the same duty.
        """
        twice = one.given.in_table != other.given.in_table or one.given.file_id != other.given.file_id
        if not twice and _is_own(one) == _is_own(other):
            return None
        lead = self._lead(one, other)
        if lead is None and not (_is_own(one) or _is_own(other)):
            return None
        like = self._like(one, other, weights, 0.65)
        if like is None or like.least < (0.2 if twice else 0.5):
            return None
        due = one.given.due, other.given.due
        by = one.given.deadline, other.given.deadline
        dated = due[0] == due[1] and by[0] is not None and (due[0] is not None or by[0] == by[1])
        verbatim = like.most > 0.97 and lead is not None and (dated or like.shared >= 2.0)
        alike = like.heads and like.most >= 0.8 and like.least >= 0.4
        planned = like.heads and like.least >= 0.75 and one.carrier.type in self._plans
        sure = (alike or verbatim if twice else planned) and (None in due or due[0] == due[1])
        return Match(LinkKind.SAME, sure, like.most + like.least, False, _name(lead, one, other))

    def across(self, one: Work, other: Work) -> list[Match]:
        """What the later task `other`, of another document, is to the earlier `one`."""
        if is_earlier(other.carrier, one.carrier):
            return []
        down = self._handed_down(one, other)
        return [down] if down else self._again(one, other)

    def _handed_down(self, one: Work, other: Work) -> Match | None:
        if not cites(other.carrier, one.carrier.document_id, PASSES_ON) or not other.carrier.issuer:
            return None
        if other.carrier.type in _REPORTS:
            return None
        body = self._bodies.of(other.carrier.issuer, None)
        lead = next((lead for lead in one.leads if self._below(body, lead)), None)
        if lead is None or (one.carrier.issuer and self._own(one, body)):
            return None
        like = self._like(one, other, self._weights, 0.55, counts=False)
        if like is None:
            return None
        dated = is_later(other.carrier, one.carrier) is not None
        sure = dated and like.most >= 0.75 and like.least >= 0.3
        return Match(LinkKind.HANDED_DOWN, sure, like.most + like.least, True, body.name)

    def _below(self, body: Body, lead: Body) -> bool:
        """Whether `body` is the lead, one of the class that leads, or under the lead's committee."""
        if self._bodies.same(body, lead) or self._bodies.member(body, lead):
            return True
        return lead.name.startswith(_PARENT) and bool(body.province) and body.province == lead.province

    def _own(self, one: Work, body: Body) -> bool:
        """Whether the assigning document is the body's own: its plan of next year hands nothing down."""
        return bool(one.carrier.issuer) and self._bodies.same(self._bodies.of(one.carrier.issuer, None), body)

    def _again(self, one: Work, other: Work) -> list[Match]:
        lead = self._lead(one, other)
        if lead is None:
            return []
        like = self._like(one, other, self._weights, 0.65)
        if like is None:
            return []
        cited = cites(other.carrier, one.carrier.document_id) or (
            one.carrier.document_id is not None and one.carrier.document_id in other.given.references
        )
        dated = is_later(other.carrier, one.carrier)
        if dated is None and not cited:
            return []
        days = days_between(one.carrier.date, other.carrier.date)
        moved = _moved(one, other)
        sure = bool(dated) and (cited or not lead.is_class)
        sure = sure and self._is_again(one, other, like, cited, days)
        if not sure and not self._may_be_again(one, other, like, cited, days, lead):
            return []
        score = like.most + like.least + (0.5 if cited else 0.0)
        found = [Match(LinkKind.SAME, sure, score, cited, lead.name)]
        if moved and (cited or sure):
            told = sure and _MORE_TIME.search(other.given.text) is not None
            found.append(Match(LinkKind.EXTENDS, told, score, cited, lead.name))
        return found

    def _is_again(self, one: Work, other: Work, like: Likeness, cited: bool, days: int) -> bool:
        # "Xây dựng Kế hoạch …" and "Dự thảo Kế hoạch …" make one paper.
        if not like.heads and not self._preparing.asked(one) & self._preparing.asked(other):
            return False
        if cited:
            return like.most >= 0.85 and like.least >= 0.5
        if days > _NOTICE_DAYS or not self._same_issuer(one, other) or like.least < 0.85:
            return False
        # Decisions repeat whole duties word for word for other objects; a name or a day tells the work.
        if "recurring" in _deadlines(one, other) or like.shared < 2.0:
            return False
        same_day = one.given.due is not None and one.given.due == other.given.due
        return same_day or _is_named(one, other)

    def _may_be_again(
        self, one: Work, other: Work, like: Likeness, cited: bool, days: int, lead: Body
    ) -> bool:
        if cited:
            return like.most >= 0.75 and like.least >= 0.35
        if days > _YEAR_DAYS or not self._same_issuer(one, other) or lead.is_class:
            return False
        return like.least >= 0.7 and like.shared >= 2.0

    def _same_issuer(self, one: Work, other: Work) -> bool:
        if not one.carrier.issuer or not other.carrier.issuer:
            return False
        mine, its = self._bodies.of(one.carrier.issuer, None), self._bodies.of(other.carrier.issuer, None)
        return self._bodies.same(mine, its)

    def _like(
        self, one: Work, other: Work, weights: Weighing, least: float, counts: bool = True
    ) -> Likeness | None:
        """How two tasks fit; None where marks or words tell them apart, or nothing telling is shared."""
        if differ(one.wording, other.wording, counts):
            return None
        like = likeness(one.wording, other.wording, weights)
        cited = cites(other.carrier, one.carrier.document_id) or one.given.file_id == other.given.file_id
        if like.shared < (_CITED_TELLING if cited else _TELLING) or like.most < least:
            return None
        return like if clash(one.wording, other.wording, weights) < _REPLACED else None

    def _lead(self, one: Work, other: Work) -> Body | None:
        pairs = ((lead, its) for lead in one.leads for its in other.leads)
        return next((lead for lead, its in pairs if self._bodies.same(lead, its)), None)


def _is_own(work: Work) -> bool:
    """Whether the text names no lead: it is the document's issuer."""
    return work.given.lead_basis == ISSUER or not work.given.lead


def _name(lead: Body | None, one: Work, other: Work) -> str | None:
    if lead:
        return lead.name
    leads = (other if _is_own(one) else one).given.lead
    return leads[0] if leads else None


def _moved(one: Work, other: Work) -> bool:
    """Whether the later task gives a later last day."""
    return bool(one.given.due and other.given.due and is_before(one.given.due, other.given.due))


def _deadlines(one: Work, other: Work) -> tuple[str | None, str | None]:
    return one.given.deadline, other.given.deadline


def _is_named(one: Work, other: Work) -> bool:
    """Whether both name one place, document or numbered thing."""
    marks = set(one.wording.marks) & set(other.wording.marks)
    return any(not kind.startswith(("count ", "year")) for kind, _ in marks)
