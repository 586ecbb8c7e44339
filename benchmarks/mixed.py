"""Measures reading a mixed folder: pages a second of each kind of file, then the folder into a registry.

    python benchmarks/mixed.py [--jobs N] [PATH…]

Without a path, the sibling folder `shared/corpus` where there is one, else the specimens in `corpus/`. Kinds
are read one after the other by one process, scans with both cores as `ingest` does. A page is one of the
PDF or picture; files without pages count one for every 2,500 characters, which is what the PDFs have.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest import peak_megabytes

from extractors.model import Document
from pipeline.archives import bytes_of
from pipeline.errors import UnreadableFileError
from pipeline.ingest import ingest
from pipeline.readers import read_bytes
from pipeline.readers.sniff import sniff
from pipeline.walk import walk

ROOT = Path(__file__).resolve().parents[1]
A_PAGE = 2500
"""Characters of a page, for files that have none."""


@dataclass(slots=True)
class Row:
    """What the files of a kind gave; seconds on the clock and of the processor."""

    files: int = 0
    pages: float = 0.0
    seconds: float = 0.0
    processor: float = 0.0
    refused: int = 0


def measured(paths: Iterable[Path]) -> dict[str, Row]:
    """A row a kind; scans are told from other PDFs by how they were read."""
    rows: defaultdict[str, Row] = defaultdict(Row)
    for file in walk(paths).files:
        data = bytes_of(Path(file.path))
        began, worked = time.perf_counter(), _processor()
        try:
            document = read_bytes(data, Path(file.path).name)
        except UnreadableFileError:
            rows[sniff(data).kind].refused += 1
            continue
        row = rows[_kind(document, data)]
        row.seconds += time.perf_counter() - began
        row.processor += _processor() - worked
        row.files += 1
        row.pages += document.pages or max(1.0, len(document.text) / A_PAGE)
    return dict(rows)


def _processor() -> float:
    """Seconds of the processor that this process and the programs that it started have taken."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _kind(document: Document, data: bytes) -> str:
    return "scan" if document.reader in ("scan", "pdf+ocr") else sniff(data).kind


def show(rows: dict[str, Row]) -> None:
    """Print a line a kind."""
    print(f"{'kind':<10}{'files':>6}{'pages':>7}{'pages/s':>9}{'s of processor a page':>23}{'refused':>9}")
    for kind, row in sorted(rows.items()):
        pages, processor = row.pages or 1.0, row.processor
        rate = row.pages / row.seconds if row.seconds else 0.0
        print(
            f"{kind:<10}{row.files:>6}{row.pages:>7.0f}{rate:>9.1f}{processor / pages:>23.3f}{row.refused:>9}"
        )


def main() -> int:
    """Run the benchmark; the exit code is 0."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--jobs", type=int, default=None)
    given = parser.parse_args()
    shared = ROOT.parent / "shared" / "corpus"
    paths = given.paths or [shared if shared.is_dir() else ROOT / "corpus"]
    rows = measured(paths)
    show(rows)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        report = ingest(paths, Path(folder, "registry.db"), jobs=given.jobs)
        seconds = time.perf_counter() - began
    pages = sum(row.pages for row in rows.values())
    memory = peak_megabytes()
    print(
        f"whole folder  {report.read} of {report.found} files, {pages:.0f} pages in {seconds:.1f} s:"
        f" {pages / seconds:.1f} pages/s with resolution and audit, {report.failed} failed"
    )
    if memory is not None:
        print(f"memory        {memory[0]:.0f} MB, the largest worker {memory[1]:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
