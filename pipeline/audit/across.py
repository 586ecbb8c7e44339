"""Findings that only several files together tell: renewed whenever files are joined to documents."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from extractors.audit.wording import why
from extractors.model import Finding, Severity
from extractors.rulebook import Rulebook
from pipeline.audit.carried import carry
from pipeline.audit.rows import INSERT_FINDING, Row, key_of

REGISTRY_PARTS: tuple[tuple[str, str], ...] = (
    ("pipeline.audit_graph", "graph_findings"),
    ("pipeline.audit_values", "value_findings"),
    ("pipeline.tasks.findings", "task_findings"),
    ("pipeline.copies.findings", "copy_findings"),
)
"""Module and function of every part of the audit that looks at the registry as a whole."""


class Told(Protocol):
    """A finding on a file of the registry, perhaps against words of another."""

    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> Severity: ...  # noqa: D102
    @property
    def file_id(self) -> int: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def values(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def other_file_id(self) -> int | None: ...  # noqa: D102
    @property
    def other_start(self) -> int | None: ...  # noqa: D102
    @property
    def other_end(self) -> int | None: ...  # noqa: D102


Part = Callable[[sqlite3.Connection, Rulebook], Iterator[Told]]


def renew(connection: sqlite3.Connection, rules: Rulebook) -> int:
    """Find anew what several files together tell, inside the caller's transaction; how many findings.

    Only now all findings are there: decisions about an earlier content of a file find theirs again.
    """
    connection.execute("DELETE FROM findings WHERE scope = 'registry'")
    files = _Files(connection)
    seen: Counter[tuple[Any, ...]] = Counter()
    rows = []
    for part in _parts():
        for told in part(connection, rules):
            rows.append(_row(files, told, seen, rules))
    connection.executemany(INSERT_FINDING, rows)
    carry(connection)
    return len(rows)


def _parts() -> Iterator[Part]:
    for module, function in REGISTRY_PARTS:
        yield getattr(import_module(module), function)


class _Files:
    """Hashes, words and pages of files; the texts of a few are kept, as findings of a file come together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.words = lru_cache(maxsize=4096)(self._words)
        self.sha256 = lru_cache(maxsize=4096)(self._sha256)

    def _words(self, file_id: int, start: int, end: int) -> str:
        sql = "SELECT substr(text, ?, ?) FROM texts WHERE file_id = ?"
        found = self._connection.execute(sql, (start + 1, end - start, file_id)).fetchone()
        return str(found[0]) if found else ""

    def _sha256(self, file_id: int) -> str:
        found = self._connection.execute("SELECT sha256 FROM files WHERE id = ?", (file_id,)).fetchone()
        return str(found[0])

    def page(self, file_id: int, offset: int) -> int | None:
        """The page on which a character stands, as a reader of the document tells it."""
        found = self._connection.execute(
            "SELECT page, lines FROM blocks WHERE file_id = ? AND start_offset <= ? AND end_offset > ?"
            " ORDER BY ordinal DESC LIMIT 1",
            (file_id, offset, offset),
        ).fetchone()
        if found is None:
            return None
        pages = [line[2] for line in json.loads(found[1] or "[]") if line[0] <= offset and line[2]]
        return int(pages[-1]) if pages else found[0]


def _row(files: _Files, told: Told, seen: Counter[tuple[Any, ...]], rules: Rulebook) -> Row:
    finding = Finding(told.rule, told.severity, told.start, told.end, told.values)
    words = files.words(told.file_id, told.start, told.end)
    other, against = _other(files, told)
    place = (told.file_id, told.rule, words, against)
    occurrence = seen[place]
    seen[place] += 1
    sha256 = files.sha256(told.file_id)
    return (
        told.file_id, None, key_of(sha256, told.rule, words, occurrence, against), "registry", told.rule,
        Severity(told.severity).value, words, occurrence, told.start, told.end,
        files.page(told.file_id, told.start), why(finding, rules, "vi"), why(finding, rules, "en"), *other,
    )  # fmt: skip


def _other(files: _Files, told: Told) -> tuple[Row, str]:
    """File, span, page and words of the other place, and how they enter the finding's key."""
    if told.other_file_id is None:
        return (None,) * 5, "registry"
    if told.other_start is None or told.other_end is None:
        return (told.other_file_id, *(None,) * 4), files.sha256(told.other_file_id)
    words = files.words(told.other_file_id, told.other_start, told.other_end)
    page = files.page(told.other_file_id, told.other_start)
    span = (told.other_start, told.other_end, page, words)
    return (told.other_file_id, *span), f"{files.sha256(told.other_file_id)}\0{words}"
