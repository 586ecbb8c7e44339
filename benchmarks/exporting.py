"""Measures the export of mentions: seconds, rows a second, size, and peak memory of a process of its own.

    python benchmarks/exporting.py [--mentions 100000 1000000] [--formats parquet csv]

Registries are made by made_office.py: a document has twenty mentions. The rows of one number of mentions
beside another show whether memory grows with them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import made_office

from pipeline.datasets import dataset
from pipeline.export import csv, parquet, workbook
from pipeline.registry import Registry

DAY = date(2026, 1, 15)
_MENTIONS = 20
"""Mentions a document of the made registry."""


def _mentions(format_: str, path: Path, folder: Path) -> int:
    """Write the dataset of mentions alone; how many rows."""
    with Registry(path) as registry, registry.snapshot():
        if format_ == "frame":
            return len(registry.mentions())
        if format_ == "xlsx":
            return sum(workbook.write(registry, folder, "vi", as_of=DAY).rows.values())
        writer = {"csv": csv.write_file, "parquet": parquet.write_file}[format_]
        return writer(folder / f"mentions.{format_}", registry, dataset("mentions"), DAY)


def _measured(format_: str, path: Path, folder: Path, told: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    start = time.perf_counter()
    rows = _mentions(format_, path, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told.put((rows, time.perf_counter() - start, peak // 1024))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentions", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", default=["parquet", "csv"])
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as room:
        for number in given.mentions:
            path = Path(room) / f"{number}.db"
            made_office.write(path, number // _MENTIONS)
            for format_ in given.formats:
                folder = Path(room) / f"{number}-{format_}"
                folder.mkdir()
                told = context.Queue()
                process = context.Process(target=_measured, args=(format_, path, folder, told))
                process.start()
                rows, seconds, peak = told.get()
                process.join()
                size = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
                told_size = f"{size:.0f} MB, peak {peak} MB"
                print(f"{format_}: {rows:,} rows in {seconds:.1f} s, {told_size}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
