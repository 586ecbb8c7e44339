"""Citations of one document part by part: so many from the n-th on, each with the place that says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.citing import (
    BY_DATE,
    CITATION_COLUMNS,
    EDGES,
    LOOSE,
    SORTED,
    CitationFilter,
    Conditions,
    count_unjoined,
    loose,
    told,
)
from pipeline.registry import Registry

Cited = dict[str, Any]
"""The values of CITATION_COLUMNS by name, and "sha256" and "start" of the words in their file."""

_SOURCE = """FROM citations c CROSS JOIN documents a ON a.id = c.from_document
JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id"""


def counts_by_relation(registry: Registry, document: str, *, incoming: bool) -> dict[str | None, int]:
    """How many citations a document has in one direction by relation; None for what joined nothing."""
    column = "to_document" if incoming else "from_document"
    rows = registry.query(
        f"SELECT relation, count(*) FROM citations WHERE {column} = ? GROUP BY relation", (document,)
    )
    found: dict[str | None, int] = {str(relation): int(count) for relation, count in rows}
    given = {"cited": document} if incoming else {"citing": document}
    if count := count_unjoined(registry, **given):
        found[None] = count
    return found


def edges_from(
    registry: Registry, wanted: CitationFilter, limit: int, skip: int = 0, total: int | None = None
) -> list[Cited]:
    """Citations of the document that `wanted` names by `citing` or `cited`, of its relation if it has one.

    They come by date, file and place; where there are more than SORTED, in the order of an index. `total` is
    how many there are, if that is known.
    """
    conditions = Conditions()
    conditions.equal("c.to_document", wanted.cited)
    conditions.equal("c.from_document", wanted.citing)
    conditions.equal("c.relation", wanted.relation)
    if total is None:
        total = int(
            registry.query(f"SELECT count(*) FROM citations c{conditions.where()}", conditions.values)[0][0]
        )
    if total <= SORTED:
        source, order = _SOURCE, f"{BY_DATE}, c.id"
    else:
        source = "FROM citations c"
        order = "c.relation, c.from_document" if wanted.cited else "c.to_document, c.relation, c.asserted_by"
    sql = f"SELECT c.id {source}{conditions.where()} ORDER BY {order} LIMIT ? OFFSET ?"
    ids = [row[0] for row in registry.query(sql, (*conditions.values, limit, skip))]
    one = f"{EDGES.format(source='citations c CROSS JOIN')}\nWHERE c.id = ?"
    return _cited(registry, [registry.query(one, (key,))[0] for key in ids])


def loose_from(registry: Registry, wanted: CitationFilter, limit: int, skip: int = 0) -> list[Cited]:
    """The mentions in the document `citing` that joined nothing, or those that may mean `cited`."""
    source, conditions = loose(wanted)
    sql = f"{LOOSE}{source}{conditions.where()}\nORDER BY {BY_DATE} LIMIT ? OFFSET ?"
    return _cited(registry, registry.query(sql, (*conditions.values, limit, skip)))


def _cited(registry: Registry, rows: Sequence[Sequence[Any]]) -> list[Cited]:
    names = [column.name for column in CITATION_COLUMNS]
    return [
        {**dict(zip(names, values, strict=True)), "start": row[20], "sha256": row[22]}
        for row, values in zip(rows, told(registry, rows), strict=True)
    ]
