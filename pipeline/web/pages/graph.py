"""The citation graph around one document: a drawing to walk in, the edges, files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.graph.exports import WRITERS
from pipeline.graph.layout import draw
from pipeline.graph.model import Document, Edge
from pipeline.graph.neighbourhood import Neighbourhood, neighbourhood
from pipeline.graph.page import near
from pipeline.graph.palette import style
from pipeline.graph.picture import Picture
from pipeline.graph.svg import SHEET, Links, svg
from pipeline.listing import Column, Format, Listing
from pipeline.registry import Registry
from pipeline.web.asking import EXPORT, LANG, Routes, address, argument, document_address, file, page
from pipeline.web.words import code

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/do-thi"
DEPTHS = (1, 2, 3)
LIMITS = (20, 40, 60, 100)
_DEPTH, _LIMIT = 1, 40
_WIDE = 1216
"""Pixels from which a drawing is made to fit the page, as far as its words stay legible."""
_LISTED = 150
"""Edges that the page lists; files have all."""
_MEDIA_TYPES = {
    "svg": "image/svg+xml; charset=utf-8",
    "graphml": "application/xml; charset=utf-8",
    "gexf": "application/xml; charset=utf-8",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
_SHEETS = {"csv": Format.CSV, "xlsx": Format.XLSX}
_COLUMNS = (
    Column("citing", identity=True),
    Column("relation", coded=True),
    Column("cited", identity=True),
    Column("mentions"),
    Column("words"),
    Column("file"),
    Column("page"),
    Column("asserted_by"),
    Column("citing_id"),
    Column("cited_id"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: how many steps, which relations (none: all), at most how many documents."""

    depth: int
    relations: tuple[str, ...]
    limit: int

    def to(self, document: str, **other: object) -> str:
        """The address of the graph of a document, with the same wishes where `other` names none."""
        wishes: dict[str, object] = {
            "sau": self.depth if self.depth != _DEPTH else "",
            "quan-he": " ".join(self.relations),
            "toi-da": self.limit if self.limit != _LIMIT else "",
        }
        return address(graph_address(document), {**wishes, **other})


def graph_address(document: str) -> str:
    """Where the graph around a document is drawn."""
    return f"{PATH}/{quote(document, safe='/~&.-_')}"


def asked(request: Request) -> Asked:
    """What the address asks for; relations come as one argument each from the form, or as words of one.

    Raises:
        UsageError: the depth or the limit is none of those that are offered.
    """
    typed = " ".join(request.args.getlist("quan-he")).split()
    return Asked(
        _choice(request, "sau", DEPTHS, _DEPTH),
        tuple(sorted(set(typed), key=lambda name: (style(name).rank, name))),
        _choice(request, "toi-da", LIMITS, _LIMIT),
    )


def _choice(request: Request, name: str, offered: Sequence[int], usual: int) -> int:
    typed = argument(request, name) or str(usual)
    if typed not in {str(one) for one in offered}:
        listed = ", ".join(map(str, offered))
        raise UsageError(f"{name}: there are {listed}.", f"“{name}” nhận một trong các số: {listed}.")
    return int(typed)


async def graph(datasette: Site, request: Request) -> Response:
    """The page of one document's neighbourhood, or a file of it."""
    document, wanted = unquote(request.url_vars["document"]), asked(request)
    wished = argument(request, EXPORT)
    if wished:
        return await _file(datasette, document, wanted, wished)
    return await page(datasette, request, "vt_graph.html", **await datasette.ask(_shown(document, wanted)))


def around(registry: Registry, document: str, wanted: Asked) -> Neighbourhood:
    """The neighbourhood of a document.

    Raises:
        UnknownReferenceError: the registry has no such document.
    """
    if not registry.query("SELECT 1 FROM documents WHERE id = ?", (document,)):
        raise UnknownReferenceError(
            f'The registry has no document with the id "{document}".',
            f"Sổ không có văn bản nào mang mã “{document}”. Có thể tệp của nó vừa được đọc lại và mã đã đổi: "
            "hãy tìm theo số, ký hiệu.",
        )
    return neighbourhood(
        registry, document, depth=wanted.depth, relations=wanted.relations, limit=wanted.limit
    )


def _shown(document: str, wanted: Asked) -> Callable[[Registry], dict[str, Any]]:
    """What the template needs, made in the thread that asks."""

    def made(registry: Registry) -> dict[str, Any]:
        found = around(registry, document, wanted)
        edges = sorted(found.edges, key=lambda one: near(one, found))
        picture = draw(found, LANG, SHEET)
        return {
            "found": found,
            "middle": found.documents[document],
            "drawing": drawing(picture, wanted),
            "wide": picture.width > _WIDE,
            "edges": edges[:_LISTED],
            "unlisted": max(0, len(edges) - _LISTED),
            "left_out": sum(found.omitted.values()),
            "relations": _relations(registry, found, wanted),
            "wanted": wanted,
            "depths": DEPTHS,
            "limits": LIMITS,
            "files": (*_MEDIA_TYPES, *_SHEETS),
            "graph_address": graph_address,
            "asserting": _labels(registry, edges[:_LISTED]),
        }

    return made


def drawing(picture: Picture, wanted: Asked) -> Markup:
    """The drawing as part of a page: a click on a card leads on, the sign on it opens the document."""
    links = Links(wanted.to, document_address, "Mở trang văn bản")
    return Markup(svg(picture, LANG, links))


def _relations(registry: Registry, found: Neighbourhood, wanted: Asked) -> list[tuple[str, str, int, bool]]:
    """The relations to choose from: name, words, how often next to the document, whether it is chosen."""
    rows = registry.query(
        "SELECT relation, count(*) FROM (SELECT relation FROM citations WHERE to_document = ?1"
        " UNION ALL SELECT relation FROM citations WHERE from_document = ?1) GROUP BY relation",
        (found.focus,),
    )
    counted: dict[str, int] = dict(tuple(row) for row in rows)
    for edge in found.edges:
        counted.setdefault(edge.relation, 0)
    names = {*counted, *wanted.relations}
    return [
        (name, code(name), counted.get(name, 0), name in wanted.relations)
        for name in sorted(names, key=lambda name: (style(name).rank, name))
    ]


def _labels(registry: Registry, edges: Iterable[Edge]) -> Mapping[str, str]:
    """The labels of the documents that say what stands between others, by id."""
    from pipeline.graph.model import documents

    asserting = {edge.asserted_by for edge in edges if edge.asserted}
    return {one.id: one.label for one in documents(registry, asserting)} if asserting else {}


async def _file(datasette: Site, document: str, wanted: Asked, wished: str) -> Response:
    """The neighbourhood as a file to save.

    Raises:
        UsageError: there is no such format.
    """
    name = "do-thi-" + document.removeprefix("vn/").replace("/", "-")
    if wished in _SHEETS:
        listing = await datasette.ask(lambda registry: edge_listing(around(registry, document, wanted)))
        return await file(listing, _SHEETS[wished], name)
    if wished not in _MEDIA_TYPES:
        known = ", ".join((*_MEDIA_TYPES, *_SHEETS))
        raise UsageError(
            f'There is no format "{wished}"; there are: {known}.',
            f"Không có dạng tệp “{wished}”; hiện có: {known}.",
        )
    text = await datasette.ask(lambda registry: _written(around(registry, document, wanted), wished))
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{wished}')}"}
    return await asyncio.to_thread(Response, text, headers=headers, content_type=_MEDIA_TYPES[wished])


def _written(found: Neighbourhood, wished: str) -> str:
    if wished == "svg":
        return svg(draw(found, "vi"), "vi")
    inside: list[Document] = [found.documents[one] for one in sorted(found.documents)]
    return "".join(WRITERS[wished](inside, found.edges))


def edge_listing(found: Neighbourhood) -> Listing:
    """The edges of a neighbourhood with their words, those of the document in the middle first."""
    rows = [
        (
            found.documents[edge.source].label, edge.relation, found.documents[edge.target].label,
            edge.mentions, " ".join(edge.words.split()), edge.file, edge.page,
            edge.asserted_by if edge.asserted else None, edge.source, edge.target,
        )
        for edge in sorted(found.edges, key=lambda one: near(one, found))
    ]  # fmt: skip
    return Listing(_COLUMNS, rows)


ROUTES: Routes = ((rf"^{PATH}/(?P<document>.+)$", graph),)
