from __future__ import annotations

import sqlite3
from pathlib import Path

import audit_made as made
import sqlite_utils

from pipeline import schema
from pipeline.ingest import ingest
from pipeline.registry import Registry


def old_registry(path: Path) -> None:
    """A registry of the version before the audit, with one file in it."""
    connection = sqlite3.connect(path)
    for step in schema.MIGRATIONS[:2]:
        step(sqlite_utils.Database(connection))
    columns = "sha256, name, status, size, fingerprint"
    connection.execute(f"INSERT INTO files ({columns}) VALUES ('ab', 'a.txt', 'registered', 1, 'v1')")
    connection.execute("INSERT INTO corrections (sha256, words, occurrence, made) VALUES ('ab', 'x', 0, '')")
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()


def test_a_registry_of_before_keeps_its_files_and_reads_them_again(tmp_path: Path) -> None:
    old_registry(tmp_path / "r.db")
    with Registry(tmp_path / "r.db", write=True) as registry:
        (row,) = registry.query("SELECT name, fingerprint FROM files")
        assert tuple(row) == ("a.txt", "")
        assert registry.query("SELECT count(*) FROM corrections")[0][0] == 1
        for table in ("statistics", "checks", "findings", "reviews", "open_findings", "figures"):
            assert registry.query(f"SELECT count(*) FROM {table}")[0][0] == 0


def test_files_of_an_older_registry_are_read_again_by_the_next_run(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "r.db"
    folder.mkdir()
    (folder / made.FIRST).write_text("x", encoding="utf-8")
    assert ingest([folder], db, jobs=1, start=made.start_made).read == 1
    assert ingest([folder], db, jobs=1, start=made.start_made).read == 0
    with Registry(db, write=True) as registry:
        # as the migration leaves it
        registry.connection.execute("DELETE FROM statistics")
        registry.connection.execute("UPDATE files SET fingerprint = ''")
    assert ingest([folder], db, jobs=1, start=made.start_made).read == 1
    with Registry(db, write=True) as registry:
        assert registry.query("SELECT count(*) FROM statistics")[0][0] == 11


def test_a_new_and_a_migrated_registry_are_alike(tmp_path: Path) -> None:
    old_registry(tmp_path / "old.db")
    sql = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with Registry(tmp_path / "old.db", write=True) as old, Registry(tmp_path / "new.db", write=True) as new:
        assert [tuple(row) for row in old.query(sql)] == [tuple(row) for row in new.query(sql)]


def test_what_commands_ask_for_is_found_by_indexes(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        for sql in (
            "SELECT * FROM findings WHERE key >= 'ab' AND key < 'abg'",
            "SELECT * FROM findings WHERE scope = 'registry'",
            "SELECT * FROM findings WHERE file_id = 1 ORDER BY start_offset",
            "SELECT * FROM statistics WHERE indicator = 'x'",
            "SELECT * FROM checks WHERE file_id = 1 ORDER BY ordinal",
            "SELECT * FROM reviews WHERE key = 'x'",
        ):
            plan = [row[3] for row in registry.query(f"EXPLAIN QUERY PLAN {sql}")]
            assert len(plan) == 1 and plan[0].startswith("SEARCH"), (sql, plan)
