"""What the rules on cited documents share: which mentions name one document, its label, its date in words."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from extractors.model import Reference, ReferenceKind, signed
from extractors.rulebook import Rulebook

_PARTS = re.compile(r"[-/]")
_DIGITS = re.compile(r"\d+")
_YEAR = regex.compile(r"/((?:19|20)\d\d)$")
_FULL = len("2024-03-05")
Key = tuple[str, str]
"""Number without leading zeros and symbol: what makes two mentions in one text the same document."""


def is_numbered(reference: Reference) -> bool:
    """Whether the mention has a number and a symbol, from which rules can tell something."""
    return reference.kind is ReferenceKind.NUMBERED and bool(reference.number and reference.symbol)


def key_of(reference: Reference) -> Key:
    """The key of a numbered mention; "08/KH-UBND" and "8/KH-UBND" have the same."""
    parts = (reference.number or "").split("/")
    return "/".join(part.lstrip("0") for part in parts), reference.symbol or ""


def year_in(number: str | None) -> str | None:
    """The year that the number of a normative document holds ("30/2020"), None for any other."""
    found = _YEAR.search(number or "")
    return found[1] if found else None


@lru_cache(maxsize=4)
def _type_letters(rules: Rulebook) -> frozenset[str]:
    return frozenset(kind.letters for kind in rules.types) | {"CV"}


@lru_cache(maxsize=16384)
def letters_of(symbol: str, rules: Rulebook) -> tuple[str, str]:
    """The type letters and the letters of the body of a symbol, "" where it has none.

    Letters that a type and a body share are the type's where a body follows them: TTr in "TTr-SNV".
    """
    parts = _PARTS.split(symbol)
    if len(parts) > 1 and parts[0] in _type_letters(rules):
        return parts[0], parts[1].rstrip("0123456789")
    return "", parts[0].rstrip("0123456789")


def is_national(symbol: str, rules: Rulebook) -> bool:
    """Whether the letters of a symbol are those of one body of the country, so that they tell the issuer."""
    _, letters = letters_of(symbol, rules)
    bodies = rules.bodies_by_letters.get(letters, ())
    return bool(bodies) and "{" not in bodies[0].name and " | " not in bodies[0].name


def alike(one: str, other: str) -> bool:
    """Whether two ISO days differ in day, month or year alone: one of them may be a slip."""
    return sum(a != b for a, b in zip(one.split("-"), other.split("-"), strict=True)) == 1


def is_party(symbol: str) -> bool:
    """Whether a symbol is written in the Party's order, type before the slash: "CT/TU"."""
    return "/" in symbol and "-" not in symbol.partition("/")[0]


def is_day(date: str | None) -> bool:
    """Whether an ISO date is told to the day."""
    return date is not None and len(date) == _FULL


def states_its_date(reference: Reference) -> bool:
    """Whether the words of the mention themselves hold its date to the day, so that nobody gave it one."""
    date = reference.date
    if date is None or not is_day(date) or date[:4] not in reference.text[-12:]:
        return False
    digits = _DIGITS.findall(reference.text[-30:])[-3:]
    return [part.lstrip("0") for part in digits] == [date[8:].lstrip("0"), date[5:7].lstrip("0"), date[:4]]


def spoken(date: str) -> str:
    """An ISO date the way Vietnamese offices print it: 05/3/2024 (NĐ 30/2020, Phụ lục I)."""
    parts = date.split("-")
    if len(parts) == 1:
        return date
    month = parts[1] if int(parts[1]) < 3 else parts[1].lstrip("0")
    return "/".join([*parts[2:], month, parts[0]])


def label_of(reference: Reference) -> str:
    """Type, number and symbol: "Quyết định 12/QĐ-UBND"; the words of the text for a law by its name."""
    if not is_numbered(reference):
        return " ".join(reference.text.split())
    sign = signed(reference.number or "", reference.symbol or "")
    return f"{reference.type} {sign}" if reference.type else sign
