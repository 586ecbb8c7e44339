"""Sketches of a text by which files with nearly the same words are found among many: min-wise hashes.

Each three neighbouring words, folded, are hashed; the least hash in each of `BINS` bins is kept (one
permutation hashing), so that two texts agree in about as many bins as they share words. A second, smaller
sketch holds the figures: forms that an office fills again and again share their words and not these.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from operator import eq
from zlib import crc32

BINS = 128
"""Hashes in the sketch of the words."""
FIGURE_BINS = 64
"""Hashes in the sketch of the figures."""
BAND = 4
"""Hashes that two sketches must share in a row to be compared: texts that share half their words do."""
PIECES = (BINS + FIGURE_BINS) // BAND
"""Pieces of a sketch: of its words, then of its figures."""
SHORTEST = 40
"""Words that a text must have: shorter ones tell nothing."""
_WORD = re.compile(r"[a-z]+|\d+(?:[.,/:-]\d+)*")
_EMPTY = 0xFFFFFFFF
_BYTES = 4
_LONG = 4 * BAND * _BYTES
"""Bytes of a piece: what orders the files that share its beginning."""


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


def piece(made: bytes, at: int) -> bytes:
    """The piece of a sketch with this number, 0 to `PIECES` - 1; the last ones go on at the beginning."""
    start = at * BAND * _BYTES
    first, end = (0, BINS * _BYTES) if start < BINS * _BYTES else (BINS * _BYTES, len(made))
    found = made[start : min(start + _LONG, end)]
    return found + made[first : first + _LONG - len(found)]


def shared(one: bytes, other: bytes, at: int) -> bool:
    """Whether two sketches share the beginning of this piece; an empty one is shared with nothing."""
    start = at * BAND * _BYTES
    own = one[start : start + BAND * _BYTES]
    return own == other[start : start + BAND * _BYTES] and own != _NOTHING


_NOTHING = array("I", [_EMPTY] * BAND).tobytes()


def likeness(one: bytes, other: bytes) -> tuple[float, float | None]:
    """About what share of words and of figures two texts have in common, 0 to 1; None: one has no figures."""
    first, second = array("I", one), array("I", other)
    words = sum(map(eq, first[:BINS], second[:BINS])) / BINS
    if _EMPTY in (first[-1], second[-1]):
        return words, None
    return words, sum(map(eq, first[BINS:], second[BINS:])) / FIGURE_BINS
