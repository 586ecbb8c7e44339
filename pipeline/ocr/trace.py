"""Carries what is known of recognised words over to the document: doubts, mends, places on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extractors.model import Block, Box, Document, Doubt, Line, Repair
from pipeline.ocr.mend import REASON
from pipeline.ocr.model import ReadWord
from pipeline.ocr.page import Recognised
from pipeline.ocr.prepare import Turn

_Lines = Mapping[int, list[Line]]


def traced(document: Document, pages: Iterable[Recognised]) -> Document:
    """The document with the doubts and mends of its recognised pages, its boxes on the pages as shown."""
    read = {page.content.number: page for page in pages}
    lines: dict[int, list[Line]] = {number: [] for number in read}
    for block in document.blocks:
        for line in block.lines:
            if line.page in lines and line.box is not None:
                lines[line.page].append(line)
    doubts: list[Doubt] = []
    repairs = list(document.repairs)
    for number, page in read.items():
        for word in page.doubts:
            place = _place(word, lines[number], document.text)
            if place is not None and word.why:
                start, end, box = place
                doubts.append(Doubt(start, end, number, page.turn.shown(box), word.why, word.other))
        for mend in page.mends:
            place = _place(mend.word, lines[number], document.text)
            if place is not None:
                repairs.append(Repair(place[0], place[1], mend.found, REASON))
    turns = {number: page.turn for number, page in read.items()}
    return replace(
        document,
        blocks=tuple(_shown(block, turns) for block in document.blocks),
        repairs=tuple(sorted(repairs, key=lambda r: (r.start, r.end))),
        doubts=tuple(sorted(doubts, key=lambda d: (d.start, d.end))),
    )


def _place(word: ReadWord, lines: Iterable[Line], text: str) -> tuple[int, int, Box] | None:
    """Where a word stands in the text, and the box of its line; None where layout left it out."""
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    for line in lines:
        box = line.box
        if box is None or not (box.x0 - 2 <= x <= box.x1 + 2 and box.top <= y <= box.bottom):
            continue
        wanted = line.start + (line.end - line.start) * (word.box.x0 - box.x0) / max(box.x1 - box.x0, 1)
        found = [i for i in range(line.start, line.end) if text.startswith(word.text, i)]
        if found:
            start = min(found, key=lambda i: abs(i - wanted))
            return start, start + len(word.text), box
    return None


def _shown(block: Block, turns: Mapping[int, Turn]) -> Block:
    if not any(line.page in turns for line in block.lines):
        return block
    return replace(block, lines=tuple(_shown_line(line, turns) for line in block.lines))


def _shown_line(line: Line, turns: Mapping[int, Turn]) -> Line:
    turn = turns.get(line.page) if line.page is not None else None
    return line if turn is None or line.box is None else replace(line, box=turn.shown(line.box))
