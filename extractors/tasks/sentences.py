"""Cuts a block into the sentences and clauses that may each be a task of their own."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.figures.passages import Passage

_CLAUSE = regex.compile(r";\s+(?=\S)")


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between `start` and `end`, without the white space around them."""
    passage = Passage(text, start, end)
    at = start
    while at < end:
        first, last = passage.sentence(at)
        yield _tight(text, max(first, start), last)
        at = max(last, at + 1)


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between semicolons that stand in no bracket."""
    passage = Passage(text, start, end)
    at = start
    for found in _CLAUSE.finditer(text, start, end):
        if passage.bracket_at(found.start()) is None:
            yield _tight(text, at, found.start() + 1)
            at = found.end()
    yield _tight(text, at, end)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
