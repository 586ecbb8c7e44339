"""The command that shows files which may be one document, and keeps what a person says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Database, Limit, ListingFormat, Output, Rules, whole_text
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say

_File = typer.Argument(callback=whole_text, help="A file's name, path, or the first digits of its SHA-256.")


def copies(
    context: typer.Context,
    file: Annotated[str | None, _File] = None,
    other: Annotated[str | None, _File] = None,
    same: Annotated[bool, typer.Option("--same", help="The two files are one document.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They are two documents.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the decision about these two.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List the files that were joined, too.")] = False,
    reason: Annotated[
        str | None, typer.Option(callback=whole_text, help="Why, kept with the decision.")
    ] = None,
    reviewer: Annotated[str | None, typer.Option(callback=whole_text, help="Who decides.")] = None,
    folder: Rules = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List files that may be one document, or say of two files whether they are; it holds on every later run.

    Without files: pairs whose words are nearly the same and that nobody has decided about, then decisions.
    With two files and --same, --different or --undo: decide; the registry follows at once.
    """
    lang = language(context)
    if file is None and other is None and not (same or different or undo):
        _list(db, lang, every, format_, output, limit)
        return
    if file is None or other is None or same + different + undo != 1:
        raise UsageError(
            "Give two FILES and one of: --same, --different, --undo; or no file to list what waits.",
            "Hãy cho hai TỆP và một trong: --same, --different, --undo; hoặc không nêu tệp để xem danh sách.",
        )
    decision = "same" if same else "different" if different else None
    note(_decide(db, (file, other), decision, (reason, reviewer), folder, lang))


def _list(
    db: Path,
    lang: str,
    every: bool,
    format_: ListingFormat,
    output: Output,
    limit: int | None,
) -> None:
    from pipeline.copies import decisions
    from pipeline.listing import Listing
    from pipeline.output import choose_format, write
    from pipeline.registry import Registry

    chosen = choose_format(format_, output)
    with Registry(db) as registry:
        found = decisions.listing(registry, lang, every)
    if not found.rows and format_ is None and output is None:
        note(say("no_copies", lang))
        return
    write(Listing(found.columns, found.rows[:limit]), chosen, output, lang)


def _decide(
    db: Path,
    typed: tuple[str, str],
    decision: str | None,
    why: tuple[str | None, str | None],
    folder: Path | None,
    lang: str,
) -> str:
    """Keep or take back a decision and join the files anew, or do neither; what to tell the user."""
    from pipeline.copies import decisions
    from pipeline.reading import rulebook
    from pipeline.registry import Registry
    from pipeline.resolve import rebuild

    rules = rulebook(folder)
    with Registry(db) as reading:
        one, other = (decisions.find_file(reading, name) for name in typed)
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        if decision is not None:
            decisions.put(connection, one, other, decision, *why)
        elif not decisions.take_back(connection, one, other):
            raise UsageError(
                f"Nobody has decided anything about {one.name} and {other.name}; see `vanthu copies`.",
                f"Chưa có quyết định nào về {one.name} và {other.name}; xem `vanthu copies`.",
            )
        rebuild(connection, rules)
        labels = decisions.labels(connection, one, other)
    key = "copies_undone" if decision is None else f"copies_{decision}"
    if decision == "different" and labels[0] == labels[1]:
        key = "copies_still_one"
    return say(key, lang, file=one.name, other=other.name, document=labels[0])
