"""One task: its words, why its status is what it is, and what people set and decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.errors import UnknownReferenceError
from pipeline.messages import say
from pipeline.registry import Registry
from pipeline.tasks import corrections
from pipeline.tasks.corrections import Kept
from pipeline.tasks.model import Assigned
from pipeline.tasks.register import find
from pipeline.tasks.status import SETTABLE
from pipeline.web import deciding, task_forms
from pipeline.web.asking import LANG, Routes, address, page
from pipeline.web.deciding import NAME, Form, RefusedError
from pipeline.web.pages.tasks import day_of
from pipeline.web.task_forms import FIELDS
from pipeline.web.task_words import PATH, TaskWords

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_LEAST = 8
_STATES = {state: say("task_set_done" if state == "done" else f"task_{state}", LANG) for state in SETTABLE}


@dataclass(frozen=True, slots=True)
class One:
    """What a key names: a task with what people decided about it, or words that somebody said are no task."""

    key: str
    task: Assigned | None
    kept: tuple[Kept, ...]
    words: str


async def task(datasette: Site, request: Request) -> Response:
    """The page; with POST a correction or a decision."""
    key, day = request.url_vars["key"].casefold(), day_of(request)
    one = await datasette.ask(lambda registry: named(registry, key, day))
    asked = {} if day == date.today() else {"ngay": day.isoformat()}
    if request.method != "POST":
        if request.path != f"{PATH}/{one.key}":
            return Response.redirect(address(f"{PATH}/{one.key}", asked))
        return await _shown(datasette, request, one, day, Form())
    form = await deciding.read(request)
    try:
        deciding.check_right(request, form)
        change = await datasette.ask(
            lambda registry: task_forms.change(registry, one.task, one.key, form, day)
        )
        await deciding.write(datasette, change)
    except RefusedError as refused:
        one = await datasette.ask(lambda registry: named(registry, key, day))
        return await _shown(datasette, request, one, day, form, refused)
    await datasette.board.decided({one.key})
    onward = address(f"{PATH}/{one.key}", {**asked, "vua": form[deciding.WHAT]})
    return deciding.done(datasette, form, onward)


async def _shown(
    datasette: Site, request: Request, one: One, day: date, form: Form, refused: RefusedError | None = None
) -> Response:
    return await page(
        datasette,
        request,
        "vt_task.html",
        refused.status if refused else 200,
        one=one,
        task=one.task,
        kept=[(made, task_forms.told(made)) for made in one.kept],
        seen=task_forms.seen(one.kept),
        typed=form,
        refused=refused,
        just=request.args.get("vua") in task_forms.DONE and task_forms.DONE[request.args["vua"]],
        reviewer=form[NAME] or deciding.reviewer(datasette, request),
        states=_STATES,
        fields=FIELDS,
        w=TaskWords(day),
        PATH=PATH,
    )


def named(registry: Registry, key: str, day: date) -> One:
    """What a key, or the beginning of one, names.

    Raises:
        NotFound: nothing, or several tasks.
    """
    if len(key) < _LEAST or not set(key) <= set("0123456789abcdef"):
        raise NotFound(key)
    rows = registry.query(
        "SELECT t.key, coalesce(c.key, t.key) AS own, t.text FROM tasks t"
        " LEFT JOIN tasks c ON c.id = t.copy_of WHERE t.key >= ? AND t.key < ?",
        (key, key + "g"),
    )
    if len({row["own"] for row in rows}) != 1:
        raise NotFound(key)
    try:
        found = find(registry, rows[0]["own"], day)
    except UnknownReferenceError:  # somebody said that it is none
        found = None
    whole = found.key if found else str(rows[0]["own"])
    kept = tuple(corrections.kept_about(registry.connection, whole))
    return One(whole, found, kept, str(rows[0]["text"]))


ROUTES: Routes = ((rf"^{PATH}/(?P<key>[^/]+)$", task),)
