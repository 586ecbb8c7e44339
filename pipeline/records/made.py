"""Makes the records of files again from the registry, each equal to what `vanthu extract` prints of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.model import Finding
from pipeline.errors import UnknownReferenceError
from pipeline.record import assemble
from pipeline.records.facts import Held, Row, held
from pipeline.registry import Registry

Record = dict[str, Any]
REGISTRY = "registry"
"""The one key under which a record carries what only the registry knows; `bare` takes it out everywhere."""

_FILES = "SELECT id FROM files WHERE status = 'registered' ORDER BY name, sha256"
_HEAD = """SELECT f.*, coalesce(t.text, '') AS text, c.sha256 AS copy_sha256 FROM files f
LEFT JOIN texts t ON t.file_id = f.id LEFT JOIN files c ON c.id = f.copy_of
WHERE f.id = ? AND f.status = 'registered'"""
_PATHS = "SELECT path FROM paths WHERE file_id = ? AND NOT removed ORDER BY path"
_CANDIDATES = """SELECT c.mention_id, c.document_id, c.label FROM mention_candidates c
JOIN mentions m ON m.id = c.mention_id WHERE m.file_id = ? ORDER BY c.mention_id, c.ordinal"""
_KEYS = "SELECT id, key FROM {} WHERE id IN (SELECT copy_of FROM {} WHERE file_id = ?)"
_DECISIONS = """SELECT n.id, r.decision FROM findings n JOIN reviews r ON r.key = n.key
WHERE n.file_id = ? AND n.scope = 'file'"""


def records(registry: Registry, with_text: bool = True) -> Iterator[Record]:
    """The records of all files that the registry holds, by name and SHA-256, copies included.

    One file is in memory at a time. All of them are told as the registry is when the first is asked for,
    whatever is written meanwhile.
    """
    with registry.snapshot():
        for row in registry.query(_FILES):
            yield record_of(registry, int(row["id"]), with_text)


def record_of(registry: Registry, file_id: int, with_text: bool = True) -> Record:
    """The record of one file, with what only the registry knows under the key `REGISTRY`.

    `file` is the file's name: where it lies stands in that key as "paths". Findings that several files tell
    together belong to no file's record.

    Raises:
        UnknownReferenceError: the registry holds no such file.
    """
    with registry.snapshot():
        heads = registry.query(_HEAD, (file_id,))
        if not heads:
            raise UnknownReferenceError(
                f"The registry holds no file {file_id}.", f"Sổ đăng ký không có tệp số {file_id}."
            )
        file = held(registry, heads[0])
        made = assemble(
            file.document, file.facts, _worded, file.head["sha256"], file.document.name, with_text
        )
        _add_registry(registry, file, made)
    return made


def bare(record: Mapping[str, Any]) -> Record:
    """A record without what only the registry knows: as `vanthu extract` prints it."""
    return {
        name: [_without(one) for one in value] if name in _KNOWN_MORE else value
        for name, value in record.items()
        if name != REGISTRY
    }


_KNOWN_MORE = ("references", "tasks", "outcomes", "findings")
"""The facts of which the registry knows more than the file tells."""


def _without(fact: Mapping[str, Any]) -> Record:
    return {name: value for name, value in fact.items() if name != REGISTRY}


def _worded(finding: Finding) -> tuple[str, str]:
    return finding.values["vi"], finding.values["en"]


def _add_registry(registry: Registry, file: Held, made: Record) -> None:
    file_id = file.head["id"]
    more = (
        _resolved(registry, file_id, file.mentions),
        _keyed(registry, file_id, "tasks", file.tasks),
        _keyed(registry, file_id, "outcomes", file.outcomes),
        _reviewed(registry, file_id, file.findings),
    )
    for name, known in zip(_KNOWN_MORE, more, strict=True):
        for fact, one in zip(made[name], known, strict=True):
            fact[REGISTRY] = one
    made[REGISTRY] = {
        "document_id": file.head["document_id"],
        "copy_of": file.head["copy_sha256"],
        "paths": [row["path"] for row in registry.query(_PATHS, (file_id,))],
    }


def _resolved(registry: Registry, file_id: int, mentions: Sequence[Row]) -> list[Record]:
    """What each mention was resolved to, or may mean."""
    candidates: dict[int, list[Record]] = {}
    for mention, document, label in registry.query(_CANDIDATES, (file_id,)):
        candidates.setdefault(mention, []).append({"document_id": document, "label": label})
    return [
        {
            "document_id": row["document_id"],
            "status": row["status"],
            "basis": row["basis"],
            "conflict": row["conflict"],
            "candidates": candidates.get(row["id"], []),
        }
        for row in mentions
    ]


def _keyed(registry: Registry, file_id: int, table: str, rows: Sequence[Row]) -> list[Record]:
    """The lasting key of each place, and that of the place in another file of which it is a copy."""
    keys = _by_id(registry, _KEYS.format(table, table), file_id) if rows else {}
    return [{"key": row["key"], "copy_of": keys.get(row["copy_of"])} for row in rows]


def _reviewed(registry: Registry, file_id: int, rows: Sequence[Row]) -> list[Record]:
    """The lasting key of each finding, and what a person decided about it."""
    decided = _by_id(registry, _DECISIONS, file_id) if rows else {}
    return [{"key": row["key"], "decision": decided.get(row["id"])} for row in rows]


def _by_id(registry: Registry, sql: str, file_id: int) -> dict[int, str]:
    return {int(key): str(value) for key, value in registry.query(sql, (file_id,))}


def line(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON Lines, with its end."""
    return json.dumps(record, ensure_ascii=False) + "\n"
