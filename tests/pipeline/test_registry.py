from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from pipeline import schema
from pipeline.errors import RegistryError
from pipeline.registry import Registry, translated


def test_open_makes_a_registry_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "registry.db"
    with Registry(path, write=True) as registry:
        assert registry.query("PRAGMA journal_mode")[0][0] == "wal"
        assert registry.query("PRAGMA foreign_keys")[0][0] == 1
    with Registry(path) as registry:
        assert registry.query("SELECT count(*) AS n FROM documents")[0]["n"] == 0


def test_queries_can_fold(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        assert registry.query("SELECT fold(?)", ("Đồng Tháp",))[0][0] == "dong thap"
        assert registry.query("SELECT fold(NULL)")[0][0] is None


def test_reading_needs_a_registry(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no registry .* yet"):
        Registry(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_reading_does_not_write(tmp_path: Path) -> None:
    Registry(tmp_path / "r.db", write=True).close()
    with (
        Registry(tmp_path / "r.db") as registry,
        pytest.raises(RegistryError, match="may not be written"),
        registry.transaction() as connection,
    ):
        connection.execute("INSERT INTO settings VALUES ('a', 'b')")


def test_a_folder_is_no_registry(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="is a folder"):
        Registry(tmp_path, write=True)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RegistryError, match="cannot be made"):
        Registry(tmp_path / "file" / "r.db", write=True)


@pytest.mark.parametrize("write", [True, False])
def test_what_is_no_database_stays_as_it_was(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Kinh gui: Uy ban nhan dan " * 100)
    before = path.read_bytes()
    with pytest.raises(RegistryError, match="is not a database"):
        Registry(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database_stays_as_it_was(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(RegistryError, match="another program"):
        Registry(path, write=write)
    assert path.read_bytes() == before


def test_a_newer_registry_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Registry(path, write=True) as registry:
        registry.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(RegistryError, match="newer version"):
        Registry(path, write=True)


def test_an_older_registry_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    with Registry(path, write=True) as registry:
        registry.connection.execute("INSERT INTO settings VALUES ('kept', 'yes')")
    steps = (*schema.MIGRATIONS, lambda database: database.execute("CREATE TABLE later (a TEXT) STRICT"))
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    monkeypatch.setattr(schema, "VERSION", len(steps))
    with pytest.raises(RegistryError, match="older version"):
        Registry(path)
    with Registry(path, write=True) as registry:
        assert registry.setting("kept") == "yes"
        assert registry.query("SELECT count(*) FROM later")[0][0] == 0


def test_a_registry_of_the_first_version_keeps_its_files(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    connection = sqlite3.connect(path)
    schema.MIGRATIONS[0](sqlite_utils.Database(connection))
    columns = "sha256, name, status, size, fingerprint"
    connection.execute(f"INSERT INTO files ({columns}) VALUES ('ab', 'a.txt', 'registered', 1, '')")
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with Registry(path, write=True) as registry:
        (row,) = registry.query("SELECT name, effective_from FROM files")
        assert tuple(row) == ("a.txt", None)
        assert registry.query("SELECT count(*) FROM links")[0][0] == 0
        assert registry.query("SELECT count(*) FROM corrections")[0][0] == 0


def test_a_failed_migration_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    Registry(path, write=True).close()
    steps = (*schema.MIGRATIONS, lambda database: database.execute("CREATE TABLE later (a TEXT, a TEXT)"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", steps)
        patch.setattr(schema, "VERSION", len(steps))
        with pytest.raises(RegistryError):
            Registry(path, write=True)
    with Registry(path, write=True) as registry:
        assert registry.query("PRAGMA user_version")[0][0] == schema.VERSION


def test_a_locked_registry_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Registry(path, write=True).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RegistryError, match="in use by another program"):
        Registry(path, write=True, timeout=0.05)
    other.execute("ROLLBACK")
    other.close()
    Registry(path, write=True, timeout=0.05).close()


def test_a_truncated_registry_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Registry(path, write=True).close()
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.truncate(size // 2)
    with pytest.raises(RegistryError, match="damaged|not a database"), Registry(path, write=True) as registry:
        registry.query("SELECT * FROM documents_citing_documents")
        registry.query("PRAGMA integrity_check")
        registry.query("SELECT * FROM search_index WHERE search_index MATCH 'a'")


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with registry.transaction() as connection:
            connection.execute("INSERT INTO settings VALUES ('before', 'here')")
        pages = registry.query("PRAGMA page_count")[0][0]
        registry.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RegistryError, match="disk is full"), registry.transaction() as connection:
            connection.execute("INSERT INTO settings VALUES ('x', ?)", ("y" * 100_000,))
        assert registry.setting("before") == "here"
        assert registry.setting("x") == ""


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as registry:
        with pytest.raises(KeyboardInterrupt), registry.transaction() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', 'b')")
            raise KeyboardInterrupt
        assert registry.setting("a") == ""
        with registry.transaction():
            pass


def test_wrong_sql_is_told(tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as made, pytest.raises(RegistryError, match="no such table"):
        made.query("SELECT * FROM no_such_table")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_READONLY, "may not be written"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR | (3 << 8), "disk is full, failing or unplugged"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
    ],
)
def test_every_code_has_its_sentence_in_both_languages(code: int, words: str) -> None:
    raised = sqlite3.OperationalError("x")
    raised.sqlite_errorcode = code
    with pytest.raises(RegistryError, match=words) as told, translated(Path("r.db")):
        raise raised
    assert told.value.exit_code == 5
    assert told.value.sentence("vi") != told.value.sentence("en")


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Permissions do not bind root: be nobody for the test."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="the modes of POSIX")
@pytest.mark.parametrize("mode", [0o500, 0o000])
@pytest.mark.usefixtures("ordinary_user")
def test_a_folder_without_permission(mode: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(mode)
        try:
            with pytest.raises(RegistryError, match="cannot be opened"):
                Registry(Path(folder, "r.db"), write=True)
        finally:
            Path(folder).chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="the modes of POSIX")
@pytest.mark.usefixtures("ordinary_user")
def test_a_registry_that_may_only_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "r.db")
        Registry(path, write=True).close()
        path.chmod(0o400)
        with pytest.raises(RegistryError, match="may not be written"):
            Registry(path, write=True)
        with Registry(path) as registry:
            assert registry.setting("unresolved") == ""
        Path(folder).chmod(0o500)
        try:
            with Registry(path) as registry:
                assert registry.setting("unresolved") == ""
        finally:
            Path(folder).chmod(0o700)
