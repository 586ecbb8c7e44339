"""Puts what two recognisers read beside each other; where they agree, that is the confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.model import Box
from pipeline.ocr.doubt import DIFFER_WHY
from pipeline.ocr.model import ReadLine, ReadWord

_SYMBOL = re.compile(r"\d.*/.*[A-ZĐ]|[A-ZĐ]{2,}[-/][A-ZĐ]|\d[-–][A-ZĐ]")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}/\d{4}")
_FIGURE = re.compile(r"\(?[\d.,]*\d[\d.,]*%?[.,;:)]*$")
_TRIM = ".,;:()'\"“”‘’"
_AGREED = 0.99
_STRONG = 0.9
_LONE = 0.8


def aligned(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines of the recogniser for symbols and dates, checked against those of the one for figures.

    A word that both read alike is certain. Where they differ, a symbol or a date is the first's, a figure
    the second's, any other word that of the surer one; a difference in a symbol, a date or a figure is kept
    as a word to look at. A line that only the second saw is added if it is sure of it.
    """
    words = [word for line in second for word in line.words]
    used: set[int] = set()
    lines = []
    for line in first:
        inside = [i for i, word in enumerate(words) if i not in used and _stands_in(word.box, line.box)]
        used.update(inside)
        others = sorted((words[i] for i in inside), key=lambda word: word.box.x0)
        lines.append(_merged(line, others) if others else line)
    for line in second:
        if line.confidence >= _LONE and not any(_covers(other.box, line.box) for other in first):
            lines.append(line)
    return lines


def _stands_in(word: Box, line: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return line.x0 - 2 <= x <= line.x1 + 2 and line.top <= y <= line.bottom


def _covers(line: Box, other: Box) -> bool:
    """Whether a good part of `other` lies under `line`."""
    across = min(line.x1, other.x1) - max(line.x0, other.x0)
    down = min(line.bottom, other.bottom) - max(line.top, other.top)
    return across > 0 and down > 0.4 * (other.bottom - other.top)


def _merged(line: ReadLine, others: Sequence[ReadWord]) -> ReadLine:
    ours = [word.text for word in line.words]
    theirs = [word.text for word in others]
    words: list[ReadWord] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            words += (replace(word, confidence=max(word.confidence, _AGREED)) for word in line.words[a:b])
        elif kind == "replace" and b - a == d - c:
            words += (_chosen(x, y) for x, y in zip(line.words[a:b], others[c:d], strict=True))
        else:
            words += _kept(line.words[a:b], others[c:d])
    mean = sum(word.confidence for word in words) / len(words) if words else line.confidence
    return replace(line, words=tuple(words), confidence=max(line.confidence, mean))


def _chosen(ours: ReadWord, theirs: ReadWord) -> ReadWord:
    """One of two readings of one word."""
    weighty = _weight(ours.text) or _weight(theirs.text)
    if ours.text.strip(_TRIM) == theirs.text.strip(_TRIM):
        return ours if weighty in ("symbol", "date") else replace(ours, text=theirs.text, sure=())
    if weighty in ("symbol", "date"):
        return replace(ours, other=theirs.text, why=DIFFER_WHY)
    if weighty == "figure":
        return replace(ours, text=theirs.text, sure=(), other=ours.text, why=DIFFER_WHY)
    if theirs.confidence >= min(_STRONG, ours.confidence):
        return replace(ours, text=theirs.text, sure=(), confidence=theirs.confidence)
    return ours


def _kept(ours: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> Iterator[ReadWord]:
    """The first's words where the two do not part a line alike; the second's where the first has none."""
    if not ours:
        yield from (word for word in theirs if word.confidence >= _STRONG)
        return
    other = " ".join(word.text for word in theirs)
    for word in ours:
        apart = _weight(word.text) is not None and word.text not in other
        yield replace(word, other=other or None, why=DIFFER_WHY) if apart and other else word


def _weight(text: str) -> str | None:
    """What makes a word matter: it is a symbol, a date or a figure."""
    for name, pattern in (("date", _DATE), ("symbol", _SYMBOL), ("figure", _FIGURE)):
        if pattern.search(text) if name != "figure" else pattern.match(text):
            return name
    return None
