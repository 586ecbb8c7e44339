"""What a picture is made of, measured in pixels: boxes with lines of text, curves, arrowheads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where its baseline starts, from the picture's corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    muted: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that nothing else may cover, with its text; `tip` is the whole of what it stands for."""

    x: float
    y: float
    width: float
    height: float
    lines: Sequence[Line] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A document: `held` or only cited; `ended` where another one replaces or repeals it."""

    document: str
    box: Box
    held: bool
    focus: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """The short name of a relation at an edge or in the legend."""

    relation: str
    asserted: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge: straight to the second point, a Bézier curve to the fifth, straight to the last.

    `side` is that of the target at which it enters, -1 left, 1 right. `faint` edges pass others by.
    """

    relation: str
    asserted: bool
    points: tuple[Point, Point, Point, Point, Point, Point]
    side: int
    weight: float
    faint: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sign in the legend with its meaning: "direct", "asserted", "held", "cited" or "ended"."""

    sign: str
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on one sheet; what is named later lies on top."""

    width: float
    height: float
    title: str
    description: str
    arrows: Sequence[Arrow]
    cards: Sequence[Card]
    badges: Sequence[Badge]
    notes: Sequence[Box]
    samples: Sequence[Sample]
