"""Which files are one document by their words or by a person's word; refuses where two documents fit."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from pipeline.copies.heads import Held
from pipeline.copies.used import best
from pipeline.copies.verdict import contradiction

_DECIDED = """SELECT f.id, o.id, x.decision FROM file_decisions x JOIN files f ON f.sha256 = x.sha256
JOIN files o ON o.sha256 = x.other_sha256 WHERE f.status = 'registered' AND o.status = 'registered'
ORDER BY x.sha256, x.other_sha256"""


def leaders(
    connection: sqlite3.Connection,
    files: Mapping[int, Held],
    named: Mapping[int, Hashable],
    same: Iterable[tuple[int, int]],
) -> dict[int, int]:
    """The file whose header tells the document of each file that is one document with others.

    Args:
        connection: The registry with what people decided.
        files: The files by their ids.
        named: What each file's header says its document is; files of one name are one document already.
        same: Pairs that are one document by their words.

    Files are joined in groups. One in which two headers contradict each other, or two files that a person
    told apart, stays as it was: which of the two the rest belong to nobody knows.
    """
    decided = connection.execute(_DECIDED).fetchall()
    apart = {frozenset((one, other)) for one, other, decision in decided if decision == "different"}
    by_name: defaultdict[Hashable, list[int]] = defaultdict(list)
    for file_id, name in named.items():
        by_name[name].append(file_id)
    told = [(one, other) for one, other, decision in decided if decision == "same"]
    headed = [(group[0], other) for group in by_name.values() for other in group[1:]]
    sure = _components([*told, *headed])
    root = {file_id: group[0] for group in sure for file_id in group}
    found: dict[int, int] = {}
    for group in _components([*told, *headed, *same]):
        parts = {root.get(file_id, file_id) for file_id in group}
        if len(parts) > 1 and _at_odds(group, files, apart, root):
            for part in sure:
                if part[0] in parts:
                    found |= _led(part, files)
        else:
            found |= _led(group, files)
    return found


def _led(group: list[int], files: Mapping[int, Held]) -> dict[int, int]:
    """The leader of every file of a group: the one whose header tells most, of these the best text."""
    most = max(_known(files[file_id]) for file_id in group)
    leader = best(files[file_id] for file_id in group if _known(files[file_id]) == most).id
    return dict.fromkeys(group, leader)


def _known(one: Held) -> tuple[bool, int]:
    head = one.head
    return one.complete, sum(bool(part) for part in (head.number, head.symbol, head.date, head.issuer))


def _at_odds(
    group: list[int], files: Mapping[int, Held], apart: set[frozenset[int]], root: Mapping[int, int]
) -> bool:
    members = [files[file_id] for file_id in group]
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            if frozenset((one.id, other.id)) in apart:
                return True
            if root.get(one.id, one.id) != root.get(other.id, other.id) and _contradict(one, other):
                return True
    return False


def _contradict(one: Held, other: Held) -> bool:
    """Whether two headers contradict each other; under one number another day is only a finding."""
    field = contradiction(one.head, other.head)
    return field is not None and not (field == "date" and bool(one.head.number and other.head.number))


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs make."""
    parent: dict[int, int] = {}

    def top(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[top(other)] = top(one)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for one in parent:
        groups[top(one)].append(one)
    return list(groups.values())
