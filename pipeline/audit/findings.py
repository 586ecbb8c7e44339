"""Asks the registry for findings and checks: which, how loud, of which document, decided or not."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.model import Severity
from pipeline.clauses import sentence_around
from pipeline.registry import Registry

SHORT_KEY = 8
"""Digits of a key that are shown, and that a person types."""
LOUDEST_FIRST = tuple(one.value for one in Severity)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings and checks are asked for.

    No `rules` means all; `severity` is the quietest that counts; `document` is a document's id, `file_id`
    that of one file; `dismissed` asks for dismissed findings too.
    """

    rules: tuple[str, ...] = ()
    severity: str | None = None
    document: str | None = None
    dismissed: bool = False
    file_id: int | None = None

    @property
    def severities(self) -> tuple[str, ...]:
        """The severities that count, the loudest first."""
        if self.severity is None:
            return LOUDEST_FIRST
        return LOUDEST_FIRST[: LOUDEST_FIRST.index(self.severity) + 1]


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a file: document, page, span (None where only the file is told), and their clause."""

    file_id: int
    file: str
    document: str
    page: int | None
    start: int | None
    end: int | None
    words: str
    clause: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its words, what it stands against, and what a person decided ("open" if nobody did).

    `carried` tells that this was decided about an earlier content of the file, `made` when (ISO, UTC);
    `document_id` and `other_id` are the documents of both places.
    """

    key: str
    scope: str
    rule: str
    severity: str
    status: str
    reason: str | None
    reviewer: str | None
    carried: bool
    why_en: str
    why_vi: str
    expression: str | None
    at: Place
    other: Place | None
    made: str | None = None
    document_id: str | None = None
    other_id: str | None = None

    @property
    def short(self) -> str:
        """The key as it is shown."""
        return self.key[:SHORT_KEY]

    def why(self, lang: str) -> str:
        """What is wrong, in "vi" or "en"."""
        return self.why_vi if lang == "vi" else self.why_en


@dataclass(frozen=True, slots=True)
class Tried:
    """A check that was tried: its verdict, arithmetic, and both intervals as the exact text of their ends.

    `figures` are the places among the file's figures of those that take part, the total first.
    """

    ordinal: int
    rule: str
    verdict: str
    expression: str
    left: list[str] | None
    right: list[str] | None
    at: Place
    figures: tuple[int, ...]


_PLACE = "f.id AS file_id, f.name AS file, coalesce(d.label, f.name) AS document"
_OF = "JOIN files f ON f.id = {0}.file_id LEFT JOIN documents d ON d.id = f.document_id"
_FINDINGS = f"""SELECT n.key, n.scope, n.rule, n.severity, coalesce(r.decision, 'open') AS status, r.reason,
r.reviewer, r.carried_from IS NOT NULL, n.why_en, n.why, c.expression, {_PLACE},
n.page, n.start_offset, n.end_offset, n.text,
n.other_file_id, o.name AS other_file, coalesce(od.label, o.name) AS other_document, n.other_page,
n.other_start, n.other_end, n.other_text, c.start_offset AS check_start, c.end_offset AS check_end,
r.made, d.id AS document_id, od.id AS other_id
FROM findings n {_OF.format("n")} LEFT JOIN checks c ON c.id = n.check_id
LEFT JOIN files o ON o.id = n.other_file_id LEFT JOIN documents od ON od.id = o.document_id
LEFT JOIN reviews r ON r.key = n.key"""
_LOUDNESS = "instr('error warning info', n.severity)"
_IN_ORDER = f"ORDER BY f.name, f.sha256, {_LOUDNESS}, n.start_offset, n.id"


def findings(registry: Registry, wanted: Wanted, limit: int | None = None) -> list[Found]:
    """The findings asked for: by file, the loudest first, then in the order of the text."""
    sql, values = on_findings(wanted)
    sql += " AND n.severity IN (SELECT value FROM json_each(?))"
    if not wanted.dismissed:
        sql += " AND r.decision IS NOT 'dismissed'"
    values += [json.dumps(wanted.severities), -1 if limit is None else limit]
    return list(_found(registry, registry.query(f"{_FINDINGS} WHERE {sql} {_IN_ORDER} LIMIT ?", values)))


def findings_by_key(registry: Registry, prefix: str) -> list[Found]:
    """The findings whose key begins so."""
    high = prefix + "g"  # after every hexadecimal digit
    sql = f"{_FINDINGS} WHERE n.key >= ? AND n.key < ? {_IN_ORDER}"
    return list(_found(registry, registry.query(sql, (prefix, high))))


def findings_by_id(registry: Registry, ids: Sequence[int]) -> list[Found]:
    """The findings of these ids, in their order."""
    sql = f"{_FINDINGS} JOIN json_each(?) w ON w.value = n.id ORDER BY w.key"
    return list(_found(registry, registry.query(sql, (json.dumps(list(ids)),))))


def check_of(registry: Registry, key: str) -> Tried | None:
    """The check that a finding of this key comes from, None where it comes from none."""
    rows = registry.query(
        f"{_CHECKS} WHERE c.id = (SELECT n.check_id FROM findings n WHERE n.key = ? LIMIT 1)", (key,)
    )
    return _tried(rows[0]) if rows else None


def count_by_severity(registry: Registry, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many findings there are of each status ("open", "accepted", "dismissed"), by severity."""
    sql, values = on_findings(wanted)
    rows = registry.query(
        "SELECT coalesce(r.decision, 'open'), n.severity, count(*) FROM findings n"
        f" JOIN files f ON f.id = n.file_id LEFT JOIN reviews r ON r.key = n.key WHERE {sql} GROUP BY 1, 2",
        values,
    )
    counts = {status: dict.fromkeys(LOUDEST_FIRST, 0) for status in ("open", "accepted", "dismissed")}
    for status, severity, count in rows:
        counts[status][severity] = count
    return counts


def on_findings(wanted: Wanted) -> tuple[str, list[Any]]:
    """SQL for the findings on what is wanted; one between two documents is on both."""
    sql, values = conditions(replace(wanted, document=None), "n")
    if wanted.document is not None:
        sql += f" AND n.id IN ({ON_DOCUMENT.format('file_id')} UNION {ON_DOCUMENT.format('other_file_id')})"
        values += [wanted.document] * 2
    return sql, values


ON_DOCUMENT = "SELECT x.id FROM files y JOIN findings x ON x.{} = y.id WHERE y.document_id = ?"
"""SQL for findings by a document, from indexes alone; an OR over both files would look at every finding."""


def conditions(wanted: Wanted, table: str) -> tuple[str, list[Any]]:
    """SQL on files f and on rules of `table` for what is wanted, with its values."""
    sql, values = "f.status = 'registered'", list[Any]()
    if wanted.rules:
        sql += f" AND {table}.rule IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(wanted.rules))
    if wanted.document is not None:
        sql += " AND f.document_id = ?"
        values.append(wanted.document)
    if wanted.file_id is not None:
        sql += " AND f.id = ?"
        values.append(wanted.file_id)
    else:
        sql += " AND f.copy_of IS NULL"
    return sql, values


def _found(registry: Registry, rows: Iterable[sqlite3.Row]) -> Iterator[Found]:
    texts = Texts(registry)
    for row in rows:
        at = texts.place(*[*row[11:18], (row["check_start"], row["check_end"])])
        other = texts.place(*row[18:25]) if row["other_file_id"] is not None else None
        yield Found(
            *[*row[:7], bool(row[7]), *row[8:11], at, other, row["made"], row["document_id"], row["other_id"]]
        )


class Texts:
    """Places in files with their clauses; keeps the text that was last read, as places of a file are near."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._kept: dict[int, str] = {}

    def place(
        self,
        file_id: int,
        file: str,
        document: str,
        page: int | None,
        start: int | None,
        end: int | None,
        words: str | None,
        around: tuple[int | None, int | None] = (None, None),
    ) -> Place:
        """A place with its clause; without a span it is the whole file.

        `around` is the span of the check that a finding comes from: its operands belong to what is quoted.
        """
        if start is None or end is None:
            return Place(file_id, file, document, page, None, None, words or "", "")
        said = sentence_around(self.text(file_id), start, end, around)
        return Place(file_id, file, document, page, start, end, words or "", said)

    def text(self, file_id: int) -> str:
        """The text of a file."""
        if file_id not in self._kept:
            rows = self._registry.query("SELECT text FROM texts WHERE file_id = ?", (file_id,))
            if len(self._kept) > 1:
                self._kept.pop(next(iter(self._kept)))
            self._kept[file_id] = str(rows[0][0]) if rows else ""
        return self._kept[file_id]


_CHECKS = f"""SELECT c.ordinal, c.rule, c.verdict, c.expression, c.detail, {_PLACE}, c.page, c.start_offset,
c.end_offset, c.text, c.figures FROM checks c {_OF.format("c")}"""


def checks(registry: Registry, wanted: Wanted, limit: int | None = None) -> list[Tried]:
    """The checks that were tried, in the order of files and texts."""
    sql, values = conditions(wanted, "c")
    rows = registry.query(
        f"{_CHECKS} WHERE {sql} ORDER BY f.name, f.sha256, c.ordinal LIMIT ?",
        [*values, -1 if limit is None else limit],
    )
    return [_tried(row) for row in rows]


def _tried(row: Sequence[Any]) -> Tried:
    detail = json.loads(row[4])
    place = Place(*[*row[5:12], ""])
    return Tried(*[*row[:4], detail["left"], detail["right"], place, tuple(json.loads(row[12]))])
