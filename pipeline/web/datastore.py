"""The Datasette of one registry file, which is opened for reading and opened anew when it is replaced."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database

from pipeline.registry import PRAGMAS, Registry, furnish, reading_uri
from pipeline.web.board import Board
from pipeline.web.guard import Access
from pipeline.web.kept import Kept
from pipeline.web.worklist import Words, words

ROUTE = "registry"
"""The first part of the addresses of Datasette's own pages."""
COUNTING = 100
"""Milliseconds for counting the rows of a page of Datasette; it goes without where that is not enough."""
COUNTING_EACH = 2
"""The same for each table of the list of tables."""
Answer = TypeVar("Answer")


class RegistryDatabase(Database):  # type: ignore[misc]
    """The registry, in whichever folder it lies: Datasette's own way breaks on "?", "#" and "%" in a path."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for one of Datasette's threads; it never writes."""
        if write:
            raise sqlite3.OperationalError("the registry is served for reading only")
        uri = reading_uri(Path(self.path))
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=10.0)
        furnish(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        self._all_file_connections.append(connection)
        return connection

    async def table_counts(self, limit: float = COUNTING) -> Any:
        """How many rows each table has, None where counting takes long; each list of tables asks."""
        return await super().table_counts(min(limit, COUNTING_EACH))

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:
        """Answer a question of Datasette's pages; counting the rows of a table may not take long."""
        if sql.startswith("select count(*) ") and not options.get("custom_time_limit"):
            options["custom_time_limit"] = COUNTING
        return await super().execute(sql, *arguments, **options)


class Site(Datasette):  # type: ignore[misc]
    """Datasette over one registry, with what our pages share: who may enter, and answers that are kept."""

    def __init__(self, registry: Path, access: Access, **options: Any) -> None:
        super().__init__([], **options)
        self.remove_database("_memory")
        self.registry, self.access, self.kept = registry, access, Kept(registry)
        self.board = Board(registry)
        self._words: Words = {}

    def attach(self, generation: int) -> None:
        """Serve the file that now lies at the registry's path.

        Datasette keeps a connection a thread under the name of a database: every file has its own name.
        """
        for name in [name for name in self.databases if name.startswith(ROUTE)]:
            gone = self.databases[name]
            self.remove_database(name)
            gone.close()
        self.kept.forget()
        self.board.forget()
        self._words = {}
        database = RegistryDatabase(self, path=str(self.registry), is_mutable=True)
        self.add_database(database, name=f"{ROUTE}-{generation}" if generation else ROUTE, route=ROUTE)

    @property
    def is_attached(self) -> bool:
        """Whether there is a registry that can be read."""
        return any(name.startswith(ROUTE) for name in self.databases)

    async def ask(self, question: Callable[[Registry], Answer]) -> Answer:
        """What `question` makes of the registry; it runs in a thread with a connection that only reads."""
        database = next(one for name, one in self.databases.items() if name.startswith(ROUTE))
        answer: Answer = await database.execute_fn(
            lambda connection: question(Registry.over(self.registry, connection))
        )
        return answer

    async def whole(self, question: Callable[[Registry], Answer], *, fresh: bool = False) -> Answer:
        """As `ask`, for a question about the whole registry: its answer is kept, see `Kept.get`."""
        return await self.kept.get(question, lambda: self.ask(question), fresh=fresh)

    def begin(self, question: Callable[[Registry], Any]) -> None:
        """Start to answer a question that will be put to `whole`."""
        self.kept.begin(question, lambda: self.ask(question))

    async def finding_words(self) -> Words:
        """The words of all findings, for searching; after a change only what is new is read."""
        self._words = await self.ask(lambda registry: words(registry, self._words))
        return self._words
