"""Builds a Document from what a reader saw: joins lines, cleans the characters, keeps every span in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.clean import clean, is_plain
from extractors.model import Block, BlockKind, Box, Cell, Document, Line, Repair, Table
from extractors.sections import SectionPath

_SHORT = 160


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
        first = lines[0]
        if len(lines) == 1:
            text, repairs = clean(first.text)
            bare = first.page is None and first.box is None
            kept: tuple[Line, ...] = () if bare else (Line(start, start + len(text), first.page, first.box),)
        else:
            text, kept, repairs = _join_plain(lines, start) or _join(lines, start)
        if not text:
            return start, start
        if self._parts:
            self._parts.append("\n")
        self._parts.append(text)
        self._length = start + len(text)
        kind, section = self._sections.enter(kind, text)
        self._blocks.append(Block(kind, start, self._length, first.page, section, kept, table))
        if repairs:
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


def _join_plain(
    lines: Sequence[SourceLine], start: int
) -> tuple[str, tuple[Line, ...], list[Repair]] | None:
    """What `_join` gives, five times faster, where no character needs care; None where one may.

    Lines without page or box tell nothing but where a short field was broken, so long blocks go without.
    """
    if lines[0].page is not None or lines[0].box is not None:
        return None
    raw = "\n".join([line.text for line in lines])
    if "-\n" in raw or "/\n" in raw:
        return None
    text = raw.replace("\n", " ")
    if not is_plain(text) or text != text.strip():
        return None
    if len(text) > _SHORT:
        return text, (), []
    kept: list[Line] = []
    for line in lines:
        end = start + len(line.text)
        kept.append(Line(start, end))
        start = end + 1
    return text, tuple(kept), []


def _join(lines: Sequence[SourceLine], start: int) -> tuple[str, tuple[Line, ...], list[Repair]]:
    """The lines as one cleaned text, the place of each where the text stands at `start`, and the repairs."""
    parts: list[str] = []
    kept: list[Line] = []
    repairs: list[Repair] = []
    length, before = 0, ""
    for line in lines:
        cleaned, found = clean(line.text)
        if not cleaned:
            continue
        if before and not (before[-1] in "-/" and broken_symbol(before, cleaned)):
            parts.append(" ")
            length += 1
        parts.append(cleaned)
        end = length + len(cleaned)
        kept.append(Line(start + length, start + end, line.page, line.box))
        if found:
            repairs += (Repair(length + r.start, length + r.end, r.found, r.reason) for r in found)
        length, before = end, cleaned
    return "".join(parts), tuple(kept), repairs


def broken_symbol(before: str, after: str) -> bool:
    """Whether a line end cut a symbol in two: "06/VPUBND-" then "KSTTHC", "285/" then "KH-UBND"."""
    last = before[-1]
    if last not in "-/" or len(before) < 2 or not before[-2].isalnum() or not after[0].isalnum():
        return False
    token = before.rsplit(None, 1)[-1]
    return any(c.isdigit() for c in token) and (last == "/" or after[0].isupper())
