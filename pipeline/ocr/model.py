"""What recognisers are given and give back, behind one small interface."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.model import Box, DoubtWhy

Gray = NDArray[np.uint8]
"""A picture of one channel, 0 black and 255 white, rows from the top."""
Colour = NDArray[np.uint8]
"""A picture of shape (height, width, 3) in the order red, green, blue."""


class PageTimeError(Exception):
    """A page took longer to recognise than it may."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the work on a page must be over, on the clock of `time.monotonic`."""

    at: float

    @staticmethod
    def after(seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return Deadline(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds that remain, not below 0."""
        return max(0.0, self.at - time.monotonic())

    def check(self) -> None:
        """Raise PageTimeError when the time is up."""
        if self.left <= 0:
            raise PageTimeError


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright page in grey, and how many of its pixels make one point (1/72 inch)."""

    gray: Gray
    scale: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A recognised word: its box in points from the page's top left corner.

    `confidence` is that of its weakest character, from 0 to 1; `sure` is that of each where the recogniser
    tells it. `other` is what another recogniser read in its place, None where there is none or it agrees;
    `why` says why a person should look.
    """

    text: str
    box: Box
    confidence: float
    sure: tuple[float, ...] = ()
    other: str | None = None
    why: DoubtWhy | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A recognised line: its words from left to right, its box in points, its mean confidence."""

    words: tuple[ReadWord, ...]
    box: Box
    confidence: float

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)


def pixels(picture: Picture, box: Box) -> Gray:
    """The part of a picture in a box of points."""
    scale = picture.scale
    top, bottom = max(0, math.floor(box.top * scale)), max(0, math.ceil(box.bottom * scale))
    return picture.gray[top:bottom, max(0, math.floor(box.x0 * scale)) : max(0, math.ceil(box.x1 * scale))]


class Recogniser(Protocol):
    """Reads the printed lines of a page."""

    name: str

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines of an upright page in any order.

        Raises:
            PageTimeError: the deadline passed.
        """

    def quarter_turns(self, gray: Gray) -> int:
        """How many quarter turns clockwise make the page upright (0 to 3); 0 where it cannot tell."""
