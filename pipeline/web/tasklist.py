"""Filters, counts and slices of the tasks as they stand at a day, from what `board_store` has worked out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipeline.graph.cards import day as day_words
from pipeline.search_text import squeeze
from pipeline.tasks.model import Status
from pipeline.tasks.register import fitting_bodies
from pipeline.tasks.wording import MOST_URGENT_FIRST
from pipeline.web.asking import LANG
from pipeline.web.board_store import NO_DAY

NO_LEAD = "chua-ro"
"""Stands in an address for tasks whose lead is not known."""
SOON = 30
"""Days from which on nothing is due soon."""
_ORDER = "ORDER BY t.urgency, t.due, t.given, t.document, t.start, t.key"
Group = frozenset[int]
"""The places that give one task."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address; `typed` has them as they stand there, by name."""

    typed: Mapping[str, str]
    day: date
    statuses: tuple[Status, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    document: str | None = None
    kind: str | None = None

    def without(self, *names: str) -> dict[str, object]:
        """The arguments of the address but for some."""
        return {name: value for name, value in self.typed.items() if name not in names}

    @property
    def soon(self) -> str:
        """The last day that is soon."""
        left = (date.max - self.day).days
        return (self.day + timedelta(days=min(SOON, left))).isoformat()

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked for besides a day and a view."""
        return any(name not in ("ngay", "xem") for name in self.typed)


@dataclass(frozen=True, slots=True)
class Row:
    """One body with how many tasks it leads, by status and in all; the name is "" where it is not known."""

    body: str
    counts: Mapping[Status, int]
    total: int


class Tasklist:
    """One question's view of the tasks."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked) -> None:
        self._connection, self._asked = connection, asked
        self._sql, self._values = self._conditions()

    def _conditions(self) -> tuple[str, list[object]]:
        """SQL for all filters but the status.

        Raises:
            UsageError: no body has such a name.
        """
        asked, parts, values = self._asked, ["1"], list[object]()
        for name, role in (("chu-tri", "lead"), ("phoi-hop", "partner")):
            if typed := asked.typed.get(name):
                parts.append(
                    "t.head IN (SELECT b.head FROM bodies b WHERE b.role = ?"
                    " AND b.body IN (SELECT value FROM json_each(?)))"
                )
                values += [role, json.dumps(self._bodies(role, typed))]
        for first, sign in ((asked.due_from, ">="), (asked.due_to, "<=")):
            if first is not None:
                parts.append(f"t.due {sign} ? AND t.due < '{NO_DAY}'")
                values.append(first.isoformat())
        if asked.document is not None:
            parts.append("t.head IN (SELECT head FROM documents WHERE document = ?)")
            values.append(asked.document)
        if asked.kind is not None:
            parts.append("t.kind = ?")
            values.append(asked.kind)
        if asked.typed.get("de-xuat"):
            parts.append("t.proposals > 0")
        for word in squeeze(asked.typed.get("q", "")).split():
            parts.append("instr(t.words, ?)")
            values.append(word)
        return " AND ".join(parts), values

    def _bodies(self, role: str, typed: str) -> list[str]:
        if role == "lead" and typed == NO_LEAD:
            return [""]
        names = {
            row[0]
            for row in self._connection.execute("SELECT DISTINCT body FROM bodies WHERE role = ?", [role])
        }
        return [typed] if typed in names else list(fitting_bodies(names - {""}, typed))

    def counts(self) -> dict[Status, int]:
        """How many tasks have each status, whichever is asked for."""
        rows = self._connection.execute(
            f"SELECT t.status, count(*) FROM tasks t WHERE {self._sql} GROUP BY 1", self._values
        ).fetchall()
        found = {Status(status): number for status, number in rows}
        return {status: found.get(status, 0) for status in MOST_URGENT_FIRST}

    def proposals(self) -> int:
        """How many proposals wait for a decision."""
        sql = f"SELECT coalesce(sum(t.proposals), 0) FROM tasks t WHERE {self._sql}"
        return int(self._connection.execute(sql, self._values).fetchone()[0])

    def groups(self, statuses: Sequence[Status], rows: int = -1, skip: int = 0) -> list[Group]:
        """The places of a part of the tasks with these statuses (none: all), the most urgent first."""
        condition, values = self._sql, [*self._values]
        if statuses:
            ranks = ", ".join(str(MOST_URGENT_FIRST.index(one)) for one in statuses)
            condition += f" AND t.urgency IN ({ranks})"
        return self._found(f"{condition} {_ORDER} LIMIT ? OFFSET ?", [*values, rows, skip])

    def soon(self, rows: int) -> tuple[list[Group], int]:
        """The first of the tasks that are open and fall due soon, and how many there are."""
        condition = f"{self._sql} AND t.status = 'open' AND t.due BETWEEN ? AND ?"
        values = [*self._values, self._asked.day.isoformat(), self._asked.soon]
        number = self._connection.execute(
            f"SELECT count(*) FROM tasks t WHERE {condition}", values
        ).fetchone()[0]
        return self._found(f"{condition} ORDER BY t.due, t.key LIMIT ?", [*values, rows]), number

    def _found(self, condition: str, values: Sequence[object]) -> list[Group]:
        heads = [
            row[0]
            for row in self._connection.execute(f"SELECT t.head FROM tasks t WHERE {condition}", values)
        ]
        members: dict[int, set[int]] = {head: set() for head in heads}
        sql = "SELECT head, task FROM members WHERE head IN (SELECT value FROM json_each(?))"
        for head, task in self._connection.execute(sql, (json.dumps(heads),)):
            members[head].add(task)
        return [frozenset(group) for group in members.values()]

    def bodies(self, rows: int, skip: int = 0) -> tuple[list[Row], int]:
        """A part of the bodies that lead, those with most overdue tasks first, and how many there are."""
        named = [f"sum(b.status = '{one}')" for one in MOST_URGENT_FIRST]
        source, values = "FROM bodies b WHERE b.role = 'lead'", list[object]()
        if self._sql != "1":
            source = f"FROM tasks t JOIN bodies b ON b.head = t.head WHERE {self._sql} AND b.role = 'lead'"
            values = self._values
        found = self._connection.execute(
            f"SELECT b.body, count(*), {', '.join(named)}, count(*) OVER () {source} GROUP BY b.body"
            " ORDER BY b.body = '', 3 DESC, 4 DESC, b.body LIMIT ? OFFSET ?",
            [*values, rows, skip],
        ).fetchall()
        listed = [Row(row[0], dict(zip(MOST_URGENT_FIRST, row[2:-1], strict=True)), row[1]) for row in found]
        return listed, found[0][-1] if found else 0


@contextmanager
def opened(file: Path, asked: Asked) -> Iterator[Tasklist]:
    """The tasks of a database of `board_store`, for reading."""
    with closing(
        sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10.0)
    ) as connection:
        yield Tasklist(connection, asked)


def spoken(asked: Asked) -> str:
    """The day of the list as people write it."""
    return day_words(asked.day.isoformat(), LANG)
