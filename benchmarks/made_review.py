"""Adds made-up tasks, what became of them, and findings to a registry of made_graph: the material of web pages."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.audit.rows import key_of
from pipeline.registry import Registry
from pipeline.tasks.joining import join
from pipeline.tasks.linking import link_key

from tasks_joining import Maker

SEED = 7
_FINDINGS = (
    ("parts_sum", "error", "34.908 + 7.868 = 44.333"), ("value_conflict", "warning", None),
    ("percentage", "warning", "35 / 70 = 51%"), ("own_number_missing", "info", None),
)  # fmt: skip
_STATES = ("done", "done", "done", "in_progress", "not_done", "extended")


def write(path: Path, tasks: int, outcomes: int, findings: int) -> None:
    """Add so many of each to the files of the registry at `path`, spread evenly."""
    with Registry.open(path) as registry:
        registry.query("PRAGMA foreign_keys = OFF")
        files = registry.query("SELECT id, sha256, document_id FROM files ORDER BY id")
        made = _Made(files)
        with registry.transaction() as connection:
            texts = {row[0]: row[1] for row in connection.execute("SELECT file_id, text FROM texts")}
            made.tasks(connection, texts, tasks, outcomes)
            made.findings(connection, texts, findings)
            connection.executemany(
                "UPDATE texts SET text = ? WHERE file_id = ?", [(t, f) for f, t in texts.items()]
            )
            connection.execute(
                "INSERT INTO search_index (rowid, title, text) SELECT file_id, '', fold(text) FROM texts"
            )
        registry.query("ANALYZE")
        registry.query("PRAGMA wal_checkpoint(TRUNCATE)")


class _Made:
    """Rows that depend on nothing but the files."""

    def __init__(self, files: list[sqlite3.Row]) -> None:
        self._files = files
        self._chance = random.Random(SEED)
        self._maker = Maker(SEED, len(files))

    def tasks(self, connection: sqlite3.Connection, texts: dict[int, str], count: int, said: int) -> None:
        given = self._maker.tasks(count)
        outcomes = self._maker.outcomes(said, given)
        keys = {("t", one.id): self._key("task", one.file_id, one.id) for one in given}
        keys |= {("o", one.id): self._key("outcome", one.file_id, one.id) for one in outcomes}
        ordinals: defaultdict[tuple[str, int], int] = defaultdict(int)
        rows, bodies = [], []
        for one in given:
            at = self._append(texts, one.file_id, one.text)
            due = str(date.today() + timedelta(days=self._chance.randint(-500, 200)))
            due, kind = (due, "date") if self._chance.random() < 0.6 else (None, None)
            ordinals["t", one.file_id] += 1
            rows.append(
                (one.id, one.file_id, ordinals["t", one.file_id] - 1, keys["t", one.id], "task", one.text, 0, *at, 1,
                 json.dumps(one.lead, ensure_ascii=False), '["Công an tỉnh"]', "stated", due, kind, due)
            )  # fmt: skip
            bodies += [(one.id, "lead", 0, one.lead[0]), (one.id, "partner", 0, "Công an tỉnh")]
        _insert(
            connection, "tasks", "id, file_id, ordinal, key, kind, text, occurrence, start_offset, end_offset, page,"
            " lead_bodies, partner_bodies, lead_basis, deadline, deadline_kind, due", rows,
        )  # fmt: skip
        _insert(connection, "task_bodies", "task_id, role, ordinal, body", bodies)
        self._outcomes(connection, texts, outcomes, keys, ordinals)
        carriers = self._maker.carriers
        _insert(
            connection, "task_links", "key, kind, sure, task_id, other_task_id, outcome_id, reason_en, reason_vi",
            {row[0]: row for row in (_link(one, keys) for one in join(carriers, given, outcomes))}.values(),
        )  # fmt: skip

    def _outcomes(
        self, connection: sqlite3.Connection, texts: dict[int, str], outcomes: Any, keys: Any, ordinals: Any
    ) -> None:
        rows = []
        for one in outcomes:
            at = self._append(texts, one.file_id, one.text)
            state = self._chance.choice(_STATES)
            due = (
                str(date.today() + timedelta(days=self._chance.randint(0, 200)))
                if state == "extended"
                else None
            )
            ordinals["o", one.file_id] += 1
            rows.append((one.id, one.file_id, ordinals["o", one.file_id] - 1, keys["o", one.id], one.text, 0, *at, 1,
                         state, "Đã", json.dumps(one.bodies, ensure_ascii=False), due))  # fmt: skip
        columns = "id, file_id, ordinal, key, text, occurrence, start_offset, end_offset, page, state, cue, bodies, due"
        _insert(connection, "outcomes", columns, rows)

    def findings(self, connection: sqlite3.Connection, texts: dict[int, str], count: int) -> None:
        rows, checks = [], []
        for number in range(1, count + 1):
            file = 1 + number * (len(self._files) - 1) // count
            rule, severity, expression = _FINDINGS[number % len(_FINDINGS)]
            words = f"{number % 900} hồ sơ"
            at = self._append(texts, file, f"Trong kỳ đã tiếp nhận {words}, đạt {number % 97}% kế hoạch năm.")
            start = at[0] + len("Trong kỳ đã tiếp nhận ")
            span = (start, start + len(words))
            key = key_of(self._files[file - 1]["sha256"], rule, words, number)
            if expression:
                checks.append((number, file, number, rule, "fails", expression, words, *span, 1, "[]",
                               '{"left": ["42776", "42776"], "right": ["44333", "44333"], "values": {}}'))  # fmt: skip
            other = (
                (1 + number % (len(self._files) - 1), 0, 20, 1, "khác")
                if rule == "value_conflict"
                else (None,) * 5
            )
            rows.append((number, file, number if expression else None, key, "file", rule, severity, words, number,
                         *span, 1, "Tổng các phần là 42.776, văn bản ghi 44.333.", "The parts add up to 42,776.",
                         *other))  # fmt: skip
        _insert(
            connection, "checks", "id, file_id, ordinal, rule, verdict, expression, text, start_offset, end_offset,"
            " page, figures, detail", checks,
        )  # fmt: skip
        _insert(
            connection, "findings", "id, file_id, check_id, key, scope, rule, severity, text, occurrence, start_offset,"
            " end_offset, page, why, why_en, other_file_id, other_start, other_end, other_page, other_text", rows,
        )  # fmt: skip

    def _key(self, kind: str, file: int, number: int) -> str:
        return key_of(self._files[file - 1]["sha256"], kind, "", number)

    @staticmethod
    def _append(texts: dict[int, str], file: int, words: str) -> tuple[int, int]:
        start = len(texts[file])
        texts[file] += f"{words}\n"
        return start, start + len(words)


def _link(one: Any, keys: Any) -> tuple[Any, ...]:
    other = keys["o", one.outcome] if one.outcome else keys["t", one.other_task]
    key = link_key(keys["t", one.task], one.kind.value, other)
    return (
        key,
        one.kind.value,
        int(one.sure),
        one.task,
        one.other_task,
        one.outcome,
        one.reason_en,
        one.reason_vi,
    )


def _insert(
    connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
