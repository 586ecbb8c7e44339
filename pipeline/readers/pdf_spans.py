"""Where characters of the canonical text stand on a PDF page: the box of a span within a printed line.

A line's own box is known from reading. Where in it a word begins and ends is looked up in the page's letters:
the line's letters are found among them, be it with gaps where a letter was repaired. Where they are not found
(a scan, a font that tells no letters), the place is reckoned with the widths of common letters.
"""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import Any

import pypdfium2.raw as pdfium

from extractors.model import Box
from pipeline.readers.pdf_frame import Frame
from pipeline.readers.pdf_page import frame_of
from pipeline.readers.pdf_words import PageText

_SLACK = 1.5
"""Points by which a letter may stand out of its line's box."""
_SEEN = 0.5
"""The share of a line's letters that has to be found, so that the others' places may be told by theirs."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufffe\x02\uf02d\uf0b7", "-"),
        "Ð": "Đ",
        "ð": "đ",
        "⁄": "/",
    }
)
"""Letters that reading may have brought to another form of the same width."""

_WIDTHS = (
    (250, " .,"),
    (278, "ijlt/:;'"),
    (333, "frI-()[]!|"),
    (389, "sJ"),
    (444, "acez?“”\""),
    (556, "FPS–"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "ADGHKNOQUVXYwĐ"),
    (778, "m"),
    (833, "%"),
    (889, "M"),
    (944, "W"),
    (1000, "…—"),
)
_TIMES = {letter: thousandths for thousandths, letters in _WIDTHS for letter in letters}
"""Thousandths of an em in Times New Roman, the font of official documents (NĐ 30/2020, Phụ lục I)."""
_SMALL, _CAPITAL = 500, 667


@dataclass(frozen=True, slots=True)
class Placed:
    """The box of a span in one line, in points from the page's top left corner as shown.

    `exact` tells that its first and last letter were found on the page; else the ends are reckoned.
    """

    box: Box
    exact: bool


@dataclass(frozen=True, slots=True)
class _Letters:
    """Letters without blanks, and what each is in its source: a place in a text, or an index on the page."""

    text: str
    places: Sequence[int]


class PageSpans:
    """Finds spans on one page; it lives as long as the text page of pdfium that it is given."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self.frame: Frame = frame_of(page)
        self._textpage = textpage
        self._rect = pdfium.FS_RECTF()
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._known: dict[int, Box] = {}

    @cached_property
    def _letters(self) -> _Letters:
        text = PageText(self._textpage, self.frame).text if self._textpage else ""
        return _letters(text)

    def place(self, line: str, box: Box, start: int, end: int) -> Placed:
        """The box of the characters from `start` to `end` of the text `line`, which stands in `box`."""
        start, end = _trimmed(line, start, end)
        wanted = _letters(line)
        found = self._on_page(wanted, box)
        inside = [at for at, place in enumerate(wanted.places) if start <= place < end]
        letters = [found[at] for at in inside if found.get(at) is not None]
        if not inside or len(found) < _SEEN * len(wanted.text):
            return Placed(_reckoned(line, box, start, end), False)
        ends = inside[0] in found and inside[-1] in found
        if ends:
            return Placed(self._around(letters, box), True)
        return Placed(self._between(found, wanted, inside, box), False)

    def _on_page(self, wanted: _Letters, box: Box) -> dict[int, int]:
        """The index on the page of each letter of a line that is found there."""
        there = self._letters
        at = there.text.find(wanted.text) if wanted.text else -1
        while at >= 0:
            ends = there.places[at], there.places[at + len(wanted.text) - 1]
            if all(_inside(self._box(index), box) for index in ends):
                return dict(enumerate(there.places[at : at + len(wanted.text)]))
            at = there.text.find(wanted.text, at + 1)
        return self._aligned(wanted, box)

    def _aligned(self, wanted: _Letters, box: Box) -> dict[int, int]:
        """The same for a line whose letters were repaired, or are drawn in another order."""
        low = bisect_left(self._down, (box.top - _SLACK, -1))
        high = bisect_left(self._down, (box.bottom + _SLACK, -1))
        near = sorted(rank for _, rank in self._down[low:high])
        places = [self._letters.places[rank] for rank in near]
        kept = [(rank, at) for rank, at in zip(near, places, strict=True) if _inside(self._box(at), box)]
        if box.bottom - box.top < 2 * (box.x1 - box.x0):  # else the line may run up or down the page
            kept.sort(key=lambda one: self._box(one[1]).x0)
        text = "".join(self._letters.text[rank] for rank, _ in kept)
        if len(text) == len(wanted.text):  # an old font has one code a letter
            return {at: index for at, (_, index) in enumerate(kept)}
        matcher = SequenceMatcher(None, wanted.text, text, autojunk=False)
        return {
            block.a + step: kept[block.b + step][1]
            for block in matcher.get_matching_blocks()
            for step in range(block.size)
        }

    @cached_property
    def _down(self) -> list[tuple[float, int]]:
        """How far down the page the middle of each letter stands, with its rank; in order."""
        boxes = ((self._box(index), rank) for rank, index in enumerate(self._letters.places))
        return sorted(((box.top + box.bottom) / 2, rank) for box, rank in boxes)

    def _box(self, index: int) -> Box:
        """The box of a character, in points from the page's top left corner."""
        known = self._known.get(index)
        if known is None:
            rect, sides = self._rect, self._sides
            pdfium.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(rect))
            left, right, bottom, top = rect.left, rect.right, rect.bottom, rect.top
            if self.frame.rotation or top - bottom < 0.1 or right < left:
                pdfium.FPDFText_GetCharBox(self._textpage, index, *map(ctypes.byref, sides))
                left, right, bottom, top = (side.value for side in sides)
            known = self._known[index] = Box(*self.frame.box(left, bottom, right, top))
        return known

    def _around(self, letters: Sequence[int], line: Box) -> Box:
        """The box around letters, as high as their line where that is level."""
        boxes = [self._box(index) for index in letters]
        x0, x1 = min(one.x0 for one in boxes), max(one.x1 for one in boxes)
        top, bottom = min(one.top for one in boxes), max(one.bottom for one in boxes)
        upright = line.bottom - line.top > 2 * (line.x1 - line.x0) and bottom - top < line.bottom - line.top
        if upright and len(letters) > 1:
            return Box(line.x0, max(top, line.top), line.x1, min(bottom, line.bottom))
        return Box(max(x0, line.x0 - _SLACK), line.top, min(x1, line.x1 + _SLACK), line.bottom)

    def _between(self, found: dict[int, int], wanted: _Letters, inside: Sequence[int], line: Box) -> Box:
        """The box of letters of which the first or the last was not found: up to the nearest that was."""
        before = max((at for at in found if at < inside[0]), default=None)
        after = min((at for at in found if at > inside[-1]), default=None)
        left = line.x0 if before is None else self._box(found[before]).x1
        right = line.x1 if after is None else self._box(found[after]).x0
        first, last = -1 if before is None else before, len(wanted.text) if after is None else after
        share = max(right - left, 0.0) / max(last - first - 1, 1)
        x0, x1 = left + share * (inside[0] - first - 1), right - share * (last - inside[-1] - 1)
        if inside[0] in found:
            x0 = self._box(found[inside[0]]).x0
        if inside[-1] in found:
            x1 = self._box(found[inside[-1]]).x1
        return Box(min(x0, x1), line.top, max(x0, x1), line.bottom)


def _letters(text: str) -> _Letters:
    """The letters of a text, composed, each with its place."""
    plain = text.translate(_ALIKE)
    if unicodedata.is_normalized("NFC", plain):
        places = [at for at, letter in enumerate(plain) if _shows(letter)]
        return _Letters("".join([plain[at] for at in places]), places)
    letters: list[str] = []
    places = []
    for at, letter in enumerate(plain):
        if not _shows(letter):
            continue
        whole = unicodedata.normalize("NFC", letters[-1] + letter) if letters else letter
        if unicodedata.combining(letter) and letters:
            if len(whole) == 1:
                letters[-1] = whole
            continue
        letters.append(unicodedata.normalize("NFC", letter)[:1])
        places.append(at)
    return _Letters("".join(letters), places)


def _shows(letter: str) -> bool:
    return (
        letter > " " and not letter.isspace() and letter not in "\u200b\u200c\u200d\u2060\ufeff\ufffc\u00ad"
    )


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


def _inside(letter: Box, line: Box) -> bool:
    """Whether the middle of a letter lies in the box of a line."""
    across, down = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    return (
        line.x0 - _SLACK <= across <= line.x1 + _SLACK and line.top - _SLACK <= down <= line.bottom + _SLACK
    )


def _reckoned(line: str, box: Box, start: int, end: int) -> Box:
    """The box of a part of a line, by the widths of letters; all of a line that runs up or down the page."""
    if box.bottom - box.top > 4 * (box.x1 - box.x0):
        return box
    whole, wide = _width(line) or 1.0, box.x1 - box.x0
    first, last = _width(line[:start]) / whole, _width(line[:end]) / whole
    return Box(box.x0 + wide * first, box.top, box.x0 + wide * last, box.bottom)


def _width(text: str) -> float:
    """How wide a text is in ems."""
    return sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> float:
    """The width of a letter in ems; marks above and below widen nothing."""
    base = unicodedata.normalize("NFD", letter)[0]
    return _TIMES.get(base, _CAPITAL if base.isupper() else _SMALL) / 1000
