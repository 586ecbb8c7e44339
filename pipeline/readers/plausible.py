"""Judges whether a text is Vietnamese: the share of its words that the language's spelling allows.

A wrong glyph map, letters of before Unicode and a scanner's bad text layer all yield words that no
Vietnamese syllable is spelled like. Readers ask before they trust a text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = re.compile(r"(?:c|ch|k|p|t)$")  # such a syllable bears the sharp or the heavy tone
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăk ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc
oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uâng uân uât uây uc ui um un ung up ut uê uêch uênh
uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uynh uyn uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu
ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ych ynh yt
"""
_FRONT = tuple("eêiy")
_UNITS = re.compile(r"[ck]?m[²³]?|kg|kv|kwh?|m[glmw]|ppm|đ|pl|st|tp|ths?|ts|p?gs")
_EDGE = " \t.,;:!?()[]{}<>\"'“”‘’«»…*_#|•▪■□●○–—-+=~\\/^%"
_PARTS = re.compile(r"[.,;:()\[\]{}\"'“”‘’…_/&+=<>|*%–—-]+")
_LETTER = re.compile(r"[^\W\d_¼½¾²³¹]")
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(r"[A-ZĐÔƯa-zđ]{0,8}\d+[A-ZĐa-zđ]{0,8}\d*")
_CAPITALS = re.compile(r"[A-ZĐƯÔ]{1,10}|P?[CNST]T[gr](?:CP)?")
_ROMAN = re.compile(r"[ivxIVX]{1,6}")
_LABEL = re.compile(r"[(\"“]?[a-zđ]\d*[.)/:,;]|[+•-]?[a-zđ][.)]|\(?[bđ]/c\)?[;.,]?")
_ENOUGH = 40  # words of letters from which on their marks are counted
_MARKED = 0.25  # share of marked words below which a text has lost its marks; clean texts have 0.6 to 0.8


def plausibility(text: str) -> float:
    """The share (0 to 1) of the words of `text` that are possible syllables, numbers or symbols.

    Clean official text has about 0.97, old encodings taken for Unicode 0.2 to 0.4. A text that has lost its
    marks ("Uy ban nhan dan") counts only what is marked. Without any word the share is 0.
    """
    words = [word for word in text.split() if word.strip(_EDGE)]
    if not words:
        return 0.0
    possible = [word for word in words if is_possible(word)]
    spelled = [word for word in possible if len(word) > 1 and word.isalpha()]
    marked = sum(1 for word in spelled if not word.isascii())
    if len(spelled) >= _ENOUGH and marked < _MARKED * len(spelled):
        return (len(possible) - len(spelled) + marked) / len(words)
    return len(possible) / len(words)


@lru_cache(maxsize=1 << 15)
def is_possible(word: str) -> bool:
    """Whether a word between blanks is a syllable, several joined by signs, a number or a symbol."""
    if _LABEL.fullmatch(word):
        return True
    parts = [part for part in _PARTS.split(word.strip(_EDGE)) if part]
    if not parts or not _LETTER.search(word):
        return not _LETTER.search(word)
    return all(map(_possible_part, parts))


def _possible_part(part: str) -> bool:
    if _NUMBER.fullmatch(part) or _CAPITALS.fullmatch(part) or _CODE.fullmatch(part):
        return True
    if _UNITS.fullmatch(part.lower()) or _ROMAN.fullmatch(part):
        return True
    if not (part.islower() or part.isupper() or part.istitle()):
        return False
    return is_syllable(part)


def is_syllable(word: str) -> bool:
    """Whether a word is spelled like one Vietnamese syllable, its tone on whichever vowel."""
    spelled = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in spelled if sign in _TONES]
    plain = unicodedata.normalize("NFC", "".join(sign for sign in spelled if sign not in _TONES))
    if len(tones) > 1 or plain not in _syllables():
        return False
    return not _STOPPED.search(plain) or tones in (["\u0301"], ["\u0323"])


@cache
def _syllables() -> frozenset[str]:
    """Every syllable of onset and rhyme that the rules of spelling join, without its tone."""
    rhymes = _RHYMES.split()
    joined = {onset + rhyme for onset, rhyme in product(_ONSETS.split(), rhymes) if _fits(onset, rhyme)}
    return frozenset(joined.union(rhymes, ("gi", "gin", "giêng", "giêt", "quôc")))


def _fits(onset: str, rhyme: str) -> bool:
    if onset in ("k", "gh", "ngh"):
        return rhyme.startswith(_FRONT)
    if onset in ("c", "ng", "g"):
        return not rhyme.startswith(_FRONT)
    if onset == "qu":
        return not rhyme.startswith(("o", "u", "ư", "ô"))
    return onset != "gi" or not rhyme.startswith(("i", "y"))
