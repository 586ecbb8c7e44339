"""Tesseract as a second recogniser, where it is installed with its Vietnamese data.

The package `tesserocr` brings the library and needs the data only; without it the command `tesseract` is run.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.model import Box
from pipeline.ocr.model import Deadline, Gray, PageTimeError, Picture, ReadLine, ReadWord, Recogniser

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)
_SLASH = str.maketrans({"\u2044": "/"})
_WORD_LEVEL = "5"


def data_folder() -> Path | None:
    """The folder that holds Tesseract's Vietnamese data, None where there is none."""
    told = os.environ.get("TESSDATA_PREFIX", "")
    named = [told, str(Path(told) / "tessdata")] if told else []
    folders = (Path(folder) for folder in (*named, *_FOLDERS))
    return next((folder for folder in folders if (folder / "vie.traineddata").is_file()), None)


@cache
def command() -> str | None:
    """The command `tesseract` where it knows Vietnamese, else None."""
    found = shutil.which("tesseract")
    if found is None:
        return None
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if b"vie" in told.split() else None


def how() -> str | None:
    """By what Tesseract reads here: "tesserocr", the command's path, or None where it cannot."""
    if data_folder() is not None and find_spec("tesserocr") is not None:
        return "tesserocr"
    return command()


def tesseract() -> Recogniser | None:
    """The recogniser, None where it or its Vietnamese data is not installed."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    folder = data_folder()
    if folder is not None and find_spec("tesserocr") is not None:
        try:
            return Tesseract(folder)
        except (ImportError, RuntimeError):
            pass  # a library of another version, or data that it cannot load
    found = command()
    return None if found is None else TesseractCommand(found)


class Tesseract:
    """Tesseract's neural reader with its Vietnamese model; every thread has an engine of its own."""

    name = "Tesseract"

    def __init__(self, folder: Path) -> None:
        import tesserocr

        self._library: Any = tesserocr
        self._folder = folder
        self._own = threading.local()
        self._engine()

    def _engine(self) -> Any:
        if not hasattr(self._own, "api"):
            library = self._library
            self._own.api = library.PyTessBaseAPI(path=str(self._folder), lang="vie", psm=library.PSM.AUTO)
        return self._own.api

    def quarter_turns(self, gray: Gray) -> int:
        """Always 0: the page is turned upright before."""
        return 0

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines of the page."""
        from PIL import Image

        api = self._engine()
        api.SetImage(Image.fromarray(picture.gray))
        api.SetSourceResolution(round(72 * picture.scale))
        try:
            if not api.Recognize(max(1, round(1000 * deadline.left))):
                raise PageTimeError
            return _lines(self._words(api, picture.scale))
        finally:
            api.Clear()

    def _words(self, api: Any, scale: float) -> Iterator[tuple[bool, ReadWord]]:
        """Every word, and whether it begins a line."""
        level = self._library.RIL
        iterator = api.GetIterator()
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


class TesseractCommand:
    """The same reader as a command that is run once a page."""

    name = "Tesseract"

    def __init__(self, path: str) -> None:
        self._path = path

    def quarter_turns(self, gray: Gray) -> int:
        """Always 0: the page is turned upright before."""
        return 0

    def read(self, picture: Picture, deadline: Deadline) -> list[ReadLine]:
        """The lines of the page; none where the command fails."""
        height, width = picture.gray.shape
        image = b"P5 %d %d 255\n" % (width, height) + picture.gray.tobytes()
        dpi = str(round(72 * picture.scale))
        words = [self._path, "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", dpi, "tsv"]
        try:
            done = subprocess.run(
                words, input=image, capture_output=True, timeout=max(deadline.left, 0.1), check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PageTimeError from error
        except OSError:
            return []
        return _lines(_tabled(done.stdout.decode("utf-8", "replace"), picture.scale))


def _tabled(tsv: str, scale: float) -> Iterator[tuple[bool, ReadWord]]:
    """The words of Tesseract's table, and whether each begins a line."""
    line: tuple[str, ...] = ()
    for row in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip().translate(_SLASH)
        if row.get("level") != _WORD_LEVEL or not text:
            continue
        here = row["block_num"], row["par_num"], row["line_num"]
        left, top = int(row["left"]) / scale, int(row["top"]) / scale
        box = Box(left, top, left + int(row["width"]) / scale, top + int(row["height"]) / scale)
        yield here != line, ReadWord(text, box, max(0.0, float(row["conf"])) / 100)
        line = here


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
