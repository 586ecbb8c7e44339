"""Puts what two recognisers read beside each other; where they agree, that is the confidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.letters import toneless
from extractors.model import Box, DoubtWhy
from pipeline.ocr.model import ReadLine, ReadWord
from pipeline.readers.plausible import is_possible

_SYMBOL = re.compile(r"\d.*/.*[A-ZĐ]|[A-ZĐ]{2,}[-/][A-ZĐ]|\d[-–][A-ZĐ]")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}/\d{4}")
_FIGURE = re.compile(r"\(?[\d.,]*\d[\d.,]*%?[.,;:)]*$")
_TRIM = ".,;:()'\"“”‘’"
_AGREED = 0.99
_CERTAIN, _STRONG, _PLAUSIBLE = 0.95, 0.9, 0.5
_FAR = 0.3
_BOX = re.compile(r"(?:ngày|NGÀY|Ngày|S[ốôổ]:?)$")
_LONE = 0.8


def aligned(first: Sequence[ReadLine], second: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines of the recogniser for symbols and dates, checked against those of the one for figures.

    A word that both read alike is certain. Where they differ, a symbol or a date is the first's, a figure
    the second's unless it is far less sure, any other word that of the better one; a difference in a symbol,
    a date or a figure is kept as a word to look at. A line that only the second saw is added if it is sure.
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
    fields = _fields(ours)
    words: list[ReadWord] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            words += (replace(word, confidence=max(word.confidence, _AGREED)) for word in line.words[a:b])
        elif kind == "replace" and b - a == d - c:
            words += (_chosen(line.words[a + i], others[c + i], a + i in fields) for i in range(b - a))
        else:
            words += _kept(line.words[a:b], others[c:d])
    mean = sum(word.confidence for word in words) / len(words) if words else line.confidence
    return replace(line, words=tuple(words), confidence=max(line.confidence, mean))


def _fields(texts: Sequence[str]) -> set[int]:
    """The words that stand in the box of a day or a number, which may be written by hand."""
    return {i for i in range(1, len(texts)) if _BOX.match(texts[i - 1])}


def _chosen(ours: ReadWord, theirs: ReadWord, in_box: bool) -> ReadWord:
    """One of two readings of one word."""
    boxed = in_box and any(map(str.isdigit, ours.text + theirs.text))
    weighty = "date" if boxed else _weight(ours.text) or _weight(theirs.text)
    if ours.text.strip(_TRIM) == theirs.text.strip(_TRIM):
        stays = weighty in ("symbol", "date") or theirs.confidence < _STRONG
        return ours if stays else replace(ours, text=theirs.text, sure=())
    unsure = _weight(theirs.text) is None or theirs.confidence < ours.confidence - _FAR
    if weighty in ("symbol", "date") or weighty == "figure" and unsure:
        return replace(ours, other=theirs.text, why=DoubtWhy.DIFFER)
    if weighty == "figure":
        return replace(ours, text=theirs.text, sure=(), other=ours.text, why=DoubtWhy.DIFFER)
    if _theirs_is_better(ours, theirs):
        return replace(ours, text=theirs.text, sure=(), confidence=theirs.confidence)
    return ours


def _theirs_is_better(ours: ReadWord, theirs: ReadWord) -> bool:
    """Which of two readings of a common word to take.

    Marks above and below letters are lost in recognition far more often than they are invented: of "sô" and
    "số" the second is right. Where each has another mark, the second recogniser is right more often ("thổng",
    "thống"), unless the first is certain or only it is a word.
    """
    if toneless(ours.text) == toneless(theirs.text) or _bare(ours.text) == _bare(theirs.text):
        more = _marks(theirs.text) - _marks(ours.text)
        if more:
            return theirs.confidence >= _PLAUSIBLE if more > 0 else ours.confidence < _PLAUSIBLE
    if is_possible(ours.text) != is_possible(theirs.text):
        return is_possible(theirs.text)
    if ours.confidence >= _AGREED:
        return False
    return theirs.confidence >= _CERTAIN or theirs.confidence >= max(_STRONG, ours.confidence)


def _marks(text: str) -> int:
    """How many marks the letters of a text bear: 2 in "số"."""
    return len(unicodedata.normalize("NFD", text)) - len(text)


def _bare(text: str) -> str:
    """The letters without their marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _kept(ours: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> Iterator[ReadWord]:
    """The first's words where the two do not part a line alike; the second's where the first has none."""
    if not ours:
        yield from (w for w in theirs if w.confidence >= _STRONG and any(map(str.isalnum, w.text)))
        return
    other = " ".join(word.text for word in theirs)
    unparted = other.replace(" ", "")
    joined = "".join(word.text for word in ours)
    if len(ours) == 1 and len(theirs) > 1 and joined.isalpha():
        lengths = [len(word.text) for word in theirs]
        if _bare(joined) == _bare("".join(word.text for word in theirs)):
            yield from _split(ours[0], lengths)
            return
    for word in ours:
        apart = _weight(word.text) is not None and word.text.strip(_TRIM) not in unparted
        yield replace(word, other=other or None, why=DoubtWhy.DIFFER) if apart and other else word


def _split(word: ReadWord, lengths: Sequence[int]) -> Iterator[ReadWord]:
    """A word as several of these lengths: "TỈNHỦY" as "TỈNH", "ỦY"."""
    step = (word.box.x1 - word.box.x0) / len(word.text)
    at = 0
    for length in lengths:
        box = replace(word.box, x0=word.box.x0 + at * step, x1=word.box.x0 + (at + length) * step)
        sure = word.sure[at : at + length] if len(word.sure) == len(word.text) else ()
        yield replace(word, text=word.text[at : at + length], box=box, sure=sure)
        at += length


def _weight(text: str) -> str | None:
    """What makes a word matter: it is a symbol, a date or a figure."""
    for name, pattern in (("date", _DATE), ("symbol", _SYMBOL), ("figure", _FIGURE)):
        if pattern.search(text) if name != "figure" else pattern.match(text):
            return name
    return None
