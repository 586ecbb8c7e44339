"""Lets slow work say that it goes on: a worker's time limit then counts from its last sign of life."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Call `listener` at every beat in this process."""
    _listeners.append(listener)


def beat() -> None:
    """Say that one part of the work (a scanned page) is done."""
    for listener in _listeners:
        listener()
