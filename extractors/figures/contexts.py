"""Reads what stands right before and right behind a figure: labels, hedges and directions of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from extractors.model import Change, Qualifier
from extractors.patterns import either
from extractors.rulebook import Rulebook

_BREAK = regex.compile(r"[,;:.()\[\]\n\"“”](?!\d)")
_LINKS = frozenset(
    ("là", "đạt", "được", "có", "thêm", "lên", "tới", "đến", "tính", "cả", "năm", "tăng", "giảm", "chiếm")
    + ("xuống", "còn", "cho", "với", "mức", "thực", "hiện", "vượt", "từ", "vào")
)
"""Words that may stand between a hedge and its figure: "ước thực hiện cả năm đạt 11.580 tỷ"."""
_LINKS_BETWEEN = 5
_CLOSE = frozenset({"trên", "hơn", "quá", "dưới", "gần", "lớn hơn"})
"""Hedges that mean something else unless they touch their figure: "các cụm nêu trên có 234 dự án"."""
_LEVELS = frozenset(("đạt", "còn", "chiếm", "là", "bằng", "có", "từ", "thành", "lên", "xuống"))
_UP, _DOWN = frozenset({"tăng", "vượt"}), frozenset({"giảm", "hụt"})
_UP_PAIRS = frozenset({"cao hơn", "nhiều hơn", "lớn hơn"})
_DOWN_PAIRS = frozenset({"thấp hơn", "ít hơn", "nhỏ hơn"})
_REACH = 7
"""Words before a figure among which the verb of its change is looked for."""
NEAR = 60
"""Characters before a figure in which its label, hedge or verb stands."""


class ContextReader:
    """Looks the words around a figure up in `rules/figure_labels.tsv` and `rules/hedges.tsv`."""

    def __init__(self, rules: Rulebook) -> None:
        rows = rules.tables["figure_labels"]
        self._strong = frozenset(row["words"].lower() for row in rows if row["kind"] in ("label", "name"))
        self._compounds = frozenset(row["words"].lower() for row in rows if row["kind"] == "compound")
        self._weak = frozenset(row["words"].lower() for row in rows if row["kind"] == "maybe")
        hedges = rules.tables["hedges"]
        self._before: Mapping[str, Qualifier] = {
            row["words"].lower(): Qualifier(row["qualifier"]) for row in hedges if row["position"] == "before"
        }
        after = {row["words"].lower(): row["qualifier"] for row in hedges if row["position"] == "after"}
        self._after = regex.compile(rf"\s+({either(after)})(?!\p{{L}})")
        self._qualifiers: Mapping[str, str] = after

    def labelled(self, words: Sequence[str]) -> bool:
        """Whether the words before a number make it a label or a part of a name, whatever follows."""
        return _ends_in(words, self._strong) and not _ends_in(words, self._compounds)

    def perhaps_labelled(self, words: Sequence[str]) -> bool:
        """Whether the words before a number make it a label where no unit follows: "nhóm 2", "đợt 4"."""
        return _ends_in(words, self._weak) and not _ends_in(words, self._compounds)

    def hedge(self, words: Sequence[str], text: str, after: int) -> Qualifier | None:
        """The hedge of a figure, from the words before it or right behind it."""
        end = len(words)
        for _ in range(_LINKS_BETWEEN + 1):
            for length in (3, 2, 1):
                if length <= end:
                    found = self._before.get(" ".join(words[end - length : end]))
                    if found is None or _compares(words, end - length, end):
                        continue
                    if end == len(words) or " ".join(words[end - length : end]) not in _CLOSE:
                        return found
            if not end or not (words[end - 1] in _LINKS or _is_year(words[end - 1])):
                break
            end -= 1
        found_after = self._after.match(text, after)
        return Qualifier(self._qualifiers[found_after[1]]) if found_after else None

    def change(self, words: Sequence[str]) -> Change | None:
        """The direction of a figure that tells a change: "tăng 12,5%", "giảm thêm khoảng 3%"."""
        near = words[-_REACH:]
        grown = any(pair == ("tăng", "trưởng") for pair in pairwise(near))
        if words and words[-1] in _LEVELS:
            return Change.UP if grown else None
        for at in range(len(near) - 1, -1, -1):
            pair = " ".join(near[at : at + 2])
            if pair in ("vượt quá", "vượt mức"):
                return None
            if near[at] in _UP or pair in _UP_PAIRS:
                return Change.UP
            if near[at] in _DOWN or pair in _DOWN_PAIRS:
                return Change.DOWN
        return None


def words_before(text: str, start: int, floor: int) -> list[str]:
    """The words before a figure in small letters, back to the last mark and not beyond `floor`."""
    near = text[max(floor, start - NEAR) : start]
    cut = 0
    for found in _BREAK.finditer(near):
        if near[found.start() :].strip(" \u00a0") not in (":", "."):
            cut = found.end()
    return near[cut:].rstrip(" :.\u00a0").lower().split()


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _ends_in(words: Sequence[str], known: frozenset[str]) -> bool:
    return any(" ".join(words[-length:]) in known for length in (1, 2, 3, 4) if length <= len(words))


def _compares(words: Sequence[str], start: int, end: int) -> bool:
    """Whether "hơn" belongs to a comparison ("cao hơn 5%") and hedges nothing."""
    return words[start:end] == ["hơn"] and start > 0 and f"{words[start - 1]} hơn" in _UP_PAIRS | _DOWN_PAIRS


@lru_cache(maxsize=4)
def context_reader(rules: Rulebook) -> ContextReader:
    """The reader made with `rules`."""
    return ContextReader(rules)
