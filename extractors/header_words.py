"""Compiles the words of letterheads and signatures, which are rows in `rules/`, into the patterns the header needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.rulebook import Rulebook
from extractors.symbols import SymbolGrammar


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The patterns of one rulebook.

    `types` are the names a title line may begin with, `body` matches where the name of a body begins, `stamps` are
    words stamped on the page ("HỎA TỐC"), `title` matches a signer's title in capitals, `mark` an authority mark
    before it ("KT."), `marks` are
    those that can be searched for as they are.
    """

    types: tuple[str, ...]
    grammar: SymbolGrammar
    body: re.Pattern[str]
    stamp: re.Pattern[str]
    title: re.Pattern[str]
    mark: re.Pattern[str]
    marks: tuple[str, ...]

    def first_mark(self, text: str, after: int) -> int | None:
        """Where the first authority mark stands in the text from `after` on."""
        found = [self._mark_from(mark, text, after) for mark in self.marks]
        return min((offset for offset in found if offset >= 0), default=None)

    @staticmethod
    def _mark_from(mark: str, text: str, after: int) -> int:
        offset = text.find(mark, after)
        while offset > 0 and text[offset - 1].isalnum():
            offset = text.find(mark, offset + 1)
        return offset


@lru_cache(maxsize=4)
def header_words(rules: Rulebook) -> HeaderWords:
    """The patterns made with `rules`."""
    of_kind: dict[str, list[str]] = {"body": [], "not_body": [], "stamp": []}
    for row in rules.tables["letterhead"]:
        of_kind[row["kind"]].append(row["words"])
    titles = _either(row["title"] for row in rules.tables["signer_titles"])
    one = rf"(?:{titles})(?:\s+(?:THƯỜNG\s+TRỰC|PHỤ\s+TRÁCH))?"
    marks = [row["mark"] for row in rules.tables["authority_marks"]]
    return HeaderWords(
        tuple(kind.name for kind in rules.types if kind.family != "generic"),
        SymbolGrammar(rules),
        re.compile(rf"(?!(?:{_either(of_kind['not_body'])})(?!\w))(?:{_either(of_kind['body'])})(?!\w)"),
        re.compile(rf"\W*(?:{_either(of_kind['stamp'])})(?!\w)"),
        re.compile(rf"(?<!\w){one}(?:,\s*{one})?(?!\w)"),
        re.compile(rf"(?<!\w)(?:{'|'.join(map(_mark, marks))})"),
        tuple(f"{mark} " for mark in marks if len(mark) > 2),
    )


def _mark(mark: str) -> str:
    """A State mark needs its full stop ("KT."), a Party mark its slash and no letter after it ("T/M")."""
    return rf"{mark[:-1]}\s?\." if mark.endswith(".") else rf"{re.escape(mark)}\.?(?!\w)"


def _either(words: Iterable[str]) -> str:
    """One of the words, the longest first, with either place of the tone mark ("ỦY", "UỶ")."""
    joined = "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=len, reverse=True))
    return joined.replace("ỦY", "(?:ỦY|UỶ)").replace("ÒA", "(?:ÒA|OÀ)").replace("ỎA", "(?:ỎA|OẢ)")
