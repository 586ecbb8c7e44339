"""Finds one indicator with two values in two files: the same words, place and time, another figure."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from extractors.audit.slips import explained
from extractors.audit.wording import severity
from extractors.rulebook import Rulebook
from pipeline.audit_graph import GraphFinding

RULE = "value_conflict"
_SHARED = 4
"""Words that two indicators must have in common to be surely the same."""
_SCOPES = ("toàn tỉnh", "toàn thành phố", "toàn huyện", "toàn xã", "toàn phường", "toàn quốc", "cả nước")
"""Words that alone say of what everything was counted."""
_LOOSE = frozenset(("đã", "đang", "được", "các", "những", "của", "tại", "trên", "có", "là", "với", "và"))
"""Words that may be there or not without another thing being counted."""
_TOLD = """
SELECT s.file_id, s.start_offset, s.end_offset, s.text, s.indicator, s.unit, s.value_text, s.step, s.place,
       s.period_from, s.period_to, f.document_id, coalesce(f.issuer, '') AS issuer
FROM statistics s JOIN files f ON f.id = s.file_id
WHERE s.source = 'text' AND f.status = 'registered' AND f.copy_of IS NULL
  AND s.indicator IS NOT NULL AND s.period_to IS NOT NULL
  AND s.qualifier IS NULL AND s.range_end IS NULL AND s.change IS NULL
  AND coalesce(s.unit, '%') <> '%'
ORDER BY f.name, f.sha256, s.start_offset"""


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with what it says of itself."""

    file_id: int
    document: str | None
    start: int
    end: int
    text: str
    indicator: str
    value: Decimal
    step: Decimal
    window: tuple[str | None, str]


def value_findings(connection: sqlite3.Connection, rules: Rulebook) -> Iterator[GraphFinding]:
    """A finding for every figure that another file tells otherwise, in the order of files' names and texts.

    Only indicators that say in many words what they count are compared, and only where place and time are
    told and the same. Reports close their half-year on 14 June and mean the half-year all the same (Nghị định
    09/2019/NĐ-CP, Điều 12); as figures may really differ by the days between, a slip of the pen must explain
    the difference there. The files of one document do not contradict each other here.
    """
    first: dict[tuple[object, ...], _Told] = {}
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    for row in cursor.execute(_TOLD):
        key = _key(row)
        if key is None:
            continue
        told = _told(row)
        other = first.setdefault(key, told)
        if other is not told and _contradict(other, told):
            yield _finding(told, other, rules)


def _key(row: sqlite3.Row) -> tuple[object, ...] | None:
    """What is counted, where and when; None where the words leave it open."""
    words = frozenset(row["indicator"].replace("·", " ").split()) - _LOOSE
    scoped = any(scope in row["indicator"] for scope in _SCOPES)
    unit = (row["unit"] or "").lower()
    if len(words) < (_SHARED if scoped else _SHARED + len(unit.split())):
        return None
    return words, unit, row["place"], *_named_window(row["period_from"], row["period_to"])


def _named_window(first: str | None, last: str) -> tuple[str | None, str]:
    """The months that a reporting window stands for: 15/12 to 14/6 is the first half-year."""
    end = date.fromisoformat(last)
    if first is None or first == last:
        return first, last
    start = date.fromisoformat(first)
    if end.day in (14, 15):
        end = end.replace(day=1) + timedelta(days=31)
        end = end.replace(day=1) - timedelta(days=1)
    if start.day in (14, 15):
        start = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start.isoformat(), end.isoformat()


def _told(row: sqlite3.Row) -> _Told:
    place = (row["file_id"], row["document_id"], row["start_offset"], row["end_offset"])
    return _Told(
        *place,
        row["text"],
        row["indicator"],
        Decimal(row["value_text"]),
        Decimal(str(row["step"])),
        (row["period_from"], row["period_to"]),
    )


def _contradict(one: _Told, other: _Told) -> bool:
    """Whether two figures of two documents cannot be roundings of one value."""
    if one.file_id == other.file_id or (one.document and one.document == other.document):
        return False
    exact = one.step == other.step == 1
    differ = one.value != other.value if exact else abs(one.value - other.value) > max(one.step, other.step)
    return differ and (one.window == other.window or explained((one.value,), other.value))


def _finding(told: _Told, other: _Told, rules: Rulebook) -> GraphFinding:
    values = {"indicator": told.indicator, "printed": told.text, "other": other.text}
    loud = severity(RULE, rules)
    return GraphFinding(
        RULE, loud, told.file_id, told.start, told.end, values, other.file_id, other.start, other.end
    )
