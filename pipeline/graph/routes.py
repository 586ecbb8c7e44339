"""The way of an edge that must not cross the card in the middle: above or below it, whichever is nearer."""

from __future__ import annotations

from pipeline.graph.picture import Box, Point

ROUND = 64.0
"""The room above and below a card that edges around it may take."""
_CLEAR = 10.0  # between such an edge and the card
_STEPS = 64


def around(start: Point, end: Point, card: Box) -> tuple[Point, Point]:
    """The two control points of a Bézier curve from `start` to `end` that does not touch `card`."""
    reach = 0.2 * (end[0] - start[0])
    xs = (start[0], start[0] + reach, end[0] - reach, end[0])
    beside = [weights for step in range(_STEPS + 1) if _beside(weights := _weights(step / _STEPS), xs, card)]
    if all(_clear(start, end, weights, card) for weights in beside):
        return (xs[1], start[1]), (xs[2], end[1])
    highest = min(_height(card.y - _CLEAR, start, end, weights) for weights in beside)
    lowest = max(_height(card.y + card.height + _CLEAR, start, end, weights) for weights in beside)
    between = (start[1] + end[1]) / 2
    y = highest if between - highest <= lowest - between else lowest
    return (xs[1], y), (xs[2], y)


def _weights(at: float) -> tuple[float, float, float, float]:
    """How much each of its four points counts for the point of a cubic Bézier curve at 0 to 1."""
    rest = 1 - at
    return rest**3, 3 * rest**2 * at, 3 * rest * at**2, at**3


def _beside(weights: tuple[float, ...], xs: tuple[float, ...], card: Box) -> bool:
    x = sum(weight * one for weight, one in zip(weights, xs, strict=True))
    return card.x - _CLEAR <= x <= card.x + card.width + _CLEAR


def _height(wanted: float, start: Point, end: Point, weights: tuple[float, float, float, float]) -> float:
    """The height of both control points at which the curve has the height `wanted` there."""
    first, second, third, last = weights
    return (wanted - first * start[1] - last * end[1]) / (second + third)


def _clear(start: Point, end: Point, weights: tuple[float, float, float, float], card: Box) -> bool:
    """Whether a curve that leaves and arrives level passes the card there."""
    y = (weights[0] + weights[1]) * start[1] + (weights[2] + weights[3]) * end[1]
    return not card.y - _CLEAR <= y <= card.y + card.height + _CLEAR
