"""Turns the figures, checks and findings of one document into rows, and writes them with the file's id."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

from extractors.audit.wording import why
from extractors.model import Check, Document, Facts, Finding, Interval, Statistic
from extractors.rulebook import Rulebook, load_rules
from pipeline.record import plain
from pipeline.records.rows import exact_digits
from pipeline.section_paths import joined

Row = tuple[Any, ...]
KEY_LENGTH = 16
"""Hexadecimal digits of a finding's key; people type the first eight of them."""

_STATISTIC = (
    "ordinal, text, start_offset, end_offset, page, section, source, value, value_text, step, unit, "
    "qualifier, range_end, change, percent, part_of, indicator, place, period_from, period_to, "
    "table_index, row_index, column_index, exact"
)
_CHECK = (
    "ordinal, rule, verdict, expression, text, start_offset, end_offset, page, "
    "left_low, left_high, right_low, right_high, figures, detail"
)
FINDING = (
    "check_id, key, scope, rule, severity, text, occurrence, start_offset, end_offset, page, why, why_en, "
    "other_file_id, other_start, other_end, other_page, other_text"
)


@dataclass(frozen=True, slots=True)
class AuditRows:
    """What an audit puts into the registry; a finding's first value is the ordinal of its check, or None."""

    statistics: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)


def audit_rows(document: Document, facts: Facts, rules: Rulebook | None = None) -> AuditRows:
    """The rows of a document's figures, checks and findings; findings are worded with `rules`."""
    worded = (rules or load_rules()) if facts.findings else None
    return AuditRows(
        [_statistic(document, index, figure) for index, figure in enumerate(facts.statistics)],
        [_check(document, index, check) for index, check in enumerate(facts.checks)],
        _findings(document, facts, worded) if worded is not None else [],
    )


def real(value: Decimal | None) -> float | None:
    """A value as SQL reckons with it; None where there is none, or where it is too large."""
    if value is None:
        return None
    near = float(value)
    return near if isfinite(near) else None


def exact(value: Decimal) -> str:
    """All digits of a value, without an exponent: "34908", "0.1"; "Infinity" for an open end."""
    return format(value, "f")


def _statistic(document: Document, index: int, figure: Statistic) -> Row:
    page = figure.page if figure.page is not None else document.page_at(figure.start)
    return (
        index,
        figure.text,
        figure.start,
        figure.end,
        page,
        joined(figure.section),
        figure.source.value,
        real(figure.value),
        exact(figure.value),
        real(figure.step),
        figure.unit,
        figure.qualifier and figure.qualifier.value,
        figure.range and figure.range.value,
        figure.change and figure.change.value,
        real(figure.percent),
        real(figure.of),
        figure.indicator,
        figure.place,
        *(figure.period or (None, None)),
        *(figure.cell or (None, None, None)),
        exact_digits(figure),
    )


def _check(document: Document, index: int, check: Check) -> Row:
    return (
        index,
        check.rule,
        check.verdict.value,
        check.expression,
        document.text[check.start : check.end],
        check.start,
        check.end,
        document.page_at(check.start),
        *_ends(check.left),
        *_ends(check.right),
        json.dumps(check.figures),
        json.dumps(_detail(check), ensure_ascii=False),
    )


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (real(interval.low), real(interval.high))


def _detail(check: Check) -> dict[str, Any]:
    sides = {
        name: side and [exact(side.low), exact(side.high)]
        for name, side in (("left", check.left), ("right", check.right))
    }
    return {**sides, "values": {name: plain(value) for name, value in check.values.items()}}


def _findings(document: Document, facts: Facts, rules: Rulebook) -> list[Row]:
    ordinals = {id(check): index for index, check in enumerate(facts.checks)}
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for finding in facts.findings:
        words = document.text[finding.start : finding.end]
        check = None if finding.check is None else ordinals.get(id(finding.check))
        rows.append((check, *_finding(document, finding, words, seen[finding.rule, words], rules)))
        seen[finding.rule, words] += 1
    return rows


def _finding(document: Document, finding: Finding, words: str, occurrence: int, rules: Rulebook) -> Row:
    other = finding.other
    return (
        finding.rule,
        finding.severity.value,
        words,
        occurrence,
        finding.start,
        finding.end,
        document.page_at(finding.start),
        why(finding, rules, "vi"),
        why(finding, rules, "en"),
        *(other or (None, None)),
        None if other is None else document.page_at(other[0]),
        None if other is None else document.text[slice(*other)],
    )


def key_of(sha256: str, rule: str, words: str, occurrence: int, against: str = "") -> str:
    """The key of a finding: the same wherever and however often the bytes of its file are read.

    `against` names what a finding told by several files stands against, so that a third file that joins
    them cannot take its key.
    """
    whole = "\0".join((sha256, rule, words, str(occurrence), against))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def _insert(table: str, columns: str) -> str:
    marks = ", ".join("?" * (columns.count(",") + 1))
    return f"INSERT INTO {table} (file_id, {columns}) VALUES (?, {marks})"


_INSERT_STATISTIC = _insert("statistics", _STATISTIC)
_INSERT_CHECK = _insert("checks", _CHECK)
INSERT_FINDING = _insert("findings", FINDING)


def store_audit(connection: sqlite3.Connection, file_id: int, sha256: str, rows: AuditRows) -> None:
    """Write the rows of one file; runs inside the caller's transaction."""
    connection.executemany(_INSERT_STATISTIC, ((file_id, *row) for row in rows.statistics))
    connection.executemany(_INSERT_CHECK, ((file_id, *row) for row in rows.checks))
    if rows.findings:
        checks = _check_ids(connection, file_id)
        connection.executemany(
            INSERT_FINDING, (_keyed(file_id, sha256, checks, row) for row in rows.findings)
        )


def _check_ids(connection: sqlite3.Connection, file_id: int) -> Mapping[int, int]:
    return dict(connection.execute("SELECT ordinal, id FROM checks WHERE file_id = ?", (file_id,)).fetchall())


def _keyed(file_id: int, sha256: str, checks: Mapping[int, int], row: Sequence[Any]) -> Row:
    check, rule, severity, words, occurrence, *rest = row
    start, end, page, why_vi, why_en, other_start, other_end, other_page, other_text = rest
    key = key_of(sha256, rule, words, occurrence)
    return (
        file_id, None if check is None else checks[check], key, "file", rule, severity, words, occurrence,
        start, end, page, why_vi, why_en,
        None if other_start is None else file_id, other_start, other_end, other_page, other_text,
    )  # fmt: skip
