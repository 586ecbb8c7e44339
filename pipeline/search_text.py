"""Folds Vietnamese text for searching (without diacritics) and names for comparing (tone marks anywhere)."""

from __future__ import annotations

import re
import unicodedata

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The five combining tone marks; the marks of vowel quality (â, ă, ê, ô, ơ, ư) are not among them."""

_OWN = {"đ": "d", "ð": "d", "ɖ": "d", "–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-", "⁄": "/"}
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_NOT_SLUG = re.compile(r"[^a-z0-9.&]+")


class _Table(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return character if character in "\n\t" else " "
    lower = character.lower()
    lower = lower if len(lower) == 1 else lower[0]
    if lower in _OWN:
        return _OWN[lower]
    base = unicodedata.normalize("NFD", lower)[0]
    return _OWN.get(base, base)


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` in lower case, no diacritics, đ as d, dashes as "-"; as long as `text`, so offsets stay true."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """`text` folded, with white space collapsed to single blanks."""
    return _SPACE.sub(" ", fold(unicodedata.normalize("NFC", text))).strip()


def slug(text: str) -> str:
    """`text` as a part of an id: "Ủy ban nhân dân" gives "uy-ban-nhan-dan"."""
    return _NOT_SLUG.sub("-", squeeze(text)).strip("-.")


def tone_key(text: str) -> str:
    """`text` for comparing names: case, white space, dash kinds and the place of the tone mark do not count.

    "Hoà Bình" and "HÒA BÌNH" are one name, "Bình An" and "Bình Ân" are two.
    """
    words = (_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())
    joined = " ".join(words)
    for found, meant in (("ð", "đ"), ("ɖ", "đ"), ("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"), ("‐", "-")):
        joined = joined.replace(found, meant)
    return joined


def _tone_last(word: str) -> str:
    letters = "".join(c for c in word if c not in TONES)
    return letters + "".join(sorted(c for c in word if c in TONES))


def match_query(words: str) -> str:
    """What a person typed as an FTS5 query over folded text: every word must occur, a symbol as a phrase.

    Quotes in `words` keep a phrase together; nothing else is taken as syntax. Empty when no word is left.
    """
    terms: list[str] = []
    for index, part in enumerate(words.split('"')):
        chunks = [part] if index % 2 else part.split()
        for chunk in chunks:
            tokens = _WORD.findall(fold(unicodedata.normalize("NFC", chunk)))
            if tokens:
                terms.append('"' + " ".join(tokens) + '"')
    return " ".join(terms)
