"""The shape of the whole graph: circles that cannot be, and clusters of documents that act on each other."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.edge_sql import BY_OTHERS, SAID, quoted

CHANGES = ("replaces", "repeals", "suspends", "amends", "extends", "corrects")
"""Relations by which a younger document changes an older one."""
DUTIES = ("implements", "based_on", "guides")
"""Relations by which a younger document rests on an older one."""
LOOSE = ("based_on", "cites")
"""Relations that make no cluster: every document rests on the same few laws, and may mention anything."""

# Of two documents one is the younger. So nothing that a younger one does to an older can go round, whatever
# the relation within a kind: "A replaces B" and "B repeals A" contradict each other like two replacements.
# Kinds are kept apart, as the text of a consolidated document cites what amends it, and that is no fault.
_KINDS = (CHANGES, DUTIES)

Graph = Mapping[str, Sequence[str]]
"""The neighbours of each document, by id; a document without any may be left out."""


CYCLES = f"""
SELECT a.cycle, a.label AS document, a.date AS document_date, c.relation,
       b.label AS other_document, b.date AS other_date,
       {SAID} AS said,
       {BY_OTHERS} AS asserted_by,
       coalesce(l.text, m.text) AS words, f.name AS file, coalesce(l.page, m.page) AS page,
       a.id AS document_id, b.id AS other_id
FROM documents a JOIN citations c ON c.from_document = a.id
JOIN documents b ON b.id = c.to_document AND b.cycle = a.cycle
JOIN documents s ON s.id = c.asserted_by
JOIN mentions m ON m.id = c.first_mention JOIN files f ON f.id = m.file_id
LEFT JOIN links l ON l.id = c.first_link
WHERE a.cycle IS NOT NULL AND c.relation IN ({quoted(CHANGES + DUTIES)})
ORDER BY a.cycle, a.id, b.id, c.id"""
"""View: each citation between documents of one circle, with the words that say it."""

CLUSTERS = """
WITH member AS (
    SELECT d.cluster, d.id, d.label, d.date, d.held,
           (SELECT count(DISTINCT c.from_document) FROM citations c WHERE c.to_document = d.id) AS cited_by
    FROM documents d WHERE d.cluster IS NOT NULL
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY cluster ORDER BY cited_by DESC, id) AS place FROM member
)
SELECT cluster, count(*) AS documents, sum(held > 0) AS documents_held, min(date) AS first_date,
       max(date) AS last_date, max(label) FILTER (WHERE place = 1) AS most_cited,
       max(cited_by) AS most_cited_by, max(id) FILTER (WHERE place = 1) AS most_cited_id
FROM ranked GROUP BY cluster ORDER BY cluster"""
"""View: each cluster with its size, its days, and the document that most others cite."""


def write(connection: sqlite3.Connection) -> None:
    """Number the circles and clusters of the citations in `documents`, in place of what was there.

    A document stands in one circle at most: circles of two kinds that share a document count as one.
    """
    connection.execute(
        "UPDATE documents SET cycle = NULL, cluster = NULL WHERE cycle IS NOT NULL OR cluster IS NOT NULL"
    )
    circles = [group for kind in _KINDS for group in cycles(_edges(connection, f"IN ({quoted(kind)})"))]
    bound = (pair for group in circles for pair in pairwise(group))
    _number(connection, "cycle", clusters(bound))
    _number(connection, "cluster", clusters(_edges(connection, f"NOT IN ({quoted(LOOSE)})")))


def cycles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The strongly connected components of two and more, each and all in a fixed order; linear time."""
    successors: defaultdict[str, list[str]] = defaultdict(list)
    predecessors: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        successors[source].append(target)
        predecessors[target].append(source)
    # Kosaraju: in the reverse of this order, what leads to a document and was not met before is its circle.
    order = _postorder(successors)
    return _ordered(_floods(reversed(order), predecessors))


def clusters(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected components of two and more, each and all in a fixed order; linear time."""
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        neighbours[source].append(target)
        neighbours[target].append(source)
    return _ordered(_floods(neighbours, neighbours))


def _edges(connection: sqlite3.Connection, condition: str) -> list[tuple[str, str]]:
    query = f"SELECT DISTINCT from_document, to_document FROM citations WHERE relation {condition}"
    return [(source, target) for source, target in connection.execute(query)]


def _number(connection: sqlite3.Connection, column: str, groups: list[list[str]]) -> None:
    connection.executemany(
        f"UPDATE documents SET {column} = ? WHERE id = ?",
        ((number, member) for number, group in enumerate(groups, 1) for member in group),
    )


def _postorder(successors: Graph) -> list[str]:
    """Documents in the order in which a walk in depth leaves them; a stack, as chains may be long."""
    seen: set[str] = set()
    order: list[str] = []
    for root in successors:
        stack: list[tuple[str, Iterator[str]]] = []
        following: str | None = root if root not in seen else None
        while following is not None or stack:
            if following is not None:
                seen.add(following)
                stack.append((following, iter(successors.get(following, ()))))
            following = next((one for one in stack[-1][1] if one not in seen), None)
            if following is None:
                order.append(stack.pop()[0])
    return order


def _floods(roots: Iterable[str], neighbours: Graph) -> Iterator[list[str]]:
    """From each root all that can be reached and was not reached from a root before it."""
    seen: set[str] = set()
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        group = [root]
        for member in group:
            fresh = [one for one in neighbours.get(member, ()) if one not in seen]
            # twice the same neighbour is one
            group += dict.fromkeys(fresh)
            seen.update(fresh)
        yield group


def _ordered(groups: Iterable[list[str]]) -> list[list[str]]:
    """Those of two and more, the largest first, then by their first id; ids in order."""
    found = (sorted(group) for group in groups if len(group) > 1)
    return sorted(found, key=lambda group: (-len(group), group[0]))
