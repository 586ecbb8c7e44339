"""The command that lists figures, and the values of an indicator over periods: statistics."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.asking import SCREEN_ROWS, answer, opened
from pipeline.cli.auditing import note_unread
from pipeline.cli.options import DEFAULT_DB, Database, Limit, Output, whole_text
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.listing import Listing
    from pipeline.registry import Registry
    from pipeline.series.figures import FigureFilter


class FigureFormat(StrEnum):
    """How figures are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    HTML = "html"
    SVG = "svg"


class FigureSource(StrEnum):
    """Where a figure stands."""

    TEXT = "text"
    TABLE = "table"


class By(StrEnum):
    """What values are put side by side by."""

    PERIOD = "period"


def statistics(
    context: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            callback=whole_text,
            help="What is counted: all these words are in its indicator; diacritics may be left out.",
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option(callback=whole_text, help="Only figures of this unit: “hồ sơ”, %, dong.")
    ] = None,
    of_document: Annotated[
        str | None,
        typer.Option("--document", metavar="REF", callback=whole_text, help="Only this document."),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            callback=whole_text,
            help="Issuer of the document; a part of the name is enough, diacritics may be left out.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=whole_text, help="Only in documents of this day or later."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=whole_text, help="Only in documents of this day or earlier."),
    ] = None,
    source: Annotated[
        FigureSource | None, typer.Option(help="Only figures of running text, or of tables.")
    ] = None,
    by: Annotated[
        By | None,
        typer.Option("--by", help="period: the values of each indicator over periods, side by side."),
    ] = None,
    format_: Annotated[
        FigureFormat | None,
        typer.Option("--format", help="How to write the figures; html and svg draw a chart by period."),
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List figures with what they count; with --by period an indicator's values over documents.

    Values of one period that contradict each other stand side by side, marked ≠; nothing is averaged.
    """
    from pipeline.output import choose, writable
    from pipeline.series.figures import FigureFilter, figures

    lang, chosen = language(context), choose(FigureFormat, format_, output)
    writable(output)
    _drawable(chosen, indicator, of_document)
    days = _days(since, until)
    on_screen = chosen is FigureFormat.TABLE and output is None
    drawn = chosen in (FigureFormat.HTML, FigureFormat.SVG)
    limit = limit or (SCREEN_ROWS if on_screen else None)
    with opened(db, lang) as registry:
        note_unread(registry, lang)
        wanted = FigureFilter(
            indicator, unit, *_named(registry, of_document, issuer), *days, source and source.value
        )
        whole = by is not None or drawn
        found = figures(registry, wanted, None if whole else limit and limit + 1)
        if not found.rows:
            empty = not registry.query("SELECT 1 FROM statistics LIMIT 1")
            note(say("statistics_empty" if empty else "statistics_none", lang))
            if on_screen:
                return
    if drawn:
        _draw(found, wanted, chosen, output, lang)
        return
    if whole:
        from pipeline.series.series import series, series_listing

        found = series_listing(series(found), lang)
    from pipeline.listing import Format

    answer(found, Format(chosen.value), output, lang, limit)


def _drawable(chosen: FigureFormat, indicator: str | None, document: str | None) -> None:
    if chosen in (FigureFormat.HTML, FigureFormat.SVG) and not indicator and not document:
        raise UsageError(
            "A chart shows an indicator: say which with --indicator WORDS, or one document with --document.",
            "Biểu đồ thể hiện một chỉ tiêu: hãy nêu --indicator TỪ, hoặc một văn bản bằng --document.",
        )


def _days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    from pipeline.refs import iso_day

    first = iso_day(since, "--since") if since else None
    last = iso_day(until, "--until") if until else None
    if first and last and first > last:
        raise UsageError(
            f"--since {first} lies after --until {last}: no document fits.",
            f"--since {first} sau --until {last}: không văn bản nào phù hợp.",
        )
    return first, last


def _named(
    registry: Registry, document: str | None, issuer: str | None
) -> tuple[str | None, tuple[str, ...] | None]:
    """The id of the document and the names of the issuers that are meant."""
    from pipeline.refs import find_document, issuer_names

    return (
        find_document(registry, document) if document else None,
        issuer_names(registry, issuer) if issuer else None,
    )


def _draw(
    found: Listing, wanted: FigureFilter, chosen: FigureFormat, output: Path | None, lang: str
) -> None:
    from pipeline.output import write_chunks
    from pipeline.series.chart import chart
    from pipeline.series.page import page
    from pipeline.series.series import series

    told = series(found)
    title = say("series_title", lang, indicator=wanted.indicator or say("series_all", lang))
    if chosen is FigureFormat.HTML:
        write_chunks(output, [page(told, title[:1].upper() + title[1:], lang)])
    elif told:
        write_chunks(output, [chart(told, lang)])
    elif found.rows:
        note(say("statistics_none", lang))
