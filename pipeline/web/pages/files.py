"""One file: a page of a PDF as a picture with its marks beside the text, and files that hold no document."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup

from pipeline.registry import Registry
from pipeline.web import page_pictures as pictures
from pipeline.web.asking import Routes, address, document_address, page
from pipeline.web.held_files import Held, held
from pipeline.web.page_boxes import lines_of, overlay
from pipeline.web.page_pictures import Sheet, State
from pipeline.web.pages.document import Reading, marks_shown, read, reading_of
from pipeline.web.places import page_address
from pipeline.web.text_marks import KINDS
from pipeline.web.text_parts import FileText

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_MOST_CARDS = 400
"""Cards up to which a page shows its figures unasked, so that it stays light."""
_STATUS = {State.THERE: 200, State.GONE: 410, State.CHANGED: 409, State.DAMAGED: 422}
_TOLD = {
    State.GONE: "Tệp không còn trên đĩa (đã bị xóa, đổi tên hoặc chuyển chỗ), nên không có ảnh trang. "
    "Dưới đây là nội dung đã đọc vào sổ.",
    State.CHANGED: "Tệp trên đĩa đã thay đổi từ khi đọc vào sổ, nên không có ảnh trang. Dưới đây là nội dung "
    "đã đọc; hãy chạy lại vanthu ingest để đọc bản mới.",
    State.DAMAGED: "Không vẽ được ảnh trang này. Dưới đây là nội dung đã đọc vào sổ.",
}


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
    number, kinds = int(request.url_vars["number"]), marks_shown(request)
    row, paths = await datasette.ask(lambda registry: _with_page(registry, request.url_vars["sha"], number))
    sheet, state = await asyncio.to_thread(_sheet, paths, row["sha256"], number)
    reading, over = await datasette.ask(lambda registry: _text(registry, row, number, kinds))
    if len(reading.marking.cards) > _MOST_CARDS and request.args.get("dau") is None:
        kinds = [kind for kind in kinds if kind != "so-lieu"]  # who wants them switches them on
        reading, over = await datasette.ask(lambda registry: _text(registry, row, number, kinds))
    return await page(
        datasette,
        request,
        "vt_leaf.html",
        _STATUS[state],
        file=row,
        label=row["label"] or row["name"],
        number=number,
        sheet=sheet,
        overlay=over,
        reading=reading,
        told=_TOLD.get(state),
        path=page_address(row["sha256"], number),
        marks=kinds,
        kinds=KINDS,
        arguments={"dau": ",".join(kinds) if request.args.get("dau") is not None else ""},
    )


def _with_page(registry: Registry, sha: str, number: int) -> tuple[Any, list[str]]:
    """The row of a PDF that has a page of this number, and where it lies.

    Raises:
        NotFound: there is no such file, or no such page in it.
    """
    row = found(registry, sha)
    if row["media_type"] != "application/pdf" or not 1 <= number <= (row["pages"] or 0):
        raise NotFound(f"no page {number}")
    return row, pictures.paths_of(registry, row["id"])


def _sheet(paths: list[str], sha256: str, number: int) -> tuple[Sheet | None, State]:
    """The size of a page, or why there is none; apart from the registry, as a file may be slow to open."""
    path, state = pictures.on_disk(paths, sha256)
    sheet = pictures.sheet(path, number) if path else None
    return sheet, State.DAMAGED if path and sheet is None else state


def _text(registry: Registry, row: Any, number: int, kinds: list[str]) -> tuple[Reading, Markup]:
    """The text of a page, and the links over its picture."""
    text = FileText(registry, row["id"])
    lines = lines_of(registry, row["id"], number)
    part = text.on_page(number, (line.start for line in lines))
    reading = reading_of(registry, row, text, part, kinds, linked=False)
    return reading, overlay(text.text, lines, reading.marking.marks)


async def leaf_picture(datasette: Site, request: Request) -> Response:
    """The picture of a page."""
    number = int(request.url_vars["number"])
    row, paths = await datasette.ask(lambda registry: _with_page(registry, request.url_vars["sha"], number))
    etag = f'"{row["sha256"][:32]}-{number}"'
    headers = {"etag": etag, "cache-control": "private, max-age=604800"}
    if etag in request.headers.get("if-none-match", ""):
        return Response("", status=304, headers=headers)
    data, state = await asyncio.to_thread(_picture, paths, row["sha256"], number)
    if data is None:
        return Response.text(_TOLD[state], status=_STATUS[state])
    return Response(data, headers=headers, content_type="image/png")


def _picture(paths: list[str], sha256: str, number: int) -> tuple[bytes | None, State]:
    path, state = pictures.on_disk(paths, sha256)
    data = pictures.picture(path, sha256, number) if path else None
    return data, State.DAMAGED if path and data is None else state


_FILE = r"^/tep/(?P<sha>[0-9a-fA-F]{6,64})"
ROUTES: Routes = (
    (rf"{_FILE}$", file_page),
    (rf"{_FILE}/trang/(?P<number>[0-9]{{1,6}})\.png$", leaf_picture),
    (rf"{_FILE}/trang/(?P<number>[0-9]{{1,6}})$", leaf_page),
)
