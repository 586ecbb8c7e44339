"""TrueOCR as a recogniser: its models come inside its wheel, so that it reads on any machine."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractors.model import Box
from pipeline.ocr.model import Deadline, Gray, Picture, ReadLine, ReadWord

_MOST_LINES = 1500
_BATCH = 24
_VERTICAL = 4
_NEIGHBOUR_PAD = 0.3  # how far the model looks left and right of a line, in line heights (its own setting)


class _Sign(NamedTuple):
    """A recognised character: where its peak stands on the line (0 left to 1 right) and its probability."""

    text: str
    at: float
    confidence: float


class TrueOcr:
    """The recogniser of the package `trueocr`, on one thread: worker processes use the other cores.

    The package gives whole lines; its parts are used here for what its results leave out: the place and the
    confidence of every character, from which the boxes of the words are made.
    """

    name = "TrueOCR"

    def __init__(self) -> None:
        import trueocr
        from trueocr.page import PageEngine
        from trueocr.recognizer import Recognizer

        models = Path(trueocr.__file__).parent / "models"
        self._engine: Any = PageEngine(models, threads=1)
        self._reader: Any = Recognizer(models, threads=1)

    def quarter_turns(self, gray: Gray) -> int:
        """How many quarter turns clockwise make the page upright (0 to 3)."""
        turns = int(self._engine.orientation(gray))
        return 0 if turns == _VERTICAL else turns

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines of the page."""
        gray, scale = picture.gray, picture.scale
        boxes = self._detect(gray)
        deadline.check()
        signs = self._recognise([gray[y0:y1, x0:x1] for x0, y0, x1, y1 in boxes], deadline)
        lines = []
        for (x0, y0, x1, y1), found in zip(boxes, signs, strict=True):
            words = _words(found, gray[y0:y1, x0:x1], x0, y0, scale)
            if words:
                mean = sum(sign.confidence for sign in found) / len(found)
                lines.append(ReadLine(words, _box(x0, y0, x1, y1, scale), mean))
        return lines

    def _detect(self, gray: Gray) -> list[tuple[int, int, int, int]]:
        height, width = gray.shape
        boxes = []
        for box in self._engine.detect(gray)[:_MOST_LINES]:
            x0, y0 = max(0, math.floor(box[0])), max(0, math.floor(box[1]))
            x1, y1 = min(width, math.ceil(box[2])), min(height, math.ceil(box[3]))
            if x1 - x0 > 3 and y1 - y0 > 3:
                boxes.append((x0, y0, x1, y1))
        return boxes

    def _recognise(self, crops: Sequence[Gray], deadline: Deadline) -> list[list[_Sign]]:
        from trueocr.preprocess import pad_batch, prepare_image, width_batches

        reader = self._reader
        ready = [
            prepare_image(c, max_width=reader.max_width, pad_y=reader.pad_y, pad_x=reader.pad_x)
            for c in crops
        ]
        found: list[list[_Sign]] = [[] for _ in crops]
        for chosen in width_batches([line.shape[1] for line in ready], max_batch=_BATCH):
            deadline.check()
            tensor, widths = pad_batch([ready[i] for i in chosen])
            ids, confidences, lengths = reader.session.run(
                ["ids", "conf", "lengths"], {"x": tensor, "widths": widths}
            )
            for row, index in enumerate(chosen):
                length = int(lengths[row])
                found[index] = self._signs(ids[row, :length], confidences[row, :length])
        return found

    def _signs(self, ids: Any, confidences: Any) -> list[_Sign]:
        """The characters of a line: CTC repeats its guess at every step, blank (0) between them."""
        keep = np.flatnonzero((ids != 0) & np.concatenate(([True], ids[1:] != ids[:-1])))
        steps = max(len(ids), 1)
        return [
            _Sign(self._reader.chars[int(ids[t]) - 1], (int(t) + 0.5) / steps, float(confidences[t]))
            for t in keep
        ]


def _words(signs: Sequence[_Sign], crop: Gray, x0: int, y0: int, scale: float) -> tuple[ReadWord, ...]:
    """The words of a line: cut where a blank was read, each box drawn in to its ink."""
    height, width = crop.shape
    pad = _NEIGHBOUR_PAD * height
    ink = _inked_columns(crop)
    words = []
    run: list[_Sign] = []
    left = 0.0
    for sign in (*signs, _Sign(" ", 1.0, 1.0)):
        if sign.text != " ":
            run.append(sign)
            continue
        right = min(max(sign.at * (width + 2 * pad) - pad, left), float(width)) if sign.at < 1 else width
        if run:
            a, b = _drawn_in(ink, left, right)
            text = unicodedata.normalize("NFC", "".join(s.text for s in run))
            box = _box(x0 + a, y0, x0 + b, y0 + height, scale)
            sure = tuple(s.confidence for s in run)
            words.append(ReadWord(text, box, min(sure), sure))
        run, left = [], right
    return tuple(words)


def _inked_columns(crop: Gray) -> Any:
    """The columns of a line that hold ink, in order."""
    paper = float(np.median(crop))
    dark = min(float(crop.min()) + 0.5 * (paper - float(crop.min())), paper - 20)
    return np.flatnonzero((crop < dark).any(axis=0))


def _drawn_in(ink: Any, left: float, right: float) -> tuple[float, float]:
    inside = ink[(ink >= left - 1) & (ink <= right + 1)]
    if len(inside) == 0:
        return left, max(right, left + 1)
    return float(inside[0]), float(inside[-1] + 1)


def _box(x0: float, y0: float, x1: float, y1: float, scale: float) -> Box:
    return Box(x0 / scale, y0 / scale, x1 / scale, y1 / scale)
