"""Writes a listing as a table on the screen, CSV, JSON, JSON lines or an Excel sheet."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline import messages
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

Value = str | int | float | bool | None | list[str]

WIDTH_WITHOUT_TERMINAL = 120
EXCEL_CELL = 32_000  # Excel refuses cells of more than 32,767 characters


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

    `screen` is false for what only files carry (ids and parts that the table shows together).
    """

    name: str
    identity: bool = False
    coded: bool = False
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under columns; each row has one value a column."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]

    def records(self) -> Iterator[dict[str, Value]]:
        """The rows as objects with the columns' names as keys."""
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def choose_format(format_: Format | None, output: Path | None) -> Format:
    """The format asked for, else the one the output's suffix names, else a table.

    Raises:
        UsageError: an Excel sheet was asked for without a file to put it in.
    """
    suffix = output.suffix[1:].casefold() if output else ""
    chosen = format_ or (Format(suffix) if suffix in set(Format) - {Format.TABLE} else Format.TABLE)
    if chosen is Format.XLSX and output is None:
        raise UsageError(
            "--format xlsx needs --output FILE.xlsx: a sheet cannot go to the screen.",
            "--format xlsx cần --output TỆP.xlsx: bảng tính không in ra màn hình được.",
        )
    return chosen


def write(listing: Listing, format_: Format, output: Path | None, lang: str) -> None:
    """Write `listing` to `output`, or to standard output where it is None.

    Raises:
        UsageError: the file cannot be written.
    """
    if output is not None:
        write_file(output, _renderer(format_)(listing, lang))
    elif format_ is Format.TABLE:
        show(listing, lang)
    else:
        write_text(_renderer(format_)(listing, lang).decode("utf-8"))


def show(listing: Listing, lang: str, title: str | None = None) -> None:
    """Print `listing` as a table on standard output."""
    _print_table(console(sys.stdout), listing, lang, title)


def write_text(text: str) -> None:
    """Write to standard output, characters as they are."""
    sys.stdout.write(text)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: there is no such folder, no permission or no room.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise UsageError(f"Cannot write {path}: {reason}", f"Không ghi được {path}: {reason}") from error


def console(stream: TextIO) -> Console:
    """A console on `stream`: as wide as the terminal, and wide enough to read where there is none."""
    from rich.console import Console

    fixed = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=fixed, highlight=False, markup=False, emoji=False)


def _renderer(format_: Format) -> Callable[[Listing, str], bytes]:
    return {
        Format.TABLE: _table,
        Format.CSV: _csv,
        Format.JSON: _json,
        Format.JSONL: _jsonl,
        Format.XLSX: _xlsx,
    }[format_]


def _encode(text: str) -> bytes:
    # a file name may hold bytes that are no text; they are shown as escapes
    return text.encode("utf-8", errors="backslashreplace")


def _json(listing: Listing, lang: str) -> bytes:
    return _encode(json.dumps(list(listing.records()), ensure_ascii=False, indent=1) + "\n")


def _jsonl(listing: Listing, lang: str) -> bytes:
    return _encode("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listing.records()))


def _flat(value: Value) -> str | int | float | bool | None:
    return "; ".join(value) if isinstance(value, list) else value


def _frame(listing: Listing) -> pd.DataFrame:
    import pandas as pd

    rows = [[_flat(value) for value in row] for row in listing.rows]
    # object columns: pandas would turn a column of integers with gaps into 3.0, 7.0
    return pd.DataFrame(rows, columns=[column.name for column in listing.columns], dtype=object)


def _csv(listing: Listing, lang: str) -> bytes:
    # the byte order mark is how Excel knows that a CSV is UTF-8
    return b"\xef\xbb\xbf" + _encode(_frame(listing).to_csv(index=False, lineterminator="\n"))


def _xlsx(listing: Listing, lang: str) -> bytes:
    import pandas as pd

    frame = _frame(listing).map(_excel)
    frame.columns = pd.Index([messages.heading(column.name, lang) for column in listing.columns])
    buffer = io.BytesIO()
    # words of a document that begin with "=" are words, not formulas
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        frame.to_excel(writer, index=False, sheet_name="vanthu", freeze_panes=(1, 0))
        sheet = writer.sheets["vanthu"]
        sheet.autofit(400)
        if len(frame.columns):
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    return buffer.getvalue()


def _excel(value: object) -> object:
    if not isinstance(value, str):
        return value
    printable = "".join(c if c >= " " or c in "\t\n" else " " for c in value[:EXCEL_CELL])
    return printable.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _table(listing: Listing, lang: str) -> bytes:
    from rich.console import Console

    buffer = io.StringIO()
    _print_table(Console(file=buffer, width=WIDTH_WITHOUT_TERMINAL, emoji=False), listing, lang, None)
    return _encode(buffer.getvalue())


def _print_table(target: Console, listing: Listing, lang: str, title: str | None) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = [index for index, column in enumerate(listing.columns) if column.screen]
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False, leading=0)
    for index in shown:
        column = listing.columns[index]
        cells = [_cell(row[index], column, lang) for row in listing.rows]
        table.add_column(
            messages.heading(column.name, lang),
            justify="right" if _numeric(listing, index) else "left",
            overflow="fold",
            min_width=_longest_word(cells) if column.identity else None,
        )
    for row in listing.rows:
        table.add_row(*(Text(_cell(row[index], listing.columns[index], lang)) for index in shown))
    target.print(table)


def _cell(value: Value, column: Column, lang: str) -> str:
    flat = _flat(value)
    if flat is None:
        return ""
    return messages.value(str(flat), lang) if column.coded else str(flat)


def _numeric(listing: Listing, index: int) -> bool:
    values = [row[index] for row in listing.rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _longest_word(cells: Sequence[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=0)
