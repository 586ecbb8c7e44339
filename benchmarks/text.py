"""Measures the extractors on text: references, tasks, the whole of `extract`, the start of the command.

    python benchmarks/text.py [--runs 3]

Texts are those of the sibling folder `shared/corpus-bulk` if it is there, else the specimens of `corpus/`.
The best of the runs is printed, as everything slower is the machine's doing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractors.extract import extract_facts
from extractors.header import read_header
from extractors.model import Document, Facts
from extractors.references import find_references
from extractors.rulebook import Rulebook, load_rules
from extractors.tasks.outcomes import outcome_reader
from extractors.tasks.reader import task_reader
from pipeline.extraction import extract_all
from pipeline.readers import read

ROOT = Path(__file__).resolve().parents[1]


def texts() -> list[Path]:
    """The Markdown and text files to measure on."""
    shared = ROOT.parent / "shared" / "corpus-bulk"
    folder = shared if shared.is_dir() else ROOT / "corpus"
    return sorted(p for p in folder.iterdir() if p.suffix in (".md", ".txt") and p.stem != "README")


def best(runs: int, work: Callable[[], Any]) -> float:
    """The shortest of several runs, in seconds."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _read_tasks(known: list[tuple[Document, Facts]], rules: Rulebook) -> None:
    """Read tasks and what became of others where references and figures are known."""
    for document, facts in known:
        task_reader(rules).read(document, facts)
        outcome_reader(rules).read(document, facts)


def main() -> None:
    """Print the figures."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    paths, rules = texts(), load_rules()
    documents = [read(path, path.name) for path in paths]
    headers = [read_header(document, rules) for document in documents]
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    pairs = list(zip(documents, headers, strict=True))
    known = [(document, extract_facts(document, rules)) for document in documents]
    seconds = best(runs, lambda: [find_references(document, header, rules) for document, header in pairs])
    tasks = best(runs, lambda: _read_tasks(known, rules))
    whole = best(runs, lambda: list(extract_all(paths, jobs=1)))
    workers = best(runs, lambda: list(extract_all(paths)))
    bytes_read = sum(path.stat().st_size for path in paths)
    command = [sys.executable, "-m", "pipeline", "--help"]
    start = best(runs, lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))
    print(f"texts                {len(paths)} files of {bytes_read / len(paths) / 1000:.0f} kB on average")
    print(f"references           {megabytes / seconds:.1f} MB/s")
    print(f"tasks and outcomes   {megabytes / tasks:.1f} MB/s")
    print(f"extract, one core    {len(paths) / whole:.0f} documents/s, {bytes_read / 1e6 / whole:.1f} MB/s")
    print(f"extract, as it comes {len(paths) / workers:.0f} documents/s with the start of its workers")
    print(f"vanthu --help        {start:.2f} s")


if __name__ == "__main__":
    main()
