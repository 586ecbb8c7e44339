"""How a browser is let in: by the token of this start for writing, by the password from other machines."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response
from itsdangerous import BadSignature

from pipeline.web.asking import Routes, argument, page

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

ENTRY = "/vao-so"
COOKIE, NAMESPACE = "vanthu", "vanthu-access"
REVIEWER = "vanthu-reviewer"
"""Namespace under which the name that a person signs decisions with is kept in a cookie."""
_SLOW = 0.5
"""Seconds before a wrong password is refused: trying many takes long."""


def actor(datasette: Site, request: Request) -> dict[str, str] | None:
    """The browser's right to write, None where it has none."""
    signed = request.cookies.get(COOKIE)
    if not signed:
        return None
    try:
        known = datasette.unsign(signed, NAMESPACE)
    except BadSignature:
        return None
    return {"id": "nguoi-dung"} if known == "may write" else None


async def enter(datasette: Site, request: Request) -> Response:
    """Let a browser in that brings the token or, by the form, the password."""
    access = datasette.access
    onward = within(argument(request, "tiep"))
    token = argument(request, "ma")
    if token:
        if not access.is_token(token):
            return await page(datasette, request, "vt_enter.html", 403, onward=onward, wrong="token")
        return _let_in(datasette, onward)
    if request.method == "POST":
        typed = (await request.post_vars()).get("mat_khau", "")
        if access.is_password(typed):
            return _let_in(datasette, onward)
        await asyncio.sleep(_SLOW)
        return await page(datasette, request, "vt_enter.html", 403, onward=onward, wrong="password")
    return await page(datasette, request, "vt_enter.html", onward=onward, wrong="")


def _let_in(datasette: Site, onward: str) -> Response:
    response = Response.redirect(onward, status=303)
    response.set_cookie(COOKIE, datasette.sign("may write", NAMESPACE), httponly=True, samesite="strict")
    return response


def within(onward: str) -> str:
    """An address on this server, so that nobody is sent elsewhere by a link to us."""
    plain = onward.startswith("/") and not onward.startswith(("//", "/\\"))
    return onward if plain and onward.isprintable() else "/"


async def leave(datasette: Site, request: Request) -> Response:
    """Take the right to write back from this browser."""
    response = Response.redirect("/", status=303)
    if request.method == "POST":
        response.set_cookie(COOKIE, "", max_age=0, expires=0, httponly=True, samesite="strict")
    return response


ROUTES: Routes = ((rf"^{ENTRY}$", enter), (rf"^{ENTRY}/thoat$", leave))
