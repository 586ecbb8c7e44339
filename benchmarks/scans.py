"""Measures the reading of scans: processor time a page with one reader and with two, pages a second, score.

Run as `python benchmarks/scans.py [PATH…] [--gold FOLDER] [--dpi N]`; without a path, on the scans of the
sibling folder `shared/corpus` where there is one, else on the scanned specimen in `corpus/`. The score is
that of the header, the references and the figures of the scans for which the gold holds them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from extractors.extract import extract_facts
from extractors.rulebook import load_rules
from pipeline.evaluate import by_stem, evaluate, read_gold
from pipeline.ocr import engines, tesseract
from pipeline.readers import read
from pipeline.record import record

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
MOST_CPU = 0.9
"""Seconds of processor that a page at 200 dpi may take with one reader."""


def scans() -> tuple[list[Path], Path]:
    """The scans to read and the folder of their gold."""
    real = sorted((SHARED / "corpus").glob("*-scan.pdf"))
    if real:
        return real, SHARED / "gold"
    own = [path for path in sorted((ROOT / "corpus").glob("*.pdf")) if _is_scan(path)]
    return own, ROOT / "tests" / "gold"


def _is_scan(path: Path) -> bool:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return document[0].get_textpage().count_chars() == 0
    finally:
        document.close()


def measured(paths: Sequence[Path], threads: int) -> tuple[list[dict[str, Any]], int, float, float]:
    """Records, pages, seconds and seconds of processor of reading the files; extraction is not timed."""
    rules = load_rules()
    engines.recognisers()
    os.environ[engines.THREADS] = str(threads)
    records: list[dict[str, Any]] = []
    pages, seconds, cpu = 0, 0.0, 0.0
    for path in paths:
        began, worked = time.perf_counter(), time.process_time()
        document = read(path, path.name)
        seconds += time.perf_counter() - began
        cpu += time.process_time() - worked
        pages += document.pages or 1
        records.append(record(document, extract_facts(document, rules), rules, "", path.name))
    return records, pages, seconds, cpu


def report(paths: Sequence[Path], gold: Path) -> float:
    """Measure one setting and print it; the seconds of processor a page."""
    names = " + ".join(engine.name for engine in engines.recognisers())
    cores = os.cpu_count() or 1
    records, pages, _, cpu = measured(paths, 1)
    _, _, seconds, _ = measured(paths, cores)
    print(f"{names}: {pages} pages, {cpu / pages:.2f} s of processor a page, "
          f"{pages / seconds:.1f} pages/s on {cores} cores")  # fmt: skip
    by_name = by_stem(records)
    wanted = {name: entry for name, entry in read_gold(gold).items() if name in by_name}
    if wanted:
        result = evaluate(wanted, by_name)
        for layer in ("header", "references", "statistics"):
            print(f"  {layer}: F1 {result.layers[layer].f1:.3f} ({len(wanted)} scans with gold)")
    return cpu / pages


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--dpi", type=int, default=engines.USUAL_DPI)
    options = parser.parse_args(arguments)
    if not engines.installed():
        print(f"Nothing is installed that reads scans: {engines.INSTALL}", file=sys.stderr)
        return 1
    found, gold = scans()
    paths, gold = options.paths or found, options.gold or gold
    with engines.chosen(engines.Mode.AUTO, options.dpi):
        with mock.patch.object(tesseract, "tesseract", lambda: None):
            engines.recognisers.cache_clear()
            alone = report(paths, gold)
        engines.recognisers.cache_clear()
        if len(engines.recognisers()) > 1:
            report(paths, gold)
    print(f"One reader takes {alone:.2f} s of processor a page; {MOST_CPU} is the most it may.")
    return int(alone > MOST_CPU)


if __name__ == "__main__":
    sys.exit(main())
