"""Pictures of the pages of PDF files, drawn from the file on disk if it is still the one that was read."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pipeline.registry import Registry

Made = TypeVar("Made")
_SCALE = 1.7
"""Dots a point: sharp enough to read on a screen."""
_MOST_DOTS = 5_000_000
_KEPT_BYTES = 32_000_000
_LARGEST = 400_000_000
_PDFIUM = threading.Lock()
"""pdfium is not made for threads: one page at a time."""


class State(StrEnum):
    """Whether a page can be drawn: the file is there as it was read, gone, another one now, or damaged."""

    THERE = "there"
    GONE = "gone"
    CHANGED = "changed"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a PDF: its size in points, and how many pages the file has."""

    width: float
    height: float
    pages: int


class _Kept:
    """What was drawn last, up to so many bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def get(self, key: tuple[str, int]) -> bytes | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: tuple[str, int], data: bytes) -> None:
        self._kept[key] = data
        while sum(map(len, self._kept.values())) > _KEPT_BYTES and len(self._kept) > 1:
            self._kept.popitem(last=False)


_DRAWN = _Kept()
_SEEN: OrderedDict[tuple[str, int, int], str] = OrderedDict()
"""The SHA-256 of files as they were on disk: by path, time of change and size."""


def paths_of(registry: Registry, file_id: int) -> list[str]:
    """Where a file lay when it was last seen, the places where it still was first."""
    rows = registry.query("SELECT path FROM paths WHERE file_id = ? ORDER BY removed, path", (file_id,))
    return [str(path) for (path,) in rows]


def on_disk(paths: Iterable[str], sha256: str) -> tuple[Path | None, State]:
    """The first of these paths where these bytes lie now; None with the reason where they lie at none."""
    state = State.GONE
    for path in map(Path, paths):
        found = _hash(path)
        if found == sha256:
            return path, State.THERE
        if found:
            state = State.CHANGED
    return None, state


def _hash(path: Path) -> str:
    """The SHA-256 of a file's bytes, "" where there is none to be read."""
    try:
        stat = path.stat()
        if stat.st_size > _LARGEST:
            return ""
        key = (str(path), stat.st_mtime_ns, stat.st_size)
        if key not in _SEEN:
            with path.open("rb") as file:
                _SEEN[key] = hashlib.file_digest(file, "sha256").hexdigest()
            while len(_SEEN) > 512:
                _SEEN.popitem(last=False)
        return _SEEN[key]
    except OSError:
        return ""


def sheet(path: Path, number: int) -> Sheet | None:
    """The size of a page, None where the file has no such page or cannot be opened."""
    with _PDFIUM:
        try:
            return _on_page(path, number, _sheet)
        except _failures():
            return None


def picture(path: Path, sha256: str, number: int) -> bytes | None:
    """A page as PNG, None where it cannot be drawn."""
    with _PDFIUM:
        kept = _DRAWN.get((sha256, number))
        if kept is not None:
            return kept
        try:
            drawn = _on_page(path, number, lambda page, _: _png(page))
        except _failures():
            return None
        if drawn is not None:
            _DRAWN.put((sha256, number), drawn)
        return drawn


def _failures() -> tuple[type[Exception], ...]:
    import pypdfium2

    return (pypdfium2.PdfiumError, OSError, ValueError)


def _on_page(path: Path, number: int, made: Callable[[Any, int], Made]) -> Made | None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        try:
            return made(page, len(document))
        finally:
            page.close()
    finally:
        document.close()


def _sheet(page: Any, pages: int) -> Sheet:
    width, height = page.get_size()
    return Sheet(width, height, pages)


def _png(page: Any) -> bytes:
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale)
    try:
        image = bitmap.to_pil().convert("RGB").quantize(64, dither=0)
        data = io.BytesIO()
        image.save(data, "PNG", optimize=False)
        return data.getvalue()
    finally:
        bitmap.close()
