"""Keeps a number or a day written by hand only where it was surely read: else the field is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.model import DoubtWhy
from pipeline.ocr.model import Picture, ReadLine, ReadWord

_HEAD = 0.45
_NUMBER = re.compile(
    r"^S[ốôổồõóỐÔỔÕÓ]\s*[:.;]?\s*(?P<field>[^\s/:.;-][^\s/-]{,5}(?:\s[^\s/-]{1,5})?)\s*(?=[/-]\s*[A-ZĐ])"
)
_LABEL = re.compile(r"S[ốôổồõó][:.;]?")
_DAY = re.compile(r"[Nn]gày\s*(?P<field>\S{1,4}?)\s*(?=tháng)")
_BOXES = ((_NUMBER, DoubtWhy.HANDWRITTEN_NUMBER, 99_999), (_DAY, DoubtWhy.HANDWRITTEN_DAY, 31))
_LOOKS_LIKE = str.maketrans("OoDQlI|iSsB", "00001111558")
_SURE = 0.80
"""The least probability of a digit of such a field; print stands at 0.95 and more."""
_WIDEST = 0.78
"""The widest that a digit may be, in heights of its line: one digit that was read may hide two."""


def without_guesses(lines: Sequence[ReadLine], picture: Picture) -> list[ReadLine]:
    """The lines; in the head of the page a number or a day that cannot be read for sure is left out.

    The word that held it stays as a word to look at where something of it is left ("/QĐ-UBND").
    """
    height = picture.gray.shape[0] / picture.scale
    return [_checked(line) if line.box.bottom < _HEAD * height else line for line in lines]


def _checked(line: ReadLine) -> ReadLine:
    for pattern, why, limit in _BOXES:
        match = pattern.search(line.text)
        if match is not None:
            line = _field(line, *match.span("field"), why, limit)
    return line


def _field(line: ReadLine, start: int, end: int, why: DoubtWhy, limit: int) -> ReadLine:
    text = line.text[start:end]
    plain = text.translate(_LOOKS_LIKE)
    if plain.isdigit() and 0 < int(plain) <= limit and _is_sure(line, start, end):
        return line
    words: list[ReadWord] = []
    for word, at in _placed(line):
        first, last = max(start - at, 0), min(end - at, len(word.text))
        if first >= last:
            words.append(word)
            continue
        left = [part for part in (word.text[:first], word.text[last:]) if part]
        if left:
            words += (replace(word, text=_label(part), sure=()) for part in left)
            words[-1] = replace(words[-1], other=text, why=why)
        elif words:
            # The field stood alone: the word before it ("Số:", "ngày") tells where to look.
            words[-1] = replace(words[-1], other=text, why=why)
    return replace(line, words=tuple(words))


def _label(text: str) -> str:
    """The label of the number as it is printed, where all that is left of a word is that label."""
    return "Số:" if _LABEL.fullmatch(text) else text


def _is_sure(line: ReadLine, start: int, end: int) -> bool:
    """Whether every digit is certain and no wider than a digit is."""
    height = line.box.bottom - line.box.top
    for word, at in _placed(line):
        first, last = max(start - at, 0), min(end - at, len(word.text))
        if first >= last:
            continue
        sure = word.sure if len(word.sure) == len(word.text) else (word.confidence,) * len(word.text)
        # Of "O5" only the zero is unsure, and it is a zero either way.
        digits = [sure[i] for i in range(first, last) if word.text[i].isdigit()]
        alone = first == 0 and last == len(word.text)
        if (
            min(digits, default=0.0) < _SURE
            or alone
            and word.box.x1 - word.box.x0 > _WIDEST * height * (last - first)
        ):
            return False
    return True


def _placed(line: ReadLine) -> Iterator[tuple[ReadWord, int]]:
    """Each word with where it begins in the text of the line."""
    at = 0
    for word in line.words:
        yield word, at
        at += len(word.text) + 1
