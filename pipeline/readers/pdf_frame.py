"""The words of a PDF page with their boxes, and the frame in which the boxes are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Word(NamedTuple):
    """A run of characters without a blank: its box and baseline in points from the page's top left corner.

    `place` is its rank in the content stream, `spaced` whether a blank stood before it there, `char` its
    first character on the text page, `turned` whether it runs up or down the page; `size` is the height of
    the box: 1.1 em.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    place: int
    spaced: bool
    char: int
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates turn into points from the top left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """The width of the page as shown."""
        return self.top - self.bottom if self.rotation % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """The height of the page as shown."""
        return self.right - self.left if self.rotation % 2 else self.top - self.bottom

    def shows(self, word: Word) -> bool:
        """Whether the middle of a word lies on the page."""
        return 0 <= word.x0 + word.x1 <= 2 * self.width and 0 <= word.top + word.bottom <= 2 * self.height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own coordinates as (right, down) from the top left corner."""
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle as (x0, top, x1, bottom)."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def back(self, right: float, down: float) -> tuple[float, float]:
        """The point of the page's own coordinates that `point` gives as (right, down)."""
        if self.rotation == 0:
            return self.left + right, self.top - down
        if self.rotation == 1:
            return self.left + down, self.bottom + right
        if self.rotation == 2:
            return self.right - right, self.bottom + down
        return self.right - down, self.top - right


def same_strip(before: Word, word: Word) -> bool:
    """Whether two words that run up or down the page stand on one line."""
    shared = min(before.x1, word.x1) - max(before.x0, word.x0)
    apart = max(word.top - before.bottom, before.top - word.bottom)
    return shared > 0.4 * min(before.size, word.size) and apart < max(before.size, word.size)


def join_turned(before: Word, word: Word) -> Word:
    """Two such words as one."""
    text = before.text + " " * word.spaced + word.text
    x0, x1 = min(before.x0, word.x0), max(before.x1, word.x1)
    top, bottom = min(before.top, word.top), max(before.bottom, word.bottom)
    return Word(text, x0, x1, top, bottom, bottom, x1 - x0, before.place, before.spaced, before.char, True)
