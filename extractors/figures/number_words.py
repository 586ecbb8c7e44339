"""Reads numbers written in words: "mười hai", "bảy nghìn bảy trăm"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_TENS = ("mười", "mươi")
_SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
_HUNDRED = "trăm"
_GAPS = ("linh", "lẻ")
_WORDS = [*_DIGITS, *_TENS, *_SCALES, _HUNDRED, *_GAPS]
_ANY = "|".join(_WORDS)
WORDS = regex.compile(rf"(?<!\p{{L}})(?:{_ANY})(?:\s+(?:{_ANY}))*(?!\p{{L}})", regex.I)
"""A run of words of which a number may be made."""


def words_value(text: str) -> int | None:
    """The whole number that the words say, None where they make none ("hai ba", "trăm")."""
    words = text.lower().split()
    total = 0
    for scale in (10**9, 10**6, 10**3):
        at = next((i for i, word in enumerate(words) if _SCALES.get(word) == scale), None)
        if at is None:
            continue
        part = _below_thousand(words[:at])
        if part is None or part == 0:
            return None
        total, words = total + part * scale, words[at + 1 :]
    if not words:
        return total or None
    rest = _below_thousand(words)
    return None if rest is None else total + rest


def _below_thousand(words: Sequence[str]) -> int | None:
    """Hundreds, tens and units."""
    words = list(words)
    total = 0
    if _HUNDRED in words:
        at = words.index(_HUNDRED)
        if at != 1 or words[0] not in _DIGITS:
            return None
        total, words = _DIGITS[words[0]] * 100, words[2:]
        if words and words[0] in _GAPS:
            words = words[1:]
            return total + _DIGITS[words[0]] if len(words) == 1 and words[0] in _DIGITS else None
    if not words:
        return total or None
    tens = _below_hundred(words)
    return None if tens is None else total + tens


def _below_hundred(words: Sequence[str]) -> int | None:
    """Tens and units: "chín", "mười hai", "hai mươi mốt"."""
    if len(words) == 1:
        return 10 if words[0] == "mười" else _DIGITS.get(words[0])
    if words[0] == "mười" and len(words) == 2:
        unit = _DIGITS.get(words[1])
        return None if not unit else 10 + unit
    if words[1] in _TENS and words[0] in _DIGITS and _DIGITS[words[0]] > 1 and len(words) <= 3:
        unit = _DIGITS.get(words[2]) if len(words) == 3 else 0
        return None if unit is None else _DIGITS[words[0]] * 10 + unit
    return None
