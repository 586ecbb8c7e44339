"""Sees percent signs that were read as a six: the sign is wider than any digit beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from pipeline.ocr.mend import Mended
from pipeline.ocr.model import Gray, Picture, ReadLine, ReadWord, pixels

_SIX = re.compile(r"(?P<front>\(?)(?P<figure>\d[\d.,]*)6(?P<tail>[.,;:)]*)$")
_WIDER = 1.4
"""In digits: a percent sign is 1.65 to 1.9 wide, a digit at most 1.15."""

_OF_A_ONE = 1.8


def with_percent_signs(
    lines: Sequence[ReadLine], picture: Picture
) -> tuple[list[ReadLine], tuple[Mended, ...]]:
    """The lines with such sixes as percent signs ("97,46;" to "97,4%;"), and the words that were changed."""
    mends: list[Mended] = []
    made = []
    for line in lines:
        words = tuple(_seen(word, picture) for word in line.words)
        mends += (Mended(new, old.text) for new, old in zip(words, line.words, strict=True) if new is not old)
        made.append(replace(line, words=words))
    return made, tuple(mends)


def _seen(word: ReadWord, picture: Picture) -> ReadWord:
    match = _SIX.match(word.text)
    if match is None or not _ends_wide(pixels(picture, word.box), match):
        return word
    text = f"{match['front']}{match['figure']}%{match['tail']}"
    return replace(word, text=text)


def _ends_wide(crop: Gray, match: re.Match[str]) -> bool:
    """Whether the glyph of the six is far wider than the digits before it; no where glyphs touch."""
    widths = _glyphs(crop)
    if len(widths) != len(match[0]):
        return False
    at = match.end("figure")
    # A one is narrow, and tells little of how wide a digit is.
    digits = [w for w, sign in zip(widths[:at], match[0], strict=False) if sign.isdigit() and sign != "1"]
    usual = median(digits) if digits else _OF_A_ONE * max(widths[:at])
    return widths[at] >= _WIDER * usual


def _glyphs(crop: Gray) -> list[int]:
    """The widths of the runs of columns that hold ink, from left to right."""
    if crop.size == 0:
        return []
    paper, dark = float(np.median(crop)), float(crop.min())
    ink = (crop < dark + 0.55 * (paper - dark)).any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(np.int8), [0]))))
    return [int(width) for width in edges[1::2] - edges[::2]]
