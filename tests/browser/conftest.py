"""A registry of the specimens, served to a real browser; without Chromium these tests are skipped."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

pytest.importorskip("datasette")
sync_api = pytest.importorskip("playwright.sync_api")

from pipeline.ingest import ingest  # noqa: E402
from pipeline.web.app import make_app  # noqa: E402
from pipeline.web.guard import Access  # noqa: E402
from pipeline.web.server import listen, start_address  # noqa: E402

CORPUS = Path(__file__).parents[2] / "corpus"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_ATTACK = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

Số: 901/KH-UBND

Hòa An, ngày 03 tháng 3 năm 2025

KẾ HOẠCH
Về <script>document.title = "bị chiếm"</script> năm 2025

Căn cứ Quyết định số 112/QĐ-UBND ngày 15/01/2025 của Ủy ban nhân dân tỉnh Hòa An;

1. Đạt 12% <img src=x onerror="document.title='bị chiếm'"> so với kế hoạch "><svg onload=alert(1)>.
"""


class Running:
    """A server that runs; `address` is its root, `entry` lets a browser write."""

    def __init__(self, address: str, entry: str, registry: Path) -> None:
        self.address, self.entry, self.registry = address, entry, registry


@contextmanager
def running(registry: Path) -> Iterator[Running]:
    """Serve `registry` at a free port of this machine."""
    import uvicorn

    listening = listen("127.0.0.1", None, first=18765)
    port = listening.getsockname()[1]
    access = Access("127.0.0.1", port)
    config = uvicorn.Config(make_app(registry, access), log_level="warning", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    _await_answer(port)
    try:
        yield Running(f"http://127.0.0.1:{port}", start_address(access), registry)
    finally:
        server.should_exit = True
        thread.join(20)


def _await_answer(port: int) -> None:
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not answer")


@pytest.fixture(scope="module")  # while it is open, no other test can run a loop of its own
def browser() -> Iterator[object]:
    """Chromium as this machine has it."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the specimens and of a document whose text is an attack."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "tan-cong.txt").write_text(_ATTACK, encoding="utf-8")
    registry = folder / "registry.db"
    ingest([CORPUS, folder / "tan-cong.txt"], registry)
    return registry


@pytest.fixture(scope="session")
def server(specimens: Path) -> Iterator[Running]:
    """The specimens, served."""
    with running(specimens) as made:
        yield made


@pytest.fixture
def visit(browser: object, server: Running) -> Iterator[Callable[..., object]]:
    """Opens an address in a window of its own, and fails the test if the page complains in the console."""
    complaints: list[str] = []
    context = browser.new_context(locale="vi-VN")  # type: ignore[attr-defined]

    def opened(path: str, *, width: int = 1280, height: int = 900) -> object:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append("a dialog"), dialog.dismiss()))
        page.goto(path if path.startswith(("http", "file:")) else server.address + path)
        return page

    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def serve() -> Callable[[Path], AbstractContextManager[Running]]:
    """Serves another registry for as long as a test wants: `with serve(path) as running`."""
    return running
