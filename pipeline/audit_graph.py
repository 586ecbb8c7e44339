"""Finds what only several documents together show: dates that disagree, late citations, ended bases."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.audit.cited import alike, is_national, spoken, year_in
from extractors.audit.date_order import DAYS, MANY, days_apart
from extractors.audit.plan_periods import PERIOD, clash, period_of, spoken_period
from extractors.audit.wording import severity
from extractors.model import Severity
from extractors.rulebook import Rulebook
from pipeline.audit_graph_sql import BASES, CONFLICTS, LATE, LINKED, OTHER_YEARS, PERIODS, SAYING

_GRACE = timedelta(days=60)
"""How long after its date a normative document may come into force, where it does not say when."""
_ENDED = {"replaces": ("thay thế", "replaced"), "repeals": ("bãi bỏ", "repealed")}


@dataclass(frozen=True, slots=True)
class GraphFinding:
    """A broken rule at a mention, and the place in another file that it contradicts.

    `values` fills the wording of the rule (`rules/audit_rules.tsv`). Offsets count in the text of their file;
    `other_start` is None where the other file as a whole says so, `other_file_id` where no file does.
    """

    rule: str
    severity: Severity
    file_id: int
    start: int
    end: int
    values: dict[str, str]
    other_file_id: int | None
    other_start: int | None
    other_end: int | None


def graph_findings(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """Every finding that takes the registry to see, rule by rule, in the order of files and texts.

    What one file shows by itself is left to the audit of that file.
    """
    graph = _Graph(connection, rules)
    yield from graph.date_conflicts()
    yield from graph.period_conflicts()
    yield from graph.late_citations()
    yield from graph.late_links()
    yield from graph.ended_bases()


Place = tuple[int | None, int | None, int | None]
"""A file and a span in it, None where there is none."""


class _Graph:
    """The registry while it is asked."""

    def __init__(self, connection: sqlite3.Connection, rules: Rulebook) -> None:
        self._cursor = connection.cursor()
        self._cursor.row_factory = sqlite3.Row
        self._rules = rules

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        return self._cursor.execute(sql, values).fetchall()

    def _finding(
        self, rule: str, row: sqlite3.Row, values: dict[str, str], other: Place, lenient: bool = False
    ) -> GraphFinding:
        level = severity(rule, self._rules, lenient)
        return GraphFinding(
            rule, level, row["file_id"], row["start_offset"], row["end_offset"], values, *other
        )

    def _saying(self, row: sqlite3.Row, day: str) -> Place:
        """Where a document is given this day: the file that is it, else a mention elsewhere."""
        if row["held_by"] is not None:
            return row["held_by"], None, None
        found = self._rows(SAYING, (row["document_id"], day, row["file_id"]))
        return (found[0][0], found[0][1], found[0][2]) if found else (None, None, None)

    def date_conflicts(self) -> Iterator[GraphFinding]:
        """Mentions that date a document otherwise than it, or most who cite it, do."""
        for row in (*self._rows(CONFLICTS), *self._rows(OTHER_YEARS)):
            year = year_in(row["number"])
            if year not in (None, row["date"][:4]):
                continue  # the number contradicts the date: the file's own audit tells that
            other = self._saying(row, row["document_date"])
            sure = row["issuer_basis"] == "stated" or year or is_national(row["symbol"] or "", self._rules)
            if other[0] is None or not (sure or alike(row["date"], row["document_date"])):
                continue
            values = {
                "document": row["label"],
                "printed": spoken(row["date"]),
                "other": spoken(row["document_date"]),
            }
            yield self._finding("date_conflict", row, values, other)

    def period_conflicts(self) -> Iterator[GraphFinding]:
        """Mentions whose title of a document has another period than the title on it; the span holds both."""
        for row in self._rows(PERIODS):
            said, own = period_of(row["said"]), period_of(row["subject"])
            if said and own and clash(said, own):
                values = {
                    "document": row["label"],
                    "printed": spoken_period(said),
                    "other": spoken_period(own),
                }
                found = self._finding("period_conflict", row, values, (row["held_by"], None, None))
                yield replace(found, end=_end_of_period(row, said))

    def late_citations(self) -> Iterator[GraphFinding]:
        """Mentions of what was made after the citing document, where the file alone does not show it.

        A day that only one file gives may be the one that is wrong; a text that names many later documents
        has been brought up to date.
        """
        files: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
        for row in self._rows(LATE):
            files[row["file_id"]].append(row)
        for rows in files.values():
            if len({row["document_id"] for row in rows}) > MANY:
                continue
            for row in rows:
                other = self._saying(row, row["document_date"])
                lenient = days_apart(row["document_date"], row["own_date"]) <= DAYS
                lenient = lenient or (row["held_by"] is None and row["said_by"] < 2)
                if other[0] is not None:
                    values = _ordered(row, row["own_label"], row["own_date"])
                    yield self._finding("date_order", row, values, other, lenient)

    def late_links(self) -> Iterator[GraphFinding]:
        """Mentions of what a sentence says another document was made under, though it came later."""
        told: set[tuple[int, str, str]] = set()
        for row in self._rows(LINKED):
            key = row["file_id"], row["made_id"], row["label"]
            if key not in told:
                told.add(key)
                other = row["file_id"], row["made_start"], row["made_end"]
                values = _ordered(row, row["made_label"], row["made_date"])
                yield self._finding("date_order", row, values, other, lenient=True)

    def ended_bases(self) -> Iterator[GraphFinding]:
        """Mentions of a basis that had been replaced or repealed when the citing document was made."""
        for row in self._rows(BASES):
            if row["unsure"] and not _surely_in_force(row["since"], row["own_date"]):
                continue
            change, change_en = _ENDED[row["change"]]
            values = {
                "document": row["label"],
                "by": row["changed_by"],
                "change": change,
                "change_en": change_en,
                "date": spoken(row["since"]),
            }
            other = row["other_file"], row["other_start"], row["other_end"]
            yield self._finding("replaced_document", row, values, other)


def _end_of_period(row: sqlite3.Row, years: tuple[int, int]) -> int:
    """Where the period stands in the title behind a mention; the end of the mention where it does not."""
    end = int(row["end_offset"])
    for found in PERIOD.finditer(row["after"]):
        if (int(found["from"]), int(found["to"])) == years:
            return end + int(found.end())
    return end


def _ordered(row: sqlite3.Row, other: str, day: str) -> dict[str, str]:
    return {
        "document": row["label"],
        "printed": spoken(row["document_date"]),
        "other_document": other,
        "other": spoken(day),
    }


def _surely_in_force(since: str, day: str) -> bool:
    """Whether a normative document of `since` that does not say when it begins had begun on this day."""
    return len(since) == len(day) and date.fromisoformat(day) >= date.fromisoformat(since) + _GRACE
