"""Writes the edges of the citation graph: what documents say of themselves, and what texts say of others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from extractors.dates import is_before
from pipeline.matching import Node


class Naming(Protocol):
    """A mention as an edge needs it."""

    @property
    def id(self) -> int:
        """Its id in the registry."""

    @property
    def file_id(self) -> int:
        """The file that it stands in."""

    @property
    def relation(self) -> str:
        """What it is named for."""

    @property
    def borne_by(self) -> str:
        """Who bears the relation: "self" or the sign of another document."""


_LINKS = """SELECT l.id, l.file_id, l.from_mention, l.to_mention, l.relation, l.basis FROM links l
JOIN files f ON f.id = l.file_id WHERE f.copy_of IS NULL ORDER BY f.sha256, l.ordinal"""
_CARRIERS = """SELECT f.id, m.id FROM files f
JOIN mentions m ON m.file_id = f.id AND m.ordinal = f.carrier_mention
WHERE f.copy_of IS NULL ORDER BY f.sha256"""
_Edge = tuple[str, str, str, str]
"""From, to, relation and the document that asserts it."""


@dataclass(slots=True)
class _Words:
    """Where an edge is said: by mentions of the document's own, or by links (with their target mentions)."""

    mentions: list[int] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)

    def row(self) -> tuple[int, int, int | None]:
        """How often it is said, the first mention, and the first link where no mention of its own says it."""
        count = len(self.mentions) + len(self.links)
        if self.mentions:
            return count, self.mentions[0], None
        link, mention = self.links[0]
        return count, mention, link


def write_citations(
    connection: sqlite3.Connection,
    own: Mapping[int, Node],
    targets: Mapping[int, Node | None],
    mentions: Iterable[Naming],
) -> int:
    """Write one edge for each pair of documents, relation and asserting document; how many there are.

    Args:
        connection: The registry, inside a transaction.
        own: The document that each file is.
        targets: The document that each mention means, by the mention's id.
        mentions: The mentions, in the order in which edges are to be numbered.
    """
    edges: dict[_Edge, _Words] = {}
    linked = _linked_edges(connection, own, targets, edges)
    carriers = connection.execute(_CARRIERS).fetchall()
    # The line under the title says one thing: what carries this document.
    told = linked | {mention_id for _, mention_id in carriers}
    for mention in mentions:
        node, paper = targets[mention.id], own[mention.file_id]
        if node is None or mention.id in told:
            continue
        # Where the bearer of a relation is unknown, what stays true is that this document names the other.
        relation = mention.relation if mention.borne_by == "self" else "cites"
        _assert(edges, paper, node, relation, paper).mentions.append(mention.id)
    for file_id, mention_id in carriers:
        carrier, paper = targets.get(mention_id), own[file_id]
        if carrier is not None:
            _assert(edges, carrier, paper, "promulgates", paper).mentions.append(mention_id)
    connection.executemany(
        "INSERT INTO citations (from_document, to_document, relation, asserted_by, mentions, first_mention,"
        " first_link) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((*edge, *words.row()) for edge, words in edges.items() if edge[0] != edge[1]),
    )
    return sum(edge[0] != edge[1] for edge in edges)


def _assert(edges: dict[_Edge, _Words], source: Node, target: Node, relation: str, by: Node) -> _Words:
    return edges.setdefault((source.id, target.id, relation, by.id), _Words())


def _linked_edges(
    connection: sqlite3.Connection,
    own: Mapping[int, Node],
    targets: Mapping[int, Node | None],
    edges: dict[_Edge, _Words],
) -> set[int]:
    """Add the edges that links say; the mentions whose relation another cited document bears."""
    borne: set[int] = set()
    for link, file_id, first, second, relation, basis in connection.execute(_LINKS).fetchall():
        source, target = targets.get(first), targets.get(second)
        if source is None or target is None:
            continue
        if basis == "title":
            borne.add(second)
            if _is_older(source, target):
                # No title names what did not exist: one of the two was not meant.
                continue
        _assert(edges, source, target, relation, own[file_id]).links.append((link, second))
    return borne


def _is_older(one: Node, other: Node) -> bool:
    """Whether the first document is surely older than the second, as far as their dates tell."""
    return is_before(one.identity.date or "", other.identity.date or "")
