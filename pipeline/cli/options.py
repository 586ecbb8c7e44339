"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.listing import Format
from pipeline.ocr.engines import DPI, LEAST_DPI, MODE, MOST_DPI, Mode


def whole_text(typed: str | None) -> str | None:
    """What was typed, with a mark in place of bytes that the terminal's encoding does not know."""
    return typed and typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def whole_words(typed: list[str]) -> list[str]:
    """Every word as `whole_text` gives it."""
    return [whole_text(word) or "" for word in typed]


DEFAULT_DB = Path("out/registry.db")

# Whether it can be read the registry tells, in a sentence and with an exit code of its own.
Database = Annotated[Path, typer.Option("--db", help="The registry.", envvar="VANTHU_DB", readable=False)]
ListingFormat = Annotated[
    Format | None, typer.Option("--format", help="How to write the listing; by default a table.")
]
Output = Annotated[
    Path | None, typer.Option("--output", help="Write to this file; its suffix tells the format.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows.")]
Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        exists=True,
        file_okay=False,
        help="A folder of your own rules (*.tsv), put in front of the program's.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Worker processes; by default one a processor for many files."),
]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", min=0.1, help="Seconds for one file; of a scan, for one page.")
]
Ocr = Annotated[
    Mode,
    typer.Option(
        "--ocr",
        envvar=MODE,
        help="Which pages to recognise from their pictures: those without text, none, or all.",
    ),
]
OcrDpi = Annotated[
    int,
    typer.Option(
        "--ocr-dpi",
        min=LEAST_DPI,
        max=MOST_DPI,
        envvar=DPI,
        help="Pixels an inch at which pages are drawn to be recognised.",
    ),
]


class RecordFormat(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    JSON = "json"
    SPACY = "spacy"


class Status(StrEnum):
    """Whether a mention could be joined to a document."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
