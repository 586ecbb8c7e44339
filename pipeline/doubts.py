"""Words of scans that a person should look at: their rows, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.model import Box, Document
from pipeline.listing import Column, Listing
from pipeline.registry import Registry

DOUBT_COLUMNS = (
    Column("document", identity=True),
    Column("page"),
    Column("words"),
    Column("other_reading"),
    Column("doubt", coded=True),
    Column("line"),
    Column("file", identity=True),
    Column("start", screen=False),
    Column("end", screen=False),
)
_PLACES = """SELECT coalesce(d.label, f.name) AS document, f.name AS file, q.*,
       (SELECT path FROM paths p WHERE p.file_id = f.id AND NOT p.removed ORDER BY path LIMIT 1) AS path
FROM doubts q JOIN files f ON f.id = q.file_id LEFT JOIN documents d ON d.id = f.document_id"""
_LOUDEST_FIRST = """
ORDER BY CASE WHEN q.why LIKE 'handwritten%' THEN 0 WHEN q.why = 'differ' THEN 1 ELSE 2 END,
         f.name, f.sha256, q.ordinal LIMIT :limit"""


def doubt_rows(document: Document) -> list[tuple[Any, ...]]:
    """The rows of a document's doubts, without the file's id."""
    rows = []
    for ordinal, doubt in enumerate(document.doubts):
        words = document.text[doubt.start : doubt.end]
        line = _line(document, doubt.start) or words
        place = (doubt.start, doubt.end, doubt.page, *_sides(doubt.box))
        rows.append((ordinal, doubt.why.value, words, doubt.other, line, *place))
    return rows


def _sides(box: Box | None) -> tuple[float | None, ...]:
    return (None,) * 4 if box is None else tuple(round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom))


def _line(document: Document, at: int) -> str:
    for block in document.blocks:
        if block.start <= at < block.end:
            lines = (line for line in block.lines if line.start <= at < line.end)
            found = next(lines, block)
            return document.text[found.start : found.end]
    return ""


def doubts(registry: Registry, document: str | None, limit: int | None) -> list[Mapping[str, Any]]:
    """The doubts of all scans, or of the files of one document, with the box and the path of each.

    Handwritten numbers and days come first, then words that two recognisers read differently.
    """
    where = " WHERE f.document_id = :document" if document else ""
    values = {"document": document, "limit": limit or -1}
    rows = registry.query(f"{_PLACES}{where}{_LOUDEST_FIRST}", values)
    return [dict(row) for row in rows]


def listing(found: Sequence[Mapping[str, Any]]) -> Listing:
    """One row a doubt."""
    names = ("document", "page", "text", "other", "why", "line", "file", "start_offset", "end_offset")
    return Listing(DOUBT_COLUMNS, [[one[name] for name in names] for one in found])
