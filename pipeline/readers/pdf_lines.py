"""Puts the words of a page into printed lines by their boxes, whatever order they are drawn in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.model import Box
from pipeline.readers.assemble import SourceLine
from pipeline.readers.pdf_frame import Word

WIDE_GAP = 1.35
"""A gap of that many font heights (1.5 em) may part two columns."""
_CLEAR_GAP = 0.5
_MOTTO_STARTS = frozenset(("CỘNG", "ĐẢNG", "Độc"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words on one baseline without a wide gap; `first` is the width of its first word.

    `marks` are the small raised numbers in it, as (start, end) into `text`: they may point to footnotes.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    first: float
    page: int
    bold: bool = False
    marks: tuple[tuple[int, int], ...] = ()

    def source(self) -> SourceLine:
        """The piece as a line for the assembler."""
        return SourceLine(self.text, self.page, Box(self.x0, self.top, self.x1, self.bottom))


Row = list[Piece]
"""The pieces of one printed line from left to right."""


def build_rows(words: Sequence[Word], page: int, bold: Callable[[int], bool] | None = None) -> list[Row]:
    """The lines of a page from top to bottom, each as its pieces."""
    rows = []
    for group in _group(_runs(words)):
        line = sorted((w for run in group for w in run), key=_by_x) if len(group) > 1 else group[0]
        rows.append([make_piece(part, page, bold) for part in _cut_at_gaps(line)])
    rows.sort(key=lambda row: (max(row, key=lambda p: p.x1 - p.x0).base, row[0].x0))
    return rows


def _by_x(word: Word) -> float:
    return word.x0


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Neighbours of the stream that continue one another on a baseline; overprinted copies are left out."""
    runs: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if (
            last is not None
            and abs(word.base - last.base) < 0.12 * word.size
            and -0.3 * word.size < word.x0 - last.x1 < WIDE_GAP * word.size
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return _without_copies(runs)


def _without_copies(runs: list[list[Word]]) -> list[list[Word]]:
    seen: dict[str, list[Word]] = {}
    kept = []
    for run in runs:
        head = run[0]
        places = seen.setdefault(" ".join(w.text for w in run), [])
        if not any(abs(head.x0 - p.x0) < 2 and abs(head.base - p.base) < 2 for p in places):
            kept.append(run)
        places.append(head)
    return kept


@dataclass(slots=True)
class _Extent:
    x0: float
    x1: float
    top: float
    bottom: float
    number: bool = False

    def shares_line(self, other: _Extent) -> bool:
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        height, others = self.bottom - self.top, other.bottom - other.top
        small, large = min(height, others), max(height, others)
        if shared >= 0.6 * small:
            return True
        # A footnote's number may be raised so far that it nearly leaves its line.
        mark = self.number if height < others else other.number
        return mark and small < 0.87 * large and shared > 0.3 * small and self.near(other)

    def near(self, other: _Extent) -> bool:
        return max(self.x0 - other.x1, other.x0 - self.x1) < 5

    def beside(self, other: _Extent) -> bool:
        return self.x0 >= other.x1 - 1 or other.x0 >= self.x1 - 1


def _extent(run: list[Word]) -> _Extent:
    number = len(run) == 1 and len(run[0].text) < 5 and run[0].text.strip("[]()").isdigit()
    return _Extent(run[0].x0, run[-1].x1, min(w.top for w in run), max(w.bottom for w in run), number)


def _group(runs: list[list[Word]]) -> list[list[list[Word]]]:
    """Runs that stand on one printed line: they overlap in height, and so does all under or over them."""
    ordered = sorted(((_extent(run), run) for run in runs), key=lambda item: item[0].bottom)
    lines: list[tuple[list[_Extent], list[list[Word]]]] = []
    for extent, run in ordered:
        for extents, members in reversed(lines[-6:]):
            if any(extent.shares_line(e) for e in extents) and all(
                extent.beside(e) or extent.shares_line(e) for e in extents
            ):
                extents.append(extent)
                members.append(run)
                break
        else:
            lines.append(([extent], [run]))
    return [members for _, members in lines]


def _cut_at_gaps(line: list[Word]) -> list[list[Word]]:
    parts = [[line[0]]]
    right = line[0].x1
    for word in line[1:]:
        if _parts_columns(parts[-1][-1], word, word.x0 - right):
            parts.append([word])
        else:
            parts[-1].append(word)
        right = max(right, word.x1)
    return parts


def _parts_columns(before: Word, word: Word, gap: float) -> bool:
    """Whether a gap may part two columns: a wide one, or a clear one before what was drawn elsewhere.

    The columns of a letterhead often stand closer than 1.5 em, but each is drawn on its own.
    """
    size = max(word.size, before.size)
    if gap > WIDE_GAP * size:
        return not _blank_to_fill(before, word)
    if gap < _CLEAR_GAP * size:
        return False
    if word.text in _MOTTO_STARTS:
        return True
    elsewhere = not 0 <= word.place - before.place <= 1
    return elsewhere and not (before.text[-1].isdigit() or word.text[0].isdigit())


def _blank_to_fill(before: Word, word: Word) -> bool:
    """Whether the gap is a blank left for a number or a date: "Số:      /BC-UBND", "ngày      tháng 6"."""
    if word.text[0] == "/" and (before.text[-1] in ":." or before.text[-1].isdigit() or before.text == "Số"):
        return True
    return (before.text.lower(), word.text.lower()) in {("ngày", "tháng"), ("tháng", "năm")}


def make_piece(words: list[Word], page: int, bold: Callable[[int], bool] | None = None) -> Piece:
    """The piece that words in reading order make."""
    size = max(words, key=lambda w: w.x1 - w.x0).size
    text, marks = join_words(words, size)
    heavy = bold is not None and bold(words[0].char) and bold(words[-1].char)
    main = [w for w in words if w.size > 0.8 * size] or words
    return Piece(
        text,
        words[0].x0,
        min(w.top for w in main),
        max(w.x1 for w in words),
        max(w.bottom for w in main),
        main[0].base,
        size,
        words[0].x1 - words[0].x0,
        page,
        heavy,
        marks,
    )


def join_words(words: Sequence[Word], size: float) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of words in reading order, and where the small raised numbers stand in it."""
    text = words[0].text
    base = max(words, key=lambda w: w.x1 - w.x0).base
    marks = [(0, len(text))] if _is_mark(words[0], base, size) else []
    for before, word in zip(words, words[1:], strict=False):
        if _blank_between(before, word):
            text += " "
        start = len(text)
        text += word.text
        if _is_mark(word, base, size):
            marks.append((start, len(text)))
    return text, tuple(marks)


def _is_mark(word: Word, base: float, size: float) -> bool:
    raised = base - word.base > 0.12 * size
    return raised and word.size < 0.85 * size and word.text.strip("[]().,;:").isdigit() and len(word.text) < 5


def _blank_between(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    if word.place == before.place + 1:
        tight = 0.04 if abs(word.size - before.size) > 0.1 * word.size else -0.5
        return word.spaced and gap > tight * word.size
    if word.place == before.place:
        return False
    # What follows was drawn elsewhere in the stream: a number stamped into a blank, a letter of another font.
    if before.text[-1].isdigit() and word.text[0] == "/":
        return False
    filled = before.text[-1].isdigit() != word.text[0].isdigit() and word.text[0] not in ".,;:)"
    if filled and (before.text[-1].isdigit() or word.text[0].isdigit()) and before.text[-1] not in "(/-":
        return True
    return gap > 0.11 * max(word.size, before.size)


def merge(row: Row) -> Piece:
    """The pieces of a row as one, where the wide gaps are only loose setting."""
    if len(row) == 1:
        return row[0]
    text, marks = "", []
    for piece in row:
        text += " " if text else ""
        marks += [(len(text) + a, len(text) + b) for a, b in piece.marks]
        text += piece.text
    widest = max(row, key=lambda p: p.x1 - p.x0)
    return replace(
        row[0],
        text=text,
        top=min(p.top for p in row),
        x1=max(p.x1 for p in row),
        bottom=max(p.bottom for p in row),
        base=widest.base,
        size=widest.size,
        bold=all(p.bold for p in row),
        marks=tuple(marks),
    )
