"""Lays a neighbourhood out: the document in the middle, what cites it left, what it cites right."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from pipeline.graph import cards, legend
from pipeline.graph.links import Link, group, merged, ordered, tip
from pipeline.graph.measure import wrap
from pipeline.graph.neighbourhood import Neighbourhood
from pipeline.graph.picture import Arrow, Badge, Box, Card, Line, Picture
from pipeline.graph.ports import Ends, Port, Ports, badge, badge_width
from pipeline.graph.routes import ROUND, around
from pipeline.messages import say

MARGIN = 28.0
_GAP, _GROUP_GAP = 8.0, 9.0
_LEAD = 13.0  # a straight piece at both ends of an edge: room for the arrowhead
_HEADING, _MORE = 26.0, 24.0
_NARROWEST = 470.0


def draw(found: Neighbourhood, lang: str, aside: float = 0) -> Picture:
    """The picture of a neighbourhood with its words in "vi" or "en"; `aside` stays free beside names."""
    return _Layout(found, lang, aside).picture()


class _Layout:
    def __init__(self, found: Neighbourhood, lang: str, aside: float = 0) -> None:
        self._found, self._lang = found, lang
        self._links = merged(found.edges)
        self._ports = Ports(self._links, found.columns, lang)
        self._columns = ordered(found, self._links)
        self._faces = {
            document.id: cards.face(document, found.focus, found.ended.get(document.id), lang, aside)
            for document in found.documents.values()
        }
        self._spots: dict[str, Box] = {}
        self._notes: list[Box] = []

    def picture(self) -> Picture:
        numbers = sorted({*self._columns, *self._found.omitted})
        stacks = {number: self._stack_height(number) for number in numbers}
        room = 2 * ROUND if any(self._passes_middle(link) for link in self._links) else 0
        tallest = max(*stacks.values(), stacks.get(0, 0) + room)
        edges, wide = self._edges_of_columns(numbers, tallest)
        wide = max(wide, _NARROWEST)
        if len(numbers) == 1:
            edges = {0: (wide - cards.FOCUS) / 2}
        title, top = self._title(wide)
        middle = top + tallest / 2
        for number in numbers:
            self._set_column(number, edges[number], middle - stacks[number] / 2)
        self._ports.place({one: box.y + box.height / 2 for one, box in self._spots.items()})
        arrows = [self._arrow(link, ends) for link, ends in zip(self._links, self._ports.ends, strict=True)]
        badges = [self._badge(link, ends) for link, ends in zip(self._links, self._ports.ends, strict=True)]
        drawn = [self._card(one) for number in numbers for one in self._columns.get(number, ())]
        bottom = top + tallest + 22
        explained = legend.legend(self._links, drawn, (MARGIN, bottom), wide - 2 * MARGIN, self._lang)
        return Picture(
            wide,
            explained.bottom + MARGIN,
            title.tip,
            self._counts(),
            arrows,
            drawn,
            [*badges, *explained.badges],
            [title, *self._notes, *explained.notes],
            explained.samples,
        )

    def _title(self, wide: float) -> tuple[Box, float]:
        """The heading of the whole sheet, and where the columns begin."""
        label = self._found.documents[self._found.focus].label
        whole = say("graph_title", self._lang, label=label)
        room = wide - 2 * MARGIN
        lines, y = [], MARGIN
        for text in wrap(whole, 18, room, 3, bold=True):
            lines.append(Line(text, MARGIN, y + 18, 18, bold=True))
            y += 24
        for text in wrap(self._counts(), 12, room, 2):
            lines.append(Line(text, MARGIN, y + 14, 12, muted=True))
            y += 17
        return Box(MARGIN, MARGIN, room, y - MARGIN, lines, whole), y + 22

    def _counts(self) -> str:
        """How many documents cite this one and are cited, drawn or not."""
        sides = {-1: 0, 1: 0}
        for number in (-1, 1):
            sides[number] = len(self._columns.get(number, ())) + self._found.omitted.get(number, 0)
        key = "graph_counts" if any(sides.values()) else "graph_alone"
        return say(key, self._lang, citing=sides[-1], cited=sides[1])

    # Columns

    def _height(self, document: str) -> float:
        return max(self._faces[document].height, self._ports.height(document))

    def _stack_height(self, number: int) -> float:
        documents = self._columns.get(number, [])
        height = sum(self._height(one) for one in documents) + _GAP * max(len(documents) - 1, 0)
        height += _GROUP_GAP * sum(self._parted(number))
        height += _HEADING if number else 0
        return height + (_MORE if number in self._found.omitted else 0)

    def _parted(self, number: int) -> list[bool]:
        """For each document of a column whether another relation begins with it (next to the middle only)."""
        documents = self._columns.get(number, [])
        if abs(number) != 1:
            return [False] * len(documents)
        groups = [self._group(document) for document in documents]
        return [False, *(a != b for a, b in zip(groups, groups[1:], strict=False))] if groups else []

    def _group(self, document: str) -> int:
        ends = {document, self._found.focus}
        return group([link for link in self._links if {link.source, link.target} == ends])

    def _edges_of_columns(self, numbers: Sequence[int], tallest: float) -> tuple[dict[int, float], float]:
        """Where each column begins, and how wide the sheet is."""
        x = MARGIN + self._outside(numbers[0], -1)
        edges = {}
        curve = min(max(0.1 * tallest, 80), 190)
        for left, number in zip((None, *numbers), numbers, strict=False):
            if left is not None:
                x += self._outside(left, 1) + curve + self._outside(number, -1)
            edges[number] = x
            x += cards.FOCUS if number == 0 else cards.CARD
        return edges, x + self._outside(numbers[-1], 1) + MARGIN

    def _outside(self, number: int, side: int) -> float:
        """The room beside a column for badges and for edges between its own documents."""
        documents = self._columns.get(number, [])
        badge = self._ports.widest_badge(documents, side)
        arcs = [
            abs(documents.index(link.source) - documents.index(link.target))
            for link, ends in zip(self._links, self._ports.ends, strict=True)
            if ends.sides == (side, side) and link.source in documents
        ]
        return (badge + 2 * _LEAD if badge else 0) + (_bulge(max(arcs) * 50.0) if arcs else 0)

    def _set_column(self, number: int, x: float, y: float) -> None:
        wide = cards.FOCUS if number == 0 else cards.CARD
        if number:
            key = {-1: "graph_citing", 1: "graph_cited_by_it"}.get(number, "graph_further")
            text = say(key, self._lang, steps=abs(number))
            lines = [
                Line(part, x + 2, y + 14, 12, bold=True) for part in wrap(text, 12, wide - 4, 1, bold=True)
            ]
            self._notes.append(Box(x, y, wide, _HEADING - 6, lines, text))
            y += _HEADING
        for document, parted in zip(self._columns.get(number, []), self._parted(number), strict=True):
            y += _GROUP_GAP if parted else 0
            self._spots[document] = Box(x, y, wide, self._height(document))
            y += self._height(document) + _GAP
        if more := self._found.omitted.get(number):
            text = say("graph_more", self._lang, count=more)
            self._notes.append(Box(x, y, wide, _MORE - 9, [Line(text, x + 2, y + 12, 12, bold=True)], text))

    # What stands in them

    def _card(self, document: str) -> Card:
        spot, face = self._spots[document], self._faces[document]
        down = spot.y + (spot.height - face.height) / 2
        lines = [
            Line(one.text, spot.x + one.x, down + one.y, one.size, one.bold, one.muted, one.struck)
            for one in face.lines
        ]
        ended = self._found.ended.get(document)
        held = self._found.documents[document].held > 0
        whole = cards.whole(self._found.documents[document], ended, self._lang)
        box = Box(spot.x, spot.y, spot.width, spot.height, lines, whole)
        return Card(document, box, held, document == self._found.focus, ended is not None)

    def _touch(self, document: str, port: Port, side: int) -> tuple[float, float]:
        spot = self._spots[document]
        return (spot.x + spot.width if side > 0 else spot.x), port.y

    def _arrow(self, link: Link, ends: Ends) -> Arrow:
        out, into = ends.sides
        start = self._touch(link.source, ends.source, out)
        end = self._touch(link.target, ends.target, into)
        badge = badge_width(link.relation, self._lang) + _LEAD
        leads = (_LEAD + badge * ends.badge_at_source, _LEAD + badge * (not ends.badge_at_source))
        if out == into:
            leads = (max(leads), max(leads))
        first = (start[0] + out * leads[0], start[1])
        last = (end[0] + into * leads[1], end[1])
        bend = _bulge(abs(last[1] - first[1])) if out == into else max(abs(last[0] - first[0]) / 2, 40)
        controls = (first[0] + out * bend, first[1]), (last[0] + into * bend, last[1])
        if self._passes_middle(link):
            controls = around(first, last, self._spots[self._found.focus])
        return Arrow(
            link.relation,
            link.asserted,
            (start, first, *controls, last, end),
            into,
            1.3 + 0.45 * min(log2(link.mentions), 4),
            abs(self._found.columns[link.source] - self._found.columns[link.target]) != 1,
            tip(link, self._found.documents, self._lang),
        )

    def _passes_middle(self, link: Link) -> bool:
        """Whether an edge leads from one side of the middle document to the other, past it."""
        return self._found.columns[link.source] * self._found.columns[link.target] < 0

    def _badge(self, link: Link, ends: Ends) -> Badge:
        at_source = ends.badge_at_source
        document, port = (link.source, ends.source) if at_source else (link.target, ends.target)
        side = ends.sides[0 if at_source else 1]
        x, y = self._touch(document, port, side)
        wide = badge_width(link.relation, self._lang)
        return badge(
            link.relation, link.asserted, x + _LEAD if side > 0 else x - _LEAD - wide, y, self._lang
        )


def _bulge(distance: float) -> float:
    """How far an edge within a column swings out."""
    return 18 + min(0.12 * distance, 70)
