"""Stands before the pages: whether there is a registry to show, and what to say where there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from pipeline.errors import RegistryError
from pipeline.registry import Registry
from pipeline.web.kept import Signature, signature

App = Callable[..., Any]
Scope = MutableMapping[str, Any]
_NO_NEED = ("/vanthu/", "/vao-so")
"""Style sheets and scripts, which the page that says what is wrong needs too, and the way in."""


class Gate:
    """Passes requests on while the registry can be read; else answers with a page that says what to do.

    `opened` is called with the number of the registry, from 0, whenever another file takes its place.
    """

    def __init__(self, app: App, path: Path, opened: Callable[[int], None], refusal: App) -> None:
        self._app, self._path, self._opened, self._refusal = app, path, opened, refusal
        self._sound: Signature | None = None
        self._inode: int | None = None
        self._generation = -1

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await asyncio.to_thread(self._check)
        elif scope["type"] == "http" and not scope["path"].startswith(_NO_NEED):
            fault = await asyncio.to_thread(self._check)
            if fault is not None:
                scope["fault"] = fault
                await self._refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self) -> RegistryError | None:
        """What keeps the registry from being read, None if nothing does; what is sound is looked at once."""
        now = signature(self._path)
        if now == self._sound:
            return None
        try:
            Registry(self._path, timeout=2.0).close()
        except RegistryError as error:
            self._sound = None
            return error
        if now[0][0] != self._inode:
            self._generation += 1
            self._inode = now[0][0]
            self._opened(self._generation)
        self._sound = now
        return None
