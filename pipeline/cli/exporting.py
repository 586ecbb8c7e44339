"""The command that hands the registry on to other tools: export."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.asking import opened
from pipeline.cli.options import DEFAULT_DB, Database, whole_text
from pipeline.cli.shell import language, note
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.export.folder import Folder
    from pipeline.export.writing import Written


class ExportFormat(StrEnum):
    """In whose manner the registry is written."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"
    SPACY = "spacy"


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write to; it is made.")],
    format_: Annotated[
        list[ExportFormat] | None,
        typer.Option(
            "--format", help="May be given several times; by default csv, xlsx, parquet and jsonl."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=whole_text, help="Where tasks stand on this day; by default today."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that holds other things; they stay.")
    ] = False,
    db: Database = DEFAULT_DB,
) -> None:
    """Write the registry for other tools: CSV and a workbook for Excel, Parquet, JSON lines, spaCy.

    With it comes a data dictionary in Vietnamese and English. An earlier export in the folder is replaced;
    nothing else there is touched.
    """
    from pipeline.export import USUAL, run
    from pipeline.export.folder import prepare
    from pipeline.refs import iso_day

    lang = language(context)
    day = date.fromisoformat(iso_day(as_of, "--as-of")) if as_of is not None else date.today()
    formats = [one.value for one in format_] if format_ else list(USUAL)
    with opened(db, lang) as registry:
        target = prepare(folder, force=force)
        empty = not registry.query("SELECT 1 FROM files WHERE status = 'registered' LIMIT 1")
        written = run(registry, folder, formats, lang, as_of=day)
    _tell(target, written, day, lang)
    if empty:
        note(say("export_empty", lang))


def _tell(target: Folder, written: dict[str, Written], day: date, lang: str) -> None:
    """Note every file in the manifest, and list them with rows and sizes."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    typer.echo(say("export_written", lang, folder=target.path))
    for name, one in written.items():
        for file, rows in one.rows.items():
            size = target.note(file, rows, format=name, as_of=day.isoformat(), written=moment)
            typer.echo(say("export_line", lang, file=file, rows=rows, size=_size(size)))
    target.save()
    for one in written.values():
        for sentence in one.notes:
            note(sentence[lang == "vi"])


def _size(size: int) -> str:
    number, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (size / 1000, "kB")
    return f"{number:.1f} {unit}"
