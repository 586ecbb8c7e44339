"""Writes the facts of one file to the registry, and takes them out again."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from extractors.model import Block, Document, Facts, Link, Reference
from extractors.rulebook import Rulebook
from pipeline.audit.cells import CELL, cell_rows
from pipeline.audit.rows import AuditRows, audit_rows, store_audit
from pipeline.copies.sketch import sketch
from pipeline.doubts import doubt_rows
from pipeline.doubts_tables import COLUMNS_OF_ROW as DOUBT
from pipeline.readers.refusals import depends_on_recognition
from pipeline.records.rows import repair_rows
from pipeline.records.tables import REPAIR
from pipeline.search_text import fold
from pipeline.section_paths import joined
from pipeline.tasks.rows import TaskRows, store_tasks, task_rows

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FileRows:
    """Everything one file puts into the registry, as rows without the file's id; made where the file is read.

    `head` maps columns of `files` to values; `title` and `words` are folded for the full-text index.
    `by_recognition` says that another way of recognising scans may read more of the file, or less.
    """

    head: dict[str, Any]
    text: str
    title: str
    words: str
    blocks: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    audit: AuditRows = field(default_factory=AuditRows)
    tasks: TaskRows = field(default_factory=TaskRows)
    doubts: list[Row] = field(default_factory=list)
    repairs: list[Row] = field(default_factory=list)
    by_recognition: bool = False


_HEAD = (
    "media_type", "reader", "pages", "characters", "type", "number", "symbol", "date", "place", "issuer",
    "subject", "period_from", "period_to", "signer", "signer_title", "recipients", "notes",
    "effective_from", "effective_to", "carrier_mention", "sketch",
)  # fmt: skip
_BLOCK = "ordinal, kind, start_offset, end_offset, page, section, table_index, lines"
_MENTION = (
    "ordinal, text, start_offset, end_offset, page, section, kind, type, number, symbol, date, issuer, "
    "issuer_basis, subject, relation, borne_by, pinpoint, repaired, candidates"
)
_LINK = "ordinal, from_mention, to_mention, relation, basis, text, start_offset, end_offset, page"


def rows_of(document: Document, facts: Facts, rules: Rulebook | None = None) -> FileRows:
    """The rows that `document` and its `facts` put into the registry; findings are worded with `rules`."""
    words = fold(document.text)
    head = _head(document, facts) | {"sketch": sketch(words)}
    return FileRows(
        head,
        document.text,
        title_of(head),
        words,
        [_block(index, block) for index, block in enumerate(document.blocks)],
        cell_rows(document, facts),
        [_mention(document, index, reference) for index, reference in enumerate(facts.references)],
        [_link(document, index, link) for index, link in enumerate(facts.links)],
        audit_rows(document, facts, rules),
        task_rows(document, facts),
        doubt_rows(document),
        repair_rows(document),
        depends_on_recognition(document),
    )


def title_of(head: dict[str, Any]) -> str:
    """What the full-text index takes as a file's title: type, number and symbol, subject, issuer, folded."""
    number = "/".join(part for part in (head["number"], head["symbol"]) if part)
    return fold(" ".join(part for part in (head["type"], number, head["subject"], head["issuer"]) if part))


def _head(document: Document, facts: Facts) -> dict[str, Any]:
    header = facts.header
    period = header.period or (None, None)
    effective = header.effective or (None, None)
    return {
        "media_type": document.media_type,
        "reader": document.reader,
        "pages": document.pages,
        "characters": len(document.text),
        "type": header.type,
        "number": header.number,
        "symbol": header.symbol,
        "date": header.date,
        "place": header.place,
        "issuer": header.issuer,
        "subject": header.subject,
        "period_from": period[0],
        "period_to": period[1],
        "signer": header.signer,
        "signer_title": header.signer_title,
        "recipients": _json(header.recipients),
        "notes": _json(document.notes),
        "effective_from": effective[0],
        "effective_to": effective[1],
        "carrier_mention": facts.carrier,
    }


def _json(values: tuple[str, ...]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None


def _block(index: int, block: Block) -> Row:
    boxed = [
        [line.start, line.end, line.page, *(round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom))]
        for line in block.lines
        if (box := line.box) is not None
    ]
    lines = json.dumps(boxed, separators=(",", ":")) if boxed else None
    section = joined(block.section)
    return index, block.kind.value, block.start, block.end, block.page, section, block.table, lines


def _mention(document: Document, index: int, reference: Reference) -> Row:
    page = reference.page if reference.page is not None else document.page_at(reference.start)
    return (
        index,
        reference.text,
        reference.start,
        reference.end,
        page,
        joined(reference.section),
        reference.kind.value,
        reference.type,
        reference.number,
        reference.symbol,
        reference.date,
        reference.issuer,
        reference.issuer_basis.value,
        reference.subject,
        reference.relation,
        reference.by,
        reference.pinpoint,
        int(reference.repaired),
        _json(reference.candidates),
    )


def _link(document: Document, index: int, link: Link) -> Row:
    """A link's row; its ends are ordinals of mentions until the mentions have ids."""
    words = " ".join(document.text[link.start : link.end].split())
    page = document.page_at(link.start)
    return (
        index, link.source, link.target, link.relation, link.basis.value, words, link.start, link.end, page,
    )  # fmt: skip


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * (columns.count(",") + 1))
    return f"INSERT INTO {table} (file_id, {columns}) VALUES (?, {marks})"


_INSERTS = (
    _insert("blocks", _BLOCK), _insert("table_cells", CELL), _insert("mentions", _MENTION),
    _insert("doubts", DOUBT), _insert("repairs", REPAIR),
)  # fmt: skip
_OF_A_FILE = (
    "texts", "blocks", "table_cells", "tasks", "outcomes", "links", "mentions", "statistics", "findings",
    "checks", "file_pairs", "doubts", "repairs",
)  # fmt: skip
_INSERT_LINK = _insert("links", _LINK)
_INDEX = "INSERT INTO search_index (rowid, title, text) VALUES (?, ?, ?)"
_UNINDEX = "INSERT INTO search_index (search_index, rowid, title, text) VALUES ('delete', ?, ?, ?)"
_SET_HEAD = f"UPDATE files SET {', '.join(f'{name} = :{name}' for name in _HEAD)} WHERE id = :id"


def store(
    connection: sqlite3.Connection,
    sha256: str,
    size: int,
    name: str,
    fingerprint: str,
    run_id: int,
    rows: FileRows,
) -> int:
    """Put the facts of the content `sha256` into the registry, in place of what it held of it; the file's id.

    Runs inside the caller's transaction.
    """
    file_id = file_row(connection, sha256, size, name, fingerprint, run_id, "registered")
    connection.execute(_SET_HEAD, {**rows.head, "id": file_id})
    connection.execute("INSERT INTO texts (file_id, text) VALUES (?, ?)", (file_id, rows.text))
    connection.execute(_INDEX, (file_id, rows.title, rows.words))
    made = (rows.blocks, rows.cells, rows.mentions, rows.doubts, rows.repairs)
    for statement, values in zip(_INSERTS, made, strict=True):
        connection.executemany(statement, ((file_id, *row) for row in values))
    _store_links(connection, file_id, rows.links)
    store_audit(connection, file_id, sha256, rows.audit)
    store_tasks(connection, file_id, sha256, rows.tasks)
    mark_unresolved(connection)
    return file_id


def _store_links(connection: sqlite3.Connection, file_id: int, links: list[Row]) -> None:
    if not links:
        return
    rows = connection.execute("SELECT id FROM mentions WHERE file_id = ? ORDER BY ordinal", (file_id,))
    ids = [row[0] for row in rows]
    connection.executemany(
        _INSERT_LINK,
        (
            (file_id, ordinal, ids[source], ids[target], *rest)
            for ordinal, source, target, *rest in links
        ),
    )


def file_row(
    connection: sqlite3.Connection,
    sha256: str,
    size: int,
    name: str,
    fingerprint: str,
    run_id: int,
    status: str,
) -> int:
    """The id of the row of `files` for the content `sha256`, emptied of facts and set to `status`."""
    found = connection.execute("SELECT id FROM files WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        made = connection.execute(
            "INSERT INTO files (sha256, name, status, size, fingerprint, run_id) VALUES (?, ?, ?, ?, ?, ?)",
            (sha256, name, status, size, fingerprint, run_id),
        )
        assert made.lastrowid is not None
        return made.lastrowid
    file_id = int(found[0])
    forget(connection, file_id)
    connection.execute(
        "UPDATE files SET name = ?, status = ?, fingerprint = ?, run_id = ? WHERE id = ?",
        (name, status, fingerprint, run_id, file_id),
    )
    return file_id


def forget(connection: sqlite3.Connection, file_id: int) -> None:
    """Take every fact of a file out of the registry; its row in `files` stays, marked removed."""
    text = connection.execute("SELECT text FROM texts WHERE file_id = ?", (file_id,)).fetchone()
    if text is not None:
        head = connection.execute("SELECT * FROM files WHERE id = ?", (file_id,)).fetchone()
        # The index keeps no copy of what it indexed: it must be told the very words to take out.
        connection.execute(_UNINDEX, (file_id, title_of(dict(head)), fold(text[0])))
        connection.execute(
            "DELETE FROM citations WHERE first_mention IN (SELECT id FROM mentions WHERE file_id = ?)"
            " OR first_link IN (SELECT id FROM links WHERE file_id = ?)",
            (file_id, file_id),
        )
        mark_unresolved(connection)
    connection.execute("DELETE FROM findings WHERE other_file_id = ?", (file_id,))
    connection.execute("DELETE FROM file_pairs WHERE other_file_id = ?", (file_id,))
    connection.execute("UPDATE files SET copy_of = NULL WHERE id = ? OR copy_of = ?", (file_id,) * 2)
    for table in _OF_A_FILE:
        connection.execute(f"DELETE FROM {table} WHERE file_id = ?", (file_id,))
    empty = ", ".join(f"{name} = NULL" for name in _HEAD)
    connection.execute(
        f"UPDATE files SET status = 'removed', document_id = NULL, {empty} WHERE id = ?", (file_id,)
    )


def mark_unresolved(connection: sqlite3.Connection) -> None:
    """Note that the mentions of some file have not been resolved since it was written."""
    connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '1')")
