"""What two files of one document say differently: figures, symbols, names, passages that one alone has.

Where one of the two was recognised from a picture, letters and marks that a recogniser confuses are no
difference: only figures, and words that are not even alike, count there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pipeline.copies.words import Gap, Words, gaps

_NEAR = 12
"""Words of a gap within which one place can be told to stand for the other."""
_PASSAGE, _RECOGNISED_PASSAGE = 8, 25
"""Words that only one file must have to be a passage; recognisers add stamps and lose lines."""
_NOISE = 0.5
"""Words that are less alike than this are not one word misread."""
_MOVED = 0.4
"""A passage of which the other file has more than this share elsewhere is moved, not missing."""


class Kind(StrEnum):
    """What differs."""

    FIGURE = "figure"
    NAME = "name"
    WORDS = "words"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words from `start` to `end` in the first text, and what the other has there.

    One of the two is empty for a passage that only one has. Numbers count words, not characters.
    `slight`: one figure may be the other misread.
    """

    kind: Kind
    start: int
    end: int
    other_start: int
    other_end: int
    slight: bool = False


def differences(
    one: Words, other: Words, recognised: bool, apart: Iterable[Gap] | None = None
) -> list[Difference]:
    """Everything that two texts say differently, in the order of the first; `apart` are their gaps."""
    found = gaps(one.words, other.words) if apart is None else apart
    return [difference for gap in found for difference in _of_gap(one, other, gap, recognised)]


def _of_gap(one: Words, other: Words, gap: Gap, recognised: bool) -> Iterator[Difference]:
    a, b, c, d = gap
    if a < b and c < d and max(b - a, d - c) <= _NEAR:
        yield from _figures(one, other, gap, recognised)
        yield from _letters(one, other, gap, recognised)
        return
    least = _RECOGNISED_PASSAGE if recognised else _PASSAGE
    if b - a >= least and not _stands_in(one, a, b, other):
        yield Difference(Kind.PASSAGE, a, b, c, c)
    if d - c >= least and not _stands_in(other, c, d, one):
        yield Difference(Kind.PASSAGE, b, b, c, d)


def _stands_in(text: Words, start: int, end: int, other: Words) -> bool:
    words = text.words[start:end]
    triples = set(zip(words, words[1:], words[2:], strict=False))
    return len(triples & other.triples) > _MOVED * max(len(triples), 1)


def _figures(one: Words, other: Words, gap: Gap, recognised: bool) -> Iterator[Difference]:
    """Figures at the same place; as many in both, so that each has its counterpart."""
    a, b, c, d = gap
    first = [at for at in range(a, b) if one.is_figure(at)]
    second = [at for at in range(c, d) if other.is_figure(at)]
    if len(first) != len(second):
        return
    for i, k in zip(first, second, strict=True):
        if one.words[i] == other.words[k]:
            continue
        slight = recognised and _misread(one.words[i], other.words[k])
        if recognised and (
            _digits(one.words[i]) == _digits(other.words[k]) or _glued(one, i) or _glued(other, k)
        ):
            continue
        yield Difference(Kind.FIGURE, i, i + 1, k, k + 1, slight)


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())


def _misread(one: str, other: str) -> bool:
    """Whether one figure is the other with one sign changed, lost or added."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = sum(size for _, _, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return same >= max(len(one), len(other)) - 1


def _glued(text: Words, index: int) -> bool:
    """Whether a figure touches a letter, as misread digits do ("12O")."""
    start, end = text.spans[index]
    return text.text[start - 1 : start].isalpha() or text.text[end : end + 1].isalpha()


def _letters(one: Words, other: Words, gap: Gap, recognised: bool) -> Iterator[Difference]:
    """Words of letters at the same place."""
    a, b, c, d = gap
    first = [at for at in range(a, b) if not one.is_figure(at)]
    second = [at for at in range(c, d) if not other.is_figure(at)]
    said, told = (
        "".join(text.words[at] for at in places) for text, places in ((one, first), (other, second))
    )
    if not first or not second or said == told:
        return
    alike = SequenceMatcher(None, said, told, autojunk=False).ratio()
    if recognised and alike >= _NOISE:
        return
    named = _name(one, first) and _name(other, second)
    if named or not recognised:
        kind = Kind.NAME if named else Kind.WORDS
        yield Difference(kind, first[0], first[-1] + 1, second[0], second[-1] + 1)


def _name(text: Words, places: list[int]) -> bool:
    """Whether the words are of a name: each begins with a capital, and they stand in a row of such words."""
    if not all(text.printed(at)[0].isupper() for at in places):
        return False
    return (
        any(
            0 <= at < len(text.words) and at not in places and text.printed(at)[0].isupper()
            for at in (places[0] - 1, places[-1] + 1)
        )
        or len(places) > 1
    )
