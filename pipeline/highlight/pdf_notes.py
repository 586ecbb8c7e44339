"""Marks as annotations of a PDF (ISO 32000-2, 12.5.6.10): rectangles, a note, an appearance of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from extractors.model import Box
from pipeline.highlight.model import Layer
from pipeline.highlight.pdf_drawing import LOOKS, Quad, around, bubble, drawn, quad_of, whole_square
from pipeline.highlight.pdf_places import Spot
from pipeline.readers.pdf_frame import Frame

DRAWN = (Layer.TASK, Layer.OUTCOME, Layer.FIGURE, Layer.REFERENCE, Layer.DOUBT, Layer.FINDING)
"""Layers in the order in which they are drawn; checks are told in the notes of their figures."""
_AUTHOR = "vanthu"
_PRINTED = 4
_LONGEST = 4000
_ICON = 15.0
_MARGIN = 2.0


class _Text(TextStringObject):
    """Text in UTF-16 as it is: pypdf would write every byte of it as an escape, four times as long."""

    def write_to_stream(self, stream: IO[bytes], encryption_key: Any = None) -> None:
        data = b"\xfe\xff" + self.encode("utf-16-be", "replace")
        for byte, escaped in ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r")):
            data = data.replace(byte, escaped)
        stream.write(b"(" + data + b")")


class Notes:
    """Makes the annotations of one file; forms that look alike are shared."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._squares: dict[str, Any] = {}
        state = DictionaryObject()
        _put(state, "/Type", "/ExtGState")
        _put(state, "/BM", "/Multiply")
        self._multiply = writer._add_object(state)

    def of_page(self, page: Any, frame: Frame, spots: Sequence[Spot]) -> Iterator[Any]:
        """The annotations of a page: long marks first, so that viewers find the short ones over them."""
        order = {layer: rank for rank, layer in enumerate(DRAWN)}
        taken: list[float] = []
        for spot in sorted(spots, key=lambda one: (order[one.entry.layer], -len(one.boxes), one.place.start)):
            yield self._writer._add_object(self._mark(page, frame, spot))
            if spot.entry.layer is Layer.FINDING and spot.first and spot.at == 0:
                yield self._writer._add_object(self._icon(page, frame, spot, taken))

    def _mark(self, page: Any, frame: Frame, spot: Spot) -> DictionaryObject:
        look = LOOKS[spot.place.kind.split()[0]]
        quads = [quad_of(frame, box) for box in spot.boxes]
        if look.subtype == "/Highlight" and len(quads) == 1:
            rect, form = around(quads), self._square(spot.place.kind.split()[0])
        else:
            rect = around(quads, _MARGIN)
            form = self._form(drawn(look, quads), rect, blended=True)
        made = self._annotation(look.subtype, page, rect, spot, form)
        _put(made, "/QuadPoints", [number for quad in quads for corner in quad for number in corner])
        return made

    def _icon(self, page: Any, frame: Frame, spot: Spot, taken: list[float]) -> DictionaryObject:
        """The icon of a finding in the margin beside its first line, below those that are there already."""
        down = spot.boxes[0].top
        while any(abs(down - other) < _ICON for other in taken):
            down += _ICON
        taken.append(down)
        right = max(frame.width - _ICON - 6, 0.0)
        quad: Quad = quad_of(frame, Box(right, down, right + _ICON, down + _ICON))
        rect = around([quad])
        form = self._form(bubble(quad, LOOKS[spot.place.kind].colour), rect, blended=False)
        made = self._annotation("/Text", page, rect, spot, form, "-note")
        _put(made, "/Name", "/Comment")
        return made

    def _annotation(
        self, subtype: str, page: Any, rect: Sequence[float], spot: Spot, form: Any, tail: str = ""
    ) -> DictionaryObject:
        entry = spot.entry
        further = "" if spot.first else f"-{spot.page}"
        made = DictionaryObject()
        _put(made, "/Type", "/Annot")
        _put(made, "/Subtype", subtype)
        _put(made, "/Rect", rect)
        _put(made, "/C", LOOKS[spot.place.kind.split()[0]].colour)
        _put(made, "/F", _PRINTED)
        texts = {
            "/T": _AUTHOR,
            "/Subj": entry.code,
            "/NM": f"vanthu-{entry.id}-{spot.at + 1}{further}{tail}",
            "/Contents": f"{entry.code} {entry.note()}"[:_LONGEST],
        }
        for key, text in texts.items():
            made[NameObject(key)] = _Text(text)
        made[NameObject("/P")] = page.indirect_reference
        made[NameObject("/AP")] = DictionaryObject({NameObject("/N"): form})
        return made

    def _square(self, kind: str) -> Any:
        """A filled square, which viewers stretch over the rectangle of its annotation."""
        if kind not in self._squares:
            self._squares[kind] = self._form(whole_square(LOOKS[kind].colour), (0, 0, 1, 1), blended=True)
        return self._squares[kind]

    def _form(self, drawing: str, box: Sequence[float], *, blended: bool) -> Any:
        form = DecodedStreamObject()
        form.set_data(f"{'/M gs ' if blended else ''}{drawing}\n".encode("ascii"))
        _put(form, "/Type", "/XObject")
        _put(form, "/Subtype", "/Form")
        _put(form, "/BBox", box)
        resources = DictionaryObject()
        if blended:
            resources[NameObject("/ExtGState")] = DictionaryObject({NameObject("/M"): self._multiply})
        form[NameObject("/Resources")] = resources
        return self._writer._add_object(form)


def _put(made: Any, key: str, told: str | int | Sequence[float]) -> None:
    """Set a name, a whole number, or an array of numbers."""
    if isinstance(told, str):
        made[NameObject(key)] = NameObject(told)
    elif isinstance(told, int):
        made[NameObject(key)] = NumberObject(told)
    else:
        made[NameObject(key)] = ArrayObject(FloatObject(round(number, 2)) for number in told)
