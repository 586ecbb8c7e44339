"""Marks figures, checks and findings in a document's text as HTML; what is text is never taken as HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.audit.screen import SIGNS, VERDICT_SIGNS
from pipeline.graph.xmltext import escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it is: figure, a verdict of a check, a severity of a finding, or other.

    `anchor` is the mark's own id in the page and `link` the id it leads to, "" for none; `tip` says in words
    what it is.
    """

    start: int
    end: int
    kind: str
    anchor: str = ""
    link: str = ""
    tip: str = ""


Span = tuple[int, int]


class Drawing(Protocol):
    """How marks are written as HTML: before their words, behind them, and the words themselves."""

    def flag(self, mark: Mark) -> str:
        """What stands before the words of a mark, "" for nothing."""

    def sign(self, mark: Mark) -> str:
        """What stands behind them."""

    def segment(self, words: str, marks: Sequence[Mark]) -> str:
        """Words that all these marks cover, in the order in which they began; none for plain text."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a mark lies in one piece of the text, and whether the mark begins and ends there."""

    start: int
    end: int
    mark: Mark
    first: bool
    last: bool


class Marked:
    """The marks of one document, given out piece by piece; pieces are disjoint spans in order."""

    def __init__(
        self,
        text: str,
        pieces: Sequence[Span],
        marks: Iterable[Mark],
        drawing: Drawing | None = None,
    ) -> None:
        self._text = text
        self._drawing = drawing or _Review()
        self._of: defaultdict[Span, list[_Part]] = defaultdict(list)
        if not pieces:
            return
        ends = [end for _, end in pieces]
        for mark in marks:
            begin = min(bisect_right(ends, mark.start), len(pieces) - 1)
            beyond = begin + 1
            while beyond < len(pieces) and pieces[beyond][0] < mark.end:
                beyond += 1
            for index in range(begin, beyond):
                low, high = pieces[index]
                start, end = (max(low, min(at, high)) for at in (mark.start, mark.end))
                part = _Part(start, end, mark, index == begin, index == beyond - 1)
                self._of[low, high].append(part)

    def html(self, piece: Span) -> str:
        """The words of a piece with its marks; a mark over several pieces has its anchor in the first."""
        parts = self._of.pop(piece, None)  # empty cells at one place are one piece: its flags stand once
        if not parts:
            return self._drawing.segment(self._text[slice(*piece)], ())
        return "".join(self._marked(piece, parts))

    def _marked(self, piece: Span, parts: Sequence[_Part]) -> Iterator[str]:
        bounds = sorted({*piece, *(part.start for part in parts), *(part.end for part in parts)})
        upcoming = deque(sorted(parts, key=lambda part: (part.start, -part.end)))
        covering: list[_Part] = []
        for at, until in zip(bounds, [*bounds[1:], None], strict=True):
            ended = (part.mark for part in covering if part.end == at and part.last)
            yield from map(self._drawing.sign, ended)
            covering = [part for part in covering if part.end > at]
            while upcoming and upcoming[0].start == at:
                part = upcoming.popleft()
                if part.first:
                    yield self._drawing.flag(part.mark)
                if part.end > at:
                    covering.append(part)
            if until is not None:
                yield self._drawing.segment(self._text[at:until], [part.mark for part in covering])


class _Review:
    """The marks of the review page: figures, checks and findings."""

    def flag(self, mark: Mark) -> str:
        """The sign before the words of a finding, by which the page leads to them and back."""
        if not mark.anchor:
            return ""
        return (
            f'<a class="flag {mark.kind}" id="{mark.anchor}" href="#{mark.link}" title="{escape(mark.tip)}">'
            f'<span aria-hidden="true">{SIGNS.get(mark.kind, "◇")}</span>'
            f'<span class="aloud">{escape(mark.tip)}</span></a>'
        )

    def sign(self, mark: Mark) -> str:
        """The sign of a check behind its words, with its arithmetic."""
        if mark.kind not in VERDICT_SIGNS:
            return ""
        return f'<sup class="sign {mark.kind}" title="{escape(mark.tip)}">{VERDICT_SIGNS[mark.kind]}</sup>'

    def segment(self, words: str, marks: Sequence[Mark]) -> str:
        if not marks:
            return escape(words)
        kinds = " ".join(f"m-{kind}" for kind in dict.fromkeys(mark.kind for mark in marks))
        return f'<span class="{kinds}">{escape(words)}</span>'
