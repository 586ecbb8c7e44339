"""Says how much two wordings share, weighed by how rare the shared words are among all the tasks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Protocol

from pipeline.tasks.words import Wording

_MIX = 0x9E3779B1
_UNSEEN = 200
_COUNTED = 300
LEAST = 1.0
"""What the shared words must be worth at least as a name."""
_SHARE, _COMMON_SHARE = 0.002, 0.15


@lru_cache(maxsize=4096)
def pairs_of(text: Wording) -> frozenset[int]:
    """Neighbouring words of a text as one number each; none across a break."""
    words = text.words
    return frozenset(
        [one << 24 | other for one, other in zip(words, words[1:], strict=False) if one >= 0 and other >= 0]
    )


class Weights:
    """How telling words and pairs of words are: 1 for what hardly any task says, near 0 for what all say.

    A few documents cannot tell what is rare: every count starts from what is common in official prose.
    """

    def __init__(self, texts: Iterable[Wording], common: set[int]) -> None:
        self._common = common
        self._words: dict[int, int] = {}
        held = list(texts)
        size = 1024
        while size < 4 * sum(len(text.words) for text in held):
            size *= 2
        self._mask = min(size, 1 << 23) - 1
        self._pairs = array("I", bytes(4 * (self._mask + 1)))
        for text in held:
            for word in set(text.words):
                self._words[word] = self._words.get(word, 0) + 1
            for place in self.places(text):
                self._pairs[place] += 1
        self._all = len(held) + _UNSEEN
        self._most = log(self._all / (_UNSEEN * _SHARE))
        self._known: dict[int, float] = {}
        self._totals: dict[Wording, tuple[float, float]] = {}
        self._by_count = [self._weight(count, False) for count in range(_COUNTED)]

    @property
    def counts(self) -> array[int]:
        """How many texts have the pairs that are counted at each place; few pairs share one."""
        return self._pairs

    def places(self, text: Wording) -> list[int]:
        """Where the pairs of words of a text are counted, in ascending order."""
        mask = self._mask
        return sorted({((pair * _MIX) ^ (pair >> 19)) & mask for pair in pairs_of(text)})

    def weight_at(self, place: int) -> float:
        """The weight of the pairs that are counted at a place."""
        count = self._pairs[place]
        return self._by_count[count] if count < _COUNTED else self._weight(count, False)

    def word(self, word: int) -> float:
        """The weight of a word."""
        if word not in self._known:
            self._known[word] = self._weight(self._words.get(word, 0), word in self._common)
        return self._known[word]

    def pair(self, pair: int) -> float:
        """The weight of a pair of words, never more than that of both."""
        most = self.word(pair >> 24) + self.word(pair & 0xFFFFFF)
        its = self.weight_at(((pair * _MIX) ^ (pair >> 19)) & self._mask)
        return its if its < most else most

    def telling(self, word: int) -> float:
        """The weight of a word as part of what names a task; none for common words."""
        return 0.0 if word in self._common else self.word(word)

    def totals(self, text: Wording) -> tuple[float, float]:
        """The weight of all words and of all pairs of words of a text."""
        if text not in self._totals:
            self._totals[text] = totals(text, self)
        return self._totals[text]

    def _weight(self, count: int, common: bool) -> float:
        share = _COMMON_SHARE if common else _SHARE
        return max(0.02, log(self._all / (count + _UNSEEN * share)) / self._most)


class Lesser:
    """Weights that are the lesser of two: telling neither in the archive alone nor in one document alone."""

    def __init__(self, one: Weights, other: Weights) -> None:
        self._one, self._other = one, other

    def word(self, word: int) -> float:
        """The weight of a word."""
        return min(self._one.word(word), self._other.word(word))

    def pair(self, pair: int) -> float:
        """The weight of a pair of words."""
        return min(self._one.pair(pair), self._other.pair(pair))

    def telling(self, word: int) -> float:
        """The weight of a word as part of what names a task; none for common words."""
        return min(self._one.telling(word), self._other.telling(word))

    def totals(self, text: Wording) -> tuple[float, float]:
        """The weight of all words and of all pairs of words of a text."""
        return totals(text, self)


class Weighing(Protocol):
    """What weighs words."""

    def word(self, word: int) -> float:
        """The weight of a word."""

    def pair(self, pair: int) -> float:
        """The weight of a pair of words."""

    def telling(self, word: int) -> float:
        """The weight of a word as part of a name."""

    def totals(self, text: Wording) -> tuple[float, float]:
        """The weight of all words and of all pairs of words of a text."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two wordings fit.

    `covers` and `covered` tell how much of the one stands in the other and the reverse (0 to 1), `shared`
    what the shared words are worth as a name. `head`: the first word of the one is in the other; `heads`: the
    reverse holds too.
    """

    covers: float
    covered: float
    shared: float
    head: bool
    heads: bool

    @property
    def least(self) -> float:
        """The smaller of both shares."""
        return min(self.covers, self.covered)

    @property
    def most(self) -> float:
        """The greater of both shares."""
        return max(self.covers, self.covered)


UNLIKE = Likeness(0.0, 0.0, 0.0, False, False)


def likeness(one: Wording, other: Wording, weights: Weighing) -> Likeness:
    """How `one` and `other` fit; `UNLIKE` where hardly anything telling is shared."""
    both = pairs_of(one) & pairs_of(other)
    if not both:
        return UNLIKE
    paired = {word for pair in both for word in (pair >> 24, pair & 0xFFFFFF)}
    shared = sum(map(weights.telling, paired))
    if shared < LEAST:
        return UNLIKE
    first, second = set(one.words), set(other.words)
    words = sum(weights.word(word) for word in first & second if word >= 0)
    pairs = sum(map(weights.pair, both))
    head = next(word for word in one.words if word >= 0) in second
    back = next(word for word in other.words if word >= 0) in first
    covers, covered = (_share(words, pairs, weights.totals(text)) for text in (one, other))
    return Likeness(covers, covered, shared, head, head and back)


def _share(words: float, pairs: float, totals: tuple[float, float]) -> float:
    """Half by words, half by pairs."""
    return (words / totals[0] + pairs / totals[1]) / 2


def totals(text: Wording, weights: Weighing) -> tuple[float, float]:
    """The weight of all words and of all pairs of words of a text."""
    return (
        sum(weights.word(word) for word in set(text.words) if word >= 0),
        sum(map(weights.pair, pairs_of(text))),
    )


def clash(one: Wording, other: Wording, weights: Weighing) -> float:
    """The weight of what is replaced: between the same neighbours each has words that the other lacks."""
    if one.words == other.words:
        return 0.0
    left = [word for word in one.words if word >= 0]
    right = [word for word in other.words if word >= 0]
    first, second = set(left), set(right)
    worst, at, to = 0.0, 0, 0
    for here, there in [*_common(left, right), (len(left), len(right))]:
        own = sum(weights.word(word) for word in left[at:here] if word not in second)
        its = sum(weights.word(word) for word in right[to:there] if word not in first)
        worst = max(worst, min(own, its))
        at, to = here + 1, there + 1
    return worst


def _common(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Places of a longest common subsequence, the earliest ones."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    ends = (len(left), len(right))
    while min(ends) > start and left[ends[0] - 1] == right[ends[1] - 1]:
        ends = (ends[0] - 1, ends[1] - 1)
    head = [(at, at) for at in range(start)]
    tail = [(ends[0] + at, ends[1] + at) for at in range(len(left) - ends[0])]
    return head + _subsequence(left, right, start, ends) + tail


def _subsequence(
    left: Sequence[int], right: Sequence[int], start: int, ends: tuple[int, int]
) -> list[tuple[int, int]]:
    rows, columns = ends[0] - start, ends[1] - start
    if not rows or not columns:
        return []
    lengths = [[0] * (columns + 1)]
    for at in range(rows - 1, -1, -1):
        below, row, word = lengths[-1], [0] * (columns + 1), left[start + at]
        for to in range(columns - 1, -1, -1):
            if right[start + to] == word:
                row[to] = below[to + 1] + 1
            else:
                down, on = below[to], row[to + 1]
                row[to] = down if down > on else on
        lengths.append(row)
    lengths.reverse()
    found, at, to = [], 0, 0
    while at < rows and to < columns:
        if left[start + at] == right[start + to]:
            found.append((start + at, start + to))
            at, to = at + 1, to + 1
        elif lengths[at + 1][to] >= lengths[at][to + 1]:
            at += 1
        else:
            to += 1
    return found


def differ(one: Wording, other: Wording, counts: bool) -> bool:
    """Whether marks tell two things apart; quantities ("05 mỏ") only where `counts`."""
    if not one.marks or not other.marks:
        return False
    kinds: dict[str, tuple[set[str], set[str]]] = {}
    for side, text in enumerate((one, other)):
        for kind, value in text.marks:
            if counts or not kind.startswith("count "):
                kinds.setdefault(kind, (set(), set()))[side].add(value)
    return any(left and right and left.isdisjoint(right) for left, right in kinds.values())
