"""The files of a document as its page tells of them: where they lie, and whether they are still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.registry import Registry
from pipeline.web.places import SHORT
from pipeline.web.words import count

FILES = 12
"""Files of a document that its page lists."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a document: where it lies, whether it is still there, whether its pages have pictures."""

    sha256: str
    name: str
    told: str
    paths: Sequence[tuple[str, bool]]
    pictured: bool

    @property
    def short(self) -> str:
        """So much of its SHA-256 as addresses bear."""
        return self.sha256[:SHORT]


def files(registry: Registry, document: str) -> tuple[list[Held], int]:
    """The first files of a document, and how many there are."""
    rows = registry.query(
        "SELECT id, sha256, name, media_type, pages, characters FROM files"
        " WHERE document_id = ? AND status = 'registered' ORDER BY sha256",
        (document,),
    )
    return [held(registry, row) for row in rows[:FILES]], len(rows)


def held(registry: Registry, row: Any) -> Held:
    """A file as the page tells of it; looks whether it is still on disk."""
    paths = registry.query(
        "SELECT path FROM paths WHERE file_id = ? AND NOT removed ORDER BY path LIMIT 4", (row["id"],)
    )
    told = [f"{row['pages']} trang"] if row["pages"] else []
    told += [f"{count(row['characters'])} ký tự"] if row["characters"] else []
    there = [(path, _is_there(path)) for (path,) in paths]
    pictured = row["media_type"] == "application/pdf"
    return Held(row["sha256"], row["name"], " · ".join(told), there, pictured)


def _is_there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False
