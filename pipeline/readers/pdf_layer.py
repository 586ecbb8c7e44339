"""Judges the text layer of a page: one that a bad recogniser or font left behind is worse than none."""

from __future__ import annotations

import re

from extractors.old_signs import OLD_SIGN
from pipeline.readers.plausible import plausibility

_STRAY = re.compile("[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f\u0080-\u009f]")
_FEW = 20  # words that a judgement needs
_LEAST = 0.7
"""The least share of possible words: clean layers have 0.9 and more, those of bad recognisers 0.3 to 0.6."""
_MOST_STRAY = 0.1


def is_garbled(text: str, over_picture: bool) -> bool:
    """Whether the text of a page is no text; `over_picture` says that a scan lies under it.

    Over a scan it must be Vietnamese; elsewhere only glyphs without a character count, for the text may be of
    another language. Text in old letters is no garble: it is read by their tables.
    """
    stray = len(_STRAY.findall(text))
    if stray and stray > _MOST_STRAY * sum(map(len, text.split())):
        return True
    if not over_picture or len(text.split()) < _FEW or len(OLD_SIGN.findall(text)) * 40 > len(text):
        return False
    return plausibility(text) < _LEAST
