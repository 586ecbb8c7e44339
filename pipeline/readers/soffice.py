"""Converts a file by LibreOffice where it is installed: its own profile, a time limit, nothing left over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

SECONDS = 60.0
"""What one conversion may take; below the time limit of a file, so that a slow one is told as unreadable."""
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{_SCRIPTING}">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def command() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


@lru_cache(maxsize=1)
def convert(data: bytes, suffix: str, target: str, seconds: float = SECONDS) -> bytes | None:
    """The file whose bytes are `data` in the format `target` ("docx", "xlsx").

    None where LibreOffice is not installed, takes longer than `seconds` or cannot read the file. Macros do
    not run and nothing is fetched. Should this process be killed meanwhile, LibreOffice ends too. The last
    conversion is kept: a file with old letters is read twice.
    """
    soffice = command()
    if soffice is None:
        return None
    with tempfile.TemporaryDirectory(prefix="vanthu-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source, made = place / f"in.{suffix}", place / "out" / f"in.{target}"
        source.write_bytes(data)
        words = [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", target, "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        _run(words, seconds)
        return made.read_bytes() if made.is_file() else None


def _run(words: list[str], seconds: float) -> None:
    """Run a command under the guard, which ends it with its children when the time is over or we are gone."""
    guard = Path(__file__).with_name("soffice_guard.py")
    with subprocess.Popen(
        [sys.executable, "-I", str(guard), f"{seconds:g}", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    ) as process:
        # `wait` alone: to write or close the guard's input would tell it that we are gone.
        process.wait()
