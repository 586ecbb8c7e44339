"""One file: a page of a PDF as a picture with its marks beside the text, and files that hold no document."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from pipeline.registry import Registry
from pipeline.web import page_pictures as pictures
from pipeline.web.asking import Routes, address, document_address, page
from pipeline.web.document_facts import Held, held
from pipeline.web.page_boxes import lines_of, overlay
from pipeline.web.page_pictures import Sheet, State
from pipeline.web.pages.document import Reading, marks_shown, read, reading_of
from pipeline.web.places import page_address
from pipeline.web.text_marks import KINDS, marking
from pipeline.web.text_parts import FileText

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_STATUS = {State.THERE: 200, State.GONE: 410, State.CHANGED: 409, State.DAMAGED: 422}
_TOLD = {
    State.GONE: "Tệp không còn trên đĩa (đã bị xóa, đổi tên hoặc chuyển chỗ), nên không có ảnh trang. "
    "Dưới đây là nội dung đã đọc vào sổ.",
    State.CHANGED: "Tệp trên đĩa đã thay đổi từ khi đọc vào sổ, nên không có ảnh trang. Dưới đây là nội dung "
    "đã đọc; hãy chạy lại vanthu ingest để đọc bản mới.",
    State.DAMAGED: "Không vẽ được ảnh trang này. Dưới đây là nội dung đã đọc vào sổ.",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a file: its text with marks, the links over its picture, its size where it can be drawn."""

    file: Any
    label: str
    reading: Reading
    sheet: Sheet | None
    overlay: Markup
    state: State


def found(registry: Registry, typed: str) -> Any:
    """The row of the file whose SHA-256 begins so.

    Raises:
        NotFound: there is none, or several.
    """
    low = typed.casefold()
    rows = registry.query(
        "SELECT f.*, d.label FROM files f LEFT JOIN documents d ON d.id = f.document_id"
        " WHERE f.sha256 >= ? AND f.sha256 < ? LIMIT 2",
        (low, low + "g"),
    )
    if len(rows) != 1:
        raise NotFound(f"no file {typed}")
    return rows[0]


async def file_page(datasette: Site, request: Request) -> Response:
    """A file; one that holds a document leads to that document."""
    row = await datasette.ask(lambda registry: found(registry, request.url_vars["sha"]))
    if row["document_id"] and row["status"] == "registered":
        arguments = {name: request.args[name] for name in request.args if name != "tep"}
        link = address(document_address(row["document_id"]), {"tep": row["sha256"][:12], **arguments})
        return Response.redirect(link)

    def shown(registry: Registry) -> tuple[Held, Reading | None, list[str]]:
        failures = registry.query(
            "SELECT x.reason_vi FROM failures x WHERE x.sha256 = ? LIMIT 3", (row["sha256"],)
        )
        reading = read(registry, row, request) if row["status"] == "registered" else None
        return held(registry, row), reading, [one[0] for one in failures]

    one, reading, failures = await datasette.ask(shown)
    return await page(
        datasette,
        request,
        "vt_file.html",
        file=row,
        held=one,
        reading=reading,
        failures=failures,
        notes=json.loads(row["notes"] or "[]"),
        path=request.path,
        marks=marks_shown(request),
        kinds=KINDS,
        arguments={"dau": str(request.args.get("dau") or "")},
    )


async def leaf_page(datasette: Site, request: Request) -> Response:
    """A page of a PDF: its picture with boxes, and its text."""
    number = int(request.url_vars["number"])
    leaf = await datasette.ask(
        lambda registry: _leaf(registry, request.url_vars["sha"], number, marks_shown(request))
    )
    return await page(
        datasette,
        request,
        "vt_leaf.html",
        _STATUS[leaf.state],
        leaf=leaf,
        number=number,
        told=_TOLD.get(leaf.state),
        path=page_address(leaf.file["sha256"], number),
        marks=marks_shown(request),
        kinds=KINDS,
        arguments={"dau": str(request.args.get("dau") or "")},
    )


def _with_page(registry: Registry, sha: str, number: int) -> Any:
    """The row of a PDF that has a page of this number.

    Raises:
        NotFound: there is no such file, or no such page in it.
    """
    row = found(registry, sha)
    if row["media_type"] != "application/pdf" or not 1 <= number <= (row["pages"] or 0):
        raise NotFound(f"no page {number}")
    return row


def _leaf(registry: Registry, sha: str, number: int, kinds: list[str]) -> Leaf:
    row = _with_page(registry, sha, number)
    path, state = pictures.on_disk(registry, row["id"], row["sha256"])
    sheet = pictures.sheet(path, number) if path else None
    if path and sheet is None:
        state = State.DAMAGED
    text = FileText(registry, row["id"])
    reading = reading_of(registry, row, text, text.on_page(number), kinds, linked=False)
    lines = lines_of(registry, row["id"], number)
    over = Markup("")
    if sheet is not None and lines:
        span = min(line.start for line in lines), max(line.end for line in lines)
        over = overlay(text.text, lines, marking(registry, row["id"], *span, kinds).marks)
    return Leaf(row, row["label"] or row["name"], reading, sheet, over, state)


async def leaf_picture(datasette: Site, request: Request) -> Response:
    """The picture of a page."""
    number = int(request.url_vars["number"])
    row = await datasette.ask(lambda registry: _with_page(registry, request.url_vars["sha"], number))
    etag = f'"{row["sha256"][:32]}-{number}"'
    headers = {"etag": etag, "cache-control": "private, max-age=604800"}
    if etag in request.headers.get("if-none-match", ""):
        return Response("", status=304, headers=headers)
    path, state = await datasette.ask(lambda registry: pictures.on_disk(registry, row["id"], row["sha256"]))
    if path is None:
        return Response.text(_TOLD[state], status=_STATUS[state])
    data = await asyncio.to_thread(pictures.picture, path, row["sha256"], number)
    if data is None:
        return Response.text(_TOLD[State.DAMAGED], status=_STATUS[State.DAMAGED])
    return Response(data, headers=headers, content_type="image/png")


_FILE = r"^/tep/(?P<sha>[0-9a-fA-F]{6,64})"
ROUTES: Routes = (
    (rf"{_FILE}$", file_page),
    (rf"{_FILE}/trang/(?P<number>[0-9]{{1,6}})\.png$", leaf_picture),
    (rf"{_FILE}/trang/(?P<number>[0-9]{{1,6}})$", leaf_page),
)
