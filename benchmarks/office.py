"""Measures the readers of office files, a kind at a time.

    python benchmarks/office.py [--runs 3] [PATH…]

Without a path, on the files of the sibling folder `shared/corpus` where there is one, else on the specimens
in `corpus/`; kinds that are not there are taken from the specimens. A row gives a kind: its files, their
characters, files a second and characters a second of one process (the best of the runs), and how many were
read by LibreOffice. The files of archives count with their kind.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.archives import bytes_of
from pipeline.errors import UnreadableFileError
from pipeline.readers import read_bytes
from pipeline.readers.sniff import sniff
from pipeline.walk import walk

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("docx", "doc", "rtf", "odt", "xlsx", "xls")


@dataclass(frozen=True, slots=True)
class Row:
    """What a kind gave: files, characters, seconds for all of them, files by LibreOffice and refused ones."""

    kind: str
    files: int
    characters: int
    seconds: float
    by_libreoffice: int
    refused: int


def contents(paths: Iterable[Path]) -> dict[str, list[bytes]]:
    """The bytes of the office files at and below `paths`, by kind."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for file in walk(paths).files:
        data = bytes_of(Path(file.path))
        if (kind := sniff(data).kind) in KINDS:
            found[kind].append(data)
    return found


def measured(kind: str, files: list[bytes], runs: int) -> Row:
    """The best of several runs over the files of one kind; an unmeasured one loads what it needs."""
    best = float("inf")
    characters = by_libreoffice = refused = 0
    for run in range(runs + 1):
        characters = by_libreoffice = refused = 0
        began = time.perf_counter()
        for data in files:
            try:
                document = read_bytes(data, "a")
            except UnreadableFileError:
                refused += 1
                continue
            characters += len(document.text)
            by_libreoffice += document.reader.endswith("(LibreOffice)")
        if run:
            best = min(best, time.perf_counter() - began)
    return Row(kind, len(files), characters, best, by_libreoffice, refused)


def main() -> None:
    """Print a row a kind."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    shared = ROOT.parent / "shared" / "corpus"
    own = contents([ROOT / "corpus"])
    found = contents(given.paths or [shared if shared.is_dir() else ROOT / "corpus"])
    print("kind   files  characters  files/s  characters/s  LibreOffice  refused")
    for kind in KINDS:
        files = found.get(kind) or ([] if given.paths else own.get(kind, []))
        if files:
            row = measured(kind, files, given.runs)
            print(
                f"{kind:<5} {row.files:>6} {row.characters:>11,} {row.files / row.seconds:>8.1f} "
                f"{row.characters / row.seconds:>13,.0f} {row.by_libreoffice:>12} {row.refused:>8}"
            )


if __name__ == "__main__":
    main()
