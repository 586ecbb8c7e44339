"""Which file of a document is used for its facts, and why: the order is documented here.

1. a text that was typed stands before one that was recognised from a picture;
2. the file whose header tells more fields (a signed paper stands before a draft without number or day);
3. the one about whose reading less is noted (damage, repairs);
4. by kind: PDF, the paper as it was signed and sent; then Word files; then the rest;
5. the longer text; then the lesser hash, so that the choice never depends on the order of reading.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from pipeline.copies.heads import Held, held
from pipeline.copies.pairs import Pairs

KINDS = ("pdf", "docx", "doc", "odt", "rtf", "html", "markdown", "text")
_COPY = 0.5
"""Share of a file's words that the used one must have: with less it is another part of the document."""


def rank(one: Held) -> tuple[bool, int, int, int, int, str]:
    """What sorts the files of a document, the one to be used first."""
    return (
        one.head.recognised, -one.told, one.notes, _kind(one.reader), -one.characters, one.sha256,
    )  # fmt: skip


def best(files: Iterable[Held]) -> Held:
    """The file to be used."""
    return min(files, key=rank)


def _kind(reader: str) -> int:
    return next((place for place, kind in enumerate(KINDS) if reader.startswith(kind)), len(KINDS))


def uses(rows: Iterable[sqlite3.Row]) -> dict[int, str]:
    """Whether and why each file of a document is used, as codes; `rows` are those of `heads.OF_DOCUMENT`."""
    told = [(held(row), row["copy_of"]) for row in rows]
    found = {}
    for one, copy_of in told:
        copies = [other for other, used in told if used == one.id]
        rest = any(used is None and other.id != one.id for other, used in told)
        found[one.id] = "used_not" if copy_of else _reason(one, copies) if copies else _ALONE[rest]
    return found


_ALONE = {False: "used_only", True: "used_part"}
_REASONS = ("used_typed", "used_header", "used_clean", "used_kind", "used_longer", "used_first")


def _reason(one: Held, copies: Iterable[Held]) -> str:
    """The first step of the order in which a file stands before its copies."""
    beside = min(copies, key=rank)
    steps = zip(_REASONS, rank(one), rank(beside), strict=True)
    return next(name for name, own, other in steps if own != other)


def mark(connection: sqlite3.Connection, groups: Iterable[Iterable[Held]], pairs: Pairs) -> set[int]:
    """Note which files of one document are copies of a used one; those that are. Inside a transaction.

    A file whose words the used one lacks (another part under the same number) keeps its own facts.
    """
    copies: dict[int, int] = {}
    for group in groups:
        used: list[Held] = []
        for one in sorted(group, key=rank):
            first = next((other for other in used if pairs.share(one, other) >= _COPY), None)
            if first is None:
                used.append(one)
            else:
                copies[one.id] = first.id
    before = dict(connection.execute("SELECT id, copy_of FROM files WHERE copy_of IS NOT NULL").fetchall())
    changed = [(copies.get(key), key) for key in before.keys() | copies if before.get(key) != copies.get(key)]
    connection.executemany("UPDATE files SET copy_of = ? WHERE id = ?", changed)
    return set(copies)
