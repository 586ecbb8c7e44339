"""Which plans reference which decisions, a part at a time: it starts from the plans that are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import UsageError
from pipeline.graph.palette import style
from pipeline.listing import Column, Listing
from pipeline.refs import fitting_names, near_names
from pipeline.registry import Registry
from pipeline.views import plan_edges

PLAN, DECISION = "Kế hoạch", "Quyết định"
_BATCH = 500
_SELECTIVE = 4
"""A filter that leaves less than one decision in so many is where a search begins."""
COLUMNS = (
    Column("plan", identity=True),
    Column("plan_date", kind="day"),
    Column("plan_issuer"),
    Column("relation", coded=True),
    Column("decision", identity=True),
    Column("decision_date", kind="day"),
    Column("decision_issuer"),
    Column("mentions"),
    Column("direct_mentions"),
    Column("asserted_links"),
    Column("asserted_by"),
    Column("words"),
    Column("file"),
    Column("page"),
    Column("plan_id"),
    Column("decision_id"),
)
_OF_PLANS = "json_each(:plans) w CROSS JOIN citations c ON c.from_document = w.value"


@dataclass(frozen=True, slots=True)
class Names:
    """What there is to choose from: years of plans, issuers with how many documents, relations."""

    years: Mapping[str, int]
    plan_issuers: Mapping[str, int]
    decision_issuers: Mapping[str, int]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pairs are asked for; "" restricts nothing, issuers are words of their names."""

    year: str = ""
    plan_issuer: str = ""
    decision_issuer: str = ""
    relation: str = ""
    plan: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """The same with the names that fit, as SQL on the edge c, plan a and decision b, and its values."""

    of_plan: str
    of_edge: str
    values: Mapping[str, Any]
    from_decisions: bool


def names(registry: Registry) -> Names:
    """What there is to choose from; it looks at every plan and decision."""
    from extractors.rulebook import load_rules

    return Names(
        _counted(registry, "CAST(year AS TEXT)", PLAN, "1 DESC"),
        _counted(registry, "issuer", PLAN, "2 DESC, 1"),
        _counted(registry, "issuer", DECISION, "2 DESC, 1"),
        sorted(load_rules().relations, key=lambda name: (style(name).rank, name)),
    )


def _counted(registry: Registry, column: str, type_: str, order: str) -> dict[str, int]:
    rows = registry.query(
        f"SELECT {column}, count(*) FROM documents WHERE type = ? GROUP BY 1 ORDER BY {order}", (type_,)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def picked(wanted: Wanted, known: Names) -> Picked:
    """The conditions of what is asked for.

    Raises:
        UsageError: no issuer fits the words.
    """
    of_plan: list[str] = []
    of_edge: list[str] = []
    values: dict[str, Any] = {}
    from_decisions = bool(wanted.decision)
    for typed, condition, key, place in (
        (wanted.year, "a.year = CAST(:year AS INTEGER)", "year", of_plan),
        (wanted.plan, "a.id = :plan", "plan", of_plan),
        (wanted.decision, "b.id = :decision", "decision", of_edge),
        (wanted.relation, "c.relation = :relation", "relation", of_edge),
    ):
        if typed:
            place.append(condition)
            values[key] = typed
    if wanted.plan_issuer:
        fitting = _issuers(wanted.plan_issuer, known.plan_issuers)
        of_plan.append("a.issuer IN (SELECT value FROM json_each(:plan_issuers))")
        values["plan_issuers"] = json.dumps(fitting)
    if wanted.decision_issuer:
        fitting = _issuers(wanted.decision_issuer, known.decision_issuers)
        of_edge.append("b.issuer IN (SELECT value FROM json_each(:decision_issuers))")
        values["decision_issuers"] = json.dumps(fitting)
        left = sum(known.decision_issuers[name] for name in fitting)
        from_decisions |= left * _SELECTIVE < sum(known.decision_issuers.values())
    plain = " AND ".join
    return Picked(plain(of_plan), plain(of_edge), values, from_decisions and not wanted.plan)


def _issuers(typed: str, known: Mapping[str, int]) -> tuple[str, ...]:
    if typed in known:
        return (typed,)
    found = fitting_names(known, typed)
    if not found:
        english, vietnamese = near_names(known, typed)
        raise UsageError(
            f'No issuer here has "{typed}" in its name{english}.',
            f"Không có cơ quan ban hành nào mang tên “{typed}”{vietnamese}.",
        )
    return found


def plans(registry: Registry, wanted: Picked) -> list[str]:
    """The ids of the plans that reference a decision as asked for, the newest first."""
    of_plan = f" AND {wanted.of_plan}" if wanted.of_plan else ""
    of_edge = f" AND {wanted.of_edge}" if wanted.of_edge else ""
    if wanted.from_decisions:
        sql = (
            "SELECT DISTINCT a.id, a.date FROM documents b CROSS JOIN citations c ON c.to_document = b.id"
            " CROSS JOIN documents a ON a.id = c.from_document"
            f" WHERE b.type = '{DECISION}'{of_edge} AND a.type = '{PLAN}'{of_plan}"
        )
    else:
        sql = (
            f"SELECT a.id, a.date FROM documents a WHERE a.type = '{PLAN}'{of_plan}"
            " AND EXISTS (SELECT 1 FROM citations c CROSS JOIN documents b ON b.id = c.to_document"
            f" WHERE c.from_document = a.id AND b.type = '{DECISION}'{of_edge})"
        )
    return [row[0] for row in registry.query(f"{sql} ORDER BY a.date DESC, a.id", wanted.values)]


def edges(registry: Registry, ids: Sequence[str], wanted: Picked) -> Iterator[Mapping[str, Any]]:
    """What these plans reference, plan after plan, the newest decisions first; one row a relation."""
    sql = plan_edges(_OF_PLANS, wanted.of_edge)
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        place = {one: number for number, one in enumerate(part)}
        values = {**wanted.values, "plans": json.dumps(part)}
        rows = [dict(row) for row in registry.query(sql, values)]
        rows.sort(key=lambda row: (style(row["relation"]).rank, row["decision_id"]))
        rows.sort(key=lambda row: row["decision_date"] or "", reverse=True)
        rows.sort(key=lambda row: place[row["plan_id"]])
        yield from rows


def listing(registry: Registry, wanted: Picked) -> Listing:
    """All pairs that are asked for."""
    found = edges(registry, plans(registry, wanted), wanted)
    return Listing(COLUMNS, [tuple(row[column.name] for column in COLUMNS) for row in found])
