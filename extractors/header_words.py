"""Compiles the words of letterheads and signatures, rows in `rules/`, into the patterns of the header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.damaged_symbols import DamagedSymbols
from extractors.patterns import longest_first
from extractors.rulebook import Rulebook
from extractors.symbols import SymbolGrammar

_NUMBERED = (
    r"(?:Điều|ĐIỀU|Mục|MỤC)\s+\d|(?:Chương|CHƯƠNG)\s+[IVX\d]|Phần\s+(?:thứ|[IVX\d])|PHẦN\s+(?:THỨ|[IVX\d])"
    r"|[IVX]{1,4}\s?(?:[.)]|[-/]\s)|\d{1,2}\s?(?:[.)]|/\s)|[A-Z][.)]\s|[a-zđ]\)|[-+•]\s"
)
_STAMPED = r"(?:Số|SỐ|Ngày|NGÀY|Giờ|GIỜ)(?!\w)"


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The patterns of one rulebook; those that `match` are meant for the start of a line.

    In box 2: `body` opens a body's name, `child` a body printed behind its parent, `unfinished` words end a
    line whose name goes on, `alone` lines are no body yet, `agency` is followed by a capital in running text,
    `stamp` was put on the page later, `incoming` by the register of the receiver, `copy` by who certified a
    copy. At the title: `text_start` and `prose_start` open the text, `linking`
    words end a line that goes on, `aside` opens a note in brackets, `annex` an annex. At the end: `title` is
    a signer's title in capitals, `mark` an authority mark before it, `marks` those to search for as they are.
    """

    types: tuple[str, ...]
    grammar: SymbolGrammar
    damaged: DamagedSymbols
    body: re.Pattern[str]
    child: re.Pattern[str]
    unfinished: frozenset[str]
    alone: frozenset[str]
    agency: re.Pattern[str]
    stamp: re.Pattern[str]
    incoming: re.Pattern[str]
    copy: re.Pattern[str]
    text_start: re.Pattern[str]
    prose_start: re.Pattern[str]
    linking: frozenset[str]
    aside: re.Pattern[str]
    annex: re.Pattern[str]
    title: re.Pattern[str]
    mark: re.Pattern[str]
    marks: tuple[str, ...]
    surnames: frozenset[str]

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
    words: defaultdict[str, list[str]] = defaultdict(list)
    for row in rules.tables["letterhead"]:
        words[row["kind"]].append(row["words"])
    marks = [row["mark"] for row in rules.tables["authority_marks"]]
    title = _either(row["title"] for row in rules.tables["signer_titles"])
    one = rf"(?:{title})(?:\s+(?:THƯỜNG\s+TRỰC|PHỤ\s+TRÁCH))?"
    both = _either(words["text_start"] + [word.upper() for word in words["text_start"]])
    annex = _either(words["annex"] + [word.upper() for word in words["annex"]])
    grammar = SymbolGrammar(rules)
    return HeaderWords(
        types=tuple(kind.name for kind in rules.types if kind.family != "generic"),
        grammar=grammar,
        damaged=DamagedSymbols(rules, grammar),
        body=re.compile(rf"(?!(?:{_either(words['not_body'])})(?!\w))(?:{_either(words['body'])})(?!\w)"),
        child=re.compile(rf"(?<=\w) (?=(?:{_either(words['child'])})(?: \w|$))"),
        unfinished=frozenset(words["unfinished"]),
        alone=frozenset(words["alone"]),
        agency=re.compile(rf"(?!{_either(words['not_agency'])})(?:{_either(words['agency'])}) (?=\w)"),
        stamp=re.compile(rf"\W*(?:{_either(words['stamp'])})(?!\w)"),
        incoming=re.compile(rf"\W*(?:{_either(words['incoming'])})(?=\W*(?:$|{_STAMPED}))"),
        copy=re.compile(rf"\W*(?:{_either(words['copy'])})(?=\W*(?:$|{_STAMPED}))"),
        text_start=re.compile(rf"(?:{both})(?!\w)|{_NUMBERED}"),
        prose_start=re.compile(rf"(?:{_either(words['prose_start'])})(?!\w)"),
        linking=frozenset(words["linking"]),
        aside=re.compile(rf"\s*\(\s*(?:{_either(words['aside'])})\s[^()]*\)\W*$", re.IGNORECASE),
        annex=re.compile(rf"\W*(?:{annex})(?!\w)"),
        title=re.compile(rf"(?<!\w){one}(?:,\s*{one})?(?!\w)"),
        mark=re.compile(rf"(?<!\w)(?:{'|'.join(map(_mark, marks))})"),
        marks=tuple(f"{mark} " for mark in marks if len(mark) > 2),
        surnames=frozenset(row["surname"] for row in rules.tables["surnames"]),
    )


def _mark(mark: str) -> str:
    """A State mark needs its full stop ("KT."), a Party mark its slash and no letter after it ("T/M")."""
    return rf"{mark[:-1]}\s?\.(?!\s*\d)" if mark.endswith(".") else rf"{re.escape(mark)}\.?(?!\w)"


def _either(words: Iterable[str]) -> str:
    """One of the words, the longest first, with either place of the tone mark ("ỦY", "UỶ")."""
    joined = "|".join(r"\s+".join(map(re.escape, w.split())) for w in longest_first(words))
    return joined.replace("ỦY", "(?:ỦY|UỶ)").replace("ÒA", "(?:ÒA|OÀ)").replace("ỎA", "(?:ỎA|OẢ)")
