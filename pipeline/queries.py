"""The questions that commands put to the registry; each answer is a Listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.errors import UsageError
from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.schema import MEANS_A_DOCUMENT
from pipeline.search_text import fold, match_query, squeeze

SNIPPET = 170  # characters of text around the words that were searched for
_TERM = re.compile(r'"([^"]+)"')

CITATION_COLUMNS = (
    Column("citing", identity=True),
    Column("citing_date", screen=False),
    Column("citing_issuer", screen=False),
    Column("relation", coded=True),
    Column("cited", identity=True),
    Column("cited_date", screen=False),
    Column("cited_issuer", screen=False),
    Column("status", coded=True),
    Column("mentions", screen=False),
    Column("page"),
    Column("words"),
    Column("file"),
    Column("candidates", identity=True, screen=False),
    Column("citing_id", screen=False),
    Column("cited_id", screen=False),
)

# Resolved edges, then the mentions that joined nothing: a question must not look answered where it is not.
_CITATIONS = """
WITH edges AS (
    SELECT a.label AS citing, a.date AS citing_date, a.issuer AS citing_issuer, c.relation,
           b.label AS cited, b.date AS cited_date, b.issuer AS cited_issuer,
           coalesce(m.status, 'resolved') AS status, c.mentions, m.page, m.text AS words, f.name AS file,
           NULL AS candidates, a.id AS citing_id, b.id AS cited_id,
           a.type AS citing_type, b.type AS cited_type, m.file_id, m.start_offset, m.id AS mention_id
    FROM citations c JOIN documents a ON a.id = c.from_document JOIN documents b ON b.id = c.to_document
    JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id
    UNION ALL
    SELECT coalesce(a.label, f.name), a.date, a.issuer, m.relation,
           CASE WHEN m.number IS NULL THEN m.text
                ELSE coalesce(m.type || ' ', '') || m.number || coalesce('/' || m.symbol, '') END,
           m.date, m.issuer, m.status, 1, m.page, m.text, f.name,
           (SELECT group_concat(coalesce(k.document_id, k.label), '; ')
            FROM mention_candidates k WHERE k.mention_id = m.id),
           a.id, NULL, a.type, m.type, m.file_id, m.start_offset, m.id
    FROM mentions m JOIN files f ON f.id = m.file_id LEFT JOIN documents a ON a.id = f.document_id
    WHERE m.document_id IS NULL AND m.status IS NOT NULL AND m.{counted}
)
SELECT citing, citing_date, citing_issuer, relation, cited, cited_date, cited_issuer, status, mentions, page,
       words, file, candidates, citing_id, cited_id
FROM edges{where}
ORDER BY citing_date IS NULL, citing_date, file, file_id, start_offset
LIMIT ?"""


@dataclass(frozen=True, slots=True)
class CitationFilter:
    """Which citations are wanted; None does not restrict. Documents are given by id, types by full name."""

    from_type: str | None = None
    to_type: str | None = None
    relation: str | None = None
    citing: str | None = None
    cited: str | None = None
    status: str | None = None


def citations(registry: Registry, wanted: CitationFilter, limit: int | None = None) -> Listing:
    """Who cites what, with the first words that say so; mentions not joined to a document keep their status.

    A mention that may mean the document of `cited` among others is listed too, as ambiguous.
    """
    conditions: list[str] = []
    values: list[str | int] = []
    for column, value in (
        ("citing_type", wanted.from_type),
        ("cited_type", wanted.to_type),
        ("relation", wanted.relation),
        ("citing_id", wanted.citing),
        ("status", wanted.status),
    ):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.cited is not None:
        conditions.append(
            "(cited_id = ? OR (cited_id IS NULL AND mention_id IN "
            "(SELECT mention_id FROM mention_candidates WHERE document_id = ?)))"
        )
        values += [wanted.cited, wanted.cited]
    where = "\nWHERE " + " AND ".join(conditions) if conditions else ""
    values.append(-1 if limit is None else limit)
    rows = registry.query(_CITATIONS.format(where=where, counted=MEANS_A_DOCUMENT), values)
    ambiguous = wanted.status == "ambiguous"
    columns = tuple(
        replace(column, screen=True) if ambiguous and column.name == "candidates" else column
        for column in CITATION_COLUMNS
    )
    return Listing(columns, [_split_candidates(tuple(row)) for row in rows])


def _split_candidates(row: tuple[str | int | None, ...]) -> tuple[str | int | list[str] | None, ...]:
    at = 12
    joined = row[at]
    candidates = joined.split("; ") if isinstance(joined, str) else None
    return (*row[:at], candidates, *row[at + 1 :])


PLAN_COLUMNS = (
    Column("citing", identity=True),
    Column("citing_date"),
    Column("relation", coded=True),
    Column("cited", identity=True),
    Column("cited_date"),
    Column("cited_issuer"),
)
_PLANS = """
SELECT plan, plan_date, group_concat(DISTINCT relation), decision, decision_date, decision_issuer
FROM plans_citing_decisions GROUP BY plan_id, decision_id
ORDER BY plan_date IS NULL, plan_date, plan_id, decision_date, decision_id LIMIT ?"""
_PAIRS = "SELECT count(*) FROM (SELECT DISTINCT plan_id, decision_id FROM plans_citing_decisions)"


def plans_citing_decisions(registry: Registry, limit: int) -> tuple[Listing, int]:
    """The first `limit` pairs of a plan and a decision that it references, and how many pairs there are."""
    rows = [(*row[:2], row[2].split(","), *row[3:]) for row in registry.query(_PLANS, (limit,))]
    return Listing(PLAN_COLUMNS, rows), int(registry.query(_PAIRS)[0][0])


IDENTITY_FIELDS = (
    "label", "type", "number", "symbol", "date", "issuer", "subject", "held", "identity", "id", "urn",
)  # fmt: skip


def document_identity(registry: Registry, document: str) -> dict[str, str | int | None]:
    """The identity of a document by its id, as the registry has it."""
    rows = registry.query(f"SELECT {', '.join(IDENTITY_FIELDS)} FROM documents WHERE id = ?", (document,))
    return dict(rows[0])


FILE_COLUMNS = (
    Column("file", identity=True),
    Column("format"),
    Column("pages"),
    Column("characters"),
    Column("path"),
    Column("sha256", screen=False),
)


def files_of(registry: Registry, document: str) -> Listing:
    """The files that hold a document, one row a place on disk."""
    rows = registry.query(
        "SELECT f.name, f.reader, f.pages, f.characters, p.path, f.sha256 FROM files f"
        " JOIN paths p ON p.file_id = f.id AND NOT p.removed"
        " WHERE f.document_id = ? AND f.status = 'registered' ORDER BY p.path",
        (document,),
    )
    return Listing(FILE_COLUMNS, [tuple(row) for row in rows])


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
    terms = _TERM.findall(match_query(words))
    if not terms:
        raise UsageError("Give at least one word to search for.", "Hãy cho ít nhất một từ để tìm.")
    rows = registry.query(
        "SELECT coalesce(d.label, f.name), coalesce(d.date, f.date), coalesce(d.issuer, f.issuer),"
        " f.id, t.text, coalesce(f.subject, ''), f.name, d.id"
        " FROM search_index s JOIN files f ON f.id = s.rowid JOIN texts t ON t.file_id = f.id"
        " LEFT JOIN documents d ON d.id = f.document_id"
        " WHERE search_index MATCH ? AND f.status = 'registered'"
        " ORDER BY bm25(search_index, 4.0, 1.0), f.name LIMIT ?",
        (_ranked(terms), -1 if limit is None else limit),
    )
    return Listing(SEARCH_COLUMNS, [_hit(registry, row, terms) for row in rows])


def _ranked(terms: Sequence[str]) -> str:
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
