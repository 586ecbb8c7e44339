"""Compares the words of files that may be one document, each two once; keeps what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.copies.heads import Held
from pipeline.copies.verdict import LIKELY_RECOGNISED, Judged, judge
from pipeline.copies.words import Words, words_of

_INSERT = "INSERT INTO file_pairs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_KEPT = "SELECT file_id, other_file_id, verdict, likeness, in_other, of_other FROM file_pairs"
_SHOWN = 100
"""Differences of two files that are kept."""

Pair = tuple[int, int]
"""Two files, the one of the lesser hash first."""


class _Known(NamedTuple):
    verdict: str
    likeness: float
    in_other: float
    of_other: float


def ordered(one: Held, other: Held) -> Pair:
    """The pair of two files."""
    return (one.id, other.id) if one.sha256 < other.sha256 else (other.id, one.id)


class Pairs:
    """The pairs of files that were compared, by a transaction that is under way.

    Two texts are compared once; the pairs of which nobody asks any more go in the end, so that the table
    depends on the files alone, not on the order of reading.
    """

    def __init__(self, connection: sqlite3.Connection, files: Mapping[int, Held]) -> None:
        self._connection, self._files = connection, files
        self._text = lru_cache(maxsize=4)(self._words)
        self._asked: set[Pair] = set()
        rows = connection.execute(_KEPT).fetchall()
        self._kept = {(row[0], row[1]): _Known(*row[2:]) for row in rows}

    def compare(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Compare these pairs, if that was not done before; those that are surely one document."""
        wanted = sorted(set(pairs), key=lambda pair: tuple(self._files[one].sha256 for one in pair))
        return [pair for pair in wanted if self._known(pair).verdict == "same"]

    def share(self, one: Held, other: Held) -> float:
        """What share of the words of `one` the other has, 0 to 1."""
        pair = ordered(one, other)
        known = self._known(pair)
        return known.in_other if pair[0] == one.id else known.of_other

    def filled_otherwise(self, one: Held, other: Held) -> bool:
        """Whether two files are one form filled in with other names or figures."""
        known = self._known(ordered(one, other))
        return known.verdict == "different" and known.likeness >= LIKELY_RECOGNISED

    def close(self) -> None:
        """Forget the pairs that nobody asked for."""
        self._connection.executemany(
            "DELETE FROM file_pairs WHERE file_id = ? AND other_file_id = ?", self._kept.keys() - self._asked
        )

    def _known(self, pair: Pair) -> _Known:
        self._asked.add(pair)
        if pair not in self._kept:
            one, other = (self._text(file_id) for file_id in pair)
            judged = judge(one, other, self._files[pair[0]].head, self._files[pair[1]].head)
            self._connection.execute(_INSERT, (*pair, *_row(judged, one, other)))
            self._kept[pair] = _Known(judged.verdict.value, judged.likeness, judged.in_other, judged.of_other)
        return self._kept[pair]

    def _words(self, file_id: int) -> Words:
        sql = "SELECT text FROM texts WHERE file_id = ?"
        row = self._connection.execute(sql, (file_id,)).fetchone()
        return words_of(str(row[0]) if row else "")


def _row(judged: Judged, one: Words, other: Words) -> tuple[object, ...]:
    told = [
        (found.kind.value, int(found.slight), *one.place(found.start, found.end),
         *other.place(found.other_start, found.other_end))
        for found in judged.found[:_SHOWN]
    ]  # fmt: skip
    return (
        judged.verdict.value, judged.likeness, judged.in_other, judged.of_other, judged.reason_en,
        judged.reason_vi, json.dumps(told),
    )  # fmt: skip
