"""Reads folders of files into the registry: only what is new or changed, one transaction a file."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import RegistryError, UnreadableFileError, VanthuError
from pipeline.heartbeat import Beat
from pipeline.ledger import Ledger
from pipeline.ocr import engines
from pipeline.reading import Reader, Reading, fingerprint, hash_of, os_reason, start_reading
from pipeline.registry import Registry
from pipeline.resolve import Resolution, resolve
from pipeline.store import FileRows
from pipeline.walk import Found, Walk, key_of, walk
from pipeline.workers import Fate, Limits, Outcome, Pool, WorkerStartError

TIME_LIMIT = 120.0
"""Seconds that one file may take unless the caller says otherwise."""
_OVERTAKING = 200
_Outcome = Outcome[Found, Reading]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files settled, all files, failures, files a second; stage "read" or "resolve".

    `scan` is the scan of which a page has just been recognised: its name, its pages done, all its pages.
    """

    done: int
    total: int
    failed: int
    rate: float
    stage: str = "read"
    scan: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why; `kind` is unreadable, time_limit, crash or error."""

    path: str
    kind: str
    english: str
    vietnamese: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: counts of files, the failures that stand after it, the resolution if one was needed.

    `found` is `read` + `unchanged` + files in `failures`; `read` counts files that are new or changed, copies
    included.
    """

    run_id: int
    found: int
    read: int
    unchanged: int
    removed: int
    seconds: float
    failures: tuple[Failure, ...]
    resolution: Resolution | None

    @property
    def failed(self) -> int:
        """How many files could not be read."""
        return len(self.failures)


def ingest(
    paths: Sequence[Path | str],
    registry_path: Path | str,
    *,
    jobs: int | None = None,
    overlay: Path | None = None,
    time_limit: float = TIME_LIMIT,
    progress: Callable[[Progress], None] | None = None,
    start: Callable[..., Reader] = start_reading,
) -> RunReport:
    """Bring the registry in step with the files at and below `paths`.

    Args:
        paths: Files and folders. Under a folder, files that are gone are taken out of the registry.
        registry_path: The registry; made if it does not exist.
        jobs: Worker processes; one a processor if None.
        overlay: A folder with the user's own rules.
        time_limit: Seconds one file may take before it is given up; of a scan, one page.
        progress: Called now and then, and once at the end of reading.
        start: What a worker calls with `overlay` to get its reading function; must be importable by name.

    Raises:
        UsageError: A path or the rule folder does not exist.
        RegistryError: The registry cannot be opened or written.
        VanthuError: Worker processes cannot be started.
        KeyboardInterrupt: Ctrl-C; what was read until then is registered, the next run goes on from there.
    """
    print_of = fingerprint(overlay)
    if engines.mode() is engines.Mode.ALWAYS:
        print_of = f"{print_of}+{engines.state()}"  # no file's own text counts
    own = key_of(registry_path)
    found = walk(paths, frozenset({own, f"{own}-wal", f"{own}-shm", f"{own}-journal"}))
    with Registry(registry_path, write=True) as registry:
        roots = json.dumps([key_of(path) for path in paths], ensure_ascii=False)
        ledger = Ledger(registry, print_of, time_limit, _now(), roots, engines.state())
        run = _Run(ledger, registry, found, progress)
        try:
            with engines.beside(min(jobs or os.cpu_count() or 1, len(found.files) or 1)):
                run.read(Pool(start, (overlay,), jobs, Limits(seconds=time_limit), run.page_done))
            run.remove_vanished()
            resolution = run.resolve(overlay)
        except BaseException:
            registry.roll_back()
            # A registry that cannot be written any more cannot note this either; the next run does.
            with contextlib.suppress(RegistryError):
                run.ledger.end_run("interrupted", **run.counts())
            raise
        return run.report(resolution)


class _Run:
    """One run over the files that a walk found."""

    def __init__(
        self,
        ledger: Ledger,
        registry: Registry,
        found: Walk,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.ledger = ledger
        self._found, self._progress = found, progress
        self._began = time.monotonic()
        self._told = 0.0
        self._registry = registry
        self._read = self._unchanged = self._removed = 0
        self._failures: list[Failure] = []

    def read(self, pool: Pool[Found, Reading]) -> None:
        """Register every file that is new or changed."""
        for folder, error in self._found.unlisted.items():
            self._fail(Found(folder, folder, 0, 0), "unreadable", os_reason(error), None)
        try:
            given: deque[Found] = deque()
            with contextlib.closing(pool.run(_noted(self._unread(), given))) as outcomes:
                for outcome in _in_order(outcomes, given):
                    self._settle(outcome)
                    self._tell()
        except WorkerStartError as error:
            english = f"Worker processes cannot be started ({error})."
            raise VanthuError(english, f"Không khởi động được tiến trình phụ ({error}).") from error
        self._tell(last=True)

    def _unread(self) -> Iterator[Found]:
        """The files that a worker must read; the others are settled on the way."""
        for file in self._found.files:
            if self.ledger.unchanged(file):
                self._unchanged += 1
            elif (known := self.ledger.known_failure(file)) is not None:
                self._failures.append(Failure(file.key, *known))
            elif not self._attach_copy(file):
                yield file
            self._tell()

    def _attach_copy(self, file: Found) -> bool:
        """Whether the bytes are registered already: a touched, renamed or copied file needs no reading."""
        if not self.ledger.may_be_known(file.size):
            return False
        try:
            sha256 = hash_of(file.path)
        except (OSError, UnreadableFileError):
            return False  # the worker meets the same error and tells it
        if not self.ledger.attach(file, sha256):
            return False
        self._read += 1
        return True

    def _settle(self, outcome: Outcome[Found, Reading]) -> None:
        file, reading = outcome.item, outcome.result
        if outcome.fate is not Fate.DONE or reading is None:
            self._fail(file, outcome.fate.value, _reason(outcome), _hash_if_any(file))
        elif reading.rows is None or reading.sha256 is None:
            reason = reading.reason or ("It could not be read.", "Không đọc được.")
            self._fail(file, "unreadable", reason, reading.sha256, reading.by_recognition)
        else:
            self._register(file, reading.sha256, reading.rows)

    def _register(self, file: Found, sha256: str, rows: FileRows) -> None:
        try:
            self.ledger.register(file, sha256, rows)
        except (UnicodeError, OverflowError) as error:
            # Text or numbers that SQLite cannot hold are this file's fault, not the registry's.
            reason = _program_error(f"{type(error).__name__}: {error}")
            self._fail(file, "error", reason, sha256)
        else:
            self._read += 1

    def _fail(
        self,
        file: Found,
        kind: str,
        reason: tuple[str, str],
        sha256: str | None,
        by_recognition: bool = False,
    ) -> None:
        self.ledger.fail(file, kind, reason, sha256, by_recognition)
        self._failures.append(Failure(file.key, kind, *reason))

    def remove_vanished(self) -> None:
        """Take out what lay below the walked folders and is gone."""
        there = {file.key for file in self._found.files}
        gone = [key for key in self.ledger.paths() if key not in there and self._found.covers(key)]
        self._removed = self.ledger.remove(gone)

    def resolve(self, overlay: Path | None) -> Resolution | None:
        """Join mentions to documents, if anything was written since that was last done."""
        if self._registry.setting("unresolved") != "1":
            return None
        from extractors.rulebook import load_rules

        self._tell(last=True, stage="resolve")
        return resolve(self._registry, load_rules(overlay))

    def counts(self) -> dict[str, int]:
        """The counts that the registry keeps of a run, but for the files read, which it counts itself."""
        return {
            "found": len(self._found.files),
            "unchanged": self._unchanged,
            "failed": len(self._failures),
            "removed": self._removed,
        }

    def report(self, resolution: Resolution | None) -> RunReport:
        """End the run; what it did."""
        self.ledger.end_run("done", **self.counts())
        failures = tuple(sorted(self._failures, key=lambda failure: failure.path))
        return RunReport(
            self.ledger.run_id,
            len(self._found.files),
            self._read,
            self._unchanged,
            self._removed,
            time.monotonic() - self._began,
            failures,
            resolution,
        )

    def page_done(self, file: Found, beat: Beat) -> None:
        """Tell of a page of a scan that was recognised."""
        self._tell(scan=(file.name, beat.done, beat.total))

    def _tell(
        self, last: bool = False, stage: str = "read", scan: tuple[str, int, int] | None = None
    ) -> None:
        now = time.monotonic()
        if self._progress is None or not (last or now - self._told > 0.1):
            return
        self._told = now
        settled = self._read + len(self._failures)
        rate = settled / max(now - self._began, 1e-6)
        total = len(self._found.files) + len(self._found.unlisted)
        self._progress(Progress(settled + self._unchanged, total, len(self._failures), rate, stage, scan))


def _noted(files: Iterable[Found], given: deque[Found]) -> Iterator[Found]:
    """The files, each noted in `given` as it is handed out."""
    for file in files:
        given.append(file)
        yield file


def _in_order(outcomes: Iterable[_Outcome], given: deque[Found]) -> Iterator[_Outcome]:
    """Outcomes in the order in which the files were given: the numbers in a registry are not left to chance.

    A file is waited for until `_OVERTAKING` others are done, so that no slow one keeps many in memory.
    """
    done: dict[str, _Outcome] = {}
    overtaken: set[str] = set()
    for outcome in outcomes:
        if outcome.item.key in overtaken:
            yield outcome
            continue
        done[outcome.item.key] = outcome
        while given and (given[0].key in done or len(done) >= _OVERTAKING):
            first = given.popleft().key
            if first in done:
                yield done.pop(first)
            else:
                overtaken.add(first)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _hash_if_any(file: Found) -> str | None:
    try:
        return hash_of(file.path)
    except (OSError, UnreadableFileError):
        return None


def _reason(outcome: Outcome[Found, Reading]) -> tuple[str, str]:
    if outcome.fate is Fate.TIME_LIMIT:
        return (
            "Reading it took too long and was stopped; open it to see if it is damaged, or raise the limit.",
            "Đọc tệp quá lâu nên đã dừng; hãy mở tệp xem có hỏng không, hoặc tăng giới hạn thời gian.",
        )
    if outcome.fate is Fate.CRASH:
        return (
            f"The file made the reader crash ({outcome.error}); it is probably damaged.",
            f"Tệp làm bộ đọc ngừng đột ngột ({outcome.error}); có thể tệp bị hỏng.",
        )
    return _program_error(outcome.error)


def _program_error(what: str) -> tuple[str, str]:
    return (
        f"The program has an error with this file ({what}); please report it.",
        f"Chương trình gặp lỗi với tệp này ({what}); xin hãy báo lại.",
    )

