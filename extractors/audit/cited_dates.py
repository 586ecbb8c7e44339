"""`date_conflict` and `year_conflict`: a document cited with two dates, or with a date against its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.audit.cited import (
    Key,
    alike,
    is_day,
    is_national,
    is_numbered,
    key_of,
    label_of,
    spoken,
    states_its_date,
    year_in,
)
from extractors.audit.wording import severity
from extractors.folding import fold
from extractors.model import Facts, Finding, Reference, ReferenceKind
from extractors.rulebook import Rulebook

_DATES = 40
"""A number with more dates than this is no document's: a table of samples, a form."""
_YEARS_END = "-12-20"
"""From here on a document may bear the next year's number already."""


def year_conflicts(facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """A finding for every mention whose own words give a date of another year than its number holds."""
    for reference in facts.references:
        year = year_in(reference.number) if is_numbered(reference) else None
        if year is None or not states_its_date(reference) or year == (reference.date or "")[:4]:
            continue
        date = reference.date or ""
        lenient = date[4:] >= _YEARS_END and int(year) == int(date[:4]) + 1
        values = {"document": label_of(reference), "year": year, "printed": spoken(date)}
        rule = "year_conflict"
        yield Finding(rule, severity(rule, rules, lenient), reference.start, reference.end, values)


def date_conflicts(facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """A finding for the mentions of a document that give another date than most of its mentions do.

    Where one stands against one the later is reported, and the earlier shown beside it.
    """
    groups: dict[tuple[Key, str], list[Reference]] = {}
    for reference in facts.references:
        if is_day(reference.date) and not _disagrees_with_itself(reference):
            key = _identity(reference)
            if key is not None:
                groups.setdefault((key, _issuer(reference, rules)), []).append(reference)
    for (_, issuer), mentions in groups.items():
        yield from _compare(mentions, not issuer, rules)


def _disagrees_with_itself(reference: Reference) -> bool:
    year = year_in(reference.number)
    return year is not None and year != (reference.date or "")[:4]


def _identity(reference: Reference) -> Key | None:
    """What tells the document: number and symbol, or the words of a law."""
    if is_numbered(reference):
        return key_of(reference)
    if reference.kind is ReferenceKind.NAMED and reference.type:
        name = fold(reference.text).partition(" ngày ")[0].partition(" số ")[0]
        return name, (reference.date or "")[:4]
    return None


def _issuer(reference: Reference, rules: Rulebook) -> str:
    """The issuer where letters alone do not tell it; "" where nobody else has them."""
    if not is_numbered(reference) or year_in(reference.number):
        return ""
    return "" if is_national(reference.symbol or "", rules) else reference.issuer or "?"


def _compare(mentions: Sequence[Reference], sure: bool, rules: Rulebook) -> Iterator[Finding]:
    """Findings on the mentions of one number, the dates of one year together: 12/QĐ-UBND comes every year."""
    dated: dict[str, list[Reference]] = {}
    for mention in mentions:
        dated.setdefault(mention.date or "", []).append(mention)
    if not 1 < len(dated) <= _DATES:
        return
    told: list[str] = []
    for date in sorted(dated, key=lambda date: (-len(dated[date]), dated[date][0].start)):
        near = next((other for other in told if _one_document(date, other, sure)), None)
        if near is None:
            told.append(date)
            continue
        for mention in dated[date]:
            yield _finding(mention, dated[near][0], rules)


def _one_document(one: str, other: str, sure: bool) -> bool:
    """Whether two dates can only be one document's, one of them wrong.

    Within a year a number comes once for each issuer; where the issuer is inferred, or the years differ, the
    dates must look alike but for one slip.
    """
    return (sure and one[:4] == other[:4]) or alike(one, other)


def _finding(mention: Reference, other: Reference, rules: Rulebook) -> Finding:
    values = {
        "document": label_of(mention),
        "printed": spoken(mention.date or ""),
        "other": spoken(other.date or ""),
    }
    level = severity("date_conflict", rules)
    span = (other.start, other.end)
    return Finding("date_conflict", level, mention.start, mention.end, values, other=span)
