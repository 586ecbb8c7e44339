"""The findings on a document and the tasks that it gives, as its page tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractors.rulebook import load_rules
from pipeline.audit import rules as wording
from pipeline.audit.findings import Found, Wanted
from pipeline.audit.report import report
from pipeline.audit.screen import SIGNS, checks_line, decision, where
from pipeline.registry import Registry
from pipeline.tasks import wording as task_wording
from pipeline.tasks.orders import orders
from pipeline.web.asking import LANG
from pipeline.web.places import text_address
from pipeline.web.text_cards import finding_address, task_address
from pipeline.web.words import code

_SHOWN = 5
_WORDS = 260
_RECKONED = 400
"""Tasks of a document up to which their status is reckoned while a person waits."""


@dataclass(frozen=True, slots=True)
class Item:
    """A finding or a task: kind for the style sheet, sign, title, words, facts, its page, its place."""

    kind: str
    sign: str
    title: str
    words: str
    facts: str
    link: str
    place: str


@dataclass(frozen=True, slots=True)
class Work:
    """How many findings and tasks there are and the first of them; what was reckoned, in a sentence."""

    findings: Sequence[Item]
    findings_total: int
    reckoned: str
    tasks: Sequence[Item]
    tasks_total: int


def work_on(registry: Registry, document: str) -> Work:
    """The findings and tasks of a document."""
    hashes = {
        row[0]: row[1]
        for row in registry.query("SELECT id, sha256 FROM files WHERE document_id = ?", (document,))
    }
    found = report(registry, Wanted(document=document), _SHOWN)
    verdicts = found.verdicts()
    reckoned = checks_line(verdicts, LANG) if any(verdicts.values()) else ""
    given = _tasks_total(registry, document)
    tasks: list[Item] = []
    if 0 < given <= _RECKONED:
        told = orders(registry, document, date.today(), _SHOWN)
        given = told.count
        tasks = [_task(one, hashes, document) for one in told.tasks]
    return Work(
        [_finding(registry, one, hashes, document) for one in found.findings],
        sum(found.standing().values()),
        reckoned,
        tasks,
        given,
    )


def _tasks_total(registry: Registry, document: str) -> int:
    rows = registry.query(
        "SELECT count(*) FROM files f JOIN tasks t ON t.file_id = f.id"
        " WHERE f.document_id = ? AND f.status = 'registered' AND t.copy_of IS NULL",
        (document,),
    )
    return int(rows[0][0])


def _hash(registry: Registry, file_id: int) -> str:
    return str(registry.query("SELECT sha256 FROM files WHERE id = ?", (file_id,))[0][0])


def _finding(registry: Registry, one: Found, hashes: Mapping[int, str], document: str) -> Item:
    at = one.at
    place = ""
    if at.start is not None:  # it may stand in another document and speak of this one
        own = document if at.file_id in hashes else None
        sha256 = hashes.get(at.file_id) or _hash(registry, at.file_id)
        place = f"{text_address(own, sha256, at.start).rpartition('#')[0]}#p-{one.key[:12]}"
    facts = [f"{SIGNS[one.severity]} {code(one.severity)}", where(at, LANG)]
    facts += [decision(one, LANG)] if one.status != "open" else []
    return Item(
        one.severity,
        SIGNS[one.severity],
        wording.title(one.rule, load_rules(), LANG),
        one.why(LANG),
        " · ".join(facts),
        finding_address(one.key),
        place,
    )


def _task(one: Any, hashes: Mapping[int, str], document: str) -> Item:
    due = task_wording.due_words(one, LANG)
    facts = ["; ".join(one.lead) or "chưa rõ đơn vị chủ trì", f"thời hạn: {due}" if due else ""]
    facts += [task_wording.signed(one.status, LANG)]
    facts += [f"trang {one.at.page}"] if one.at.page is not None else []
    return Item(
        one.status.value,
        task_wording.SIGNS[one.status],
        task_wording.cut(one.text, _WORDS),
        "",
        " · ".join(part for part in facts if part),
        task_address(one.key),
        text_address(document, hashes.get(one.at.file_id, ""), one.at.start, "n"),
    )
