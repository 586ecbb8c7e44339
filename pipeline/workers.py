"""Runs a function over many items in worker processes; an item that hangs or crashes costs only itself.

A pool of our own: `concurrent.futures` gives up all items when one worker dies, and cannot stop a single one.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.heartbeat import Beat, listening

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUICK = 0.03
"""Seconds an item; below it, the way through the pipe counts and items are sent ahead."""

class Fate(StrEnum):
    """How the work on one item ended."""

    DONE = "done"
    ERROR = "error"
    TIME_LIMIT = "time_limit"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: its result, or in `error` the exception or how the worker ended."""

    item: Item
    fate: Fate
    result: Result | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one item (one page of a scan), items sent ahead to a quick worker, items in its life."""

    seconds: float = 120.0
    queued: int = 8
    recycle: int = 2000


class WorkerStartError(RuntimeError):
    """The workers die before they can take any work; nothing is wrong with the items."""


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item]):
    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    given: int = 0
    pace: float = 1.0
    items: deque[Item] = field(default_factory=deque)
    since: float = 0.0

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool(Generic[Item, Result]):
    """`jobs` spawned processes; each calls `start(*arguments)` once, and what that returned for every item.

    `start` must be importable by name; items, results and arguments must pickle. `heard` is told when a part
    of a long item is done; the item's time limit counts from there.
    """

    def __init__(
        self,
        start: Callable[..., Callable[[Item], Result]],
        arguments: tuple[Any, ...] = (),
        jobs: int | None = None,
        limits: Limits | None = None,
        heard: Callable[[Item, Beat], None] | None = None,
    ) -> None:
        self._start, self._arguments = start, arguments
        self._heard = heard
        self._jobs = max(1, jobs or os.cpu_count() or 1)
        self._limits = limits or Limits()
        self._workers: list[_Worker[Item]] = []
        self._waiting: deque[Item] = deque()
        self._unready_deaths = 0

    def run(self, items: Iterable[Item]) -> Generator[Outcome[Item, Result], None, None]:
        """The outcome of every item, in the order in which they end.

        Items are taken only as fast as they are worked on; leaving the iterator early kills the workers.

        Raises:
            WorkerStartError: `start` failed, or workers end before they are ready.
        """
        source = iter(items)
        try:
            while self._feed(source):
                yield from self._collect()
        finally:
            self.close()

    def close(self) -> None:
        """End every worker at once; what they were doing is lost."""
        while self._workers:
            self._workers.pop().kill()

    def _feed(self, source: Iterator[Item]) -> bool:
        """Give work to every worker that has room; whether anything is still under way."""
        for worker in self._workers:
            self._fill(worker, source)
        while len(self._workers) < self._jobs and (first := self._next(source)) is not None:
            self._waiting.appendleft(first[0])
            worker = self._hire()
            self._fill(worker, source)
        return bool(self._workers)

    def _fill(self, worker: _Worker[Item], source: Iterator[Item]) -> None:
        # Slow items are not sent far ahead: another worker may be free for them sooner.
        ahead = self._limits.queued if worker.pace < _QUICK else 2
        while len(worker.items) < ahead and worker.given < self._limits.recycle:
            found = self._next(source)
            if found is None:
                break
            if not worker.items:
                worker.since = time.monotonic()
            worker.items.append(found[0])
            worker.given += 1
            # A worker that has just died is noticed by `_collect`, which gives its items back.
            with contextlib.suppress(OSError):
                worker.pipe.send(found[0])

    def _next(self, source: Iterator[Item]) -> tuple[Item] | None:
        if self._waiting:
            return (self._waiting.popleft(),)
        for item in source:
            return (item,)
        return None

    def _hire(self) -> _Worker[Item]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._start, self._arguments, self._limits.seconds), daemon=True
        )
        with _interrupts_ignored():
            process.start()
        theirs.close()
        worker: _Worker[Item] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _collect(self) -> Iterator[Outcome[Item, Result]]:
        """Wait until something happens; what became of the items concerned."""
        for worker in [w for w in self._workers if not w.items]:
            self._retire(worker)
        if not self._workers:
            return
        pipes = [worker.pipe for worker in self._workers]
        signals = wait(pipes, timeout=self._patience())
        for worker in list(self._workers):
            if worker.pipe in signals:
                yield from self._hear(worker)
            elif worker.ready and time.monotonic() - worker.since > self._limits.seconds:
                yield from self._overdue(worker)

    def _patience(self) -> float:
        """Seconds until the first worker's time is up."""
        busy = [worker.since for worker in self._workers if worker.ready]
        left = min(busy, default=time.monotonic()) + self._limits.seconds - time.monotonic()
        return max(0.0, left) + 0.01

    def _hear(self, worker: _Worker[Item]) -> Iterator[Outcome[Item, Result]]:
        """Take every message that waits in the worker's pipe; its end means that the worker died."""
        while True:
            try:
                if not worker.pipe.poll():
                    return
                message = worker.pipe.recv()
            except (EOFError, OSError):
                yield from self._lose(worker, Fate.CRASH)
                return
            now = time.monotonic()
            if isinstance(message, Beat):
                worker.since = now
                if self._heard is not None:
                    self._heard(worker.items[0], message)
                continue
            worker.pace += 0.2 * (now - worker.since - worker.pace)
            worker.since = now
            if not worker.ready:
                if message:
                    raise WorkerStartError(message)
                worker.ready, worker.pace = True, 0.1
                self._unready_deaths = 0
                continue
            fate, result, error = message
            yield Outcome(worker.items.popleft(), fate, result, error)

    def _overdue(self, worker: _Worker[Item]) -> Iterator[Outcome[Item, Result]]:
        if worker.pipe.poll():
            yield from self._hear(worker)
        else:
            yield from self._lose(worker, Fate.TIME_LIMIT)

    def _lose(self, worker: _Worker[Item], fate: Fate) -> Iterator[Outcome[Item, Result]]:
        """Blame the item that the dead or overdue worker was at; its other items go to the next worker."""
        self._workers.remove(worker)
        worker.kill()
        if not worker.ready:
            self._unready_deaths += 1
            if self._unready_deaths > 2 * self._jobs:
                raise WorkerStartError(f"worker processes end at their start, code {worker.process.exitcode}")
        elif worker.items:
            yield Outcome(worker.items.popleft(), fate, None, f"exit code {worker.process.exitcode}")
        self._waiting.extendleft(reversed(worker.items))

    def _retire(self, worker: _Worker[Item]) -> None:
        """Let a worker go that has done its share, or for which nothing is left."""
        self._workers.remove(worker)
        with contextlib.suppress(OSError):
            worker.pipe.send(None)
        worker.process.join(5.0)
        worker.kill()


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A process started inside ignores Ctrl-C from its first instruction: that is the parent's to decide."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(
    pipe: Connection,
    start: Callable[..., Callable[[Any], Any]],
    arguments: tuple[Any, ...],
    seconds: float,
) -> None:
    """A worker's life: get ready, then answer every item until None comes or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = start(*arguments)
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    gc.freeze()  # what `start` loaded stays to the end: the collector need not look through it again
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            pipe.send("")

            def watch() -> None:
                # The parent enforces the limit; this ends a worker that hangs after its parent was killed.
                faulthandler.dump_traceback_later(seconds * 2 + 30, exit=True, file=nowhere)

            def goes_on(beat: Beat) -> None:
                pipe.send(beat)
                watch()

            with listening(goes_on):
                while (item := pipe.recv()) is not None:
                    watch()
                    message = _answer(work, item)
                    faulthandler.cancel_dump_traceback_later()
                    pipe.send(message)
        except (EOFError, OSError):
            return


def _answer(work: Callable[[Any], Any], item: Any) -> tuple[Fate, Any, str]:
    try:
        return Fate.DONE, work(item), ""
    except Exception as error:
        # Whatever one item raises is that item's outcome: the others must go on.
        return Fate.ERROR, None, f"{type(error).__name__}: {error}"
