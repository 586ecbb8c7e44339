"""Runs the server of the registry until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from pathlib import Path

import uvicorn

from pipeline.errors import UsageError
from pipeline.web.app import make_app
from pipeline.web.guard import Access, is_this_machine
from pipeline.web.pages.entry import ENTRY

_TRIES = 20
"""Ports that are tried one after the other where none is asked for."""


def serve(registry: Path, access: Access, listening: socket.socket, *, sql: bool, browser: bool) -> None:
    """Answer requests that come in at `listening` until Ctrl-C; `browser` opens the start page."""
    app = make_app(registry, access, sql=sql)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
    if browser:
        webbrowser.open(start_address(access))
    uvicorn.Server(config).run(sockets=[listening])


def start_address(access: Access) -> str:
    """The address that lets a browser in: with the token, or to the form for the password."""
    host = "127.0.0.1" if access.host in ("0.0.0.0", "::", "localhost") else access.host
    host = f"[{host}]" if ":" in host else host
    ending = "" if access.password else f"?ma={access.token}"
    return f"http://{host}:{access.port}{ENTRY}{ending}"


def listen(host: str, port: int | None, first: int = 8765) -> socket.socket:
    """A socket that listens at `host` and `port`; with no port, at the first free one from `first`.

    Raises:
        UsageError: the port is taken, may not be used, or the host is none of this machine.
    """
    wanted = [port] if port is not None else list(range(first, first + _TRIES))
    for tried in wanted:
        try:
            return _bound(host, tried)
        except OSError as error:
            fault = error
    reason = fault.strerror or str(fault)
    place = f"{host}:{wanted[0]}"
    raise UsageError(
        f"Cannot listen at {place}: {reason}. Choose another with --port.",
        f"Không mở được {place}: {reason}. Hãy chọn cổng khác bằng --port.",
    )


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may take the same port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(64)
    except BaseException:
        made.close()
        raise
    return made


def check_host(host: str, password: str | None) -> None:
    """Refuse to show the registry to other machines without a password.

    Raises:
        UsageError: the host can be reached from elsewhere and no password is set.
    """
    if not is_this_machine(host) and not password:
        raise UsageError(
            f"--host {host} lets other machines in: set a password (--password-file or VANTHU_PASSWORD).",
            f"--host {host} cho máy khác truy cập: hãy đặt mật khẩu (--password-file hoặc VANTHU_PASSWORD).",
        )
