"""`party_symbol_form` and `symbol_repaired`: how the number and symbol of a mention are printed."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.audit.cited import is_numbered, is_party, letters_of
from extractors.audit.wording import severity
from extractors.model import Facts, Finding, Reference, signed
from extractors.rulebook import Rulebook

_MODERN = "1998"
"""From here on a State document has its number before a slash; before, "09-CT/TTg" was right."""
_STATE_FORM = regex.compile(r"\d\p{Lu}?\s*/\s*(?P<type>\p{Lu}\p{L}{0,4})\s*[-–]\s*(?P<body>\p{Lu}[\p{L}.]*)")
_PARTY_FORM = regex.compile(r"\d\p{Lu}?\s*[-–]\s*(?P<type>\p{Lu}\p{L}{0,4})\s*/\s*(?P<body>\p{Lu}[\p{L}.]*)")
_PRINTED = regex.compile(
    r"(?<!\p{L})[lIOSB|]{0,3}\d[\d.lIOo|]*\p{L}?(?:\s*[-–/.|\\]\s*\S|\s?\p{Lu}).*", regex.DOTALL
)
_BAR = regex.compile(r"\s*([-–/])\s*")
_DAY = regex.compile(r"[\s,(]*ngày\s.*$", regex.DOTALL | regex.IGNORECASE)
_DATE = regex.compile(r"[\s,(]*(?:ngày|tháng|năm|của)\s?.*$", regex.DOTALL | regex.IGNORECASE)


def printed_symbols(facts: Facts, rules: Rulebook) -> Iterator[Finding]:
    """Findings on symbols in the wrong form, the first of each, and on symbols mended in reading."""
    for mend in facts.header.mended:
        values = {"printed": mend.printed, "repaired": mend.meant}
        yield Finding("symbol_repaired", severity("symbol_repaired", rules), mend.start, mend.end, values)
    told: set[str] = set()
    for reference in facts.references:
        if not is_numbered(reference):
            continue
        expected = _expected(reference, rules)
        if expected is not None:
            if expected not in told:
                told.add(expected)
                yield _finding("party_symbol_form", reference, rules, {"expected": expected})
        elif reference.repaired and _differs(reference):
            repaired = signed(reference.number or "", reference.symbol or "")
            yield _finding("symbol_repaired", reference, rules, {"repaired": repaired})


def _expected(reference: Reference, rules: Rulebook) -> str | None:
    """How number and symbol are written in due form, where they are printed in that of the other side."""
    number, symbol = reference.number or "", reference.symbol or ""
    kind, body = letters_of(symbol, rules)
    state = _STATE_FORM.search(reference.text)
    if state and is_party(symbol) and body in rules.party_letters:
        return signed(number, symbol)
    party = _PARTY_FORM.search(reference.text)
    if party is None or is_party(symbol) or not kind or body not in rules.state_letters:
        return None
    return signed(number, symbol) if (reference.date or "") >= _MODERN else None


def _printed(reference: Reference) -> str:
    """The number and symbol as they stand in the text."""
    found = _PRINTED.search(_DAY.sub("", reference.text))
    words = _DATE.sub("", found[0]) if found else reference.text
    return " ".join(words.split())


def _differs(reference: Reference) -> bool:
    """Whether more was mended than blanks around a bar and the length of a dash."""
    plain = _BAR.sub(lambda bar: bar[1].replace("–", "-"), _printed(reference))
    return bool(plain != signed(reference.number or "", reference.symbol or ""))


def _finding(rule: str, reference: Reference, rules: Rulebook, values: dict[str, str]) -> Finding:
    values = {"printed": _printed(reference)} | values
    return Finding(rule, severity(rule, rules), reference.start, reference.end, values)
