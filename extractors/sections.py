"""Follows the labels of headings and list items, so that every block knows its section path."""

from __future__ import annotations

import re

from extractors.model import BlockKind

_LABEL = re.compile(
    r"""(?P<dash>[-+•●▪–]\s*(?=\S))
    |(?P<letter>[a-zđ]\d?(?:\)|\.(?=\s))(?=[\s\[]|[^\W\d]|$))
    |(?P<number>\d{1,3}(?:\.\d{1,2}){0,3}(?:[.)](?=[\s\[]|[^\W\d])|(?<=\.\d)\s|(?<=\.\d\d)\s|$))
    |(?P<roman>[IVX]{1,6})(?:[.)](?=\s|[^\W\d])|\s*[-–]\s(?=[^\W\d]))
    |(?P<capital>[A-HĐ])[.)](?=\s)
    |(?P<word>(?:PHẦN|Phần|CHƯƠNG|Chương|TIỂU\sMỤC|Tiểu\smục|MỤC|Mục|PHỤ\sLỤC|Phụ\slục|ĐIỀU|Điều))
     (?:\s(?:số\s)?(?P<name>\d{1,3}[a-zđ]?|[IVXLC]{1,7}[a-z]?|[A-Z]|thứ\s\w+|THỨ\s\w+)
      (?P<tail>\s*[.:]|\s*$|\s+(?=[(“"]|[^\W\d_a-zà-öø-ýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]))|(?P<bare>\s*$|(?<=PHỤ\sLỤC)\s+(?=[^\W\d_])))""",
    re.VERBOSE,
)
_LABEL_STARTS = frozenset("-+•●▪–0123456789IVXABCDEFGHĐMP")
_LETTER_ENDS = frozenset(").0123456789")
_RANKS = {
    "phụ lục": 0,
    "phần": 1,
    "chương": 2,
    "mục": 3,
    "tiểu mục": 4,
    "capital": 5,
    "roman": 6,
    "điều": 7,
    "number": 8,
    "letter": 13,
}
_END = (".", ";", ":", ",", "!", "?")
_LONG = 160
_LONGEST_TITLE = 400
_ATTACHED = re.compile(r"\((?:Ban hành k|K)èm theo\s.{2,60}?\bsố\b")


class SectionPath:
    """The path of open labels ("II", "1", "a") while blocks are met in reading order."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._path: tuple[str, ...] = ()

    def enter(self, kind: BlockKind, text: str) -> tuple[BlockKind, tuple[str, ...]]:
        """The block's kind, made a heading or list item where its label says so, and its section path.

        Cells and footnotes open no section. Dashes add nothing to the path; bare labels enter it without
        their punctuation ("II", "1.1", "a"), named ones with their word ("Chương II", "Điều 5").
        """
        if kind is BlockKind.CELL or kind is BlockKind.FOOTNOTE:
            return kind, self._path
        labelled = text[:1] in _LABEL_STARTS or text[1:2] in _LETTER_ENDS
        match = _LABEL.match(text) if labelled else None
        if match is None:
            if text[:1] == "(" and _ATTACHED.match(text) is not None:
                self._close()
            if kind is BlockKind.PARAGRAPH and len(text) <= _LONGEST_TITLE and text.isupper():
                kind = BlockKind.HEADING
            return kind, self._path
        group = match.lastgroup
        if group == "dash":
            return (BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind), self._path
        rank, label = _rank(match)
        if _is_mentioned(match, rank, text):
            return kind, self._path
        self._push(rank, label)
        return _kind(kind, rank, text), self._path

    def _close(self) -> None:
        """An attached text begins: the articles of its carrier are over, its annex number is not."""
        self._open = [step for step in self._open if step[0] == _RANKS["phụ lục"]]
        self._path = tuple(label for _, label in self._open)

    def _push(self, rank: int, label: str) -> None:
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        self._open.append((rank, label))
        self._path = tuple(label for _, label in self._open)


def _is_mentioned(match: re.Match[str], rank: int, text: str) -> bool:
    """Whether the words only speak of an article or annex: "Điều 5 Nghị định này", "PHỤ LỤC kèm theo"."""
    if match["bare"]:
        return not text.isupper()
    return rank == _RANKS["điều"] and (match["tail"] or "").isspace()


def _rank(match: re.Match[str]) -> tuple[int, str]:
    """How deep the label stands and how the path writes it."""
    if word := match["word"]:
        name = match["name"]
        shown = word[0].upper() + word[1:].lower()
        return _RANKS[word.lower()], f"{shown} {name}" if name else shown
    if number := match["number"]:
        label = number.strip().rstrip(".)")
        return _RANKS["number"] + label.count("."), label
    if letter := match["letter"]:
        return _RANKS["letter"], letter.rstrip(".)")
    if roman := match["roman"]:
        return _RANKS["roman"], roman
    return _RANKS["capital"], match["capital"]


def _kind(kind: BlockKind, rank: int, text: str) -> BlockKind:
    """A heading where the labelled line reads like a title, a list item where it reads like a sentence."""
    if kind is BlockKind.HEADING:
        return kind
    if rank >= _RANKS["letter"]:
        return BlockKind.LIST_ITEM
    title = len(text) <= _LONG and not text.endswith(_END)
    if rank >= _RANKS["number"]:
        return BlockKind.HEADING if title and len(text) <= 110 else BlockKind.LIST_ITEM
    return BlockKind.HEADING if title or text.isupper() else BlockKind.PARAGRAPH
