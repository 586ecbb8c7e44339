"""Writes a picture as SVG: one file that needs no font, script or style sheet from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.graph.legend import SIGN
from pipeline.graph.measure import width
from pipeline.graph.palette import style
from pipeline.graph.picture import Arrow, Badge, Box, Card, Line, Picture, Point, Sample
from pipeline.graph.xmltext import escape

_FONT = "'Segoe UI', 'Noto Sans', Roboto, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
INK, MUTED, FAINT = "#1A2230", "#515C6B", "#98A1AE"
PAPER, FOCUS, CARD, ENDED = "#FFFFFF", "#FFF7DF", "#FFFFFF", "#ECEEF1"
_HEAD, _HALF = 9.0, 4.2
_PALE = ' stroke-opacity="0.65"'
_DASHES = ' stroke-dasharray="5 3.5"'
SHEET = 22.0
"""The room that a card with links keeps beside its name, for the sign that opens the document."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where a click leads, by the id of a document: `walk` from its card, `open` from the sign on it.

    `opening` says what the sign does, to who points at it or hears the page.
    """

    walk: Callable[[str], str]
    open: Callable[[str], str]
    opening: str


def svg(picture: Picture, lang: str, links: Links | None = None) -> str:
    """The picture as an SVG document; colours are attributes, so that a page's style may change them.

    `links` make a link of each card; the picture is to be drawn with SHEET beside the names then.
    """
    wide, high = _n(picture.width), _n(picture.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="luoc-do" role="{"group" if links else "img"}" '
        f'lang="{lang}" '
        f'aria-labelledby="graph-title graph-description" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" font-family="{_FONT}">',
        f'<title id="graph-title">{escape(picture.title)}</title>',
        f'<desc id="graph-description">{escape(picture.description)}</desc>',
        f'<rect class="paper" width="{wide}" height="{high}" fill="{PAPER}"/>',
        *_arrows(picture.arrows),
        *(_card(card, index, links) for index, card in enumerate(picture.cards, 1)),
        *map(_badge, picture.badges),
        *map(_note, picture.notes),
        *map(_sample, picture.samples),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _at(*points: Point) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _arrows(arrows: Sequence[Arrow]) -> Iterator[str]:
    """The edges, those that pass others by at the bottom; arrowheads that would cover each other once."""
    heads: dict[str, None] = {}
    for arrow in sorted(arrows, key=lambda one: not one.faint):
        start, first, *curve, end = arrow.points
        # the line ends within the arrowhead, so that its thickness does not blunt the tip
        stop = (end[0] + arrow.side * (_HEAD if arrow.asserted else 3), end[1])
        yield (
            f'<path class="edge" d="M{_at(start)} L{_at(first)} C{_at(*curve)} L{_at(stop)}" fill="none" '
            f'stroke="{style(arrow.relation).colour}" stroke-width="{_n(arrow.weight)}"'
            f"{_DASHES if arrow.asserted else ''}{_PALE if arrow.faint else ''}>"
            f"<title>{escape(arrow.tip)}</title></path>"
        )
        heads[_head(end, arrow.side, arrow.relation, arrow.asserted)] = None
    yield from heads


def _head(tip: Point, side: int, relation: str | None, asserted: bool) -> str:
    """An arrowhead, filled where the citing document itself says it, else open."""
    back = tip[0] + side * _HEAD
    colour = style(relation).colour if relation else MUTED
    corners = _at(tip, (back, tip[1] - _HALF), (back, tip[1] + _HALF))
    fill = PAPER if asserted else colour
    kind = "open" if asserted else "closed"
    return (
        f'<polygon class="head {kind}" points="{corners}" fill="{fill}" stroke="{colour}" stroke-width="1.1" '
        'stroke-linejoin="round"/>'
    )


def _rect(box: Box, kind: str, fill: str, stroke: str, weight: float, dashed: bool, round_: float) -> str:
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect class="{kind}" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" rx="{_n(round_)}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{_n(weight)}"{dashes}/>'
    )


def _card(card: Card, index: int, links: Links | None) -> str:
    kind = "card focus" if card.focus else "card ended" if card.ended else "card"
    fill = FOCUS if card.focus else ENDED if card.ended else CARD
    stroke, weight = (INK, 2.0) if card.focus else (MUTED, 1.4 if card.held else 1.1)
    rect = _rect(card.box, kind, fill, stroke, weight, not card.held, 7)
    drawn = f"<title>{escape(card.box.tip)}</title>{rect}{''.join(map(_line, card.box.lines))}"
    if links:
        drawn = _linked(drawn, card, links)
    return f'<g id="card-{index}" data-id="{escape(card.document)}">{drawn}</g>'


def _linked(drawn: str, card: Card, links: Links) -> str:
    """A card that leads on, and a small sheet of paper at its corner that opens the document."""
    name = escape(" ".join(line.text for line in card.box.lines if line.bold))
    x, y = card.box.x + card.box.width - SHEET - 1, card.box.y + 3
    sheet = f"M{_n(x + 6)} {_n(y + 4)}h7l4 4v11h-11z M{_n(x + 13)} {_n(y + 4)}v4h4"
    lines = f"M{_n(x + 8.5)} {_n(y + 12)}h6 M{_n(x + 8.5)} {_n(y + 15.5)}h6"
    walk = f'<a class="walk" href="{escape(links.walk(card.document))}">{drawn}</a>'
    return (
        f"{drawn if card.focus else walk}"
        f'<a class="sheet" href="{escape(links.open(card.document))}" '
        f'aria-label="{escape(links.opening)}: {name}"><title>{escape(links.opening)}</title>'
        f'<rect class="hit" x="{_n(x)}" y="{_n(y)}" width="{_n(SHEET)}" height="{_n(SHEET)}" '
        'fill="#000000" fill-opacity="0"/>'
        f'<path class="sign" d="{sheet} {lines}" fill="none" stroke="{MUTED}" stroke-width="1.3"/></a>'
    )


def _badge(badge: Badge) -> str:
    rect = _rect(badge.box, "badge", PAPER, style(badge.relation).colour, 1.3, badge.asserted, 7.5)
    return f"<g>{rect}{''.join(map(_line, badge.box.lines))}</g>"


def _note(note: Box) -> str:
    """Words on a piece of paper of their own, so that no edge runs through them."""
    wide = max(width(line.text, line.size, bold=line.bold) for line in note.lines)
    sheet = f'<rect class="paper" x="{_n(note.lines[0].x - 3)}" y="{_n(note.y)}" width="{_n(wide + 6)}" '
    return f'{sheet}height="{_n(note.height)}" fill="{PAPER}"/>' + "".join(map(_line, note.lines))


def _line(line: Line) -> str:
    weight = ' font-weight="700"' if line.bold else ""
    struck = ' text-decoration="line-through"' if line.struck else ""
    kind, colour = ("muted", MUTED) if line.muted else ("ink", INK)
    return (
        f'<text class="{kind}" x="{_n(line.x)}" y="{_n(line.y)}" font-size="{_n(line.size)}" '
        f'fill="{colour}"{weight}{struck}>{escape(line.text)}</text>'
    )


def _sample(sample: Sample) -> str:
    box = sample.box
    middle = box.y + box.height / 2
    if sample.sign in ("held", "cited", "ended"):
        ended = sample.sign == "ended"
        card = Box(box.x + 2, box.y + 1, SIGN - 6, box.height - 2)
        drawn = _rect(
            card,
            "card ended" if ended else "card",
            ENDED if ended else CARD,
            MUTED,
            1.3,
            sample.sign == "cited",
            4,
        )
        if ended:
            drawn += _stroke((box.x + 7, middle), (box.x + SIGN - 9, middle), 1.2, "")
    elif sample.sign == "often":
        drawn = _stroke((box.x, middle - 4), (box.x + SIGN, middle - 4), 1.3, "")
        drawn += _stroke((box.x, middle + 2), (box.x + SIGN, middle + 2), 3, "")
    else:
        asserted = sample.sign == "asserted"
        end = (box.x + SIGN, middle)
        drawn = _stroke((box.x, middle), (end[0] - _HEAD, middle), 1.6, _DASHES if asserted else "")
        drawn += _head(end, -1, None, asserted)
    return f"<g>{drawn}{''.join(map(_line, box.lines))}</g>"


def _stroke(start: Point, end: Point, weight: float, dashes: str) -> str:
    return (
        f'<path class="sign" d="M{_at(start)} L{_at(end)}" fill="none" stroke="{MUTED}" '
        f'stroke-width="{_n(weight)}"{dashes}/>'
    )
