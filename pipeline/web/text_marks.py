"""The marks of a part of a text: references, figures, tasks and findings, each with its card."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.rulebook import load_rules
from pipeline.audit.marks import Mark
from pipeline.audit.screen import SIGNS
from pipeline.registry import Registry
from pipeline.web import text_cards as cards
from pipeline.web.text_cards import OTHER_SIGN, TASK_SIGN, Card, Line

KINDS: Mapping[str, str] = {
    "vien-dan": "Viện dẫn",
    "so-lieu": "Số liệu",
    "nhiem-vu": "Nhiệm vụ",
    "phat-hien": "Phát hiện",
}
"""The kinds of marks that can be switched, as the address names them."""
ANCHORS: Mapping[str, str] = {"vien-dan": "v", "so-lieu": "s", "nhiem-vu": "n", "phat-hien": "p"}
_SHORT = 12
_INSIDE = "{0}start_offset < :end AND {0}end_offset > :start"
_MENTIONS = f"""SELECT m.id, m.text, m.start_offset, m.end_offset, m.kind, m.relation, m.borne_by, m.pinpoint,
m.date AS said_date, m.issuer_basis, m.status, m.basis, m.conflict, m.document_id, d.label, d.date, d.issuer,
d.held FROM mentions m LEFT JOIN documents d ON d.id = m.document_id
WHERE m.file_id = :file AND {_INSIDE.format("m.")} AND (m.status IS NOT NULL OR m.kind = 'standard')
ORDER BY m.start_offset, m.ordinal"""
_CANDIDATES = """SELECT mention_id, document_id, label FROM mention_candidates
WHERE mention_id IN (SELECT value FROM json_each(?)) ORDER BY mention_id, ordinal"""
_FIGURES = f"""SELECT ordinal, source, text, start_offset, end_offset, value_text, unit, qualifier, indicator,
place, period_from, period_to FROM statistics WHERE file_id = :file AND {_INSIDE.format("")}
ORDER BY ordinal"""
_CHECKS = "SELECT verdict, expression, figures FROM checks WHERE file_id = :file ORDER BY ordinal"
_TASKS = f"SELECT * FROM tasks WHERE file_id = :file AND {_INSIDE.format('')} ORDER BY start_offset"
_FINDINGS = """SELECT n.key, n.rule, n.severity, n.why, r.decision, n.file_id = :file AS here,
n.start_offset, n.end_offset, n.other_start, n.other_end,
f.document_id, coalesce(d.label, f.name) AS document, o.document_id AS other_document_id,
coalesce(e.label, o.name) AS other_document
FROM findings n JOIN files f ON f.id = n.file_id LEFT JOIN documents d ON d.id = f.document_id
LEFT JOIN files o ON o.id = n.other_file_id AND o.id <> n.file_id
LEFT JOIN documents e ON e.id = o.document_id LEFT JOIN reviews r ON r.key = n.key
WHERE {} AND r.decision IS NOT 'dismissed' ORDER BY {}"""
_HERE = _FINDINGS.format(
    "n.file_id = :file AND n.start_offset < :end AND n.end_offset >= :start", "n.start_offset"
)
_THERE = _FINDINGS.format(
    "n.other_file_id = :file AND n.other_start < :end AND n.other_end >= :start", "n.other_start"
)
_CHECKS_TOLD = 2


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of a part and their cards, in the order of the text."""

    marks: Sequence[Mark]
    cards: Sequence[Card]


class _Made:
    """Collects marks; those that would have the same card share it."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.cards: dict[Any, Card] = {}
        self._anchors: set[str] = set()

    def add(
        self, span: tuple[int, int], anchor: str, sign: str, told: tuple[str, str, str, list[Line]]
    ) -> None:
        """One mark with what its card tells."""
        kind, title, link, lines = told
        same = (kind, title, link, tuple(lines))
        if same not in self.cards:
            self.cards[same] = Card(f"c-{anchor}", kind, sign, title, link, lines, anchor)
        own = anchor if anchor not in self._anchors else ""
        self._anchors.add(anchor)
        self.marks.append(Mark(*span, kind, own, self.cards[same].key, title))


def marking(registry: Registry, file_id: int, start: int, end: int, kinds: Collection[str]) -> Marking:
    """The marks of these kinds that lie in a span of a file's text, at least in part."""
    made, where = _Made(), {"file": file_id, "start": start, "end": end}
    makers: Mapping[str, Callable[[Registry, dict[str, int], _Made], None]] = {
        "vien-dan": _mentions, "so-lieu": _figures, "nhiem-vu": _tasks, "phat-hien": _findings,
    }  # fmt: skip
    for kind, maker in makers.items():
        if kind in kinds:
            maker(registry, where, made)
    order = sorted(made.cards.values(), key=_place)
    return Marking(made.marks, order)


def _place(card: Card) -> tuple[str, int]:
    tail = card.mark[2:]
    return card.mark[:1], int(tail) if tail.isdecimal() else 0


def _mentions(registry: Registry, where: dict[str, int], made: _Made) -> None:
    rows = registry.query(_MENTIONS, where)
    open_ = [row["id"] for row in rows if row["document_id"] is None]
    candidates: defaultdict[int, list[Any]] = defaultdict(list)
    for one in registry.query(_CANDIDATES, (json.dumps(open_),)) if open_ else ():
        candidates[one["mention_id"]].append(one)
    for row in rows:
        told = cards.reference(row, candidates[row["id"]])
        sign = "?" if told[0] == "ref-open" else "→"
        made.add((row["start_offset"], row["end_offset"]), f"v-{row['start_offset']}", sign, told)


def _figures(registry: Registry, where: dict[str, int], made: _Made) -> None:
    rows = registry.query(_FIGURES, where)
    if not rows:
        return
    parts: defaultdict[int, list[Any]] = defaultdict(list)
    for check in registry.query(_CHECKS, where):
        for place, ordinal in enumerate(json.loads(check["figures"])):
            parts[ordinal].append((check, place == 0))
    for row in rows:
        told = cards.figure(row, parts[row["ordinal"]][:_CHECKS_TOLD])
        made.add((row["start_offset"], row["end_offset"]), f"s-{row['start_offset']}", "#", told)


def _tasks(registry: Registry, where: dict[str, int], made: _Made) -> None:
    for row in registry.query(_TASKS, where):
        span = (row["start_offset"], row["end_offset"])
        made.add(span, f"n-{row['start_offset']}", TASK_SIGN, cards.task(row))


def _findings(registry: Registry, where: dict[str, int], made: _Made) -> None:
    rules = load_rules()
    for row in registry.query(_HERE, where):
        told = cards.finding(row, rules, here=True)
        span = (row["start_offset"], row["end_offset"])
        made.add(span, f"p-{row['key'][:_SHORT]}", SIGNS[row["severity"]], told)
    for row in registry.query(_THERE, where):
        told = cards.finding(row, rules, here=False)
        span = (row["other_start"], row["other_end"])
        made.add(span, f"o-{row['key'][:_SHORT]}", OTHER_SIGN, told)
