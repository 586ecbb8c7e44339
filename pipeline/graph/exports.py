"""Writes documents and edges as GraphML, GEXF, DOT and JSON, in pieces as they come from the registry.

Several edges between two documents stay several: every format has a directed graph with parallel edges.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from pipeline.graph.model import Document, Edge
from pipeline.graph.xmltext import clean, escape
from pipeline.messages import value

Attribute = str | int | bool | None
Attributes = dict[str, Attribute]
Pieces = Iterator[str]

NODE_TYPES: Mapping[str, str] = {
    "label": "string",
    "urn": "string",
    "type": "string",
    "number": "string",
    "symbol": "string",
    "date": "string",
    "year": "long",
    "issuer": "string",
    "subject": "string",
    "held": "long",
    "identity": "string",
}
EDGE_TYPES: Mapping[str, str] = {
    "relation": "string",
    "label": "string",
    "asserted": "boolean",
    "asserted_by": "string",
    "mentions": "long",
    "weight": "double",
    "words": "string",
    "file": "string",
    "page": "long",
}
_BATCH = 2_000  # pieces that are written at once


def node_attributes(document: Document) -> Attributes:
    """A document as the attributes of a node, in the order of NODE_TYPES."""
    return {name: getattr(document, name) for name in NODE_TYPES}


def edge_attributes(edge: Edge) -> Attributes:
    """An edge as attributes, in the order of EDGE_TYPES; the label is Vietnamese."""
    return {
        "relation": edge.relation,
        "label": value(edge.relation, "vi"),
        "asserted": edge.asserted,
        "asserted_by": edge.asserted_by,
        "mentions": edge.mentions,
        "weight": edge.mentions,
        "words": edge.words,
        "file": edge.file,
        "page": edge.page,
    }


def graphml(documents: Iterable[Document], edges: Iterable[Edge]) -> Pieces:
    """GraphML with typed keys; yEd and Gephi take the data `label` as the label."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="'
        "http://graphml.graphdrawing.org/xmlns "
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for domain, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        for name, kind in types.items():
            yield f'<key id="{domain}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="vanthu" edgedefault="directed">\n'
    for document in documents:
        data = _data("node", node_attributes(document))
        yield f'<node id="{escape(document.id)}">{data}</node>\n'
    for number, edge in enumerate(edges, 1):
        ends = f'source="{escape(edge.source)}" target="{escape(edge.target)}"'
        yield f'<edge id="e{number}" {ends}>{_data("edge", edge_attributes(edge))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(domain: str, attributes: Attributes) -> str:
    return "".join(
        f'<data key="{domain}_{name}">{_xml(given)}</data>'
        for name, given in attributes.items()
        if given is not None
    )


def _xml(given: Attribute) -> str:
    return str(given).lower() if isinstance(given, bool) else escape(str(given))


def gexf(documents: Iterable[Document], edges: Iterable[Edge]) -> Pieces:
    """GEXF 1.2, which Gephi and networkx read; label and weight are its own, the rest are attributes."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        '<graph defaultedgetype="directed" mode="static">\n'
    )
    for domain, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        yield f'<attributes class="{domain}" mode="static">\n'
        for name, kind in _own(types).items():
            yield f'<attribute id="{domain}_{name}" title="{name}" type="{kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for document in documents:
        values = _attvalues("node", node_attributes(document))
        yield f'<node id="{escape(document.id)}" label="{escape(document.label)}">{values}</node>\n'
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(edges, 1):
        values = _attvalues("edge", edge_attributes(edge))
        yield (
            f'<edge id="e{number}" source="{escape(edge.source)}" target="{escape(edge.target)}" '
            f'type="directed" weight="{edge.mentions}" label="{escape(value(edge.relation, "vi"))}">'
            f"{values}</edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _own(named: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for name, kind in named.items() if name not in ("label", "weight")}


def _attvalues(domain: str, attributes: Attributes) -> str:
    values = "".join(
        f'<attvalue for="{domain}_{name}" value="{_xml(given)}"/>'
        for name, given in attributes.items()
        if given is not None and name not in ("label", "weight")
    )
    return f"<attvalues>{values}</attvalues>"


def dot(documents: Iterable[Document], edges: Iterable[Edge]) -> Pieces:
    """DOT for Graphviz; documents that are only cited and edges that others assert are dashed."""
    yield 'digraph vanthu {\nrankdir=LR;\nnode [shape=box, fontname="sans-serif"];\n'
    yield 'edge [fontname="sans-serif", fontsize=10];\n'
    for document in documents:
        look = 'style="rounded"' if document.held else 'style="rounded,dashed"'
        yield f"{_quoted(document.id)} [{_listed(node_attributes(document))}, {look}];\n"
    for number, edge in enumerate(edges, 1):
        ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
        look = ', style="dashed", arrowhead="empty"' if edge.asserted else ""
        yield f'{ends} [key="e{number}", {_listed(edge_attributes(edge))}{look}];\n'
    yield "}\n"


def _listed(attributes: Attributes) -> str:
    return ", ".join(
        f"{name}={_quoted(_plain(given))}" for name, given in attributes.items() if given is not None
    )


def _plain(given: Attribute) -> str:
    return str(given).lower() if isinstance(given, bool) else str(given)


def _quoted(text: str) -> str:
    """A string of DOT; a backslash would begin an escape, which stands for something else."""
    one_line = " ".join(clean(text).splitlines())
    return '"' + one_line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def node_link(documents: Iterable[Document], edges: Iterable[Edge]) -> Pieces:
    """JSON in node-link form, as `networkx.node_link_graph` reads it."""
    yield '{"directed": true, "multigraph": true, "graph": {"name": "vanthu"},\n"nodes": ['
    separator = "\n"
    for document in documents:
        yield separator + _json({"id": document.id, **node_attributes(document)})
        separator = ",\n"
    yield '\n],\n"edges": ['
    separator = "\n"
    for number, edge in enumerate(edges, 1):
        ends: Attributes = {"source": edge.source, "target": edge.target, "key": f"e{number}"}
        yield separator + _json(ends | edge_attributes(edge))
        separator = ",\n"
    yield "\n]}\n"


def _json(attributes: Attributes) -> str:
    return json.dumps(attributes, ensure_ascii=False)


def in_batches(pieces: Pieces) -> Pieces:
    """The same text in fewer, larger pieces."""
    while batch := list(islice(pieces, _BATCH)):
        yield "".join(batch)


WRITERS: Mapping[str, Callable[[Iterable[Document], Iterable[Edge]], Pieces]] = {
    "graphml": graphml,
    "gexf": gexf,
    "dot": dot,
    "json": node_link,
}
"""The writer of each format, by its name."""
