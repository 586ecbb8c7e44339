"""What a dataset is: named columns of one kind each, over rows that the registry yields in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any

from pipeline.registry import Registry

Row = Sequence[Any]
BATCH = 8192
"""Rows that are held at a time while a dataset is written."""


class Kind(StrEnum):
    """What the values of a column are; any of them may be missing."""

    TEXT = "text"
    CODE = "code"
    """One of a few words, such as a relation."""
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    """A whole ISO date."""
    ISO = "iso"
    """An ISO date, shortened where only that is known: "2020-12", "2020"."""
    LIST = "list"
    """Texts in an order."""
    MOMENT = "moment"
    """ISO date and time, UTC."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in every format, its kind, and the SQL that yields it.

    `leads_to` is the dataset in which the value of the column `by` (by default its own) is a row's key.
    `words` is what stands before a code in `pipeline.messages`, where the codes have sentences there.
    """

    name: str
    kind: Kind
    sql: str = ""
    leads_to: str = ""
    by: str = ""
    words: str = ""

    @property
    def day_name(self) -> str:
        """The name of the true date beside a date that may be shortened."""
        return f"{self.name}_day"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the registry gives out under one name.

    Args:
        name: In files: "citations".
        columns: In their order; the first is `key` where the rows have one.
        key: The column whose value tells a row from all others, "" where several do so together.
        source: SQL behind SELECT … : FROM, joins and a condition; every row of it is wanted.
        order: SQL of an order that an index yields, so that nothing is sorted as a whole.
        made: Yields the rows where SQL alone cannot; `source` is then empty.
    """

    name: str
    columns: tuple[Column, ...]
    key: str = ""
    source: str = ""
    order: str = ""
    made: Callable[[Registry, date], Iterator[Row]] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def selected(self) -> str:
        """The columns as SQL behind SELECT."""
        return ", ".join(f"{column.sql} AS {column.name}" for column in self.columns)

    def rows(self, registry: Registry, as_of: date) -> Iterator[Row]:
        """All rows in their order, a value a column; of tasks as they stand at the end of `as_of`."""
        if self.made is not None:
            return self.made(registry, as_of)
        return self.fitting(registry)

    def fitting(self, registry: Registry, condition: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows for which a condition in SQL holds, by default all, of a dataset that SQL yields."""
        joint = "AND" if "WHERE" in self.source else "WHERE"
        where = f"\n{joint} ({condition})" if condition else ""
        return registry.stream(f"SELECT {self.selected}\n{self.source}{where}\nORDER BY {self.order}", values)

    def batches(self, registry: Registry, as_of: date, size: int = BATCH) -> Iterator[list[Row]]:
        """The rows, up to `size` at a time."""
        rows = self.rows(registry, as_of)
        while batch := list(islice(rows, size)):
            yield batch


@lru_cache(maxsize=4096)
def day_of(told: str | None) -> date | None:
    """The day that an ISO date tells whole; None for a shortened one, and for one the calendar has not."""
    if told is None or len(told) != 10:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def moment_of(told: str | None) -> datetime | None:
    """The time that ISO text tells."""
    return None if told is None else datetime.fromisoformat(told)


def list_of(value: Any) -> list[str] | None:
    """The texts of a list, which the registry keeps as JSON."""
    if value is None:
        return None
    return [str(one) for one in (json.loads(value) if isinstance(value, str) else value)]
