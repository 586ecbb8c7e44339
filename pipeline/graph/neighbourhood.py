"""Chooses the documents around one document: what leads to it by citing, and what it leads to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.graph.model import LISTED, Document, Edge, documents, edges
from pipeline.registry import Registry
from pipeline.views import ends

MERE = "cites"
"""The relation that says nothing but that a document is named; it yields to all others."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a document: the relation ("replaces", "repeals"), the document that did, and its label."""

    relation: str
    document: str
    by: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The documents around `focus`.

    `columns` tells by id how far a document is: below 0 it leads to the focus by citing, above 0 the focus
    leads to it. `omitted` counts by column what the limit left out. `ended` has the documents that another
    one replaces or repeals as a whole.
    """

    focus: str
    documents: Mapping[str, Document]
    columns: Mapping[str, int]
    edges: Sequence[Edge]
    omitted: Mapping[int, int]
    ended: Mapping[str, Ending]


def neighbourhood(
    registry: Registry, focus: str, *, depth: int = 1, relations: Collection[str] = (), limit: int = 40
) -> Neighbourhood:
    """The documents that lead to `focus` and those it leads to, in at most `depth` steps.

    The nearest first; among equals those with a relation that acts before those merely cited, then what is
    named most often, then the newest. Each side gets its share of `limit`, which counts the focus too.

    Raises:
        RegistryError: the registry cannot be read.
    """
    columns = {focus: 0}
    omitted: dict[int, int] = {}
    frontier = {-1: [focus], 1: [focus]}
    for step in range(1, depth + 1):
        found = {side: _candidates(registry, frontier[side], side, relations, columns) for side in (-1, 1)}
        _once(found)
        shares = _shares(limit - len(columns), found)
        for side, ranked in found.items():
            frontier[side] = [other for other, _ in ranked[: shares[side]]]
            columns |= dict.fromkeys(frontier[side], side * step)
            if len(ranked) > shares[side]:
                omitted[side * step] = len(ranked) - shares[side]
        if omitted:
            break
    chosen = {document.id: document for document in documents(registry, columns)}
    between = list(edges(registry, columns, relations))
    return Neighbourhood(focus, chosen, columns, between, omitted, _ended(registry, columns))


_Rank = tuple[bool, int]
"""Whether it is merely cited, and how often it is named, negative: the smallest comes first."""
# Not grouped: to sort the tens of thousands of edges of one document takes longer than to add them up here.
_FOUND = """SELECT c.{other}, c.relation, c.mentions, d.date
FROM citations c CROSS JOIN documents d ON d.id = c.{other}
WHERE c.{own} IN {listed}{relations}"""


def _candidates(
    registry: Registry, own: Sequence[str], side: int, relations: Collection[str], known: Collection[str]
) -> list[tuple[str, _Rank]]:
    """What cites these documents (side -1) or what they cite (1), the most meaningful first."""
    ends = ("to_document", "from_document") if side < 0 else ("from_document", "to_document")
    values = [json.dumps(own)]
    if relations:
        values.append(json.dumps(sorted(relations)))
    restricted = f" AND c.relation IN {LISTED}" if relations else ""
    sql = _FOUND.format(own=ends[0], other=ends[1], listed=LISTED, relations=restricted)
    times: defaultdict[str, int] = defaultdict(int)
    acting: set[str] = set()
    dates: dict[str, str] = {}
    for other, relation, mentions, date in registry.query(sql, values):
        times[other] += mentions
        dates[other] = date or ""
        if relation != MERE:
            acting.add(other)
    others = sorted(other for other in times if other not in known)
    others.sort(key=lambda other: dates[other], reverse=True)
    ranks = [(other, (other not in acting, -times[other])) for other in others]
    return sorted(ranks, key=lambda one: one[1])


def _once(found: dict[int, list[tuple[str, _Rank]]]) -> None:
    """Keep a document that stands on both sides on that where it means more, the left one where equal."""
    left, right = dict(found[-1]), dict(found[1])
    found[-1] = [one for one in found[-1] if one[0] not in right or one[1] <= right[one[0]]]
    found[1] = [one for one in found[1] if one[0] not in left or one[1] < left[one[0]]]


def _shares(room: int, found: Mapping[int, Sequence[object]]) -> dict[int, int]:
    """How many of each side fit: all where they do, else half and half with what the shorter one leaves."""
    left, right = len(found[-1]), len(found[1])
    if left + right <= room:
        return {-1: left, 1: right}
    half = room // 2
    first = min(left, max(room - half, room - right))
    return {-1: first, 1: min(right, room - first)}


def _ended(registry: Registry, ids: Collection[str]) -> dict[str, Ending]:
    """What ended these documents; the earliest, where several did."""
    rows = registry.query(ends(f"IN {LISTED}"), (json.dumps(sorted(ids)),))
    return {ended: Ending(change, by, label) for ended, change, label, by, _ in rows}
