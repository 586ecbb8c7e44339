"""Which plans reference which decisions: as a list with the words, and as a matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.web import plan_decisions
from pipeline.web.asking import Paging, Routes, argument, file, page, page_number, wanted_format
from pipeline.web.plan_decisions import Names, Picked, Wanted
from pipeline.web.words import code

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/ke-hoach-quyet-dinh"
MATRIX = "ma-tran"
_PLANS, _ROWS, _COLUMNS = 20, 20, 8
"""Plans on a page of the list; rows and columns of a page of the matrix."""
_EACH = 25
"""Edges that the list shows of a plan beside others."""
_OFFERED = 150
"""Issuers that are offered while one types."""
_ARGUMENTS = {
    "year": "nam",
    "plan_issuer": "cq-kh",
    "decision_issuer": "cq-qd",
    "relation": "quan-he",
    "plan": "kh",
    "decision": "qd",
}
Edge = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its edges; `more` were left out."""

    id: str
    label: str
    date: str | None
    issuer: str | None
    edges: Sequence[Edge]
    more: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Plans down, decisions across; a cell has the edges between the two."""

    plans: Sequence[Plan]
    decisions: Sequence[Edge]
    cells: Mapping[tuple[str, str], Sequence[Edge]]
    across: int


async def plans(datasette: Site, request: Request) -> Response:
    """The page, or its rows as a file."""
    wanted, number, format_ = asked(request), page_number(request), wanted_format(request)
    known: Names = await datasette.whole(plan_decisions.names)
    chosen = plan_decisions.picked(wanted, known)
    as_matrix = argument(request, "kieu") == MATRIX
    if format_ and not as_matrix:
        listing = await datasette.ask(lambda registry: plan_decisions.listing(registry, chosen))
        return await file(listing, format_, "ke-hoach-quyet-dinh")
    across = page_number(request, "cot")
    made = await datasette.ask(_made(chosen, wanted, number, across if as_matrix else 0, bool(format_)))
    if format_:
        return await file(matrix_listing(made["matrix"]), format_, "ma-tran-ke-hoach-quyet-dinh")
    arguments = {**_address(wanted), "kieu": MATRIX if as_matrix else ""}
    rows = Paging(PATH, arguments, number, made["total"], _ROWS if as_matrix else _PLANS)
    return await page(
        datasette,
        request,
        "vt_plans.html",
        **made,
        wanted=wanted,
        arguments=_address(wanted),
        known=known,
        offered=_OFFERED,
        as_matrix=as_matrix,
        paging=rows,
        across=_across(arguments, number, across, made),
    )


def asked(request: Request) -> Wanted:
    """What the address asks for."""
    return Wanted(**{name: argument(request, typed) for name, typed in _ARGUMENTS.items()})


def _address(wanted: Wanted) -> dict[str, str]:
    """What is asked for as arguments of an address."""
    return {_ARGUMENTS[one.name]: getattr(wanted, one.name) for one in fields(wanted)}


def _across(arguments: Mapping[str, str], number: int, across: int, made: Mapping[str, Any]) -> Paging:
    """The parts of the matrix from left to right."""
    total = made["matrix"].across if made["matrix"] else 0
    kept = {**arguments, "trang": number if number > 1 else ""}
    return Paging(PATH, kept, across, total, _COLUMNS, "cot")


def _made(
    chosen: Picked, wanted: Wanted, number: int, across: int, whole: bool
) -> Callable[[Registry], dict[str, Any]]:
    """What the template needs, made in the thread that asks; `across` is 0 for the list."""

    def made(registry: Registry) -> dict[str, Any]:
        ids = plan_decisions.plans(registry, chosen)
        size = _ROWS if across else _PLANS
        shown = ids[(number - 1) * size : number * size]
        each = None if across or len(ids) == 1 else _EACH
        listed = grouped(list(plan_decisions.edges(registry, shown, chosen)), each)
        return {
            "total": len(ids),
            "listed": listed,
            "matrix": matrix(listed, across, None if whole else _COLUMNS) if across else None,
            "labels": _labels(registry, wanted),
        }

    return made


def grouped(edges: Sequence[Edge], each: int | None) -> list[Plan]:
    """Edges that stand plan after plan, by plan; at most `each` of one."""
    found = []
    for key, rows in groupby(edges, key=lambda edge: edge["plan_id"]):
        own = list(rows)
        first, shown = own[0], own[:each]
        found.append(
            Plan(key, first["plan"], first["plan_date"], first["plan_issuer"], shown, len(own) - len(shown))
        )
    return found


def matrix(listed: Sequence[Plan], across: int, size: int | None) -> Matrix:
    """The decisions that most of these plans reference first, from left to right, `size` a part."""
    decisions: dict[str, Edge] = {}
    citing: dict[str, set[str]] = {}
    cells: dict[tuple[str, str], list[Edge]] = {}
    for plan in listed:
        for edge in plan.edges:
            decisions.setdefault(edge["decision_id"], edge)
            citing.setdefault(edge["decision_id"], set()).add(plan.id)
            cells.setdefault((plan.id, edge["decision_id"]), []).append(edge)
    ranked = sorted(decisions.values(), key=lambda edge: edge["decision_date"] or "", reverse=True)
    ranked.sort(key=lambda edge: -len(citing[edge["decision_id"]]))
    shown = ranked if size is None else ranked[(across - 1) * size : across * size]
    return Matrix(listed, shown, cells, len(ranked))


def matrix_listing(found: Matrix) -> Listing:
    """The plans of a page down, every decision that they reference across."""
    columns = [Column("plan"), Column("plan_date"), Column("plan_issuer")]
    for one in found.decisions:
        dated = f" ({one['decision_date']})" if one["decision_date"] else ""
        columns.append(Column(one["decision_id"], title=f"{one['decision']}{dated}"))
    rows = [
        (
            plan.label,
            plan.date,
            plan.issuer,
            *(_cell(found.cells.get((plan.id, one["decision_id"]), ())) for one in found.decisions),
        )
        for plan in found.plans
    ]
    return Listing(tuple(columns), rows)


def _cell(edges: Sequence[Edge]) -> str | None:
    return "; ".join(f"{code(edge['relation'])} × {edge['mentions']}" for edge in edges) or None


def _labels(registry: Registry, wanted: Wanted) -> dict[str, str]:
    """What the plan and the decision that are asked for are called, by id."""
    sql = "SELECT id, label FROM documents WHERE id IN (?, ?)"
    return dict(tuple(row) for row in registry.query(sql, (wanted.plan, wanted.decision)))


ROUTES: Routes = ((rf"^{PATH}$", plans),)
