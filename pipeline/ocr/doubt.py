"""Marks words that one recogniser alone is known to misread, so that a person looks at them."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.model import DoubtWhy
from pipeline.ocr.model import ReadLine, ReadWord

_MAYBE_PERCENT = re.compile(r"\(?(?:\d{1,3},\d{1,2}6|1006|\d{2}6)[.,;)]*$")
_SHARE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|đạt|chiếm|tăng|giảm|bằng|vượt|xuống|lên|còn|lợi suất)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_FAINT = 0.6


def doubted(line: ReadLine) -> ReadLine:
    """The line with its doubtful words marked; nothing is changed in them.

    TrueOCR tends to read "%" as "6": "78,7%" becomes "78,76". Where a share is spoken of, a figure that ends
    so is doubtful; so is every figure with a faint digit.
    """
    at = 0
    words: list[ReadWord] = []
    for word in line.words:
        why = word.why or _why(word, line.text[:at])
        words.append(word if why is None else replace(word, why=why))
        at += len(word.text) + 1
    return replace(line, words=tuple(words))


def _why(word: ReadWord, before: str) -> DoubtWhy | None:
    if _FIGURE.search(word.text) is None:
        return None
    if word.other is None and _MAYBE_PERCENT.match(word.text) and _SHARE.search(before):
        return DoubtWhy.PERCENT
    digits = [p for sign, p in zip(word.text, word.sure, strict=False) if sign.isdigit()]
    return DoubtWhy.FAINT if word.other is None and min(digits, default=1.0) < _FAINT else None
