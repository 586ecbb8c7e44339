"""Takes the pictures of the registry's pages that the READMEs show; run by `make screenshots`.

    python docs/screenshots.py REGISTRY

Needs Chromium on this machine. The files are docs/web-*.png, with few colours, so that they stay small.
"""

from __future__ import annotations

import io
import shutil
import sys
import threading
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from pipeline.registry import Registry
from pipeline.web.app import make_app
from pipeline.web.asking import document_address
from pipeline.web.guard import Access
from pipeline.web.server import listen

DOCS = Path(__file__).parent
WIDTH, HEIGHT, COLOURS = 1280, 860, 96
PLAN = "Kế hoạch 25/KH-UBND"


def pages(registry: Path) -> dict[str, str]:
    """The pictures by name, and the address of each."""
    with Registry(registry) as opened:
        plan = opened.query("SELECT id FROM documents WHERE label = ? AND held", (PLAN,))[0][0]
    return {
        "overview": "/",
        "document": document_address(plan),
        "graph": f"/do-thi/{plan}?quan-he=implements&quan-he=reports_on",
        "review": "/ra-soat",
        "tasks": "/nhiem-vu",
        "plans": "/ke-hoach-quyet-dinh?kieu=ma-tran",
    }


def take(root: str, wanted: dict[str, str]) -> None:
    """Take every picture."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
        for name, path in wanted.items():
            page.goto(root + path)
            page.wait_for_load_state("networkidle")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(DOCS / f"web-{name}.png", optimize=True)
        chromium.close()


def main() -> None:
    """Serve the registry while the pictures are taken."""
    registry = Path(sys.argv[1])
    listening = listen("127.0.0.1", None)
    port = listening.getsockname()[1]
    app = make_app(registry, Access("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        take(f"http://127.0.0.1:{port}", pages(registry))
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
