"""Joins files to documents beyond what their headers tell: what is one by its words, or a person's word."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pipeline.copies.candidates import MOST, candidates, misdated
from pipeline.copies.groups import leaders
from pipeline.copies.heads import FILES, Held, held
from pipeline.copies.pairs import Pair, Pairs, ordered
from pipeline.copies.used import mark, rank

_FIELDS = ("type", "number", "symbol", "date", "issuer", "subject")
_DECIDED = """SELECT f.id, o.id FROM file_decisions x JOIN files f ON f.sha256 = x.sha256
JOIN files o ON o.sha256 = x.other_sha256"""


class Together:
    """The files of the registry, and which of them are one document; inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._files: dict[int, Held] = {row["id"]: held(row) for row in connection.execute(FILES)}
        self._pairs = Pairs(connection, self._files)
        self._leaders: dict[int, int] = {}
        self._apart: dict[int, str] = {}

    def join(self, named: Mapping[int, int], blank: Collection[int]) -> None:
        """Find what is one document; `named` is what each file's header alone makes of it.

        Headers without number (those of the files `blank`) are alike on forms that an office fills in again
        and again: such files are one document only where their names and figures are not at odds.
        """
        same = self._pairs.compare(self._wanted())
        groups: defaultdict[int, list[Held]] = defaultdict(list)
        for file_id in sorted(blank, key=lambda file_id: self._files[file_id].sha256):
            groups[named[file_id]].append(self._files[file_id])
        for group in groups.values():
            self._part(group)
        told = {file_id: (name, self._apart.get(file_id, "")) for file_id, name in named.items()}
        self._leaders = leaders(self._connection, self._files, told, same)

    def _part(self, group: list[Held]) -> None:
        """Part files of one header that are filled in otherwise; each part is called by its first file."""
        firsts = group[:1]
        for one in group[1:]:
            near = firsts[:MOST]
            first = next((other for other in near if not self._pairs.filled_otherwise(one, other)), None)
            if first is None:
                firsts.append(one)
            if first is not group[0]:
                self._apart[one.id] = (first or one).sha256

    def arranged(self, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int | None]]:
        """The rows of files, each behind its leader, with the leader's id.

        What a leader's header leaves blank is filled from the headers of the others.
        """
        groups: defaultdict[int, list[Held]] = defaultdict(list)
        for file_id, leader in self._leaders.items():
            groups[leader].append(self._files[file_id])
        first: list[tuple[Mapping[str, Any], int | None]] = []
        behind: list[tuple[Mapping[str, Any], int | None]] = []
        for row in rows:
            leader = self._leaders.get(row["id"], row["id"])
            if leader != row["id"]:
                behind.append((row, leader))
            else:
                whole = _filled(row, groups.get(leader, ()))
                first.append((whole | {"apart": self._apart.get(leader, "")}, None))
        return first + behind

    def mark(self, documents: Mapping[int, int]) -> set[int]:
        """Choose the file that is used of each document; the others. `documents` tells that of each file."""
        groups: defaultdict[int, list[Held]] = defaultdict(list)
        for file_id, document in documents.items():
            groups[document].append(self._files[file_id])
        several = (group for group in groups.values() if len(group) > 1)
        copies = mark(self._connection, several, self._pairs)
        self._pairs.close()
        return copies

    def _wanted(self) -> set[Pair]:
        decided = self._connection.execute(_DECIDED).fetchall()
        both = ((self._files.get(one), self._files.get(other)) for one, other in decided)
        told = {ordered(one, other) for one, other in both if one and other}
        return {*candidates(self._connection, self._files), *misdated(self._files), *told}


def _filled(row: Mapping[str, Any], group: Iterable[Held]) -> dict[str, Any]:
    whole = dict(row)
    for one in sorted(group, key=rank):
        head = one.head
        told = (head.type, head.number, head.symbol, head.date, head.issuer, one.subject)
        for field, value in zip(_FIELDS, told, strict=True):
            if value and (not whole[field] or (field == "date" and value.startswith(whole[field]))):
                whole[field] = value
    return whole
