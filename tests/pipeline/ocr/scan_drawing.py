"""Scans made for tests: the specimen as a picture, pictures as files, a recogniser that is none."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from extractors.model import Box, Document
from pipeline.ocr.model import Deadline, Gray, Picture, ReadLine, ReadWord
from pipeline.readers import read_bytes

SPECIMEN = Path(__file__).resolve().parents[3] / "corpus" / "bao-cao-214-sxd-hoa-an.pdf"
NUMBER_BOX = (330, 280, 680, 330)
"""Where "Số: 214/BC-SXD" stands on the specimen, in pixels at 200 dpi."""


@cache
def specimen() -> Image.Image:
    """The specimen's page at 200 dpi."""
    page = pypdfium2.PdfDocument(SPECIMEN)[0]
    return page.render(scale=200 / 72).to_pil().convert("RGB")


def pdf(*pages: Image.Image) -> bytes:
    """A PDF file of pictures at 200 dpi."""
    out = io.BytesIO()
    first, *more = (page.copy() for page in pages)  # a picture remembers how it was last written
    first.save(out, "PDF", save_all=True, append_images=more, resolution=200, quality=60)
    return out.getvalue()


def file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """A picture file."""
    out = io.BytesIO()
    picture.copy().save(out, kind, **options)
    return out.getvalue()


def several(*pages: Image.Image) -> bytes:
    """A TIFF file of several pages at 200 dpi."""
    out = io.BytesIO()
    first, *more = (page.copy() for page in pages)
    first.save(out, "TIFF", save_all=True, append_images=more, dpi=(200, 200), compression="tiff_lzw")
    return out.getvalue()


def blank(width: int = 1654, height: int = 2339) -> Image.Image:
    """An empty sheet of A4, not quite white, with dust on it."""
    paper = np.random.default_rng(1).normal(243, 3, (height, width)).clip(0, 255).astype(np.uint8)
    paper[400:402, 300:303] = 90
    return Image.fromarray(paper).convert("RGB")


def photo() -> Image.Image:
    """A picture without print: soft blots of all colours."""
    small = np.random.default_rng(2).integers(0, 255, (24, 17, 3)).astype(np.uint8)
    return Image.fromarray(small).resize((1654, 2339), Image.Resampling.BICUBIC)


def read(data: bytes) -> Document:
    """The Document of a file's bytes."""
    return read_bytes(data, "scan")


def word(text: str, x: float = 0, confidence: float = 0.97, sure: Sequence[float] = ()) -> ReadWord:
    """A word of seven points a letter that begins at `x`."""
    return ReadWord(text, Box(x, 0, x + 7 * len(text), 14), confidence, tuple(sure))


def line(text: str, confidence: float = 0.97, top: float = 0.0, left: float = 0.0) -> ReadLine:
    """A line of words with one confidence, each character as sure as that."""
    words, x = [], left
    for part in text.split():
        box = Box(x, top, x + 7 * len(part), top + 14)
        words.append(ReadWord(part, box, confidence, (confidence,) * len(part)))
        x += 7 * (len(part) + 1)
    return ReadLine(tuple(words), Box(left, top, x - 7, top + 14), confidence)


class Fake:
    """A recogniser that gives the same lines for every page."""

    name = "Fake"

    def __init__(self, *lines: ReadLine, doing: Callable[[], None] = lambda: None) -> None:
        self._lines, self._doing = lines, doing

    def quarter_turns(self, gray: Gray) -> int:
        """Every page is upright."""
        return 0

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines."""
        self._doing()
        deadline.check()
        return list(self._lines)
