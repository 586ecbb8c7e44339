"""Judges the text layer of a page: one that a bad recogniser or font left behind is worse than none."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
_STRAY = re.compile("[\ufffd\ue000-\uf8ff\x00\x01\x03-\x08\x0e-\x1f\u0080-\u009f]")
_OLD_FONT = re.compile(r"[µ¸¶·¹¨»¾¼½ª«¬®]")
_VOWEL = "aăâeêioôơuưyáắấéếíóốớúứýàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"
_SYLLABLE = re.compile(
    rf"(?:ngh?|ch|gh?|gi|kh|nh|ph|qu|th|tr|[bcdđhklmnprstvx])?[{_VOWEL}]{{1,3}}(?:ng|nh|ch|[cmnpt])?"
)
_FEW = 20  # words that a judgement needs
_LEAST = 0.55
_LEAST_MARKED = 0.12
_MOST_STRAY = 0.1


def is_garbled(text: str, over_picture: bool) -> bool:
    """Whether the text of a page is no text; `over_picture` says that a scan lies under it.

    Over a scan it must be mostly Vietnamese syllables, some of them with diacritics; elsewhere only glyphs
    without a character count, for the text may be of another language or in an old font.
    """
    signs = sum(1 for c in text if not c.isspace())
    if signs and len(_STRAY.findall(text)) > _MOST_STRAY * signs:
        return True
    if not over_picture:
        return False
    words = _WORD.findall(text.lower())
    if len(words) < _FEW or len(_OLD_FONT.findall(text)) * 40 > len(text):
        return False
    good = [word for word in words if _SYLLABLE.fullmatch(word)]
    marked = sum(1 for word in good if not word.isascii())
    return len(good) < _LEAST * len(words) or marked < _LEAST_MARKED * len(words)
