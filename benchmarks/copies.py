"""Measures the joining of files that are one document, in a made-up registry: time, memory, right, wrong.

    python benchmarks/copies.py [--documents 20000] [--seed 1]

A tenth of the files are scans or drafts of another one, three tenths are fillings of 40 forms that share all
but their figures and a line; all else are words of one vocabulary at random. Half of the files lack a number.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from pipeline.copies.sketch import sketch
from pipeline.copies.together import Together
from pipeline.registry import Registry
from pipeline.search_text import fold

ISSUER = "Ủy ban nhân dân tỉnh Hòa An"
_HEADS, _RHYMES = (
    ["b", "ch", "d", "h", "kh", "l", "m", "n", "nh", "ph", "t", "th", "tr", "v", "x"],
    ["a", "ai", "ang", "anh", "ao", "em", "iem", "ien", "o", "oai", "oan", "oi"],
)


class Maker:
    """Makes the texts of files, and knows which of them are one document."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = [head + rhyme for head in _HEADS for rhyme in _RHYMES]
        self._forms = [self._prose(300) for _ in range(40)]

    def texts(self, count: int) -> list[tuple[str, int, bool, bool]]:
        """Text, document, whether it lacks a number, whether it was recognised, for `count` files."""
        made: list[tuple[str, int, bool, bool]] = []
        for place in range(count):
            if place % 10 == 9:
                text, document, *_ = made[self._chance.randrange(place)]
                scan = place % 20 == 19
                made.append((self._misread(text) if scan else text, document, True, scan))
            else:
                form = place % 10 < 3
                body = self._chance.choice(self._forms) if form else self._prose(300)
                made.append((f"{body} {self._prose(30)} {self._figures()}", place, place % 2 == 0, False))
        return made

    def _prose(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, k=count))

    def _figures(self) -> str:
        return " ".join(f"hồ sơ {self._chance.randrange(1000, 99999)}" for _ in range(20))

    def _misread(self, text: str) -> str:
        words = text.split()
        for at in self._chance.sample(range(len(words)), len(words) // 25):
            if not words[at].isdigit():
                words[at] = self._chance.choice(self._words)
        return " ".join(words)


def write(path: Path, made: list[tuple[str, int, bool, bool]]) -> None:
    """Write a registry that holds these texts."""
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        for place, (text, document, blank, scan) in enumerate(made):
            connection.execute(
                "INSERT INTO files (id, sha256, name, status, size, fingerprint, reader, characters, type,"
                " number, symbol, date, issuer, sketch) VALUES"
                " (?, ?, ?, 'registered', 1, '', ?, ?, 'Báo cáo', ?, 'BC-UBND', ?, ?, ?)",
                (
                    place, f"{place:064x}", f"{place}.txt", "ocr" if scan else "text", len(text),
                    None if blank else str(document), None if blank else "2026-03-05", ISSUER,
                    sketch(fold(text)),
                ),
            )  # fmt: skip
            connection.execute("INSERT INTO texts VALUES (?, ?)", (place, text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = Maker(asked.seed).texts(asked.documents)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "r.db", made)
        for run in ("first run", "run again"):
            measure(Path(folder) / "r.db", made, run)


def measure(path: Path, made: list[tuple[str, int, bool, bool]], run: str) -> None:
    """Join the files and tell what it took and what came of it."""
    with Registry(path, write=True) as registry, registry.transaction() as connection:
        before, start = _memory(), time.perf_counter()
        together = Together(connection)
        together.join({place: place for place in range(len(made))}, ())
        seconds = time.perf_counter() - start
        led = {place: place for place in range(len(made))}
        for row, leader in together.arranged([{"id": place} | _BLANK for place in range(len(made))]):
            led[row["id"]] = row["id"] if leader is None else leader
        compared = connection.execute("SELECT count(*) FROM file_pairs").fetchone()[0]
        together.mark({})
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for place, leader in led.items():
        groups[leader].add(place)
    copies = [place for place, (_, document, *_) in enumerate(made) if document != place]
    right = sum(led[place] == led[made[place][1]] for place in copies)
    wrong = sum(len({made[place][1] for place in group}) > 1 for group in groups.values())
    print(
        f"{run}: {len(made)} files in {seconds:.1f} s, {_memory() - before} MB more;"
        f" {compared} pairs compared"
    )
    print(f"  {right} of {len(copies)} copies joined, {wrong} wrong joins")


_BLANK = dict.fromkeys(("type", "number", "symbol", "date", "issuer", "subject"))


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
