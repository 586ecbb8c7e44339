"""Finds, among many files, those that may be one document: their sketches have a band in common."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.copies.heads import Held
from pipeline.copies.pairs import Pair, ordered
from pipeline.copies.sketch import bands, likeness
from pipeline.copies.verdict import contradiction

MOST = 24
"""Files with which one is compared word by word: those whose sketches are most alike."""
_ALIKE, _FIGURES_ALIKE = 0.35, 0.25
"""Shares of the sketches of words and of figures below which two files are not compared."""
_SKETCHES = "SELECT id, sketch FROM files WHERE sketch IS NOT NULL AND status = 'registered' ORDER BY sha256"
_Near = tuple[float, str, Pair]


def candidates(connection: sqlite3.Connection, files: Mapping[int, Held]) -> Iterator[Pair]:
    """Pairs of files to compare word by word, at most `MOST` for a file.

    A file is sought others for whose header lacks something or was recognised from a picture: what two whole
    headers say needs no guess.
    """
    sought = {one.id for one in files.values() if not one.complete or one.head.recognised}
    if not sought:
        return
    sketches = {file_id: made for file_id, made in _sketches(connection) if file_id in sought}
    index: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for file_id, made in sketches.items():
        for band in bands(made):
            index[band].append(file_id)
    near: defaultdict[int, list[_Near]] = defaultdict(list)
    for file_id, made in _sketches(connection):
        one = files[file_id]
        for other in {other for band in bands(made) for other in index.get(band, ())}:
            if other != file_id and _may_be_one(one, files[other]):
                _note(near[other], made, sketches[other], one, ordered(one, files[other]))
    for found in near.values():
        yield from (pair for _, _, pair in sorted(found)[:MOST])


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


def _note(near: list[_Near], made: bytes, sought: bytes, one: Held, pair: Pair) -> None:
    words, figures = likeness(made, sought)
    if words < _ALIKE or (figures is not None and figures < _FIGURES_ALIKE):
        return
    near.append((-words - (figures or 0.0), one.sha256, pair))
    if len(near) > 4 * MOST:
        near.sort()
        del near[MOST:]


def _may_be_one(one: Held, other: Held) -> bool:
    """Whether nothing in two typed headers sets the files apart; one that was recognised may be misread."""
    return one.head.recognised or other.head.recognised or contradiction(one.head, other.head) is None


def _sketches(connection: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    yield from cursor.execute(_SKETCHES)
