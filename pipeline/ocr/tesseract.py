"""Tesseract as a second recogniser, where the package `tesserocr` and Vietnamese data are installed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.model import Box
from pipeline.ocr.model import Deadline, Gray, PageTimeError, Picture, ReadLine, ReadWord

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)
_SLASH = str.maketrans({"\u2044": "/"})


def data_folder() -> Path | None:
    """The folder that holds Tesseract's Vietnamese data, None where there is none."""
    told = os.environ.get("TESSDATA_PREFIX", "")
    named = [told, str(Path(told) / "tessdata")] if told else []
    folders = (Path(folder) for folder in (*named, *_FOLDERS))
    return next((folder for folder in folders if (folder / "vie.traineddata").is_file()), None)


def tesseract() -> Tesseract | None:
    """The recogniser, None where the package or the data is not installed."""
    folder = data_folder()
    if folder is None or find_spec("tesserocr") is None:
        return None
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return Tesseract(folder)
    except (ImportError, RuntimeError):
        # A library of another version, or data that it cannot load: the other recogniser reads alone.
        return None


class Tesseract:
    """Tesseract's neural reader with its Vietnamese model."""

    name = "Tesseract"

    def __init__(self, folder: Path) -> None:
        import tesserocr

        self._library: Any = tesserocr
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang="vie", psm=tesserocr.PSM.AUTO)

    def quarter_turns(self, gray: Gray) -> int:
        """Always 0: the page is turned upright before."""
        return 0

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines of the page."""
        from PIL import Image

        self._api.SetImage(Image.fromarray(picture.gray))
        self._api.SetSourceResolution(round(72 * picture.scale))
        try:
            if not self._api.Recognize(max(1, round(1000 * deadline.left))):
                raise PageTimeError
            return _lines(self._words(picture.scale))
        finally:
            self._api.Clear()

    def _words(self, scale: float) -> Iterable[tuple[bool, ReadWord]]:
        """Every word, and whether it begins a line."""
        level = self._library.RIL
        iterator = self._api.GetIterator()
        if iterator is None:
            return
        for item in self._library.iterate_level(iterator, level.WORD):
            box = item.BoundingBox(level.WORD)
            if box is None:
                continue
            text = item.GetUTF8Text(level.WORD).strip().translate(_SLASH)
            if text:
                place = Box(*(side / scale for side in box))
                first = bool(item.IsAtBeginningOf(level.TEXTLINE))
                yield first, ReadWord(text, place, item.Confidence(level.WORD) / 100)


def _lines(words: Iterable[tuple[bool, ReadWord]]) -> list[ReadLine]:
    groups: list[list[ReadWord]] = []
    for first, word in words:
        if first or not groups:
            groups.append([])
        groups[-1].append(word)
    return [_line(group) for group in groups]


def _line(words: list[ReadWord]) -> ReadLine:
    box = Box(
        min(w.box.x0 for w in words),
        min(w.box.top for w in words),
        max(w.box.x1 for w in words),
        max(w.box.bottom for w in words),
    )
    return ReadLine(tuple(words), box, sum(w.confidence for w in words) / len(words))
