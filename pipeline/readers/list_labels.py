"""Writes the number of a list item in the style that a word processor or browser would print."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written_number(count: int, style: str) -> str:
    """The count as Word writes it in that style; styles that offices here do not use fall back to digits."""
    if style in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letters.upper() if style == "upperLetter" else letters
    if style in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if style == "upperRoman" else _roman(count)
    if style == "decimalZero":
        return f"{count:02d}"
    return "" if style == "none" else str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            written += letters
            count -= worth
    return written
