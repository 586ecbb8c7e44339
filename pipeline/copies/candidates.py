"""Finds, among many files, those that may be one document: the ones whose sketches stand side by side.

The sketches are put in order by each of their pieces. Files that share the beginning of a piece stand
together there, and the more they share the nearer: so a form that ten thousand files repeat costs each of
them a look at a few neighbours, not at all the others (an LSH forest).
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest

from pipeline.copies.heads import Held
from pipeline.copies.pairs import Pair, ordered
from pipeline.copies.sketch import PIECES, likeness, piece, shared
from pipeline.copies.verdict import contradiction

MOST = 16
"""Files with which one is compared word by word: those whose sketches are most alike."""
_BESIDE = 6
"""Neighbours that are looked at before and behind a file in each order."""
_ALIKE, _FIGURES_ALIKE = 0.35, 0.25
"""Shares of the sketches of words and of figures below which two files are not compared."""
_SKETCHES = "SELECT id, sketch FROM files WHERE sketch IS NOT NULL AND status = 'registered' ORDER BY sha256"


def candidates(connection: sqlite3.Connection, files: Mapping[int, Held]) -> Iterator[Pair]:
    """Pairs of files to compare word by word, at most `MOST` for a file, in the order of their hashes.

    A file is sought others for whose header lacks something or was recognised from a picture: what two whole
    headers say needs no guess.
    """
    if all(one.complete and not one.head.recognised for one in files.values()):
        return
    rows = [(files[row[0]], row[1]) for row in connection.execute(_SKETCHES)]
    orders = [_order([made for _, made in rows], at) for at in range(PIECES)]
    for place, (one, made) in enumerate(rows):
        if one.complete and not one.head.recognised:
            continue
        near = []
        for found in _neighbours(place, orders, rows):
            other, sketch = rows[found]
            words, figures = likeness(made, sketch)
            if words >= _ALIKE and (figures is None or figures >= _FIGURES_ALIKE) and _may_be_one(one, other):
                near.append((-words - (figures or 0.0), other.sha256, other))
        yield from (ordered(one, other) for _, _, other in nsmallest(MOST, near))


def misdated(files: Mapping[int, Held]) -> Iterator[Pair]:
    """Pairs of files of one number, symbol and issuer that tell different days of one year."""
    groups: defaultdict[tuple[str | None, ...], list[Held]] = defaultdict(list)
    for one in files.values():
        head = one.head
        if one.complete:
            groups[head.type, head.number, head.symbol, head.issuer, (head.date or "")[:4]].append(one)
    for group in groups.values():
        for place, one in enumerate(group[:MOST]):
            others = (other for other in group[place + 1 : MOST] if other.head.date != one.head.date)
            yield from (ordered(one, other) for other in others)


_Order = tuple["array[int]", "array[int]"]
"""The places of the files in the order of one piece, and where each of them stands in it."""


def _order(made: list[bytes], at: int) -> _Order:
    order = array("L", sorted(range(len(made)), key=lambda place: piece(made[place], at)))
    stands = array("L", bytes(order.itemsize * len(order)))
    for rank, place in enumerate(order):
        stands[place] = rank
    return order, stands


def _neighbours(place: int, orders: list[_Order], rows: list[tuple[Held, bytes]]) -> set[int]:
    """The files that stand beside one in some order and share the beginning of that piece with it."""
    made = rows[place][1]
    found: set[int] = set()
    for at, (order, stands) in enumerate(orders):
        here = stands[place]
        for beside in (order[max(0, here - _BESIDE) : here][::-1], order[here + 1 : here + 1 + _BESIDE]):
            for other in beside:
                if other not in found and not shared(made, rows[other][1], at):
                    break
                found.add(other)
    return found


def _may_be_one(one: Held, other: Held) -> bool:
    """Whether nothing in two typed headers sets the files apart; one that was recognised may be misread."""
    return one.head.recognised or other.head.recognised or contradiction(one.head, other.head) is None
