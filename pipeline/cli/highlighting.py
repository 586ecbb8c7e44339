"""The command that shows one document with its marks: highlight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Ocr, OcrDpi, Rules, whole_text
from pipeline.cli.reading import report_failures
from pipeline.cli.shell import language, note
from pipeline.errors import UnreadableFileError, UsageError
from pipeline.messages import say
from pipeline.ocr import engines
from pipeline.ocr.engines import USUAL_DPI, Mode

if TYPE_CHECKING:
    from pipeline.heartbeat import Beat
    from pipeline.highlight.run import Written
    from pipeline.highlight.targets import Target
    from pipeline.registry import Registry


def highlight(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, or folders of files.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            help="The page to write: FILE.html; for several files a folder. By default out/NAME.html.",
        ),
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help="The copy of a PDF; by default NAME.highlighted.pdf beside the page."),
    ] = None,
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="Make no copy of a PDF.")] = False,
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            help="The registry that tells where references lead; by default out/registry.db if it has the "
            "file.",
            envvar="VANTHU_DB",
            readable=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            callback=whole_text,
            help="The standing of documents on this day: 2025-05-12; by default today.",
        ),
    ] = None,
    rules: Rules = None,
    ocr: Ocr = Mode.AUTO,
    ocr_dpi: OcrDpi = USUAL_DPI,
) -> None:
    """Show a file with its references, figures, tasks and findings marked.

    It writes one HTML page that needs no network and no script. Of a PDF it writes a copy too: the original
    unchanged, with the marks as annotations that any viewer shows. Files that cannot be read are listed; the
    exit code is then 4.
    """
    from pipeline.extraction import sound_rules
    from pipeline.highlight.targets import targets
    from pipeline.refs import iso_day
    from pipeline.walk import walk

    lang = language(context)
    sound_rules(rules)
    day = iso_day(as_of, "--as-of") if as_of else date.today().isoformat()
    if pdf is not None and no_pdf:
        raise UsageError("Give --pdf or --no-pdf, not both.", "Chỉ nêu một trong hai: --pdf hoặc --no-pdf.")
    found = walk(files)
    failed = [(path, str(error.strerror)) for path, error in found.unlisted.items()]
    if not found.files:
        note(say("no_files", lang))
    wanted = targets([(file.path, file.name) for file in found.files], output, pdf, with_pdf=not no_pdf)
    with engines.chosen(ocr, ocr_dpi), _opened(db, lang) as registry:
        failed += _highlight(wanted, rules, registry, db is not None, day, lang)
    report_failures(failed, lang)


@contextmanager
def _opened(db: Path | None, lang: str) -> Iterator[Registry | None]:
    """The registry that was named, else the usual one where it can be opened."""
    from pipeline.errors import RegistryError
    from pipeline.registry import Registry

    if db is None and not DEFAULT_DB.is_file():
        yield None
        return
    try:
        registry = Registry(db or DEFAULT_DB)
    except RegistryError as error:
        if db is not None:
            raise
        note(error.sentence(lang))  # nobody asked for it: the page is made without it
        yield None
        return
    with registry:
        yield registry


def _highlight(
    wanted: Sequence[Target], rules: Path | None, registry: Registry | None, asked: bool, day: str, lang: str
) -> list[tuple[str, str]]:
    """Make the pages; what could not be read is given back with the reason."""
    from pipeline.heartbeat import listening
    from pipeline.highlight import run
    from pipeline.reading import os_reason, rulebook
    from pipeline.summary import page_progress

    loaded = rulebook(rules)
    failed = []
    with page_progress(lang) as heard:
        for target in wanted:
            path = Path(target.source)
            try:
                with listening(_heard(heard, path)):
                    shown = run.shown(path, loaded, registry, day, target.page.parent, lang, asked=asked)
            except UnreadableFileError as error:
                failed.append((target.source, error.sentence(lang)))
                continue
            except OSError as error:
                failed.append((target.source, os_reason(error)[lang == "vi"]))
                continue
            _tell(run.write(path, shown, target.page, target.pdf, lang), target, lang)
    return failed


def _heard(heard: Callable[[Path, Beat], None] | None, path: Path) -> Callable[[Beat], None]:
    return lambda beat: heard(path, beat) if heard else None


def _tell(made: Written, target: Target, lang: str) -> None:
    """What was written, and how the marks were placed in the copy of a PDF."""
    note(say("written", lang, path=made.page))
    copied = made.copied
    if copied is not None:
        note(say("pdf_copied", lang, marks=copied.marks, path=made.pdf))
        told = {"pdf_estimated": copied.estimated, "pdf_unplaced": copied.unplaced}
        for key, count in told.items():
            if count:
                note(f"  {say(key, lang, count=count)}")
        for key, is_so in {"pdf_renewed": copied.renewed, "pdf_signed": copied.signed}.items():
            if is_so:
                note(f"  {say(key, lang)}")
    if made.refused is not None:
        note(say("pdf_failed", lang, name=target.name, reason=made.refused[lang == "vi"]))
