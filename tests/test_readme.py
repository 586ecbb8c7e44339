"""The README's commands run and print what it says they print; its Python example runs."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.vi.md")
WIDTH = "96"
_CONSOLE = re.compile(r"```console\n\$ (?P<command>.+)\n(?P<output>(?:.*\n)*?)```")
_SHELL = re.compile(r"```sh\n(?P<code>(?:.*\n)*?)```")
_PYTHON = re.compile(r"```python\n(?P<code>(?:.*\n)*?)```")


def blocks(name: str) -> list[tuple[list[str], str]]:
    """Each console block's words and the output printed under it."""
    import shlex

    text = (ROOT / name).read_text(encoding="utf-8")
    return [(shlex.split(m["command"]), m["output"]) for m in _CONSOLE.finditer(text)]


def typed(name: str) -> list[list[str]]:
    """The words of each line of the shell blocks."""
    import shlex

    text = (ROOT / name).read_text(encoding="utf-8")
    lines = (line for block in _SHELL.finditer(text) for line in block["code"].splitlines())
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def plain(output: str) -> list[str]:
    """The lines of an output without what differs from run to run."""
    timed = ("Seconds", "Số giây")
    lines = [line.rstrip() for line in output.splitlines()]
    return [re.sub(r"\s+\d+[.,]\d+$", " …", line) if line.startswith(timed) else line for line in lines]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus in it, as a newcomer has it."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "out").mkdir()
    return folder


@pytest.mark.parametrize("name", READMES)
def test_commands_print_what_the_readme_shows(name: str, place: Path) -> None:
    environment = os.environ | {"COLUMNS": WIDTH, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    environment.pop("VANTHU_DB", None)
    shown = blocks(name)
    assert len(shown) >= 5
    (place / "out" / "registry.db").unlink(missing_ok=True)
    for words, output in shown:
        assert words[0] == "vanthu"
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *words[1:]],
            cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        printed = done.stdout + (done.stderr if done.returncode else "")
        assert plain(printed) == plain(output), " ".join(words)


@pytest.mark.parametrize("name", READMES)
def test_commands_that_need_files_of_yours_have_their_options(name: str) -> None:
    from typer.testing import CliRunner

    from pipeline.cli import app

    shown = [words for words in typed(name) if words[0] == "vanthu"]
    assert {words[1] for words in shown} >= {"audit", "review", "statistics"}
    for words in shown:
        result = CliRunner().invoke(app, [*words[1:], "--help"])
        assert result.exit_code == 0, (words, result.output)


@pytest.mark.parametrize("name", READMES)
def test_python_examples_run(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import ingest

    (place / "out" / "registry.db").unlink(missing_ok=True)
    ingest([place / "corpus"], place / "out" / "registry.db", jobs=2)
    record, frames, spacy = (m["code"] for m in _PYTHON.finditer((ROOT / name).read_text(encoding="utf-8")))
    monkeypatch.chdir(place)
    printed = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(printed):
        for code in (record, frames, spacy):
            exec(compile(code, name, "exec"), names)
    lines = printed.getvalue().splitlines()
    assert lines[0] == "Kế hoạch 58 KH-UBND"
    assert lines[-1].endswith("KH-UBND 2021-09-11 Ủy ban nhân dân tỉnh Hòa An implements")
    for frame in ("plans", "late", "wrong", "received", "every"):
        assert len(names[frame]) > 0, frame


def test_readmes_tell_of_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--help"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    commands = re.findall(r"^  (\w+)  ", done.stdout.split("Commands:")[1], re.MULTILINE)
    assert len(commands) >= 9
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [command for command in commands if f"`{command}" not in text] == []


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_chart_of_the_readme_is_what_graph_draws(lang: str, tmp_path: Path) -> None:
    db, drawn = str(tmp_path / "r.db"), tmp_path / "chart.svg"
    for words in (
        ("ingest", "corpus", "--db", db),
        ("graph", "634/QĐ-UBND", "--db", db, "--output", str(drawn)),
    ):
        command = [sys.executable, "-m", "pipeline", "--lang", lang, *words]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    shown = (ROOT / "docs" / f"citation-chart.{lang}.svg").read_text(encoding="utf-8")
    assert drawn.read_text(encoding="utf-8") == shown
