from __future__ import annotations

import sqlite3

import pytest

from pipeline import schema
from pipeline.views import VIEW_NAMES


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute("BEGIN")
    schema.migrate(made, 0)
    made.execute("COMMIT")
    return made


def _tables(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index_%'"
    )
    return dict(rows.fetchall())


def test_every_table_says_what_it_is_for(connection: sqlite3.Connection) -> None:
    for name, sql in _tables(connection).items():
        assert sql.splitlines()[1].strip().startswith("-- "), name


def test_every_plain_table_is_strict(connection: sqlite3.Connection) -> None:
    for name, sql in _tables(connection).items():
        assert "STRICT" in sql or "fts5" in sql, name


def test_the_tables_of_the_design_are_there(connection: sqlite3.Connection) -> None:
    named = (
        "files documents mentions citations statistics table_cells checks findings tasks bodies runs failures"
    )
    assert set(named.split()) <= set(_tables(connection))


def test_every_foreign_key_points_to_a_key(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for name in _tables(connection):
        for key in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall():
            columns = connection.execute(f"PRAGMA table_info({key[2]})").fetchall()
            assert (key[4], 1) in {(column[1], column[5]) for column in columns}, (name, key[3])


def test_the_version_is_noted(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_views_answer(connection: sqlite3.Connection, view: str) -> None:
    assert connection.execute(f"SELECT * FROM {view}").fetchall() == []


def test_the_first_view_has_the_columns_people_ask_for(connection: sqlite3.Connection) -> None:
    columns = [row[1] for row in connection.execute("PRAGMA table_info(plans_citing_decisions)")]
    assert columns[:11] == [
        "plan", "plan_date", "plan_issuer", "decision", "decision_date", "decision_issuer",
        "relation", "mentions", "file", "page", "words",
    ]  # fmt: skip


def test_a_later_migration_keeps_what_is_there(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.execute("INSERT INTO settings VALUES ('a', 'b')")
    add = "ALTER TABLE bodies ADD COLUMN level TEXT"
    steps = (*schema.MIGRATIONS, lambda database: database.execute(add))
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "VERSION", len(steps))
    schema.migrate(connection, len(steps) - 1)
    assert connection.execute("SELECT value FROM settings").fetchall() == [("b",)]
    assert "level" in [row[1] for row in connection.execute("PRAGMA table_info(bodies)")]
    assert connection.execute("PRAGMA user_version").fetchone() == (len(steps),)
