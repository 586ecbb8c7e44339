"""Everything the registry holds about one document: identity, standing, files, citations either way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from pipeline import queries
from pipeline.audit.findings import Found, Wanted
from pipeline.audit.report import report
from pipeline.citing import CITATION_COLUMNS, CitationFilter, citations, count_unjoined, edges_by_id
from pipeline.listing import Column, Listing, Value
from pipeline.registry import Registry
from pipeline.standing import Change, Standing, standing_of
from pipeline.tasks.orders import Orders, orders

SCREEN_ROWS = 10
"""Rows of a group on the screen where --limit does not say."""
_DIRECTIONS = ("cites", "cited_by")


@dataclass(frozen=True, slots=True)
class Group:
    """The citations of one relation in one direction: how many there are, and the first of them.

    `relation` is None for mentions that joined no document, or may mean this one among others.
    """

    direction: str
    relation: str | None
    count: int
    rows: tuple[dict[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """How many figures a document has, its checks by verdict, its findings counted, and the first of them."""

    figures: int
    checks: dict[str, int]
    count: int
    findings: tuple[Found, ...]

    def rows(self) -> list[dict[str, Value]]:
        """The findings as rows."""
        return [
            {
                "key": one.key, "severity": one.severity, "rule": one.rule, "status": one.status,
                "words": one.at.words, "clause": one.at.clause, "page": one.at.page, "file": one.at.file,
                "why": one.why_vi, "why_en": one.why_en,
            }
            for one in self.findings
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dossier:
    """A document's identity, standing with the words of each change, files, citations, findings, tasks."""

    identity: dict[str, Any]
    standing: Standing
    words: dict[int, dict[str, Value]]
    files: Listing
    groups: tuple[Group, ...]
    audited: Audited
    orders: Orders = field(default_factory=Orders)

    def towards(self, direction: str) -> list[Group]:
        """The groups of one direction, "cites" or "cited_by"."""
        return [group for group in self.groups if group.direction == direction]

    def as_object(self) -> dict[str, Any]:
        """The dossier as one JSON object."""
        return {
            **self.identity,
            "standing": self._standing(),
            "files": list(self.files.records()),
            "counts": {direction: self._counts(direction) for direction in _DIRECTIONS},
            **{direction: self.rows(direction) for direction in _DIRECTIONS},
            "figures": self.audited.figures,
            "checks": self.audited.checks,
            "findings": self.audited.rows(),
            "tasks": self.orders.rows(),
        }

    def rows(self, direction: str) -> list[dict[str, Value]]:
        """The citations of one direction, group by group."""
        return [row for group in self.towards(direction) for row in group.rows]

    def _counts(self, direction: str) -> dict[str, int]:
        return {group.relation or "not_joined": group.count for group in self.towards(direction)}

    def _standing(self) -> dict[str, Any]:
        found = asdict(self.standing)
        for name in ("basis", "later", "contradictions"):
            found[name] = [self._evidence(change) for change in getattr(self.standing, name)]
        return found

    def _evidence(self, change: Change) -> dict[str, Any]:
        said = self.words.get(change.citation, {})
        return asdict(change) | {name: said.get(name) for name in ("clause", "page", "file")}


def dossier(registry: Registry, document: str, as_of: str, limit: int | None = None) -> Dossier:
    """The dossier of the document with this id, its standing at `as_of` (ISO day).

    `limit` counts the rows of each group, and the changes whose words are told.
    """
    standing = standing_of(registry, document, as_of)
    told = [
        change.citation
        for changes in (standing.basis, standing.later, standing.contradictions)
        for change in changes[:limit]
    ]
    return Dossier(
        queries.document_identity(registry, document),
        standing,
        edges_by_id(registry, told),
        queries.files_of(registry, document),
        (*_groups(registry, "cites", document, limit), *_groups(registry, "cited_by", document, limit)),
        _audited(registry, document, limit),
        orders(registry, document, date.fromisoformat(as_of), limit),
    )


def _audited(registry: Registry, document: str, limit: int | None) -> Audited:
    found = report(registry, Wanted(document=document), limit)
    standing = sum(found.standing().values())
    return Audited(found.figures, found.verdicts(), standing, tuple(found.findings))


def _groups(registry: Registry, direction: str, document: str, limit: int | None) -> list[Group]:
    """The groups of one direction, in the order of the table of relations."""
    column = "from_document" if direction == "cites" else "to_document"
    counts = {
        str(relation): int(count)
        for relation, count in registry.query(
            f"SELECT relation, count(*) FROM citations WHERE {column} = ? GROUP BY relation", (document,)
        )
    }
    own = CitationFilter(citing=document) if direction == "cites" else CitationFilter(cited=document)
    found = []
    for relation in sorted(counts, key=_place):
        edges = replace(own, relation=relation, status="resolved")
        found.append(Group(direction, relation, counts[relation], _rows(registry, edges, limit)))
    if count := count_unjoined(registry, citing=own.citing, cited=own.cited):
        loose = replace(own, status="unjoined")
        found.append(Group(direction, None, count, _rows(registry, loose, limit)))
    return found


def _rows(registry: Registry, wanted: CitationFilter, limit: int | None) -> tuple[dict[str, Value], ...]:
    return tuple(citations(registry, wanted, limit).records())


def _place(relation: str) -> tuple[int, str]:
    from extractors.rulebook import load_rules

    order = list(load_rules().relations)
    return (order.index(relation) if relation in order else len(order)), relation


SHEET = (
    Column("direction", coded=True),
    *CITATION_COLUMNS,
    Column("state", coded=True),
    Column("as_of"),
    Column("since"),
    Column("changed_by"),
    Column("severity", coded=True),
    Column("rule"),
    Column("why"),
    Column("key"),
)


def sheet(found: Dossier) -> Listing:
    """The dossier as rows: the document with its standing, files, citations, findings and tasks."""
    standing, identity = found.standing, found.identity
    rows: list[dict[str, Value]] = [
        {
            "direction": "document",
            "citing": identity["label"],
            "citing_date": identity["date"],
            "citing_issuer": identity["issuer"],
            "citing_id": identity["id"],
            "words": identity["subject"],
            "state": standing.state.value,
            "as_of": standing.as_of,
            "since": standing.since,
            "changed_by": standing.by,
        }
    ]
    rows += ({"direction": "file", "file": row["path"]} for row in found.files.records())
    rows += (
        {"direction": direction, **row}
        for direction in _DIRECTIONS
        for row in found.rows(direction)
    )
    rows += ({"direction": "finding", **row} for row in found.audited.rows())
    rows += ({"direction": "task", **row} for row in found.orders.rows())
    return Listing(SHEET, [[row.get(column.name) for column in SHEET] for row in rows])
