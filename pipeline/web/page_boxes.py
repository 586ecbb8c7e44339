"""Where the marks of a text stand on the picture of a page: boxes in points, as an SVG of links over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.audit.marks import Mark
from pipeline.graph.measure import width
from pipeline.registry import Registry
from pipeline.web.text_html import FLAGS

Rect = tuple[float, float, float, float]
"""Left, top, width and height in points."""
_SIZE = 10.0
_LINES = """SELECT lines FROM blocks WHERE file_id = ? AND lines IS NOT NULL AND page BETWEEN ? AND ?
ORDER BY ordinal"""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page: its span and its box in points from the upper left corner."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


def lines_of(registry: Registry, file_id: int, number: int) -> list[TextLine]:
    """The lines of a page; a block may have begun on the page before."""
    rows = registry.query(_LINES, (file_id, number - 1, number))
    return [
        TextLine(start, end, *box)
        for (lines,) in rows
        for start, end, page, *box in json.loads(lines)
        if page == number
    ]


def overlay(text: str, lines: Sequence[TextLine], marks: Iterable[Mark]) -> Markup:
    """Links over the picture, one a mark; longer ones lie below, so that shorter ones can be reached.

    Tasks and findings have their sign before the first box besides, as a figure may cover the whole of it.
    """
    longest_first = sorted(marks, key=lambda mark: mark.start - mark.end)
    drawn = [(mark, list(_boxes(text, lines, mark))) for mark in longest_first]
    return Markup("\n").join(_link(mark, boxes) for mark, boxes in drawn if boxes)


def _link(mark: Mark, boxes: Sequence[Rect]) -> Markup:
    x, y, _, high = boxes[0]
    sign = Markup("")
    if mark.kind in FLAGS:
        sign = Markup('<text x="{x:.1f}" y="{y:.1f}">{sign}</text>').format(
            x=max(x - 11, 0), y=y + high - 3, sign=FLAGS[mark.kind]
        )
    rects = (
        Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(*box) for box in boxes
    )
    return Markup('<a href="#{link}" class="{kind}" aria-label="{tip}">{boxes}{sign}</a>').format(
        link=mark.link, kind=mark.kind, tip=mark.tip, boxes=Markup("").join(rects), sign=sign
    )


def _boxes(text: str, lines: Sequence[TextLine], mark: Mark) -> Iterator[Rect]:
    for line in lines:
        start, end = max(line.start, mark.start), min(line.end, mark.end)
        if start >= end:
            continue
        left, right = _across(text, line, start), _across(text, line, end)
        yield left - 0.8, line.top - 0.6, max(right - left, 2) + 1.6, line.bottom - line.top + 1.2


def _across(text: str, line: TextLine, at: int) -> float:
    """How far across a line a place stands, reckoned with the widths of common letters."""
    whole = width(text[line.start : line.end], _SIZE) or 1.0
    return line.x0 + (line.x1 - line.x0) * width(text[line.start : at], _SIZE) / whole
