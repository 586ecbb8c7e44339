"""Cuts a block into what belongs together: brackets, sentences, list items under the line that leads them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import regex

from extractors.model import Block, BlockKind, Document

_SENTENCE_END = regex.compile(r"[.!?](?=\s+[\p{Lu}\"“(-])|\n")
_BRACKET = regex.compile(r"[()]")
_LAST_WORD = regex.compile(r"\p{L}+$")
_ABBREVIATIONS = ("TP", "Tp", "ThS", "TS", "PGS", "GS", "BS", "Q", "P", "KCN", "St")
_STYLES = (
    ("dash", regex.compile(r"[-–—]\s*(?=\S)")),
    ("plus", regex.compile(r"\+\s*")),
    ("dot", regex.compile(r"[•●▪*]\s*")),
    ("letter", regex.compile(r"[a-zđ]\d?[.)]\s*")),
    ("deep", regex.compile(r"\d{1,3}(?:\.\d{1,2}){1,3}[.)]?\s+")),
    ("number", regex.compile(r"\d{1,3}[.)]\s*")),
    ("bracketed", regex.compile(r"\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*")),
    ("roman", regex.compile(r"[IVX]{1,5}[.)]\s*")),
)

_RANKS = {
    "": 0,
    "roman": 1,
    "number": 2,
    "deep": 2,
    "letter": 3,
    "bracketed": 4,
    "dash": 5,
    "plus": 6,
    "dot": 6,
}
"""How deep a label stands in the usual order of Nghị định 30/2020/NĐ-CP: I, 1, a), -, +."""
_FARTHEST = 80
"""Blocks that a list is followed over."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block that stands in a list: its span without the label, and the style of the label."""

    start: int
    end: int
    style: str


def style_of(text: str, block: Block) -> tuple[str, int]:
    """The style of the label that opens a block and where its words begin; "" where it has none."""
    for name, pattern in _STYLES:
        label = pattern.match(text, block.start, block.end)
        if label is not None:
            return name, label.end()
    return "", block.start


def items_after(document: Document, index: int) -> list[Item]:
    """The list items behind block `index`, all labelled like the first of them; deeper ones are left out.

    The list ends where a block stands higher or carries another label of the same rank, or none at all.
    """
    text, blocks = document.text, document.blocks
    own = style_of(text, blocks[index])[0]
    items: list[Item] = []
    for block in blocks[index + 1 : index + _FARTHEST]:
        if block.kind is BlockKind.FOOTNOTE:
            continue
        style, start = style_of(text, block)
        if block.kind is BlockKind.CELL or not style or style == own:
            break
        if items and style != items[0].style:
            if _RANKS[style] <= _RANKS[items[0].style]:
                break
            continue
        items.append(Item(start, block.end, style))
    return items


class Passage:
    """One block's text with its brackets and sentences; all offsets are the document's."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.brackets = _brackets(text, start, end)
        self._breaks = [
            found.end()
            for found in _SENTENCE_END.finditer(text, start, end)
            if self.bracket_at(found.start()) is None and not _abbreviated(text, found.start())
        ]

    def bracket_at(self, offset: int) -> tuple[int, int] | None:
        """The innermost bracket that holds `offset`, as the offsets of its signs."""
        inner = None
        for opened, closed in self.brackets:
            if opened < offset <= closed and (inner is None or opened > inner[0]):
                inner = (opened, closed)
        return inner

    def sentence(self, offset: int) -> tuple[int, int]:
        """The span of the sentence that holds `offset`; one in brackets belongs to that around them."""
        index = bisect_right(self._breaks, offset)
        start = self._breaks[index - 1] if index else self.start
        return start, self._breaks[index] if index < len(self._breaks) else self.end

    def previous(self, start: int) -> tuple[int, int] | None:
        """The sentence before the one that begins at `start`."""
        return self.sentence(start - 1) if start > self.start else None


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pairs of round brackets; one that is never closed reaches to the end."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(text[start:end]):
        at = start + found.start()
        if found[0] == "(":
            opened.append(at)
        elif opened:
            pairs.append((opened.pop(), at))
    return sorted(pairs + [(at, end) for at in opened])


def _abbreviated(text: str, dot: int) -> bool:
    word = _LAST_WORD.search(text[max(0, dot - 6) : dot])
    return text[dot] == "." and word is not None and word[0] in _ABBREVIATIONS
