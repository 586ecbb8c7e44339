"""Who cites what: the edges of the graph and the mentions that joined nothing, filtered and in order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.clauses import clause
from pipeline.edge_sql import BY_OTHERS, BY_OTHERS_ID, SAID
from pipeline.listing import Column, Listing, Value
from pipeline.registry import Registry
from pipeline.schema import MEANS_A_DOCUMENT
from pipeline.views import AFTER_END, ends

SORTED = 1000
"""Up to so many edges of one document are put in the order of dates; more come in that of an index."""
LONG = 320
"""A sentence that asserts an edge is cut to the clauses about its two documents if it is longer."""

CITATION_COLUMNS = (
    Column("citing", identity=True),
    Column("citing_date", screen=False),
    Column("citing_issuer", screen=False),
    Column("relation", coded=True),
    Column("cited", identity=True),
    Column("cited_date", screen=False),
    Column("cited_issuer", screen=False),
    Column("said", coded=True, screen=False),
    Column("asserted_by", identity=True),
    Column("status", coded=True),
    Column("mentions", screen=False),
    Column("page"),
    Column("words"),
    Column("clause", screen=False),
    Column("file"),
    Column("candidates", identity=True, screen=False),
    Column("citing_id", screen=False),
    Column("cited_id", screen=False),
    Column("asserted_by_id", screen=False),
)

WEAK = "b.identity = 'weak' AND NOT b.held"
"""SQL: one file alone names the cited document b and does not identify it; its mentions count as not
resolved."""
EDGES_FROM = """FROM {source} documents a ON a.id = c.from_document JOIN documents b ON b.id = c.to_document
JOIN documents s ON s.id = c.asserted_by
JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id
LEFT JOIN links l ON l.id = c.first_link LEFT JOIN mentions lm ON lm.id = l.from_mention"""
"""SQL behind the columns of edges c, from a to b as s says, with what says it first."""
# Both queries yield: the columns above up to `page`, the mention's words, the sentence of a link, file,
# candidates and the three ids; then file id, span, and the hash of the file.
_EDGE_COLUMNS = f"""a.label, a.date, a.issuer, c.relation, b.label, b.date, b.issuer,
       {SAID},
       {BY_OTHERS},
       CASE WHEN {WEAK} THEN 'unresolved' ELSE 'resolved' END, c.mentions,
       coalesce(l.page, m.page), m.text, l.text, f.name, NULL, a.id, b.id,
       {BY_OTHERS_ID},
       m.file_id, min(m.start_offset, coalesce(lm.start_offset, m.start_offset)),
       max(m.end_offset, coalesce(lm.end_offset, m.end_offset)), f.sha256"""
NAMED = """CASE WHEN m.number IS NULL THEN m.text
            ELSE coalesce(m.type || ' ', '') || m.number || coalesce('/' || m.symbol, '') END"""
"""SQL for what the mention m names."""
MAY_MEAN = """(SELECT json_group_array(coalesce(k.document_id, k.label))
        FROM mention_candidates k WHERE k.mention_id = m.id)"""
"""SQL for the documents that it may mean, a JSON list of ids, or of labels where they have none."""
_LOOSE_COLUMNS = f"""coalesce(a.label, f.name), a.date, a.issuer, m.relation,
       {NAMED},
       m.date, m.issuer, CASE m.borne_by WHEN 'self' THEN 'direct' ELSE 'asserted' END, NULL, m.status, 1,
       m.page, m.text, NULL, f.name,
       {MAY_MEAN},
       a.id, NULL, NULL, m.file_id, m.start_offset, m.end_offset, f.sha256"""
EDGES = f"\nSELECT {_EDGE_COLUMNS}\n{EDGES_FROM}"
LOOSE = f"\nSELECT {_LOOSE_COLUMNS}"
# What is asked about comes first in each: a candidate, a citing document, or neither.
_OF_CANDIDATE = """
FROM mention_candidates k CROSS JOIN mentions m ON m.id = k.mention_id JOIN files f ON f.id = m.file_id
LEFT JOIN documents a ON a.id = f.document_id"""
_OF_CITING = """
FROM files f CROSS JOIN mentions m ON m.file_id = f.id LEFT JOIN documents a ON a.id = f.document_id"""
_OF_ANY = """
FROM mentions m JOIN files f ON f.id = m.file_id LEFT JOIN documents a ON a.id = f.document_id"""
BY_DATE = "a.date IS NULL, a.date, f.name, f.sha256, m.start_offset"
UNJOINED = ("ambiguous", "unresolved", "unjoined")
"""Statuses of mentions that joined nothing; "unjoined" is either."""


@dataclass(frozen=True, slots=True)
class CitationFilter:
    """Which citations are wanted; None does not restrict.

    Documents are given by id, types by full name, issuers as every name that fits, dates (of the citing
    document) as ISO days, both included. `said` is "direct" or "asserted"; with `after_end` only citations
    of a document made after it was replaced or repealed.
    """

    from_type: str | None = None
    to_type: str | None = None
    relation: str | None = None
    citing: str | None = None
    cited: str | None = None
    status: str | None = None
    from_issuer: tuple[str, ...] | None = None
    to_issuer: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    said: str | None = None
    after_end: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """Columns of both queries in SQL.

    `order` tells which of them hold the date of the citing document, the file's name, its SHA-256 and the
    place in it: by these the rows are ordered.
    """

    edges: str
    loose: str
    order: tuple[int, int, int, int]


_SHOWN = Selected(_EDGE_COLUMNS, _LOOSE_COLUMNS, (1, 14, 22, 20))


@dataclass(slots=True)
class Conditions:
    """SQL conditions joined by AND, with their values."""

    sql: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def equal(self, column: str, value: str | None) -> None:
        """Ask for a value in a column, None for any."""
        if value is not None:
            self.add(f"{column} = ?", value)

    def add(self, sql: str, *values: Any) -> None:
        """Add a condition with its values."""
        self.sql.append(sql)
        self.values += values

    def where(self) -> str:
        """The WHERE clause, "" where nothing restricts."""
        return "\nWHERE " + " AND ".join(self.sql) if self.sql else ""


def citations(registry: Registry, wanted: CitationFilter, limit: int | None = None) -> Listing:
    """Who cites what, with the first words that say so; mentions not joined to a document keep their status.

    A mention that may mean the document of `cited` among others is listed too, as ambiguous. Rows come by
    date, file and place; the edges of one document of which there are more than SORTED by relation and id,
    and the mentions that joined nothing after them.
    """
    shown = list(told(registry, citation_rows(registry, wanted, _SHOWN, limit)))
    return Listing(_columns(shown, wanted.status in UNJOINED), shown)


def citation_rows(
    registry: Registry, wanted: CitationFilter, selected: Selected, limit: int | None = None
) -> list[Sequence[Any]]:
    """The rows of `citations` with other columns."""
    most = -1 if limit is None else limit
    rows = [] if wanted.status in ("ambiguous", "unjoined") else _edges(registry, wanted, selected, most)
    if wanted.status != "resolved" and not wanted.after_end:
        rows += _unjoined(registry, wanted, selected, most)
        if not _many(registry, wanted) and not (wanted.cited and _fits_many(registry, wanted.cited)):
            date, file, sha256, start = selected.order
            rows.sort(
                key=lambda row: (row[date] is None, row[date] or "", row[file], row[sha256], row[start])
            )
    return rows[:limit]


def _columns(rows: Sequence[Sequence[Value]], with_candidates: bool) -> tuple[Column, ...]:
    """The columns; the screen has the status where some row is not resolved, and candidates where wanted."""
    on_screen = {"candidates": with_candidates, "status": any(row[9] != "resolved" for row in rows)}
    return tuple(
        replace(column, screen=on_screen.get(column.name, column.screen)) for column in CITATION_COLUMNS
    )


def edges_by_id(registry: Registry, ids: Sequence[int]) -> dict[int, dict[str, Value]]:
    """The rows of CITATION_COLUMNS of these edges, as objects by the edge's id."""
    found = {}
    sql = f"{EDGES.format(source='citations c CROSS JOIN')}\nWHERE c.id = ?"
    for key in ids:
        rows = registry.query(sql, (key,))
        found[key] = next(iter(Listing(CITATION_COLUMNS, list(told(registry, rows))).records()))
    return found


def count_unjoined(registry: Registry, *, citing: str | None = None, cited: str | None = None) -> int:
    """How many mentions in the document `citing` joined nothing, or how many may mean `cited`."""
    if cited is not None:
        sql = "SELECT count(*) FROM mention_candidates WHERE document_id = ?"
        return int(registry.query(sql, (cited,))[0][0])
    source, conditions = loose(CitationFilter(citing=citing, status="unjoined"))
    return int(registry.query(f"SELECT count(*){source}{conditions.where()}", conditions.values)[0][0])


def _edges(
    registry: Registry, wanted: CitationFilter, selected: Selected, limit: int
) -> list[Sequence[Any]]:
    conditions = _common(wanted, to_type="b.type", to_issuer="b.issuer", citing="c.from_document")
    conditions.equal("c.relation", wanted.relation)
    conditions.equal("c.to_document", wanted.cited)
    if wanted.status is not None:
        conditions.add(WEAK if wanted.status == "unresolved" else f"NOT ({WEAK})")
    if wanted.said is not None:
        conditions.add(f"c.asserted_by {'=' if wanted.said == 'direct' else '<>'} c.from_document")
    # the index of the document that is asked about comes first, whatever else is asked
    source = f"citations c {'CROSS JOIN' if wanted.cited or wanted.citing else 'JOIN'}"
    before: tuple[str, ...] = ()
    if wanted.after_end:
        first = ends("= ?" if wanted.cited else "")
        source = f"({first}) e CROSS JOIN citations c ON c.to_document = e.document_id CROSS JOIN"
        conditions.add(AFTER_END)
        before = (wanted.cited,) if wanted.cited else ()
    order = f"{BY_DATE}, c.id"
    if _many(registry, wanted):
        order = "c.to_document, c.relation, c.asserted_by"
        if wanted.cited:
            order = "c.relation, c.from_document, c.id"
    found = f"SELECT {selected.edges}\n{EDGES_FROM.format(source=source)}"
    sql = f"{found}{conditions.where()}\nORDER BY {order} LIMIT ?"
    return list(registry.query(sql, (*before, *conditions.values, limit)))


def _unjoined(
    registry: Registry, wanted: CitationFilter, selected: Selected, limit: int
) -> list[Sequence[Any]]:
    source, conditions = loose(wanted)
    order = BY_DATE
    if source is _OF_CANDIDATE and _fits_many(registry, wanted.cited):
        order = "k.mention_id"
    sql = f"SELECT {selected.loose}{source}{conditions.where()}\nORDER BY {order} LIMIT ?"
    return list(registry.query(sql, (*conditions.values, limit)))


def loose(wanted: CitationFilter) -> tuple[str, Conditions]:
    """Where the mentions that joined nothing are looked for, and what is asked of them."""
    conditions = _common(wanted, to_type="m.type", to_issuer="m.issuer", citing="f.document_id")
    # "+" keeps SQLite from the index of all that joined nothing
    free = "+m.document_id" if wanted.cited or wanted.citing else "m.document_id"
    conditions.add(f"{free} IS NULL AND m.status IS NOT NULL AND m.{MEANS_A_DOCUMENT}")
    conditions.equal("m.relation", wanted.relation)
    if wanted.status != "unjoined":
        conditions.equal("m.status", wanted.status)
    if wanted.said is not None:
        conditions.add(f"m.borne_by {'=' if wanted.said == 'direct' else '<>'} 'self'")
    if wanted.cited is None:
        return (_OF_CITING if wanted.citing else _OF_ANY), conditions
    conditions.equal("k.document_id", wanted.cited)
    return _OF_CANDIDATE, conditions


def _fits_many(registry: Registry, document: str | None) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM mention_candidates WHERE document_id = ? LIMIT ?)"
    return int(registry.query(sql, (document, SORTED + 1))[0][0]) > SORTED


def _common(wanted: CitationFilter, *, to_type: str, to_issuer: str, citing: str) -> Conditions:
    """What both queries ask for, each in columns of its own."""
    made = Conditions()
    made.equal("a.type", wanted.from_type)
    made.equal(to_type, wanted.to_type)
    made.equal(citing, wanted.citing)
    for column, names in (("a.issuer", wanted.from_issuer), (to_issuer, wanted.to_issuer)):
        if names is not None:
            made.add(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(names))
    if wanted.since is not None:
        # a date of which only the year is known counts where it may lie in the span
        made.add("a.date >= substr(?, 1, length(a.date))", wanted.since)
    if wanted.until is not None:
        made.add("a.date <= ?", wanted.until)
    return made


def _many(registry: Registry, wanted: CitationFilter) -> bool:
    """Whether the document that is asked about has more edges than can be sorted while a person waits."""
    conditions = Conditions()
    conditions.equal("to_document", wanted.cited)
    conditions.equal("from_document", wanted.citing)
    conditions.equal("relation", wanted.relation)
    if wanted.cited is None and wanted.citing is None:
        return False
    sql = f"SELECT count(*) FROM (SELECT 1 FROM citations{conditions.where()} LIMIT ?)"
    return int(registry.query(sql, (*conditions.values, SORTED + 1))[0][0]) > SORTED


def told(registry: Registry, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[Value, ...]]:
    """The rows as CITATION_COLUMNS has them, each with the clause or the sentence that says it."""
    at, text = None, ""
    for row in rows:
        words, sentence, file, candidates = row[12:16]
        file_id, start, end = row[19:22]
        if file_id != at:  # rows of one file mostly stand together
            at, text = file_id, _text(registry, file_id)
        if not sentence or len(sentence) > LONG:
            sentence = clause(text, start, end) if text else words
        listed = json.loads(candidates) if candidates else None
        yield (*row[:12], words, sentence, file, listed or None, *row[16:19])


def _text(registry: Registry, file_id: int) -> str:
    found = registry.query("SELECT text FROM texts WHERE file_id = ?", (file_id,))
    return str(found[0][0]) if found else ""
