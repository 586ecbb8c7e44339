"""Turns the picture of a page into what a page of a PDF is: lines, tables, loose rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low

from extractors.model import Box
from pipeline.ocr.align import aligned
from pipeline.ocr.doubt import doubted
from pipeline.ocr.handwriting import without_guesses
from pipeline.ocr.mend import Mended, mended, parted
from pipeline.ocr.model import Colour, Deadline, Gray, Picture, ReadLine, ReadWord, Recogniser
from pipeline.ocr.percent import with_percent_signs
from pipeline.ocr.prepare import Turn, in_grey, is_blank, level, skew, turned
from pipeline.ocr.rulings import picture_rules
from pipeline.readers.pdf_frame import Word
from pipeline.readers.pdf_grid import find_grids
from pipeline.readers.pdf_lines import build_rows
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.pdf_tables import TableContent, fill
from pipeline.readers.pdf_words import ASCENT, DESCENT

PAGE_SECONDS = 60.0
_FAINT = 0.55
"""Below that mean confidence a line is no print: a stamp's rim, a signature, the picture itself."""
_FAINT_WORD = 0.8
_CROWDED = 0.75
_TAIL = 1.06


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised page: its content on the upright page, and how that lies on the page as shown.

    `confidence` is the mean of its lines, `doubts` the words a person should look at, `mends` the changes
    made to what was read. `state` is "read", "blank" or "picture" (nothing printed was found).
    """

    content: PageContent
    turn: Turn
    confidence: float
    state: str = "read"
    doubts: tuple[ReadWord, ...] = ()
    mends: tuple[Mended, ...] = field(default_factory=tuple)


def recognise(
    page: Colour,
    number: int,
    scale: float,
    recognisers: Sequence[Recogniser],
    known: Sequence[Box] = (),
    seconds: float = PAGE_SECONDS,
) -> Recognised:
    """What stands on the picture of a page; `scale` is its pixels a point, `number` counts from 1.

    What stands at the places `known` is left out: its words are known already.

    Raises:
        PageTimeError: it took longer than `seconds`.
    """
    deadline = Deadline.after(seconds)
    gray = in_grey(page, scale)
    height, width = gray.shape
    turn = Turn(width / scale, height / scale)
    if is_blank(gray):
        return Recognised(_content(number, turn), turn, 1.0, "blank")
    gray, turn = upright(gray, turn, recognisers[0])
    picture = Picture(gray, scale)
    read, signs = _read(picture, recognisers, deadline)
    lines = _printed(read)
    if not lines:
        return Recognised(_content(number, turn), turn, 0.0, "picture")
    if known and not turn.quarters:
        lines = _beside(lines, known, turn)
    lines, mends = mended(without_guesses([doubted(line) for line in lines], picture))
    doubts = tuple(word for line in lines for word in line.words if word.why)
    mean = sum(line.confidence for line in lines) / max(len(lines), 1)
    return Recognised(_laid_out(lines, picture, number, turn), turn, mean, "read", doubts, signs + mends)


def upright(gray: Gray, turn: Turn, recogniser: Recogniser) -> tuple[Gray, Turn]:
    """The picture upright and level, and how it was turned."""
    degrees = skew(gray)
    quarters = recogniser.quarter_turns(level(gray, degrees)) % 4
    if quarters:
        gray = turned(gray, quarters)
        degrees = skew(gray)
    return level(gray, degrees), replace(turn, quarters=quarters, degrees=degrees)


def _read(
    picture: Picture, recognisers: Sequence[Recogniser], deadline: Deadline
) -> tuple[list[ReadLine], tuple[Mended, ...]]:
    """What all recognisers together read, and the percent signs that the first of them took for a six."""
    parts = [parted(line) for line in recognisers[0].read(picture, deadline)]
    first, signs = with_percent_signs(parts, picture)
    for other in recognisers[1:]:
        first = aligned(first, [parted(line) for line in other.read(picture, deadline)])
    return first, signs


def _printed(lines: list[ReadLine]) -> list[ReadLine]:
    """The lines that are print; none where nearly all are guesses at a photo or a drawing."""
    print_ = [ln for ln in lines if ln.confidence >= (_FAINT if len(ln.words) > 1 else _FAINT_WORD)]
    sure = [line for line in print_ if line.confidence >= _CROWDED]
    return print_ if len(sure) * 3 >= len(lines) or len(sure) >= 8 else []


def _beside(lines: list[ReadLine], known: Sequence[Box], turn: Turn) -> list[ReadLine]:
    """The lines without the words that stand at the known places."""

    def is_known(word: ReadWord) -> bool:
        box = turn.shown(word.box)
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        return any(k.x0 - 2 <= x <= k.x1 + 2 and k.top <= y <= k.bottom for k in known)

    kept = (replace(line, words=tuple(w for w in line.words if not is_known(w))) for line in lines)
    return [line for line in kept if line.words]


def _content(number: int, turn: Turn) -> PageContent:
    width, height = turn.upright
    return PageContent(number, width, height, [], [], [], 0, 1.0)


def _laid_out(lines: list[ReadLine], picture: Picture, number: int, turn: Turn) -> PageContent:
    words = _page_words(lines)
    rules = picture_rules(picture)
    rest = words
    tables: list[TableContent] = []
    if rules.may_hold_tables:
        grids = [grid for grid in find_grids(rules) if grid.sound]
        tables, rest = fill(grids, words, _Cutter(), number)
    loose = [(edge.at, edge.start, edge.end) for edge in rules.horizontal if edge.end - edge.start > 40]
    width, height = turn.upright
    return PageContent(number, width, height, build_rows(rest, number), tables, loose, len(words), 1.0)


def _page_words(lines: Sequence[ReadLine]) -> list[Word]:
    """The words of all lines from top to bottom as the layout wants them; each line has one height."""
    ordered = sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.x0))
    found: list[Word] = []
    place = 0
    for line, size in zip(ordered, _sizes([ln.box.bottom - ln.box.top for ln in ordered]), strict=True):
        middle = (line.box.top + line.box.bottom) / 2
        top, bottom = middle - size / 2, middle + size / 2
        base = bottom - size * DESCENT / (ASCENT + DESCENT)
        place += 1  # the next line is drawn elsewhere
        for word in line.words:
            place += 1
            found.append(
                Word(word.text, word.box.x0, word.box.x1, top, bottom, base, size, place, True, len(found))
            )
    return found


def _sizes(heights: Sequence[float]) -> list[float]:
    """The heights with near ones made one: the box of a line follows its letters, its font does not.

    A line without a tail below it ("địa bàn:") is lower than its font, hardly ever higher: of two usual
    heights the greater is the likelier.
    """
    usual: list[float] = []
    left = list(heights)
    while left:
        middle = median_low(left)  # one of them, so that it goes
        usual.append(middle)
        left = [height for height in left if not 0.84 < height / middle < 1.19]
    return [min(usual, key=lambda size: abs(math.log(max(height, 0.1) * _TAIL / size))) for height in heights]


class _Cutter:
    """Cuts a recognised word at a rule in proportion to its letters."""

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The parts of the word between the rules at `edges`."""
        width = max(word.x1 - word.x0, 0.1)
        ends = [round(len(word.text) * (x - word.x0) / width) for x in edges]
        parts = []
        xs = [word.x0, *edges, word.x1]
        stops = [0, *ends, len(word.text)]
        for x0, x1, start, stop in zip(xs, xs[1:], stops, stops[1:], strict=False):
            if stop > start:
                parts.append(word._replace(text=word.text[start:stop], x0=x0, x1=x1))
        return parts or [word]
