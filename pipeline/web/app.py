"""Puts the server together: Datasette with our plugin, behind the gate and the guard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.plugins import pm
from datasette.utils.asgi import Request, Response

from pipeline.web import pages, plan_decisions, plugin, worklist
from pipeline.web.asking import LANG, page
from pipeline.web.datastore import Site
from pipeline.web.gate import Gate
from pipeline.web.guard import Access, App, Guard, Scope
from pipeline.web.pages import documents, graph_start, indicators, overview
from pipeline.web.pages.entry import ENTRY, actor

_HERE = Path(__file__).parent
_SETTINGS = {
    "suggest_facets": False,  # a scan a column: seconds on a table of millions
    "facet_time_limit_ms": 150,
    "sql_time_limit_ms": 2000,
    "default_page_size": 50,
    "default_cache_ttl": 0,
    "allow_download": False,
    "truncate_cells_html": 400,
}

_REPLACED = ("datasette.handle_exception", "datasette.forbidden")
"""Parts of Datasette in whose place our plugin stands: they print a trace for every wrong address."""


def make_app(registry: Path, access: Access, *, sql: bool = True) -> App:
    """The ASGI application that shows the registry at this path.

    `sql` lets people put questions of their own in SQL, for reading and within a limit of time.
    """
    if not pm.is_registered(plugin):
        pm.register(plugin, name="vanthu")
        for name in _REPLACED:
            pm.unregister(name=name)
    site = Site(
        registry,
        access,
        settings={**_SETTINGS, "default_allow_sql": sql},
        template_dir=str(_HERE / "templates"),
        static_mounts=[("vanthu", str(_HERE / "static"))],
        metadata={"title": "Sổ văn thư"},
    )
    gated = Gate(_from_start_to_end(site), registry, site.attach, _refusal(site))
    return Guard(_behind_password(site, gated), access, pages.OWN)


async def warm(site: Site) -> None:
    """Begin with what takes longer than a page may, before the first request; nothing waits for it."""
    if site.is_attached:
        await site.invoke_startup()
        site.begin(overview.summarised)
        site.begin(documents.all_facets)
        site.begin(plan_decisions.names)
        site.begin(graph_start.connected)
        site.begin(indicators.counted)
        site.begin(worklist.cube)
        site.kept.begin("finding-words", site.finding_words)
        site.board.begin(date.today())


def _behind_password(site: Site, inner: App) -> App:
    """The pages, but with a password set only for browsers that were let in."""

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not site.access.password:
            await inner(scope, receive, send)
            return
        request = Request(scope, receive)
        if _is_open(site, request):
            await inner(scope, receive, send)
            return
        onward = quote(request.full_path) if request.method == "GET" else "/"
        await Response.redirect(f"{ENTRY}?tiep={onward}", status=303).asgi_send(send)

    return answer


def _from_start_to_end(site: Site) -> App:
    """Datasette, with what is begun before the first request and ended after the last."""
    inner: App = site.app()

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await warm(site)
            receive = _closing(site, receive)
        await inner(scope, receive, send)

    return answer


def _closing(site: Site, receive: Any) -> Any:
    """Messages to the server; with that which ends it goes what it has begun."""

    async def received() -> Any:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            site.board.close()
        return message

    return received


def _is_open(site: Site, request: Request) -> bool:
    path: str = request.scope["path"]
    return path == ENTRY or path.startswith("/vanthu/") or actor(site, request) is not None


def _refusal(site: Site) -> Callable[..., Any]:
    """What answers while the registry cannot be read: a page that says why and what to do."""

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        await site.invoke_startup()
        request = Request({**scope, "csrftoken": lambda: ""}, receive)
        told = scope["fault"].sentence(LANG)
        made = await page(
            site, request, "vt_error.html", 503, title="Chưa có sổ để xem", told=told, wait=True
        )
        await made.asgi_send(send)

    return answer
