"""Reads numbers as Vietnamese offices print them: dots between groups of three, a comma before decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

TOKEN = regex.compile(r"\d+(?:[.,]\d+)*")
"""Digits with the dots and commas between them; what they are worth tells `read_numeral`."""

_GROUPED = regex.compile(r"(?!0\.)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = regex.compile(r"\d+(?:,\d+)?")
_ENGLISH_GROUPED = regex.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_ENGLISH_DECIMAL = regex.compile(r"\d+\.\d{1,2}|0\.\d+|\d\.\d{4,}")
_LONGEST = 40
"""Digits beyond which a run of digits is no number that anybody counted."""
DIGITS = 160
"""Digits of precision for working with figures: the longest, scaled and divided by each other, stay exact."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: its value and the worth of its last printed digit ("78,7": 78.7 and 0.1)."""

    value: Decimal
    step: Decimal

    @property
    def whole(self) -> bool:
        """Whether it is printed without decimals."""
        return self.step == 1


def read_numeral(text: str) -> Numeral | None:
    """The number that a token is, None where its digits make no well-formed number ("3.6620.700.000").

    Vietnamese and English marks are taken where they cannot be mistaken: "1.556" is 1556, "12.6" is 12,6.
    """
    if len(text) > _LONGEST:
        return None
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        return _numeral(text.replace(".", "").replace(",", "."))
    if _ENGLISH_GROUPED.fullmatch(text):
        return _numeral(text.replace(",", ""))
    if _ENGLISH_DECIMAL.fullmatch(text):
        return _numeral(text)
    return None


def _numeral(plain: str) -> Numeral:
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    return Numeral(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0))


def vietnamese(value: Decimal) -> str:
    """A number as offices print it: 44.333, 78,7."""
    shown = format(value, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    sign, digits = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    whole, _, decimals = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
