"""Finds the ruling lines of a scanned table by opening the picture with long thin shapes."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.model import Picture
from pipeline.readers.pdf_rules import Edge, Rules

_LEVEL = 36.0  # points; longer than any letter is wide
_UPRIGHT = 22.0  # points; longer than a line of print is high
_THICK = 4.0  # points; a rule is thinner


def picture_rules(picture: Picture) -> Rules:
    """The ruling lines of an upright, level page in points; the page is all picture."""
    gray, scale = picture.gray, picture.scale
    paper = float(np.percentile(gray[::4, ::4], 80))
    ink = cast("NDArray[np.uint8]", (gray < paper - 70).astype(np.uint8))
    rules = Rules(picture=1.0)
    rules.horizontal += _edges(ink, round(_LEVEL * scale), scale, level=True)
    if len(rules.horizontal) > 1:
        rules.vertical += _edges(ink, round(_UPRIGHT * scale), scale, level=False)
    return rules.joined()


def _edges(ink: NDArray[np.uint8], length: int, scale: float, *, level: bool) -> list[Edge]:
    """The long thin runs of ink one way; small breaks of a run are bridged."""
    gap = max(3, round(2 * scale))
    shape = (length, 1) if level else (1, length)
    bridge = (gap, 1) if level else (1, gap)
    thick = (1, 3) if level else (3, 1)
    # A slightly bowed rule climbs from row to row: thickened, it is still one run.
    full = cv2.dilate(ink, np.ones(thick[::-1], np.uint8))
    full = cv2.morphologyEx(full, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
    runs = cv2.morphologyEx(full, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for i in range(1, count):
        x, y = int(stats[i, cv2.CC_STAT_LEFT]), int(stats[i, cv2.CC_STAT_TOP])
        width, height = int(stats[i, cv2.CC_STAT_WIDTH]), int(stats[i, cv2.CC_STAT_HEIGHT])
        if (height if level else width) > _THICK * scale:
            continue
        if level:
            found.append(Edge((y + height / 2) / scale, x / scale, (x + width) / scale))
        else:
            found.append(Edge((x + width / 2) / scale, y / scale, (y + height) / scale))
    return found
