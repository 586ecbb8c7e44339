"""One finding of the audit: its sentences, its arithmetic, and what people decide about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from extractors.rulebook import Rulebook, load_rules
from pipeline.audit import reviews, screen
from pipeline.audit import rules as wording
from pipeline.audit.findings import Found, Tried, check_of, findings_by_key
from pipeline.audit.numbers import interval
from pipeline.registry import Registry
from pipeline.web import deciding
from pipeline.web.asking import LANG, Routes, page
from pipeline.web.deciding import BACK, NAME, REASON, SEEN, WHAT, Form, RefusedError

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/ra-soat"
LEAST = 8
"""So many digits of a key must be in an address at least."""
_DECISIONS = {"chap-nhan": "accepted", "bo-qua": "dismissed"}
_UNDO = "hoan-tac"


@dataclass(frozen=True, slots=True)
class One:
    """What a key names: a finding with its check, or else the decision about one that is found no more."""

    found: Found | None
    check: Tried | None
    kept: reviews.Kept | None


def finding_address(key: str) -> str:
    """Where one finding is shown."""
    return f"{PATH}/{key}"


def seen(kept: reviews.Kept | None) -> str:
    """The mark of what is decided about a finding now."""
    return deciding.state((kept.decision, kept.reason, kept.reviewer, kept.made) if kept else ())


def words(rulebook: Rulebook) -> dict[str, Any]:
    """What templates word findings with."""
    return {
        "signs": screen.SIGNS, "verdict_signs": screen.VERDICT_SIGNS, "emphasised": screen.emphasised,
        "sides": lambda found: screen.sides(found, LANG),
        "title": lambda rule: wording.title(rule, rulebook, LANG),
        "advice": lambda rule: wording.advice(rule, rulebook, LANG),
        "interval": interval, "finding_address": finding_address, "state": seen_of, "PATH": PATH,
    }  # fmt: skip


def seen_of(found: Found) -> str:
    """The mark of what a finding shows as decided."""
    if found.status == "open":
        return deciding.state(())
    return deciding.state((found.status, found.reason, found.reviewer, found.made))


async def finding(datasette: Site, request: Request) -> Response:
    """The page; with POST a decision."""
    key = request.url_vars["key"].casefold()
    one = await datasette.ask(lambda registry: _named(registry, key))
    whole = one.found.key if one.found else one.kept.key if one.kept else ""
    if request.method != "POST":
        if request.path != finding_address(whole):
            return Response.redirect(finding_address(whole))
        return await _shown(datasette, request, one, Form())
    form = await deciding.read(request)
    try:
        deciding.check_right(request, form)
        await _decided(datasette, one, form)
    except RefusedError as refused:
        one = await datasette.ask(lambda registry: _named(registry, key))
        return await _shown(datasette, request, one, form, refused)
    back = form[BACK] if form[BACK].startswith(f"{PATH}?") or form[BACK] == PATH else ""
    if not back:
        return deciding.done(datasette, form, PATH if one.found is None else finding_address(whole))
    joined = "&" if "?" in back else "?"
    return deciding.done(datasette, form, f"{back}{joined}vua={whole}#vua")


async def _shown(
    datasette: Site, request: Request, one: One, form: Form, refused: RefusedError | None = None
) -> Response:
    status = refused.status if refused else 200 if one.found else 410
    return await page(
        datasette,
        request,
        "vt_finding.html",
        status,
        one=one.found,
        check=one.check,
        kept=one.kept,
        seen=seen(one.kept),
        typed=form,
        refused=refused,
        reviewer=form[NAME] or deciding.reviewer(datasette, request),
        **words(load_rules()),
    )


def _named(registry: Registry, key: str) -> One:
    """What a key, or the beginning of one, names.

    Raises:
        NotFound: nothing, or several findings.
    """
    if len(key) < LEAST or not set(key) <= set("0123456789abcdef"):
        raise NotFound(key)
    found = findings_by_key(registry, key)
    kept = reviews.kept_of(registry.connection, found[0].key if len(found) == 1 else key)
    if len(found) == 1:
        return One(found[0], check_of(registry, found[0].key), kept[0] if kept else None)
    if found or len(kept) != 1:
        raise NotFound(key)
    return One(None, None, kept[0])


async def _decided(datasette: Site, one: One, form: Form) -> None:
    """Keep, or take back, a decision.

    Raises:
        RefusedError: it makes no sense, or somebody else decided in between.
    """
    what = form[WHAT]
    if what not in (*_DECISIONS, _UNDO):
        raise RefusedError(400, "Hãy chọn chấp nhận, bỏ qua hoặc hoàn tác.")
    if what == "bo-qua" and not form[REASON]:
        raise RefusedError(400, "Bỏ qua một phát hiện phải có lý do; hãy ghi lý do rồi gửi lại.")
    found = one.found
    if found is None and what != _UNDO:
        raise RefusedError(410, "Phát hiện này không còn trong sổ nên không ghi quyết định được.")

    def change(connection: sqlite3.Connection) -> None:
        key = found.key if found else one.kept.key if one.kept else ""
        now = reviews.kept_of(connection, key)
        if form[SEEN] and form[SEEN] != seen(now[0] if now else None):
            raise RefusedError(409, _OVERTAKEN)
        if what == _UNDO:
            reviews.take_back(connection, key)
        elif found is not None:
            reviews.put(connection, found, _DECISIONS[what], form.given(REASON), form.given(NAME))

    await deciding.write(datasette, change)


_OVERTAKEN = (
    "Trong lúc bạn xem, người khác đã quyết định về phát hiện này; quyết định hiện có ghi dưới đây. "
    "Những gì bạn đã gõ vẫn còn: hãy gửi lại nếu muốn thay."
)


ROUTES: Routes = ((rf"^{PATH}/(?P<key>[^/]+)$", finding),)
