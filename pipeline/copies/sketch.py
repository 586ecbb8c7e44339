"""Sketches of a text by which files with nearly the same words are found among many: min-wise hashes.

Each three neighbouring words, folded, are hashed; the least hash in each of `BINS` bins is kept (one
permutation hashing), so that two texts agree in about as many bins as they share words. A second, smaller
sketch holds the figures: forms that an office fills again and again share their words and not these.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from zlib import crc32

BINS = 128
"""Hashes in the sketch of the words."""
FIGURE_BINS = 16
"""Hashes in the sketch of the figures."""
BAND = 4
"""Hashes that two sketches must share in a row to be compared: texts that share half their words do."""
SHORTEST = 40
"""Words that a text must have: shorter ones tell nothing."""
_WORD = re.compile(r"[a-z]+|\d+(?:[.,/:-]\d+)*")
_EMPTY = 0xFFFFFFFF
_BAND_BYTES = BAND * 4


def sketch(folded: str) -> bytes | None:
    """The sketch of a folded text: words, then figures; None for one that is too short to be compared."""
    words = _WORD.findall(folded)
    if len(words) < SHORTEST:
        return None
    triples = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    figures = (word for word in words if word[0].isdigit() and len(word) > 1)
    return _least(triples, BINS) + _least(figures, FIGURE_BINS)


def _least(words: Iterable[str], bins: int) -> bytes:
    """The least hash in each bin; an empty bin takes that of the next one that is not."""
    least = [_EMPTY] * bins
    for code in map(crc32, map(str.encode, words)):
        place = code % bins
        if code < least[place]:
            least[place] = code
    if _EMPTY in least and any(code != _EMPTY for code in least):
        for place in range(2 * bins - 1, -1, -1):
            if least[place % bins] == _EMPTY:
                least[place % bins] = least[(place + 1) % bins]
    return array("I", least).tobytes()


def bands(made: bytes) -> Iterable[tuple[int, bytes]]:
    """The pieces of a sketch of which two texts that are alike have one in common."""
    return ((at, made[at : at + _BAND_BYTES]) for at in range(0, BINS * 4, _BAND_BYTES))


def likeness(one: bytes, other: bytes) -> tuple[float, float | None]:
    """About what share of words and of figures two texts have in common, 0 to 1; None: one has no figures."""
    first, second = array("I", one), array("I", other)
    words = sum(a == b for a, b in zip(first[:BINS], second[:BINS], strict=True)) / BINS
    if _EMPTY in first[BINS:] or _EMPTY in second[BINS:]:
        return words, None
    figures = sum(a == b for a, b in zip(first[BINS:], second[BINS:], strict=True)) / FIGURE_BINS
    return words, figures
