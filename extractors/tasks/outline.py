"""Lays a document's blocks out for the reader of tasks: parts, labels taken off, and how deep each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from extractors.figures.passages import style_of
from extractors.letters import toneless
from extractors.model import Block, BlockKind, Document
from extractors.rulebook import Rulebook

_ARTICLE = regex.compile(r"Điều\s+\d{1,3}[a-zđ]?\s*[.:]\s*")
_OTHER_ITEM = regex.compile(
    r"\((?:[ivx]{1,4}|\d{1,2})\)\s*|\d{1,2}\s?[-–]\s+(?=\p{Lu})"
    r"|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười),\s*"
    r"|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là,\s*"
)
"""Labels that open no section: (i), (1), the Party's "1- ", "Thứ hai, ", "Ba là, "."""
_ENDS = regex.compile(r"Nơi nhận\s*:?|NƠI NHẬN|(?:TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}")
_STYLE_DEPTH = {"dash": 3, "plus": 4, "dot": 4}
_LONGEST_TITLE = 300
_ANNEX = regex.compile(r"(?:PHỤ LỤC|Phụ lục|DANH MỤC|BIỂU|BẢNG)(?!\p{L})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of running text: its index, its words without the label, and how deep it stands.

    `part` is the type of the text that it belongs to: the document's own, or that of what is attached to it.
    `titled` marks what reads as a title, `labelled` what stands in a list or under an article.
    """

    index: int
    start: int
    end: int
    depth: int
    titled: bool
    labelled: bool
    part: str | None
    block: Block


def pieces(document: Document, own_type: str | None, rules: Rulebook) -> Iterator[Piece]:
    """The pieces of a document in reading order, without cells, notes, recipients and signature."""
    types = {toneless(kind.name): kind.name for kind in rules.types}
    part, ended = own_type, False
    for index, block in enumerate(document.blocks):
        if block.kind in (BlockKind.CELL, BlockKind.FOOTNOTE):
            if block.kind is BlockKind.CELL and _ENDS.match(document.text, block.start, block.end):
                ended = True
            continue
        words = document.text[block.start : block.end]
        if ended or part is None or words.isupper():
            new = _part(words, types, ended, own_type)
            if new:
                part, ended = new, False
                continue
        if _ENDS.match(words):
            ended = True
        if ended:
            continue
        start, depth = _depth(document, block)
        labelled = start > block.start
        yield Piece(
            index, start, block.end, depth, _titled(document.text, start, block), labelled, part, block
        )


def _part(words: str, types: Mapping[str, str], ended: bool, own_type: str | None) -> str | None:
    """The type of the text that a title opens, None where it opens none.

    Behind a signature a title may go on in its line ("QUY CHẾ LÀM VIỆC …"). An annex is of its document's
    type, but a decision's annex is a list or a procedure: what it promulgates bears a title of its own.
    """
    if _ANNEX.match(words):
        return "Phụ lục" if own_type == "Quyết định" else own_type
    folded = toneless(" ".join(words.split()))
    if not words.isupper() or len(folded) > _LONGEST_TITLE:
        return None
    if folded in types:
        return types[folded]
    opening = [name for name in types if folded.startswith(f"{name} ")] if ended else []
    return types[max(opening, key=len)] if opening else None


def _depth(document: Document, block: Block) -> tuple[int, int]:
    """Where a block's words begin behind its label, and its depth: ten a step of the section path.

    Inside a section a plain paragraph stands under its title, a dash under the paragraph.
    """
    text = document.text
    article = _ARTICLE.match(text, block.start, block.end)
    if article:
        return article.end(), len(block.section) * 10
    item = _OTHER_ITEM.match(text, block.start, block.end)
    if item:
        return item.end(), len(block.section) * 10 + 2
    style, start = style_of(text, block)
    if style in _STYLE_DEPTH:
        return start, len(block.section) * 10 + _STYLE_DEPTH[style]
    return start, len(block.section) * 10 + (0 if style else 1)


def _titled(text: str, start: int, block: Block) -> bool:
    words = text[start : block.end].rstrip()
    return len(words) <= 200 and (words.isupper() or words[-1:] not in ".;:,")
