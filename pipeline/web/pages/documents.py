"""The list of documents: search, filters with counts, paging, and the list as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.web.asking import PAGE_ROWS, Paging, Routes, argument, file, page, page_number, wanted_format
from pipeline.web.found import MOST, Hits, around, hits

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/van-ban"
_OPTIONS = 12
"""Values of a filter that are offered."""
_FILTERS: Mapping[str, str] = {
    "loai": "d.type = :loai",
    "co-quan": "d.issuer = :co_quan",
    "nam": "d.year = CAST(:nam AS INTEGER)",
    "thang": "d.date >= :thang AND d.date < :thang || '~'",
    "tep": "(d.held > 0) = (:tep = 'co')",
}
_FACETS = (
    ("loai", "Loại văn bản", "type"),
    ("nam", "Năm", "year"),
    ("co-quan", "Cơ quan ban hành", "issuer"),
)
_CITED_BY = "(SELECT count(DISTINCT c.from_document) FROM citations c WHERE c.to_document = d.id)"
_NEWEST = "d.date DESC, d.id DESC"  # SQLite puts what has no date last
_ORDERS = {"moi": _NEWEST, "cu": "d.date IS NULL, d.date, d.id"}
_COLUMNS = (
    Column("document", identity=True),
    Column("type"),
    Column("date", kind="day"),
    Column("issuer"),
    Column("subject"),
    Column("held"),
    Column("cited_by"),
    Column("id"),
)
_ROW = f"d.label, d.type, d.date, d.issuer, d.subject, d.held, {_CITED_BY} AS cited_by, d.id"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter and how many documents it leaves."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `chosen` has the filters that are set, `order` is "" for the best fit."""

    words: str
    chosen: Mapping[str, str]
    order: str

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the address, without the number of the page."""
        return {"q": self.words, **self.chosen, "xep": self.order}

    def source(self, hit: Hits | None, without: str = "") -> str:
        """FROM and WHERE for the documents asked for, leaving out one filter: so its other values count."""
        parts = [_FILTERS[name] for name in self.chosen if name != without]
        found = ", json_each(:found) w" if hit else ""
        parts += ["w.value = d.id"] if hit else []
        return f"FROM documents d{found} WHERE {' AND '.join(parts) or '1'}"

    def ordered(self, hit: Hits | None) -> str:
        """The order as SQL."""
        return _ORDERS.get(self.order) or ("w.key" if hit else _NEWEST)

    def values(self, hit: Hits | None) -> dict[str, str]:
        """The values that the conditions name."""
        given = {name.replace("-", "_"): value for name, value in self.chosen.items()}
        return {**given, "found": json.dumps(hit.documents)} if hit else given


@dataclass(frozen=True, slots=True)
class Found:
    """One part of the list, and how many documents there are in all; `more` where not all were looked at."""

    rows: Sequence[Mapping[str, Any]]
    total: int
    more: bool


def asked(request: Request) -> Asked:
    """What the address asks for."""
    chosen = {name: argument(request, name) for name in _FILTERS if argument(request, name)}
    order = argument(request, "xep")
    return Asked(argument(request, "q"), chosen, order if order in _ORDERS else "")


async def documents(datasette: Site, request: Request) -> Response:
    """The page, or the whole list as a file."""
    wanted, number = asked(request), page_number(request)
    if format_ := wanted_format(request):
        return await file(
            await datasette.ask(lambda registry: _listing(registry, wanted)), format_, "van-ban"
        )
    found = await datasette.ask(lambda registry: search(registry, wanted, number))
    # Over the whole registry it takes longer to count the filters than a page may.
    narrowed = wanted.chosen or wanted.words
    options = (
        await datasette.ask(lambda registry: facets(registry, wanted))
        if narrowed
        else await datasette.whole(all_facets)
    )
    return await page(
        datasette,
        request,
        "vt_documents.html",
        found=found,
        asked=wanted,
        facets=[(name, title, options[name]) for name, title, _ in _FACETS],
        most=MOST,
        paging=Paging(PATH, wanted.arguments, number, found.total),
    )


def search(registry: Registry, wanted: Asked, number: int) -> Found:
    """One part of the list.

    Raises:
        UsageError: the words to search for hold no letter or digit.
    """
    hit = hits(registry, wanted.words) if wanted.words else None
    values = wanted.values(hit)
    total = registry.query(f"SELECT count(*) {wanted.source(hit)}", values)[0][0]
    rows = registry.query(
        f"SELECT {_ROW} {wanted.source(hit)} ORDER BY {wanted.ordered(hit)} LIMIT :rows OFFSET :skip",
        {**values, "rows": PAGE_ROWS, "skip": (number - 1) * PAGE_ROWS},
    )
    shown = [{**dict(row), "around": around(registry, row["id"], hit.terms) if hit else None} for row in rows]
    return Found(shown, total, bool(hit and hit.more))


def facets(registry: Registry, wanted: Asked) -> dict[str, list[Option]]:
    """The values that each filter may be set to, with how many documents they leave."""
    hit = hits(registry, wanted.words) if wanted.words else None
    return {name: _options(registry, wanted, hit, name, column) for name, _, column in _FACETS}


def all_facets(registry: Registry) -> dict[str, list[Option]]:
    """The filters of the whole list."""
    return facets(registry, Asked("", {}, ""))


def _options(registry: Registry, wanted: Asked, hit: Hits | None, name: str, column: str) -> list[Option]:
    """The values of a filter, the most frequent first; years, the newest first."""
    order = "1 DESC" if column == "year" else "2 DESC, 1"
    rows = registry.query(
        f"SELECT d.{column}, count(*) {wanted.source(hit, name)} AND d.{column} IS NOT NULL"
        f" GROUP BY 1 ORDER BY {order} LIMIT {_OPTIONS}",
        wanted.values(hit),
    )
    return [Option(str(row[0]), str(row[0]), row[1]) for row in rows]


def _listing(registry: Registry, wanted: Asked) -> Listing:
    """The whole list."""
    hit = hits(registry, wanted.words) if wanted.words else None
    rows = registry.query(
        f"SELECT {_ROW} {wanted.source(hit)} ORDER BY {wanted.ordered(hit)}", wanted.values(hit)
    )
    return Listing(_COLUMNS, [tuple(row) for row in rows])


ROUTES: Routes = ((rf"^{PATH}$", documents),)
