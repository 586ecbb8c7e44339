"""`register_order`: two documents of one outgoing register whose numbers and dates run against each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extractors.audit.cited import (
    is_numbered,
    is_party,
    key_of,
    label_of,
    letters_of,
    spoken,
    states_its_date,
    year_in,
)
from extractors.audit.wording import severity
from extractors.drafts import LETTER
from extractors.model import Facts, Finding, IssuerBasis, Reference
from extractors.rulebook import Rulebook

_PLAIN = regex.compile(r"\d{1,5}")
_SLACK = 5
"""Days by which a number may run ahead: numbers are kept back for documents that are signed later."""
_SHARE = 4
"""One in so many may stand out of line; where more do, the numbers are not of one register."""
_GUESSED = (IssuerBasis.UNKNOWN,)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a register: its number, its day and the mention that says so."""

    number: int
    day: int
    reference: Reference


def register_orders(facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """A finding for every document that stands out of the order of its register within a year."""
    registers: dict[tuple[str, ...], dict[int, Entry | None]] = {}
    for reference in facts.references:
        register = _register(reference, rules)
        if register is None:
            continue
        day = date.fromisoformat(reference.date or "").toordinal()
        entry = Entry(int(key_of(reference)[0] or 0), day, reference)
        known = registers.setdefault(register, {})
        if entry.number not in known:
            known[entry.number] = entry
        elif (earlier := known[entry.number]) is not None and earlier.day != entry.day:
            known[entry.number] = None  # dated twice: another rule tells of that
    for entries in registers.values():
        yield from _compare([entry for entry in entries.values() if entry], rules)


def _register(reference: Reference, rules: Rulebook) -> tuple[str, ...] | None:
    """What tells the register a mention is entered in; None where that is not sure.

    Official letters of a body share one whatever unit drafted them; laws and decrees with a dotted number
    are not numbered by the day.
    """
    if not is_numbered(reference) or reference.issuer is None or reference.issuer_basis in _GUESSED:
        return None
    symbol, number = reference.symbol or "", key_of(reference)[0]
    plain = number.partition("/")[0]
    if not states_its_date(reference) or is_party(symbol) or not _PLAIN.fullmatch(plain):
        return None
    kind, letters = letters_of(symbol, rules)
    bodies = rules.bodies_by_letters.get(letters, ())
    if not bodies or letters in ("QH", "UBTVQH") or year_in(reference.number):
        return None
    if not kind and reference.type != LETTER:
        return None  # called by another type, it may stand in that one's register
    day, level = reference.date or "", bodies[0].level
    breaks = [row["date"] for row in rules.tables["register_breaks"] if level in row["levels"].split()]
    part = bisect_right(sorted(breaks), day)
    return kind, symbol if kind else letters, reference.issuer, day[:4], str(part)


def _compare(entries: Sequence[Entry], rules: Rulebook) -> Iterator[Finding]:
    ordered = sorted(entries, key=lambda entry: entry.number)
    kept = _in_order(ordered)
    numbers = [entry.number for entry in kept]
    in_line = set(numbers)
    out = [entry for entry in ordered if entry.number not in in_line]
    if len(out) > max(1, len(ordered) // _SHARE):
        return
    for entry in out:
        at = bisect_right(numbers, entry.number)
        other = _against(entry, kept[at - 1] if at else None, kept[at] if at < len(kept) else None)
        if other is not None:
            yield _finding(entry, other, rules)


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The most entries whose days do not fall with rising numbers; of two, the one with the lower number.

    The longest such row is found in n log n steps by the least last day of every length, from the end on.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    backwards = entries[::-1]
    for index, entry in enumerate(backwards):
        at = bisect_right(tails, -entry.day)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [-entry.day], [index]
    kept: list[Entry] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.append(backwards[index])
        index = before[index]
    return kept


def _against(entry: Entry, lower: Entry | None, higher: Entry | None) -> Entry | None:
    """The neighbour in order that this entry runs against by more than some days, the nearer of two."""
    against = []
    if lower is not None and lower.day > entry.day + _SLACK:
        against.append(lower)
    if higher is not None and higher.day < entry.day - _SLACK:
        against.append(higher)
    return min(against, key=lambda other: abs(other.number - entry.number), default=None)


def _finding(entry: Entry, other: Entry, rules: Rulebook) -> Finding:
    mention, against = entry.reference, other.reference
    values = {
        "document": label_of(mention),
        "printed": spoken(mention.date or ""),
        "other_document": label_of(against),
        "other": spoken(against.date or ""),
        "order": "lớn hơn" if entry.number > other.number else "nhỏ hơn",
        "day_order": "trước" if entry.day < other.day else "sau",
        "order_en": "higher" if entry.number > other.number else "lower",
        "day_order_en": "earlier" if entry.day < other.day else "later",
    }
    level, span = severity("register_order", rules), (against.start, against.end)
    return Finding("register_order", level, mention.start, mention.end, values, other=span)
