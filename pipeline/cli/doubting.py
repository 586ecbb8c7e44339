"""The command that lists words of scans that a person should look at: doubts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli.asking import answer, opened
from pipeline.cli.options import DEFAULT_DB, Database, Limit, Output, whole_text
from pipeline.cli.shell import language, note
from pipeline.messages import say


class DoubtFormat(StrEnum):
    """How the doubts are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    HTML = "html"


def doubts(
    context: typer.Context,
    of_document: Annotated[
        str | None,
        typer.Argument(metavar="REF", callback=whole_text, help="Only this document; without it all scans."),
    ] = None,
    format_: Annotated[
        DoubtFormat | None,
        typer.Option("--format", help="A table, a file for programs, or a page with pictures (html)."),
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List the words of scans that were read with doubt, with the picture of their line (--format html).

    They are handwritten numbers and days that were not read, words that two recognisers read differently,
    faint digits, and figures that may end with a percent sign.
    """
    from pipeline import doubts as kept
    from pipeline.listing import Format
    from pipeline.output import choose, writable, write_chunks
    from pipeline.refs import find_document

    lang, chosen = language(context), choose(DoubtFormat, format_, output)
    writable(output)
    with opened(db, lang) as registry:
        document = find_document(registry, of_document) if of_document else None
        found = kept.doubts(registry, document, limit and limit + 1)
    if not found and format_ is None and output is None:
        note(say("no_doubts", lang))
        return
    if chosen is not DoubtFormat.HTML:
        answer(kept.listing(found), Format(chosen.value), output, lang, limit)
        return
    from pipeline.doubts_page import page

    write_chunks(output, [page(found[:limit], lang)])
    if limit and len(found) > limit:
        note(say("limited", lang, limit=limit))
