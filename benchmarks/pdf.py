"""Measures the PDF reader against plain pdfplumber on the same files: speed, symbols, table cells, memory.

pdfplumber also takes the edges of white boxes behind text for ruling lines and so makes "tables" of running
text, a row a line. The cells are therefore compared twice: with all that plain pdfplumber gives, and with
what it gives of the rules that can be seen.

Run as `python benchmarks/pdf.py [PATH…]`; without a path, on the born-digital files of the sibling folder
`shared/corpus` where there is one, else on the specimens in `corpus/`.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
import pypdfium2

from extractors.model import Document
from pipeline.readers.pdf import read_pdf

ROOT = Path(__file__).resolve().parents[1]
SYMBOL = re.compile(r"\d{1,5}[a-zA-Z]?(?:/\d{4})?/[A-ZĐ][\wĐđ]*(?:-[A-ZĐ][\wĐđ]*)*")
BLANKS = re.compile(r"\s+")
Item = TypeVar("Item")
BORN_DIGITAL = 200
"""Characters a page, at least, on average."""


@dataclass(slots=True)
class Reading:
    """What one reader gave for a file: seconds, pages, symbols, and the cell texts of each page."""

    seconds: float = 0.0
    pages: int = 0
    symbols: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[int, str]] = field(default_factory=Counter)
    visible: Counter[tuple[int, str]] = field(default_factory=Counter)


def born_digital(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        characters = 0
        for index in range(pages):
            page = document[index]
            characters += page.get_textpage().count_chars()
            page.close()
        document.close()
        if characters >= BORN_DIGITAL * pages:
            yield path


def with_plumber(path: Path) -> Reading:
    """Text and tables of every page by pdfplumber, each page closed after use."""
    started = time.perf_counter()
    texts: list[str] = []
    cells: list[tuple[int, str]] = []
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            texts.append(page.extract_text())
            cells += page_cells(page, number)
            page.close()
        pages = len(document.pages)
    seconds = time.perf_counter() - started
    return Reading(seconds, pages, symbols("\n".join(texts)), squeezed(cells))


def page_cells(page: pdfplumber.page.Page, number: int) -> list[tuple[int, str]]:
    return [(number, cell) for table in page.extract_tables() for row in table for cell in row if cell]


def visible_cells(path: Path) -> Counter[tuple[int, str]]:
    """What pdfplumber gives when boxes filled with white and without an outline are left out (not timed)."""
    cells: list[tuple[int, str]] = []
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            cells += page_cells(page.filter(can_be_seen), number)
            page.close()
    return squeezed(cells)


def can_be_seen(item: dict[str, Any]) -> bool:
    if item["object_type"] not in ("rect", "curve") or item.get("stroke"):
        return True
    colour = item.get("non_stroking_color")
    shades = colour if isinstance(colour, (tuple, list)) else (colour,)
    thin = min(item["width"], item["height"]) < 3
    return thin or not (len(shades) in (1, 3) and all(shade is not None and shade > 0.98 for shade in shades))


def with_reader(path: Path) -> tuple[Reading, Document]:
    """The same by the reader under test."""
    started = time.perf_counter()
    document = read_pdf(path.read_bytes(), path.name)
    seconds = time.perf_counter() - started
    cells = [(page, text) for page, text in cell_texts(document)]
    return Reading(seconds, document.pages or 0, symbols(document.text), squeezed(cells)), document


def cell_texts(document: Document) -> Iterator[tuple[int, str]]:
    for table in document.tables:
        for cell in table.cells:
            yield table.page or 0, document.text[cell.start : cell.end]


def symbols(text: str) -> Counter[str]:
    """The symbols in a text; one broken at a line's end is read as one, by either reader."""
    whole = re.sub(r"(?<=[-/])\s*\n\s*(?=[A-ZĐ])", "", text)
    return Counter(BLANKS.sub("", match[0]) for match in SYMBOL.finditer(whole))


def squeezed(cells: Iterable[tuple[int, str]]) -> Counter[tuple[int, str]]:
    bare = ((page, BLANKS.sub("", text)) for page, text in cells)
    return Counter(item for item in bare if item[1])


def share(found: Counter[Item], wanted: Counter[Item]) -> float:
    total = sum(wanted.values())
    return sum((found & wanted).values()) / total if total else 1.0


def peak_memory() -> str:
    """The highest resident memory of this process."""
    if sys.platform == "win32":
        return "not measured"
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20:.0f} MB"


def default_paths() -> list[Path]:
    shared = ROOT.parent / "shared" / "corpus"
    return [shared if shared.is_dir() else ROOT / "corpus"]


def files(paths: Iterable[Path]) -> list[Path]:
    listed = [p for path in paths for p in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    return list(born_digital(listed))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--lost", action="store_true", help="list the symbols and cells that were not found")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many runs counts for either")
    options = parser.parse_args()
    listed = files(options.paths or default_paths())
    ours = [min((with_reader(p)[0] for _ in range(options.rounds)), key=lambda r: r.seconds) for p in listed]
    memory = peak_memory()
    theirs = [min((with_plumber(p) for _ in range(options.rounds)), key=lambda r: r.seconds) for p in listed]
    for path, other in zip(listed, theirs, strict=True):
        other.visible = visible_cells(path)
    for path, mine, other in zip(listed, ours, theirs, strict=True):
        line(path.name, mine, other)
        if options.lost:
            print("   symbols lost:", dict(other.symbols - mine.symbols))
            print("   cells lost:", list(other.visible - mine.cells))
            print("   cells instead:", list(mine.cells - other.visible))
    line("all", total(ours), total(theirs))
    print(f"peak memory before pdfplumber ran: {memory}")
    return 0


def total(readings: Iterable[Reading]) -> Reading:
    """All readings as one; the cells are told apart by file."""
    whole = Reading()
    for index, reading in enumerate(readings):
        whole.seconds += reading.seconds
        whole.pages += reading.pages
        whole.symbols += reading.symbols
        whole.cells += apart(reading.cells, index)
        whole.visible += apart(reading.visible, index)
    return whole


def apart(cells: Counter[tuple[int, str]], index: int) -> Counter[tuple[int, str]]:
    return Counter({(index * 10_000 + page, text): count for (page, text), count in cells.items()})


def line(name: str, mine: Reading, other: Reading) -> None:
    speed, plain = mine.pages / mine.seconds, other.pages / other.seconds
    print(
        f"{name[:44]:44} {mine.pages:4} pages"
        f"  {speed:6.1f} pages/s  pdfplumber {plain:5.1f}  x{speed / plain:5.1f}"
        f"  symbols {100 * share(mine.symbols, other.symbols):6.2f} % of {sum(other.symbols.values())}"
        f"  cells {100 * share(mine.cells, other.visible):6.2f} % of {sum(other.visible.values())}"
        f" ({100 * share(mine.cells, other.cells):.2f} % of {sum(other.cells.values())} with white boxes)"
    )


if __name__ == "__main__":
    raise SystemExit(main())
