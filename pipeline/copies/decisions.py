"""Keeps what people decide about two files, one document or not, by the bytes of the two."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.listing import Column, Listing
from pipeline.registry import Registry

_LISTED = 8


@dataclass(frozen=True, slots=True)
class File:
    """A file of the registry."""

    id: int
    sha256: str
    name: str


def find_file(registry: Registry, typed: str) -> File:
    """The file that a person means by its name, path, the end of its path or the beginning of its hash.

    Raises:
        UnknownReferenceError: there is no such file, or several.
    """
    wanted = typed.strip()
    rows = registry.query(
        "SELECT DISTINCT f.id, f.sha256, f.name, min(p.path) FROM files f"
        " LEFT JOIN paths p ON p.file_id = f.id AND NOT p.removed"
        " WHERE f.status = 'registered' AND (f.name = ?1 OR p.path = ?1 OR substr(p.path, ?2) = ?3"
        " OR length(?1) >= 8 AND f.sha256 >= lower(?1) AND f.sha256 < lower(?1) || 'g')"
        " GROUP BY f.id ORDER BY 4",
        (wanted, -len(wanted) - 1, f"/{wanted}"),
    )
    if len(rows) == 1:
        return File(*rows[0][:3])
    if not rows:
        raise UnknownReferenceError(
            f'The registry has no file "{wanted}"; give its name, path or the first digits of its SHA-256.',
            f"Sổ không có tệp “{wanted}”; hãy cho tên, đường dẫn hoặc các chữ số đầu của mã SHA-256.",
        )
    listed = "".join(f"\n  {row[1][:12]}  {row[3]}" for row in rows[:_LISTED])
    raise UnknownReferenceError(
        f'"{wanted}" fits {len(rows)} files; give the path or hash of one:{listed}',
        f"“{wanted}” khớp {len(rows)} tệp; hãy cho đường dẫn hoặc mã của một tệp:{listed}",
    )


def put(
    connection: sqlite3.Connection,
    one: File,
    other: File,
    decision: str,
    reason: str | None = None,
    reviewer: str | None = None,
) -> None:
    """Keep a decision ("same", "different") in place of an earlier one.

    Raises:
        UsageError: it is one file.
    """
    if one.sha256 == other.sha256:
        raise UsageError("Name two different files.", "Hãy nêu hai tệp khác nhau.")
    first, second = sorted((one, other), key=lambda file: file.sha256)
    connection.execute(
        "INSERT OR REPLACE INTO file_decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            first.sha256, second.sha256, decision, first.name, second.name, reason, reviewer,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )  # fmt: skip


def take_back(connection: sqlite3.Connection, one: File, other: File) -> bool:
    """Forget the decision about two files; False where there is none."""
    gone = connection.execute(
        "DELETE FROM file_decisions WHERE sha256 = ? AND other_sha256 = ?",
        sorted((one.sha256, other.sha256)),
    )
    return gone.rowcount > 0


COLUMNS = (
    Column("file", identity=True),
    Column("other_file", identity=True),
    Column("verdict", coded=True),
    Column("likeness"),
    Column("reason"),
    Column("document", identity=True),
    Column("other_document", identity=True, screen=False),
    Column("decided", screen=False),
    Column("reviewer", screen=False),
    Column("sha256", screen=False),
    Column("other_sha256", screen=False),
)
_BY_HEAD = "p.verdict <> 'same' AND f.document_id = o.document_id"
_ALIKE = f"""SELECT f.name, o.name,
coalesce('file_' || x.decision, iif({_BY_HEAD}, 'file_pair_same', 'file_pair_' || p.verdict)),
round(p.likeness, 2), CASE WHEN x.reason IS NOT NULL THEN x.reason
    WHEN {_BY_HEAD} THEN iif(?1, 'phần đầu ghi cùng một văn bản', 'the headers name one document')
    ELSE iif(?1, p.reason_vi, p.reason_en) END, d.label, od.label,
x.made, x.reviewer, f.sha256, o.sha256
FROM file_pairs p JOIN files f ON f.id = p.file_id JOIN files o ON o.id = p.other_file_id
LEFT JOIN documents d ON d.id = f.document_id LEFT JOIN documents od ON od.id = o.document_id
LEFT JOIN file_decisions x ON x.sha256 = f.sha256 AND x.other_sha256 = o.sha256
WHERE x.decision IS NOT NULL OR p.verdict = 'likely' AND f.document_id IS NOT o.document_id
    OR ?2 AND (p.verdict = 'same' OR f.document_id = o.document_id)
ORDER BY x.decision IS NOT NULL, p.verdict <> 'likely', p.likeness DESC, f.sha256, o.sha256"""
_OPEN = """SELECT count(*) FROM file_pairs p JOIN files f ON f.id = p.file_id
JOIN files o ON o.id = p.other_file_id
WHERE p.verdict = 'likely' AND f.document_id IS NOT o.document_id AND NOT EXISTS (
    SELECT 1 FROM file_decisions x WHERE x.sha256 = f.sha256 AND x.other_sha256 = o.sha256)"""
_GONE = """SELECT file, other_file, 'file_' || decision, NULL, reason, NULL, NULL, made, reviewer, sha256,
other_sha256 FROM file_decisions x WHERE NOT EXISTS (SELECT 1 FROM file_pairs p
JOIN files f ON f.id = p.file_id JOIN files o ON o.id = p.other_file_id
WHERE f.sha256 = x.sha256 AND o.sha256 = x.other_sha256) ORDER BY sha256, other_sha256"""


def listing(registry: Registry, lang: str, every: bool = False) -> Listing:
    """Files that may be one document, the likest first, and every decision; with `every` all joined ones."""
    rows = [*registry.query(_ALIKE, (lang == "vi", every)), *registry.query(_GONE)]
    return Listing(COLUMNS, [tuple(row) for row in rows])


def count_open(registry: Registry) -> int:
    """How many pairs of files wait for a person to say whether they are one document."""
    return int(registry.query(_OPEN)[0][0])


def labels(connection: sqlite3.Connection, one: File, other: File) -> tuple[str, str]:
    """What the documents of two files are called."""
    sql = (
        "SELECT d.label || ' (' || d.id || ')' FROM files f JOIN documents d ON d.id = f.document_id"
        " WHERE f.id = ?"
    )
    first, second = (connection.execute(sql, (file.id,)).fetchone() for file in (one, other))
    return (first or ("",))[0], (second or ("",))[0]
