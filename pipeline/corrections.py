"""Keeps what a person decided about mentions, and finds the mentions again however often a file is read."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from extractors.rulebook import Rulebook
from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.identity import Identities, Identity
from pipeline.listing import Column, Listing
from pipeline.matching import CORRECTED
from pipeline.registry import Registry
from pipeline.schema import MEANS_A_DOCUMENT
from pipeline.search_text import squeeze, tone_key

LISTED = 8  # mentions named in a message


@dataclass(frozen=True, slots=True)
class Correction:
    """A document for a mention, None for none of those known, and the identity that it is made of again."""

    document_id: str | None
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None

    def identity(self, identities: Identities) -> Identity:
        """The identity of the document."""
        return identities.of(self.type, self.number, self.symbol, self.date, self.issuer)

    def full(self, identities: Identities) -> bool:
        """Whether the identity alone tells the document."""
        return self.identity(identities).full


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as a correction knows it: file, words and which of those that read so it is, from 0.

    `corrected` tells whether what it means now is a person's decision.
    """

    id: int
    file: str
    sha256: str
    words: str
    occurrence: int
    corrected: bool


_IN_CORRECTED_FILES = f"""SELECT m.id, f.name, f.sha256, m.text, m.basis FROM mentions m
JOIN files f ON f.id = m.file_id
WHERE m.{MEANS_A_DOCUMENT} AND f.sha256 IN (SELECT sha256 FROM corrections) ORDER BY f.sha256, m.ordinal"""
_IN_FILE = f"""SELECT m.id, f.name, f.sha256, m.text, m.basis FROM mentions m
JOIN files f ON f.id = m.file_id WHERE m.{MEANS_A_DOCUMENT} AND f.id = ? ORDER BY m.ordinal"""


def found(connection: sqlite3.Connection) -> dict[int, Correction]:
    """The corrections that find their mention, by the mention's id."""
    rows = connection.execute(
        "SELECT sha256, words, occurrence, document_id, type, number, symbol, date, issuer FROM corrections"
    )
    made = {(row[0], row[1], row[2]): Correction(*row[3:]) for row in rows}
    if not made:
        return {}
    mentions = _counted(connection.execute(_IN_CORRECTED_FILES))
    keyed = ((mention.id, (mention.sha256, mention.words, mention.occurrence)) for mention in mentions)
    return {mention: made[key] for mention, key in keyed if key in made}


def _counted(rows: Iterable[sqlite3.Row]) -> Iterator[Mention]:
    """Mentions in the order of their text with their occurrences."""
    seen: Counter[tuple[str, str]] = Counter()
    for key, file, sha256, text, basis in rows:
        words = " ".join(text.split())
        yield Mention(key, file, sha256, words, seen[sha256, words], basis == CORRECTED)
        seen[sha256, words] += 1


def find_mention(registry: Registry, typed: str) -> Mention:
    """The mention that a person means by its number in the registry, or by FILE:WORDS.

    Raises:
        UnknownReferenceError: there is no such mention, or several; they are listed.
        UsageError: it is no reference to a document, or what was typed is neither of the two forms.
    """
    if typed.strip().isdigit():
        return _by_id(registry, int(typed))
    if ":" not in typed:
        raise UsageError(
            f'"{typed}" is no mention: give its number (view ambiguous_mentions) or FILE:WORDS.',
            f"“{typed}” không phải viện dẫn: hãy cho số của nó (khung nhìn ambiguous_mentions) "
            "hoặc TỆP:TỪ NGỮ.",
        )
    return _only(typed, list(_by_words(registry, typed)))


def _by_id(registry: Registry, key: int) -> Mention:
    rows = registry.query(f"SELECT file_id, {MEANS_A_DOCUMENT}, text FROM mentions WHERE id = ?", (key,))
    if not rows:
        raise UnknownReferenceError(
            f"The registry has no mention {key}; the view ambiguous_mentions lists those that are open.",
            f"Sổ không có viện dẫn số {key}; khung nhìn ambiguous_mentions liệt kê các viện dẫn còn mở.",
        )
    file_id, counted, text = rows[0]
    if not counted:
        raise UsageError(
            f'Mention {key} ("{text}") is no reference to a document: it points back or names a standard.',
            f"Viện dẫn số {key} (“{text}”) không chỉ một văn bản: nó nhắc lại hoặc nêu tiêu chuẩn.",
        )
    return next(m for m in _counted(registry.query(_IN_FILE, (file_id,))) if m.id == key)


def _by_words(registry: Registry, typed: str) -> Iterator[Mention]:
    """The mentions in the file before a colon that read what stands after it, else that hold it."""
    for colon in re.finditer(":", typed):
        name, words = typed[: colon.start()].strip(), squeeze(typed[colon.end() :])
        files = registry.query(
            "SELECT DISTINCT f.id FROM files f LEFT JOIN paths p ON p.file_id = f.id AND NOT p.removed"
            " WHERE f.status = 'registered' AND (f.name = ? OR p.path = ? OR substr(p.path, ?) = ?)"
            " ORDER BY f.id",
            (name, name, -len(name) - 1, f"/{name}"),
        )
        mentions = [m for row in files for m in _counted(registry.query(_IN_FILE, (row["id"],)))]
        same = [mention for mention in mentions if squeeze(mention.words) == words]
        if words and mentions:
            yield from same or (mention for mention in mentions if words in squeeze(mention.words))
            return


def _only(typed: str, mentions: Sequence[Mention]) -> Mention:
    if len(mentions) == 1:
        return mentions[0]
    listed = "".join(f"\n  {mention.id}  {mention.words}" for mention in mentions[:LISTED])
    if len(mentions) > LISTED:
        listed += f"\n  … (+{len(mentions) - LISTED})"
    if mentions:
        raise UnknownReferenceError(
            f'"{typed}" fits {len(mentions)} mentions; give the number of one of them:{listed}',
            f"“{typed}” khớp {len(mentions)} viện dẫn; hãy cho số của một viện dẫn:{listed}",
        )
    raise UnknownReferenceError(
        f'No file of the registry has a mention that fits "{typed}".',
        f"Không tệp nào trong sổ có viện dẫn khớp “{typed}”.",
    )


def put(connection: sqlite3.Connection, mention: Mention, document: str | None, reason: str | None) -> None:
    """Keep a decision in place of an earlier one; None: the mention is none of the documents known."""
    fields = "type, number, symbol, date, issuer"
    known = connection.execute(f"SELECT {fields} FROM documents WHERE id = ?", (document,)).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO corrections (sha256, words, occurrence, document_id, "
        f"{fields}, reason, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            mention.sha256,
            mention.words,
            mention.occurrence,
            document,
            *(known or (None,) * 5),
            reason,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )


def contradicts(registry: Registry, mention: Mention, document: str, rules: Rulebook) -> bool:
    """Whether the number, symbol or type in a mention's words are those of another document."""
    sql = "SELECT type, number, symbol, date, issuer FROM {} WHERE id = ?"
    (said,) = registry.query(sql.format("mentions"), (mention.id,))
    (chosen,) = registry.query(sql.format("documents"), (document,))
    identities = Identities(rules)
    words, meant = identities.of(*said), identities.of(*chosen)
    if words.type and meant.type and tone_key(words.type) != tone_key(meant.type):
        return True
    return bool(words.number) and (words.number_key, words.symbol_key) != (meant.number_key, meant.symbol_key)


def take_back(connection: sqlite3.Connection, mention: Mention) -> bool:
    """Forget the decision about a mention; False where there is none."""
    key = (mention.sha256, mention.words, mention.occurrence)
    gone = connection.execute(
        "DELETE FROM corrections WHERE sha256 = ? AND words = ? AND occurrence = ?", key
    )
    return gone.rowcount > 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction as a person sees it; `state` is applied, no_mention or no_document.

    The mention's id is 0 where the registry has it no more: the file is gone, or is read otherwise.
    """

    mention: Mention
    document_id: str | None
    label: str | None
    state: str
    reason: str | None
    made: str


def kept(registry: Registry) -> list[Kept]:
    """All corrections, the oldest first."""
    rows = registry.query(
        "SELECT c.*, f.name AS file, d.label FROM corrections c LEFT JOIN files f ON f.sha256 = c.sha256"
        " LEFT JOIN documents d ON d.id = c.document_id ORDER BY c.made, c.id"
    )
    there = {(m.sha256, m.words, m.occurrence): m for m in _counted(registry.query(_IN_CORRECTED_FILES))}
    return [_kept(row, there.get((row["sha256"], row["words"], row["occurrence"]))) for row in rows]


def _kept(row: sqlite3.Row, mention: Mention | None) -> Kept:
    applied = mention is not None and mention.corrected
    state = "applied" if applied else "no_mention" if mention is None else "no_document"
    lost = Mention(0, row["file"] or row["sha256"], row["sha256"], row["words"], row["occurrence"], False)
    made = row["made"], row["reason"]
    return Kept(mention or lost, row["document_id"], row["label"], state, made[1], made[0])


def find_kept(registry: Registry, typed: str) -> Mention:
    """The mention of a correction, also one that the registry has no more.

    Raises:
        UnknownReferenceError: there is no such mention, or several.
        UsageError: as in `find_mention`.
    """
    name, _, words = typed.partition(":")
    lost = [one.mention for one in kept(registry) if one.mention.id == 0]
    same = [m for m in lost if m.file == name.strip() and squeeze(m.words) == squeeze(words)]
    return _only(typed, same) if same else find_mention(registry, typed)


COLUMNS = (
    Column("mention"),
    Column("file", identity=True),
    Column("words"),
    Column("occurrence", screen=False),
    Column("document", identity=True),
    Column("state", coded=True),
    Column("reason"),
    Column("made"),
    Column("document_id", screen=False),
)


def listing(registry: Registry) -> Listing:
    """Every correction, the newest last, also those that find their mention or document no more."""
    return Listing(
        COLUMNS,
        [
            (
                one.mention.id or None, one.mention.file, one.mention.words, one.mention.occurrence + 1,
                one.label or one.document_id, one.state, one.reason, one.made, one.document_id,
            )
            for one in kept(registry)
        ],
    )  # fmt: skip
