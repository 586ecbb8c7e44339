"""Finds the ruling lines a PDF page draws: thin boxes, strokes and the sides of rectangles."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_frame import Frame

SNAP = 3.0
"""Rules nearer than that are one rule, and end where they meet (pdfplumber's tolerances)."""
_THIN = 3.0
_MOST_SEGMENTS = 400
_FORM_DEPTH = 4
_MOST_OBJECTS = 20_000


class Edge(NamedTuple):
    """A ruling line: where it stands (x of a vertical, y of a horizontal one), where it starts and ends."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rules:
    """The ruling lines of a page, and the share of the page that its largest picture covers."""

    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    picture: float = 0.0

    @property
    def may_hold_tables(self) -> bool:
        """Whether there are at least two rules each way."""
        return len(self.horizontal) > 1 and len(self.vertical) > 1

    def joined(self) -> Rules:
        """The same rules with near ones brought in line and pieces of one rule put together."""
        return Rules(_joined(self.horizontal), _joined(self.vertical), self.picture)


def read_rules(page: Any, frame: Frame) -> Rules:
    """All ruling lines of a page, in points from its top left corner."""
    rules = Rules()
    _Walk(frame, rules).objects(
        pdfium.FPDFPage_CountObjects(page), lambda i: pdfium.FPDFPage_GetObject(page, i), None, 0
    )
    return rules


_Matrix = tuple[float, float, float, float, float, float]


class _Walk:
    """Goes through the objects of a page and of the forms on it."""

    def __init__(self, frame: Frame, rules: Rules) -> None:
        self._frame, self._rules = frame, rules
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._floats_at = [ctypes.byref(f) for f in self._floats]

    def objects(self, count: int, get: Any, matrix: _Matrix | None, depth: int) -> None:
        kind_of, path, form, image = (
            pdfium.FPDFPageObj_GetType,
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_FORM,
            pdfium.FPDF_PAGEOBJ_IMAGE,
        )
        for i in range(min(count, _MOST_OBJECTS)):
            item = get(i)
            kind = kind_of(item)
            if kind == path:
                self._path(item, matrix)
            elif kind == image:
                self._image(item, matrix)
            elif kind == form and depth < _FORM_DEPTH:
                inner = _times(_matrix(item), matrix)
                self.objects(
                    pdfium.FPDFFormObj_CountObjects(item),
                    lambda k, item=item: pdfium.FPDFFormObj_GetObject(item, k),
                    inner,
                    depth + 1,
                )

    def _bounds(self, item: Any, matrix: _Matrix | None) -> tuple[float, float, float, float]:
        pdfium.FPDFPageObj_GetBounds(item, *self._floats_at)
        left, bottom, right, top = (f.value for f in self._floats)
        if matrix is not None:
            corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        return self._frame.box(left, bottom, right, top)

    def _image(self, item: Any, matrix: _Matrix | None) -> None:
        x0, top, x1, bottom = self._bounds(item, matrix)
        share = (x1 - x0) * (bottom - top) / max(self._frame.width * self._frame.height, 1)
        self._rules.picture = max(self._rules.picture, share)

    def _path(self, item: Any, matrix: _Matrix | None) -> None:
        x0, top, x1, bottom = self._bounds(item, matrix)
        width, height = x1 - x0, bottom - top
        if width < _THIN and height < _THIN:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        if height < _THIN:
            self._rules.horizontal.append(Edge((top + bottom) / 2, x0, x1))
        elif width < _THIN:
            self._rules.vertical.append(Edge((x0 + x1) / 2, top, bottom))
        elif stroke.value or not _is_white(item):
            self._sides(item, matrix)

    def _sides(self, item: Any, matrix: _Matrix | None) -> None:
        """The upright and level segments of a larger path."""
        count = pdfium.FPDFPath_CountSegments(item)
        if count > _MOST_SEGMENTS:
            return
        whole = _times(_matrix(item), matrix)
        for (ax, ay), (bx, by) in self._segments(item, count, whole):
            if abs(ay - by) < 1 and abs(ax - bx) >= _THIN:
                self._rules.horizontal.append(Edge((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) < 1 and abs(ay - by) >= _THIN:
                self._rules.vertical.append(Edge((ax + bx) / 2, min(ay, by), max(ay, by)))

    def _segments(
        self, item: Any, count: int, matrix: _Matrix
    ) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        begin = last = (0.0, 0.0)
        for i in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._frame.point(*_apply(matrix, x.value, y.value))
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                begin = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield last, point
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield point, begin
            last = point


def _is_white(item: Any) -> bool:
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(item, r, g, b, a)
    return a.value == 0 or min(r.value, g.value, b.value) > 250


def _matrix(item: Any) -> _Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(first: _Matrix, then: _Matrix | None) -> _Matrix:
    if then is None:
        return first
    a, b, c, d, e, f = first
    return (
        *(then[0] * a + then[2] * b, then[1] * a + then[3] * b),
        *(then[0] * c + then[2] * d, then[1] * c + then[3] * d),
        *_apply(then, e, f),
    )


def _joined(edges: Iterable[Edge]) -> list[Edge]:
    ordered = sorted(edges)
    groups: list[list[Edge]] = []
    for edge in ordered:
        if groups and edge.at - groups[-1][-1].at <= SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [edge for group in groups for edge in _one_line(group)]


def _one_line(group: list[Edge]) -> Iterator[Edge]:
    at = sum(edge.at for edge in group) / len(group)
    spans = sorted((edge.start, edge.end) for edge in group)
    ends = list(spans[0])
    for start, end in spans[1:]:
        if start <= ends[1] + SNAP:
            ends[1] = max(ends[1], end)
        else:
            yield Edge(at, *ends)
            ends = [start, end]
    yield Edge(at, *ends)


def positions(edges: Iterable[Edge]) -> list[float]:
    """The distinct places where edges stand, in order."""
    found: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not found or at - found[-1] > 0.01:
            found.append(at)
    return found
