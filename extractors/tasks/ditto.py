"""Tells a cell that stands for the one above it: "nt", "như trên", "//"."""

from __future__ import annotations

import regex

_DITTO = regex.compile(
    r"[\s\"“”'.]*(?:-?\s*n\s*t\s*-?|như trên|//|″|-\s*\"\s*-)[\s\"“”'.]*", regex.IGNORECASE
)


def is_ditto(words: str) -> bool:
    """Whether the words only say that the cell above holds."""
    return _DITTO.fullmatch(words) is not None
