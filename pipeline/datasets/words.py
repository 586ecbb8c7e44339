"""What datasets, tables and their columns are called and hold, in English and Vietnamese: words.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.datasets.model import Column
from pipeline.messages import COLUMNS, SENTENCES, value

_FILE = Path(__file__).with_name("words.tsv")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a dataset or table, and a sentence on what it holds."""

    english: str
    vietnamese: str
    about_english: str
    about_vietnamese: str

    def name(self, lang: str) -> str:
        """The name in "vi" or "en"."""
        return self.vietnamese if lang == "vi" else self.english

    def about(self, lang: str) -> str:
        """The sentence in "vi" or "en"."""
        return self.about_vietnamese if lang == "vi" else self.about_english


@cache
def _words() -> Mapping[tuple[str, str], tuple[str, str, str, str]]:
    """Headings and descriptions by table (or any) and column ("" for the table itself)."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {(table, column): (a, b, c, d) for table, column, a, b, c, d in rows}


def titled(table: str) -> Title:
    """The words about a dataset or a table of the registry.

    Raises:
        KeyError: words.tsv has none.
    """
    return Title(*_words()[table, ""])


def described(table: str, column: str) -> tuple[str, str]:
    """What a column of a dataset, table or view holds, in English and Vietnamese.

    Raises:
        KeyError: words.tsv has none.
    """
    words = _words()
    found = words.get((table, column)) or words[_ANY, column]
    return found[2], found[3]


def headed(table: str, column: str) -> tuple[str, str]:
    """What stands over a column for people, in English and Vietnamese.

    Raises:
        KeyError: neither words.tsv nor the program's messages have it.
    """
    words = _words()
    for key in ((table, column), (_ANY, column)):
        if key in words and words[key][0]:
            return words[key][0], words[key][1]
    return COLUMNS[column]


def worded(column: Column, code: str, lang: str) -> str:
    """A code of a column as a person says it, in "vi" or "en"; an unknown one stays."""
    own = _words().get((f"code:{column.name}", code))
    if own is not None:
        return own[lang == "vi"]
    said = SENTENCES.get(f"{column.words}{code}") if column.words else None
    return said[lang == "vi"] if said is not None else value(code, lang)
