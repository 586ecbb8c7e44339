"""The pages: each module holds what one page asks of the registry, and its addresses in ROUTES."""

from __future__ import annotations

from pipeline.web.asking import Routes

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
OWN = (*(path for path, _ in NAVIGATION if path not in ("/", "/registry")), "/tep", "/vao-so", "/vanthu/")
"""How the addresses begin that are not Datasette's."""


def routes() -> Routes:
    """The addresses of all pages, as patterns of the whole path, with what answers them."""
    from pipeline.web.pages import (
        document,
        documents,
        drawn,
        entry,
        files,
        finding,
        findings,
        graph,
        graph_start,
        indicators,
        overview,
        plans,
        series,
        task,
        tasks,
    )

    modules = (
        overview, documents, document, files, graph_start, graph, plans, findings, finding, tasks, task,
        indicators, series, drawn, entry,
    )  # fmt: skip
    return tuple(route for module in modules for route in module.ROUTES)


def current(path: str) -> str:
    """The entry of the navigation under which a path falls; "" if none."""
    if path == "/":
        return "/"
    return next((entry for entry, _ in NAVIGATION[1:] if (path + "/").startswith(entry + "/")), "")
