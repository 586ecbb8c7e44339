"""Finds the few texts that share rare neighbouring words with a text, without comparing all with all."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from heapq import nsmallest
from itertools import accumulate, islice

from pipeline.tasks.likeness import Weights
from pipeline.tasks.words import Wording

_MOST = 256
_ASKED = 8
_SEEN = 160
_NEAR = 8
_LEAST = 0.4
_PART = 0.25


class Nearby:
    """An index of texts by pairs of neighbouring words that at most 256 of them have."""

    def __init__(self, texts: Sequence[Wording], weights: Weights) -> None:
        self._weights = weights
        self._counts = counts = weights.counts
        self._starts = array("I", accumulate((count if count <= _MOST else 0 for count in counts), initial=0))
        self._texts = array("I", bytes(4 * self._starts[-1]))
        filled = array("I", self._starts)
        for number, text in enumerate(texts):
            for place in weights.places(text):
                if counts[place] <= _MOST:
                    self._texts[filled[place]] = number
                    filled[place] += 1

    def near(self, text: Wording, wanted: Callable[[int], bool]) -> list[int]:
        """The wanted texts that share most of what is rare in `text`, the likest first; at most eight."""
        counts = self._counts
        held = sorted((counts[place], place) for place in self._weights.places(text) if counts[place])
        scores: dict[int, float] = {}
        seen, total = 0, 0.0
        for count, place in held[:_ASKED]:
            seen += count
            if count > _MOST or (seen > _SEEN and scores):
                break
            worth = self._weights.weight_at(place)
            total += worth
            for number in self._texts[self._starts[place] : self._starts[place + 1]]:
                scores[number] = scores.get(number, 0.0) + worth
        least = max(_LEAST * max(scores.values(), default=0.0), _PART * total)
        best = nsmallest(4 * _NEAR, [(-score, number) for number, score in scores.items() if score >= least])
        return list(islice((number for _, number in best if wanted(number)), _NEAR))
