"""A copy of a PDF with the marks as annotations that any viewer shows, added behind its own bytes.

The original stands unchanged at the front of the copy (an incremental update), and so does a digital
signature over it. Each annotation has its own appearance, its words as note, and a rectangle a printed line.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pypdfium

from extractors.model import Box, Document
from pipeline.highlight.model import Layer, Marking
from pipeline.highlight.pdf_places import Spot, Spots, spots
from pipeline.messages import both
from pipeline.readers.pdf_frame import Frame

Reason = tuple[str, str]
MARKED_BY = b"%vanthu highlight\n"
"""The last bytes of a copy: tells it from other files."""
_AUTHOR = "vanthu"
_PRINT = 4
_LONGEST_NOTE = 4000
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy's bytes, how many marks it has, how many of them by estimate, how many have no place in it.

    `renewed` tells that the original was damaged, so that the copy does not begin with its bytes; `signed`
    that it bears a digital signature.
    """

    data: bytes
    marks: int
    estimated: int
    unplaced: int
    renewed: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """How marks of a kind are drawn: as a highlight, an underline or a wavy one, in a colour (0 to 1)."""

    subtype: str
    colour: tuple[float, float, float]


_LOOKS = {
    "ref": _Look("/Highlight", (0.67, 0.83, 1.0)),
    "ref-open": _Look("/Highlight", (0.83, 0.88, 0.96)),
    "ref-back": _Look("/Underline", (0.5, 0.55, 0.62)),
    "figure": _Look("/Highlight", (0.80, 0.95, 0.70)),
    "task": _Look("/Underline", (0.50, 0.22, 0.68)),
    "outcome": _Look("/Underline", (0.0, 0.52, 0.48)),
    "error": _Look("/Squiggly", (0.82, 0.10, 0.10)),
    "warning": _Look("/Squiggly", (0.85, 0.52, 0.0)),
    "info": _Look("/Squiggly", (0.12, 0.40, 0.70)),
    "other": _Look("/Underline", (0.85, 0.52, 0.0)),
    "doubt": _Look("/Underline", (0.40, 0.40, 0.40)),
}
_DRAWN = (Layer.TASK, Layer.OUTCOME, Layer.FIGURE, Layer.REFERENCE, Layer.DOUBT, Layer.FINDING)
"""Layers in the order in which they are drawn; checks are told in the notes of their figures."""
_ICON = 15.0


def copied(data: bytes, document: Document, marking: Marking) -> Copied | Reason:
    """The copy of the PDF with these bytes, or the reason in English and Vietnamese why there is none."""
    from pypdf.errors import PyPdfError

    drawn = Marking([entry for entry in marking.entries if entry.layer in _DRAWN])
    try:
        found = spots(data, document, drawn)
        if not found.pages:
            return both("pdf_no_marks")
        return _copied(data, found)
    except (PyPdfError, pypdfium.PdfiumError, _OddError):
        return both("pdf_odd")
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        # what pypdf raises over files that are no longer what its reader took them for
        return both("pdf_odd")


class _OddError(Exception):
    """The copy is not what it should be."""


def _copied(data: bytes, found: Spots) -> Copied | Reason:
    from pypdf import PdfReader

    renewed = not _is_sound(data)
    if renewed:
        data = _renewed(data)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return both("pdf_locked")
    made = _written(data, found)
    _check(made, data, found)
    return Copied(
        made,
        found.placed,
        found.estimated,
        found.unplaced,
        renewed,
        re.search(rb"/ByteRange\s*\[", data) is not None,
    )


def _is_sound(data: bytes) -> bool:
    """Whether a file's last cross-reference table is where it says: else nothing can be put behind it."""
    ends = _START.findall(data[-2048:])
    return bool(ends) and _OBJECT.match(data, int(ends[-1])) is not None and data.startswith(b"%PDF-")


def _renewed(data: bytes) -> bytes:
    """A damaged file as pdfium understands it."""
    pdf = pypdfium.PdfDocument(data)
    try:
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()
    finally:
        pdf.close()


def _written(data: bytes, found: Spots) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject, NameObject

    writer = PdfWriter(io.BytesIO(data), incremental=True)
    if len(writer.pages) < max(found.pages):
        raise _OddError
    multiply = _multiply(writer)
    for number, (frame, on_page) in found.pages.items():
        page = writer.pages[number - 1]
        there = page.get("/Annots")
        there = there.get_object() if there is not None else None
        added = [writer._add_object(one) for one in _annotations(writer, page, frame, on_page, multiply)]
        kept = list(there) if isinstance(there, list) else []
        page[NameObject("/Annots")] = ArrayObject([*kept, *added])
    names = writer._ID
    mark = hashlib.md5(data + repr(sorted(found.pages)).encode(), usedforsecurity=False).digest()
    if names:
        writer._ID = ArrayObject([names[0], ByteStringObject(mark)])
    out = io.BytesIO()
    writer.write(out)
    made = out.getvalue()
    return made + (b"" if made.endswith(b"\n") else b"\n") + MARKED_BY


def _check(made: bytes, data: bytes, found: Spots) -> None:
    """Refuse a copy that does not begin with the original, or in which a viewer misses pages or marks."""
    if not made.startswith(data.rstrip(b"\r\n \0")):
        raise _OddError
    old, new = pypdfium.PdfDocument(data), pypdfium.PdfDocument(made)
    try:
        if len(old) != len(new):
            raise _OddError
        for number, (_, on_page) in found.pages.items():
            counts = [_annotations_on(one, number) for one in (old, new)]
            if counts[1] - counts[0] < len(on_page):
                raise _OddError
    finally:
        old.close()
        new.close()


def _annotations_on(pdf: Any, number: int) -> int:
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(pdf.raw, number - 1)
    try:
        return int(raw.FPDFPage_GetAnnotCount(page))
    finally:
        raw.FPDF_ClosePage(page)


def _multiply(writer: Any) -> Any:
    from pypdf.generic import DictionaryObject, NameObject

    state = DictionaryObject(
        {NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")}
    )
    return writer._add_object(state)


def _annotations(
    writer: Any, page: Any, frame: Frame, on_page: Sequence[Spot], multiply: Any
) -> Iterator[Any]:
    """The annotations of one page: long marks first, so that viewers find the short ones over them."""
    order = {layer: rank for rank, layer in enumerate(_DRAWN)}
    taken: list[float] = []
    for spot in sorted(on_page, key=lambda one: (order[one.entry.layer], -len(one.boxes), one.place.start)):
        quads = [_quad(frame, box) for box in spot.boxes]
        yield _markup(writer, page, spot, quads, multiply)
        if spot.entry.layer is Layer.FINDING and spot.first and spot.at == 0:
            yield _note(writer, page, spot, frame, taken)


Quad = tuple[tuple[float, float], ...]
"""Upper left, upper right, lower left, lower right as the page is shown, in its own coordinates."""


def _quad(frame: Frame, box: Box) -> Quad:
    corners = ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom))
    return tuple(frame.back(*corner) for corner in corners)


def _markup(writer: Any, page: Any, spot: Spot, quads: Sequence[Quad], multiply: Any) -> Any:
    look = _LOOKS[spot.place.kind.split()[0]]
    drawing = "\n".join(_DRAWINGS[look.subtype](quad, look.colour) for quad in quads)
    points = [number for quad in quads for corner in quad for number in corner]
    rect = _around(quads, 2.0)
    made = _base(look.subtype, page, rect, spot, look.colour)
    _put(made, "/QuadPoints", points)
    return _with_appearance(writer, made, rect, drawing, multiply)


def _note(writer: Any, page: Any, spot: Spot, frame: Frame, taken: list[float]) -> Any:
    """The icon of a finding in the margin beside its first line, below those that are there already."""
    box = spot.boxes[0]
    down = box.top
    while any(abs(down - other) < _ICON for other in taken):
        down += _ICON
    taken.append(down)
    right = max(frame.width - _ICON - 6, 0.0)
    quad = _quad(frame, Box(right, down, right + _ICON, down + _ICON))
    rect = _around([quad], 0.0)
    colour = _LOOKS[spot.place.kind].colour
    made = _base("/Text", page, rect, spot, colour, "-note")
    _put(made, "/Name", "/Comment")
    return _with_appearance(writer, made, rect, _bubble(quad, colour), None)


def _base(
    subtype: str, page: Any, rect: Sequence[float], spot: Spot, colour: Sequence[float], tail: str = ""
) -> Any:
    from pypdf.generic import DictionaryObject

    made = DictionaryObject()
    entry = spot.entry
    name = f"vanthu-{entry.id}-{spot.at + 1}{'' if spot.first else '-' + str(spot.place.page)}{tail}"
    _put(made, "/Type", "/Annot")
    _put(made, "/Subtype", subtype)
    _put(made, "/Rect", rect)
    _put(made, "/C", colour)
    _put(made, "/F", _PRINT)
    _put_text(made, "/T", _AUTHOR)
    _put_text(made, "/Subj", entry.code)
    _put_text(made, "/NM", name)
    _put_text(made, "/Contents", f"{entry.code} {entry.note()}"[:_LONGEST_NOTE])
    from pypdf.generic import NameObject

    made[NameObject("/P")] = page.indirect_reference
    return made


def _put(made: Any, key: str, told: Any) -> None:
    """Set a name, a number, or an array of numbers."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject

    if isinstance(told, str):
        made[NameObject(key)] = NameObject(told)
    elif isinstance(told, int):
        made[NameObject(key)] = NumberObject(told)
    else:
        made[NameObject(key)] = ArrayObject(FloatObject(round(number, 3)) for number in told)


def _put_text(made: Any, key: str, told: str) -> None:
    from pypdf.generic import NameObject, TextStringObject

    made[NameObject(key)] = TextStringObject(told)


def _with_appearance(writer: Any, made: Any, rect: Sequence[float], drawing: str, multiply: Any) -> Any:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    form = DecodedStreamObject()
    form.set_data(f"{'/M gs' if multiply is not None else ''}\n{drawing}\n".encode("ascii"))
    _put(form, "/Type", "/XObject")
    _put(form, "/Subtype", "/Form")
    _put(form, "/BBox", rect)
    resources = DictionaryObject()
    if multiply is not None:
        resources[NameObject("/ExtGState")] = DictionaryObject({NameObject("/M"): multiply})
    form[NameObject("/Resources")] = resources
    made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
    return made


def _around(quads: Sequence[Quad], more: float) -> list[float]:
    across = [x for quad in quads for x, _ in quad]
    up = [y for quad in quads for _, y in quad]
    return [min(across) - more, min(up) - more, max(across) + more, max(up) + more]


def _points(*points: tuple[float, float]) -> str:
    """A path through points."""
    first, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in rest)])


def _colour(colour: Sequence[float], operator: str) -> str:
    return f"{' '.join(f'{part:.3g}' for part in colour)} {operator}"


def _filled(quad: Quad, colour: Sequence[float]) -> str:
    upper_left, upper_right, lower_left, lower_right = quad
    return f"{_colour(colour, 'rg')} {_points(upper_left, upper_right, lower_right, lower_left)} h f"


def _underlined(quad: Quad, colour: Sequence[float]) -> str:
    _, _, left, right = quad
    return f"{_colour(colour, 'RG')} 1.1 w [3 1.5] 0 d {_points(left, right)} S"


def _wavy(quad: Quad, colour: Sequence[float]) -> str:
    """A pale ground and a wavy line: what is found is seen without colour too."""
    pale = [1 - (1 - part) * 0.28 for part in colour]
    upper, _, left, right = quad
    long = ((right[0] - left[0]) ** 2 + (right[1] - left[1]) ** 2) ** 0.5
    high = ((upper[0] - left[0]) ** 2 + (upper[1] - left[1]) ** 2) ** 0.5 or 1.0
    up = ((upper[0] - left[0]) / high, (upper[1] - left[1]) / high)
    steps = max(2, round(long / 2.2))
    points = []
    for step in range(steps + 1):
        share, lift = step / steps, 1.6 * (step % 2)
        points.append(
            (
                left[0] + (right[0] - left[0]) * share + up[0] * lift,
                left[1] + (right[1] - left[1]) * share + up[1] * lift,
            )
        )
    return f"{_filled(quad, pale)} {_colour(colour, 'RG')} 0.9 w [] 0 d {_points(*points)} S"


_DRAWINGS = {"/Highlight": _filled, "/Underline": _underlined, "/Squiggly": _wavy}


def _bubble(quad: Quad, colour: Sequence[float]) -> str:
    """A sheet with an exclamation mark, upright as the page is shown."""
    origin, across, down = quad[0], quad[1], quad[2]

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            origin[0] + (across[0] - origin[0]) * x + (down[0] - origin[0]) * y,
            origin[1] + (across[1] - origin[1]) * x + (down[1] - origin[1]) * y,
        )

    sheet = _points(
        at(0.05, 0.05),
        at(0.95, 0.05),
        at(0.95, 0.75),
        at(0.55, 0.75),
        at(0.3, 0.97),
        at(0.3, 0.75),
        at(0.05, 0.75),
    )
    stroke = _points(at(0.5, 0.17), at(0.5, 0.46))
    dot = _points(at(0.5, 0.58), at(0.5, 0.62))
    return f"{_colour(colour, 'rg')} {sheet} h f 1 1 1 RG 1.7 w 1 J {stroke} S {dot} S"
