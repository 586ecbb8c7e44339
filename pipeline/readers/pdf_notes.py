"""Tells the furniture of a page from its text: page numbers, running heads, signature stamps, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors.model import BlockKind
from pipeline.readers.pdf_lines import Piece, Row, merge
from pipeline.readers.pdf_paragraphs import Paragraph

_PAGE_NUMBER = re.compile(r"(?:[Tt]rang|[Pp]age)?\s*[-–—]?\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–—]?\.?$")
_ROMAN = re.compile(r"[ivxl]{1,6}$")
_UNDERLINE = re.compile(r"[-–—_=*¯─\s]{3,}$")
_EDGE = 0.11
"""The part of a page's height, above and below, where page numbers and running heads stand."""
_LONGEST_RULE = 260
_NOTE_START = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?[.:]?\s*(?=\S)")
_SIGNED = re.compile(
    r"(?:Ký bởi|Người ký|Cơ quan|Thời gian ký|Ngày ký|Email|Chức vụ|Đơn vị|Ký ngày|Signature|Signed by)\s*:",
    re.IGNORECASE,
)


def is_page_number(row: Row, height: float) -> bool:
    """Whether a line at the page's edge holds nothing but its number."""
    if len(row) != 1 or not (row[0].bottom < _EDGE * height or row[0].top > (1 - _EDGE) * height):
        return False
    return bool(_PAGE_NUMBER.match(row[0].text) or _ROMAN.match(row[0].text))


def without_furniture(pages: Sequence[tuple[Sequence[Row], float]]) -> list[list[Row]]:
    """The lines of each page (given with its height) without page numbers and running heads."""
    kept = [_numbers_out(rows, height) for rows, height in pages]
    heads: Counter[tuple[str, int]] = Counter()
    for rows, (_, height) in zip(kept, pages, strict=True):
        heads.update(_edges(rows, height))
    running = {key for key, count in heads.items() if count >= 3 and count * 2 > len(pages) - 1}
    if not running:
        return kept
    return [
        [row for row in rows if _key(row) not in running or not _at_edge(row, height)]
        for rows, (_, height) in zip(kept, pages, strict=True)
    ]


def _numbers_out(rows: Sequence[Row], height: float) -> list[Row]:
    """Without page numbers and the drawn underlines of a head ("-------")."""
    ends = {0, 1, len(rows) - 1, len(rows) - 2}
    kept = [row for i, row in enumerate(rows) if not (i in ends and is_page_number(row, height))]
    cleared = [[piece for piece in row if not _UNDERLINE.match(piece.text)] for row in kept]
    return [row for row in cleared if row]


def _at_edge(row: Row, height: float) -> bool:
    return row[0].bottom < _EDGE * height or row[0].top > (1 - _EDGE) * height


def _key(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "#", merge(row).text), round(row[0].base / 4)


def _edges(rows: list[Row], height: float) -> set[tuple[str, int]]:
    ends = rows[:2] + rows[-2:]
    return {_key(row) for row in ends if _at_edge(row, height)}


def signature_stack(rows: list[Row], height: float) -> tuple[list[Row], list[Row]]:
    """The lines of a digital signature's caption in the upper half of a page, and the other lines."""
    stamped: list[Piece] = []
    for row in rows:
        for piece in row:
            caption = bool(_SIGNED.match(piece.text)) and piece.base < height / 2
            carried = any(
                abs(piece.x0 - above.x0) < 2
                and 0 < piece.base - above.base < 1.4 * above.size
                and 0.93 < piece.size / above.size < 1.07
                for above in stamped
            )
            if caption or carried:
                stamped.append(piece)
    if not any(_SIGNED.match(p.text) for p in stamped):
        return [], rows
    chosen = {id(p) for p in stamped}
    rest = [[p for p in row if id(p) not in chosen] for row in rows]
    return [[p] for p in stamped], [row for row in rest if row]


def usual_size(pages: Iterable[Sequence[Row]]) -> float:
    """The height of the font that most of the text is set in."""
    weights: Counter[int] = Counter()
    for rows in pages:
        for row in rows:
            for piece in row:
                weights[round(piece.size * 2)] += len(piece.text)
    return weights.most_common(1)[0][0] / 2 if weights else 12.0


def split_footnotes(
    rows: list[Row], rules: Sequence[tuple[float, float, float]], body: float, carried: bool
) -> tuple[list[Row], list[Row]]:
    """The text lines and the footnote lines of a page, given its level rules (y, x0, x1) and the usual size.

    Footnotes are small lines at the page's bottom that begin with a raised number, or under a short rule with
    a number; `carried` says that the page before had footnotes, one of which may go on here without a number.
    """
    start = len(rows)
    while start > 0 and max(p.size for p in rows[start - 1]) < 0.93 * body:
        start -= 1
    for i in range(max(start, 1), len(rows)):
        head = rows[i][0]
        ruled = any(
            rows[i - 1][0].base < y < head.base and x1 - x0 < _LONGEST_RULE and x0 < head.x0 + 20
            for y, x0, x1 in rules
        )
        if _is_raised(head) or ruled and (carried or _NOTE_START.match(head.text)):
            return rows[:i], rows[i:]
    return rows, []


def _is_raised(line: Piece) -> bool:
    return bool(line.marks) and line.marks[0][0] == 0


def footnotes(rows: Sequence[Row]) -> list[Paragraph]:
    """The footnotes that such lines make."""
    notes: list[Paragraph] = []
    raised = any(_is_raised(row[0]) for row in rows)
    for row in rows:
        line = merge(row)
        begins = _is_raised(line) or not raised and bool(_NOTE_START.match(line.text)) and _next(notes, line)
        if not notes or begins:
            notes.append(Paragraph([line], BlockKind.FOOTNOTE))
        else:
            notes[-1].lines.append(line)
    return notes


def _next(notes: list[Paragraph], line: Piece) -> bool:
    if not notes:
        return True
    before, after = label(notes[-1].lines[0]), label(line)
    return before.isdigit() and after.isdigit() and int(after) == int(before) + 1


def label(line: Piece) -> str:
    """The number a footnote's first line begins with, or an empty string."""
    match = _NOTE_START.match(line.text)
    return match[1] if match else ""
