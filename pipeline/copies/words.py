"""Cuts a text into words and figures with their places, and lays two such texts beside each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from pipeline.search_text import fold

_TOKEN = re.compile(r"\d+(?:[.,/:\-–]\d+)*|[^\W\d_]+")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
_SMALL = 30_000
"""Pairs of words that are compared each with each; longer stretches are cut at rare words first."""
_ANCHOR = 3

Gap = tuple[int, int, int, int]
"""Words from a to b of one text stand where words from c to d of the other do."""


@dataclass(frozen=True)
class Words:
    """A text as folded words and figures ("05" is "5"), each with the span of its letters in the text."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @cached_property
    def triples(self) -> frozenset[tuple[str, str, str]]:
        """Every three neighbouring words."""
        return frozenset(zip(self.words, self.words[1:], self.words[2:], strict=False))

    def printed(self, index: int) -> str:
        """A word as it is printed."""
        return self.text[slice(*self.spans[index])]

    def is_figure(self, index: int) -> bool:
        """Whether a word is of digits."""
        return self.words[index][0].isdigit()

    def place(self, first: int, end: int) -> tuple[int, int]:
        """Where words stand in the text; for no words, the one before the place where they would stand."""
        if first == end:
            first, end = max(first - 1, 0), max(end, 1)
        return self.spans[first][0], self.spans[end - 1][1]


def words_of(text: str) -> Words:
    """The words and figures of a text."""
    spans = tuple(match.span() for match in _TOKEN.finditer(text))
    folded = fold(text)
    words = (folded[start:end] for start, end in spans)
    return Words(text, tuple(_ZEROS.sub("", w) if w[0].isdigit() else w for w in words), spans)


def shares(one: Words, other: Words) -> tuple[float, float, float]:
    """Jaccard likeness of the triples of two texts, and what share of each text's the other has."""
    common = len(one.triples & other.triples)
    whole = len(one.triples) + len(other.triples) - common
    if not whole:
        return 0.0, 0.0, 0.0
    return common / whole, common / max(len(one.triples), 1), common / max(len(other.triples), 1)


def gaps(one: Sequence[str], other: Sequence[str]) -> Iterator[Gap]:
    """Where two rows of words differ, in their order; in time about linear in their lengths."""
    work: list[Gap] = [(0, len(one), 0, len(other))]
    while work:
        a, b, c, d = _trimmed(one, other, work.pop())
        if a == b or c == d:
            if (a, c) != (b, d):
                yield a, b, c, d
        elif (b - a) * (d - c) <= _SMALL:
            matcher = SequenceMatcher(None, one[a:b], other[c:d], autojunk=False)
            for kind, i, j, k, m in matcher.get_opcodes():
                if kind != "equal":
                    yield a + i, a + j, c + k, c + m
        else:
            anchors = _anchors(one[a:b], other[c:d])
            if not anchors:
                yield a, b, c, d
                continue
            edges = [(0, 0), *((i, k) for i, k in anchors), (b - a, d - c)]
            steps = list(zip(edges, edges[1:], strict=False))
            work.extend((a + i, a + j, c + k, c + m) for (i, k), (j, m) in reversed(steps))


def _trimmed(one: Sequence[str], other: Sequence[str], gap: Gap) -> Gap:
    a, b, c, d = gap
    while a < b and c < d and one[a] == other[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and one[b - 1] == other[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Places of neighbouring words that both texts have once, in the order of both (patience diff)."""
    first, second = _once(one), _once(other)
    pairs = sorted((at, second[words]) for words, at in first.items() if words in second)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for index, (_, at) in enumerate(pairs):
        place = bisect_left(tails, at)
        before[index] = ends[place - 1] if place else -1
        tails[place : place + 1] = [at]
        ends[place : place + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return [pair for pair in reversed(found) if pair != (0, 0)]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    rows = list(zip(*(words[n:] for n in range(_ANCHOR)), strict=False))
    counts = Counter(rows)
    return {row: at for at, row in enumerate(rows) if counts[row] == 1}
