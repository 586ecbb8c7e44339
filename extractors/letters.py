"""One lower-case letter for each letter, tone marks off and length kept, so that offsets stay the text's."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _toneless(character: str) -> str:
    kept = [c for c in unicodedata.normalize("NFD", character.lower()) if c not in _TONES]
    folded = unicodedata.normalize("NFC", "".join(kept))
    return folded if len(folded) == 1 else character


_ALPHABET = "AÀÁÂÃĂBCDĐEÈÉÊFGHIÌÍĨJKLMNOÒÓÔÕƠPQRSTUÙÚŨƯVWXYÝ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
TONELESS = {
    ord(c): ord(_toneless(c)) for letter in _ALPHABET for c in (letter, letter.lower()) if _toneless(c) != c
}


def toneless(text: str) -> str:
    """NFC text in lower case without tone marks, letter by letter: "Uỷ ban", "ỦY BAN" are both "uy ban"."""
    return text.translate(TONELESS)
