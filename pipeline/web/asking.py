"""What every page does: read its address, fill a template, hand out its rows as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import Request, Response

from pipeline.errors import UsageError
from pipeline.listing import Format, Listing

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

LANG = "vi"
"""The language of the pages."""
PAGE_ROWS = 50
EXPORT = "xuat"
"""The argument that asks for a page's rows as a file: "csv", "xlsx"."""
_MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json; charset=utf-8",
}
Handler = Callable[..., Awaitable[Response]]
Routes = tuple[tuple[str, Handler], ...]


async def page(
    datasette: Site, request: Request, template: str, status: int = 200, **context: Any
) -> Response:
    """A page of our own from a template."""
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html, status=status)


def wanted_format(request: Request) -> Format | None:
    """The file format that the address asks for, None where it asks for the page.

    Raises:
        UsageError: there is no such format.
    """
    typed = request.args.get(EXPORT)
    if not typed:
        return None
    if typed not in {one.value for one in _MEDIA_TYPES}:
        known = ", ".join(one.value for one in _MEDIA_TYPES)
        raise UsageError(
            f'There is no format "{typed}"; there are: {known}.',
            f"Không có dạng tệp “{typed}”; hiện có: {known}.",
        )
    return Format(typed)


async def file(listing: Listing, format_: Format, name: str) -> Response:
    """A listing as a file to save; it is made in a thread, as a sheet of many rows takes seconds."""
    from pipeline.output import rendered

    data = await asyncio.to_thread(rendered, listing, format_, LANG)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{format_.value}')}"}
    return Response(data, headers=headers, content_type=_MEDIA_TYPES[format_])


def argument(request: Request, name: str) -> str:
    """One argument of the address, without blanks around it; "" where there is none."""
    return str(request.args.get(name) or "").strip()


def address(path: str, arguments: Mapping[str, object] | None = None) -> str:
    """An address within the server; arguments that are empty are left out."""
    given = {name: value for name, value in (arguments or {}).items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def document_address(document: str) -> str:
    """Where a document is shown."""
    return f"/van-ban/{quote(document, safe='/~&.-_')}"


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a long list is shown: page `number` of `pages`, from 1; `total` rows in all.

    `name` is the argument of the address that has the number.
    """

    path: str
    arguments: Mapping[str, object]
    number: int
    total: int
    rows: int = PAGE_ROWS
    name: str = "trang"

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, ceil(self.total / self.rows))

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 where there is none."""
        return min((self.number - 1) * self.rows + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.number * self.rows, self.total)

    def to(self, number: int) -> str:
        """The address of another page."""
        return address(self.path, {**self.arguments, self.name: number if number > 1 else None})

    def export(self, format_: str) -> str:
        """The address of all rows as a file."""
        return address(self.path, {**self.arguments, EXPORT: format_})


def page_number(request: Request, name: str = "trang") -> int:
    """The page that the address asks for; 1 where it names none.

    Raises:
        UsageError: it is no number from 1.
    """
    typed = argument(request, name) or "1"
    if not typed.isdecimal() or not 0 < int(typed) < 10**7:
        raise UsageError(f'There is no page "{typed}".', f"Không có trang “{typed}”.")
    return int(typed)
