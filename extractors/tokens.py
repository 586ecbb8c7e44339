"""Cuts official text into tokens, with symbols, dates, figures, labels and abbreviations whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extractors.patterns import either
from extractors.rulebook import Rulebook
from extractors.symbols import SymbolGrammar

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_NAME = r"\p{Lu}\p{Ll}+"
_BEGINS = r"(?<=\A[ \t]*|\n[ \t]*)"
_LOWER = r"\p{Ll}[\p{L}\p{M}]*+(?=[ ,;\n])"
_UPPER = r"\p{Lu}[\p{L}\p{M}]*+(?=[ ,;\n])"
_ADDRESS = (
    r"(?:https?|ftp)://[^\s<>\"“”]*[\w/]"
    r"|[A-Za-z\d][\w.+-]*@[A-Za-z\d][\w-]*(?:\.[A-Za-z\d][\w-]*)+"
    r"|(?<![\w.@])[A-Za-z\d][A-Za-z\d-]*(?:\.[A-Za-z\d-]+)*\.(?:vn|com|org|net|info)(?!\w)(?:/[\w/.?=&%#-]*[\w/])?"
)
_DATE = (
    rf"(?<![\d/.-])(?:{_DAY}/{_MONTH}/{_YEAR}|{_DAY}-{_MONTH}-{_YEAR}|{_DAY}\.{_MONTH}\.{_YEAR})(?![\d/])"
    rf"|(?<![\d/.-]){_MONTH}/{_YEAR}(?![\d/])"
    rf"|(?<=[Nn]gày ){_DAY}[/-]{_MONTH}(?:[/-]\d\d)?(?![\d/-])"
)
_TIME = r"(?<![\d.,:])(?:[01]?\d|2[0-4])(?:[hH](?:[0-5]\d)?(?!\w)'?|[:g][0-5]\d(?![\d:]))"
_LABEL = (
    rf"{_BEGINS}(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[.)]|[a-zđ]\d?[.)]|[IVXLC]{{1,6}}[.)]|[A-HĐ][.)]"
    rf"|\((?:\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\))(?=\s|\p{{L}}|\Z)"
    r"|(?<=[;:.,] )(?:[a-zđ]\)|\(\d{1,2}\))(?=\s)"
)
_NUMBERED = (
    r"\d[\d.]*[A-Za-zĐđ]?(?:/\d{4})?(?:[/-]\p{Lu}[\p{L}\d&.]*)+(?<!\.)"
    r"|\d+(?:-\d+)?:(?:19|20)\d\d(?:/\p{Lu}+)?(?!\w)"
)
_GROUP = r"\p{Lu}\p{L}{0,2}\p{Lu}[\p{L}\d&]*"
_LETTERS = rf"{_GROUP}(?:-{_GROUP})+(?!\w)"
_NUMBER = (
    r"(?:(?<=[^\d\s] |\()[-+−](?=\d))?\d++(?:[.,]\d++)*+[%‰]?+(?!\p{L})|\d{1,3}[a-e](?!\w)|\d++(?:[.,]\d++)*+"
)
_INITIAL = r"(?<!\w)\p{Lu}\.(?=\s?\p{Lu}[\p{L}.])"
_WORD = r"\p{L}[\p{L}\p{M}\p{N}_]*+"
_REST = r"\s+|\.{2,}|-{2,}|_{2,}|={2,}|\*{2,}|…+|\p{M}+|."


class TokenGrammar:
    """The grammar of tokens with the abbreviations, places and letters of a rulebook.

    Whole stay: numbers with their symbol, as the extractors read them, damage included ("1182 /QĐ- UBND");
    symbols without a number ("QĐ-UBND"); dates; figures with sign, marks and percent, where each end of a
    range is a figure of its own ("17,7", "-", "18,2%"); hours; labels at the start of a line or a clause
    ("a)", "1.2."); "./."; addresses; abbreviations with their dot, before a place with it ("TP. Hồ Chí
    Minh").
    """

    def __init__(self, rules: Rulebook) -> None:
        rows = rules.tables["abbreviations"]
        marks = {row["mark"].rstrip(".") for row in rules.tables["authority_marks"] if "/" not in row["mark"]}
        self._kinds = dict.fromkeys(marks, "title") | {row["words"]: row["kind"] for row in rows}
        ranks = [words for words, kind in self._kinds.items() if kind == "rank"]
        dotted = either(marks.union(words for words in self._kinds if len(words) > 1))
        self._symbols = SymbolGrammar(rules)
        first = (_LOWER, _place(rules, ranks), _UPPER, r"\./\.", _ADDRESS, _NUMBERED)
        shape = rf"(?P<token>{'|'.join(first)}|{_LETTERS}|{_DATE}|{_TIME}|{_LABEL}|{_NUMBER}"
        shape += rf"|(?<!\p{{L}})(?:{dotted})\.(?![\p{{L}}\d])"
        shape += rf"|{_INITIAL}|{_WORD}|{_REST})(?P<space>[ ]?)"
        self._pattern = regex.compile(shape, regex.DOTALL)

    def tokens(self, text: str) -> Iterator[tuple[str, bool]]:
        """Every token with whether one blank follows it; together they are the text, whatever it holds."""
        at = 0
        for symbol in self._symbols.find(text):
            if symbol.start < at or "\n" in text[symbol.start : symbol.end]:
                continue
            yield from self._between(text, at, symbol.start)
            at = symbol.end
            spaced = text.startswith(" ", at)
            yield text[symbol.start : at], spaced
            at += spaced
        yield from self._between(text, at, len(text))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The offsets of every token that is not white space."""
        at = 0
        for word, spaced in self.tokens(text):
            if not word.isspace():
                yield at, at + len(word)
            at += len(word) + spaced

    def holds_on(self, word: str) -> bool:
        """Whether a token with a dot at its end cannot close a sentence: "TS.", "TP.", "A." of a name."""
        bare = word.removesuffix(".")
        if bare == word:
            return False
        return self._kinds.get(bare, "end") != "end" or len(bare) == 1 and bare.isupper()

    def _between(self, text: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
        for word, space in self._pattern.findall(text, start, end):
            yield word, space == " "


def _place(rules: Rulebook, ranks: list[str]) -> str:
    """A rank cut short and its place: one of the rules in any writing, else up to three capital words."""
    names = {name for place in rules.provinces for name in (place.name, *place.aliases)}
    short = either(rank for rank in ranks if len(rank) > 1)
    known = rf"(?:{short})\.?\s?(?:{either(names)})"
    whole = either(name for name in names if name.startswith(tuple(ranks)))
    capitals = rf"{_NAME}(?:\s{_NAME}){{0,2}}(?!\s{_NAME})"
    other = rf"(?:(?:{either(ranks)})\.\s?|TP )(?:{capitals}|\d{{1,2}}(?![\d/.]))"
    return rf"(?<!\p{{L}})(?:{known}|{whole}|{other})(?![\p{{L}}\d])"


@lru_cache(maxsize=4)
def token_grammar(rules: Rulebook) -> TokenGrammar:
    """The grammar made with `rules`."""
    return TokenGrammar(rules)
