"""Which recognisers are installed; each is loaded once in a process, and only when a page needs it."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ocr.model import Recogniser

MODE, DPI = "VANTHU_OCR", "VANTHU_OCR_DPI"
"""Variables of the environment in which a command tells its worker processes how to treat scans."""
USUAL_DPI = 200
INSTALL = 'pip install "vanthu[ocr]"'


def mode() -> str:
    """When to recognise pages: "auto" (those without text), "never", "always"."""
    chosen = os.environ.get(MODE, "auto")
    return chosen if chosen in ("auto", "never", "always") else "auto"


def dpi() -> int:
    """Pixels an inch at which pages are drawn for recognition, from 100 to 400."""
    chosen = os.environ.get(DPI, "")
    return min(max(int(chosen), 100), 400) if chosen.isdigit() else USUAL_DPI


def installed() -> bool:
    """Whether the parts are there that read scans on their own."""
    return all(find_spec(name) is not None for name in ("trueocr", "cv2", "onnxruntime"))


@lru_cache(maxsize=1)
def recognisers() -> tuple[Recogniser, ...]:
    """The recognisers at hand, the one for symbols and dates first; empty where none is installed."""
    if not installed():
        return ()
    import cv2

    from pipeline.ocr.tesseract import tesseract
    from pipeline.ocr.trueocr import TrueOcr

    cv2.setNumThreads(1)  # worker processes use the other cores
    second = tesseract()
    return (TrueOcr(),) if second is None else (TrueOcr(), second)
