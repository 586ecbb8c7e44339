"""The command that lists who was told to do what by when, and what became of it: tasks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.asking import SCREEN_ROWS, opened
from pipeline.cli.options import DEFAULT_DB, Database, Limit, Output, whole_text, whole_words
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.registry import Registry
    from pipeline.tasks.groups import Listed
    from pipeline.tasks.register import Wanted


class TaskFormat(StrEnum):
    """How tasks are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    DOCX = "docx"
    ICS = "ics"
    HTML = "html"


BODY_ROWS = 20
"""Rows of each body that a board shows on the screen where --limit does not say."""
_BOARDS = (TaskFormat.TABLE, TaskFormat.HTML)

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=whole_text,
        help="Where tasks stand on this day: 2026-06-30; by default today.",
    ),
]


def tasks(
    context: typer.Context,
    lead: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Who leads; a part of the name is enough, diacritics may be left out; may be given several "
            "times.",
        ),
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Who works with the lead; may be given several times."),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS",
            help="overdue, open, done_late, done_in_time, no_deadline, unknown, or “quá hạn” …; may be given "
            "several times.",
        ),
    ] = None,
    due_before: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=whole_text, help="Due on this day or earlier: 2026-09-30."),
    ] = None,
    due_after: Annotated[
        str | None, typer.Option(metavar="DATE", callback=whole_text, help="Due on this day or later.")
    ] = None,
    due_within: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=0, help="Due from --as-of up to so many days later: 30."),
    ] = None,
    assigned_by: Annotated[
        str | None,
        typer.Option(metavar="REF", callback=whole_text, help="Only tasks that this document gives."),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            callback=whole_text,
            help="All these words are in the task; diacritics may be left out.",
        ),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", callback=whole_text, help="task or recommendation.")
    ] = None,
    as_of: AsOf = None,
    board: Annotated[
        bool, typer.Option("--board", help="A board by body: counts by status and tasks, overdue ones first.")
    ] = False,
    format_: Annotated[
        TaskFormat | None,
        typer.Option(
            "--format",
            help="A table, a file for programs, a sheet (xlsx), the annex of a reminder letter (docx), a "
            "calendar (ics) or the board as a page (html).",
        ),
    ] = None,
    output: Output = None,
    db: Database = DEFAULT_DB,
    limit: Limit = None,
) -> None:
    """List tasks: who was told to do what, by when, in which document, and what became of it.

    The status of a task is worked out for one day from its deadline and from what later documents say for
    sure; what is only proposed is shown as a proposal and counts for nothing until a person confirms it. On a
    board --limit counts the rows of each body.
    """
    from pipeline.output import choose, writable
    from pipeline.refs import find_document, iso_day
    from pipeline.tasks import typed
    from pipeline.tasks.register import Wanted

    lang, chosen = language(context), choose(TaskFormat, format_, output)
    writable(output)
    if board and chosen not in _BOARDS:
        raise UsageError(
            f"--board is drawn on the screen or as html, not as {chosen.value}.",
            f"--board chỉ vẽ trên màn hình hoặc ở dạng html, không ghi dạng {chosen.value}.",
        )
    day = date.fromisoformat(iso_day(as_of, "--as-of")) if as_of is not None else date.today()
    first, last = _due(due_after, due_before, due_within, day)
    chosen_statuses = typed.statuses(whole_words(status or []))
    chosen_kind = typed.kind(kind) if kind is not None else None
    with opened(db, lang) as registry:
        _note_unread(registry, lang)
        wanted = Wanted(
            leads=tuple(whole_words(lead or [])),
            partners=tuple(whole_words(partner or [])),
            statuses=chosen_statuses,
            due_from=first,
            due_to=last,
            assigned_by=find_document(registry, assigned_by) if assigned_by is not None else None,
            topic=topic,
            kind=chosen_kind,
        )
        found = _found(registry, wanted, day, lang)
    on_screen = chosen is TaskFormat.TABLE and output is None
    if not found.tasks and on_screen:
        return
    by_body = board or chosen is TaskFormat.HTML
    limit = limit or ((BODY_ROWS if by_body else SCREEN_ROWS) if on_screen else None)
    _write(replace(found, most=limit), chosen, board, output, lang)
    if limit is not None and len(found.tasks) > limit and not by_body:
        note(say("limited", lang, limit=limit))


def _due(
    after: str | None, before: str | None, within: int | None, as_of: date
) -> tuple[date | None, date | None]:
    """The first and the last day of the deadlines that are asked for."""
    from pipeline.refs import iso_day

    if within is not None:
        if after or before:
            raise UsageError(
                "--due-within stands for both ends: leave out --due-before and --due-after.",
                "--due-within đã nêu cả hai đầu: hãy bỏ --due-before và --due-after.",
            )
        return as_of, _later(as_of, within)
    first = date.fromisoformat(iso_day(after, "--due-after")) if after is not None else None
    last = date.fromisoformat(iso_day(before, "--due-before")) if before is not None else None
    if first and last and first > last:
        raise UsageError(
            f"--due-after {first} lies after --due-before {last}: no deadline fits.",
            f"--due-after {first} sau --due-before {last}: không thời hạn nào phù hợp.",
        )
    return first, last


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise UsageError(
            f"--due-within {days} goes beyond the calendar; give fewer days.",
            f"--due-within {days} vượt quá lịch; hãy cho ít ngày hơn.",
        ) from None


def _note_unread(registry: Registry, lang: str) -> None:
    """Tell of files that a version without tasks read, and that were not read since."""
    sql = "SELECT count(*) FROM files WHERE status = 'registered' AND fingerprint = ''"
    if count := registry.query(sql)[0][0]:
        note(say("tasks_unread", lang, count=count))


def _found(registry: Registry, wanted: Wanted, as_of: date, lang: str) -> Listed:
    """What is asked for, the most urgent first; where there is nothing, why is told."""
    from pipeline.tasks.groups import Listed, ordered
    from pipeline.tasks.register import Wanted, assigned

    found = ordered(assigned(registry, wanted, as_of))
    if not found:
        if not registry.query("SELECT 1 FROM files WHERE status = 'registered' LIMIT 1"):
            note(say("tasks_no_files", lang))
        elif not assigned(registry, Wanted(), as_of):
            note(say("tasks_empty", lang))
        else:
            note(say("tasks_none", lang))
    return Listed(found, as_of, wanted.due_from, wanted.due_to)


def _write(listed: Listed, chosen: TaskFormat, board: bool, output: Path | None, lang: str) -> None:
    from pipeline.listing import Format
    from pipeline.output import write, write_chunks, write_file
    from pipeline.tasks import records

    most = listed.tasks[: listed.most]
    if chosen is TaskFormat.CSV:
        write(records.listing(most, lang), Format.CSV, output, lang)
    elif chosen is TaskFormat.JSON:
        write_chunks(output, records.as_json(most))
    elif chosen is TaskFormat.JSONL:
        write_chunks(output, records.as_lines(most))
    elif chosen is TaskFormat.HTML:
        from pipeline.tasks.page import page

        write_chunks(output, [page(listed, lang)])
    elif chosen is TaskFormat.ICS:
        _calendar(replace(listed, tasks=most), output, lang)
    elif output is not None and chosen in (TaskFormat.XLSX, TaskFormat.DOCX):
        write_file(output, _sheet(replace(listed, tasks=most), chosen, lang))
    else:
        from pipeline.tasks import screen

        screen.draw(screen.board(listed, lang) if board else screen.task_list(listed, lang), output)


def _sheet(listed: Listed, chosen: TaskFormat, lang: str) -> bytes:
    from pipeline.output import EXCEL_CELL

    if chosen is TaskFormat.DOCX:
        from pipeline.tasks import sheet_docx

        return sheet_docx.sheet(listed, lang)
    from pipeline.tasks import sheet_xlsx

    data, shortened = sheet_xlsx.sheet(listed, lang)
    if shortened:
        note(say("tasks_cut_cell", lang, count=shortened, most=EXCEL_CELL))
    return data


def _calendar(listed: Listed, output: Path | None, lang: str) -> None:
    from pipeline.output import write_chunks, write_file
    from pipeline.tasks.calendar_ics import calendar

    data, undated = calendar(listed, lang)
    if output is None:
        text = data.decode("utf-8")
        # where the screen ends lines with CR LF by itself, the calendar's own would be doubled
        write_chunks(None, [text.replace("\r\n", "\n") if os.linesep == "\r\n" else text])
    else:
        write_file(output, data)
    if undated:
        note(say("tasks_undated", lang, count=undated))
