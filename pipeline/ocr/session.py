"""Recognises the pages of one file that need it, one at a time, and keeps account of them for its notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.model import Box, Document
from pipeline.heartbeat import beat
from pipeline.ocr.engines import recognisers
from pipeline.ocr.handwriting import DAY_WHY, NUMBER_WHY
from pipeline.ocr.model import Colour, PageTimeError
from pipeline.ocr.page import PAGE_SECONDS, Recognised, recognise
from pipeline.ocr.pictures import DamagedPictureError
from pipeline.ocr.trace import traced
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent

_BLANK, _PICTURE = "Blank pages", "Pages with nothing printed on them (pictures, not read)"
_LOST, _SLOW = (
    "Damaged pictures of pages (not read)",
    f"Pages that took over {PAGE_SECONDS:g} seconds (not read)",
)
_GARBLED = "Pages whose text layer is damaged (recognised from the picture instead)"
_HANDWRITTEN = {
    NUMBER_WHY: "The number is written by hand and cannot be read (số viết tay, không đọc được).",
    DAY_WHY: "The day is written by hand and cannot be read (ngày viết tay, không đọc được).",
}


class RecognitionSession:
    """The recognised pages of a file so far."""

    def __init__(self) -> None:
        self._engines = recognisers()
        self._read: list[Recognised] = []
        self._failed: dict[str, list[int]] = {}
        self._garbled: list[int] = []

    def page(self, number: int, draw: Callable[[], tuple[Colour, float]], layer: PageContent) -> PageContent:
        """The content of the page with that number, recognised from what `draw` gives.

        `layer` is what the file itself tells of the page: its words stay where they are sound (the caption
        of a signature), and stand for what was recognised in their place.
        """
        try:
            picture, scale = draw()
            found = recognise(picture, number, scale, self._engines, _places(layer))
        except DamagedPictureError:
            return self._fail(_LOST, layer)
        except PageTimeError:
            return self._fail(_SLOW, layer)
        finally:
            beat()
        if found.state == "blank":
            return self._fail(_BLANK, layer)
        if found.state == "picture":
            return self._fail(_PICTURE, layer)
        self._read.append(found)
        if layer.garbled:
            self._garbled.append(number)
            return found.content
        return replace(found.content, rows=_together(found.content.rows, layer.rows))

    def _fail(self, why: str, layer: PageContent) -> PageContent:
        self._failed.setdefault(why, []).append(layer.number)
        return layer

    @property
    def pages(self) -> int:
        """How many pages were recognised."""
        return len(self._read)

    @property
    def lost_all(self) -> bool:
        """Whether every page had a picture that could not be decoded."""
        return not self._read and set(self._failed) == {_LOST}

    def notes(self) -> list[str]:
        """What a user should know: which pages were recognised, how surely, which could not be."""
        notes = []
        if self._read:
            mean = sum(page.confidence for page in self._read) / len(self._read)
            names = " + ".join(engine.name for engine in self._engines)
            numbers = ranges([page.content.number for page in self._read])
            notes.append(
                f"Pages recognised from their pictures ({names}, mean confidence {mean:.2f}): {numbers}"
            )
            notes += (
                f"Recognised with low confidence ({page.confidence:.2f}): page {page.content.number}"
                for page in self._read
                if page.confidence < 0.85
            )
        if self._garbled:
            notes.append(f"{_GARBLED}: {ranges(self._garbled)}")
        notes += (f"{why}: {ranges(numbers)}" for why, numbers in self._failed.items())
        whys = {word.why for page in self._read[:1] for word in page.doubts}
        notes += (sentence for why, sentence in _HANDWRITTEN.items() if why in whys)
        return notes

    def finished(self, document: Document) -> Document:
        """The document with its doubts, mends and boxes put right."""
        return traced(document, self._read) if self._read else document


def _places(layer: PageContent) -> tuple[Box, ...]:
    if layer.garbled:
        return ()
    return tuple(Box(p.x0, p.top, p.x1, p.bottom) for row in layer.rows for p in row)


def _together(rows: Sequence[Row], caption: Sequence[Row]) -> list[Row]:
    return sorted([*rows, *caption], key=lambda row: (row[0].base, row[0].x0))


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: "1-3, 7"."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)
