"""The commands that ask the registry: show, citations, search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import (
    DEFAULT_DB,
    Database,
    Limit,
    ListingFormat,
    Output,
    Status,
    whole_text,
    whole_words,
)
from pipeline.cli.shell import language, note
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.listing import Format, Listing
    from pipeline.registry import Registry

Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        callback=whole_text,
        help="285/KH-UBND, “Kế hoạch 285/KH-UBND năm 2020”, 18-NQ/TW, an id or a file name; "
        "diacritics may be left out.",
    ),
]


def show(
    context: typer.Context,
    ref: Ref,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """Show one document: its identity, its files, what it cites and what cites it, with words and pages."""
    from pipeline.dossier import dossier, write_dossier
    from pipeline.output import choose_format
    from pipeline.refs import find_document

    chosen = choose_format(format_, output)
    with opened(db, language(context)) as registry:
        found = dossier(registry, find_document(registry, ref), limit)
    write_dossier(found, chosen, output, language(context))


def citations(
    context: typer.Context,
    from_type: Annotated[
        str | None,
        typer.Option(callback=whole_text, help="Type of the citing document: KH, “Kế hoạch” or “ke hoach”."),
    ] = None,
    to_type: Annotated[
        str | None, typer.Option(callback=whole_text, help="Type of the cited document.")
    ] = None,
    relation: Annotated[
        str | None,
        typer.Option(
            callback=whole_text, help="implements, based_on, replaces …, or “thực hiện”, “căn cứ” …"
        ),
    ] = None,
    citing: Annotated[
        str | None, typer.Option(metavar="REF", callback=whole_text, help="Only what this document cites.")
    ] = None,
    cited: Annotated[
        str | None, typer.Option(metavar="REF", callback=whole_text, help="Only what cites this document.")
    ] = None,
    status: Annotated[Status | None, typer.Option(help="Only citations of this status.")] = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List who cites what: relation, words, page and file; also the mentions that could not be joined."""
    from pipeline import queries, refs
    from pipeline.output import choose_format

    chosen = choose_format(format_, output)
    with opened(db, language(context)) as registry:
        wanted = queries.CitationFilter(
            from_type=refs.type_name(registry, from_type) if from_type else None,
            to_type=refs.type_name(registry, to_type) if to_type else None,
            relation=refs.relation_name(relation) if relation else None,
            citing=refs.find_document(registry, citing) if citing else None,
            cited=refs.find_document(registry, cited) if cited else None,
            status=status.value if status else None,
        )
        listing = queries.citations(registry, wanted, limit and limit + 1)
    _answer(listing, chosen, output, language(context), limit)


def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", callback=whole_words, help="Words, or a number: 48/QD-UBND."),
    ],
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = 20,
) -> None:
    """Find documents that hold all the words; diacritics may be left out, quotes keep a phrase together."""
    from pipeline import queries
    from pipeline.output import choose_format

    chosen = choose_format(format_, output)
    with opened(db, language(context)) as registry:
        listing = queries.search(registry, " ".join(words), limit and limit + 1)
    _answer(listing, chosen, output, language(context), limit)


@contextmanager
def opened(db: Path, lang: str) -> Iterator[Registry]:
    """The registry to ask, with a note where files wait to be joined, as what follows is then incomplete."""
    from pipeline.registry import Registry

    with Registry.open(db, write=False) as registry:
        if registry.setting("unresolved") == "1":
            note(say("waiting", lang))
        yield registry


def _answer(listing: Listing, chosen: Format, output: Path | None, lang: str, limit: int | None) -> None:
    """Write a listing that was asked for with one row more than `limit`, and say when there is more."""
    from pipeline.listing import Format, Listing
    from pipeline.output import write

    more = limit is not None and len(listing.rows) > limit
    if not listing.rows and chosen is Format.TABLE and output is None:
        note(say("nothing_found", lang))
        return
    write(Listing(listing.columns, listing.rows[:limit]), chosen, output, lang)
    if more:
        note(say("limited", lang, limit=limit))
