"""The command that shows the registry in the browser: serve."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DEFAULT_DB, Database, whole_text
from pipeline.cli.shell import language, note
from pipeline.errors import UsageError
from pipeline.messages import say

_SHORTEST = 8


def serve(
    context: typer.Context,
    db: Database = DEFAULT_DB,
    host: Annotated[
        str,
        typer.Option(
            metavar="HOST",
            callback=whole_text,
            help="Where to listen; anything but this machine needs a password.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port; by default the first free one from 8765."),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            exists=True,
            dir_okay=False,
            help="A file whose first line is the password; or set VANTHU_PASSWORD.",
        ),
    ] = None,
    sql: Annotated[
        bool, typer.Option("--sql/--no-sql", help="Allow questions in SQL (reading only).")
    ] = True,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Show the registry in the browser, on this machine only; Ctrl-C ends it."""
    if find_spec("datasette") is None:
        raise UsageError(
            'The browser pages are not installed: pip install "vanthu[web]" brings them.',
            'Chưa cài phần xem bằng trình duyệt: hãy chạy pip install "vanthu[web]".',
        )
    from pipeline.web import server
    from pipeline.web.guard import Access

    password = _password(password_file)
    server.check_host(host, password)
    listening = server.listen(host, port)
    access = Access(host, listening.getsockname()[1], password)
    lang = language(context)
    told = "serving_others" if password else "serving"
    note(say(told, lang, address=server.start_address(access)))
    note(say("serving_stop", lang))
    server.serve(db, access, listening, sql=sql, browser=browser)


def _password(file: Path | None) -> str | None:
    """The password of the file or the environment, None where neither is given.

    Raises:
        UsageError: it is empty or shorter than what can be guessed in a while.
    """
    import os

    typed = os.environ.get("VANTHU_PASSWORD")
    if file is not None:
        typed = (file.read_text(encoding="utf-8", errors="replace").splitlines() or [""])[0]
    if typed is None:
        return None
    if len(typed.strip()) < _SHORTEST:
        raise UsageError(
            f"The password is shorter than {_SHORTEST} characters; choose a longer one.",
            f"Mật khẩu ngắn hơn {_SHORTEST} ký tự; hãy chọn mật khẩu dài hơn.",
        )
    return typed.strip()
