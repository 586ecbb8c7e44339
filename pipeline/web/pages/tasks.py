"""The tasks: a board by status, a list, a table by body; filters, what falls due soon, and files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from datasette.utils.asgi import Request, Response

from pipeline.errors import UsageError
from pipeline.listing import Format
from pipeline.refs import find_document, iso_day
from pipeline.registry import Registry
from pipeline.tasks import standing, typed
from pipeline.tasks.groups import Listed
from pipeline.tasks.model import Assigned, Status
from pipeline.web import tasklist
from pipeline.web.asking import LANG, PAGE_ROWS, Paging, Routes, argument, file, page, page_number
from pipeline.web.task_words import PATH, TaskWords
from pipeline.web.tasklist import Asked, Group, Tasklist

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

VIEWS = (("", "Theo tình trạng"), ("danh-sach", "Danh sách"), ("co-quan", "Theo cơ quan"))
_FILTERS = (
    "q", "chu-tri", "phoi-hop", "tinh-trang", "tu", "den", "van-ban", "loai", "de-xuat", "ngay", "xem",
)  # fmt: skip
_CARDS, _SOON, _BODIES = 8, 10, 12
_LONG = 900.0
"""Seconds that a file may wait for the tasks to be worked out."""
_FILES = ("xlsx", "csv", "ics")
Answer = TypeVar("Answer")


async def tasks(datasette: Site, request: Request) -> Response:
    """The page, or what is asked for as a file."""
    number = page_number(request)
    asked = await datasette.ask(lambda registry: read(registry, request))
    wanted, view = _wanted_file(request), asked.typed.get("xem", "")
    if view not in (name for name, _ in VIEWS):
        raise UsageError(f'There is no view "{view}".', f"Không có cách xem “{view}”.")
    board = await datasette.board.at(asked.day, _LONG if wanted else 0.15)
    if board is None:
        total = await datasette.ask(lambda registry: registry.query("SELECT count(*) FROM tasks")[0][0])
        return await page(datasette, request, "vt_tasks_waiting.html", total=total, PATH=PATH)
    if wanted:
        return await _file(datasette, board, asked, wanted)
    makers = {"": _board, "danh-sach": _list, "co-quan": _by_body}
    shown = await _asked(board, asked, lambda found: makers[view](found, asked, number))
    groups = list(dict.fromkeys(group for part in shown["groups"].values() for group in part))
    at = await datasette.ask(lambda registry: _in_full(registry, groups, asked.day))
    parts = {name: [at[group] for group in part if group in at] for name, part in shown["groups"].items()}
    context = {**shown, "parts": parts, "asked": asked, "view": view, "views": VIEWS, "PATH": PATH}
    return await page(datasette, request, "vt_tasks.html", **context, w=TaskWords(asked.day), **_constants())


def _constants() -> dict[str, Any]:
    kinds = (("task", "nhiệm vụ"), ("recommendation", "kiến nghị"))
    return {"kinds": kinds, "no_lead": tasklist.NO_LEAD, "soon_days": tasklist.SOON, "exports": _FILES}


def read(registry: Registry, request: Request) -> Asked:
    """What the address asks for.

    Raises:
        UsageError: a filter has a value that it cannot have.
        UnknownReferenceError: it names a document that is not there, or several.
    """
    given = {name: told for name in _FILTERS if (told := argument(request, name))}
    status, kind, document = given.get("tinh-trang"), given.get("loai"), given.get("van-ban")
    return Asked(
        given,
        day_of(request),
        typed.statuses([status]) if status else (),
        _day(given.get("tu")),
        _day(given.get("den")),
        find_document(registry, document) if document else None,
        typed.kind(kind) if kind else None,
    )


def day_of(request: Request) -> date:
    """The day at which statuses are asked for, by default today.

    Raises:
        UsageError: the address tells no day.
    """
    return _day(argument(request, "ngay")) or date.today()


def _day(told: str | None) -> date | None:
    return date.fromisoformat(iso_day(told, "Ngày")) if told else None


async def _asked(board: Path, asked: Asked, question: Callable[[Tasklist], Answer]) -> Answer:
    """The answer of the tasks to a question; it runs in a thread."""

    def answered() -> Answer:
        with tasklist.opened(board, asked) as found:
            return question(found)

    return await asyncio.to_thread(answered)


def _in_full(registry: Registry, groups: Sequence[Group], day: date) -> dict[Group, Assigned]:
    """The tasks of these places; what an ingest took away since is left out."""
    pairs = standing.among(registry, groups, day)
    place = {member: group for group in groups for member in group}
    return {place[places.head.id]: one for places, one in pairs}


def _common(found: Tasklist) -> dict[str, Any]:
    counts = found.counts()
    return {"counts": counts, "total": sum(counts.values()), "proposals": found.proposals()}


def _board(found: Tasklist, asked: Asked, number: int) -> dict[str, Any]:
    """The first tasks of every status, what falls due soon, and the bodies with most overdue tasks."""
    common = _common(found)
    wanted = asked.statuses or tuple(common["counts"])
    columns = [status for status in wanted if common["counts"][status]]
    soon, soon_total = found.soon(_SOON)
    bodies, bodies_total = found.bodies(_BODIES)
    groups: dict[Status | str, list[Group]] = {one: found.groups([one], _CARDS) for one in columns}
    return {
        **common, "columns": columns, "bodies": bodies, "bodies_total": bodies_total,
        "soon_total": soon_total, "groups": {**groups, "soon": soon},
    }  # fmt: skip


def _list(found: Tasklist, asked: Asked, number: int) -> dict[str, Any]:
    """One page of the list."""
    common = _common(found)
    total = sum(common["counts"][one] for one in asked.statuses) if asked.statuses else common["total"]
    rows = found.groups(asked.statuses, PAGE_ROWS, (number - 1) * PAGE_ROWS)
    return {**common, "paging": Paging(PATH, asked.typed, number, total), "groups": {"rows": rows}}


def _by_body(found: Tasklist, asked: Asked, number: int) -> dict[str, Any]:
    """One page of the bodies."""
    bodies, total = found.bodies(PAGE_ROWS, (number - 1) * PAGE_ROWS)
    paging = Paging(PATH, asked.typed, number, total)
    return {**_common(found), "bodies": bodies, "bodies_total": total, "paging": paging, "groups": {}}


def _wanted_file(request: Request) -> str:
    """The kind of file that is asked for, "" for the page.

    Raises:
        UsageError: there is no such kind.
    """
    wanted = argument(request, "xuat")
    if wanted and wanted not in _FILES:
        known = ", ".join(_FILES)
        raise UsageError(
            f'There is no format "{wanted}"; there are: {known}.',
            f"Không có dạng tệp “{wanted}”; hiện có: {known}.",
        )
    return wanted


async def _file(datasette: Site, board: Path, asked: Asked, wanted: str) -> Response:
    """All the tasks asked for: a row each (CSV), the sheet that offices know (XLSX), or a calendar."""
    groups = await _asked(board, asked, lambda found: found.groups(asked.statuses))
    at = await datasette.ask(lambda registry: _in_full(registry, groups, asked.day))
    listed = Listed([at[group] for group in groups if group in at], asked.day, asked.due_from, asked.due_to)
    if wanted == "csv":
        from pipeline.tasks import records

        return await file(records.listing(listed.tasks, LANG), Format.CSV, "nhiem-vu")
    data = await asyncio.to_thread(_sheet if wanted == "xlsx" else _calendar, listed)
    media = {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ics": "text/calendar; charset=utf-8",
    }
    named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'nhiem-vu.{wanted}')}"}
    return Response(data, headers=named, content_type=media[wanted])


def _sheet(listed: Listed) -> bytes:
    from pipeline.tasks import sheet_xlsx

    return sheet_xlsx.sheet(listed, LANG)[0]


def _calendar(listed: Listed) -> bytes:
    from pipeline.tasks.calendar_ics import calendar

    return calendar(listed, LANG)[0]


ROUTES: Routes = ((rf"^{PATH}$", tasks),)
