"""The legend under a picture: the relations in it, how often they occur, what lines and borders mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.graph.links import Link
from pipeline.graph.measure import cut, width
from pipeline.graph.palette import short_name, style
from pipeline.graph.picture import Badge, Box, Card, Line, Point, Sample
from pipeline.graph.ports import badge, badge_width
from pipeline.messages import say, value

SIGN = 34.0
"""The width of a sign in front of its meaning."""
_ROW, _TEXT, _APART = 23.0, 11.5, 22.0


@dataclass(slots=True)
class Legend:
    """The legend's parts, and where it ends."""

    badges: list[Badge] = field(default_factory=list)
    notes: list[Box] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    bottom: float = 0


def legend(links: Sequence[Link], cards: Sequence[Card], corner: Point, room: float, lang: str) -> Legend:
    """The legend of these links and cards, in rows of the width `room` from `corner` down."""
    made = Legend()
    row = _Rows(corner, room)
    times = Counter(link.relation for link in links)
    for relation in sorted(times, key=lambda one: (style(one).rank, one)):
        name, wide = value(relation, lang), badge_width(relation, lang)
        count = f"× {times[relation]}"
        text = count if name == short_name(relation, lang) else f"{name} {count}"
        x, y, text = row.next(wide + 7, text)
        made.badges.append(badge(relation, False, x, y + _ROW / 2, lang))
        made.notes.append(_text(text, x + wide + 7, y))
    row.feed()
    for sign in _signs(links, cards):
        x, y, text = row.next(SIGN + 8, say(f"graph_sign_{sign}", lang))
        line = Line(text, x + SIGN + 8, y + _ROW / 2 + 4, _TEXT, muted=True)
        wide = SIGN + 8 + width(text, _TEXT)
        made.samples.append(Sample(sign, Box(x, y + 3, wide, _ROW - 6, [line])))
    row.feed()
    made.bottom = row.y
    return made


def _text(text: str, x: float, y: float) -> Box:
    line = Line(text, x, y + _ROW / 2 + 4, _TEXT, muted=True)
    return Box(x, y + 3, width(text, _TEXT), _ROW - 6, [line])


def _signs(links: Sequence[Link], cards: Sequence[Card]) -> list[str]:
    """The kinds of lines and borders that occur."""
    there = {
        "direct": any(not link.asserted for link in links),
        "asserted": any(link.asserted for link in links),
        "often": any(link.mentions > 1 for link in links),
        "held": any(card.held for card in cards),
        "cited": any(not card.held for card in cards),
        "ended": any(card.ended for card in cards),
    }
    return [sign for sign, occurs in there.items() if occurs]


class _Rows:
    """Places entries one after the other, in a new row where one is full."""

    def __init__(self, corner: Point, room: float) -> None:
        self._left, self.y = corner
        self._room = room
        self._x = self._left

    def next(self, before: float, text: str) -> tuple[float, float, str]:
        """Where an entry of a sign of width `before` and a text begins, and the text as far as it fits."""
        text = cut(text, _TEXT, self._room - before)
        wide = before + width(text, _TEXT)
        if self._x > self._left and self._x + wide > self._left + self._room:
            self.feed()
        x = self._x
        self._x += wide + _APART
        return x, self.y, text

    def feed(self) -> None:
        """Begin a new row, if this one has an entry."""
        if self._x > self._left:
            self._x = self._left
            self.y += _ROW
