"""Carries decisions over to the next content of a file: same rule, same sentence, same arithmetic."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from pipeline.clauses import sentence_around as sentence

_PATH = "(SELECT min(p.path) FROM paths p WHERE p.file_id = {0} AND NOT p.removed)"
_DOCUMENT = (
    "(SELECT d.id FROM files x JOIN documents d ON d.id = x.document_id"
    " WHERE x.id = {0} AND d.identity = 'full')"
)
SAID = (
    f"{_PATH.format('n.file_id')}, {_DOCUMENT.format('n.file_id')}, "
    "(SELECT c.expression FROM checks c WHERE c.id = n.check_id), n.why, n.other_text, "
    f"{_PATH.format('n.other_file_id')}, {_DOCUMENT.format('n.other_file_id')}"
)
"""SQL for what a decision keeps of a finding n, so that it knows the finding in another content."""
SAID_NAMES = "path, document_id, expression, why, other_words, other_path, other_document"

_ORPHANS = f"""SELECT r.key, r.sha256, r.rule, r.words, {SAID_NAMES}, r.sentence, r.other_sentence
FROM reviews r WHERE NOT EXISTS (SELECT 1 FROM findings n JOIN files f ON f.id = n.file_id
WHERE n.key = r.key AND f.copy_of IS NULL) ORDER BY r.made, r.key"""
_LIVE = f"""SELECT n.key, f.sha256, f.name, n.occurrence, n.text, {SAID},
n.file_id, n.start_offset, n.end_offset, n.other_file_id, n.other_start, n.other_end, c.start_offset AS first,
c.end_offset AS last FROM findings n JOIN files f ON f.id = n.file_id LEFT JOIN checks c ON c.id = n.check_id
WHERE n.rule = ? AND f.status = 'registered' AND f.copy_of IS NULL AND {{}}"""
_AT_PATH = _LIVE.format("f.id IN (SELECT file_id FROM paths WHERE path = ? AND NOT removed)")
_OF_DOCUMENT = _LIVE.format("f.document_id = ?")
_MOVE = f"""UPDATE OR IGNORE reviews SET key = ?, sha256 = ?, file = ?, occurrence = ?, carried_from = ?,
({SAID_NAMES}) = (SELECT {SAID} FROM findings n WHERE n.key = ?) WHERE key = ?"""


def carry(connection: sqlite3.Connection) -> int:
    """Give decisions whose finding is gone to the same finding of the file's new content; how many.

    The file is the one at the same path, else one of the same document. Sentence (but for white space),
    arithmetic, what is wrong and what is contradicted must be the same, and one finding alone may fit: a
    decision about other figures is nobody's decision. Runs inside the caller's transaction.
    """
    claims: defaultdict[str, list[tuple[sqlite3.Row, sqlite3.Row]]] = defaultdict(list)
    for orphan in connection.execute(_ORPHANS).fetchall():
        found = _same(connection, orphan)
        if len(found) == 1:
            claims[found[0]["key"]].append((orphan, found[0]))
    # of two decisions about one finding neither is known to be meant
    moved = [pairs[0] for pairs in claims.values() if len(pairs) == 1]
    return sum(_move(connection, orphan, found) for orphan, found in moved)


def _same(connection: sqlite3.Connection, orphan: sqlite3.Row) -> list[sqlite3.Row]:
    for sql, where in ((_AT_PATH, orphan["path"]), (_OF_DOCUMENT, orphan["document_id"])):
        rows = connection.execute(sql, (orphan["rule"], where)).fetchall() if where else []
        if found := [row for row in rows if _fits(connection, orphan, row)]:
            return found
    return []


def _fits(connection: sqlite3.Connection, orphan: sqlite3.Row, row: sqlite3.Row) -> bool:
    words, _, _, expression, why, other_words, *against = orphan[3:11]
    now_words, _, _, now_expression, now_why, now_other_words, *now_against = row[4:12]
    told = (words, expression, why, other_words)
    if not _alike(told, (now_words, now_expression, now_why, now_other_words)):
        return False
    before, now = ({end for end in ends if end} for ends in (against, now_against))
    same_other = before == now or bool(before & now)
    # decisions made before sentences were kept know only their words
    return same_other and (
        orphan["sentence"] is None
        or _alike((orphan["sentence"], orphan["other_sentence"]), _sentences(connection, row))
    )


def _alike(some: Sequence[str | None], others: Sequence[str | None]) -> bool:
    """Whether the words are the same, white space aside, and the stop that only some sentences end with."""
    return [_bare(one) for one in some] == [_bare(other) for other in others]


def _bare(words: str | None) -> str:
    return " ".join((words or "").split()).rstrip(" .;")


def _sentences(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[str, str]:
    """The sentence of a finding, and the one that it contradicts."""
    said = []
    for file, start, end, around in (
        ("file_id", "start_offset", "end_offset", (row["first"], row["last"])),
        ("other_file_id", "other_start", "other_end", (None, None)),
    ):
        text = connection.execute("SELECT text FROM texts WHERE file_id = ?", (row[file],)).fetchone()
        said.append(sentence(text[0], row[start], row[end], around) if text else "")
    return said[0], said[1]


def _move(connection: sqlite3.Connection, orphan: sqlite3.Row, found: sqlite3.Row) -> int:
    key, sha256, file, occurrence = found[:4]
    values = (key, sha256, file, occurrence, orphan["sha256"], key, orphan["key"])
    return connection.execute(_MOVE, values).rowcount


COLUMNS = (
    "path TEXT /* where the file lay when that was decided */",
    "document_id TEXT /* the document it held, where its number told it */",
    "expression TEXT /* the arithmetic of the finding */",
    "why TEXT /* what is wrong */",
    "other_words TEXT /* the words that it contradicts */",
    "other_path TEXT /* and where they stand */",
    "other_document TEXT",
    "sentence TEXT /* the sentence in which it stands */",
    "other_sentence TEXT",
    "carried_from TEXT /* SHA-256 of the earlier content about which that was decided */",
)
"""What decisions hold besides the columns they began with, as SQL declares it."""
FILL = f"""UPDATE reviews SET ({SAID_NAMES}) = (SELECT {SAID} FROM findings n WHERE n.key = reviews.key)
WHERE key IN (SELECT key FROM findings)"""
"""SQL that fills these columns for decisions made before they were there."""
