"""What `ingest` shows: a progress bar, and in the end what it did and what the registry holds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline import queries
from pipeline.audit.findings import Wanted, count_by_severity
from pipeline.copies import decisions
from pipeline.heartbeat import Beat
from pipeline.ingest import Progress, RunReport
from pipeline.messages import say
from pipeline.registry import Registry
from pipeline.schema import MEANS_A_DOCUMENT
from pipeline.table import table

_STANDING = f"""
SELECT (SELECT count(*) FROM documents), count(*),
       coalesce(sum(status = 'resolved'), 0), coalesce(sum(status = 'ambiguous'), 0),
       coalesce(sum(status = 'unresolved'), 0)
FROM mentions WHERE {MEANS_A_DOCUMENT}
AND file_id NOT IN (SELECT id FROM files WHERE copy_of IS NOT NULL)"""


@contextmanager
def progress_bar(lang: str) -> Iterator[Callable[[Progress], None] | None]:
    """A callback that moves a bar with rate and remaining time; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    text, rate_text = TextColumn("{task.description}"), TextColumn("{task.fields[rate]}")
    columns = (text, BarColumn(), MofNCompleteColumn(), rate_text, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("reading", lang), total=None, rate="")

        def tell(progress: Progress) -> None:
            stage = "resolving" if progress.stage == "resolve" else "reading"
            rate = f"{progress.rate:.1f} {say('files_a_second', lang)}"
            told = say(stage, lang)
            if progress.scan is not None:
                file, done, total = progress.scan
                told = say("recognising", lang, file=file, done=done, total=total)
            bar.update(
                task, description=told, total=progress.total, completed=progress.done, rate=rate
            )

        yield tell


@contextmanager
def page_progress(lang: str) -> Iterator[Callable[[Path, Beat], None] | None]:
    """A callback that names the page of a scan just done; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda path, beat: status.update(
            say("recognising", lang, file=path.name, done=beat.done, total=beat.total)
        )


def summary(registry: Registry, report: RunReport, rows: int, lang: str) -> str:
    """The counts of a run and of the registry, then the first `rows` plans that reference decisions."""
    documents, references, resolved, ambiguous, unresolved = registry.query(_STANDING)[0]
    counts = {
        "files_found": report.found,
        "files_read": report.read,
        "files_skipped": report.unchanged,
        "files_removed": report.removed,
        "files_failed": report.failed,
        **_copies(registry),
        "documents": documents,
        "references": references,
        "resolved": resolved,
        "ambiguous": ambiguous,
        "unresolved": unresolved,
        "seconds": f"{report.seconds:.1f}",
    }
    width = max(len(say(key, lang)) for key in counts)
    lines = [f"{say(key, lang):<{width}}  {count:>8}\n" for key, count in counts.items()]
    told = (_plans(registry, rows, lang), _findings(registry, lang), _proposed(registry, lang))
    return "".join(lines) + "\n" + "".join(told)


def _findings(registry: Registry, lang: str) -> str:
    """How many findings wait for a decision; nothing where none does."""
    counts = count_by_severity(registry, Wanted())["open"]
    if not counts["error"] and not counts["warning"]:
        return ""
    return "\n" + say("audit_open", lang, **counts, db=_typed(registry.path)) + "\n"


def _copies(registry: Registry) -> dict[str, int]:
    """How many files of the registry are copies of others; nothing where none is."""
    count = int(registry.query("SELECT count(*) FROM files WHERE copy_of IS NOT NULL")[0][0])
    return {"copies_of_others": count} if count else {}


def _proposed(registry: Registry, lang: str) -> str:
    """How many pairs of files wait for a person to say whether they are one document."""
    count = decisions.count_open(registry)
    return "\n" + say("copies_proposed", lang, count=count, db=_typed(registry.path)) + "\n" if count else ""


def _typed(path: Path) -> str:
    """A path as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def _plans(registry: Registry, rows: int, lang: str) -> str:
    listing, total = queries.plans_citing_decisions(registry, rows)
    if total == 0:
        return say("no_plans_citing_decisions", lang) + "\n"
    title = f"{say('plans_citing_decisions', lang)}: {total}"
    if not listing.rows:
        return title + "\n"
    more = total - len(listing.rows)
    hint = say("more_rows", lang, count=more, db=_typed(registry.path)) + "\n" if more else ""
    return table(listing, lang, title) + hint
