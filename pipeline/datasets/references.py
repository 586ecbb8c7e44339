"""The datasets of who cites what: edges of the graph, mentions, their candidates, and links between them."""

from __future__ import annotations

from pipeline.citing import EDGES_FROM, MAY_MEAN, NAMED, WEAK
from pipeline.datasets.model import Column, Dataset, Kind
from pipeline.datasets.places import DOCUMENT, FILE, IDS, PAGE, SECTION, SPAN, WORDS, facts
from pipeline.edge_sql import SAID

TEXT, CODE, INTEGER, ISO, LIST = Kind.TEXT, Kind.CODE, Kind.INTEGER, Kind.ISO, Kind.LIST
_IN_DOCUMENT = DOCUMENT[0]

CITATIONS = Dataset(
    "citations",
    (
        Column("citation_id", INTEGER, "c.id"),
        Column("citing", TEXT, "a.label", leads_to="documents", by="citing_id"),
        Column("citing_type", TEXT, "a.type"),
        Column("citing_date", ISO, "a.date"),
        Column("citing_issuer", TEXT, "a.issuer"),
        Column("relation", CODE, "c.relation"),
        Column("cited", TEXT, "b.label", leads_to="documents", by="cited_id"),
        Column("cited_type", TEXT, "b.type"),
        Column("cited_date", ISO, "b.date"),
        Column("cited_issuer", TEXT, "b.issuer"),
        Column("said", CODE, SAID),
        Column("asserted_by", TEXT, "s.label", leads_to="documents", by="asserted_by_id"),
        Column("status", CODE, f"CASE WHEN {WEAK} THEN 'unresolved' ELSE 'resolved' END"),
        Column("mentions", INTEGER, "c.mentions"),
        Column("words", TEXT, "m.text"),
        Column("sentence", TEXT, "l.text"),
        Column("file", TEXT, "f.name", leads_to="files", by="file_id"),
        Column("page", INTEGER, "coalesce(l.page, m.page)"),
        Column("candidates", LIST, "NULL"),
        Column("citing_id", TEXT, "a.id", leads_to="documents"),
        Column("cited_id", TEXT, "b.id", leads_to="documents"),
        Column("asserted_by_id", TEXT, "s.id", leads_to="documents"),
        Column("file_id", INTEGER, "f.id", leads_to="files"),
        Column("mention_id", INTEGER, "c.first_mention"),
        Column("link_id", INTEGER, "c.first_link"),
    ),
    key="citation_id",
    source=EDGES_FROM.format(source="citations c CROSS JOIN"),
    order="c.id",
)

UNJOINED_CITATIONS = f"""NULL, coalesce(a.label, f.name), a.type, a.date, a.issuer, m.relation, {NAMED},
    m.type, m.date, m.issuer, CASE m.borne_by WHEN 'self' THEN 'direct' ELSE 'asserted' END, NULL, m.status,
    1, m.text, NULL, f.name, m.page, {MAY_MEAN}, a.id, NULL, NULL, f.id, m.id, NULL"""
"""SQL for the same columns of mentions that joined no document."""

MENTIONS = Dataset(
    "mentions",
    (
        Column("mention_id", INTEGER, "x.id"),
        *DOCUMENT[:1],
        FILE,
        PAGE,
        SECTION,
        WORDS,
        Column("kind", CODE, "x.kind"),
        Column("type", TEXT, "x.type"),
        Column("number", TEXT, "x.number"),
        Column("symbol", TEXT, "x.symbol"),
        Column("date", ISO, "x.date"),
        Column("issuer", TEXT, "x.issuer"),
        Column("issuer_basis", CODE, "x.issuer_basis"),
        Column("subject", TEXT, "x.subject"),
        Column("relation", CODE, "x.relation"),
        Column("borne_by", TEXT, "x.borne_by"),
        Column("pinpoint", TEXT, "x.pinpoint"),
        Column("status", CODE, "x.status"),
        Column("cited", TEXT, "t.label", leads_to="documents", by="cited_id"),
        Column("basis", CODE, "x.basis"),
        Column("conflict", CODE, "x.conflict"),
        Column("repaired", Kind.BOOLEAN, "x.repaired"),
        Column("possible_issuers", LIST, "x.candidates"),
        Column("ordinal", INTEGER, "x.ordinal"),
        *SPAN,
        *IDS,
        Column("cited_id", TEXT, "x.document_id", leads_to="documents"),
    ),
    key="mention_id",
    source=facts("mentions", "LEFT JOIN documents t ON t.id = x.document_id"),
    order="f.name, f.sha256, x.ordinal",
)

CANDIDATES = Dataset(
    "candidates",
    (
        Column("mention_id", INTEGER, "x.id"),
        Column("ordinal", INTEGER, "k.ordinal"),
        Column("candidate", TEXT, "k.label", leads_to="documents", by="candidate_id"),
        WORDS,
        FILE,
        PAGE,
        Column("candidate_id", TEXT, "k.document_id", leads_to="documents"),
        *IDS,
    ),
    source=facts("mentions", "JOIN mention_candidates k ON k.mention_id = x.id"),
    order="f.name, f.sha256, x.ordinal, k.ordinal",
)

LINKS = Dataset(
    "links",
    (
        Column("link_id", INTEGER, "x.id"),
        *DOCUMENT[:1],
        Column("from_words", TEXT, "g.text"),
        Column("relation", CODE, "x.relation"),
        Column("to_words", TEXT, "t.text"),
        Column("basis", CODE, "x.basis"),
        Column("sentence", TEXT, "x.text"),
        FILE,
        PAGE,
        Column("from_id", TEXT, "g.document_id", leads_to="documents"),
        Column("to_id", TEXT, "t.document_id", leads_to="documents"),
        Column("from_mention", INTEGER, "x.from_mention"),
        Column("to_mention", INTEGER, "x.to_mention"),
        *SPAN,
        *IDS,
    ),
    key="link_id",
    source=facts("links", "JOIN mentions g ON g.id = x.from_mention JOIN mentions t ON t.id = x.to_mention"),
    order="f.name, f.sha256, x.ordinal",
)
