"""Lets slow work say that it goes on: a worker's time limit then counts from its last sign of life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Beat(NamedTuple):
    """One part of a long item is done: `done` of `total` pages."""

    done: int
    total: int


_listeners: list[Callable[[Beat], None]] = []


@contextmanager
def listening(listener: Callable[[Beat], None]) -> Iterator[None]:
    """Call `listener` at every beat in this process, as long as the context lasts."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def beat(done: int, total: int) -> None:
    """Say that one part of the work (a scanned page) is done."""
    for listener in _listeners:
        listener(Beat(done, total))
