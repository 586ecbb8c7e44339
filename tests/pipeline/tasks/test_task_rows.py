from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import register_made as made

from extractors.model import Facts
from extractors.rulebook import load_rules
from pipeline import schema
from pipeline.record import record
from pipeline.registry import Registry
from pipeline.store import forget, rows_of

OF_A_FILE = (
    "tasks", "task_bodies", "task_references", "outcomes", "outcome_references", "task_links",
)  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with made.opened(tmp_path, made.PLAN, made.REPORT) as opened:
        yield opened


def counts(registry: Registry) -> dict[str, int]:
    return {table: registry.query(f"SELECT count(*) FROM {table}")[0][0] for table in OF_A_FILE}


def test_every_field_of_a_task_is_kept(registry: Registry) -> None:
    (row,) = registry.query("SELECT * FROM tasks WHERE text = ?", (made.CATALOGUE,))
    kept = {name: row[name] for name in row.keys() if name not in ("id", "file_id", "key")}  # noqa: SIM118
    assert kept == {
        "ordinal": 0, "kind": "task", "text": made.CATALOGUE, "occurrence": 0, "start_offset": 0,
        "end_offset": len(made.CATALOGUE), "page": 1, "section": "II / 1",
        "lead_bodies": json.dumps([made.NOI_VU], ensure_ascii=False),
        "partner_bodies": json.dumps([made.TAI_CHINH], ensure_ascii=False), "lead_basis": "stated",
        "lead_start": None, "lead_end": None, "deadline": "2026-06-30",
        "deadline_text": "trước ngày 30/6/2026", "deadline_start": 0, "deadline_end": 20,
        "deadline_kind": "date", "due": "2026-06-30", "strict": 1, "inferred": 0, "recurrence": None,
        "time": None, "product": None, "assigner": made.UBND, "table_index": None, "row_index": None,
        "copy_of": None,
    }  # fmt: skip
    bodies = registry.query("SELECT role, ordinal, body FROM task_bodies WHERE task_id = ?", (row["id"],))
    assert [tuple(body) for body in bodies] == [("lead", 0, made.NOI_VU), ("partner", 0, made.TAI_CHINH)]
    (named,) = registry.query(
        "SELECT m.number FROM task_references r JOIN mentions m ON m.id = r.mention_id WHERE r.task_id = ?",
        (row["id"],),
    )
    assert named[0] == "7"


def test_every_field_of_an_outcome_is_kept(registry: Registry) -> None:
    made.put(registry, made.LETTER, made.letter())
    (row,) = registry.query("SELECT * FROM outcomes WHERE text = ?", (made.MORE,))
    assert (row["state"], row["cue"]) == ("extended", "đã")
    assert (row["deadline"], row["due"]) == ("2026-08-15", "2026-08-15")
    (done,) = registry.query("SELECT * FROM outcomes WHERE text = ?", (made.DONE,))
    assert (json.loads(done["bodies"]), done["date"], done["deadline"]) == ([made.NOI_VU], None, None)
    roles = registry.query("SELECT role FROM outcome_references WHERE outcome_id = ?", (done["id"],))
    assert sorted(role for (role,) in roles) == ["product", "reference"]


def test_a_place_in_a_table_keeps_its_row(registry: Registry) -> None:
    made.put(registry, made.NOTICE, made.notice())
    (row,) = registry.query("SELECT table_index, row_index, lead_basis FROM tasks WHERE deadline = '2026-Q3'")
    assert tuple(row) == (0, 3, "column")


def test_keys_stay_and_tell_apart_what_reads_the_same(registry: Registry) -> None:
    plan = made.plan()
    twice = replace(plan, tasks=(*plan.tasks, replace(plan.tasks[0], text=made.CATALOGUE.replace(" ", "\n"))))
    keys = []
    for facts in (twice, plan, twice):
        made.put(registry, made.PLAN, facts)
        keys.append([row[0] for row in registry.query("SELECT key FROM tasks ORDER BY ordinal")])
    assert keys[0] == keys[2] and keys[0][:3] == keys[1] and len(set(keys[0])) == 4
    (last,) = registry.query("SELECT occurrence FROM tasks WHERE ordinal = 3")
    assert last[0] == 1


def test_forgetting_a_file_leaves_no_task(registry: Registry) -> None:
    made.join_all(registry)
    assert counts(registry)["task_links"] == 2
    for file_id in (2, 1):
        with registry.transaction() as connection:
            forget(connection, file_id)
    assert set(counts(registry).values()) == {0}
    assert registry.query("PRAGMA foreign_key_check") == []


def test_facts_without_tasks_make_no_rows() -> None:
    document, facts = made.paper("a.txt", Facts(made.plan().header))
    rows = rows_of(document, facts).tasks
    assert rows.tasks == rows.bodies == rows.references == rows.outcomes == rows.said == []


def test_a_record_tells_tasks_and_outcomes() -> None:
    told = record(*made.paper("a.txt", made.plan()), load_rules(), "ab", "a.txt")
    assert json.loads(json.dumps(told)) == told
    first = told["tasks"][0]
    assert first == {
        "text": made.CATALOGUE, "start": 0, "end": len(made.CATALOGUE), "page": 1, "kind": "task",
        "lead": [made.NOI_VU], "lead_basis": "stated", "partners": [made.TAI_CHINH],
        "deadline": "2026-06-30", "deadline_text": "trước ngày 30/6/2026", "deadline_kind": "date",
        "due": "2026-06-30", "strict": True, "inferred": False, "recurrence": None, "time": None,
        "product": None, "references": ["7/QĐ-UBND"], "assigner": made.UBND, "section": ["II", "1"],
        "cell": None,
    }  # fmt: skip
    recurring, bare = told["tasks"][1:]
    assert (recurring["deadline"], recurring["due"]) == ("recurring", None)
    assert (bare["deadline"], bare["deadline_text"], bare["strict"]) == (None, None, False)
    outcomes = record(*made.paper("b.txt", made.report()), load_rules(), "ab", "b.txt")["outcomes"]
    assert [one["state"] for one in outcomes] == ["done", "in_progress"]
    assert (outcomes[0]["products"], outcomes[0]["bodies"]) == (["55/SNV-TC"], [made.NOI_VU])


def test_a_registry_of_version_four_is_brought_forward(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    patched = schema.MIGRATIONS[:4]
    connection.execute("BEGIN")
    database = schema.sqlite_utils.Database(connection, execute_plugins=False)
    for step in patched:
        step(database)
    connection.execute(
        "INSERT INTO files (sha256, name, status, size, fingerprint) VALUES ('a', 'a', 'registered', 1, 'x')"
    )
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 4")
    connection.execute("COMMIT")
    connection.close()
    with Registry(tmp_path / "r.db", write=True) as registry:
        assert registry.query("PRAGMA user_version")[0][0] == schema.VERSION
        assert registry.query("SELECT fingerprint FROM files")[0][0] == "", "it is to be read again"
        assert registry.query("SELECT key, due, copy_of FROM tasks") == []
        assert made.listed(registry) == []
