"""The commands that read files: ingest, extract, scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.options import (
    DEFAULT_DB,
    Database,
    Jobs,
    ListingFormat,
    Ocr,
    OcrDpi,
    Output,
    RecordFormat,
    Rules,
    TimeLimit,
)
from pipeline.cli.shell import SOME_FILES_FAILED, language, note
from pipeline.messages import say
from pipeline.ocr import engines
from pipeline.ocr.engines import USUAL_DPI, Mode

if TYPE_CHECKING:
    from pipeline.extraction import Extracted


def extract(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files, or folders of files.")
    ] = None,
    format_: Annotated[
        RecordFormat, typer.Option("--format", help="One object a line, one list, or a spaCy DocBin.")
    ] = RecordFormat.JSONL,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add the text that the offsets count in.")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of records instead; takes no FILE.")
    ] = False,
    output: Output = None,
    rules: Rules = None,
    jobs: Jobs = None,
    time_limit: TimeLimit = 120.0,
    ocr: Ocr = Mode.AUTO,
    ocr_dpi: OcrDpi = USUAL_DPI,
) -> None:
    """Print the record of each file: header and references, in the order given, without a registry.

    Files that cannot be read are listed on standard error; the exit code is then 4.
    """
    from pipeline.extraction import extract_all, sound_rules
    from pipeline.output import spare_inputs
    from pipeline.summary import page_progress
    from pipeline.walk import walk

    lang = language(context)
    sound_rules(rules)
    _check_files(files, schema)
    if schema:
        _write_schema(rules, output)
        return
    spacy = format_ is RecordFormat.SPACY
    _check_binary(spacy, output)
    found = walk(files or [])
    spare_inputs(output, (file.path for file in found.files))
    failed = [(path, str(error.strerror)) for path, error in found.unlisted.items()]
    paths = [Path(file.path) for file in found.files]
    with engines.chosen(ocr, ocr_dpi), page_progress(lang) as heard:
        extracted = extract_all(
            paths, rules=rules, with_text=with_text or spacy, jobs=jobs, time_limit=time_limit, heard=heard
        )
        _tell_empty(not found.files, lang)
        _write_records(_records(extracted, failed, lang), format_, output)
    report_failures(failed, lang)


def _check_files(files: list[Path] | None, schema: bool) -> None:
    from pipeline.errors import UsageError

    if schema and files:
        raise UsageError(
            "--schema describes every record and takes no FILE.",
            "--schema mô tả mọi bản ghi nên không nhận TỆP.",
        )
    if not schema and not files:
        raise UsageError(
            "Name the files to read: vanthu extract FILE…", "Hãy nêu các tệp cần đọc: vanthu extract TỆP…"
        )


def _write_schema(rules: Path | None, output: Path | None) -> None:
    from pipeline.output import write_chunks
    from pipeline.reading import rulebook
    from pipeline.records.schema import record_schema, schema_text

    write_chunks(output, [schema_text(record_schema(rulebook(rules)))])


def _check_binary(spacy: bool, output: Path | None) -> None:
    if spacy and output is None:
        from pipeline.errors import UsageError

        raise UsageError(
            "--format spacy needs --output FILE.spacy: a DocBin is not text.",
            "--format spacy cần --output TỆP.spacy: DocBin không phải văn bản.",
        )


def _records(
    extracted: Iterable[Extracted], failed: list[tuple[str, str]], lang: str
) -> Iterator[dict[str, Any]]:
    """The records as they come; files without one are added to `failed`."""
    for one in extracted:
        if one.record is not None:
            yield one.record
        elif one.reason is not None:
            failed.append((str(one.path), one.reason[lang == "vi"]))


def _write_records(records: Iterator[dict[str, Any]], format_: RecordFormat, output: Path | None) -> None:
    from pipeline.output import write_chunks, write_file

    if format_ is RecordFormat.SPACY and output is not None:
        from pipeline.nlp.records import packed_docs

        write_file(output, packed_docs(records))
    else:
        write_chunks(output, _chunks(records, format_))


def _chunks(records: Iterator[dict[str, Any]], format_: RecordFormat) -> Iterator[str]:
    import json

    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    if format_ is RecordFormat.JSONL:
        yield from (f"{line}\n" for line in lines)
        return
    separator = "[\n"
    for line in lines:
        yield separator + line
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _tell_empty(empty: bool, lang: str) -> None:
    if empty:
        note(say("no_files", lang))


def report_failures(failed: list[tuple[str, str]], lang: str) -> None:
    """List the files that failed on standard error and end with exit code 4, if there are any."""
    if failed:
        note(say("failed_files", lang, count=len(failed)))
        for name, reason in failed:
            note(f"  {name}: {reason}")
        raise typer.Exit(SOME_FILES_FAILED)


def scan(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, or folders of files.")],
    format_: ListingFormat = None,
    output: Output = None,
) -> None:
    """Say what ingest would meet: formats, encodings, scans, unreadable files, sizes; nothing is written."""
    from pipeline.office_parts import summary
    from pipeline.output import choose_format, spare_inputs, write
    from pipeline.scanning import scan_files
    from pipeline.walk import walk

    lang = language(context)
    chosen = choose_format(format_, output)
    found = walk(paths)
    spare_inputs(output, (file.path for file in found.files))
    listing, states = scan_files(found, lang)
    _tell_empty(not found.files, lang)
    write(listing, chosen, output, lang)
    note(say("scanned", lang, **{"files": len(listing.rows), **states}))
    if parts := summary((str(row[1]) for row in listing.rows), lang):
        note(parts)


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files, or folders of files.")],
    db: Database = DEFAULT_DB,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Worker processes; by default one a processor.")
    ] = None,
    time_limit: TimeLimit = 120.0,
    ocr: Ocr = Mode.AUTO,
    ocr_dpi: OcrDpi = USUAL_DPI,
    rules: Rules = None,
    rows: Annotated[
        int, typer.Option("--rows", min=0, help="How many plans and decisions the summary shows.")
    ] = 20,
) -> None:
    """Read files into the registry: new and changed ones; the registry follows what is gone from the folders.

    The summary ends with the answer to “which plans reference which decisions”. Files that cannot be read
    are listed on standard error; the exit code is then 4.
    """
    from pipeline.extraction import sound_rules
    from pipeline.ingest import ingest as run
    from pipeline.registry import Registry
    from pipeline.summary import progress_bar, summary

    lang = language(context)
    sound_rules(rules)
    with engines.chosen(ocr, ocr_dpi), progress_bar(lang) as progress:
        report = run(paths, db, jobs=jobs, overlay=rules, time_limit=time_limit, progress=progress)
    _tell_empty(report.found == 0, lang)
    with Registry(db) as registry:
        typer.echo(summary(registry, report, rows, lang), nl=False)
    failed = [(one.path, one.vietnamese if lang == "vi" else one.english) for one in report.failures]
    report_failures(failed, lang)
