"""Asks the registry for figures: by indicator, unit, document, issuer, date and source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.search_text import squeeze

FIGURE_COLUMNS = (
    Column("indicator"),
    Column("value", kind="number"),
    Column("unit"),
    Column("qualifier", coded=True),
    Column("change", coded=True),
    Column("percent", kind="number"),
    Column("part_of", kind="number"),
    Column("place"),
    Column("period_from", kind="day"),
    Column("period_to", kind="day"),
    Column("words"),
    Column("source", coded=True, screen=False),
    Column("document", identity=True),
    Column("date", screen=False),
    Column("issuer", screen=False),
    Column("page"),
    Column("file", screen=False),
    Column("value_text", screen=False),
    Column("step", screen=False),
    Column("range_end", coded=True, screen=False),
    Column("section", screen=False),
    Column("start", screen=False),
    Column("end", screen=False),
    Column("document_id", screen=False),
)
_SELECT = """SELECT s.indicator, s.value, s.unit, s.qualifier, s.change, s.percent, s.part_of, s.place,
s.period_from, s.period_to, s.text, s.source, coalesce(d.label, f.name), coalesce(d.date, f.date),
coalesce(d.issuer, f.issuer), s.page, f.name, s.value_text, s.step, s.range_end, s.section, s.start_offset,
s.end_offset, d.id FROM statistics s JOIN files f ON f.id = s.file_id
LEFT JOIN documents d ON d.id = f.document_id"""


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures are asked for.

    `indicator` holds words that must all stand in the indicator; `names` are indicators as the registry has
    them, of which one is meant; `issuers` are names of which one
    is meant; `since` and `until` are ISO days of the documents; `source` is "text" or "table".
    """

    indicator: str | None = None
    unit: str | None = None
    document: str | None = None
    issuers: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    names: tuple[str, ...] | None = None


def figures(registry: Registry, wanted: FigureFilter, limit: int | None = None) -> Listing:
    """The figures asked for: of the best fitting indicator first, then by file in the order of the text."""
    names = indicators(registry, wanted.indicator) if wanted.indicator else wanted.names
    sql, values = conditions(wanted, names)
    rank = "(SELECT key FROM json_each(?) WHERE value = s.indicator), " if names is not None else ""
    if names is not None:
        values.append(json.dumps(names))
    order = f"ORDER BY {rank}f.name, f.sha256, s.ordinal LIMIT ?"
    rows = registry.query(f"{_SELECT} WHERE {sql} {order}", [*values, -1 if limit is None else limit])
    return Listing(FIGURE_COLUMNS, [tuple(whole(cell) for cell in row) for row in rows])


def whole(value: Any) -> Any:
    """A REAL as the integer that it is, so that 44333.0 reads 44333; everything else as it is."""
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
    return int(value) if is_whole else value


def indicators(registry: Registry, words: str) -> list[str]:
    """The indicators that hold every one of `words`, the best fitting first; diacritics do not count.

    One that is just these words comes first, then those with the words in a row, then shorter ones.
    """
    rows = registry.query("SELECT DISTINCT indicator FROM statistics WHERE indicator IS NOT NULL")
    return fitting(((squeeze(row[0]), row[0]) for row in rows), words)


def fitting(names: Iterable[tuple[str, str]], words: str) -> list[str]:
    """Those of the indicators, given folded and as they are, that hold every one of `words`, best first."""
    phrase = squeeze(words)
    terms = phrase.split()
    found = []
    for folded, name in names:
        parts = set(_words(folded))
        if terms and all(term in parts for term in terms):
            found.append((folded != phrase, not f"{folded} ".startswith(f"{phrase} "), phrase not in folded,
                          len(folded), name))  # fmt: skip
    return [name for *_, name in sorted(found)]


def _words(folded: str) -> Iterable[str]:
    return folded.replace("·", " ").replace(",", " ").split()


def conditions(wanted: FigureFilter, names: Sequence[str] | None) -> tuple[str, list[Any]]:
    """SQL for the figures s in files f of documents d that are asked for, of indicators of these names."""
    parts: list[tuple[str, Any]] = [("f.copy_of IS NULL AND f.status = ?", "registered")]
    if names is not None:
        parts.append(("s.indicator IN (SELECT value FROM json_each(?))", json.dumps(names)))
    if wanted.unit:
        parts.append(("fold(s.unit) = ?", squeeze(wanted.unit)))
    if wanted.document:
        parts.append(("f.document_id = ?", wanted.document))
    if wanted.issuers is not None:
        parts.append(
            ("coalesce(d.issuer, f.issuer) IN (SELECT value FROM json_each(?))", json.dumps(wanted.issuers))
        )
    if wanted.since:
        parts.append(("coalesce(d.date, f.date) >= ?", wanted.since))
    if wanted.until:
        parts.append(("coalesce(d.date, f.date) <= ?", wanted.until))
    if wanted.source:
        parts.append(("s.source = ?", wanted.source))
    return " AND ".join(sql for sql, _ in parts), [value for _, value in parts]
