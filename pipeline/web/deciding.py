"""What every form does that writes: who may, what was typed, one short transaction, and who signs it."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, urlsplit

from datasette.utils.asgi import Request, Response
from itsdangerous import BadSignature

from pipeline.errors import RegistryError, UnknownReferenceError, VanthuError
from pipeline.registry import Registry
from pipeline.web.asking import LANG
from pipeline.web.pages.entry import REVIEWER, within

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

NAME, REASON, WHAT, SEEN, BACK = "nguoi", "ly-do", "viec", "da-thay", "ve"
"""Fields of the forms: who decides, why, what to do, the state that was shown, where to go."""
_COOKIE = "vanthu-nguoi"
_YEAR = 365 * 24 * 3600
_MOST = 1_000_000  # bytes of a form
_LONGEST = {NAME: 200, REASON: 20_000}
_WAIT = 3.0
"""Seconds to wait for a registry that another program is writing to; an ingest commits all the time."""
Made = TypeVar("Made")


class RefusedError(Exception):
    """A form that was not carried out: the status of the answer, and a sentence for who sent it."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status, self.told = status, told


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed into a form, blanks at both ends aside."""

    typed: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.typed.get(name, "")

    def given(self, name: str) -> str | None:
        """A field, None where it was left empty."""
        return self[name] or None

    def check(self) -> None:
        """Refuse what is longer than anybody types.

        Raises:
            RefusedError: the name or the reason is too long.
        """
        for name, most in _LONGEST.items():
            if len(self[name]) > most:
                what = "Tên người quyết định" if name == NAME else "Lý do"
                raise RefusedError(400, f"{what} dài hơn {most} ký tự; hãy viết ngắn hơn.")


async def read(request: Request) -> Form:
    """What was sent with a POST; where it is too long to be a form, nothing of it."""
    length = request.headers.get("content-length") or "0"
    if not length.isdecimal() or int(length) > _MOST:
        return Form({"": "long"})
    body = (await request.post_body()).decode("utf-8", "replace")
    pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=100)
    return Form({name: value.replace("\r\n", "\n").replace("\0", "").strip() for name, value in pairs})


def check_right(request: Request, form: Form) -> None:
    """Refuse a form of a browser that may not write, or of a page that is not ours.

    Raises:
        RefusedError: with the sentence that says how to get the right.
    """
    origin = request.headers.get("origin")
    if (
        origin is not None
        and urlsplit(origin).netloc.casefold() != request.headers.get("host", "").casefold()
    ):
        raise RefusedError(
            403, "Biểu mẫu này do một trang khác gửi đến, không phải trang của sổ; chưa ghi gì."
        )
    if not request.actor:
        raise RefusedError(
            403,
            "Trình duyệt này chưa có quyền ghi nên chưa ghi gì. Hãy mở địa chỉ mà lệnh vanthu serve đã in ra "
            "(địa chỉ có mã), rồi làm lại ở trang này.",
        )
    if form[""] == "long":
        raise RefusedError(413, "Biểu mẫu dài quá mức; chưa ghi gì.")
    form.check()


async def write(datasette: Site, change: Callable[[sqlite3.Connection], Made]) -> Made:
    """Carry out a change in one short transaction.

    Raises:
        RefusedError: another program is writing to the registry, or the change makes no sense.
    """
    try:
        return await asyncio.to_thread(_written, datasette, change)
    except RegistryError as error:
        raise RefusedError(
            503, f"{error.sentence(LANG)} Chưa ghi gì; những gì đã gõ vẫn còn dưới đây."
        ) from error
    except UnknownReferenceError as error:
        raise RefusedError(409, error.sentence(LANG)) from error
    except VanthuError as error:
        raise RefusedError(400, error.sentence(LANG)) from error


def _written(datasette: Site, change: Callable[[sqlite3.Connection], Made]) -> Made:
    path = datasette.registry
    Registry(path, timeout=_WAIT).close()  # a decision must not make a registry
    with Registry(path, write=True, timeout=_WAIT) as registry, registry.transaction() as connection:
        return change(connection)


def reviewer(datasette: Site, request: Request) -> str:
    """The name with which this browser signed last, "" where it did not yet."""
    signed = request.cookies.get(_COOKIE)
    if not signed:
        return ""
    try:
        return str(datasette.unsign(signed, REVIEWER))
    except BadSignature:
        return ""


def done(datasette: Site, form: Form, onward: str) -> Response:
    """To the page on which the change is seen; the name is kept for the next decision."""
    response = Response.redirect(within(onward), status=303)
    if form[NAME]:
        signed = datasette.sign(form[NAME], REVIEWER)
        response.set_cookie(_COOKIE, signed, max_age=_YEAR, httponly=True, samesite="strict")
    return response


def state(facts: Iterable[object]) -> str:
    """A short mark of what is decided now: a form that was made before tells another one."""
    return hashlib.sha256(repr(list(facts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
