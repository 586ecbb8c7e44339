"""Which recognisers are installed, how pages are to be recognised; each is loaded once in a process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ocr.model import Recogniser

MODE, DPI, THREADS = "VANTHU_OCR", "VANTHU_OCR_DPI", "VANTHU_OCR_THREADS"
"""Variables of the environment in which a command tells its worker processes how to treat scans."""
LEAST_DPI, USUAL_DPI, MOST_DPI = 100, 200, 400
INSTALL = 'pip install "vanthu[ocr]"'


class Mode(StrEnum):
    """When pages are recognised: those without text of their own, none, or all."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def mode() -> Mode:
    """When to recognise pages."""
    chosen = os.environ.get(MODE, "")
    return Mode(chosen) if chosen in tuple(Mode) else Mode.AUTO


def dpi() -> int:
    """Pixels an inch at which pages are drawn for recognition, from 100 to 400."""
    chosen = os.environ.get(DPI, "")
    return min(max(int(chosen), LEAST_DPI), MOST_DPI) if chosen.isdigit() else USUAL_DPI


def threads() -> int:
    """How many pages of one file are recognised at a time."""
    chosen = os.environ.get(THREADS, "")
    return max(1, int(chosen)) if chosen.isdigit() else os.cpu_count() or 1


@contextmanager
def chosen(mode: Mode, dpi: int) -> Iterator[None]:
    """How this process, and the workers that it starts, recognise pages as long as the context lasts."""
    with _environment({MODE: str(mode), DPI: str(dpi)}):
        yield


@contextmanager
def beside(processes: int) -> Iterator[None]:
    """So many worker processes are started in this context: each takes its share of the cores.

    Two pages at a time at the least where there are two cores: the last file of a folder may be a long one.
    """
    cores = os.cpu_count() or 1
    with _environment({THREADS: str(max(cores // max(1, processes), min(2, cores)))}):
        yield


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def installed() -> bool:
    """Whether the parts are there that read scans on their own."""
    return all(find_spec(name) is not None for name in ("trueocr", "cv2", "onnxruntime"))


def state() -> str:
    """How pages are recognised here: whatever depends on it is read again when this is another."""
    from pipeline.ocr import tesseract

    if mode() is Mode.NEVER or not installed():
        return "ocr:none"
    second = "+tesseract" if tesseract.how() else ""
    return f"ocr:{mode()}@{dpi()}:trueocr-{_version('trueocr')}{second}"


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "0"


@lru_cache(maxsize=1)
def recognisers() -> tuple[Recogniser, ...]:
    """The recognisers at hand, the one for symbols and dates first; empty where none is installed."""
    if not installed():
        return ()
    import cv2

    from pipeline.ocr.tesseract import tesseract
    from pipeline.ocr.trueocr import TrueOcr

    cv2.setNumThreads(1)  # other pages use the other cores
    second = tesseract()
    return (TrueOcr(),) if second is None else (TrueOcr(), second)


def names() -> list[str]:
    """The recognisers at hand by their names, without loading them."""
    from pipeline.ocr import tesseract

    if not installed():
        return []
    return ["TrueOCR", "Tesseract"] if tesseract.how() else ["TrueOCR"]


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: "1-3, 7"."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)
