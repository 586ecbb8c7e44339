"""Where the walk in the citation graph begins: a search, and the documents with the most relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.refs import find_document, parse
from pipeline.registry import Registry
from pipeline.web.asking import Routes, argument, page
from pipeline.web.found import hits
from pipeline.web.pages.graph import PATH, graph_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.web.datastore import Site

_TOP, _FITTING = 15, 30
_CITED = "SELECT to_document AS id, count(DISTINCT from_document) AS number FROM citations GROUP BY 1"
_CITING = "SELECT from_document AS id, count(DISTINCT to_document) AS number FROM citations GROUP BY 1"
_RANKED = """SELECT d.id, d.label, d.type, d.date, d.issuer, d.subject, d.held, n.number
FROM ({counted} ORDER BY number DESC LIMIT ?) n JOIN documents d ON d.id = n.id
ORDER BY n.number DESC, d.date DESC, d.id"""
_FOUND = """SELECT d.id, d.label, d.type, d.date, d.issuer, d.subject, d.held,
(SELECT count(DISTINCT c.from_document) FROM citations c WHERE c.to_document = d.id) AS number
FROM json_each(?) w JOIN documents d ON d.id = w.value ORDER BY w.key"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to begin with, and how many others cite it (or it cites)."""

    id: str
    label: str
    type: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    held: int
    number: int


@dataclass(frozen=True, slots=True)
class Connected:
    """The documents that most others cite, and those that cite the most."""

    cited: Sequence[Entry]
    citing: Sequence[Entry]


async def start(datasette: Site, request: Request) -> Response:
    """The page; words that name one document by its number lead straight to its graph."""
    words = argument(request, "q")
    found: Sequence[Entry] = ()
    if words:
        exact = await datasette.ask(lambda registry: _named(registry, words))
        if exact and (parse(words) or exact == words):
            return Response.redirect(graph_address(exact), status=303)
        found = await datasette.ask(lambda registry: fitting(registry, words, exact))
    top = await datasette.whole(connected)
    return await page(
        datasette,
        request,
        "vt_graph_start.html",
        words=words,
        found=found,
        top=top,
        most=_FITTING,
        graph_address=graph_address,
    )


def connected(registry: Registry) -> Connected:
    """The documents with the most relations; it looks at every edge."""
    cited, citing = (
        [Entry(*row) for row in registry.query(_RANKED.format(counted=counted), (_TOP,))]
        for counted in (_CITED, _CITING)
    )
    return Connected(cited, citing)


def fitting(registry: Registry, words: str, first: str | None = None) -> list[Entry]:
    """The documents that fit the words, best first; `first` comes before all."""
    import json

    try:
        listed = hits(registry, words).documents[:_FITTING]
    except UsageError:
        listed = ()
    wanted = list(dict.fromkeys([*([first] if first else []), *listed]))
    return [Entry(*row) for row in registry.query(_FOUND, (json.dumps(wanted),))]


def _named(registry: Registry, words: str) -> str | None:
    """The one document that the words name, None where they name none or several."""
    try:
        return find_document(registry, words)
    except UnknownReferenceError:
        return None


ROUTES: Routes = ((rf"^{PATH}/?$", start),)
