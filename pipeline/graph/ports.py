"""Where edges touch the cards: each has its own port at the outer card, those of a kind share the inner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.graph.links import Link
from pipeline.graph.measure import width
from pipeline.graph.palette import short_name
from pipeline.graph.picture import Badge, Box, Line

BADGE_TEXT = 10.0
BADGE_HEIGHT = 15.0
_NAMED, _BARE = 18.0, 11.0  # room of a port with and without a badge


@dataclass(slots=True)
class Port:
    """A place at the side of a card; `towards` are the documents at the other ends, `badge` a width or 0."""

    rank: int
    badge: float
    towards: list[str] = field(default_factory=list)
    y: float = 0

    @property
    def room(self) -> float:
        """The height that it takes."""
        return _NAMED if self.badge else _BARE


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ports of a link, the sides of the cards at which they are (-1 left, 1 right), and its badge."""

    source: Port
    target: Port
    sides: tuple[int, int]
    badge_at_source: bool


class Ports:
    """The ports of all cards, by document and side."""

    def __init__(self, links: Sequence[Link], columns: Mapping[str, int], lang: str) -> None:
        self._sides: dict[tuple[str, int], dict[object, Port]] = {}
        self._lang = lang
        self.ends = [self._join(index, link, columns) for index, link in enumerate(links)]

    def _join(self, index: int, link: Link, columns: Mapping[str, int]) -> Ends:
        start, end = columns[link.source], columns[link.target]
        badge = badge_width(link.relation, self._lang)
        if start == end:
            side = -1 if start < 0 else 1
            out = self._port(link.source, side, index, badge, link.target)
            into = self._port(link.target, side, (link.relation, link.asserted), 0, link.source)
            return Ends(out, into, (side, side), True)
        side = 1 if start < end else -1
        outer_source = abs(start) > abs(end)
        shared = (link.relation, link.asserted, outer_source)
        keys: tuple[object, object] = (index, shared) if outer_source else (shared, index)
        source = self._port(link.source, side, keys[0], badge if outer_source else 0, link.target)
        target = self._port(link.target, -side, keys[1], 0 if outer_source else badge, link.source)
        return Ends(source, target, (side, -side), outer_source)

    def _port(self, document: str, side: int, key: object, badge: float, towards: str) -> Port:
        ports = self._sides.setdefault((document, side), {})
        port = ports.setdefault(key, Port(len(ports), badge))
        port.towards.append(towards)
        return port

    def height(self, document: str) -> float:
        """The height that the ports of a card need."""
        return max(sum(port.room for port in self._of(document, side)) for side in (-1, 1)) + 2

    def widest_badge(self, documents: Sequence[str], side: int) -> float:
        """The width of the widest badge on one side of a column."""
        return max((port.badge for one in documents for port in self._of(one, side)), default=0)

    def place(self, centres: Mapping[str, float]) -> None:
        """Set the heights of all ports, from those of the cards' centres, so that edges cross little."""
        for (document, side), ports in self._sides.items():
            around = sorted(
                self._of(document, side),
                key=lambda port: (sum(centres[one] for one in port.towards) / len(port.towards), port.rank),
            )
            y = centres[document] - sum(port.room for port in ports.values()) / 2
            for port in around:
                port.y = y + port.room / 2
                y += port.room

    def _of(self, document: str, side: int) -> list[Port]:
        return list(self._sides.get((document, side), {}).values())


def badge_width(relation: str, lang: str) -> float:
    """How wide the badge of a relation is."""
    return round(width(short_name(relation, lang), BADGE_TEXT)) + 12


def badge(relation: str, asserted: bool, x: float, middle: float, lang: str) -> Badge:
    """A relation's badge that begins at `x`, at a height given by its middle."""
    wide = badge_width(relation, lang)
    name = short_name(relation, lang)
    line = Line(name, x + 6, middle + 3.5, BADGE_TEXT)
    return Badge(relation, asserted, Box(x, middle - BADGE_HEIGHT / 2, wide, BADGE_HEIGHT, [line]))
