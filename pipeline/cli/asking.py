"""The commands that ask the registry: show, citations, view, search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.listing import Format, Listing
    from pipeline.registry import Registry

SCREEN_ROWS = 100
"""Rows of a listing on the screen where --limit does not say."""

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
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            callback=whole_text,
            help="Its standing on this day: 2025-05-12; by default today.",
        ),
    ] = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """Show one document: identity, standing, files, and by relation what it cites and what cites it.

    Every citation comes with its words, file and page. --limit counts the rows of each relation.
    """
    from pipeline.dossier import SCREEN_ROWS, dossier
    from pipeline.dossier_page import write_dossier
    from pipeline.output import choose_format
    from pipeline.refs import find_document, iso_day

    chosen = choose_format(format_, output)
    day = iso_day(as_of, "--as-of") if as_of else date.today().isoformat()
    with opened(db, language(context)) as registry:
        rows = limit or (SCREEN_ROWS if _on_screen(chosen, output) else None)
        found = dossier(registry, find_document(registry, ref), day, rows)
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
    from_issuer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            callback=whole_text,
            help="Issuer of the citing document; a part of the name is enough, diacritics may be left out.",
        ),
    ] = None,
    to_issuer: Annotated[
        str | None, typer.Option(metavar="NAME", callback=whole_text, help="Issuer of the cited document.")
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
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=whole_text, help="Only by documents of this day or later: 2025-05-12."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=whole_text, help="Only by documents of this day or earlier."),
    ] = None,
    direct: Annotated[
        bool | None,
        typer.Option(
            "--direct/--asserted",
            help="--direct: only what a document says itself; --asserted: only what another says of it.",
        ),
    ] = None,
    replaced: Annotated[
        bool,
        typer.Option("--replaced", help="Only citations of a document after it was replaced or repealed."),
    ] = False,
    depth: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="With --cited or --citing: follow chains of citations over up to so many steps; --relation "
            "holds for every step.",
        ),
    ] = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List who cites what: relation, words, page and file; also the mentions that could not be joined."""
    from pipeline import chains, refs
    from pipeline import citing as citing_
    from pipeline.output import choose_format

    chosen = choose_format(format_, output)
    if depth is not None:
        given = {
            "--from-type": from_type, "--to-type": to_type, "--from-issuer": from_issuer,
            "--to-issuer": to_issuer, "--status": status, "--since": since, "--until": until,
            "--direct/--asserted": direct, "--replaced": replaced or None,
        }  # fmt: skip
        others = [name for name, typed in given.items() if typed is not None]
        direction = chains.direction_of(citing, cited, others)
    first = refs.iso_day(since, "--since") if since else None
    last = refs.iso_day(until, "--until") if until else None
    if first and last and first > last:
        raise UsageError(
            f"--since {first} lies after --until {last}: no document fits.",
            f"--since {first} sau --until {last}: không văn bản nào phù hợp.",
        )
    limit = limit or (SCREEN_ROWS if _on_screen(chosen, output) else None)
    with opened(db, language(context)) as registry:
        wanted = citing_.CitationFilter(
            from_type=refs.type_name(registry, from_type) if from_type else None,
            to_type=refs.type_name(registry, to_type) if to_type else None,
            from_issuer=refs.issuer_names(registry, from_issuer) if from_issuer else None,
            to_issuer=refs.issuer_names(registry, to_issuer) if to_issuer else None,
            relation=refs.relation_name(relation) if relation else None,
            citing=refs.find_document(registry, citing) if citing else None,
            cited=refs.find_document(registry, cited) if cited else None,
            status=status.value if status else None,
            since=first,
            until=last,
            said=None if direct is None else "direct" if direct else "asserted",
            after_end=replaced,
        )
        rows = limit and limit + 1
        if depth is None:
            listing = citing_.citations(registry, wanted, rows)
        else:
            start = str(wanted.citing or wanted.cited)
            steps = [wanted.relation] if wanted.relation else []
            listing = chains.chains(
                registry, start, direction=direction, depth=depth, relations=steps, limit=rows
            )
    answer(listing, chosen, output, language(context), limit)


def view(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", callback=whole_text, help="Name of the view; without it all are listed."
        ),
    ] = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """Show the answer to one of the questions that the registry has a view for; without NAME list them."""
    from pipeline import queries
    from pipeline.listing import Listing
    from pipeline.messages import QUESTIONS
    from pipeline.output import choose_format
    from pipeline.refs import view_name

    chosen, lang = choose_format(format_, output), language(context)
    if not name:
        rows = [(view, question[lang == "vi"]) for view, question in QUESTIONS.items()]
        answer(Listing(queries.VIEW_COLUMNS, rows[: limit and limit + 1]), chosen, output, lang, limit)
        return
    known = view_name(name, tuple(QUESTIONS))
    limit = limit or (SCREEN_ROWS if _on_screen(chosen, output) else None)
    with opened(db, lang) as registry:
        listing = queries.view(registry, known, limit and limit + 1)
    answer(listing, chosen, output, lang, limit)


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
    answer(listing, chosen, output, language(context), limit)


def _on_screen(chosen: Format, output: Path | None) -> bool:
    """Whether a person reads the answer as it is printed, and not a program or a file."""
    return chosen.value == "table" and output is None


@contextmanager
def opened(db: Path, lang: str) -> Iterator[Registry]:
    """The registry to ask, with a note where files wait to be joined, as what follows is then incomplete."""
    from pipeline.registry import Registry

    with Registry(db) as registry:
        if registry.setting("unresolved") == "1":
            note(say("waiting", lang))
        yield registry


def answer(listing: Listing, chosen: Format, output: Path | None, lang: str, limit: int | None) -> None:
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
