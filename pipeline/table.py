"""Draws a listing as a table for the screen: fits the terminal, breaks words late, leaves nothing out."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline import messages
from pipeline.listing import Column, Listing, Value, flat, worded
from pipeline.spelling import spelled

WIDTH_WITHOUT_TERMINAL = 120
GAP = 2  # blanks between columns
IDENTITY_WIDTH, WORD_WIDTH = 40, 10  # words up to so many characters are not broken


def table(listing: Listing, lang: str, title: str | None = None) -> str:
    """The listing as a table that fits the terminal and shows every word; wide where there is no terminal."""
    shown = [index for index, column in enumerate(listing.columns) if column.screen and _says(listing, index)]
    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    widths = _widths([_Texts.of(listing, index, lang) for index in shown])
    for index, width in zip(shown, widths, strict=True):
        name = messages.heading(listing.columns[index].name, lang)
        justify: Literal["right", "left"] = "right" if _numeric(listing, index) else "left"
        made.add_column(name, justify=justify, overflow="fold", width=width)
    for row in listing.rows:
        made.add_row(*(Text(_cell(row[index], listing.columns[index], lang)) for index in shown))
    # a terminal that is too narrow wraps the lines itself; rich would drop what does not fit
    console = Console(file=io.StringIO(), width=sum(widths) + GAP * (len(widths) + 1))
    with console.capture() as capture:
        console.print(made)
    lines = [title, ""] if title else []
    return "".join(f"{line.rstrip()}\n" for line in [*lines, *capture.get().splitlines()])


@dataclass(frozen=True, slots=True)
class _Texts:
    """How wide a column would be without a line break, and how narrow it may become."""

    natural: int
    least: int

    @classmethod
    def of(cls, listing: Listing, index: int, lang: str) -> _Texts:
        column = listing.columns[index]
        # a heading may wrap: only its words count
        texts = messages.heading(column.name, lang).split()
        texts += (_cell(row[index], column, lang) for row in listing.rows)
        longest_word = max((cell_len(word) for text in texts for word in text.split()), default=1)
        limit = IDENTITY_WIDTH if column.identity else WORD_WIDTH
        return cls(max(1, *map(cell_len, texts)), max(1, min(longest_word, limit)))


def _widths(columns: Sequence[_Texts]) -> list[int]:
    """Widths that fit the terminal: the widest columns give way first, none below its least width."""
    terminal = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns
    room = terminal - GAP * (len(columns) - 1)
    cap = max((column.natural for column in columns), default=0)
    while cap > 1:
        widths = [min(column.natural, max(column.least, cap)) for column in columns]
        if sum(widths) <= room:
            return widths
        cap -= 1
    return [column.least for column in columns]


def _cell(value: Value, column: Column, lang: str) -> str:
    plain = flat(worded(value, column, lang))
    if plain is None or plain == "":
        return ""
    return spelled(plain, column.kind, lang) if column.kind else str(plain)


def _says(listing: Listing, index: int) -> bool:
    """Whether a column is worth its room: something stands in it, or nothing stands in any."""
    return not listing.rows or any(row[index] not in (None, "", []) for row in listing.rows)


def _numeric(listing: Listing, index: int) -> bool:
    values = [row[index] for row in listing.rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)
