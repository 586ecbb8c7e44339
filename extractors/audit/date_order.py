"""`date_order`: a document cites a later one, or was made under one that is dated after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.audit.cited import is_day, key_of, label_of, spoken, states_its_date, year_in
from extractors.audit.wording import severity
from extractors.model import Document, Facts, Finding, Header, LinkBasis, Reference, signed
from extractors.rulebook import Rulebook

DAYS = 7
"""Up to so many days it may be a slip of the office: a day is entered with the number, not in writing."""
AFTER = frozenset(
    ("based_on", "implements", "guides", "amends", "replaces", "repeals", "suspends", "extends", "corrects",
     "consolidates", "reports_on", "replies_to", "proposed_by")
)  # fmt: skip
"""Relations that only a document of the same day or later can have to another."""
_CHANGED_BY = re.compile(
    r"được\s+(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)[^.;\n]*\s(?:bởi|theo|tại)\s[^.;\n]*$",
    re.IGNORECASE,
)
"""A copy brought up to date names what changed it later; that is no fault of the document."""
_REACH = 160
MANY = 3
"""Where more documents than this come later, the date of the document itself is what is in doubt."""
UPDATED = frozenset(("Văn bản hợp nhất",))
"""Types that are dated apart from their text, which is brought up to date."""


def date_orders(document: Document, facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """Findings on mentions dated after the document itself, and on linked mentions in the wrong order."""
    yield from _against_own(document.text, facts, rules)
    yield from _between_cited(facts, rules)


def days_apart(one: str, other: str) -> int:
    """How many days the first ISO day lies after the second."""
    return (date.fromisoformat(one) - date.fromisoformat(other)).days


def own_label(header: Header) -> str:
    """What a finding calls the document itself."""
    if header.number and header.symbol:
        sign = signed(header.number, header.symbol)
        return f"{header.type} {sign}" if header.type else sign
    return header.type or "văn bản này"


def _against_own(text: str, facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    own = facts.header.date
    if own is None or not is_day(own) or facts.header.type in UPDATED:
        return
    late = [
        reference
        for reference in facts.references
        if _trusted(reference)
        and days_apart(reference.date or "", own) > 0
        and not _CHANGED_BY.search(text, max(0, reference.start - _REACH), reference.start)
    ]
    doubtful = len({key_of(reference) for reference in late}) > MANY
    for reference in late[:1] if doubtful else late:
        lenient = doubtful or days_apart(reference.date or "", own) <= DAYS
        values = _values(reference, own_label(facts.header), own)
        level = severity("date_order", rules, lenient)
        yield Finding("date_order", level, reference.start, reference.end, values)


def _between_cited(facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """Findings on what the text says was made under a later document; titles are read too freely for that."""
    told: set[tuple[int, int]] = set()
    for link in facts.links:
        made, under = facts.references[link.source], facts.references[link.target]
        if link.relation not in AFTER or link.basis is not LinkBasis.CLAUSE:
            continue
        if not _trusted(made) or not _trusted(under):
            continue
        late = days_apart(under.date or "", made.date or "")
        if late > 0 and (link.source, link.target) not in told:
            told.add((link.source, link.target))
            level = severity("date_order", rules, late <= DAYS)
            values = _values(under, label_of(made), made.date or "")
            yield Finding("date_order", level, under.start, under.end, values, other=(made.start, made.end))


def _trusted(reference: Reference) -> bool:
    """Whether the mention's own words give its day, and its number does not contradict that."""
    year = year_in(reference.number)
    return states_its_date(reference) and year in (None, (reference.date or "")[:4])


def _values(late: Reference, other: str, day: str) -> dict[str, str]:
    return {
        "document": label_of(late),
        "printed": spoken(late.date or ""),
        "other_document": other,
        "other": spoken(day),
    }
