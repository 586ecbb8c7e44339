"""The commands that look after the registry and the program: resolve, rules check, doctor, evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Database, Jobs, ListingFormat, Output, Rules, whole_text
from pipeline.cli.shell import Spoken, SpokenGroup, language, note
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.evaluate_layers import Entry

CHECK_FAILED = 1

rules = typer.Typer(
    name="rules",
    cls=SpokenGroup,
    help="Look after the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@rules.callback()
def _group() -> None:
    """Look after the rules, which are tables of what is known, with examples."""


@rules.command(cls=Spoken)
def check(
    context: typer.Context,
    folder: Rules = None,
    format_: ListingFormat = None,
    output: Output = None,
) -> None:
    """Check that every rule matches its example and none of its counter-examples.

    The exit code is 1 when a rule is broken.
    """
    from extractors.rulecheck import check_rules
    from pipeline.listing import Column, Listing
    from pipeline.output import choose_format, write
    from pipeline.reading import rulebook

    lang = language(context)
    chosen = choose_format(format_, output)
    rulebook(folder)
    problems = check_rules(folder)
    columns = (Column("file", identity=True), Column("line"), Column("row"), Column("problem"))
    if problems or format_ or output:
        write(Listing(columns, [(p.file, p.line, p.text, p.why) for p in problems]), chosen, output, lang)
    if problems:
        note(say("rules_broken", lang, count=len(problems)))
        raise typer.Exit(CHECK_FAILED)
    note(say("rules_fine", lang))


@rules.command(cls=Spoken)
def patterns(context: typer.Context, folder: Rules = None, output: Output = None) -> None:
    """Write the bodies and task cues of the rules as spaCy's patterns, a JSON object a line.

    Edit the file and use it: nlp.add_pipe("vanthu_phrases", config={"patterns": FILE}).
    """
    from pipeline.nlp.patterns import lines_of
    from pipeline.output import write_chunks
    from pipeline.reading import rulebook

    write_chunks(output, lines_of(rulebook(folder)))


def resolve(
    context: typer.Context,
    mention: Annotated[
        str | None,
        typer.Argument(metavar="MENTION", callback=whole_text, help="A mention's number, or FILE:WORDS."),
    ] = None,
    document: Annotated[
        str | None,
        typer.Argument(metavar="DOCUMENT", callback=whole_text, help="What it means: any REF of `show`."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="It is none of the documents known.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the decision about this mention.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List every decision, also those that find no mention any more.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(callback=whole_text, help="Why, kept with the decision.")
    ] = None,
    folder: Rules = None,
    format_: ListingFormat = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
) -> None:
    """Say which document a mention means; it holds whenever the file is read again, and the graph at once.

    MENTION is its number (mention_id in the view ambiguous_mentions) or FILE:WORDS. The exit code is 3 when
    there is no such mention or document.
    """
    from pipeline import corrections
    from pipeline.output import choose_format, write
    from pipeline.registry import Registry

    lang = language(context)
    if listed:
        chosen = choose_format(format_, output)
        with Registry(db) as registry:
            found = corrections.listing(registry)
        if not found.rows and format_ is None and output is None:
            note(say("no_corrections", lang))
            return
        write(found, chosen, output, lang)
        return
    if mention is None or (document is not None) + none + undo != 1:
        raise UsageError(
            "Give a MENTION and one of: a DOCUMENT, --none, --undo; or --list alone.",
            "Hãy cho một VIỆN DẪN và một trong: VĂN BẢN, --none, --undo; hoặc chỉ --list.",
        )
    note(_decide(db, mention, document, undo, reason, folder, lang))


def _decide(
    db: Path, typed: str, ref: str | None, undo: bool, reason: str | None, folder: Path | None, lang: str
) -> str:
    """Keep or take back a decision and rebuild the graph, or do neither; what to tell the user."""
    from pipeline import corrections
    from pipeline.reading import rulebook
    from pipeline.refs import find_document
    from pipeline.registry import Registry
    from pipeline.resolve import rebuild

    rules = rulebook(folder)
    with Registry(db) as reading:
        found = (corrections.find_kept if undo else corrections.find_mention)(reading, typed)
        document = find_document(reading, ref) if ref is not None else None
        odd = document is not None and corrections.contradicts(reading, found, document, rules)
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        if not undo:
            corrections.put(connection, found, document, reason)
        elif not corrections.take_back(connection, found):
            raise UsageError(
                f"Nobody has decided anything about “{found.words}”; see `vanthu resolve --list`.",
                f"Chưa có quyết định nào về “{found.words}”; xem `vanthu resolve --list`.",
            )
        rebuild(connection, rules)
    key = "correction_undone" if undo else "corrected" if document else "corrected_none"
    told = say(key, lang, mention=found.id, words=found.words, document=document)
    return f"{told}\n{say('correction_contradicts', lang)}" if odd else told


def doctor(
    context: typer.Context,
    db: Database = DEFAULT_DB,
    folder: Rules = None,
    format_: ListingFormat = None,
    output: Output = None,
) -> None:
    """Check the installation, the registry and the right to write; name optional parts and their use.

    The exit code is 1 when something is wrong; a part that is merely missing is not.
    """
    from pipeline.doctor import State, examine, listing
    from pipeline.output import choose_format, write

    chosen = choose_format(format_, output)
    checks = examine(db, folder)
    write(listing(checks, language(context)), chosen, output, language(context))
    if any(one.state is State.PROBLEM for one in checks):
        raise typer.Exit(CHECK_FAILED)


def evaluate(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with one JSON file a document.")],
    extracted: Annotated[
        Path | None, typer.Option(help="Records to score (JSON lines); else the documents are read now.")
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(help="Where the documents lie; by default the folder `corpus` beside GOLD.")
    ] = None,
    only_extracted: Annotated[
        bool, typer.Option("--only-extracted", help="Leave out gold for which there is no record.")
    ] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss on standard error.")] = False,
    folder: Rules = None,
    jobs: Jobs = None,
    format_: ListingFormat = None,
    output: Output = None,
) -> None:
    """Score an extraction against hand-made records: precision, recall and F1 a layer, accuracy a field."""
    from pipeline import scores
    from pipeline.evaluate import evaluate as compare
    from pipeline.evaluate import read_gold, read_records
    from pipeline.output import choose_format, write

    lang = language(context)
    chosen = choose_format(format_, output)
    wanted = read_gold(gold)
    if extracted is not None:
        records = read_records(extracted)
    else:
        records = _read_now(wanted, documents or gold.parent / "corpus", folder, jobs)
    if wanted and not set(wanted) & set(records):
        raise _nothing_to_score(extracted or documents or gold.parent / "corpus")
    if only_extracted:
        wanted = {name: entry for name, entry in wanted.items() if name in records}
    result = compare(wanted, records)
    write(scores.listing(result), chosen, output, lang)
    if result.absent:
        note(say("not_extracted", lang, names=", ".join(result.absent)))
    if misses:
        for miss in (miss for score in result.layers.values() for miss in score.misses):
            note(miss)


def _nothing_to_score(place: Path) -> UsageError:
    return UsageError(
        f"{place} has no document of the gold: give their folder with --documents.",
        f"{place} không có văn bản nào của bản ghi chuẩn: hãy chỉ thư mục chứa chúng bằng --documents.",
    )


def _read_now(
    wanted: dict[str, Entry], folder: Path, rules_: Path | None, jobs: int | None
) -> dict[str, Entry]:
    """Records of the gold's documents that lie in `folder`, by name without suffix."""
    from pipeline.evaluate import by_stem
    from pipeline.extraction import extract_all

    names = (str(gold.get("document", "")) for gold in wanted.values())
    paths = [folder / name for name in names if name and (folder / name).is_file()]
    extracted = extract_all(paths, rules=rules_, jobs=jobs)
    return by_stem(one.record for one in extracted if one.record is not None)
