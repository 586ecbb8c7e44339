"""Extracts the records of files without a registry: one file here, or many in worker processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.rulebook import Rulebook
from pipeline.errors import UnreadableFileError, UsageError
from pipeline.heartbeat import Beat, listening
from pipeline.ocr import engines
from pipeline.reading import hash_of, os_reason, rulebook
from pipeline.workers import Fate, Limits, Outcome, Pool, WorkerStartError

Record = dict[str, Any]
Reason = tuple[str, str]
_WORTH_WORKERS = 32
"""Files from which worker processes save more time than their start takes."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What became of one file: its record, or the reason in English and Vietnamese why there is none."""

    path: Path
    record: Record | None
    reason: Reason | None = None


def extract(path: Path | str, *, rules: Path | None = None, with_text: bool = False) -> Record:
    """The record of one file, as `vanthu extract` prints it.

    Args:
        path: A PDF, Office, HTML, Markdown or text file; its content decides which. A file in a zip
            archive has the archive's path in front (`in.zip/12.docx`).
        rules: A folder of your own rules that is put in front of the program's.
        with_text: Whether the record carries the canonical text that its offsets count in.

    Raises:
        UnreadableFileError: The file cannot be turned into text.
        UsageError: The rules cannot be used.
    """
    return _extract(Path(path), rulebook(rules), with_text)


def extract_all(
    paths: Sequence[Path],
    *,
    rules: Path | None = None,
    with_text: bool = False,
    jobs: int | None = None,
    time_limit: float = 120.0,
    heard: Callable[[Path, Beat], None] | None = None,
) -> Iterator[Extracted]:
    """What became of every file, in the order of `paths`, each once; a file that fails stops no other.

    Args:
        paths: Files, not folders.
        rules: As in `extract`.
        with_text: As in `extract`.
        jobs: Worker processes; with 1 everything happens in this process and there is no time limit. None
            takes one a processor where there are files enough to be worth starting them.
        time_limit: Seconds for one file; of a scan, for one page.
        heard: Called for every page of a scan that was recognised.

    Raises:
        UsageError: The rules cannot be used, or no worker can be started.
    """
    work = start(rules, with_text)
    once = list(dict.fromkeys(paths))
    if jobs is None:
        jobs = (os.cpu_count() or 1) if len(once) >= _WORTH_WORKERS else 1
    if jobs == 1 or len(once) < 2:
        return (_in_process(work, path, heard) for path in once)
    return _in_workers(once, (rules, with_text), min(jobs, len(once)), time_limit, heard)


def sound_rules(overlay: Path | None) -> None:
    """Refuse a folder of a user's own rules in which a row does not do what its example says.

    Raises:
        UsageError: the rules cannot be used, or a row is broken; the message names the first.
    """
    rulebook(overlay)
    if overlay is None:
        return
    from extractors.rulecheck import check_rules

    problems = check_rules(overlay)
    if problems:
        first = problems[0]
        where = f"{first.file}:{first.line}" if first.line else first.file
        raise UsageError(
            f"The rules in {overlay} have {len(problems)} problem(s), first {where}: {first.why}. "
            f"See `vanthu rules check --rules {overlay}`.",
            f"Quy tắc trong {overlay} có {len(problems)} lỗi, lỗi đầu tại {where}: {first.why}. "
            f"Xem `vanthu rules check --rules {overlay}`.",
        )


def start(rules: Path | None, with_text: bool) -> Callable[[Path], tuple[Record | None, Reason | None]]:
    """What a worker does with every file: the record, or the reason why there is none."""
    loaded = rulebook(rules)

    def work(path: Path) -> tuple[Record | None, Reason | None]:
        try:
            return _extract(path, loaded, with_text), None
        except UnreadableFileError as error:
            return None, (error.english, error.vietnamese)
        except OSError as error:
            return None, os_reason(error)

    return work


def _extract(path: Path, rules: Rulebook, with_text: bool) -> Record:
    from extractors.extract import extract_facts
    from pipeline.archives import name_of
    from pipeline.readers import read
    from pipeline.record import record

    document = read(path, name_of(path))
    facts = extract_facts(document, rules)
    return record(document, facts, rules, hash_of(str(path)), str(path), with_text)


def _in_process(
    work: Callable[[Path], tuple[Record | None, Reason | None]],
    path: Path,
    heard: Callable[[Path, Beat], None] | None,
) -> Extracted:
    try:
        with listening(lambda beat: heard(path, beat) if heard else None):
            return Extracted(path, *work(path))
    except Exception as error:
        # A file of a shape nobody thought of must not cost the user the files after it.
        return Extracted(path, None, _failed(f"{type(error).__name__}: {error}"))


def _in_workers(
    paths: Sequence[Path],
    arguments: tuple[Path | None, bool],
    jobs: int,
    time_limit: float,
    heard: Callable[[Path, Beat], None] | None,
) -> Iterator[Extracted]:
    pool: Pool[Path, tuple[Record | None, Reason | None]]
    pool = Pool(start, arguments, jobs, Limits(seconds=time_limit), heard)
    ready: dict[Path, Extracted] = {}
    due = iter(paths)
    next_path = next(due, None)
    try:
        with engines.beside(jobs):
            for outcome in pool.run(paths):
                ready[outcome.item] = _outcome(outcome, time_limit)
                while next_path is not None and next_path in ready:
                    yield ready.pop(next_path)
                    next_path = next(due, None)
    except WorkerStartError as error:
        raise UsageError(
            f"Worker processes cannot be started ({error}); try --jobs 1.",
            f"Không khởi động được tiến trình phụ ({error}); hãy thử --jobs 1.",
        ) from error


def _outcome(
    outcome: Outcome[Path, tuple[Record | None, Reason | None]], time_limit: float
) -> Extracted:
    if outcome.fate is Fate.DONE and outcome.result is not None:
        return Extracted(outcome.item, *outcome.result)
    if outcome.fate is Fate.TIME_LIMIT:
        reason = (
            f"Reading took longer than {time_limit:g} seconds; raise --time-limit or split the file.",
            f"Đọc quá {time_limit:g} giây; hãy tăng --time-limit hoặc tách tệp.",
        )
        return Extracted(outcome.item, None, reason)
    return Extracted(outcome.item, None, _failed(outcome.error))


def _failed(what: str) -> Reason:
    return (
        f"The program failed on this file ({what}); the other files are not affected.",
        f"Chương trình gặp lỗi với tệp này ({what}); các tệp khác không bị ảnh hưởng.",
    )
