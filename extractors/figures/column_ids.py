"""Tells the rows that number the columns of a table, and those that print formulas over them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.figures.formulas import column_id, is_formula

_COLUMN_ID = regex.compile(
    r"[(\[]?\s*(?:[A-ZĐa-wyzđ]|(?:[Cc]ột\s*|[Cc])?\d{1,2}[a-zđ]?|Ms)\s*[)\]]?\s*(?:=.{1,60})?"
)
_IN_HEAD = regex.compile(r"\S\s*[(\[]\s*(?P<id>(?:[Cc]ột\s*|[Cc])?\d{1,2}[a-zđ]?|[a-wyzđ])\s*[)\]]\s*$")
_SMALL = "abcdđeghiklmnopqrstuv"
"""Letters in the order of the alphabet, as columns are called by them."""


def is_column_id(words: str) -> bool:
    """Whether a cell only numbers its column: "A", "(3)", "3=4+5", "=4+5"."""
    return _COLUMN_ID.fullmatch(words) is not None or is_formula(words)


def id_in_head(words: str) -> str | None:
    """The number that a head gives its column, alone or in brackets at its end: "4" for "Nam (4)"."""
    if _COLUMN_ID.fullmatch(words):
        return column_id(words)
    found = _IN_HEAD.search(words)
    return column_id(found["id"]) if found else None


def is_numbering(words: Sequence[str]) -> bool:
    """Whether a row numbers the columns: "A | B | 1 | 2 | 3=1+2"."""
    filled = [word for word in words if word]
    if len(filled) < 3 or not all(is_column_id(word) for word in filled):
        return False
    if any(is_formula(word) for word in filled):
        return True
    ids = [column_id(word) for word in filled]
    letters = [_SMALL.find(one) for one in ids if len(one) == 1 and one.islower()]
    if letters and letters != list(range(len(letters))):
        return False
    numbers = [_number(one) for one in ids if one[0].isdigit()]
    if not all(one < other for one, other in zip(numbers, numbers[1:], strict=False)):
        return False
    enough = len(numbers) >= 2 or len(filled) >= 4 or len(letters) >= 3
    return enough and (not numbers or numbers[0][0] <= 4)


def is_formula_row(words: Sequence[str]) -> bool:
    """Whether a row only prints formulas: "Công thức | | 3=4+5 | | "."""
    named = [place < 2 and not regex.search(r"\d", word) for place, word in enumerate(words)]
    told = any(is_formula(word) for word in words)
    return told and all(not w or name or is_column_id(w) for w, name in zip(words, named, strict=True))


def _number(words: str) -> tuple[int, str]:
    digits = regex.match(r"\d+", words)
    assert digits is not None
    return int(digits[0]), words[digits.end() :]
