"""Writes a picture as SVG: one file that needs no font, script or style sheet from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def svg(picture: Picture, lang: str) -> str:
    """The picture as an SVG document; colours are attributes, so that a page's style may change them."""
    wide, high = _n(picture.width), _n(picture.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="luoc-do" role="img" lang="{lang}" '
        f'aria-labelledby="graph-title graph-description" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" font-family="{_FONT}">',
        f'<title id="graph-title">{escape(picture.title)}</title>',
        f'<desc id="graph-description">{escape(picture.description)}</desc>',
        f'<rect class="paper" width="{wide}" height="{high}" fill="{PAPER}"/>',
        *_arrows(picture.arrows),
        *map(_card, picture.cards, range(1, len(picture.cards) + 1)),
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


def _card(card: Card, index: int) -> str:
    kind = "card focus" if card.focus else "card ended" if card.ended else "card"
    fill = FOCUS if card.focus else ENDED if card.ended else CARD
    stroke, weight = (INK, 2.0) if card.focus else (MUTED, 1.4 if card.held else 1.1)
    rect = _rect(card.box, kind, fill, stroke, weight, not card.held, 7)
    return (
        f'<g id="card-{index}" data-id="{escape(card.document)}"><title>{escape(card.box.tip)}</title>'
        f"{rect}{''.join(map(_line, card.box.lines))}</g>"
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
