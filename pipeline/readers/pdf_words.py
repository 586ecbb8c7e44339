"""Reads the words of a PDF page with their boxes: two calls a word, single characters where one looks odd."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_frame import Frame, Word, join_turned, same_strip

LINE_END_HYPHEN = re.compile("[\ufffe\x02]")
_TOKEN = re.compile("[^\\s\ufffe\x02]*[\ufffe\x02]|[^\\s\ufffe\x02]+")
_RAISED_TAIL = re.compile(r"[^\W\d_][)\]”\"]?\d{1,2}[^\w%]?$")
ASCENT, DESCENT = 0.89, 0.21
"""How far a line's box reaches above and below its baseline, in parts of the font size (as Times does)."""
_BOLD_FLAG = 1 << 18


class _Glyph(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    turned: bool = False


class PageText:
    """The text page of pdfium, with reusable buffers for its calls."""

    def __init__(self, textpage: Any, frame: Frame) -> None:
        self._page, self._frame = textpage, frame
        self._rect = pdfium.FS_RECTF()
        self._rect_at = ctypes.byref(self._rect)
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._doubles_at = [ctypes.byref(d) for d in self._doubles]
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        self._measures: dict[tuple[float, float], tuple[float, float, bool]] = {}
        self.text = self._read()

    def _read(self) -> str:
        count = pdfium.FPDFText_CountChars(self._page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._page, 0, count, buffer)
        text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # pdfium left characters out or needed two units for one: single calls keep index and text in step.
        codes = (pdfium.FPDFText_GetUnicode(self._page, i) for i in range(count))
        return "".join(chr(c) if 0 < c <= 0x10FFFF and not 0xD800 <= c < 0xE000 else " " for c in codes)

    def _measure(self, char: int, top: float, bottom: float) -> tuple[float, float, bool]:
        """The baseline (down from the page's top), the size in points and the turn of a character so boxed.

        The box of a font that tells its ascent is the same along a line, so that one look does for all of it.
        """
        known = self._measures.get((top, bottom))
        if known is None:
            pdfium.FPDFText_GetCharOrigin(self._page, char, *self._doubles_at[:2])
            pdfium.FPDFText_GetMatrix(self._page, char, self._matrix_at)
            scale = math.hypot(self._matrix.c, self._matrix.d) or 1.0
            base = self._frame.point(self._doubles[0].value, self._doubles[1].value)[1]
            sideways = abs(self._matrix.b) > abs(self._matrix.a)
            turned = sideways is not bool(self._frame.rotation % 2)
            known = base, max(pdfium.FPDFText_GetFontSize(self._page, char) * scale, 1.0), turned
            self._measures[top, bottom] = known
        return known

    def _glyph(self, index: int) -> _Glyph:
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._rect_at)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        if self._frame.rotation or top - bottom < 0.1 or right < left:
            pdfium.FPDFText_GetCharBox(self._page, index, *self._doubles_at)
            left, right, bottom, top = (d.value for d in self._doubles)
            x0, y0, x1, y1 = self._frame.box(left, bottom, right, top)
            base, points, turned = self._measure(index, left, -index)
            if turned:
                return _Glyph(x0, x1, y0, y1, y1, True)
            if not y0 - points < base < y1 + points:
                base = y1
            return _Glyph(x0, x1, base - ASCENT * points, base + DESCENT * points, base)
        base, points, turned = self._measure(index, top, bottom)
        x0, x1 = left - self._frame.left, right - self._frame.left
        if turned:
            return _Glyph(x0, x1, self._frame.top - top, self._frame.top - bottom, base, True)
        return _Glyph(x0, x1, base - ASCENT * points, base + DESCENT * points, base)

    def words(self) -> list[Word]:
        """All words in the order of the content stream."""
        found: list[Word] = []
        plain = self._plain if self._frame.rotation == 0 else self._any
        end = -1
        for match in _TOKEN.finditer(self.text):
            start, stop = match.span()
            word = plain(match[0], start, stop, start != end, len(found))
            if word is None:
                found += self._split(start, stop, start != end, len(found))
            elif word.turned and found and found[-1].turned and same_strip(found[-1], word):
                found[-1] = join_turned(found[-1], word)
            else:
                found.append(word)
            end = stop
        return found

    def _plain(self, token: str, start: int, stop: int, spaced: bool, place: int) -> Word | None:
        """The word from the boxes of its first and last character, None where it wants a closer look."""
        rect, frame, page = self._rect, self._frame, self._page
        pdfium.FPDFText_GetLooseCharBox(page, start, self._rect_at)
        left, top, bottom = rect.left, rect.top, rect.bottom
        if top - bottom < 0.1:
            return self._any(token, start, stop, spaced, place)
        base, points, turned = measured = self._measure(start, top, bottom)
        if turned:
            return self._any(token, start, stop, spaced, place)
        if stop - start > 1:
            pdfium.FPDFText_GetLooseCharBox(page, stop - 1, self._rect_at)
            if (rect.top != top or rect.bottom != bottom) and self._measure(
                stop - 1, rect.top, rect.bottom
            ) != measured:
                return self._any(token, start, stop, spaced, place)
        if not 0 <= rect.right - left <= 1.4 * points * (stop - start) or _may_have_mark(token):
            return None
        if token[-1] in "\ufffe\x02":
            token = token[:-1] + "-"
        x0, x1 = left - frame.left, rect.right - frame.left
        top, bottom = base - ASCENT * points, base + DESCENT * points
        return Word(token, x0, x1, top, bottom, base, bottom - top, place, spaced, start)

    def _any(self, token: str, start: int, stop: int, spaced: bool, place: int) -> Word | None:
        first = self._glyph(start)
        last = first if stop == start + 1 else self._glyph(stop - 1)
        if first.turned:
            return self._sideways(token, start, stop, spaced, place)
        size = first.bottom - first.top
        if (
            abs(last.base - first.base) > 0.1 * size
            or not 0 <= last.x1 - first.x0 <= 1.3 * size * len(token)
            or not 0.75 < (last.bottom - last.top) / size < 1.33
            or _may_have_mark(token)
        ):
            return None
        token = LINE_END_HYPHEN.sub("-", token)
        return Word(
            token, first.x0, last.x1, first.top, first.bottom, first.base, size, place, spaced, start
        )

    def _sideways(self, token: str, start: int, stop: int, spaced: bool, place: int) -> Word:
        """A word that runs up or down the page, as a box of its own."""
        glyphs = [self._glyph(i) for i in range(start, stop)]
        x0, x1 = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
        top, bottom = min(g.top for g in glyphs), max(g.bottom for g in glyphs)
        return Word(token, x0, x1, top, bottom, bottom, x1 - x0, place, spaced, start, True)

    def _split(self, start: int, stop: int, spaced: bool, place: int) -> Iterator[Word]:
        """The characters of one token, cut where the baseline, the size or the place jumps."""
        run: list[_Glyph] = []
        begin = start
        for i in range(start, stop + 1):
            glyph = self._glyph(i) if i < stop else None
            if run and (glyph is None or _jumps(run[-1], glyph)):
                yield self._word(begin, i, run, spaced, place)
                place, spaced, begin, run = place + 1, False, i, []
            if glyph is not None:
                run.append(glyph)

    def _word(self, start: int, stop: int, run: list[_Glyph], spaced: bool, place: int) -> Word:
        token = LINE_END_HYPHEN.sub("-", self.text[start:stop])
        top, bottom = min(g.top for g in run), max(g.bottom for g in run)
        x0, x1 = min(g.x0 for g in run), max(g.x1 for g in run)
        size = max(g.bottom - g.top for g in run)
        return Word(token, x0, x1, top, bottom, run[0].base, size, place, spaced, start)

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The word cut at vertical rules, for the rare cells whose texts touch."""
        parts: list[Word] = []
        run: list[_Glyph] = []
        begin = word.char
        for i in range(word.char, word.char + len(word.text)):
            glyph = self._glyph(i)
            if run and any((run[-1].x0 + run[-1].x1) / 2 < x <= (glyph.x0 + glyph.x1) / 2 for x in edges):
                parts.append(self._word(begin, i, run, word.spaced, word.place))
                begin, run = i, []
            run.append(glyph)
        parts.append(self._word(begin, word.char + len(word.text), run, word.spaced, word.place))
        return parts

    def bold(self, char: int) -> bool:
        """Whether the font of a character is a bold one."""
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._page, char, name, 128, ctypes.byref(flags))
        return bool(flags.value & _BOLD_FLAG) or b"bold" in name.value.lower()


def _may_have_mark(token: str) -> bool:
    """Whether a raised number may end the token ("quyết1", "UBND2,")."""
    return (token[-1].isdigit() or token[-2:-1].isdigit()) and _RAISED_TAIL.search(token) is not None


def _jumps(before: _Glyph, after: _Glyph) -> bool:
    size = before.bottom - before.top
    height = after.bottom - after.top
    return (
        abs(after.base - before.base) > 0.1 * min(size, height)
        or not 0.75 < height / size < 1.33
        or not -0.5 * size < after.x0 - before.x1 < 0.5 * size
    )
