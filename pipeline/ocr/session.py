"""Recognises the pages of one file that need it, and keeps account of them for its notes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from extractors.model import Box, Document, DoubtWhy
from pipeline.heartbeat import beat
from pipeline.ocr import engines
from pipeline.ocr.model import Colour, PageTimeError
from pipeline.ocr.page import PAGE_SECONDS, Recognised, recognise
from pipeline.ocr.pictures import DamagedPictureError
from pipeline.ocr.trace import traced
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent

Draw = Callable[[], tuple[Colour, float]]
"""Draws a page: its picture and its pixels a point; raises DamagedPictureError."""
Wanted = tuple[PageContent, Draw]

_BLANK, _PICTURE = "Blank pages", "Pages with nothing printed on them (pictures, not read)"
_LOST, _SLOW = (
    "Damaged pictures of pages (not read)",
    f"Pages that took over {PAGE_SECONDS:g} seconds (not read)",
)
_GARBLED = "Pages whose text layer is damaged (recognised from the picture instead)"
_HANDWRITTEN = {
    DoubtWhy.HANDWRITTEN_NUMBER: "A handwritten number was not read (số viết tay, không đọc được).",
    DoubtWhy.HANDWRITTEN_DAY: "A handwritten day was not read (ngày viết tay, không đọc được).",
}


class RecognitionSession:
    """The recognised pages of a file so far."""

    def __init__(self) -> None:
        self._engines = engines.recognisers()
        self._read: list[Recognised] = []
        self._failed: dict[str, list[int]] = {}
        self._garbled: list[int] = []

    def read(self, wanted: Sequence[Wanted]) -> Iterator[PageContent]:
        """The content of pages in their order, each recognised from the picture that its function draws.

        What the file itself tells of a page stays where it is sound (the caption of a signature), and stands
        for what was recognised in its place. Pages are drawn here one after another and recognised by
        several threads; never more of them are held than are being worked on.
        """
        at_once = engines.threads()
        waiting: deque[tuple[PageContent, Future[Recognised] | None]] = deque()
        done = 0
        with ThreadPoolExecutor(at_once) as pool:
            for layer, draw in wanted:
                waiting.append((layer, self._begun(pool, layer, draw)))
                if len(waiting) > at_once:
                    done += 1
                    yield self._ended(*waiting.popleft(), done, len(wanted))
            while waiting:
                done += 1
                yield self._ended(*waiting.popleft(), done, len(wanted))

    def _begun(self, pool: ThreadPoolExecutor, layer: PageContent, draw: Draw) -> Future[Recognised] | None:
        """The work on a page, None where its picture is damaged."""
        try:
            picture, scale = draw()
        except DamagedPictureError:
            return None
        return pool.submit(recognise, picture, layer.number, scale, self._engines, _places(layer))

    def _ended(
        self, layer: PageContent, work: Future[Recognised] | None, done: int, total: int
    ) -> PageContent:
        try:
            return self._fail(_LOST, layer) if work is None else self._content(layer, work.result())
        except PageTimeError:
            return self._fail(_SLOW, layer)
        finally:
            beat(done, total)

    def _content(self, layer: PageContent, found: Recognised) -> PageContent:
        if found.state == "blank":
            return self._fail(_BLANK, layer)
        if found.state == "picture":
            return self._fail(_PICTURE, layer)
        self._read.append(found)
        if layer.garbled:
            self._garbled.append(layer.number)
        if not _counts(layer):
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
            numbers = engines.ranges([page.content.number for page in self._read])
            notes.append(
                f"Pages recognised from their pictures ({names}, mean confidence {mean:.2f}): {numbers}"
            )
            notes += (
                f"Recognised with low confidence ({page.confidence:.2f}): page {page.content.number}"
                for page in self._read
                if page.confidence < 0.85
            )
        if self._garbled:
            notes.append(f"{_GARBLED}: {engines.ranges(self._garbled)}")
        notes += (f"{why}: {engines.ranges(numbers)}" for why, numbers in self._failed.items())
        whys = {word.why for page in self._read[:1] for word in page.doubts}
        notes += (sentence for why, sentence in _HANDWRITTEN.items() if why in whys)
        return notes

    def finished(self, document: Document) -> Document:
        """The document with its doubts, mends and boxes put right."""
        return traced(document, self._read) if self._read else document


def _counts(layer: PageContent) -> bool:
    """Whether what the file tells of a page stands beside what is recognised."""
    return not layer.garbled and engines.mode() is not engines.Mode.ALWAYS


def _places(layer: PageContent) -> tuple[Box, ...]:
    if not _counts(layer):
        return ()
    return tuple(Box(p.x0, p.top, p.x1, p.bottom) for row in layer.rows for p in row)


def _together(rows: Sequence[Row], caption: Sequence[Row]) -> list[Row]:
    return sorted([*rows, *caption], key=lambda row: (row[0].base, row[0].x0))
