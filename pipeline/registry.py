"""Opens the SQLite registry, or says in one sentence why it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pipeline import schema
from pipeline.errors import OutdatedRegistryError, RegistryError
from pipeline.search_text import fold

if TYPE_CHECKING:
    import pandas as pd

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

    def frame(self, dataset: str, *, as_of: date | str | None = None) -> pd.DataFrame:
        """All of a dataset of `vanthu export` ("mentions", "links", "outcomes" …) as a typed frame.

        Columns are in the data dictionary and, with words in English and Vietnamese, in `attrs["columns"]`.
        `as_of` is the day at which tasks stand, by default today.

        Raises:
            UsageError: there is no such dataset.
        """
        from pipeline.datasets import asked

        return asked.whole(self, dataset, as_of)

    def documents(self) -> pd.DataFrame:
        """Every document, held or only cited, a row each; columns as in `frame`."""
        return self.frame("documents")

    def files(self) -> pd.DataFrame:
        """Every file that was read, with what its header says; columns as in `frame`."""
        return self.frame("files")

    def mentions(self) -> pd.DataFrame:
        """Every place that names another document, and what it was joined to; columns as in `frame`."""
        return self.frame("mentions")

    def citations(
        self, *, from_type: str | None = None, to_type: str | None = None, from_issuer: str | None = None,
        to_issuer: str | None = None, relation: str | None = None, citing: str | None = None,
        cited: str | None = None, status: str | None = None, since: date | str | None = None,
        until: date | str | None = None, said: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Who cites what, a row an edge of the graph, and mentions that could not be joined (see `status`).

        Args:
            from_type: Type of the citing document: "KH", "Kế hoạch".
            to_type: Type of the cited one.
            from_issuer: A part of the name of the citing document's issuer.
            to_issuer: The same of the cited one's.
            relation: "implements", "based_on" … or the Vietnamese word.
            citing: REF of the citing document: "285/KH-UBND", an id, a file name.
            cited: REF of the cited one.
            status: "resolved", "ambiguous", "unresolved", or "unjoined" for both of these.
            since: First day of the citing document.
            until: Last day of it.
            said: "direct" by the citing document itself, or "asserted" by another.

        Raises:
            UsageError: a value that nothing can fit.
            UnknownReferenceError: a REF that is unknown or fits several; the message lists candidates.
        """
        from pipeline.datasets import asked

        return asked.citations(
            self, from_type=from_type, to_type=to_type, from_issuer=from_issuer, to_issuer=to_issuer,
            relation=relation, citing=citing, cited=cited, status=status, since=since, until=until, said=said,
        )  # fmt: skip

    def statistics(
        self, *, indicator: str | None = None, unit: str | None = None, document: str | None = None,
        issuer: str | None = None, since: date | str | None = None, until: date | str | None = None,
        source: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Figures with what they count, a row each, in the order of their files.

        Args:
            indicator: Words that must all stand in the indicator; diacritics may be left out.
            unit: The unit: "hồ sơ", "%".
            document: REF of the document.
            issuer: A part of the name of its issuer.
            since: First day of the document.
            until: Last day of it.
            source: "text" or "table".

        Raises:
            UsageError: a value that nothing can fit.
            UnknownReferenceError: as in `citations`.
        """
        from pipeline.datasets import asked

        return asked.statistics(
            self, indicator=indicator, unit=unit, document=document, issuer=issuer, since=since, until=until,
            source=source,
        )  # fmt: skip

    def tasks(
        self, *, as_of: date | str | None = None, status: str | Sequence[str] | None = None,
        lead: str | Sequence[str] | None = None, partner: str | Sequence[str] | None = None,
        due_after: date | str | None = None, due_before: date | str | None = None,
        assigned_by: str | None = None, topic: str | None = None, kind: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Who was told to do what by when, a row a task as it stands at the end of `as_of` (today).

        Args:
            as_of: The day; what was assigned later is left out.
            status: "overdue", "open", "done_late" … of which one must hold.
            lead: Parts of names of bodies that lead, of which one must fit.
            partner: The same of those that work with the lead.
            due_after: First day of the deadline that counts.
            due_before: Last day of it.
            assigned_by: REF of the document that assigns.
            topic: Words that must all stand in the task.
            kind: "task" or "recommendation".

        Raises:
            UsageError: a value that nothing can fit.
            UnknownReferenceError: as in `citations`.
        """
        from pipeline.datasets import asked

        return asked.tasks(
            self, as_of=as_of, status=status, lead=lead, partner=partner, due_after=due_after,
            due_before=due_before, assigned_by=assigned_by, topic=topic, kind=kind,
        )  # fmt: skip

    def findings(
        self, *, rule: str | Sequence[str] | None = None, severity: str | None = None,
        document: str | None = None, status: str | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """What a person should look at, a row a finding, with what was decided about it.

        Args:
            rule: A rule of the audit, or several.
            severity: "error", "warning" or "info": findings as loud as this, and louder.
            document: REF of a document that the finding is on.
            status: "open", "accepted" or "dismissed".

        Raises:
            UsageError: a value that nothing can fit.
            UnknownReferenceError: as in `citations`.
        """
        from pipeline.datasets import asked

        return asked.findings(self, rule=rule, severity=severity, document=document, status=status)

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
