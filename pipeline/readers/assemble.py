"""Builds a Document from what a reader saw: joins lines, cleans the characters, keeps every span in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.clean import clean
from extractors.model import Block, BlockKind, Box, Cell, Document, Line, Repair, Table
from extractors.sections import SectionPath


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A printed line as the reader met it: its raw text, its page and its box where the format has them."""

    text: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A table cell as the reader met it; each entry of `paragraphs` is one paragraph's lines."""

    row: int
    column: int
    paragraphs: Sequence[Sequence[SourceLine]]
    rows: int = 1
    columns: int = 1


class Assembler:
    """Collects blocks in reading order and turns them into one canonical text.

    Blocks are joined by a newline; the lines of a block by one space, or by nothing where a symbol was broken
    at the line's end ("06/VPUBND-" + "KSTTHC"). A block that cleans to nothing is left out.
    """

    def __init__(self, name: str, media_type: str, reader: str, pages: int | None = None) -> None:
        self._name, self._media_type, self._reader, self._pages = name, media_type, reader, pages
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._repairs: list[Repair] = []
        self._notes: list[str] = []
        self._sections = SectionPath()

    def note(self, sentence: str) -> None:
        """Remember something a user should know about how the file was read."""
        self._notes.append(sentence)

    def block(
        self, kind: BlockKind, lines: Sequence[SourceLine], table: int | None = None
    ) -> tuple[int, int]:
        """Add one block; its span in the canonical text, (n, n) when nothing was left of it."""
        start = self._length + (1 if self._parts else 0)
        text, spans, repairs = _join(lines)
        if not text:
            return start, start
        if self._parts:
            self._parts.append("\n")
        self._parts.append(text)
        self._length = start + len(text)
        kind, section = self._sections.enter(kind, text)
        kept = tuple(
            Line(start + a, start + b, line.page, line.box)
            for line, (a, b) in zip(lines, spans, strict=True)
            if b > a and (line.page is not None or line.box is not None or len(lines) > 1)
        )
        self._blocks.append(Block(kind, start, self._length, lines[0].page, section, kept, table))
        self._repairs += (Repair(start + r.start, start + r.end, r.found, r.reason) for r in repairs)
        return start, self._length

    def table(self, rows: int, columns: int, cells: Iterable[SourceCell], layout: bool = False) -> None:
        """Add a table; its cells become blocks, row by row."""
        index = len(self._tables)
        found: list[Cell] = []
        page: int | None = None
        for cell in cells:
            spans = [self.block(BlockKind.CELL, lines, index) for lines in cell.paragraphs if lines]
            filled = [span for span in spans if span[1] > span[0]]
            start, end = (filled[0][0], filled[-1][1]) if filled else (self._length, self._length)
            found.append(Cell(cell.row, cell.column, cell.rows, cell.columns, start, end))
            if page is None and filled:
                page = self._blocks[-1].page
        start = min((cell.start for cell in found if cell.end > cell.start), default=self._length)
        self._tables.append(Table(start, self._length, page, rows, columns, tuple(found), layout))

    def finish(self) -> Document:
        """The document made of everything added so far."""
        return Document(
            self._name,
            self._media_type,
            self._reader,
            self._pages,
            "".join(self._parts),
            tuple(self._blocks),
            tuple(self._tables),
            tuple(self._repairs),
            tuple(self._notes),
        )


def _join(lines: Sequence[SourceLine]) -> tuple[str, list[tuple[int, int]], list[Repair]]:
    """The lines as one cleaned text, the span of each in it, and the repairs made."""
    text = ""
    spans: list[tuple[int, int]] = []
    repairs: list[Repair] = []
    for line in lines:
        cleaned, found = clean(line.text)
        if text and cleaned and not broken_symbol(text, cleaned):
            text += " "
        offset = len(text)
        text += cleaned
        spans.append((offset, len(text)))
        repairs += (Repair(offset + r.start, offset + r.end, r.found, r.reason) for r in found)
    return text, spans, repairs


def broken_symbol(before: str, after: str) -> bool:
    """Whether a line end cut a symbol in two: "06/VPUBND-" then "KSTTHC", "285/" then "KH-UBND"."""
    last = before[-1]
    if last not in "-/" or len(before) < 2 or not before[-2].isalnum() or not after[0].isalnum():
        return False
    token = before.rsplit(None, 1)[-1]
    return any(c.isdigit() for c in token) and (last == "/" or after[0].isupper())
