"""Opens the SQLite registry, or says in one sentence why it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline import schema
from pipeline.errors import OutdatedRegistryError, RegistryError
from pipeline.search_text import fold

PRAGMAS = ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -16000", "temp_store = MEMORY")


class Registry:
    """One open registry; a context manager that closes it. It only reads, unless it is told to write.

    Every method raises RegistryError where SQLite fails: locked, full, read-only, damaged, wrong SQL.
    """

    def __init__(self, path: Path | str, *, write: bool = False, timeout: float = 10.0) -> None:
        """Open the registry at `path`; with `write`, make it or bring it to this program's version first.

        Args:
            path: The database file.
            write: False opens an existing registry for reading only.
            timeout: Seconds to wait for another program that is writing.

        Raises:
            RegistryError: There is none (when only reading), or the file is locked, not a database, another
                program's database, made by a newer version, not writable, or the disk is full.
        """
        self.path = Path(path)
        with translated(self.path):
            self.connection = _connect(self.path, write, timeout)
            try:
                _prepare(self.connection, self.path, write)
            except BaseException:
                self.connection.close()
                raise

    @classmethod
    def over(cls, path: Path, connection: sqlite3.Connection) -> Registry:
        """The registry at `path` through a connection that is open already and furnished."""
        registry = cls.__new__(cls)
        registry.path, registry.connection = path, connection
        return registry

    def close(self) -> None:
        """Close the connection; what was not committed is rolled back."""
        self.connection.close()

    def __enter__(self) -> Registry:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def query(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """The rows that `sql` yields; columns by name or position."""
        with translated(self.path):
            return self.connection.execute(sql, params).fetchall()

    def stream(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that `sql` yields, as they come: for more of them than memory should hold."""
        with translated(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = None
            try:
                yield from cursor.execute(sql, params)
            finally:
                cursor.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every question asked inside sees the registry as it is now, whatever is written meanwhile."""
        if self.connection.in_transaction:  # what is open already holds it
            yield
            return
        with translated(self.path):
            self.connection.execute("BEGIN")
            # SQLite takes its snapshot at the first look
            self.connection.execute("SELECT 1 FROM settings LIMIT 1").fetchone()
        try:
            yield
        finally:
            with translated(self.path):
                self.roll_back()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is committed together, or not at all."""
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self.roll_back()
                raise

    def roll_back(self) -> None:
        """Give up a transaction that is still open: Ctrl-C may come right behind its BEGIN."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def setting(self, name: str, default: str = "") -> str:
        """What the registry notes about itself under `name`."""
        rows = self.query("SELECT value FROM settings WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else default


def _connect(path: Path, write: bool, timeout: float) -> sqlite3.Connection:
    try:
        folder, there = path.is_dir(), path.exists()
    except OSError as error:
        english, vietnamese = _SENTENCES[sqlite3.SQLITE_CANTOPEN]
        raise RegistryError(english.format(path=path), vietnamese.format(path=path)) from error
    if folder:
        raise RegistryError(
            f"{path} is a folder; name a file for the registry.",
            f"{path} là thư mục; hãy chỉ ra một tệp cho sổ đăng ký.",
        )
    if not write and not there:
        raise _none_yet(path)
    if write:
        _make_folder(path.parent)
    uri = f"{path.absolute().as_uri()}?mode=rwc" if write else reading_uri(path)
    connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    furnish(connection)
    return connection


def reading_uri(path: Path) -> str:
    """The address at which SQLite opens the registry for reading only."""
    mode = "ro"
    if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        # On a disc that cannot be written SQLite has no place for the index of the WAL, and needs none.
        mode = "ro&immutable=1"
    return f"{path.absolute().as_uri()}?mode={mode}"


def furnish(connection: sqlite3.Connection) -> None:
    """Give a connection what questions to the registry rely on: columns by name, and `fold` in SQL."""
    connection.row_factory = sqlite3.Row
    connection.create_function("fold", 1, lambda text: text and fold(str(text)), deterministic=True)


def _none_yet(path: Path) -> RegistryError:
    return RegistryError(
        f"There is no registry at {path} yet: run `vanthu ingest` first.",
        f"Chưa có sổ đăng ký tại {path}: hãy chạy `vanthu ingest` trước.",
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegistryError(
            f"The folder {folder} for the registry cannot be made: {error.strerror}.",
            f"Không tạo được thư mục {folder} cho sổ đăng ký: {error.strerror}.",
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path, write: bool) -> None:
    """Check whose database it is before anything is written to it; then set it up."""
    version = _version(connection, path)
    if version == 0 and not write:
        raise _none_yet(path)
    if version < schema.VERSION and not write:
        raise OutdatedRegistryError(
            f"{path} was made by an older version: run `vanthu ingest` once to bring it up to date.",
            f"{path} do phiên bản cũ tạo ra: hãy chạy `vanthu ingest` một lần để nâng cấp.",
        )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    if not write:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    if version < schema.VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have migrated it while this one waited for the lock.
            schema.migrate(connection, _version(connection, path))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    connection.execute("UPDATE settings SET value = value WHERE name = 'unresolved'")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != schema.APPLICATION_ID and not (empty and application == 0 and version == 0):
        raise RegistryError(
            f"{path} is a database of another program; nothing was changed. Choose another file with --db.",
            f"{path} là cơ sở dữ liệu của chương trình khác; không thay đổi gì. Hãy chọn tệp khác bằng --db.",
        )
    if version > schema.VERSION:
        raise RegistryError(
            f"{path} was made by a newer version of vanthu; update the program.",
            f"{path} do phiên bản vanthu mới hơn tạo ra; hãy cập nhật chương trình.",
        )
    return version


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a RegistryError that tells the user what to do about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        english, vietnamese = _sentence(error, path)
        raise RegistryError(english, vietnamese) from error


def _sentence(error: sqlite3.Error, path: Path) -> tuple[str, str]:
    code = getattr(error, "sqlite_errorcode", None)
    known = _SENTENCES.get(code & 0xFF) if isinstance(code, int) else None
    if known is None:
        return f"The registry {path} failed: {error}.", f"Sổ đăng ký {path} gặp lỗi: {error}."
    return known[0].format(path=path), known[1].format(path=path)


_SENTENCES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "{path} is in use by another program; close it or try again later.",
        "{path} đang được chương trình khác sử dụng; hãy đóng lại hoặc thử lại sau.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "{path} is in use by another program; close it or try again later.",
        "{path} đang được chương trình khác sử dụng; hãy đóng lại hoặc thử lại sau.",
    ),
    sqlite3.SQLITE_FULL: (
        "The disk is full: {path} could not grow. What was registered is safe; free space and run again.",
        "Đĩa đã đầy: không ghi thêm được vào {path}. Dữ liệu đã ghi vẫn an toàn; hãy dọn đĩa rồi chạy lại.",
    ),
    sqlite3.SQLITE_IOERR: (
        "{path} could not be read or written: the disk is full, failing or unplugged. Check, run again.",
        "Không đọc hoặc ghi được {path}: đĩa đầy, hỏng hoặc đã bị ngắt. Hãy kiểm tra rồi chạy lại.",
    ),
    sqlite3.SQLITE_READONLY: (
        "{path} may not be written to; change its permissions or choose another file with --db.",
        "Không có quyền ghi vào {path}; hãy cấp quyền hoặc chọn tệp khác bằng --db.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "{path} cannot be opened; check the folder and its permissions.",
        "Không mở được {path}; hãy kiểm tra thư mục và quyền truy cập.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a database; nothing was changed. Choose another file with --db.",
        "{path} không phải là cơ sở dữ liệu; không thay đổi gì. Hãy chọn tệp khác bằng --db.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{path} is damaged; put back a copy of it, or delete it and ingest again.",
        "{path} bị hỏng; hãy khôi phục bản sao, hoặc xóa đi và nạp lại.",
    ),
}
