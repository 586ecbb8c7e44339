"""Scores the links from tasks to what became of them against pairs typed by hand.

    python benchmarks/follow_ups.py [--misses]

The pairs are those of tests/gold/across/follow_ups.json: over the specimens, and over the documents of the
sibling folder `shared` where it is there.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.ingest import ingest
from pipeline.registry import Registry
from pipeline.tasks.register import Wanted, assigned

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT / "tests" / "gold" / "across" / "follow_ups.json"
Pointer = Mapping[str, Any]
_ROWS = """SELECT f.name, t.id, c.start_offset, c.end_offset FROM outcomes t
JOIN table_cells c ON c.file_id = t.file_id AND c.table_index = t.table_index AND c.row_index = t.row_index"""


@dataclass(slots=True)
class Score:
    """How the pairs of one folder came out; `tally` counts (wanted, got): true or false, sure or not."""

    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Sure links that are right, of those that the gold decides."""
        right, wrong = self.tally["True", "sure"], self.tally["False", "sure"]
        return right / (right + wrong) if right + wrong else 1.0

    @property
    def recall(self) -> float:
        """Pairs that must be joined and are, of all, those among them of which an end was not read."""
        wanted = sum(count for (joined, _), count in self.tally.items() if joined == "True")
        return self.tally["True", "sure"] / wanted if wanted else 1.0


class Links:
    """The links of a registry by places in its files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._texts = dict(
            connection.execute("SELECT f.name, x.text FROM texts x JOIN files f ON f.id = x.file_id")
        )
        self._tasks = self._places(
            connection, "SELECT f.name, t.id, t.start_offset, t.end_offset FROM tasks t"
        )
        # A row tells of its work in any of its cells.
        self._outcomes = self._places(
            connection, "SELECT f.name, t.id, t.start_offset, t.end_offset FROM outcomes t"
        )
        of_rows = self._places(connection, _ROWS)
        for name, places in of_rows.items():
            self._outcomes[name] += places
        self._links: dict[tuple[str, str, int, int], bool] = {}
        self._same: dict[int, set[int]] = defaultdict(set)
        for task, other, outcome, kind, sure in connection.execute(
            "SELECT task_id, other_task_id, outcome_id, kind, sure FROM task_links"
        ):
            end = (kind, "task", task, other) if outcome is None else (kind, "outcome", task, outcome)
            self._links[end] = bool(sure) or self._links.get(end, False)
            if kind == "same" and sure:
                self._same[task].add(other)
                self._same[other].add(task)

    @staticmethod
    def _places(connection: sqlite3.Connection, query: str) -> dict[str, list[tuple[int, int, int]]]:
        found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for name, identity, start, end in connection.execute(f"{query} JOIN files f ON f.id = t.file_id"):
            found[name].append((identity, start, end))
        return found

    def hold(self, pair: Mapping[str, Any]) -> bool:
        """Whether both files of a pair are in the registry."""
        return all(Path(pair[end]["file"]).name in self._texts for end in ("task", "place"))

    def between(self, task: Pointer, place: Pointer, kind: str) -> str:
        """What joins the two: "sure", "proposed", "none", or "unread" where an end was not read."""
        ends, tasks = self._at(self._tasks, task), self._at(self._tasks, place)
        outcomes = self._at(self._outcomes, place)
        if not ends or not (tasks or outcomes):
            return "unread"
        # What the document gives twice, in its text and its annex, is one task.
        beside = {one for one, *_ in self._tasks[Path(task["file"]).name]}
        ends = {*ends, *(twin for one in ends for twin in self._same[one] & beside)}
        found = [self._links.get((kind, "outcome", one, other)) for one in ends for other in outcomes]
        found += [
            self._links.get((kind, "task", *pair))
            for one in ends
            for other in tasks
            for pair in ((one, other), (other, one))
        ]
        if True in found:
            return "sure"
        return "proposed" if False in found else "none"

    def tasks_at(self, pointer: Pointer) -> set[tuple[str, int, int]]:
        """Where the tasks stand that a pointer points to: file, start and end."""
        name = Path(pointer["file"]).name
        ends = self._at(self._tasks, pointer)
        return {(name, start, end) for one, start, end in self._tasks[name] if one in ends}

    def _at(self, places: Mapping[str, list[tuple[int, int, int]]], pointer: Pointer) -> set[int]:
        name = Path(pointer["file"]).name
        span = self._span(name, pointer)
        if span is None:
            return set()
        return {one for one, start, end in places.get(name, ()) if start < span[1] and span[0] < end}

    def _span(self, name: str, pointer: Pointer) -> tuple[int, int] | None:
        words = r"\s+".join(map(re.escape, pointer["text"].split()))
        found = list(re.finditer(words, self._texts.get(name, ""), re.IGNORECASE))
        nth = pointer.get("nth", 1)
        return found[nth - 1].span() if len(found) >= nth else None


def score(registry: Path) -> dict[str, Score]:
    """The scores of the specimens and of the shared documents, by what the registry joins."""
    scores: dict[str, Score] = defaultdict(Score)
    with closing(sqlite3.connect(registry)) as connection:
        links = Links(connection)
    for pair in json.loads(PAIRS.read_text(encoding="utf-8"))["pairs"]:
        folder = "shared" if pair["task"]["file"].startswith("shared/") else "corpus"
        got = links.between(pair["task"], pair["place"], pair["kind"])
        if got == "unread" and (pair["joined"] is not True or not links.hold(pair)):
            continue
        scores[folder].tally[str(pair["joined"]), got] += 1
        if (pair["joined"] is True) != (got == "sure") and pair["joined"] != "doubtful" or got == "unread":
            scores[folder].told.append(
                f"{pair['joined']} {pair['kind']} {got}: {pair['task']['file']} {pair['task']['label']}"
                f" ~ {pair['place']['file']} {pair['place']['label']}: {pair['why']}"
            )
    return scores


def statuses(path: Path) -> tuple[int, int, list[str]]:
    """How many tasks stand as the gold says on each of its days, of how many, and those that do not."""
    right, told = 0, []
    entries = json.loads(PAIRS.read_text(encoding="utf-8"))["status"]
    with closing(sqlite3.connect(path)) as connection:
        links = Links(connection)
    with Registry(path, write=True) as registry:
        for entry in entries:
            spans = links.tasks_at(entry["task"])
            for at in entry["at"]:
                held = assigned(registry, Wanted(include_same=True), date.fromisoformat(at["as_of"]))
                got = {
                    str(task.status) for task in held if (task.at.file, task.at.start, task.at.end) in spans
                }
                right += got == {at["status"]}
                if got != {at["status"]}:
                    told.append(
                        f"{entry['task']['file']} {entry['task']['label']} on {at['as_of']}: {at['status']},"
                        f" not {', '.join(sorted(got)) or 'read'}: {at['why']}"
                    )
    return right, sum(len(entry["at"]) for entry in entries), told


def files() -> Iterator[Path]:
    """The documents that the pairs point to, those of `shared` where it is there."""
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))["pairs"]
    named = {pair[end]["file"] for pair in pairs for end in ("task", "place")}
    for name in sorted(named):
        path = ROOT.parent / name if name.startswith("shared/") else ROOT / "corpus" / name
        if path.is_file():
            yield path


def main() -> int:
    """Read the documents into a registry of their own and print how its links score."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--misses", action="store_true", help="print every pair that came out otherwise")
    misses = parser.parse_args().misses
    with tempfile.TemporaryDirectory() as place:
        registry = Path(place) / "registry.db"
        ingest(list(files()), registry)
        for folder, one in sorted(score(registry).items()):
            counts = ", ".join(f"{a}/{b} {n}" for (a, b), n in sorted(one.tally.items()))
            print(f"{folder}: precision {one.precision:.3f}  recall {one.recall:.3f}  ({counts})")
            if misses:
                print(*one.told, sep="\n")
        right, held, told = statuses(registry)
        print(f"status: {right} of {held} as a reader finds them")
        if misses:
            print(*told, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
