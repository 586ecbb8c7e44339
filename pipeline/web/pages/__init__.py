"""The pages: each module holds what one page asks of the registry, and its addresses in ROUTES."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from sqlite3 import OperationalError
from typing import TYPE_CHECKING

from pipeline.errors import RegistryError
from pipeline.web.asking import Routes

if TYPE_CHECKING:
    from pipeline.web.datastore import Site

_PAUSE = 0.5
"""Seconds between two answers that nobody has asked for yet: what somebody asks for comes first."""
NAVIGATION = (
    ("/", "Tổng quan"),
    ("/van-ban", "Văn bản"),
    ("/ke-hoach-quyet-dinh", "Kế hoạch ↔ quyết định"),
    ("/do-thi", "Đồ thị"),
    ("/ra-soat", "Rà soát"),
    ("/nhiem-vu", "Nhiệm vụ"),
    ("/chi-tieu", "Chỉ tiêu"),
    ("/registry", "Dữ liệu"),
)
OWN = (*(path for path, _ in NAVIGATION if path not in ("/", "/registry")), "/vao-so", "/vanthu/")
"""How the addresses begin that are not Datasette's."""


def routes() -> Routes:
    """The addresses of all pages, as patterns of the whole path, with what answers them."""
    from pipeline.web.pages import (
        documents,
        drawn,
        entry,
        graph,
        graph_start,
        indicators,
        overview,
        plans,
        series,
    )

    return (
        *overview.ROUTES,
        *documents.ROUTES,
        *graph_start.ROUTES,
        *graph.ROUTES,
        *plans.ROUTES,
        *indicators.ROUTES,
        *series.ROUTES,
        *drawn.ROUTES,
        *entry.ROUTES,
    )


async def warm(datasette: Site) -> None:
    """Make what pages keep of the whole registry before somebody waits for it."""
    from pipeline.web.pages import graph_start, indicators, plans

    for keep in (plans.kept_names, graph_start.kept_connected, indicators.kept_indicators):
        await asyncio.sleep(_PAUSE)
        with suppress(RegistryError, OperationalError, RuntimeError):
            await keep(datasette)


def current(path: str) -> str:
    """The entry of the navigation under which a path falls; "" if none."""
    if path == "/":
        return "/"
    return next((entry for entry, _ in NAVIGATION[1:] if (path + "/").startswith(entry + "/")), "")
