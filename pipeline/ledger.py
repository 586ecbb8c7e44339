"""The registry's books of paths, files, failures and runs: what is known of a file, and how it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from pipeline import store
from pipeline.readers import soffice
from pipeline.registry import Registry
from pipeline.store import FileRows
from pipeline.walk import Found

_READ = (
    "SELECT count(*) FROM paths WHERE run_id = :id AND NOT removed "
    "AND path NOT IN (SELECT path FROM failures)"
)


class Ledger:
    """Keeps the registry's files for one run; their stamps are in memory, so unchanged ones cost no query."""

    def __init__(
        self,
        registry: Registry,
        fingerprint: str,
        time_limit: float,
        started: str,
        roots: str,
        recognition: str = "",
    ) -> None:
        self._registry, self._fingerprint = registry, fingerprint
        # Scans are read again when they would be recognised in another way; other files are not.
        self._of_scans = f"{fingerprint}+{recognition}"
        self._valid = (fingerprint, self._of_scans)
        # What was refused may be read once LibreOffice is there.
        self._refused_under = fingerprint + ("+soffice" if soffice.command() else "")
        # A file that took too long is tried again when it is given another time.
        self._patience = f"{fingerprint}@{time_limit:g}s"
        self._stamps: dict[str, tuple[int, int]] = {}
        self._current: set[str] = set()
        self.run_id = self._begin(started, roots)
        self._load_paths()
        self._load_failures()
        sizes = "SELECT DISTINCT size FROM files WHERE status = 'registered' AND fingerprint IN (?, ?)"
        self._sizes = {row["size"] for row in registry.query(sizes, self._valid)}

    def _begin(self, started: str, roots: str) -> int:
        with self._registry.transaction() as connection:
            # A run that was killed could not say so itself.
            connection.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
            made = connection.execute(
                "INSERT INTO runs (started, status, fingerprint, roots) VALUES (?, 'running', ?, ?)",
                (started, self._fingerprint, roots),
            )
        return made.lastrowid or 0

    def _load_paths(self) -> None:
        for row in self._registry.query(
            "SELECT p.path, p.size, p.mtime_ns, f.status, f.fingerprint FROM paths p "
            "LEFT JOIN files f ON f.id = p.file_id WHERE NOT p.removed"
        ):
            self._stamps[row["path"]] = (row["size"], row["mtime_ns"])
            if row["status"] == "registered" and row["fingerprint"] in self._valid:
                self._current.add(row["path"])

    def _load_failures(self) -> None:
        rows = self._registry.query("SELECT * FROM failures")
        self._failed_paths = {row["path"] for row in rows}
        self._failures: dict[str, tuple[str, str, str]] = {
            row["path"]: (row["kind"], row["reason_en"], row["reason_vi"])
            for row in rows
            if row["fingerprint"] in (self._refused_under, self._of_scans, self._patience)
        }

    def paths(self) -> list[str]:
        """The paths at which files lay, or failed, when last looked at."""
        return sorted(self._failed_paths | self._stamps.keys())

    def unchanged(self, file: Found) -> bool:
        """Whether the file was read by this program and rules and has the size and time it had then."""
        same = self._stamps.get(file.key) == (file.size, file.mtime_ns)
        return same and file.key in self._current and file.key not in self._failures

    def known_failure(self, file: Found) -> tuple[str, str, str] | None:
        """(kind, English, Vietnamese) where this very file failed under this program and rules."""
        if self._stamps.get(file.key) != (file.size, file.mtime_ns):
            return None
        return self._failures.get(file.key)

    def may_be_known(self, size: int) -> bool:
        """Whether any content registered under this program and rules has this size."""
        return size in self._sizes

    def attach(self, file: Found, sha256: str) -> bool:
        """Note that a registered content lies at this path too; False where it is not registered yet."""
        with self._registry.transaction() as connection:
            found = connection.execute(
                "SELECT id FROM files WHERE sha256 = ? AND status = 'registered' AND fingerprint IN (?, ?)",
                (sha256, *self._valid),
            ).fetchone()
            if found is None:
                return False
            self._put_path(connection, file, int(found[0]))
            connection.execute("DELETE FROM failures WHERE path = ?", (file.key,))
        return True

    def register(self, file: Found, sha256: str, rows: FileRows) -> None:
        """Write the facts of a file, unless a copy of it was registered meanwhile."""
        if self.attach(file, sha256):
            return
        fingerprint = self._of_scans if rows.by_recognition else self._fingerprint
        with self._registry.transaction() as connection:
            file_id = store.store(
                connection, sha256, file.size, file.name, fingerprint, self.run_id, rows
            )
            self._put_path(connection, file, file_id)
            connection.execute("DELETE FROM failures WHERE path = ?", (file.key,))
        self._sizes.add(file.size)

    def fail(
        self,
        file: Found,
        kind: str,
        reason: tuple[str, str],
        sha256: str | None,
        by_recognition: bool = False,
    ) -> None:
        """Note that a file could not be read.

        The facts of what lay there before go only if its bytes have changed: a share that is out of reach, or
        a newer program that stumbles over an old file, loses nothing.
        """
        told = self._of_scans if by_recognition else self._refused_under
        told = self._patience if kind == "time_limit" else told
        with self._registry.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)",
                (file.key, sha256, kind, *reason, told, self.run_id),
            )
            if sha256 is not None:
                self._put_path(connection, file, self._failed_file(connection, file, sha256))

    def _failed_file(self, connection: sqlite3.Connection, file: Found, sha256: str) -> int:
        known = connection.execute(
            "SELECT id FROM files WHERE sha256 = ? AND status = 'registered'", (sha256,)
        ).fetchone()
        if known is not None:
            return int(known[0])
        return store.file_row(
            connection, sha256, file.size, file.name, self._fingerprint, self.run_id, "failed"
        )

    def remove(self, keys: Iterable[str]) -> int:
        """Mark paths as gone, and take out the facts of files that lie nowhere any more; how many paths."""
        count = 0
        with self._registry.transaction() as connection:
            for key in keys:
                before = self._file_at(connection, key)
                count += connection.execute(
                    "UPDATE paths SET removed = 1, run_id = ? WHERE path = ?", (self.run_id, key)
                ).rowcount
                connection.execute("DELETE FROM failures WHERE path = ?", (key,))
                self._forget_if_nowhere(connection, before)
        return count

    def end_run(self, status: str, **counts: int) -> None:
        """Close the run's row with its status ("done", "interrupted") and counts.

        What was read is counted in the registry: Ctrl-C may come between a commit and the counting of it.
        """
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        columns = ", ".join(f"{name} = :{name}" for name in counts)
        with self._registry.transaction() as connection:
            connection.execute(
                f"UPDATE runs SET status = :status, finished = :finished, {columns}, read = ({_READ}) "
                "WHERE id = :id",
                {"status": status, "finished": finished, "id": self.run_id, **counts},
            )

    def _put_path(self, connection: sqlite3.Connection, file: Found, file_id: int) -> None:
        before = self._file_at(connection, file.key)
        connection.execute(
            "INSERT OR REPLACE INTO paths VALUES (?, ?, ?, ?, 0, ?)",
            (file.key, file_id, file.size, file.mtime_ns, self.run_id),
        )
        if before != file_id:
            self._forget_if_nowhere(connection, before)

    @staticmethod
    def _file_at(connection: sqlite3.Connection, key: str) -> int | None:
        found = connection.execute("SELECT file_id FROM paths WHERE path = ?", (key,)).fetchone()
        return found[0] if found else None

    @staticmethod
    def _forget_if_nowhere(connection: sqlite3.Connection, file_id: int | None) -> None:
        if file_id is None:
            return
        live = connection.execute(
            "SELECT 1 FROM paths WHERE file_id = ? AND NOT removed LIMIT 1", (file_id,)
        ).fetchone()
        if live is None:
            store.forget(connection, file_id)
