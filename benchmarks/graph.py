"""Measures a big registry of made-up citations: one document, who cites it, chains, circles and clusters.

    python benchmarks/graph.py [--documents 300000] [--edges 1000000] [--keep PATH] [--runs 5]

Makes the registry (0.04 ms an edge) in a temporary folder, or at PATH, where it stays and is used again.
Prints, for each question and document, the first run on a registry just opened and the best later one;
last how long circles and clusters take, which are computed once at the end of a resolution.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sized
from pathlib import Path

import made_graph

from pipeline import structure
from pipeline.chains import Direction, ancestors, chains
from pipeline.citing import CitationFilter, citations
from pipeline.dossier import SCREEN_ROWS, dossier
from pipeline.registry import Registry

LIMIT = 100
AS_OF = "2026-01-01"
Question = tuple[str, Callable[[Registry, str], Sized]]


def _shown(limit: int) -> Callable[[Registry, str], Sized]:
    return lambda registry, document: dossier(registry, document, AS_OF, limit).rows("cited_by")


def _citing(registry: Registry, document: str) -> Sized:
    return citations(registry, CitationFilter(cited=document), LIMIT).rows


def _chains(direction: Direction, limit: int | None) -> Callable[[Registry, str], Sized]:
    return lambda registry, document: (
        chains(registry, document, direction=direction, depth=3, limit=limit).rows
    )


QUESTIONS: tuple[Question, ...] = (
    (f"show, {SCREEN_ROWS} rows a relation", _shown(SCREEN_ROWS)),
    (f"show, {LIMIT} rows a relation", _shown(LIMIT)),
    (f"citations --cited, {LIMIT} rows", _citing),
    (f"--cited, --depth 3, {LIMIT} rows", _chains("cited", LIMIT)),
    (f"--citing, --depth 3, {LIMIT} rows", _chains("citing", LIMIT)),
    ("--cited, --depth 3, all rows", _chains("cited", None)),
    ("all ancestors", ancestors),
)
_BY_CITATIONS = "SELECT to_document FROM citations GROUP BY to_document ORDER BY count(*) DESC, to_document"
_PLAN = "SELECT id FROM documents WHERE held AND type = 'Kế hoạch' ORDER BY id LIMIT 1"


def subjects(registry: Registry) -> list[tuple[str, str]]:
    """Documents to ask about: what each stands for, and its id."""
    ranked = [row[0] for row in registry.query(_BY_CITATIONS)]
    plan = registry.query(_PLAN)[0][0]
    often = ranked[max(1, len(ranked) // 10_000)]
    return [("the most cited", ranked[0]), ("one in ten thousand", often), ("a plan held", plan)]


def measure(path: Path, question: Question, document: str, runs: int) -> tuple[float, float, int]:
    """Seconds of the first run after opening, of the best of `runs` more, and how many rows came."""
    _, ask = question
    with Registry(path) as registry:
        seconds = []
        for _ in range(runs + 1):
            began = time.perf_counter()
            rows = ask(registry, document)
            seconds.append(time.perf_counter() - began)
    return seconds[0], min(seconds[1:]), len(rows)


def run(path: Path, runs: int) -> None:
    """Print the figures of the registry at `path`."""
    with Registry(path) as registry:
        sizes = [
            f"{registry.query(f'SELECT count(*) FROM {table}')[0][0]} {table}"
            for table in ("documents", "citations", "mentions", "files")
        ]
        asked = subjects(registry)
    print(f"registry      {path.stat().st_size / 1e6:.0f} MB: {', '.join(sizes)}")
    for question in QUESTIONS:
        for name, document in asked:
            first, best, rows = measure(path, question, document, runs)
            what = f"{question[0]}, {name}"
            print(f"{what:<52} {1000 * best:9.1f} ms (first {1000 * first:.1f} ms, {rows} rows)", flush=True)


def structured(path: Path) -> None:
    """Compute circles and clusters of the registry at `path` and print how long it takes."""
    with Registry(path, write=True) as registry:
        began = time.perf_counter()
        with registry.transaction() as connection:
            structure.write(connection)
        seconds = time.perf_counter() - began
        circles, clusters = registry.query("SELECT max(cycle), max(cluster) FROM documents")[0]
    print(f"{'circles and clusters':<52} {seconds:9.1f} s  ({circles or 0} circles, {clusters} clusters)")


def main() -> int:
    """Run the benchmark; the exit code is 0."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--documents", type=int, default=300_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, metavar="PATH", help="Keep the registry there.")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder, "registry.db")
        if not path.exists():
            began = time.perf_counter()
            try:
                made_graph.write(path, given.documents, given.edges)
            except ValueError as error:
                parser.error(str(error))
            print(f"made in       {time.perf_counter() - began:.1f} s")
        run(path, given.runs)
        structured(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
