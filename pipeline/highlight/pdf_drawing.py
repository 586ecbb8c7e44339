"""What marks look like on a PDF page: the operators that draw them, in its own coordinates (points)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.model import Box
from pipeline.readers.pdf_frame import Frame

Point = tuple[float, float]
Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""
Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower left, lower right corner as the page is shown, in its own coordinates."""
_WAVE, _LIFT = 2.2, 1.6
_PALE = 0.16


@dataclass(frozen=True, slots=True)
class Look:
    """How marks of a kind are drawn: as a highlight, an underline or a wavy line, and in which colour."""

    subtype: str
    colour: Colour


LOOKS: Mapping[str, Look] = {
    "ref": Look("/Highlight", (0.74, 0.87, 1.0)),
    "ref-open": Look("/Highlight", (0.87, 0.91, 0.97)),
    "ref-back": Look("/Underline", (0.5, 0.55, 0.62)),
    "figure": Look("/Highlight", (0.86, 0.97, 0.78)),
    "task": Look("/Underline", (0.50, 0.22, 0.68)),
    "outcome": Look("/Underline", (0.0, 0.52, 0.48)),
    "error": Look("/Squiggly", (0.82, 0.10, 0.10)),
    "warning": Look("/Squiggly", (0.85, 0.52, 0.0)),
    "info": Look("/Squiggly", (0.12, 0.40, 0.70)),
    "other": Look("/Underline", (0.85, 0.52, 0.0)),
    "doubt": Look("/Underline", (0.40, 0.40, 0.40)),
}


def quad_of(frame: Frame, box: Box) -> Quad:
    """A box of the page as shown, in the page's own coordinates."""
    return (
        frame.back(box.x0, box.top),
        frame.back(box.x1, box.top),
        frame.back(box.x0, box.bottom),
        frame.back(box.x1, box.bottom),
    )


def around(quads: Sequence[Quad], more: float = 0.0) -> list[float]:
    """The rectangle around quads, and so many points more: left, bottom, right, top."""
    across = [x for quad in quads for x, _ in quad]
    up = [y for quad in quads for _, y in quad]
    return [min(across) - more, min(up) - more, max(across) + more, max(up) + more]


def drawn(look: Look, quads: Sequence[Quad]) -> str:
    """The operators that draw a mark."""
    return "\n".join(_DRAWINGS[look.subtype](quad, look.colour) for quad in quads)


def whole_square(colour: Colour) -> str:
    """The operators that fill the square from (0, 0) to (1, 1)."""
    return f"{_set(colour, 'rg')} 0 0 1 1 re f"


def bubble(quad: Quad, colour: Colour) -> str:
    """The icon of a note, upright as the page is shown: a speech bubble with an exclamation mark."""

    def at(x: float, y: float) -> Point:
        (x0, y0), (x1, y1), (x2, y2) = quad[:3]
        return x0 + (x1 - x0) * x + (x2 - x0) * y, y0 + (y1 - y0) * x + (y2 - y0) * y

    corners = ((0.05, 0.05), (0.95, 0.05), (0.95, 0.75), (0.55, 0.75), (0.3, 0.97), (0.3, 0.75), (0.05, 0.75))
    sheet = _path(*(at(*corner) for corner in corners))
    stroke, dot = _path(at(0.5, 0.17), at(0.5, 0.46)), _path(at(0.5, 0.58), at(0.5, 0.62))
    return f"{_set(colour, 'rg')} {sheet} h f 1 1 1 RG 1.7 w 1 J {stroke} S {dot} S"


def _filled(quad: Quad, colour: Colour) -> str:
    upper_left, upper_right, lower_left, lower_right = quad
    return f"{_set(colour, 'rg')} {_path(upper_left, upper_right, lower_right, lower_left)} h f"


def _underlined(quad: Quad, colour: Colour) -> str:
    return f"{_set(colour, 'RG')} 1.1 w [3 1.5] 0 d {_path(quad[2], quad[3])} S"


def _wavy(quad: Quad, colour: Colour) -> str:
    """A wavy line over a pale ground: what was found is seen without colour too."""
    pale = tuple(1 - (1 - part) * _PALE for part in colour)
    upper, _, left, right = quad
    steps = max(2, round(_long(left, right) / _WAVE))
    high = _long(left, upper) or 1.0
    points = []
    for step in range(steps + 1):
        share, lift = step / steps, _LIFT * (step % 2) / high
        x, y = (a + (b - a) * share for a, b in zip(left, right, strict=True))
        points.append((x + (upper[0] - left[0]) * lift, y + (upper[1] - left[1]) * lift))
    ground = _filled(quad, (pale[0], pale[1], pale[2]))
    return f"{ground} {_set(colour, 'RG')} 0.9 w [] 0 d {_path(*points)} S"


_DRAWINGS: Mapping[str, Callable[[Quad, Colour], str]] = {
    "/Highlight": _filled,
    "/Underline": _underlined,
    "/Squiggly": _wavy,
}


def _long(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _path(*points: Point) -> str:
    first, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in rest)])


def _set(colour: Colour, operator: str) -> str:
    return f"{' '.join(f'{part:.3g}' for part in colour)} {operator}"
