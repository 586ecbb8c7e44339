"""The command that shows one task in full, and by which a person sets it right: task."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.asking import answer, opened
from pipeline.cli.correcting import Who, check, correct, decide, take_back, understood
from pipeline.cli.options import DEFAULT_DB, Database, Limit, Output, whole_text, whole_words
from pipeline.cli.shell import language, note
from pipeline.cli.tasks import AsOf
from pipeline.errors import UsageError
from pipeline.messages import say


class TaskPaper(StrEnum):
    """How one task, or the list of corrections, is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"


def task(
    context: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="KEY",
            callback=whole_text,
            help="The first digits of a task's key; without it all corrections are listed.",
        ),
    ] = None,
    lead: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="The body that leads; may be given several times."),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            callback=whole_text,
            help="Its deadline: 2026-09-30, 2026-09, 2026-Q3, 2026, or none.",
        ),
    ] = None,
    done: Annotated[
        str | None, typer.Option(metavar="DATE", callback=whole_text, help="The day on which it was done.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS",
            callback=whole_text,
            help="What became of it: done, done_in_time, done_late, open; needs a --reason.",
        ),
    ] = None,
    not_a_task: Annotated[bool, typer.Option("--not-a-task", help="It is none; needs a --reason.")] = False,
    confirm: Annotated[
        str | None,
        typer.Option(metavar="KEY", callback=whole_text, help="This proposal speaks of the task."),
    ] = None,
    reject: Annotated[
        str | None,
        typer.Option(metavar="KEY", callback=whole_text, help="This place does not speak of the task."),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back all that was set and decided about this task.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(callback=whole_text, help="Why, kept with the decision.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option("--by", metavar="NAME", callback=whole_text, help="Who decides.")
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[
        TaskPaper | None,
        typer.Option("--format", help="How to write it; a task is written as table, json or jsonl."),
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """Show one task in full, set it right, or decide about what is only proposed.

    What a person sets stands above what the texts say and stays so when the files are read again; a proposal
    counts once it is confirmed. The exit code is 3 when no task, or more than one, has a key that begins so.
    """
    from pipeline.refs import iso_day

    lang = language(context)
    day = date.fromisoformat(iso_day(as_of, "--as-of")) if as_of is not None else date.today()
    correction = understood(whole_words(lead or []), deadline, status, done, not_a_task)
    decisions = ((confirm, "confirmed"), (reject, "rejected"))
    links = [(typed, decision) for typed, decision in decisions if typed is not None]
    who = Who(reason, reviewer)
    asked = correction.any() + len(links) + undo
    if key is None or asked > 1 or (not asked and (reason or reviewer)):
        if key is None and not asked and not reason and not reviewer:
            _list(db, format_, output, lang, limit)
            return
        raise _incomplete()
    check(correction, who, day)
    if undo:
        note(take_back(db, key, lang))
    elif links:
        note(decide(db, key, *links[0], who, day, lang))
    elif correction.any():
        for sentence in correct(db, key, correction, who, day, lang):
            note(sentence)
    else:
        _show(db, key, day, format_, output, lang)


def _incomplete() -> UsageError:
    return UsageError(
        "Give the KEY of a task and one thing to do: set it right (--lead, --deadline, --done, --status, "
        "--not-a-task), --confirm, --reject or --undo; KEY alone shows it, nothing lists corrections.",
        "Hãy cho MÃ của nhiệm vụ và một việc cần làm: sửa (--lead, --deadline, --done, --status, "
        "--not-a-task), --confirm, --reject hoặc --undo; chỉ nêu MÃ thì xem, để trống thì liệt kê.",
    )


def _list(db: Path, format_: TaskPaper | None, output: Path | None, lang: str, limit: int | None) -> None:
    from pipeline.listing import Format
    from pipeline.output import choose
    from pipeline.tasks import corrections

    chosen = choose(TaskPaper, format_, output)
    with opened(db, lang) as registry:
        found = corrections.listing(registry, limit and limit + 1)
    if not found.rows and format_ is None and output is None:
        note(say("task_no_corrections", lang))
        return
    answer(found, Format(chosen.value), output, lang, limit)


def _show(
    db: Path, key: str, day: date, format_: TaskPaper | None, output: Path | None, lang: str
) -> None:
    from pipeline.output import choose, write_chunks
    from pipeline.tasks import records, screen
    from pipeline.tasks.register import find

    chosen = choose(TaskPaper, format_, output)
    if chosen in (TaskPaper.CSV, TaskPaper.XLSX):
        raise UsageError(
            f"One task is written as table, json or jsonl; `vanthu tasks` writes {chosen.value}.",
            f"Một nhiệm vụ được ghi dạng table, json hoặc jsonl; `vanthu tasks` ghi dạng {chosen.value}.",
        )
    with opened(db, lang) as registry:
        found = find(registry, key, day)
    if chosen is TaskPaper.JSON:
        write_chunks(output, records.as_json([found]))
    elif chosen is TaskPaper.JSONL:
        write_chunks(output, records.as_lines([found]))
    else:
        write_chunks(output, [screen.one_task(found, day, lang)])


