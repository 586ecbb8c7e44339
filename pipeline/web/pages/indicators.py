"""The list of indicators: what is counted in the documents, how often, and where a click shows its values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.search_text import squeeze
from pipeline.series.figures import fitting
from pipeline.web.asking import PAGE_ROWS, Paging, Routes, argument, file, page, page_number, wanted_format
from pipeline.web.pages.series import address_of

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/chi-tieu"
_COLUMNS = (
    Column("indicator", identity=True),
    Column("values", title="số giá trị"),
    Column("documents"),
    Column("periods", title="số kỳ"),
)
_COUNTED = """SELECT s.indicator, count(*), count(DISTINCT f.document_id)
FROM statistics s JOIN files f ON f.id = s.file_id
WHERE s.indicator IS NOT NULL AND f.status = 'registered' AND f.copy_of IS NULL GROUP BY s.indicator"""
_PERIODS = """SELECT indicator, count(DISTINCT period_from || period_to) FROM statistics
WHERE indicator IN (SELECT value FROM json_each(?)) GROUP BY indicator"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its name as it is and folded, how many values it has, and in how many documents."""

    name: str
    folded: str
    values: int
    documents: int


async def indicators(datasette: Site, request: Request) -> Response:
    """The page, or the whole list as a file."""
    words, number, format_ = argument(request, "q"), page_number(request), wanted_format(request)
    every: Mapping[str, Indicator] = await datasette.whole(counted)
    often = [] if words or argument(request, "tat-ca") else [one for one in every.values() if one.values > 1]
    found = often or _found(every, words)
    if format_:
        told = await datasette.ask(lambda registry: periods(registry, [one.name for one in found]))
        rows = [(one.name, one.values, one.documents, told.get(one.name, 0)) for one in found]
        return await file(Listing(_COLUMNS, rows), format_, "chi-tieu")
    shown = found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    names = [one.name for one in shown]

    async def ask() -> Mapping[str, int]:
        return await datasette.ask(lambda registry: periods(registry, names))

    # the first parts of the whole list hold what stands in most documents: thousands of values each
    told = {} if words else await datasette.kept.get(("periods", bool(often), number), ask)
    if not told.keys() >= set(names):  # kept before the list changed
        told = await ask()
    return await page(
        datasette,
        request,
        "vt_indicators.html",
        words=words,
        shown=shown,
        periods=told,
        every=len(every),
        left_out=len(every) - len(often) if often else 0,
        address_of=address_of,
        paging=Paging(PATH, {"q": words, "tat-ca": argument(request, "tat-ca")}, number, len(found)),
    )


def counted(registry: Registry) -> Mapping[str, Indicator]:
    """Every indicator by its name, those of the most documents first; it looks at every figure."""
    found = [Indicator(row[0], squeeze(row[0]), row[1], row[2]) for row in registry.query(_COUNTED)]
    found.sort(key=lambda one: (-one.documents, -one.values, one.name))
    return {one.name: one for one in found}


def periods(registry: Registry, names: Sequence[str]) -> Mapping[str, int]:
    """How many different periods the values of each indicator have."""
    return {row[0]: row[1] for row in registry.query(_PERIODS, (json.dumps(names),))}


def _found(every: Mapping[str, Indicator], words: str) -> list[Indicator]:
    if not words:
        return list(every.values())
    return [every[name] for name in fitting(((one.folded, one.name) for one in every.values()), words)]


ROUTES: Routes = ((rf"^{PATH}$", indicators),)
