"""A listing: rows under named columns, the form in which every question is answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline import messages

Value = str | int | float | bool | None | list[str]


class Format(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, whether a table must show it unbroken, and whether it holds codes to word.

    `screen` is false for what only files carry (ids and parts that the table shows together). `kind` tells
    what a table writes as people do: "number", "day" (ISO) or "moment" (ISO, UTC). `title` is the heading of
    a column that stands for one thing of the registry, such as a document.
    """

    name: str
    identity: bool = False
    coded: bool = False
    screen: bool = True
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under columns; each row has one value a column."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]

    def records(self) -> Iterator[dict[str, Value]]:
        """The rows as objects with the columns' names as keys."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def worded(value: Value, column: Column, lang: str) -> Value:
    """A value as a person reads it: codes in words."""
    if not column.coded or value is None:
        return value
    codes = value if isinstance(value, list) else [str(value)]
    return [messages.value(code, lang) for code in codes]


def flat(value: Value) -> str | int | float | bool | None:
    """A value as one cell holds it: lists joined."""
    return "; ".join(value) if isinstance(value, list) else value
