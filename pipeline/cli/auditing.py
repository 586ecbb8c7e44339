"""The command that checks figures and finds contradictions: audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pipeline.cli.asking import opened
from pipeline.cli.options import (
    DEFAULT_DB,
    Database,
    Jobs,
    Limit,
    Ocr,
    OcrDpi,
    Output,
    Rules,
    TimeLimit,
    whole_text,
    whole_words,
)
from pipeline.cli.reading import report_failures
from pipeline.cli.shell import INTERRUPTED, language, note
from pipeline.errors import UsageError
from pipeline.messages import LANGUAGES, both, say, value
from pipeline.ocr import engines
from pipeline.ocr.engines import USUAL_DPI, Mode

if TYPE_CHECKING:
    from extractors.rulebook import Rulebook
    from pipeline.audit.findings import Wanted
    from pipeline.audit.report import Report
    from pipeline.registry import Registry

FOUND = 1


class AuditFormat(StrEnum):
    """How an audit is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"


class Loudness(StrEnum):
    """A severity of findings."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FailOn(StrEnum):
    """The quietest findings that make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NONE = "none"


Spoken = TypeVar("Spoken", bound=StrEnum)


def spoken(kinds: type[Spoken], typed: str) -> Spoken:
    """What was typed as a code or as the word of either language that the screen prints for it."""
    from pipeline.search_text import squeeze

    said = squeeze(str(typed).replace("-", " ").replace("_", " "))
    for one in kinds:
        code = str(one.value)
        if said in {squeeze(code), *(squeeze(value(code, lang)) for lang in LANGUAGES)}:
            return one
    known = ", ".join(dict.fromkeys(f"{one.value} ({value(str(one.value), 'vi')})" for one in kinds))
    raise typer.BadParameter(f"'{typed}' is not one of {known}")


def audit(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…", help="Files, or folders of files; without them the registry is audited."
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help="Only this rule; may be given several times."),
    ] = None,
    severity: Annotated[
        Loudness | None,
        typer.Option(
            metavar="<error|warning|info>",
            parser=lambda typed: spoken(Loudness, typed),
            help="Only findings as loud as this, and louder.",
        ),
    ] = None,
    of_document: Annotated[
        str | None,
        typer.Option("--document", metavar="REF", callback=whole_text, help="Only this document."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show dismissed findings too, not only open and accepted ones.")
    ] = False,
    checks: Annotated[
        bool, typer.Option("--checks", help="List the checks that were tried, with both intervals.")
    ] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(
            metavar="<error|warning|info|none>",
            parser=lambda typed: spoken(FailOn, typed),
            help="End with exit code 1 where such a finding stands that nobody has dismissed.",
        ),
    ] = FailOn.NONE,
    format_: Annotated[
        AuditFormat | None,
        typer.Option("--format", help="A table, a file for programs, or a sheet to sign (docx, xlsx, html)."),
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    jobs: Jobs = None,
    time_limit: TimeLimit = 120.0,
    ocr: Ocr = Mode.AUTO,
    ocr_dpi: OcrDpi = USUAL_DPI,
    folder: Rules = None,
    limit: Limit = None,
) -> None:
    """Check the figures: do parts add up, do percentages fit, do documents contradict each other.

    With PATH the files are read for this audit alone, and compared with each other; decisions of `review`
    hold for them too. Open and accepted findings are shown, dismissed ones with --all. A finding is a degree
    less severe where its words may be read another way.

    Exit codes: 1 while a finding stands as --fail-on says; 2 where there is no file to audit.
    """
    from pipeline.audit.findings import Wanted
    from pipeline.audit.report import report
    from pipeline.audit.rules import rule_name
    from pipeline.extraction import sound_rules
    from pipeline.output import choose, spare_inputs, writable
    from pipeline.reading import rulebook
    from pipeline.refs import find_document
    from pipeline.walk import walk

    lang, chosen = language(context), choose(AuditFormat, format_, output)
    writable(output)
    if files:
        spare_inputs(output, (file.path for file in walk(files).files))
    sound_rules(folder)
    rules = rulebook(folder)
    names = tuple(rule_name(one, rules) for one in whole_words(rule or []))
    failed: list[tuple[str, str]] = []
    with (
        engines.chosen(ocr, ocr_dpi),
        _source(files, db, lang, jobs, folder, time_limit, failed) as registry,
    ):
        document = find_document(registry, of_document) if of_document else None
        wanted = Wanted(names, severity and severity.value, document, everything)
        found = report(registry, wanted, limit)
        if not found.papers:
            report_failures(failed, lang)  # nothing was audited: no sheet to sign
        _write(registry, found, wanted, rules, chosen, output, lang, checks, limit)
    if found.limited:
        note(say("limited", lang, limit=limit))
    if fail_on is not FailOn.NONE and found.met(fail_on.value):
        _tell(failed, lang)
        raise typer.Exit(FOUND)
    report_failures(failed, lang)


@contextmanager
def _source(
    files: Sequence[Path] | None,
    db: Path,
    lang: str,
    jobs: int | None,
    folder: Path | None,
    time_limit: float,
    failed: list[tuple[str, str]],
) -> Iterator[Registry]:
    """The registry to audit: that of `db`, or one of the files alone, whose failures go into `failed`."""
    if not files:
        with opened(db, lang) as registry:
            if not registry.query("SELECT 1 FROM files WHERE status = 'registered' LIMIT 1"):
                raise UsageError(*both("audit_empty"))
            note_unread(registry, lang)
            yield registry
        return
    from pipeline.audit.apart import read_apart
    from pipeline.summary import progress_bar

    with (
        _interruptible(lang),
        progress_bar(lang) as progress,
        read_apart(
            files, db, jobs=jobs, overlay=folder, time_limit=time_limit, progress=progress
        ) as (registry, run),
    ):
        if run.found == 0 and not run.failures:
            raise UsageError(*both("audit_no_files"))
        failed += ((one.path, one.vietnamese if lang == "vi" else one.english) for one in run.failures)
        yield registry


@contextmanager
def _interruptible(lang: str) -> Iterator[None]:
    """Ctrl-C while files are read apart: nothing is in the registry that could be spoken of."""
    try:
        yield
    except KeyboardInterrupt:
        note(say("audit_interrupted", lang))
        raise typer.Exit(INTERRUPTED) from None


def note_unread(registry: Registry, lang: str) -> None:
    """Tell of files that a version without figures read, and that were not read since."""
    sql = "SELECT count(*) FROM files WHERE status = 'registered' AND fingerprint = ''"
    if count := registry.query(sql)[0][0]:
        note(say("audit_unread", lang, count=count))


def _tell(failed: list[tuple[str, str]], lang: str) -> None:
    """List the files that failed, without ending for it."""
    if failed:
        note(say("failed_files", lang, count=len(failed)))
        for name, reason in failed:
            note(f"  {name}: {reason}")


def _write(
    registry: Registry,
    found: Report,
    wanted: Wanted,
    rules: Rulebook,
    chosen: AuditFormat,
    output: Path | None,
    lang: str,
    tried: bool,
    limit: int | None,
) -> None:
    from pipeline.audit import listings
    from pipeline.audit.findings import checks
    from pipeline.listing import Format
    from pipeline.output import write, write_chunks, write_file
    from pipeline.table import table

    if chosen in _SHEETS:
        data = _SHEETS[chosen](registry, found, wanted, rules, lang)
        write_chunks(None, [data.decode()]) if output is None else write_file(output, data)
    elif chosen is not AuditFormat.TABLE:
        listing = (
            listings.check_listing(checks(registry, wanted, limit))
            if tried
            else listings.finding_listing(found.findings, rules, lang)
        )
        write(listing, Format(chosen.value), output, lang)
    else:
        from pipeline.audit.screen import screen, totals

        if not tried:
            write_chunks(output, [screen(found, rules, lang)])
            return
        listed = listings.check_listing(checks(registry, wanted, limit))
        shown = table(listed, lang) if listed.rows else f"{say('audit_no_checks', lang)}\n"
        write_chunks(output, [f"{shown}\n{totals(found, lang)}\n"])


def _html(registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str) -> bytes:
    from pipeline.audit.page import page

    return page(registry, found, wanted, rules, lang).encode("utf-8", "backslashreplace")


def _docx(registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str) -> bytes:
    from pipeline.audit.sheet_docx import sheet

    return sheet(found, rules, lang)


def _xlsx(registry: Registry, found: Report, wanted: Wanted, rules: Rulebook, lang: str) -> bytes:
    from pipeline.audit.sheet_xlsx import sheet

    return sheet(registry, found, wanted, rules, lang)


_SHEETS = {AuditFormat.HTML: _html, AuditFormat.DOCX: _docx, AuditFormat.XLSX: _xlsx}
