"""The command by which a person decides about findings: review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.asking import answer
from pipeline.cli.options import DEFAULT_DB, Database, Limit, ListingFormat, Output, whole_text
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say


def review(
    context: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="KEY",
            callback=whole_text,
            help="The first digits of a finding's key; without it all decisions are listed.",
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="The finding is right: to be mended.")] = False,
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="The finding is none; needs a --reason.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the decision about this finding.")] = False,
    reason: Annotated[
        str | None, typer.Option(callback=whole_text, help="Why, kept with the decision.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--by", metavar="NAME", callback=whole_text, help="Who decides.")
    ] = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """Accept or dismiss a finding of the audit; it stays so whenever the same file is read again.

    Without KEY it lists every decision, also those whose finding is found no more. The exit code is 3 when
    no finding, or more than one, has a key that begins so.
    """
    lang = language(context)
    if key is None:
        if accept or dismiss or undo or reason or reviewer:
            raise _incomplete()
        _list_reviews(db, format_, output, lang, limit)
        return
    if accept + dismiss + undo != 1:
        raise _incomplete()
    if dismiss and not (reason and reason.strip()):
        raise UsageError(
            'A dismissal needs a reason: --reason "…".',
            "Bỏ qua một phát hiện phải có lý do: --reason “…”.",
        )
    note(_take_back(db, key, lang) if undo else _decide(db, key, dismiss, reason, reviewer, lang))


def _incomplete() -> UsageError:
    return UsageError(
        "Give the KEY of a finding and one of --accept, --dismiss, --undo; or nothing, to list decisions.",
        "Hãy cho MÃ của phát hiện và một trong --accept, --dismiss, --undo; hoặc để trống để liệt kê.",
    )


def _list_reviews(
    db: Path, format_: ListingFormat, output: Path | None, lang: str, limit: int | None
) -> None:
    from pipeline.audit import reviews
    from pipeline.output import choose_format
    from pipeline.registry import Registry

    chosen = choose_format(format_, output)
    with Registry(db) as registry:
        found = reviews.listing(registry, limit and limit + 1)
    if not found.rows and format_ is None and output is None:
        note(say("no_reviews", lang))
        return
    answer(found, chosen, output, lang, limit)


def _decide(
    db: Path, key: str, dismiss: bool, reason: str | None, reviewer: str | None, lang: str
) -> str:
    from pipeline.audit import reviews
    from pipeline.registry import Registry

    with Registry(db) as reading:
        found = reviews.find(reading, key)
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        reviews.put(connection, found, "dismissed" if dismiss else "accepted", reason, reviewer)
    words = " ".join(found.at.words.split())
    return say("review_dismissed" if dismiss else "review_accepted", lang, finding=found.short, words=words)


def _take_back(db: Path, key: str, lang: str) -> str:
    from pipeline.audit import reviews
    from pipeline.registry import Registry

    Registry(db).close()  # an undo must not make a registry
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        gone = reviews.take_back(connection, key)
    return say("review_undone", lang, finding=gone.key[:8], words=" ".join(gone.words.split()))
