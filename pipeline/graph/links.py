"""Edges as they are drawn: one a pair of documents and relation, and the order of documents in a column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.graph.model import Document, Edge
from pipeline.graph.neighbourhood import Neighbourhood
from pipeline.graph.palette import style
from pipeline.messages import say, value

_WORDS = 200  # characters of the citing words that a tip shows


@dataclass(frozen=True, slots=True)
class Link:
    """All that is said of one relation between two documents; `asserted` where only others say it."""

    source: str
    target: str
    relation: str
    asserted: bool
    mentions: int
    said: Sequence[Edge]


def merged(edges: Sequence[Edge]) -> list[Link]:
    """One link a pair of documents and relation, whoever says it."""
    groups: defaultdict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.source, edge.target, edge.relation].append(edge)
    return [
        Link(*key, all(edge.asserted for edge in said), sum(edge.mentions for edge in said), said)
        for key, said in sorted(groups.items())
    ]


def tip(link: Link, documents: Mapping[str, Document], lang: str) -> str:
    """A link in words: who does what to whom, how often, and the words that say so."""
    names = documents[link.source].label, value(link.relation, lang), documents[link.target].label
    lines = [" — ".join(names) + say("graph_times", lang, count=link.mentions)]
    for edge in link.said:
        words = edge.words if len(edge.words) <= _WORDS else edge.words[:_WORDS] + " …"
        lines.append(f"“{' '.join(words.split())}” ({place(edge, lang)})")
    return "\n".join(lines)


def place(edge: Edge, lang: str) -> str:
    """Where an edge is said: the file, and the page where it has one."""
    return edge.file if edge.page is None else f"{edge.file}, {say('graph_page', lang, page=edge.page)}"


def ordered(found: Neighbourhood, links: Sequence[Link]) -> dict[int, list[str]]:
    """The documents of each column from top to bottom: those of one relation together, the newest first.

    Further out a document stands near what it cites or what cites it.
    """
    columns: defaultdict[int, list[str]] = defaultdict(list)
    newest_first = sorted(found.documents.values(), key=lambda one: one.id)
    newest_first.sort(key=lambda one: one.date or "", reverse=True)
    for document in newest_first:
        columns[found.columns[document.id]].append(document.id)
    inward = _inward(found, links)
    for column in sorted(columns, key=abs):
        inner = columns.get(column - (1 if column > 0 else -1), [])
        heights = {document: index for index, document in enumerate(inner)}
        columns[column].sort(key=lambda one: (_mean(inward[one], heights), group(inward[one])))
    return dict(columns)


def group(links: Sequence[Link]) -> int:
    """The rank of the relation that means most among these links."""
    return min((style(link.relation).rank for link in links), default=0)


def _inward(found: Neighbourhood, links: Sequence[Link]) -> defaultdict[str, list[Link]]:
    """The links of each document to the column that is one step nearer to the middle."""
    inward: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        for outer, inner in ((link.source, link.target), (link.target, link.source)):
            at, other = found.columns[outer], found.columns[inner]
            if abs(at - other) == 1 and abs(at) > abs(other):
                inward[outer].append(link)
    return inward


def _mean(links: Sequence[Link], heights: Mapping[str, int]) -> float:
    ends = [heights[end] for link in links for end in (link.source, link.target) if end in heights]
    return sum(ends) / len(ends) if ends else 0.0
