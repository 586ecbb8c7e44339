"""Compares the tasks of one document's record with those that a person read in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.evaluate_layers import Entry, Score, count, fold, several

TASK_WORDS = 14  # words by which a task of the gold is known
TASK_LEAD_IN = 10  # words that may stand before or among them
SAME_TASK = 0.6


def score_tasks(name: str, wanted: Sequence[Entry], found: Sequence[Entry], score: Score) -> None:
    """Tasks, each gold one paired with the found one that covers most of its first words."""
    left, pairs = list(found), []
    for entry in wanted:
        words = fold(entry["text"]).split()[:TASK_WORDS]
        best = max(left, key=lambda other: _covered(words, other), default=None)
        if best is None or _covered(words, best) < SAME_TASK:
            score.misses.append(f"{name}: missed task {entry['text'][:90]}")
            continue
        left.remove(best)
        pairs.append((entry, best))
    score.misses += [f"{name}: invented task {(entry.get('text') or '')[:90]}" for entry in left]
    count(score, wanted, found, pairs)
    for a, b in pairs:
        for key, right in _compare_tasks(a, b):
            score.judge(
                key, right, f"{name}: task {a['text'][:50]}: {key} {b.get(key)!r}, gold {a.get(key)!r}"
            )


def _covered(words: Sequence[str], found: Entry) -> float:
    """Which part of the words stands in the same order at the beginning of a found task."""
    other = fold(found.get("text")).split()[: len(words) + TASK_LEAD_IN]
    matcher = SequenceMatcher(None, words, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(words), 1)


def _compare_tasks(wanted: Entry, found: Entry) -> Iterator[tuple[str, bool]]:
    """The fields of a paired task that the gold can judge; the order of bodies does not count."""
    yield "lead", _bodies(wanted, "lead") == _bodies(found, "lead")
    yield "deadline", wanted.get("deadline") == found.get("deadline")
    if wanted.get("partners"):
        yield "partners", _bodies(wanted, "partners") == _bodies(found, "partners")


def _bodies(entry: Entry, key: str) -> set[str]:
    return {fold(body) for body in several(entry.get(key))}
