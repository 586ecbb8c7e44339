"""The datasets of documents, of the files that hold them, and of the bodies that issue them."""

from __future__ import annotations

from pipeline.datasets.model import Column, Dataset, Kind

TEXT, CODE, INTEGER, ISO, LIST = Kind.TEXT, Kind.CODE, Kind.INTEGER, Kind.ISO, Kind.LIST

DOCUMENTS = Dataset(
    "documents",
    (
        Column("document_id", TEXT, "d.id"),
        Column("document", TEXT, "d.label"),
        Column("type", TEXT, "d.type"),
        Column("number", TEXT, "d.number"),
        Column("symbol", TEXT, "d.symbol"),
        Column("date", ISO, "d.date"),
        Column("year", INTEGER, "d.year"),
        Column("issuer", TEXT, "d.issuer", leads_to="bodies", by="body_id"),
        Column("subject", TEXT, "d.subject"),
        Column("effective_from", ISO, "d.effective_from"),
        Column("effective_to", ISO, "d.effective_to"),
        Column("identity", CODE, "d.identity"),
        Column("held", INTEGER, "d.held"),
        Column("cluster", INTEGER, "d.cluster"),
        Column("cycle", INTEGER, "d.cycle"),
        Column("body_id", TEXT, "d.body_id", leads_to="bodies"),
        Column("urn", TEXT, "d.urn"),
    ),
    key="document_id",
    source="FROM documents d",
    order="d.id",
)

_PATHS = (
    "(SELECT json_group_array(p.path) FROM (SELECT path FROM paths WHERE file_id = f.id AND NOT removed"
    " ORDER BY path) p)"
)
FILES = Dataset(
    "files",
    (
        Column("file_id", INTEGER, "f.id"),
        Column("file", TEXT, "f.name"),
        Column("document", TEXT, "d.label", leads_to="documents", by="document_id"),
        Column("type", TEXT, "f.type"),
        Column("number", TEXT, "f.number"),
        Column("symbol", TEXT, "f.symbol"),
        Column("date", ISO, "f.date"),
        Column("place", TEXT, "f.place"),
        Column("issuer", TEXT, "f.issuer"),
        Column("subject", TEXT, "f.subject"),
        Column("period_from", ISO, "f.period_from"),
        Column("period_to", ISO, "f.period_to"),
        Column("signer", TEXT, "f.signer"),
        Column("signer_title", TEXT, "f.signer_title"),
        Column("recipients", LIST, "f.recipients"),
        Column("effective_from", ISO, "f.effective_from"),
        Column("effective_to", ISO, "f.effective_to"),
        Column("pages", INTEGER, "f.pages"),
        Column("characters", INTEGER, "f.characters"),
        Column("size", INTEGER, "f.size"),
        Column("reader", TEXT, "f.reader"),
        Column("media_type", TEXT, "f.media_type"),
        Column("notes", LIST, "f.notes"),
        Column("paths", LIST, _PATHS),
        Column("copy_of", INTEGER, "f.copy_of", leads_to="files"),
        Column("sha256", TEXT, "f.sha256"),
        Column("document_id", TEXT, "f.document_id", leads_to="documents"),
    ),
    key="file_id",
    source="FROM files f LEFT JOIN documents d ON d.id = f.document_id WHERE f.status = 'registered'",
    order="f.name, f.sha256",
)

BODIES = Dataset(
    "bodies",
    (
        Column("body_id", TEXT, "b.id"),
        Column("body", TEXT, "b.name"),
        Column("documents", INTEGER, "(SELECT count(*) FROM documents d WHERE d.body_id = b.id)"),
    ),
    key="body_id",
    source="FROM bodies b",
    order="b.id",
)

FAILURES = Dataset(
    "failures",
    (
        Column("path", TEXT, "x.path"),
        Column("failure", CODE, "x.kind"),
        Column("reason_vi", TEXT, "x.reason_vi"),
        Column("reason_en", TEXT, "x.reason_en"),
        Column("sha256", TEXT, "x.sha256"),
    ),
    key="path",
    source="FROM failures x",
    order="x.path",
)
