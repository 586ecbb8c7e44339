"""What Datasette calls: our addresses, the filters of our templates, who is asking, and what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils import tilde_encode
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError

from pipeline.errors import RegistryError, UnknownReferenceError, VanthuError
from pipeline.web import data_words, pages, words
from pipeline.web.asking import LANG, Routes, page

if TYPE_CHECKING:
    from jinja2 import Environment

    from pipeline.web.datastore import Site

_LOG = logging.getLogger(__name__)
_TOO_LONG = "SQL Interrupted"
"""How Datasette titles a question that ran into the limit of time."""
_NO_SQL = "Lần chạy này không cho hỏi bằng SQL (--no-sql). Các bảng vẫn xem, lọc và tải về được."
_INTERRUPTED = (
    "Sổ có quá nhiều dòng để trả lời trong thời gian cho phép. Hãy thêm bộ lọc, bỏ cách sắp xếp, hoặc dùng "
    "các trang Văn bản, Kế hoạch ↔ quyết định, Rà soát, Nhiệm vụ, Chỉ tiêu: chúng chỉ đọc phần cần xem. Lệnh "
    "“vanthu view” trả lời không giới hạn thời gian."
)


@hookimpl
def register_routes(datasette: Site) -> Routes:
    """The addresses of our pages; Datasette tries them before its own."""
    return pages.routes()


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Site) -> None:
    """Filters and functions of our templates."""
    env.filters.update(words.FILTERS)
    env.globals.update(words.GLOBALS)
    env.globals["pages"] = pages.NAVIGATION
    env.filters.update(
        column_words=data_words.column_words, table_words=data_words.table_words, tilde=tilde_encode
    )
    env.globals.update(lookups=data_words.LOOKUPS, own_pages=data_words.OWN_PAGES)


@hookimpl
def get_metadata(datasette: Site) -> dict[str, Any]:
    """Titles and descriptions of tables and views, whatever name the registry's file goes by now."""
    described = data_words.described()
    return {"databases": dict.fromkeys(datasette.databases, described)}


@hookimpl
def render_cell(datasette: Site, database: str, table: str | None, column: str, value: Any) -> Any:
    """Cells of Datasette's tables: ids lead to their documents, sums of bytes are short."""
    return data_words.cell(datasette, database, table, column, value)


@hookimpl
def actor_from_request(datasette: Site, request: Request) -> dict[str, str] | None:
    """Who may write: a browser that was given the token or the password."""
    from pipeline.web.pages.entry import actor

    return actor(datasette, request)


@hookimpl
def extra_template_vars(datasette: Site, request: Request | None) -> dict[str, Any]:
    """What every template may use."""
    path = request.path if request else ""
    return {
        "current": pages.current(path),
        "may_write": bool(request and request.actor),
        "here": request.full_path if request else "/",
        "access": datasette.access,
    }


@hookimpl
def forbidden(datasette: Site, request: Request, message: str) -> Awaitable[Response]:
    """The page for what may not be asked."""
    told = _NO_SQL if message == "execute-sql" else "Trang này không mở cho người xem sổ."
    if request.path.endswith(".json"):
        return _json(403, "Không được phép", told)
    return page(datasette, request, "vt_error.html", 403, title="Không được phép", told=told)


@hookimpl
def handle_exception(datasette: Site, request: Request, exception: Exception) -> Awaitable[Response]:
    """The page for what went wrong, with a status that says whose fault it is."""
    status, title, told = _faulted(exception)
    if status == 500:
        _LOG.error("%s %s failed", request.method, request.path, exc_info=exception)
    if request.path.endswith(".json"):
        return _json(status, title, told)
    return page(datasette, request, "vt_error.html", status, title=title, told=told)


async def _json(status: int, title: str, told: str) -> Response:
    body = {"ok": False, "status": status, "title": title, "error": told}
    return Response.json(body, status=status)


def _faulted(exception: Exception) -> tuple[int, str, str]:
    """Status, title and sentence for a failure."""
    if isinstance(exception, UnknownReferenceError):
        return 404, "Không tìm thấy", exception.sentence(LANG)
    if isinstance(exception, RegistryError):
        return 503, "Chưa đọc được sổ", exception.sentence(LANG)
    if isinstance(exception, VanthuError):
        return 400, "Yêu cầu chưa đúng", exception.sentence(LANG)
    if isinstance(exception, NotFound):
        return 404, "Không tìm thấy", "Địa chỉ này không dẫn đến trang nào của sổ."
    if isinstance(exception, Base400):
        return int(exception.status), "Yêu cầu chưa đúng", str(exception)
    if isinstance(exception, DatasetteError) and exception.title == _TOO_LONG:
        return 400, "Câu hỏi này cần quá nhiều thời gian", _INTERRUPTED
    if isinstance(exception, DatasetteError) and exception.status == 403:
        return 403, "Không được phép", _NO_SQL
    if isinstance(exception, DatasetteError):
        return int(exception.status), exception.title or "Chưa trả lời được", str(exception.message)
    return 500, "Chương trình gặp lỗi", f"{type(exception).__name__}: {exception}"
