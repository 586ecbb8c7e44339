"""Carries what people decided about tasks over to the next content of a file, by the words of the place."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from pipeline.tasks.rows import words_of

_ORPHANS = """SELECT p.key, p.place, p.words, p.sha256, p.path, p.document_id FROM decided_places p
WHERE p.alone AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.key = p.key)
  AND NOT EXISTS (SELECT 1 FROM outcomes o WHERE o.key = p.key) ORDER BY p.key"""
_LIVE = """SELECT x.key, x.text, x.occurrence, f.sha256, f.name FROM {0} x JOIN files f ON f.id = x.file_id
WHERE f.status = 'registered' AND {1}"""
_WHERE = {
    "path": "f.id IN (SELECT file_id FROM paths WHERE path = ? AND NOT removed)",
    "document_id": "f.document_id = ?",
}
_TABLE = {"task": "tasks", "outcome": "outcomes"}
# What refers to the key follows it, as the tables say.
_MOVE = """UPDATE OR IGNORE decided_places SET key = ?, words = ?, occurrence = ?, sha256 = ?, file = ?,
carried_from = ? WHERE key = ?"""


def carry(connection: sqlite3.Connection) -> int:
    """Give decisions whose place is gone to the same place of the file's new content; how many places.

    The file is the one at the same path, else one of the same document. One place alone must read the same
    there, and none beside it may have read so before: which of several was meant nobody knows. Runs inside
    the caller's transaction.
    """
    claims: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    for orphan in connection.execute(_ORPHANS).fetchall():
        found = _same(connection, orphan)
        if len(found) == 1:
            key, text, occurrence, sha256, file = found[0]
            claims[key].append(
                (key, words_of(text), occurrence, sha256, file, orphan["sha256"], orphan["key"])
            )
    moves = [moves[0] for moves in claims.values() if len(moves) == 1]
    return sum(connection.execute(_MOVE, move).rowcount for move in moves)


def _same(connection: sqlite3.Connection, orphan: sqlite3.Row) -> list[sqlite3.Row]:
    table = _TABLE[orphan["place"]]
    for column, where in _WHERE.items():
        if orphan[column] is None:
            continue
        rows = connection.execute(_LIVE.format(table, where), (orphan[column],)).fetchall()
        if found := [row for row in rows if _bare(row["text"]) == _bare(orphan["words"])]:
            return found
    return []


def _bare(words: str) -> str:
    """Words but for white space and the stop that only some end with."""
    return words_of(words).rstrip(" .;")
