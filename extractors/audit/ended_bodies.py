"""`body_ended`: a document is said to be of a body that no longer, or not yet, existed on its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from extractors.audit.cited import is_day, is_numbered, key_of, letters_of, spoken, states_its_date
from extractors.audit.letters_of_bodies import BodyLetters, body_letters
from extractors.audit.wording import severity
from extractors.letters import toneless
from extractors.model import Document, Facts, Finding, IssuerBasis, Reference
from extractors.rulebook import Body, Rulebook

_WINDING_UP = timedelta(days=122)
"""How long after its last day documents of a body may still come: the reform of 2025 took March to June."""
_HANDED_OVER = timedelta(days=31)
"""The same for a province or a level, which end on one day for all."""
_EARLY = timedelta(days=45)
"""How long before its first day a body may be named: a place is often reorganised before the table says."""
_LEVEL = regex.compile(r"nhân dân (?P<l>huyện|quận|thị xã|thị trấn)(?!\p{L})")
_PROVINCE = regex.compile(r"tỉnh (?P<n>\p{Lu}.*)$")
_RECIPIENTS = "Nơi nhận"
_LETTERHEAD = 12
"""Blocks within which the letterhead names the issuer."""
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Span:
    """What a body is called and its first and last day, ISO, "" where open."""

    name: str
    valid_from: str
    valid_to: str
    slack: timedelta = _WINDING_UP


class Lifetimes:
    """When the bodies of a rulebook existed; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._letters: BodyLetters = body_letters(rules)
        self._by_letters = rules.bodies_by_letters
        self._levels = {row["level"]: row["valid_to"] for row in rules.tables["ended_levels"]}
        self._provinces = {
            p.name: p.valid_to for p in rules.provinces
            if p.valid_to and not any(q.name == p.name and not q.valid_to for q in rules.provinces)
        }  # fmt: skip
        self._known: dict[str, Span | None] = {}
        self._lettered: dict[str, Span | None] = {}

    def of_letters(self, letters: str) -> Span | None:
        """The life of the one body that has these letters; None where several have or had them."""
        if letters not in self._lettered:
            bodies = self._letters.bodies(letters)
            names = {body.name for body in bodies}
            self._lettered[letters] = self._of(bodies) if len(names) == 1 else None
        return self._lettered[letters]

    def of_name(self, name: str) -> Span | None:
        """The life of a body by its full name, its place and level counted in."""
        if name not in self._known:
            self._known[name] = self._named(name)
        return self._known[name]

    def _named(self, name: str) -> Span | None:
        level, province = _LEVEL.search(name), _PROVINCE.search(name)
        if level and level["l"] in self._levels:
            return Span(name, "", self._levels[level["l"]], _HANDED_OVER)
        if province and province["n"] in self._provinces and self._letters.named(name):
            return Span(name, "", self._provinces[province["n"]], _HANDED_OVER)
        bodies = [body for body in self._letters.named(name) if self._is_whole(body, name)]
        span = self._of(tuple(bodies))
        return Span(name, span.valid_from, span.valid_to) if span else None

    @staticmethod
    def _is_whole(body: Body, name: str) -> bool:
        """Whether the name is the body's with at most a place behind it, not that of one of its parts."""
        stem = body.name.split(" {")[0].split(" | ")[0]
        rest = toneless(name).removeprefix(toneless(stem)).strip()
        return not rest or ("{" in body.name and rest.startswith(("tinh", "thanh phô")))

    def _of(self, bodies: tuple[Body, ...]) -> Span | None:
        """The life of rows of one body: open where one of them is, or where the name lives on."""
        if not bodies or any(" | " in body.name for body in bodies):
            return None
        name = bodies[0].name
        rows = [body for kin in self._by_letters.values() for body in kin if body.name == name]
        first = "" if any(not row.valid_from for row in rows) else min(row.valid_from for row in rows)
        last = "" if any(not row.valid_to for row in rows) else max(row.valid_to for row in rows)
        return Span(name.split(" {")[0], first, last) if first or last else None


class EndedBodies:
    """Holds dates against the lives of bodies; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._lives = Lifetimes(rules)

    def find(self, document: Document, facts: Facts) -> Iterator[Finding]:
        """Findings on documents, cited ones and this one, of a body that was not there on their date."""
        told: set[object] = set()
        for reference in facts.references:
            if not is_numbered(reference) or not states_its_date(reference):
                continue
            span = _outside(self._lives_of(reference), reference.date or "")
            if span is not None and key_of(reference) not in told:
                told.add(key_of(reference))
                yield _finding(reference.start, reference.end, span, reference.date or "", self._rules)
        day = facts.header.date
        if day is not None and is_day(day):
            yield from self._own(document, facts.header.issuer, day)
            yield from self._recipients(document, facts.header.recipients, day)

    def _lives_of(self, reference: Reference) -> list[Span]:
        """The lives of the body that the text says issued it and of the one whose letters it bears."""
        _, letters = letters_of(reference.symbol or "", self._rules)
        stated = reference.issuer if reference.issuer_basis is IssuerBasis.STATED else None
        own = self._lives.of_name(stated) if stated else None
        bodies = self._rules.bodies_by_letters.get(letters, ())
        # Bodies in the provinces choose their letters: "SNN" may be those of the department that came after.
        local = any(body.level != "central" for body in bodies)
        heirs = any(body.successor.startswith(letters) for body in bodies)
        spans = [own, None if local and (stated or heirs) else self._lives.of_letters(letters)]
        return [span for span in spans if span is not None]

    def _own(self, document: Document, issuer: str | None, day: str) -> Iterator[Finding]:
        """A finding on the letterhead of a document whose issuer was not there on its date."""
        life = self._lives.of_name(issuer) if issuer else None
        span = _outside([life], day) if life else None
        if span is None:
            return
        for block in document.blocks[:_LETTERHEAD]:
            if _is_line_of(document.text[block.start : block.end], span.name):
                yield _finding(block.start, block.end, span, day, self._rules)
                return

    def _recipients(self, document: Document, names: tuple[str, ...], day: str) -> Iterator[Finding]:
        """Findings, quiet ones, on bodies that a list of recipients still has: such lists are copied on."""
        begin = document.text.rfind(_RECIPIENTS) if names else -1
        for name in names if begin >= 0 else ():
            life = self._lives.of_name(name)
            span = _outside([life], day) if life else None
            at = document.text.find(name, begin) if span else -1
            if span is not None and at >= 0:
                yield _finding(at, at + len(name), span, day, self._rules, lenient=True)


def _outside(spans: list[Span], day: str) -> Span | None:
    """The first of the lives that surely does not hold this day."""
    return next((span for span in spans if _is_over(span, day) or _is_to_come(span, day)), None)


def _is_over(span: Span, day: str) -> bool:
    late = bool(span.valid_to) and day > span.valid_to
    return late and date.fromisoformat(day) > date.fromisoformat(span.valid_to) + span.slack


def _is_to_come(span: Span, day: str) -> bool:
    early = bool(span.valid_from) and day < span.valid_from
    return early and date.fromisoformat(day) < date.fromisoformat(span.valid_from) - _EARLY


def _is_line_of(line: str, name: str) -> bool:
    words = toneless(" ".join(line.split()))
    return len(words) > _SHORT and toneless(name).startswith(words)


def _finding(start: int, end: int, span: Span, day: str, rules: Rulebook, lenient: bool = False) -> Finding:
    gone = bool(span.valid_to) and day > span.valid_to
    edge = spoken(span.valid_to if gone else span.valid_from)
    values = {
        "body": span.name,
        "date": spoken(day),
        "state": f"hoạt động đến hết ngày {edge}" if gone else f"đến ngày {edge} mới có",
        "state_en": f"existed until {edge}" if gone else f"began only on {edge}",
    }
    return Finding("body_ended", severity("body_ended", rules, lenient), start, end, values)
