"""Readers turn one file into a Document; the right one is chosen by the file's first bytes, never by its name."""

from __future__ import annotations

from pathlib import Path

from extractors.model import Document


def read(path: Path, name: str | None = None) -> Document:
    """Read the file at `path`; `name` is what the document is called (by default the path as given).

    Raises:
        UnreadableFileError: the file is empty, truncated, encrypted, of unknown content or not permitted.
    """
    raise NotImplementedError
