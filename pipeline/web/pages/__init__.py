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
OWN = (*(path for path, _ in NAVIGATION if path not in ("/", "/registry")), "/vao-so", "/vanthu/")
"""How the addresses begin that are not Datasette's."""


def routes() -> Routes:
    """The addresses of all pages, as patterns of the whole path, with what answers them."""
    from pipeline.web.pages import documents, entry, finding, findings, overview, task, tasks

    shown = (overview, documents, findings, finding, tasks, task, entry)
    return tuple(route for one in shown for route in one.ROUTES)


def current(path: str) -> str:
    """The entry of the navigation under which a path falls; "" if none."""
    if path == "/":
        return "/"
    return next((entry for entry, _ in NAVIGATION[1:] if (path + "/").startswith(entry + "/")), "")
