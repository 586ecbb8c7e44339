"""A registry of the specimens behind the ASGI application, asked without a network."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette")

import httpx  # noqa: E402

from pipeline.ingest import ingest  # noqa: E402
from pipeline.web.app import make_app  # noqa: E402
from pipeline.web.guard import Access  # noqa: E402

CORPUS = Path(__file__).parents[3] / "corpus"
ROOT = "http://127.0.0.1:8765"


class Browser:
    """Asks one application as a browser does, and keeps its cookies."""

    def __init__(self, registry: Path, password: str | None = None, sql: bool = True) -> None:
        self.registry = registry
        self.access = Access("127.0.0.1", 8765, password)
        self._app = make_app(registry, self.access, sql=sql)
        self._loop = asyncio.new_event_loop()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=ROOT)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """The answer to one address; redirections are not followed."""
        return self._loop.run_until_complete(self._client.get(path, **options))

    def post(self, path: str, data: Mapping[str, str], csrf: bool = True) -> httpx.Response:
        """The answer to a form, sent with the token against forged forms unless `csrf` is false."""
        sent = dict(data)
        if csrf:
            self.get("/vao-so")  # any page sets the cookie
            sent["csrftoken"] = self._client.cookies.get("ds_csrftoken", "")
        return self._loop.run_until_complete(self._client.post(path, data=sent))

    def header(self, name: str, value: str) -> None:
        """Send a header with every request from now on."""
        self._client.headers[name] = value

    def enter(self) -> None:
        """Let this browser write, as the address printed at the start does."""
        assert self.get(f"/vao-so?ma={self.access.token}").status_code == 303

    def close(self) -> None:
        """End it."""
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


@pytest.fixture(scope="session")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of the specimens; nobody writes to it."""
    registry = tmp_path_factory.mktemp("web") / "registry.db"
    ingest([CORPUS], registry)
    return registry


@pytest.fixture(scope="session")
def reader(specimens: Path) -> Iterator[Browser]:
    """A browser that only reads."""
    made = Browser(specimens)
    yield made
    made.close()


@pytest.fixture
def browse(tmp_path: Path, specimens: Path) -> Iterator[Callable[..., Browser]]:
    """Makes browsers before a copy of the registry that a test may change: `browse(password=…, sql=…)`."""
    made: list[Browser] = []
    registry = tmp_path / "registry.db"
    shutil.copyfile(specimens, registry)

    def opened(path: Path = registry, **options: Any) -> Browser:
        made.append(Browser(path, **options))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def writer(browse: Callable[..., Browser]) -> Browser:
    """A browser that may write to a registry of its own."""
    browser = browse()
    browser.enter()
    return browser
