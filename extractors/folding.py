"""Folds text for comparison: case, blanks, dash kinds and the place of the tone mark do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "ð": "đ"})


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without tone marks: "Hoà" and "hòa" are one, "quyết" and "quyet" are not."""
    bare = unicodedata.normalize("NFD", text.casefold().translate(_DASHES)).translate(_TONES)
    return " ".join(unicodedata.normalize("NFC", bare).split())
