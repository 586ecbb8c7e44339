"""Measures the export of records as JSON Lines from a made-up registry: records and MB a second, memory.

    python benchmarks/json_lines.py [--documents 4000 20000]

Each size is made and written in processes of their own. The memory told is what writing holds at most besides
what the process held before it, so that two sizes show whether it grows with the registry.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import made_office

from pipeline.export import json_lines
from pipeline.registry import Registry

_UNIT = 1 if sys.platform == "darwin" else 1024


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def measure(path: Path, folder: Path) -> None:
    """Write the records of the registry at `path` into `folder`, and print how that went."""
    with Registry(path) as registry:
        before, began = _peak(), time.perf_counter()
        written = json_lines.write(registry, folder)
        took = time.perf_counter() - began
    count, size = written.rows[json_lines.RECORDS], (folder / json_lines.RECORDS).stat().st_size
    print(
        f"{count:8,} records {size / 1e6:8.1f} MB {took:7.1f} s {count / took:8,.0f} records/s "
        f"{size / took / 1e6:6.1f} MB/s {(_peak() - before) / 1e6:6.1f} MB more memory",
        flush=True,
    )


def main() -> None:
    """Make the registries and measure each."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--documents", type=int, nargs="+", default=[4_000, 20_000])
    parser.add_argument("--measure", type=Path, metavar="PATH", help="Only this registry, in this process.")
    parser.add_argument("--make", type=Path, metavar="PATH", help="Only make it there.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.measure:
            measure(given.measure, Path(folder))
            return
        if given.make:
            made_office.write(given.make, given.documents[0])
            return
        for documents in given.documents:
            # this process stays small: a child's peak begins with what its parent held at most
            path = str(Path(folder, f"{documents}.db"))
            again = (sys.executable, __file__)
            subprocess.run([*again, "--documents", str(documents), "--make", path], check=True)
            subprocess.run([*again, "--measure", path], check=True)


if __name__ == "__main__":
    main()
