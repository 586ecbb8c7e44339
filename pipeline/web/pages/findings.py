"""The work list of findings: filters with counts, paging, decisions in place, and the list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from extractors.rulebook import load_rules
from pipeline.audit.findings import LOUDEST_FIRST, findings_by_id, findings_by_key
from pipeline.audit.listings import finding_listing
from pipeline.errors import UsageError
from pipeline.listing import Listing
from pipeline.refs import find_document
from pipeline.registry import Registry
from pipeline.web import deciding, worklist
from pipeline.web.asking import (
    LANG,
    Paging,
    Routes,
    address,
    argument,
    file,
    page,
    page_number,
    wanted_format,
)
from pipeline.web.deciding import Form
from pipeline.web.pages.finding import LEAST, PATH, words
from pipeline.web.worklist import Asked

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_FACETS = (
    ("tinh-trang", "Xử lý"),
    ("muc", "Mức độ"),
    ("quy-tac", "Quy tắc"),
    ("co-quan", "Cơ quan ban hành"),
)


async def findings(datasette: Site, request: Request) -> Response:
    """The page, or the whole list as a file."""
    number, just = page_number(request), argument(request, "vua")
    asked = await datasette.ask(lambda registry: _asked(registry, request))
    among = await _among(datasette, asked)
    if format_ := wanted_format(request):
        listing = await datasette.ask(lambda registry: _listing(registry, asked, among))
        return await file(listing, format_, "ra-soat")
    if among is None:
        counted = await datasette.whole(worklist.cube, fresh=bool(just))
    else:
        counted = await datasette.ask(lambda registry: worklist.cube(registry, among))
    rulebook = load_rules()
    paging = Paging(PATH, asked.arguments, number, worklist.total(counted, asked), worklist.ROWS)
    return await page(
        datasette,
        request,
        "vt_findings.html",
        rows=await datasette.ask(lambda registry: worklist.shown(registry, asked, among, number)),
        asked=asked,
        facets=[(name, title, worklist.options(counted, asked, name, rulebook)) for name, title in _FACETS],
        paging=paging,
        just=await datasette.ask(lambda registry: _just(registry, just)),
        typed=Form(),
        reviewer=deciding.reviewer(datasette, request),
        back=address(PATH, {**asked.arguments, "trang": number if number > 1 else None}),
        **words(rulebook),
    )


def _asked(registry: Registry, request: Request) -> Asked:
    """What the address asks for.

    Raises:
        UsageError: a filter has a value that it cannot have.
        UnknownReferenceError: it names a document that is not there, or several.
    """
    names = ("tinh-trang", "muc", "quy-tac", "co-quan")
    chosen = {name: argument(request, name) for name in names if argument(request, name)}
    for name, known in (("tinh-trang", tuple(worklist.STATUSES)), ("muc", LOUDEST_FIRST)):
        if chosen.get(name, known[0]) not in known:
            typed = chosen[name]
            raise UsageError(f'"{typed}" is no value of {name}.', f"“{typed}” không phải giá trị của bộ lọc.")
    typed = argument(request, "van-ban")
    return Asked(chosen, argument(request, "q"), typed, find_document(registry, typed) if typed else None)


async def _among(datasette: Site, asked: Asked) -> list[int] | None:
    """The findings with the words, or on the document, that are asked for; None for all."""
    found: list[int] | None = None
    if asked.words:
        known = await datasette.kept.get("finding-words", datasette.finding_words)
        found = worklist.with_words(known, asked.words)
    if asked.document is not None:
        document = asked.document
        on = await datasette.ask(lambda registry: worklist.on_document(registry, document))
        found = on if found is None else sorted(set(on) & set(found))
    return found


def _just(registry: Registry, key: str) -> object:
    """The finding that was decided just now."""
    hexadecimal = len(key) >= LEAST and set(key) <= set("0123456789abcdef")
    found = findings_by_key(registry, key) if hexadecimal else []
    return found[0] if len(found) == 1 else None


def _listing(registry: Registry, asked: Asked, among: list[int] | None) -> Listing:
    """The whole list."""
    found = findings_by_id(registry, worklist.ids(registry, asked, among))
    return finding_listing(found, load_rules(), LANG)


ROUTES: Routes = ((rf"^{PATH}$", findings),)
