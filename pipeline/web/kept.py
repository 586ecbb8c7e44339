"""Answers about the whole registry that are kept until it changes, as they take longer than a page may."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")
_QUICK = 0.05
"""Seconds; what is made so fast is made anew whenever the registry has changed."""
Signature = tuple[tuple[int, int, int], ...]

_PATIENCE = 5.0
"""Seconds for which an answer serves although the registry has changed: an ingest commits all the time."""


def signature(path: Path) -> Signature:
    """What changes with every commit to the registry: its file and its log as they are on disk."""
    return tuple(_stamp(Path(f"{path}{suffix}")) for suffix in ("", "-wal"))


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_mtime_ns, found.st_size)


@dataclass(slots=True)
class _Entry:
    answer: Any
    signature: Signature
    made: float
    seconds: float


class Kept:
    """Answers by name. An outdated one is shown once more while the next is being made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[Hashable, _Entry] = {}
        self._making: dict[Hashable, asyncio.Task[Any]] = {}

    async def get(
        self, name: Hashable, make: Callable[[], Awaitable[Answer]], *, fresh: bool = False
    ) -> Answer:
        """The answer of `make`, made now where there is none yet.

        `fresh` waits for one that knows the registry as it is now: for the page after one's own decision.
        """
        entry, now = self._entries.get(name), signature(self._path)
        if entry is not None and entry.signature == now:
            return cast("Answer", entry.answer)
        if entry is not None and not fresh and entry.seconds > _QUICK:
            if time.monotonic() - entry.made > _PATIENCE:
                self._start(name, make)
            return cast("Answer", entry.answer)
        running = self._making.get(name)
        if running is not None and fresh:
            await asyncio.wait([running])  # it may have begun before the change
        return cast("Answer", await asyncio.shield(self._start(name, make)))

    def begin(self, name: Hashable, make: Callable[[], Awaitable[Any]]) -> None:
        """Start to make an answer that will be asked for."""
        self._start(name, make)

    def forget(self) -> None:
        """Drop everything: another file has taken the registry's place."""
        self._entries.clear()

    def _start(self, name: Hashable, make: Callable[[], Awaitable[Any]]) -> asyncio.Task[Any]:
        running = self._making.get(name)
        if running is None:
            running = self._making[name] = asyncio.create_task(self._make(name, make))
            running.add_done_callback(lambda task: self._finished(name, task))
        return running

    def _finished(self, name: Hashable, task: asyncio.Task[Any]) -> None:
        self._making.pop(name, None)
        if not task.cancelled():
            task.exception()  # whoever waited for it was told; the next who asks tries again

    async def _make(self, name: Hashable, make: Callable[[], Awaitable[Any]]) -> Any:
        before, begun = signature(self._path), time.monotonic()
        answer = await make()
        now = time.monotonic()
        self._entries[name] = _Entry(answer, before, now, now - begun)
        return answer
