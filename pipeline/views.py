"""The registry's views: one for each question that people ask with SQL, Datasette or `vanthu view`."""

from __future__ import annotations

from functools import cache

from pipeline.audit.tables import VIEWS as AUDIT_VIEWS
from pipeline.copies.tables import VIEWS as COPY_VIEWS
from pipeline.doubts_tables import VIEW as DOUBTFUL_WORDS
from pipeline.edge_sql import BY_OTHERS, SAID, quoted
from pipeline.structure import CHANGES, CLUSTERS, CYCLES
from pipeline.tasks.tables import VIEWS as TASK_VIEWS

ENDINGS = ("replaces", "repeals")
"""Those of CHANGES that end the other document, where they touch all of it."""
EXPECTED = (
    "Quyết định", "Kế hoạch", "Nghị quyết", "Chỉ thị", "Kết luận", "Chương trình", "Chương trình hành động",
    "Đề án", "Dự án", "Phương án", "Chiến lược", "Quy hoạch", "Kế hoạch hành động",
)  # fmt: skip
"""Types that others are expected to implement."""


@cache
def _forces() -> str:
    """Types and their force from the rules as rows of SQL."""
    from extractors.rulebook import RULES_DIR, read_table

    rows = read_table(RULES_DIR / "force.tsv")
    return ", ".join(f"('{row['type']}', {int(row['force'])})" for row in rows)


def older(one: str, other: str) -> str:
    """SQL that is true where the date `one` is surely before the date `other`, as far as both are told."""
    common = f"min(length({one}), length({other}))"
    return f"substr({one}, 1, {common}) < substr({other}, 1, {common})"


def on_or_after(date: str, event: str) -> str:
    """SQL that is true where `date` is surely not before `event`; a month or year must lie after it whole."""
    return (
        f"CASE length({event}) WHEN 10 THEN {date} >= {event}"
        f" ELSE substr({date}, 1, length({event})) > {event} END"
    )


_CITING = """
SELECT {columns}
FROM citations c
JOIN documents a ON a.id = c.from_document
JOIN documents b ON b.id = c.to_document
JOIN documents s ON s.id = c.asserted_by
JOIN mentions m ON m.id = c.first_mention
JOIN files f ON f.id = m.file_id
LEFT JOIN links l ON l.id = c.first_link{rest}"""
_SAID = f"{SAID} AS said"
_BY_OTHERS = f"{BY_OTHERS} AS asserted_by"
_WORDS = "coalesce(l.text, m.text) AS words, f.name AS file, coalesce(l.page, m.page) AS page"
# The first of those that say the same: the plan itself before others.
_FIRST = "min(printf('%d %012d', c.asserted_by <> c.from_document, c.id))"



def plan_edges(source: str, more: str = "") -> str:
    """SQL for the decisions that some plans bear on, by relation, as plans_citing_decisions has them.

    `source` yields the edges c; it comes first, however SQLite judges it. `more` is a condition on an edge,
    its plan a and its decision b.
    """
    edges = _PLAN_EDGES.replace("FROM citations c\n", f"FROM {source}\n")
    for document in "ab":
        edges = edges.replace(f"\nJOIN documents {document} ", f"\nCROSS JOIN documents {document} ")
    return edges.replace("\nGROUP BY", f" AND {more}\nGROUP BY") if more else edges


_PLAN_EDGES = _CITING.format(
    columns="a.label AS plan, a.date AS plan_date, a.issuer AS plan_issuer, b.label AS decision, "
    "b.date AS decision_date, b.issuer AS decision_issuer, c.relation, sum(c.mentions) AS mentions, "
    "sum(c.mentions * (c.asserted_by = c.from_document)) AS direct_mentions, "
    "sum(c.mentions * (c.asserted_by <> c.from_document)) AS asserted_links, "
    f"{_BY_OTHERS}, {_WORDS}, a.id AS plan_id, b.id AS decision_id, {_FIRST} AS first",
    rest="\nWHERE a.type = 'Kế hoạch' AND b.type = 'Quyết định'\nGROUP BY a.id, b.id, c.relation",
)
_PLANS = f"""
SELECT plan, plan_date, plan_issuer, decision, decision_date, decision_issuer, relation, mentions, file, page,
       words, plan_id, decision_id, direct_mentions, asserted_links, asserted_by
FROM ({_PLAN_EDGES})
ORDER BY plan_date IS NULL, plan_date, plan_id, decision_date, decision_id, relation"""

_ALL = _CITING.format(
    columns="a.label AS citing, a.type AS citing_type, a.date AS citing_date, a.issuer AS citing_issuer, "
    "b.label AS cited, b.type AS cited_type, b.date AS cited_date, b.issuer AS cited_issuer, "
    f"c.relation, c.mentions, {_WORDS}, a.id AS citing_id, b.id AS cited_id, "
    f"c.asserted_by AS asserted_by_id, {_SAID}, {_BY_OTHERS}",
    rest="\nORDER BY c.id",
)

_NOT_HELD = """
SELECT d.label AS document, d.type, d.date, d.issuer, d.identity,
       count(DISTINCT c.from_document) AS cited_by, sum(c.mentions) AS mentions, d.id AS document_id
FROM documents d JOIN citations c ON c.to_document = d.id
WHERE d.held = 0 GROUP BY d.id
ORDER BY cited_by DESC, mentions DESC, d.id"""

_NOBODY = f"""
SELECT d.label AS document, d.type, d.date, d.issuer, d.held,
       (SELECT count(DISTINCT c.from_document) FROM citations c WHERE c.to_document = d.id) AS cited_by,
       d.id AS document_id
FROM documents d
WHERE d.type IN ({quoted(EXPECTED)}) AND NOT EXISTS (
    SELECT 1 FROM citations c
    WHERE c.to_document = d.id AND c.relation IN ('implements', 'reports_on', 'guides'))
ORDER BY d.held = 0, cited_by DESC, d.date IS NULL, d.date, d.id"""

# An end of a part is told by the place that some mention of it names ("bãi bỏ khoản 2 Điều 1 …").
_PART = """coalesce(m.pinpoint, CASE WHEN c.mentions > 1 AND c.relation IN ('replaces', 'repeals', 'suspends')
        THEN (SELECT p.pinpoint FROM files pf CROSS JOIN mentions p
        WHERE pf.document_id = c.asserted_by AND p.file_id = pf.id AND +p.document_id = c.to_document
        AND p.relation = c.relation AND p.pinpoint IS NOT NULL ORDER BY pf.sha256, p.ordinal LIMIT 1) END)"""
_MADE = "coalesce({0}.date, CAST({0}.year AS TEXT))"
_CONTRADICTION = f"""CASE
        WHEN {older(_MADE.format("a"), _MADE.format("b"))} THEN 'older'
        WHEN c.relation <> 'corrects' AND a.type <> b.type AND af.force < bf.force THEN 'lower'
        WHEN c.relation IN ({quoted(ENDINGS)}) AND coalesce(NOT ({older("b.date", "a.date")}), 1)
            AND m.pinpoint IS NULL AND (a.type = b.type OR coalesce(af.force = bf.force, 1)) AND EXISTS (
            SELECT 1 FROM citations r JOIN mentions rm ON rm.id = r.first_mention
            WHERE r.from_document = c.to_document AND r.to_document = c.from_document
            AND r.relation IN ({quoted(ENDINGS)}) AND rm.pinpoint IS NULL) THEN 'mutual' END"""


@cache
def changes() -> str:
    """SQL for every change of one document by another, with what contradicts it."""
    forces = f"(SELECT column1 AS type, column2 AS force FROM (VALUES {_forces()}))"
    columns = (
        "b.label AS document, b.date AS document_date, c.relation AS change,\n       "
        f"{_PART} AS part,\n       "
        "a.label AS changed_by, a.date AS changed_by_date,\n       "
        f"coalesce(a.effective_from, {_MADE.format('a')}) AS since,\n"
        f"       {_CONTRADICTION} AS contradiction,\n       {_SAID}, {_BY_OTHERS}, {_WORDS},\n       "
        "b.id AS document_id, a.id AS changed_by_id, c.id AS citation_id"
    )
    rest = (
        f"\nLEFT JOIN {forces} af ON af.type = a.type\nLEFT JOIN {forces} bf ON bf.type = b.type"
        f"\nWHERE c.relation IN ({quoted(CHANGES)}) AND c.from_document <> c.to_document"
    )
    return _CITING.format(columns=columns, rest=rest)


_CONTRADICTORY = """
SELECT document, document_date, change, changed_by, changed_by_date, contradiction, said, asserted_by, words,
       file, page, document_id, changed_by_id, citation_id
FROM changes_of_documents WHERE contradiction IS NOT NULL
ORDER BY document_id, changed_by_id, change, citation_id"""

AFTER_END = f"""c.relation NOT IN ({quoted(CHANGES)}) AND {on_or_after("a.date", "e.since")}
    AND NOT EXISTS (SELECT 1 FROM citations r WHERE r.from_document = c.from_document
        AND r.to_document = c.to_document AND r.relation IN ({quoted(ENDINGS)}))"""
"""SQL: the citation c by the document a, which does not end the cited one, came after its end e."""

_AFTER = f"""
SELECT a.label AS citing, a.date AS citing_date, a.issuer AS citing_issuer, c.relation, b.label AS cited,
       b.date AS cited_date, e.change, e.changed_by AS ended_by, e.since AS ended_since,
       {_SAID}, {_BY_OTHERS}, {_WORDS}, a.id AS citing_id, b.id AS cited_id, e.changed_by_id AS ended_by_id
FROM ({{ends}}) e CROSS JOIN citations c ON c.to_document = e.document_id
JOIN documents a ON a.id = c.from_document
JOIN documents b ON b.id = c.to_document
JOIN documents s ON s.id = c.asserted_by
JOIN mentions m ON m.id = c.first_mention
JOIN files f ON f.id = m.file_id
LEFT JOIN links l ON l.id = c.first_link
WHERE {AFTER_END}
ORDER BY c.id"""


def ends(documents: str = "") -> str:
    """SQL for the first change that ended each document; `documents` picks some, by SQL for the id: "= ?"."""
    wanted = f" AND x.document_id {documents}" if documents else ""
    return f"""SELECT x.document_id, x.change, x.changed_by, x.changed_by_id, min(x.since) AS since
FROM ({changes()}) x
WHERE x.change IN ({quoted(ENDINGS)}) AND x.part IS NULL AND x.contradiction IS NULL{wanted}
GROUP BY x.document_id"""

_AMBIGUOUS = """
SELECT m.text AS words, f.name AS file, m.page, k.label AS candidate, d.date AS candidate_date,
       d.issuer AS candidate_issuer, m.id AS mention_id, k.document_id AS candidate_id
FROM mentions m JOIN files f ON f.id = m.file_id
JOIN mention_candidates k ON k.mention_id = m.id LEFT JOIN documents d ON d.id = k.document_id
WHERE m.status = 'ambiguous'
ORDER BY f.name, f.sha256, m.ordinal, k.ordinal"""

_DATES = """
SELECT m.text AS words, m.date AS date_given, d.label AS document, d.date AS document_date,
       f.name AS file, m.page, m.id AS mention_id, d.id AS document_id
FROM mentions m JOIN files f ON f.id = m.file_id JOIN documents d ON d.id = m.document_id
WHERE m.conflict = 'date'
ORDER BY f.name, f.sha256, m.ordinal"""

_FILES = """
SELECT f.name AS file, d.label AS document, d.type, d.date, d.issuer, d.subject, f.pages, f.characters,
       (SELECT count(*) FROM mentions m WHERE m.file_id = f.id) AS mentions,
       (SELECT count(*) FROM paths p WHERE p.file_id = f.id AND NOT p.removed) AS paths,
       f.id AS file_id, d.id AS document_id, u.name AS copy_of
FROM files f LEFT JOIN documents d ON d.id = f.document_id LEFT JOIN files u ON u.id = f.copy_of
WHERE f.status = 'registered'
ORDER BY f.name, f.sha256"""

VIEW_NAMES = (
    "plans_citing_decisions",
    "documents_citing_documents",
    "documents_cited_but_not_held",
    "documents_nobody_implements",
    "changes_of_documents",
    "contradictory_changes",
    "cited_after_replaced",
    "ambiguous_mentions",
    "conflicting_dates",
    "files_and_documents",
    "doubtful_words",
    "cycles",
    "clusters",
    *(name for name, _ in (*AUDIT_VIEWS, *TASK_VIEWS, *COPY_VIEWS)),
)


def views() -> tuple[tuple[str, str], ...]:
    """The views by name, each after those that it rests on."""
    bodies = (
        _PLANS, _ALL, _NOT_HELD, _NOBODY, f"{changes()}\nORDER BY c.id", _CONTRADICTORY,
        _AFTER.format(ends=ends()), _AMBIGUOUS, _DATES, _FILES, DOUBTFUL_WORDS, CYCLES, CLUSTERS,
        *(body for _, body in (*AUDIT_VIEWS, *TASK_VIEWS, *COPY_VIEWS)),
    )  # fmt: skip
    return tuple(zip(VIEW_NAMES, bodies, strict=True))
