"""`period_conflict`: one plan, scheme or programme is named with two periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.audit.cited import is_numbered, key_of, label_of
from extractors.audit.wording import severity
from extractors.folding import fold
from extractors.model import Document, Facts, Finding
from extractors.patterns import either
from extractors.rulebook import Rulebook

_YEARS = r"(?:giai đoạn|thời kỳ)\s+(?P<from>(?:19|20)\d\d)\s*[-–]\s*(?P<to>(?:19|20)\d\d)(?!\d)"
PERIOD = regex.compile(_YEARS)
_WORDS = 5
"""A name of fewer words is that of a kind of plans ("Kế hoạch sử dụng đất"), not of one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A plan with the period that one place gives it."""

    label: str
    years: tuple[int, int]
    start: int
    end: int


def period_of(words: str | None) -> tuple[int, int] | None:
    """The first period in the words, from year to year; None where they name none or several."""
    found = {(int(m["from"]), int(m["to"])) for m in PERIOD.finditer(words or "")}
    return found.pop() if len(found) == 1 else None


def spoken_period(years: tuple[int, int]) -> str:
    """A period as offices print it."""
    return f"{years[0]} - {years[1]}"


def clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two periods cannot both be a programme's.

    Those that follow each other are two plans of one name; one that opens another, cut at a year that ends a
    five-year plan, is its first stage.
    """
    if one == other or one[1] < other[0] or other[1] < one[0]:
        return False
    stage = min(one[1], other[1])
    return not (one[0] == other[0] and stage % 5 == 0 and abs(one[1] - other[1]) >= 5) and not (
        one[1] == other[1] and max(one[0], other[0]) % 5 == 1
    )


class PlanPeriods:
    """Finds plans by their names; made once a rulebook."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        kinds = either(row["type"] for row in rules.tables["plan_types"])
        words = r"[^.;:\n()“”\"]{4,200}?"
        self._name = regex.compile(rf"(?<!\p{{L}})(?P<name>(?:{kinds})\s{words}),?\s+{_YEARS}")

    def find(self, document: Document, facts: Facts) -> Iterator[Finding]:
        """A finding for the later of two places that give one plan periods that cannot both be right."""
        first: dict[object, Named] = {}
        for key, named in (*self._by_number(facts), *self._by_name(document)):
            known = first.setdefault(key, named)
            if clash(known.years, named.years):
                yield self._finding(named, known)

    def _by_number(self, facts: Facts) -> Iterator[tuple[object, Named]]:
        """Numbered documents by what their title says; the same title read twice names one plan."""
        for reference in facts.references:
            years = period_of(reference.subject) if is_numbered(reference) else None
            if years:
                yield key_of(reference), Named(label_of(reference), years, reference.start, reference.end)

    def _by_name(self, document: Document) -> Iterator[tuple[object, Named]]:
        """Plans by the words of their name up to the period."""
        if "giai đoạn" not in document.text and "thời kỳ" not in document.text:
            return
        for found in self._name.finditer(document.text):
            name = " ".join(found["name"].split())
            if len(name.split()) >= _WORDS:
                years = int(found["from"]), int(found["to"])
                yield fold(name), Named(name, years, found.start(), found.end())

    def _finding(self, named: Named, known: Named) -> Finding:
        values = {
            "document": named.label,
            "printed": spoken_period(named.years),
            "other": spoken_period(known.years),
        }
        rule, span = "period_conflict", (known.start, known.end)
        return Finding(rule, severity(rule, self._rules), named.start, named.end, values, other=span)
