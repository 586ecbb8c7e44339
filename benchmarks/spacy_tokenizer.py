"""Measures the tokenizer of official text beside spaCy's own, on one core.

    python benchmarks/spacy_tokenizer.py [--runs 3]

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

import spacy

from pipeline.nlp import blank
from pipeline.readers import read

ROOT = Path(__file__).resolve().parents[1]
ENOUGH = 3_000_000
"""Bytes of text to measure on; the texts are read again until there are so many."""
_START = "import spacy, time; t = time.perf_counter(); spacy.blank('xx'); print(time.perf_counter() - t)"
_HIDDEN = "import importlib.metadata as m; m.EntryPoints.select = lambda self, **kw: m.EntryPoints(); "
_WITHOUT = _HIDDEN + _START


def texts() -> list[str]:
    """The texts to measure on, with enough bytes between them."""
    shared = ROOT.parent / "shared" / "corpus-bulk"
    folder = shared if shared.is_dir() else ROOT / "corpus"
    paths = sorted(p for p in folder.iterdir() if p.suffix in (".md", ".txt") and p.stem != "README")
    found = [read(path, path.name).text for path in paths]
    size = sum(len(text.encode()) for text in found)
    return found * (ENOUGH // size + 1) if size < ENOUGH else found


def speed(tokenizer: Callable[[str], Any], found: list[str], runs: int) -> float:
    """Megabytes of UTF-8 a second, of the best run."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        for text in found:
            tokenizer(text)
        best = min(best, time.perf_counter() - start)
    return sum(len(text.encode()) for text in found) / 1e6 / best


def started(code: str, runs: int) -> float:
    """Seconds that `spacy.blank` takes in a fresh process, of the best run."""
    command = [sys.executable, "-c", code]
    return min(
        float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
        for _ in range(runs)
    )


def main() -> None:
    """Print the figures."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    found = texts()
    print(f"texts                       {len(found)}, {sum(len(t.encode()) for t in found) / 1e6:.1f} MB")
    print(f"tokenizer of official text  {speed(blank().tokenizer, found, runs):.1f} MB/s")
    print(f"spacy.blank('xx')           {speed(spacy.blank('xx').tokenizer, found, runs):.1f} MB/s")
    print(f"spacy.blank: {started(_START, runs):.2f} s, without entry points {started(_WITHOUT, runs):.2f} s")


if __name__ == "__main__":
    main()
