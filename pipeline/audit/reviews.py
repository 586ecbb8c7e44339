"""Keeps what a person decided about findings, and finds them by the first digits of their key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.audit.carried import SAID, SAID_NAMES
from pipeline.audit.findings import SHORT_KEY, Found, Wanted, findings, findings_by_key
from pipeline.errors import OutdatedRegistryError, UnknownReferenceError, UsageError
from pipeline.listing import Column, Listing
from pipeline.messages import value
from pipeline.registry import Registry
from pipeline.spelling import moment

LISTED = 8  # candidates named in a message
_SHOWN = 60  # characters of a candidate's words
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision as the registry keeps it, and its state.

    The state is "applied"; "carried" from an earlier content of the file; "mended" where the file has changed
    and the finding is gone; "no_finding" where it is gone for another reason.
    """

    key: str
    file: str
    rule: str
    words: str
    decision: str
    reason: str | None
    reviewer: str | None
    made: str
    state: str


def find(registry: Registry, typed: str) -> Found:
    """The one finding whose key begins with what was typed.

    Raises:
        UnknownReferenceError: there is none, or there are several; the message lists candidates.
    """
    prefix = typed.strip().casefold()
    found = findings_by_key(registry, prefix) if prefix and set(prefix) <= _DIGITS else []
    if len(found) == 1:
        return found[0]
    if found:
        english, vietnamese = _in_both((one.key, one.severity, one.at.words, one.at.file) for one in found)
        raise UnknownReferenceError(
            f'"{typed}" begins the keys of {len(found)} findings; type more of one:{english}',
            f"“{typed}” là phần đầu mã của {len(found)} phát hiện; hãy gõ dài hơn:{vietnamese}",
        )
    if gone := [one for one in kept(registry) if prefix and one.key.startswith(prefix)]:
        raise _gone(gone[0])
    raise _unknown(registry, typed, prefix)


def _gone(one: Kept) -> UnknownReferenceError:
    short, made = one.key[:SHORT_KEY], moment(one.made, "vi")[:10]
    return UnknownReferenceError(
        f"The finding {short} ({one.file}) is not found any more; its decision of {one.made[:10]} is kept "
        f"and can be taken back: vanthu review {short} --undo",
        f"Phát hiện {short} ({one.file}) không còn; quyết định ngày {made} vẫn được lưu và có thể "
        f"bỏ: vanthu review {short} --undo",
    )


def _unknown(registry: Registry, typed: str, prefix: str) -> UnknownReferenceError:
    standing = findings(registry, Wanted(dismissed=True), 2000)
    by_key = {one.short: one for one in standing}
    near = [by_key[key] for key in get_close_matches(prefix[:SHORT_KEY], by_key, LISTED, 0.5)]
    named = near or standing
    lines = _in_both((one.key, one.severity, one.at.words, one.at.file) for one in named)
    english = f'No finding of the registry has a key that begins with "{typed}".'
    vietnamese = f"Trong sổ không có phát hiện nào có mã bắt đầu bằng “{typed}”."
    if not standing:
        return UnknownReferenceError(
            f"{english} There is no finding; read the files first (vanthu ingest).",
            f"{vietnamese} Sổ chưa có phát hiện nào; hãy đọc tệp trước (vanthu ingest).",
        )
    return UnknownReferenceError(f"{english} There are:{lines[0]}", f"{vietnamese} Hiện có:{lines[1]}")


def _in_both(candidates: Iterable[Sequence[str]]) -> tuple[str, str]:
    """Candidates one a line, in English and Vietnamese."""
    known = list(candidates)
    return _lines(known, "en"), _lines(known, "vi")


def _lines(known: Sequence[Sequence[str]], lang: str) -> str:
    lines = [
        f"\n  {key[:12]}  {value(code, lang)}  {file}  {_cut(words)}" for key, code, words, file in known
    ]
    more = f"\n  … (+{len(known) - LISTED})" if len(known) > LISTED else ""
    return "".join(lines[:LISTED]) + more


def _cut(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"


def put(
    connection: sqlite3.Connection, found: Found, decision: str, reason: str | None, reviewer: str | None
) -> None:
    """Keep a decision ("accepted", "dismissed") in place of an earlier one."""
    connection.execute(
        "INSERT OR REPLACE INTO reviews (key, sha256, file, rule, words, occurrence, decision, reason,"
        f" reviewer, made, sentence, other_sentence, {SAID_NAMES})"
        f" SELECT n.key, f.sha256, f.name, n.rule, n.text, n.occurrence, ?, ?, ?, ?, ?, ?, {SAID}"
        " FROM findings n JOIN files f ON f.id = n.file_id WHERE n.key = ?",
        (
            decision, reason, reviewer, datetime.now(UTC).isoformat(timespec="seconds"), found.at.clause,
            found.other and found.other.clause, found.key,
        ),  # fmt: skip
    )


def take_back(connection: sqlite3.Connection, typed: str) -> Kept:
    """Forget the decision whose key begins with what was typed, also one whose finding is gone.

    Raises:
        UnknownReferenceError: the keys of several decisions begin so.
        UsageError: nobody has decided anything about such a finding.
    """
    prefix = typed.strip().casefold()
    same = [one for one in _kept(connection.execute(_KEPT).fetchall()) if one.key.startswith(prefix)]
    if not same or not prefix:
        raise UsageError(
            f'Nobody has decided anything about a finding "{typed}"; see `vanthu review`.',
            f"Chưa có quyết định nào về phát hiện “{typed}”; xem `vanthu review`.",
        )
    if len(same) > 1:
        lines = _in_both((one.key, one.decision, one.words, one.file) for one in same)
        raise UnknownReferenceError(
            f'"{typed}" begins the keys of {len(same)} decisions; type more of one:{lines[0]}',
            f"“{typed}” là phần đầu mã của {len(same)} quyết định; hãy gõ dài hơn:{lines[1]}",
        )
    connection.execute("DELETE FROM reviews WHERE key = ?", (same[0].key,))
    return same[0]


_KEPT = """SELECT r.key, r.file, r.rule, r.words, r.decision, r.reason, r.reviewer, r.made,
CASE WHEN EXISTS (SELECT 1 FROM findings n WHERE n.key = r.key)
     THEN iif(r.carried_from IS NULL, 'applied', 'carried')
     WHEN EXISTS (SELECT 1 FROM paths p JOIN files f ON f.id = p.file_id WHERE p.path = r.path
                  AND NOT p.removed AND f.status = 'registered' AND f.sha256 <> r.sha256) THEN 'mended'
     ELSE 'no_finding' END FROM reviews r ORDER BY r.made, r.key"""


def kept_of(connection: sqlite3.Connection, prefix: str) -> list[Kept]:
    """The decisions about findings whose key begins so, also those whose finding is found no more."""
    sql = _KEPT.replace(" ORDER BY", " WHERE r.key >= ? AND r.key < ? ORDER BY")
    return _kept(connection.execute(sql, (prefix, prefix + "g")).fetchall())


def kept(registry: Registry) -> list[Kept]:
    """All decisions, the oldest first."""
    return _kept(registry.query(_KEPT))


def _kept(rows: Iterable[Sequence[object]]) -> list[Kept]:
    return [_one(*row) for row in rows]


def _one(*row: Any) -> Kept:
    return Kept(*row)


def kept_in(path: Path) -> list[tuple[object, ...]]:
    """The decisions that the registry at `path` keeps, as rows; none where there is no registry.

    Raises:
        RegistryError: what lies there cannot be used.
    """
    if not path.exists():
        return []
    try:
        with Registry(path) as registry:
            return [tuple(row) for row in registry.query("SELECT * FROM reviews")]
    except OutdatedRegistryError:
        return []  # made before there were decisions


def put_all(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Keep decisions that another registry has, given as its rows."""
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT OR REPLACE INTO reviews VALUES ({marks})", row)


COLUMNS = (
    Column("key", identity=True),
    Column("decision_made", coded=True),
    Column("rule"),
    Column("words"),
    Column("file", identity=True),
    Column("state", coded=True),
    Column("reason"),
    Column("reviewer"),
    Column("made", kind="moment"),
)


def listing(registry: Registry, limit: int | None = None) -> Listing:
    """Every decision, the oldest first, also those whose finding is found no more."""
    rows = [
        (
            one.key[:SHORT_KEY], one.decision, one.rule, " ".join(one.words.split()), one.file,
            one.state, one.reason, one.reviewer, one.made,
        )
        for one in kept(registry)[:limit]
    ]  # fmt: skip
    return Listing(COLUMNS, rows)
