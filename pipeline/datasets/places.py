"""What facts of a file have in common: the SQL around them, and the columns that say where they stand."""

from __future__ import annotations

from pipeline.datasets.model import Column, Kind

FACTS = """FROM files f CROSS JOIN {table} x ON x.file_id = f.id
LEFT JOIN documents d ON d.id = f.document_id{joins}
WHERE f.status = 'registered' AND {copies}{more}"""
# "+" keeps SQLite from the index of copies: that of names yields the order, and sorts one file at a time
ONCE = "+f.copy_of IS NULL"
"""SQL: the file is not another one of a document whose facts are told already."""
IN_TEXT = "f.name, f.sha256, x.{}"


def facts(table: str, joins: str = "", more: str = "") -> str:
    """SQL for the rows x of a table that hold facts of files f of documents d, each fact once."""
    return FACTS.format(table=table, joins=f"\n{joins}" if joins else "", copies=ONCE, more=more)


DOCUMENT = (
    Column(
        "document", Kind.TEXT, "coalesce(d.label, f.name)", leads_to="documents", by="document_id"
    ),
    Column("date", Kind.ISO, "coalesce(d.date, f.date)"),
    Column("issuer", Kind.TEXT, "coalesce(d.issuer, f.issuer)"),
)  # fmt: skip
"""The document in which a fact stands."""
FILE = Column("file", Kind.TEXT, "f.name", leads_to="files", by="file_id")
PAGE = Column("page", Kind.INTEGER, "x.page")
SECTION = Column("section", Kind.TEXT, "x.section")
WORDS = Column("words", Kind.TEXT, "x.text")
SPAN = (
    Column("start", Kind.INTEGER, "x.start_offset"),
    Column("end", Kind.INTEGER, "x.end_offset"),
)
IDS = (
    Column("document_id", Kind.TEXT, "f.document_id", leads_to="documents"),
    Column("file_id", Kind.INTEGER, "f.id", leads_to="files"),
)
