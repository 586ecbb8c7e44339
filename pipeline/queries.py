"""The questions that commands put to the registry; each answer is a Listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.copies import heads, used
from pipeline.errors import UsageError
from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.search_text import fold, match_query, squeeze

SNIPPET = 170  # characters of text around the words that were searched for
_TERM = re.compile(r'"([^"]+)"')

PLAN_COLUMNS = (
    Column("citing", identity=True),
    Column("citing_date"),
    Column("relation", coded=True),
    Column("cited", identity=True),
    Column("cited_date"),
    Column("cited_issuer"),
    Column("direct_mentions"),
    Column("asserted_links"),
)
_PLANS = """
SELECT plan, plan_date, group_concat(DISTINCT relation), decision, decision_date, decision_issuer,
       nullif(sum(direct_mentions), 0), nullif(sum(asserted_links), 0)
FROM plans_citing_decisions GROUP BY plan_id, decision_id
ORDER BY plan_date IS NULL, plan_date, plan_id, decision_date, decision_id LIMIT ?"""
_PAIRS = "SELECT count(*) FROM (SELECT DISTINCT plan_id, decision_id FROM plans_citing_decisions)"


def plans_citing_decisions(registry: Registry, limit: int) -> tuple[Listing, int]:
    """The first `limit` pairs of a plan and a decision that it references, and how many pairs there are.

    A row counts the plan's own mentions of the decision, and the places where other documents assert it.
    """
    rows = [(*row[:2], row[2].split(","), *row[3:]) for row in registry.query(_PLANS, (limit,))]
    return Listing(PLAN_COLUMNS, rows), int(registry.query(_PAIRS)[0][0])


VIEW_COLUMNS = (Column("view", identity=True), Column("question"))
CODED = frozenset(
    {"relation", "change", "contradiction", "said", "identity", "status", "severity", "verdict", "scope",
     "qualifier", "source", "role"}
)  # fmt: skip
_OFF_SCREEN = frozenset(
    {
        "citing_type", "citing_issuer", "cited_type", "cited_issuer", "cited_date", "plan_issuer",
        "decision_issuer", "said", "document_date", "changed_by_date", "candidate_issuer", "why_en", "scope",
        "left_low", "left_high", "right_low", "right_high", "value_text", "source", "period_from",
        "deadline_text", "lead_basis", "reason_en",
    }
)  # fmt: skip
"""What only files carry, as a table would be too wide with it."""
_UNBROKEN = frozenset(
    {"citing", "cited", "document", "plan", "decision", "candidate", "changed_by", "ended_by", "asserted_by"}
)


def view(registry: Registry, name: str, limit: int | None = None) -> Listing:
    """The rows of one of the registry's views; ids are for files, but for those that a person types."""
    rows = registry.query(f"SELECT * FROM {name} LIMIT ?", (-1 if limit is None else limit,))
    names = [str(row[1]) for row in registry.query(f"PRAGMA table_info({name})")]
    columns = tuple(
        Column(
            column,
            identity=column in _UNBROKEN,
            coded=column in CODED,
            screen=column == "mention_id" or not (column.endswith("_id") or column in _OFF_SCREEN),
        )
        for column in names
    )
    return Listing(columns, [tuple(row) for row in rows])


IDENTITY_FIELDS = (
    "label", "type", "number", "symbol", "date", "issuer", "subject", "held", "identity",
    "effective_from", "effective_to", "id", "urn",
)  # fmt: skip


def document_identity(registry: Registry, document: str) -> dict[str, str | int | None]:
    """The identity of a document by its id, as the registry has it."""
    rows = registry.query(f"SELECT {', '.join(IDENTITY_FIELDS)} FROM documents WHERE id = ?", (document,))
    return dict(rows[0])


FILE_COLUMNS = (
    Column("file", identity=True),
    Column("use", coded=True),
    Column("format"),
    Column("pages"),
    Column("characters"),
    Column("path"),
    Column("sha256", screen=False),
)


def files_of(registry: Registry, document: str) -> Listing:
    """The files that hold a document, one row a place on disk: whether its text is used, and why."""
    rows = registry.query(
        "SELECT f.name, f.reader, f.pages, f.characters, p.path, f.sha256, f.id, f.copy_of FROM files f"
        " JOIN paths p ON p.file_id = f.id AND NOT p.removed"
        " WHERE f.document_id = ? AND f.status = 'registered' ORDER BY f.copy_of IS NOT NULL, p.path",
        (document,),
    )
    uses = used.uses(registry.query(f"{heads.OF_DOCUMENT}", (document,)))
    return Listing(FILE_COLUMNS, [(row[0], uses[row["id"]], *row[1:6]) for row in rows])


SEARCH_COLUMNS = (
    Column("document", identity=True),
    Column("date"),
    Column("issuer"),
    Column("page"),
    Column("snippet"),
    Column("file"),
    Column("id", screen=False),
)


def search(registry: Registry, words: str, limit: int | None = None) -> Listing:
    """Documents whose text or subject holds every one of `words`, best first; diacritics do not count.

    Raises:
        UsageError: there is no letter or digit to search for.
    """
    terms = terms_of(words)
    rows = registry.query(
        "SELECT coalesce(d.label, f.name), coalesce(d.date, f.date), coalesce(d.issuer, f.issuer),"
        " f.id, t.text, coalesce(f.subject, ''), f.name, d.id"
        " FROM search_index s JOIN files f ON f.id = s.rowid JOIN texts t ON t.file_id = f.id"
        " LEFT JOIN documents d ON d.id = f.document_id"
        " WHERE search_index MATCH ?1 AND f.status = 'registered' AND (f.copy_of IS NULL"
        " OR f.copy_of NOT IN (SELECT rowid FROM search_index WHERE search_index MATCH ?1))"
        " ORDER BY bm25(search_index, 4.0, 1.0), f.name LIMIT ?2",
        (ranked(terms), -1 if limit is None else limit),
    )
    return Listing(SEARCH_COLUMNS, [_hit(registry, row, terms) for row in rows])


def terms_of(words: str) -> list[str]:
    """The terms that words ask for, folded; each a word or a phrase.

    Raises:
        UsageError: there is no letter or digit to search for.
    """
    terms = _TERM.findall(match_query(words))
    if not terms:
        raise UsageError("Give at least one word to search for.", "Hãy cho ít nhất một từ để tìm.")
    return terms


def ranked(terms: Sequence[str]) -> str:
    """An FTS5 query for every term; neighbours that also stand together in a text lift it ("dong thap")."""
    pairs = [f"{one} {other}" for one, other in pairwise(terms)]
    every = " AND ".join(f'"{term}"' for term in terms)
    lifting = " OR ".join(f'"{term}"' for term in (terms[0], *pairs))
    return f"{every} AND ({lifting})"


def _hit(
    registry: Registry, row: Sequence[str | int | None], terms: Sequence[str]
) -> tuple[str | int | None, ...]:
    label, date, issuer, file_id, text, subject, name, document = row
    offset = place(str(text), terms)
    if offset is None:
        return label, date, issuer, None, str(subject)[:SNIPPET], name, document
    page = registry.query(
        "SELECT page FROM blocks WHERE file_id = ? AND start_offset <= ? ORDER BY ordinal DESC LIMIT 1",
        (file_id, offset),
    )
    return label, date, issuer, page[0][0] if page else None, snippet(str(text), offset), name, document


def place(text: str, terms: Sequence[str]) -> int | None:
    """Where in `text` the most different `terms` (folded, words apart by one blank) stand close together."""
    longest_first = sorted(terms, key=len, reverse=True)
    words = "|".join(r"[\W_]+".join(map(re.escape, term.split())) for term in longest_first)
    best, best_count = None, 0
    recent: list[tuple[int, str]] = []
    for match in re.finditer(rf"(?<![^\W_])(?:{words})(?![^\W_])", fold(text)):
        recent = [(at, word) for at, word in recent if match.start() - at < SNIPPET // 2]
        recent.append((match.start(), squeeze(match.group())))
        count = len({word for _, word in recent})
        if count > best_count:
            best, best_count = recent[0][0], count
            if count == len(set(terms)):
                break
    return best


def snippet(text: str, offset: int) -> str:
    """The words around `offset` on one line, cut at blanks, with … where something was left out."""
    start = max(0, offset - SNIPPET // 4)
    end = min(len(text), start + SNIPPET)
    if start:
        start = next((i + 1 for i in range(start, offset) if text[i].isspace()), offset)
    if end < len(text):
        end = next((i for i in range(end, offset, -1) if text[i].isspace()), end)
    inside = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{inside}{' …' if end < len(text) else ''}"
