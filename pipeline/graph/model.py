"""Documents and edges of the citation graph as they are drawn and exported, read from the registry."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.registry import Registry, translated


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the graph; `date` is ISO and may be short, `held` counts the files of it."""

    id: str
    urn: str
    label: str
    type: str | None
    number: str | None
    symbol: str | None
    year: int | None
    date: str | None
    issuer: str | None
    subject: str | None
    held: int
    identity: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One document cites another in one relation, as one document says.

    `words` are those of the citing mention, or the sentence in which a third document says it; `mentions`
    counts the places that say so.
    """

    source: str
    target: str
    relation: str
    asserted_by: str
    mentions: int
    words: str
    file: str
    page: int | None

    @property
    def asserted(self) -> bool:
        """Whether another document than the citing one says it."""
        return self.asserted_by != self.source


Row = TypeVar("Row", Document, Edge)

_DOCUMENTS = """SELECT d.id, d.urn, d.label, d.type, d.number, d.symbol, d.year, d.date, d.issuer, d.subject,
d.held, d.identity FROM documents d{where} ORDER BY d.id"""
_EDGES = """SELECT c.from_document, c.to_document, c.relation, c.asserted_by, c.mentions,
coalesce(l.text, m.text), f.name, coalesce(l.page, m.page)
FROM citations c JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id
LEFT JOIN links l ON l.id = c.first_link{where}
ORDER BY c.from_document, c.to_document, c.relation, c.asserted_by"""
LISTED = "(SELECT value FROM json_each(?))"
"""SQL for a set that is given as a JSON list: of any length, unlike parameters."""


def documents(registry: Registry, ids: Collection[str] | None = None) -> Iterator[Document]:
    """The documents of the registry, or those with these ids, by id.

    Raises:
        RegistryError: the registry cannot be read.
    """
    where, values = ("", []) if ids is None else (f" WHERE d.id IN {LISTED}", [json.dumps(sorted(ids))])
    yield from _rows(registry, _DOCUMENTS.format(where=where), values, Document)


def edges(
    registry: Registry, ids: Collection[str] | None = None, relations: Collection[str] = ()
) -> Iterator[Edge]:
    """The edges of the registry, or those between documents with these ids; `relations` restrict if given.

    Raises:
        RegistryError: the registry cannot be read.
    """
    conditions, values = [], []
    if ids is not None:
        listed = json.dumps(sorted(ids))
        conditions += [f"c.from_document IN {LISTED}", f"c.to_document IN {LISTED}"]
        values += [listed, listed]
    if relations:
        conditions.append(f"c.relation IN {LISTED}")
        values.append(json.dumps(sorted(relations)))
    where = "\nWHERE " + " AND ".join(conditions) if conditions else ""
    yield from _rows(registry, _EDGES.format(where=where), values, Edge)


def joined_by(registry: Registry, relations: Collection[str]) -> set[str]:
    """The ids of the documents that one of these relations joins to another.

    Raises:
        RegistryError: the registry cannot be read.
    """
    sql = f"SELECT from_document, to_document FROM citations WHERE relation IN {LISTED}"
    return {end for row in registry.query(sql, (json.dumps(sorted(relations)),)) for end in row}


def _rows(registry: Registry, sql: str, values: Sequence[str], made: type[Row]) -> Iterator[Row]:
    """One object a row, as they come: the whole graph never lies in memory."""
    with translated(registry.path):
        for row in registry.connection.execute(sql, values):
            yield made(*row)
