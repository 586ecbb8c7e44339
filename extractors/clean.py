"""Brings characters to the form they were meant in: NFC, plain spaces and hyphens, Vietnamese letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from extractors.model import Repair
from extractors.old_signs import OLD_SIGN

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = "".join(unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES) + "đ"
_PLAIN = " -~" + re.escape("".join(sorted(set(_LETTERS + _LETTERS.upper())))) + "“”‘’…≤≥×÷°²³½□•"
_ODD = re.compile(f"[^{_PLAIN}]")

# Characters that stand for another one wherever they occur in a Vietnamese text.
_ALWAYS = {
    "\ufffe": ("-", "hyphen lost at a line end"),
    "\x02": ("-", "hyphen lost at a line end"),
    "\u2044": ("/", "fraction slash"),
    "Ð": ("Đ", "Eth for Đ"),
    "ð": ("đ", "Eth for đ"),
    "Ɖ": ("Đ", "African D for Đ"),
    "Ƣ": ("Ư", "wrong glyph map"),
    "ƣ": ("ư", "wrong glyph map"),
    "\uf02d": ("-", "symbol font"),
    "\uf0b7": ("-", "symbol font"),
}
_ALWAYS_RE = re.compile("[" + "".join(_ALWAYS) + "]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffc\x00\x01\x03-\x08\x0e-\x1b\x7f]+")

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсух", "ABESIJKMHOPCTYXaesijopcyx", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LOOK_ALIKE = _CYRILLIC | _GREEK
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_FOREIGN_TOKEN = re.compile("\\S*[\u0370-\u03ff\u0400-\u04ff]\\S*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

_DASHES = "\u2010-\u2014\u2212"
_DASH = re.compile(f"[{_DASHES}]")
_GROUP = "[A-ZĐĂÂÊÔƠƯ]"
_SYMBOL = re.compile(
    rf"(?:\d[\w.]*|(?=/))(?:[/{_DASHES}-][\w&.]+| ?[/{_DASHES}-] ?{_GROUP}{{2,}}[\w&.]*)+", re.UNICODE
)
_HEAD = re.compile(r"(?<=CỘNG )H(?:Õ|Ị|Ỏ)A(?= XÃ)")


def is_plain(text: str) -> bool:
    """Whether `clean` would change nothing in `text` but outer white space."""
    return _ODD.search(text) is None and "  " not in text and "CỘNG H" not in text


def clean(text: str) -> tuple[str, list[Repair]]:
    """The cleaned line without outer white space, and the repairs made (spans into the cleaned line).

    White space and composition (NFC) are put right silently; every other change is a repair. A dash becomes a
    hyphen only inside a document symbol; a soft hyphen stays where the text is TCVN3, whose `ư` it is.
    """
    return (text.strip(), []) if is_plain(text) else _repair(text)


def _repair(text: str) -> tuple[str, list[Repair]]:
    """The slow path of `clean`: one pass for each kind of damage."""
    text, raw = _drop_invisible(text)
    text, found = _swap(text, _ALWAYS_RE, lambda c: _ALWAYS[c])
    raw += found
    tidy = _tidy(text)
    repairs = [_moved(text, tidy, repair) for repair in raw]
    latin, found = _look_alikes(tidy)
    tidy = _tidy(latin)  # a swapped letter may compose with the mark that follows it
    repairs = [_moved(latin, tidy, repair) for repair in repairs + found]
    for step in (_symbol_dashes, _head_phrase):
        tidy, found = step(tidy)
        repairs += found
    return tidy, sorted(repairs, key=lambda r: (r.start, r.end))


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _moved(text: str, tidy: str, repair: Repair) -> Repair:
    """The repair with its span carried over from `text` to its tidied form."""
    if text == tidy:
        return repair
    start = min(len(_tidy(text[: repair.start] + "x")) - 1, len(tidy))
    end = start + repair.end - repair.start
    return Repair(start, min(end, len(tidy)), repair.found, repair.reason)


def _drop_invisible(text: str) -> tuple[str, list[Repair]]:
    """Deletes zero-width and control characters, and soft hyphens unless the text is TCVN3."""
    keep_soft = "\u00ad" in text and OLD_SIGN.search(text) is not None
    parts: list[str] = []
    repairs: list[Repair] = []
    length = last = 0
    for match in _INVISIBLE.finditer(text):
        kept = "\u00ad" * match[0].count("\u00ad") if keep_soft else ""
        parts += text[last : match.start()], kept
        length += match.start() - last
        if kept != match[0]:
            repairs.append(Repair(length, length + len(kept), match[0], "invisible character"))
        length += len(kept)
        last = match.end()
    parts.append(text[last:])
    return "".join(parts), repairs


def _swap(
    text: str, pattern: re.Pattern[str], meant: Callable[[str], tuple[str, str]]
) -> tuple[str, list[Repair]]:
    """Every character that `pattern` finds replaced by the one it was meant to be."""
    repairs: list[Repair] = []

    def replace(match: re.Match[str]) -> str:
        letter, reason = meant(match[0])
        repairs.append(Repair(match.start(), match.end(), match[0], reason))
        return letter

    return pattern.sub(replace, text), repairs


def _look_alikes(text: str) -> tuple[str, list[Repair]]:
    """Cyrillic and Greek letters inside words that are otherwise Latin."""
    if _FOREIGN.search(text) is None:
        return text, []
    repairs: list[Repair] = []
    alone = _LATIN.search(text) is not None and all(
        c in _LOOK_ALIKE for c in _FOREIGN.findall(text) if c >= "\u0400"
    )

    def word(match: re.Match[str]) -> str:
        token = match[0]
        letters = _FOREIGN.findall(token)
        mixed = _LATIN.search(token) is not None and all(c in _LOOK_ALIKE for c in letters)
        if not mixed and not (alone and all(c in _CYRILLIC for c in letters)):
            return token
        for at, letter in enumerate(token):
            if letter in _LOOK_ALIKE:
                start = match.start() + at
                repairs.append(Repair(start, start + 1, letter, "letter of another alphabet"))
        return "".join(_LOOK_ALIKE.get(c, c) for c in token)

    return _FOREIGN_TOKEN.sub(word, text), repairs


def _symbol_dashes(text: str) -> tuple[str, list[Repair]]:
    """Dashes inside "285/KH–UBND" or "43/2023/TT – BTC"; the blanks stay for the extractor to judge."""
    if _DASH.search(text) is None:
        return text, []
    repairs: list[Repair] = []

    def symbol(match: re.Match[str]) -> str:
        token = match[0]
        if "/" not in token or token.upper() == token.lower():
            return token
        for dash in _DASH.finditer(token):
            at = match.start() + dash.start()
            repairs.append(Repair(at, at + 1, dash[0], "dash in a symbol"))
        return _DASH.sub("-", token)

    return _SYMBOL.sub(symbol, text), repairs


def _head_phrase(text: str) -> tuple[str, list[Repair]]:
    """The country's name, which proves a wrong glyph map ("CỘNG HÕA XÃ HỘI CHỦ NGHĨA")."""
    return _swap(text, _HEAD, lambda _: ("HÒA", "wrong glyph map"))
