"""What every writer of an export hands back, and how it writes its files: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.output import whole

__all__ = ["Note", "Written", "whole", "write_lines"]

Note = tuple[str, str]
"""A sentence for the user, in English and Vietnamese."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one format wrote: the rows of each file by its name in the folder, in the order of writing.

    `rows` counts what the file holds (rows of a table, records, documents); `notes` say what a reader of the
    files must know: what was cut, split or left out.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files, relative to the folder."""
        return tuple(self.rows)


def write_lines(path: Path, lines: Iterable[str | bytes]) -> int:
    """Write lines (each with its end) to a file, whole or not at all; how many there were.

    Text becomes UTF-8; what is no character of Unicode is written as an escape.

    Raises:
        UsageError: the file cannot be written.
    """
    count = 0
    with whole(path) as part, part.open("wb") as file:
        for line in lines:
            file.write(line if isinstance(line, bytes) else line.encode("utf-8", "backslashreplace"))
            count += 1
    return count
