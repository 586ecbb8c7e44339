"""Keeps where all tasks stand at a day, worked out in the background, until the registry changes."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import RegistryError
from pipeline.registry import Registry
from pipeline.web import board_store
from pipeline.web.kept import Signature, signature

_FEW = 3000
"""So many tasks are worked out within the server; more would hold up other pages."""
_QUICK = 0.15
"""Seconds; what is made so fast is made anew whenever the registry has changed."""
_PATIENCE, _SHARE = 5.0, 6.0
"""An outdated answer serves so many seconds, or times as long as it takes to make one: an ingest commits all
the time, and must not be kept from its work."""
_DAYS = 4
"""Days that are kept at once."""


@dataclass(slots=True)
class _Entry:
    file: Path
    signature: Signature
    done: float
    seconds: float


class Board:
    """Where the tasks of one registry stand, by day."""

    def __init__(self, registry: Path) -> None:
        self._registry = registry
        self._entries: dict[date, _Entry] = {}
        self._making: dict[date, asyncio.Task[_Entry]] = {}
        self._decided: list[tuple[float, frozenset[str]]] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._number = self._generation = 0
        self._gone: list[Path] = []
        self._child: subprocess.Popen[str] | None = None
        self._one: asyncio.Lock | None = None

    async def at(self, day: date, patience: float = 0.2) -> Path | None:
        """The database (see `board_store`) for a day; None where it takes longer than `patience` seconds.

        Raises:
            RegistryError: the registry cannot be read.
        """
        entry, now = self._entries.get(day), signature(self._registry)
        if entry is None or not entry.file.exists():
            task = self._start(day)
            await asyncio.wait([task], timeout=patience)
            return task.result().file if task.done() else None
        if entry.signature != now:
            if entry.seconds < _QUICK:
                return (await self._start(day)).file
            if time.monotonic() - entry.done > max(_PATIENCE, _SHARE * entry.seconds):
                self._start(day)
        return entry.file

    def begin(self, day: date) -> None:
        """Start to work out a day that will be asked for."""
        self._start(day)

    async def decided(self, keys: Collection[str]) -> None:
        """Work out anew what a decision about the tasks of these keys changes, before its page is shown."""
        keys = frozenset(keys)
        self._decided.append((time.monotonic(), keys))
        for day, entry in list(self._entries.items()):
            await asyncio.to_thread(board_store.renew, self._registry, day, entry.file, keys)

    def forget(self) -> None:
        """Drop everything: another file has taken the registry's place."""
        self._entries.clear()
        self._decided.clear()
        self._generation += 1

    def close(self) -> None:
        """End what is being worked out, and leave nothing behind."""
        if self._child is not None:
            self._child.kill()
        if self._folder is not None:
            self._folder.cleanup()

    def _start(self, day: date) -> asyncio.Task[_Entry]:
        running = self._making.get(day)
        if running is None:
            running = self._making[day] = asyncio.create_task(self._make(day))
            running.add_done_callback(lambda task: self._finished(day, task))
        return running

    def _finished(self, day: date, task: asyncio.Task[_Entry]) -> None:
        self._making.pop(day, None)
        if not task.cancelled():
            task.exception()  # whoever waited for it was told

    async def _make(self, day: date) -> _Entry:
        self._one = self._one or asyncio.Lock()
        async with self._one:  # one at a time: other programs want the machine too
            entry = None
            while entry is None:
                entry = await self._made(day)
            self._keep(day, entry)
            return entry

    async def _made(self, day: date) -> _Entry | None:
        """A day worked out; None where another file took the registry's place meanwhile."""
        before, begun, generation = signature(self._registry), time.monotonic(), self._generation
        target = self._target()
        try:
            await asyncio.to_thread(self._work_out, day, target)
        except RegistryError:
            _remove(target)
            raise
        for when, keys in self._decided:
            if when >= begun:  # what was worked out may not know of it
                await asyncio.to_thread(board_store.renew, self._registry, day, target, keys)
        self._decided = [pair for pair in self._decided if pair[0] >= begun]
        ended = time.monotonic()
        if generation != self._generation:
            _remove(target)
            return None
        return _Entry(target, before, ended, ended - begun)

    def _work_out(self, day: date, target: Path) -> None:
        if _count(self._registry) <= _FEW:
            board_store.make(self._registry, day, target)
            return
        asked = (str(self._registry.absolute()), str(day), str(target))
        command = [sys.executable, "-m", "pipeline.web.board_store", *asked]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as self._child:
            told = self._child.communicate()[1]
        if self._child.returncode:
            last = (told.strip().splitlines() or ["?"])[-1]
            raise RegistryError(
                f"Where the tasks stand could not be worked out: {last}",
                f"Không tính được tình trạng của các nhiệm vụ: {last}",
            )

    def _keep(self, day: date, entry: _Entry) -> None:
        if old := self._entries.pop(day, None):
            self._gone.append(old.file)
        self._entries[day] = entry
        while len(self._entries) > _DAYS:
            self._gone.append(self._entries.pop(next(iter(self._entries))).file)
        while len(self._gone) > _DAYS:  # the last ones may still be read
            _remove(self._gone.pop(0))

    def _target(self) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="vanthu-", ignore_cleanup_errors=True)
        self._number += 1
        return Path(self._folder.name) / f"{self._number}.db"


def _count(registry: Path) -> int:
    with Registry(registry) as opened:
        return int(opened.query("SELECT count(*) FROM tasks")[0][0])


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):  # a page may still read it; the folder goes with the server
        file.unlink(missing_ok=True)
