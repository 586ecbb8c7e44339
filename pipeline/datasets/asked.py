"""The questions of the commands `citations`, `statistics`, `tasks` and `audit`, answered as frames."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline import citing, refs
from pipeline.audit import findings as audited
from pipeline.audit.findings import LOUDEST_FIRST
from pipeline.citing import CitationFilter, Selected
from pipeline.datasets import dataset
from pipeline.datasets.frames import frame
from pipeline.datasets.references import CITATIONS, UNJOINED_CITATIONS
from pipeline.errors import UsageError
from pipeline.registry import Registry
from pipeline.series.figures import FigureFilter, conditions, indicators
from pipeline.tasks import register, typed

if TYPE_CHECKING:
    import pandas as pd

_PLACE = "f.sha256, m.start_offset"
_NAMES = CITATIONS.names
_SELECTED = Selected(
    f"{CITATIONS.selected}, {_PLACE}",
    f"{UNJOINED_CITATIONS}, {_PLACE}",
    (_NAMES.index("citing_date"), _NAMES.index("file"), len(_NAMES), len(_NAMES) + 1),
)
Day = date | str
"""A day, or what a person types for one: "2025-05-12", "12/5/2025"."""
Words = str | Iterable[str] | None
"""One of these must fit; None for any."""


def whole(registry: Registry, name: str, as_of: Day | None = None) -> pd.DataFrame:
    """All of one dataset.

    Raises:
        UsageError: there is no dataset of this name.
    """
    try:
        wanted = dataset(name)
    except KeyError:
        raise UsageError(f'There is no dataset "{name}".', f"Không có tập dữ liệu “{name}”.") from None
    return frame(wanted, wanted.rows(registry, _at(as_of)))


def citations(
    registry: Registry, *, said: str | None, status: str | None, since: Day | None, until: Day | None,
    **asked: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Who cites what, as `vanthu citations` has it; `asked` are types, issuers, relation and documents."""
    wanted = CitationFilter(
        from_type=_found(refs.type_name, registry, asked["from_type"]),
        to_type=_found(refs.type_name, registry, asked["to_type"]),
        from_issuer=_found(refs.issuer_names, registry, asked["from_issuer"]),
        to_issuer=_found(refs.issuer_names, registry, asked["to_issuer"]),
        relation=refs.relation_name(asked["relation"]) if asked["relation"] is not None else None,
        citing=_found(refs.find_document, registry, asked["citing"]),
        cited=_found(refs.find_document, registry, asked["cited"]),
        status=_one_of("status", status, ("resolved", *citing.UNJOINED)),
        since=_iso(since, "since"),
        until=_iso(until, "until"),
        said=_one_of("said", said, ("direct", "asserted")),
    )
    rows = citing.citation_rows(registry, wanted, _SELECTED)
    return frame(CITATIONS, (tuple(row)[: len(_NAMES)] for row in rows))


def statistics(
    registry: Registry, *, document: str | None, issuer: str | None, since: Day | None, until: Day | None,
    source: str | None, indicator: str | None, unit: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Figures, as `vanthu statistics` chooses them, in the order of their files."""
    wanted = FigureFilter(
        indicator,
        unit,
        _found(refs.find_document, registry, document),
        _found(refs.issuer_names, registry, issuer),
        _iso(since, "since"),
        _iso(until, "until"),
        _one_of("source", source, ("text", "table")),
    )
    sql, values = conditions(wanted, indicators(registry, indicator) if indicator else None)
    chosen = f"""x.id IN (SELECT s.id FROM statistics s JOIN files f ON f.id = s.file_id
        LEFT JOIN documents d ON d.id = f.document_id WHERE {sql})"""
    return _fitting(registry, "statistics", chosen, values)


def findings(
    registry: Registry, *, rule: Words, severity: str | None, document: str | None,
    status: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Findings, as `vanthu audit` chooses them, of any status where none is asked for."""
    from pipeline.audit.rules import rule_name
    from pipeline.reading import rulebook

    rules = tuple(rule_name(one, rulebook(None)) for one in _several(rule))
    wanted = audited.Wanted(
        rules, _one_of("severity", severity, LOUDEST_FIRST), _found(refs.find_document, registry, document)
    )
    sql, values = audited.on_findings(wanted)
    loud = ", ".join(f"'{one}'" for one in wanted.severities)
    sql = f"""x.id IN (SELECT n.id FROM findings n JOIN files f ON f.id = n.file_id WHERE {sql})
        AND x.severity IN ({loud})"""
    if _one_of("status", status, ("open", "accepted", "dismissed")) is not None:
        sql, values = f"{sql} AND coalesce(r.decision, 'open') = ?", [*values, status]
    return _fitting(registry, "findings", sql, values)


def tasks(
    registry: Registry, *, as_of: Day | None, status: Words, lead: Words, partner: Words,
    due_after: Day | None, due_before: Day | None,
    assigned_by: str | None, topic: str | None, kind: str | None,
) -> pd.DataFrame:  # fmt: skip
    """Tasks as they stand at the end of a day, as `vanthu tasks` chooses them, by the day that counts."""
    day = _at(as_of)
    first, last = _iso(due_after, "due_after"), _iso(due_before, "due_before")
    wanted = register.Wanted(
        leads=_several(lead),
        partners=_several(partner),
        statuses=typed.statuses(_several(status)),
        due_from=date.fromisoformat(first) if first else None,
        due_to=date.fromisoformat(last) if last else None,
        assigned_by=_found(refs.find_document, registry, assigned_by),
        topic=topic,
        kind=typed.kind(kind) if kind is not None else None,
    )
    places = {one.key: at for at, one in enumerate(register.assigned(registry, wanted, day))}
    rows = [row for row in dataset("tasks").rows(registry, day) if row[0] in places]
    return frame(dataset("tasks"), sorted(rows, key=lambda row: places[row[0]]))


def _fitting(registry: Registry, name: str, condition: str, values: Iterable[Any]) -> pd.DataFrame:
    wanted = dataset(name)
    return frame(wanted, wanted.fitting(registry, condition, list(values)))


def _found(find: Any, registry: Registry, told: str | None) -> Any:
    return None if told is None else find(registry, told)


def _several(told: Words) -> tuple[str, ...]:
    return () if told is None else (told,) if isinstance(told, str) else tuple(told)


def _at(told: Day | None) -> date:
    iso = _iso(told, "as_of")
    return date.today() if iso is None else date.fromisoformat(iso)


def _iso(told: Day | None, name: str) -> str | None:
    if isinstance(told, date):
        return told.isoformat()
    return None if told is None else refs.iso_day(told, name)


def _one_of(name: str, told: str | None, known: Iterable[str]) -> str | None:
    if told is not None and told not in (listed := list(known)):
        raise UsageError(
            f'{name} is one of {", ".join(listed)}, not "{told}".',
            f"{name} là một trong {', '.join(listed)}, không phải “{told}”.",
        )
    return told
