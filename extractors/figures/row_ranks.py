"""How deep a row of a table stands: by its ordinal ("II", "3", "a)") or by what opens its label."""

from __future__ import annotations

import regex

_LEVELS = (
    ("capital", regex.compile(r"[A-HĐ]\.?")),
    ("roman", regex.compile(r"[IVX]{1,5}\.?")),
    ("number", regex.compile(r"\d{1,3}\.?")),
    ("deep", regex.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?")),
    ("letter", regex.compile(r"[a-zđ]\d?[.)]?")),
    ("dash", regex.compile(r"[-–]")),
    ("plus", regex.compile(r"[+*•]")),
)
RANKS = {
    "total": -1,
    "capital": 0,
    "roman": 1,
    "number": 2,
    "deep": 3,
    "letter": 5,
    "dash": 6,
    "plus": 7,
    "": 8,
}


def rank_of(ordinal: str) -> int:
    """How deep a row with such an ordinal stands."""
    for name, pattern in _LEVELS:
        if pattern.fullmatch(ordinal):
            return RANKS[name]
    return RANKS[""]


def ordinal_rank(ordinal: str) -> int:
    """How deep a row with an ordinal stands; a thousand rows are numbered past what else is a year."""
    return RANKS["number"] if regex.fullmatch(r"\d{4,5}\.?", ordinal) else rank_of(ordinal)


def label_rank(label: str) -> int:
    """How deep a row without an ordinal stands, by what opens its label."""
    opening = regex.match(r"(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ])[.)]\s|[-–+*•](?=\s?\S)|[a-zđ]\)", label)
    if opening is None:
        return RANKS[""]
    return rank_of(opening[0].strip(" )") if opening[0][0] not in "-–+*•" else opening[0])
