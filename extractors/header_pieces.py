"""Cuts the head and the end of a document into the pieces in which letterhead and signature are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.model import Block, Document

HEAD_BLOCKS = 45
_NEAR, _ABOVE = 12, 6
_RULE = re.compile(r"[\W_]*")
_MOTTO = re.compile(
    r"C[ỘO]NG\s+H\w{1,2}\s+X\w\s+H[ỘO]I\s+CH[ỦU]\s+NGH\w{1,2}\s+VI[ỆE]T\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
    r"|Độc\s+lập\s*[-–—.]?\s*Tự\s+do\s*[-–—.]?\s*Hạnh\s+phúc",
    re.IGNORECASE,
)
_MOTTO_HINTS = ("NGH", "ngh", "ạnh", "ẠNH", "ĐẢNG")
_SIGNED_BY = re.compile(
    r"\d\d:\d\d:\d\d|\+07:?00|(?:Ký bởi|Người ký|Thời gian ký|Ngày ký|Cơ quan)\s*:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a page or a plain text, or a paragraph where the source wraps its lines at will.

    `block` is the text of the block around it, `start` its offset, `first` whether it opens that block,
    `lines` how it was typed.
    """

    text: str
    block: str
    start: int = 0
    first: bool = True
    lines: tuple[str, ...] = ()

    @property
    def capitals(self) -> bool:
        """Whether the piece is set in capitals: no lower-case letters but for those of a symbol ("TTg")."""
        return is_capitals(self.text)


def is_capitals(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    start = text[:160]
    lower = sum(map(str.islower, start))
    return lower < 30 and lower * 8 <= sum(map(str.isupper, start))


def is_rule(text: str) -> bool:
    """Whether nothing but a drawn line, stars or dots is printed."""
    return _RULE.fullmatch(text) is not None


def without_motto(text: str) -> str:
    """The text without the national name and motto or the Party's name (a line break takes their place)."""
    return _MOTTO.sub("\n", text)


def motto_at(text: str) -> int:
    """Where the national name, the motto or the Party's name stands in the text, -1 where it does not."""
    if not any(hint in text for hint in _MOTTO_HINTS):
        return -1
    match = _MOTTO.search(text)
    return match.start() if match else -1


def head_pieces(document: Document) -> list[Piece]:
    """The pieces of the first blocks, without what stands far above the motto (a web page's navigation)."""
    blocks = document.blocks[:HEAD_BLOCKS]
    for index, block in enumerate(blocks):
        if motto_at(document.text[block.start : block.end]) >= 0:
            if index > _NEAR:
                blocks = document.blocks[index - _ABOVE : index + HEAD_BLOCKS]
            break
        if index > _NEAR and block.end - block.start > 300:
            break
    return list(_pieces(document, blocks))


def pieces_of(document: Document, first: int, last: int) -> Iterator[Piece]:
    """The pieces of the blocks from `first` up to, not including, `last`."""
    return _pieces(document, document.blocks[max(first, 0) : last])


def _pieces(document: Document, blocks: tuple[Block, ...]) -> Iterator[Piece]:
    """The pieces of the blocks; what a signing program stamped on the page is left out."""
    text, printed = document.text, document.reader == "text"
    for block in blocks:
        whole = text[block.start : block.end]
        if _is_stamp(whole):
            continue
        if len(block.lines) < 2 or len(whole) > 1500:
            yield Piece(whole, whole, block.start, True, (whole,))
            continue
        lines = tuple(text[line.start : line.end].strip() for line in block.lines)
        if printed or block.lines[0].box is not None:
            yield from (Piece(t, whole, block.start, index == 0, (t,)) for index, t in enumerate(lines))
        else:
            yield Piece(whole, whole, block.start, True, lines)


def _is_stamp(text: str) -> bool:
    """Whether a signing program printed this: who signed and when, to the second."""
    if len(text) > 300 or ":" not in text:
        return False
    return _SIGNED_BY.search(text) is not None and motto_at(text) < 0
