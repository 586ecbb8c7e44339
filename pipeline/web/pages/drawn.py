"""The style sheet of pictures: dark pages and colours of relations, as they draw themselves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.graph import palette
from pipeline.series import chart
from pipeline.web.asking import Routes

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

PATH = "/vanthu/hinh.css"


@cache
def rules() -> str:
    """The whole style sheet."""
    dark = f"{palette.DARK}{chart.DARK}"
    return (
        "/* Made of what `vanthu graph` and `vanthu statistics` draw with. */\n"
        f"{palette.relation_rules()}@media screen and (prefers-color-scheme: dark) {{{dark}}}\n"
    )


async def drawn(datasette: Site, request: Request) -> Response:
    """The style sheet."""
    return Response(rules(), content_type="text/css; charset=utf-8")


ROUTES: Routes = ((rf"^{PATH}$", drawn),)
