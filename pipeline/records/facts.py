"""Rows of the registry become the document and the facts again that they were made of, one file at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractors.model import (
    Box,
    Change,
    Check,
    Document,
    Doubt,
    DoubtWhy,
    Facts,
    Finding,
    Header,
    Interval,
    IssuerBasis,
    Link,
    LinkBasis,
    Qualifier,
    RangeEnd,
    Reference,
    ReferenceKind,
    Repair,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from pipeline.records.rows import from_real
from pipeline.records.task_facts import outcomes, tasks
from pipeline.registry import Registry
from pipeline.section_paths import labels

Row = sqlite3.Row
_OF_FILE = "SELECT * FROM {} WHERE file_id = ? ORDER BY {}"
_LINKS = """SELECT l.*, a.ordinal AS source, b.ordinal AS target FROM links l
JOIN mentions a ON a.id = l.from_mention JOIN mentions b ON b.id = l.to_mention
WHERE l.file_id = ? ORDER BY l.ordinal"""
_FINDINGS = "SELECT * FROM findings WHERE file_id = ? AND scope = 'file' ORDER BY id"


@dataclass(frozen=True)
class HeldDocument(Document):
    """What the registry holds of a document: its text and repairs, and the page of every fact."""

    page_of: Mapping[int, int | None] = field(default_factory=dict)

    def page_at(self, offset: int) -> int | None:
        """The page on which the fact that begins at `offset` stands.

        Raises:
            KeyError: no fact begins there.
        """
        return self.page_of[offset]


@dataclass(frozen=True, slots=True)
class Held:
    """One file as the registry has it: document, facts, and the rows that say more than they do.

    `mentions`, `tasks`, `outcomes` and `findings` are the rows of the facts in their order. The wording of a
    finding stands in its values as "vi" and "en".
    """

    head: Row
    document: HeldDocument
    facts: Facts
    mentions: Sequence[Row]
    tasks: Sequence[Row]
    outcomes: Sequence[Row]
    findings: Sequence[Row]


def held(registry: Registry, head: Row) -> Held:
    """The file of which `head` is the row of `files` with its text."""
    file_id = head["id"]

    def rows(table: str, order: str = "ordinal") -> list[Row]:
        return registry.query(_OF_FILE.format(table, order), (file_id,))

    mentions, said, outcome_rows = rows("mentions"), rows("tasks"), rows("outcomes")
    links, findings = registry.query(_LINKS, (file_id,)), registry.query(_FINDINGS, (file_id,))
    statistics, checks, repairs = rows("statistics"), rows("checks"), rows("repairs")
    tried = [_check(row) for row in checks]
    by_id = {row["id"]: check for row, check in zip(checks, tried, strict=True)}
    facts = Facts(
        _header(head),
        tuple(_reference(row) for row in mentions),
        tuple(_link(row) for row in links),
        carrier=head["carrier_mention"],
        statistics=tuple(_statistic(row) for row in statistics),
        checks=tuple(tried),
        findings=tuple(_finding(row, by_id) for row in findings),
        tasks=tasks(registry, file_id, said),
        outcomes=outcomes(registry, file_id, outcome_rows),
    )
    placed = (links, checks, findings, repairs, mentions, statistics, said, outcome_rows)
    document = _document(head, repairs, rows("doubts"), _pages(placed))
    return Held(head, document, facts, mentions, said, outcome_rows, findings)


def _pages(tables: Iterable[Iterable[Row]]) -> dict[int, int | None]:
    """The page at which facts begin; the first table counts whose page is that of the very offset."""
    pages: dict[int, int | None] = {}
    for rows in tables:
        for row in rows:
            pages.setdefault(row["start_offset"], row["page"])
    return pages


def _document(
    head: Row, repairs: Iterable[Row], doubts: Iterable[Row], pages: Mapping[int, int | None]
) -> HeldDocument:
    return HeldDocument(
        name=head["name"],
        media_type=head["media_type"],
        reader=head["reader"],
        pages=head["pages"],
        text=head["text"],
        blocks=(),
        repairs=tuple(
            Repair(row["start_offset"], row["end_offset"], row["original"], row["reason"]) for row in repairs
        ),
        notes=_listed(head["notes"]),
        doubts=tuple(_doubt(row) for row in doubts),
        page_of=pages,
    )


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value else ()


def _pair(first: str | None, last: str | None) -> Any:
    return None if first is None and last is None else (first, last)


def _header(head: Row) -> Header:
    return Header(
        type=head["type"],
        number=head["number"],
        symbol=head["symbol"],
        date=head["date"],
        place=head["place"],
        issuer=head["issuer"],
        subject=head["subject"],
        period=_pair(head["period_from"], head["period_to"]),
        signer=head["signer"],
        signer_title=head["signer_title"],
        recipients=_listed(head["recipients"]),
        effective=_pair(head["effective_from"], head["effective_to"]),
    )


def _reference(row: Row) -> Reference:
    return Reference(
        text=row["text"],
        start=row["start_offset"],
        end=row["end_offset"],
        kind=ReferenceKind(row["kind"]),
        type=row["type"],
        number=row["number"],
        symbol=row["symbol"],
        date=row["date"],
        issuer=row["issuer"],
        issuer_basis=IssuerBasis(row["issuer_basis"]),
        subject=row["subject"],
        relation=row["relation"],
        by=row["borne_by"],
        pinpoint=row["pinpoint"],
        repaired=bool(row["repaired"]),
        candidates=_listed(row["candidates"]),
        page=row["page"],
        section=labels(row["section"]),
    )


def _link(row: Row) -> Link:
    place = row["start_offset"], row["end_offset"]
    return Link(row["source"], row["target"], row["relation"], LinkBasis(row["basis"]), *place)


def _statistic(row: Row) -> Statistic:
    digits = json.loads(row["exact"]) if row["exact"] else {}

    def number(name: str, column: str) -> Decimal | None:
        if name in digits:
            return Decimal(digits[name])
        return None if row[column] is None else from_real(row[column])

    cell = row["table_index"], row["row_index"], row["column_index"]
    return Statistic(
        text=row["text"],
        start=row["start_offset"],
        end=row["end_offset"],
        source=Source(row["source"]),
        value=Decimal(row["value_text"]),
        step=number("step", "step") or Decimal(0),
        unit=row["unit"],
        qualifier=row["qualifier"] and Qualifier(row["qualifier"]),
        range=row["range_end"] and RangeEnd(row["range_end"]),
        change=row["change"] and Change(row["change"]),
        percent=number("percent", "percent"),
        of=number("of", "part_of"),
        indicator=row["indicator"],
        place=row["place"],
        period=_pair(row["period_from"], row["period_to"]),
        page=row["page"],
        section=labels(row["section"]),
        cell=None if cell[0] is None else cell,
    )


def _check(row: Row) -> Check:
    detail = json.loads(row["detail"])
    return Check(
        row["rule"],
        Verdict(row["verdict"]),
        row["expression"],
        row["start_offset"],
        row["end_offset"],
        _interval(detail["left"]),
        _interval(detail["right"]),
        tuple(json.loads(row["figures"])),
        detail["values"],
    )


def _interval(ends: Sequence[str] | None) -> Interval | None:
    return None if ends is None else Interval(Decimal(ends[0]), Decimal(ends[1]))


def _finding(row: Row, checks: Mapping[int, Check]) -> Finding:
    other = row["other_start"], row["other_end"]
    return Finding(
        row["rule"],
        Severity(row["severity"]),
        row["start_offset"],
        row["end_offset"],
        {"vi": row["why"], "en": row["why_en"]},
        checks.get(row["check_id"]),
        None if other[0] is None else other,
    )


def _doubt(row: Row) -> Doubt:
    box = None if row["x0"] is None else Box(row["x0"], row["top"], row["x1"], row["bottom"])
    why = DoubtWhy(row["why"])
    return Doubt(row["start_offset"], row["end_offset"], row["page"], box, why, row["other"])
