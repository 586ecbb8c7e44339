"""Turns letters of before Unicode (TCVN3, VNI, VISCII) into Unicode, told by their font, else by the words.

The tables of letters are viparse's. Readers read a file as it stands first; only one whose text holds old
letters is read again with `Letters`, run by run, before any character is cleaned away: 0xAD, the soft
hyphen, is the `ư` of TCVN3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from extractors.rulebook import RULES_DIR, read_table
from pipeline.readers.plausible import is_possible, plausibility

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

_ENCODINGS = ("tcvn3", "vni", "viscii")
_CAPITALS = re.compile(r"^\.?vn.*H(?:$|[,;_-]|\s+(?:Bold|Italic))", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Signs and letters that stand in no Vietnamese word of Unicode and in many of an old encoding: those whose
# code shares no byte with a frequent letter of Unicode, which Python therefore looks for ten times faster.
_TELLING = "®µ¸öø"
_STRANGE = re.compile("[¡-¬\u00ad®µ-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ÷\u2212\x80-\x9f]")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323Ạ-ỹ]")
_MODERN = re.compile("[ĂăĨĩŨũƠơƯưẠ-ỹ]")  # as they stand in a text whose Ð was taken for Đ
_LETTERS = re.compile(r"[^\W\d_][¡-ÿ]|[¡-ÿ][^\W\d_]")
_TELL = 3  # strange words that are needed to tell an encoding: "µ:" is a sign of physics
_FEW = 1  # telling characters that any text may hold
_SOME = 5  # strange ones; a file with more is read font by font, even where its words tell nothing
_GOOD = 0.75  # share of possible words from which a converted text counts as read
_GAIN = 0.15
_SAMPLE = 40_000
# viparse met no ẳ and no ỵ in its documents of VNI; the keyboard of VNI gives them these codes.
_VNI_MORE = (("aú", "ẳ"), ("AÚ", "Ẳ"), ("î", "ỵ"), ("Î", "Ỵ"))
# The control codes in which VISCII keeps letters come out of Windows as these characters.
_WINDOWS = {ord(bytes([n]).decode("cp1252", "replace")): n for n in range(0x80, 0xA0)}


class Lettering(NamedTuple):
    """The old encoding that a font's name tells, and whether the font draws small letters as capitals."""

    encoding: str
    capitals: bool


@lru_cache(maxsize=256)
def lettering(font: str | None) -> Lettering | None:
    """What a font's name says of its letters: `.VnTimeH` is TCVN3 in capitals; None for any other font."""
    name = _SUBSET.sub("", font or "").strip().strip("\"'").partition(";")[0].strip()
    for prefix, encoding in _font_prefixes():
        if name.lower().startswith(prefix):
            return Lettering(encoding, encoding == "tcvn3" and _draws_capitals(name))
    return None


def _draws_capitals(name: str) -> bool:
    match = _CAPITALS.match(name)
    return match is not None and "H" in name[3:]


@cache
def _font_prefixes() -> tuple[tuple[str, str], ...]:
    rows = read_table(RULES_DIR / "old_fonts.tsv")
    return tuple((row["prefix"].lower(), row["encoding"]) for row in rows)


def convert(text: str, font: str | None) -> str:
    """A run of text in Unicode, where its font is an old one; text in other fonts stays as it is."""
    told = lettering(font)
    return text if told is None else _in_font(text, told)


def converted(text: str) -> str:
    """A text of unknown font in Unicode, line by line, where its words tell an old encoding."""
    letters = Letters.of(text)
    return text if letters is None else letters.text(text)


def has_old_letters(text: str) -> bool:
    """Whether a text may hold old letters; quick, and wrong for some texts of other languages."""
    return any(sign in text for sign in _TELLING) and sum(map(text.count, _TELLING)) > _FEW


def told_by(text: str) -> str | None:
    """The encoding in which the strange words of `text` become Vietnamese; None for a text that stays."""
    strange = [line for line in text.split("\n") if _STRANGE.search(line) and not _MODERN.search(line)]
    sample = "\n".join(strange)[:_SAMPLE]
    if len({word for word in sample.split() if _STRANGE.search(word) and _LETTERS.search(word)}) < _TELL:
        return None
    raw = plausibility(sample)
    best = max(_ENCODINGS, key=lambda encoding: plausibility(_mapped(sample, encoding)))
    reached = plausibility(_mapped(sample, best))
    return best if reached >= max(_GOOD, raw + _GAIN) else None


@dataclass
class Letters:
    """Converts the runs of one file; `encoding` is what its text of unknown font is in, None where unknown.

    `throughout` tells that all of the file is in it, so that a line of which nothing can be told is too.
    `done` counts the characters of the runs that were converted, by encoding.
    """

    encoding: str | None
    throughout: bool = False
    done: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str) -> Letters | None:
        """What is to be done with a file whose text, read as it stands, is `text`; None: nothing."""
        if not has_old_letters(text):
            return None
        encoding, strange = told_by(text), len(_STRANGE.findall(text))
        if encoding is None and strange <= _SOME:
            return None
        return cls(encoding, len(_MODERN.findall(text)) * 50 < strange)

    def runs(self, parts: Iterable[tuple[str, str | None]]) -> list[str]:
        """The runs (text, font) of one line in Unicode: neighbours in one lettering come back as one run.

        A letter of VNI may begin in one run and end in the next. The first of the runs that belong together
        gets the whole text, the others "".
        """
        out: list[str] = []
        for told, group in groupby(parts, key=lambda part: lettering(part[1])):
            texts = [text for text, _ in group]
            whole = "".join(texts)
            new = self._told(whole, told)
            out += texts if new == whole else [new, *[""] * (len(texts) - 1)]
        return out

    def text(self, text: str) -> str:
        """A text of unknown font in Unicode, line by line."""
        if self.encoding is None:
            return text
        return "\n".join([self._told(line, None) for line in text.split("\n")])

    def _told(self, text: str, told: Lettering | None) -> str:
        if told is not None:
            new, encoding = _in_font(text, told), told.encoding
        elif self.encoding is not None:
            new, encoding = _by_words(text, self.encoding, self.throughout), self.encoding
        else:
            return text
        if new != text:
            self.done[encoding] += len(text)
        return new

    @property
    def note(self) -> str | None:
        """The sentence that the record keeps; None where nothing was converted."""
        names = " and ".join(name.upper() for name, _ in self.done.most_common())
        return f"Old letters were converted from {names} to Unicode." if names else None


def _in_font(text: str, told: Lettering) -> str:
    """Text that its font says to be old: taken at its word unless the text is plainly Unicode."""
    if _UNICODE.search(text):
        return _by_words(text, told.encoding)
    new = _mapped(text, told.encoding)
    if new != text:
        reached, raw = plausibility(new), plausibility(text)
        if raw > reached:
            return text
        if reached < _GOOD and len(text) > 40:
            new = _other(text, new, reached)
    return new.upper() if told.capitals else new


def _other(text: str, new: str, reached: float) -> str:
    """The text in another encoding than its font's, where that alone makes Vietnamese of it."""
    for encoding in _ENCODINGS:
        if plausibility(other := _mapped(text, encoding)) > max(_GOOD, reached + _GAIN):
            return other
    return new


def _by_words(text: str, encoding: str, unless_worse: bool = False) -> str:
    """The text as a whole where that makes more of its words possible, else the words that become so."""
    if not _UNICODE.search(text):
        new = _mapped(text, encoding)
        if new == text:
            return text
        gain = plausibility(new) - plausibility(text)
        return new if gain > 0 or unless_worse and gain == 0 else text
    return re.sub(r"\S+", lambda word: _word(word[0], encoding), text)


def _word(word: str, encoding: str) -> str:
    if not _LETTERS.search(word) or _UNICODE.search(word) or not _STRANGE.search(word) or is_possible(word):
        return word
    new = _mapped(word, encoding)
    return new if is_possible(new) else word


def _mapped(text: str, encoding: str) -> str:
    """Every sequence of the old encoding replaced by its letter; white space stays."""
    from viparse.normalize.tables import convert as replace

    if encoding == "viscii":
        text = text.translate(_WINDOWS)
    return str(replace(text, _charmap(encoding)))


@cache
def _charmap(encoding: str) -> Charmap:
    from viparse.normalize.encodings import CHARMAPS
    from viparse.normalize.tables import build_charmap

    pairs = CHARMAPS[encoding].pairs
    if encoding != "vni":
        return CHARMAPS[encoding]
    known = {old for old, _ in pairs}
    more = [pair for pair in _VNI_MORE if pair[0] not in known]
    # A capital may bear the mark of a small letter: "Uûy ban".
    small = [(old[0] + old[1].lower(), new) for old, new in pairs if len(old) == 2]
    more += [pair for pair in small if pair[0] not in known]
    return build_charmap("vni", [*pairs, *more])
