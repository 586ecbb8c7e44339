"""What a registry knows of a file's references: the document each means, its standing, its file on disk."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.dossier_page import standing_sentence
from pipeline.registry import Registry
from pipeline.standing import standing_of

_MENTIONS = """SELECT id, start_offset, end_offset, status, basis, conflict, document_id FROM mentions
WHERE file_id = ? AND status IS NOT NULL ORDER BY ordinal"""
_CANDIDATES = """SELECT mention_id, label FROM mention_candidates
WHERE mention_id IN (SELECT id FROM mentions WHERE file_id = ?) ORDER BY mention_id, ordinal"""
_DOCUMENTS = """SELECT id, label, date, issuer, subject, held FROM documents
WHERE id IN (SELECT document_id FROM mentions WHERE file_id = ?1
  UNION SELECT document_id FROM files WHERE id = ?1)"""
_PATHS = """SELECT f.document_id, p.path FROM files f JOIN paths p ON p.file_id = f.id
WHERE f.status = 'registered' AND NOT p.removed AND f.document_id IN (SELECT value FROM json_each(?))
ORDER BY f.document_id, p.path"""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the registry: what it is, its standing in words, and a file of it that is on disk."""

    id: str
    label: str
    date: str | None
    issuer: str | None
    subject: str | None
    held: bool
    standing: str
    path: str | None


@dataclass(frozen=True, slots=True)
class KnownMention:
    """What a mention was joined to: a document, or several that fit, or none."""

    document: KnownDocument | None
    status: str
    basis: str | None
    conflict: bool
    candidates: Sequence[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a registry knows of one file: its own document, and its mentions by their span."""

    registry: Path
    own: KnownDocument | None
    mentions: Mapping[tuple[int, int], KnownMention] = field(default_factory=dict)


def known_of(registry: Registry, sha256: str, as_of: str, lang: str) -> Known | None:
    """What the registry knows of the file of these bytes at `as_of` (ISO day); None where it has it not.

    Raises:
        RegistryError: the registry fails.
    """
    rows = registry.query(
        "SELECT id, document_id FROM files WHERE sha256 = ? AND status = 'registered'", (sha256,)
    )
    if not rows:
        return None
    file_id, own = rows[0]
    documents = _documents(registry, file_id, as_of, lang)
    candidates: defaultdict[int, list[str]] = defaultdict(list)
    for mention, label in registry.query(_CANDIDATES, (file_id,)):
        candidates[mention].append(label)
    mentions = {
        (row["start_offset"], row["end_offset"]): KnownMention(
            documents.get(row["document_id"]),
            row["status"],
            row["basis"],
            row["conflict"] == "date",
            tuple(candidates[row["id"]]),
        )
        for row in registry.query(_MENTIONS, (file_id,))
    }
    return Known(registry.path, documents.get(own), mentions)


def _documents(registry: Registry, file_id: int, as_of: str, lang: str) -> dict[str, KnownDocument]:
    rows = registry.query(_DOCUMENTS, (file_id,))
    held = json.dumps([row["id"] for row in rows if row["held"]])
    paths: dict[str, str] = {}
    for document, path in registry.query(_PATHS, (held,)):
        if document not in paths and _is_there(path):
            paths[document] = path
    return {row["id"]: _document(registry, row, paths.get(row["id"]), as_of, lang) for row in rows}


def _document(registry: Registry, row: Any, path: str | None, as_of: str, lang: str) -> KnownDocument:
    standing = standing_sentence(standing_of(registry, row["id"], as_of), lang)
    return KnownDocument(
        row["id"], row["label"], row["date"], row["issuer"], row["subject"], bool(row["held"]), standing, path
    )


def _is_there(path: str) -> bool:
    """Whether the file, or the archive that holds it, is on disk."""
    return _on_disk(path) is not None


def _on_disk(path: str) -> Path | None:
    """The file itself, else the archive in which it lies."""
    for one in (Path(path), *Path(path).parents):
        try:
            if one.is_file():
                return one
            if one.is_dir():
                return None
        except OSError:
            return None
    return None


def address(path: str, folder: Path) -> str:
    """The link from a page in `folder` to a file: a relative one, so that both may be moved together."""
    target = _on_disk(path) or Path(path)
    try:
        relative = Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # another drive
        return target.absolute().as_uri()
    return quote(relative if "/" in relative else f"./{relative}")
