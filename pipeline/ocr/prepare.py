"""Makes the picture of a page fit for reading: inks taken out, upright, level; knows blank pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Box
from pipeline.ocr.model import Colour, Gray

_MOST_SKEW = 6.0
_LEAST_SKEW = 0.35  # degrees; drawing the page anew costs sharpness, and less tilt harms nothing
_HEAD = 0.35
"""The part of a page, from above, where a number or a day written by hand may stand."""
_BLANK_INK = 0.00025
_INK = 60  # how much darker than the paper ink is


@dataclass(frozen=True, slots=True)
class Turn:
    """How an upright picture lies on the page as it is shown: sizes in points, angles clockwise.

    The page (of that width and height) was turned by `quarters` of a circle, then by `degrees` about its
    middle, to become upright and level.
    """

    width: float
    height: float
    quarters: int = 0
    degrees: float = 0.0

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height of the page once it is upright."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def shown(self, box: Box) -> Box:
        """A box of the upright page on the page as it is shown; the tilt moves it as a whole."""
        width, height = self.upright
        x, y = (box.x0 + box.x1) / 2 - width / 2, (box.top + box.bottom) / 2 - height / 2
        half_w, half_h = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
        angle = np.deg2rad(self.degrees)
        # Undo the tilt, then the quarter turns; y runs down, so that a positive angle is clockwise.
        x, y = float(x * np.cos(angle) + y * np.sin(angle)), float(y * np.cos(angle) - x * np.sin(angle))
        for _ in range(self.quarters):
            x, y, half_w, half_h = y, -x, half_h, half_w
        x, y = x + self.width / 2, y + self.height / 2
        return Box(x - half_w, y - half_h, x + half_w, y + half_h)


def in_grey(page: Colour, scale: float) -> Gray:
    """The page in grey; red seals and what was written in blue are paper, print under them stays.

    Only marks taller than a line of print are taken out, so that words printed in colour are kept; in the
    head a blue number or day stays. `scale` is in pixels a point.
    """
    red, green, blue = cv2.split(page)
    gray = cast("Gray", cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    reds = cv2.subtract(red, cv2.max(green, blue)) > 45
    blues = (cv2.subtract(blue, red) > 40) & (cv2.subtract(blue, green) > 15)
    line = 25 * scale
    for mask, brightest, head in ((reds, red, 0.0), (blues, blue, _HEAD)):
        if mask.mean() < 0.0002:
            continue
        marks = _tall_marks(mask.astype(np.uint8), line, head, scale)
        light = marks.astype(bool) & (brightest > 105)
        around = cv2.dilate(light.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
        gray[light | around & (gray > 140)] = 255
    return gray


def _tall_marks(mask: NDArray[np.uint8], line: float, head: float, scale: float) -> NDArray[np.uint8]:
    """The part of a mask in marks taller than a line; in the head only those far taller."""
    reach = max(3, round(3 * scale)) | 1
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    keep = np.zeros(count, bool)
    for i in range(1, count):
        top, height = stats[i, cv2.CC_STAT_TOP], stats[i, cv2.CC_STAT_HEIGHT]
        in_head = top < head * mask.shape[0]
        keep[i] = height > (1.6 * line if in_head else line)
    return cast("NDArray[np.uint8]", (keep[labels] & (mask > 0)).astype(np.uint8))


def is_blank(gray: Gray) -> bool:
    """Whether a page holds no more than specks of dust."""
    small = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    margin_y, margin_x = small.shape[0] // 30, small.shape[1] // 30  # shadows of the scanner's edge
    small = small[margin_y : small.shape[0] - margin_y, margin_x : small.shape[1] - margin_x]
    if small.size == 0:
        return True
    paper = float(np.percentile(small, 80))
    ink = (cv2.medianBlur(small, 3) < paper - _INK).mean()
    return bool(ink < _BLANK_INK)


def turned(gray: Gray, quarters: int) -> Gray:
    """The picture turned clockwise by quarters of a circle."""
    return np.ascontiguousarray(np.rot90(gray, -quarters)) if quarters % 4 else gray


def skew(gray: Gray) -> float:
    """The degrees clockwise that make the lines of an upright page level, 0 where they are or none shows.

    Level lines make the sharpest profile of ink down the page.
    """
    fine = _ink(gray, 1000)
    coarse = cast("Gray", cv2.resize(fine, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    if fine.mean() < 0.5:
        return 0.0
    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5), key=lambda a: _sharpness(coarse, float(a)))
    best = max(np.arange(best - 0.5, best + 0.51, 0.1), key=lambda a: _sharpness(fine, float(a)))
    return float(best) if abs(best) >= _LEAST_SKEW and abs(best) < _MOST_SKEW else 0.0


def level(gray: Gray, degrees: float) -> Gray:
    """The picture turned clockwise by that angle about its middle; its size stays."""
    if degrees == 0.0:
        return gray
    height, width = gray.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cast(
        "Gray",
        cv2.warpAffine(
            gray, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
    )


def _ink(gray: Gray, side: int) -> NDArray[np.uint8]:
    scale = side / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    paper = float(np.percentile(small, 80))
    return cast("NDArray[np.uint8]", np.clip(paper - 20 - small.astype(np.float32), 0, 255).astype(np.uint8))


def _sharpness(ink: NDArray[np.uint8], degrees: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    profile = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1, dtype=np.int64)
    steps = np.diff(profile.astype(np.float64))
    return float((steps * steps).sum())
