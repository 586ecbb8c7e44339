"""Measures how long the highlighted page and the copy of a PDF take once a report is read, and their size.

    python benchmarks/highlighting.py [--pages 40] [--runs 3] [FILE.pdf …]

The report of 40 pages is the specimen bao-cao-402-ubnd-hoa-an.pdf ten times over, put together by pypdf:
every other page is a table full of figures. FILEs are measured as they are. Prints medians, and peak memory.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfWriter

from extractors.extract import extract_facts
from extractors.rulebook import load_rules
from pipeline.highlight.marking import marking
from pipeline.highlight.page import Highlighted, page
from pipeline.highlight.pdf_copy import Copied, copied
from pipeline.readers import read_bytes

SPECIMEN = Path(__file__).resolve().parents[1] / "corpus" / "bao-cao-402-ubnd-hoa-an.pdf"


def long_report(pages: int) -> bytes:
    """The specimen, over and over, up to so many pages."""
    writer = PdfWriter()
    while len(writer.pages) < pages:
        writer.append(SPECIMEN)
    while len(writer.pages) > pages:
        writer.remove_page(writer.pages[-1])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def peak() -> str:
    """The most memory that this process had, where the system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return "not told"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def measured(name: str, data: bytes, runs: int) -> str:
    """One line: seconds for the page and the copy after reading, and what was made."""
    rules = load_rules()
    began = time.perf_counter()
    document = read_bytes(data, name)
    facts = extract_facts(document, rules)
    reading = time.perf_counter() - began
    pages, copies = [], []
    html, made = "", None
    for _ in range(runs):
        began = time.perf_counter()
        marks = marking(document, facts, rules, None, Path("out"), "vi")
        html = page(Highlighted(name, document, facts, marks, None, ""), "vi")
        pages.append(time.perf_counter() - began)
        began = time.perf_counter()
        made = copied(data, document, marks)
        copies.append(time.perf_counter() - began)
    weight = len(html.encode()) / 1e6
    told = f"{made.marks} marks, {made.estimated} estimated" if isinstance(made, Copied) else str(made)
    size = len(made.data) / 1e6 if isinstance(made, Copied) else 0.0
    return (
        f"{name}: {document.pages} pages, {told}; read {reading:.2f} s; page {statistics.median(pages):.3f} s"
        f" ({weight:.2f} MB), copy {statistics.median(copies):.3f} s ({len(data) / 1e6:.2f} to {size:.2f} MB)"
    )


def _files(typed: list[Path], pages: int) -> Iterator[tuple[str, bytes]]:
    yield f"made report of {pages} pages", long_report(pages)
    for path in typed:
        yield path.name, path.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    for name, data in _files(asked.files, asked.pages):
        print(measured(name, data, asked.runs))
    print(f"peak memory {peak()}")


if __name__ == "__main__":
    main()
