from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import registry_specimen as specimen
import typer
from typer.testing import CliRunner

from pipeline.cli import app, wording
from pipeline.errors import RegistryError

COMMANDS = {
    "ingest": ("PATH", "--db", "--jobs", "--time-limit", "--rules", "--rows"),
    "extract": ("FILE", "--format", "--with-text", "--output", "--rules", "--jobs", "--time-limit"),
    "scan": ("PATH", "--format", "--output"),
    "show": ("REF", "--as-of", "--format", "--output", "--db", "--limit"),
    "view": ("NAME", "--format", "--output", "--db", "--limit"),
    "citations": (
        "--from-type",
        "--to-type",
        "--relation",
        "--citing",
        "--cited",
        "--status",
        "--from-issuer",
        "--to-issuer",
        "--since",
        "--until",
        "--direct",
        "--asserted",
        "--replaced",
        "--format",
        "--output",
        "--db",
        "--limit",
    ),
    "search": ("WORDS", "--format", "--output", "--db", "--limit"),
    "statistics": (
        "--indicator", "--unit", "--document", "--issuer", "--since", "--until", "--source", "--by",
        "--format", "--output", "--db", "--limit",
    ),
    "audit": (
        "PATH", "--rule", "--severity", "--document", "--all", "--checks", "--fail-on", "--format",
        "--output", "--db", "--jobs", "--time-limit", "--rules", "--limit",
    ),
    "review": (
        "KEY", "--accept", "--dismiss", "--undo", "--reason", "--by", "--format", "--output", "--db",
        "--limit",
    ),
    "tasks": (
        "--lead", "--partner", "--status", "--due-before", "--due-after", "--due-within", "--assigned-by",
        "--topic", "--kind", "--as-of", "--board", "--format", "--output", "--db", "--limit",
    ),
    "task": (
        "KEY", "--lead", "--deadline", "--done", "--status", "--not-a-task", "--confirm", "--reject",
        "--undo", "--reason", "--by", "--as-of", "--format", "--output", "--db", "--limit",
    ),
    "rules check": ("--rules", "--format", "--output"),
    "doctor": ("--db", "--rules", "--format", "--output"),
    "evaluate": (
        "GOLD",
        "--extracted",
        "--documents",
        "--only-extracted",
        "--misses",
        "--rules",
        "--jobs",
        "--format",
        "--output",
    ),
}  # fmt: skip
HEAVY = (
    "pandas",
    "numpy",
    "spacy",
    "pypdfium2",
    "pdfplumber",
    "docx",
    "lxml",
    "sqlite_utils",
    "selectolax",
    "regex",
    "multiprocessing",
    "icalendar",
    "xlsxwriter",
)


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, timeout=60)


@pytest.mark.parametrize(("command", "options"), COMMANDS.items())
def test_help_names_every_option(command: str, options: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command.split(), "--help"])
    assert result.exit_code == 0
    for option in (*options, "--help"):
        assert option in result.output


def test_help_lists_every_command() -> None:
    output = CliRunner().invoke(app, ["--help"]).output
    for name in (*(command.split()[0] for command in COMMANDS), "--lang", "--version"):
        assert name in output


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom pipeline.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', sorted(set({HEAVY}) & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
    assert result.stdout.splitlines()[-1] == "heavy: []", result.stdout + result.stderr


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, pipeline\nprint([name for name in sys.modules if name.startswith('pipeline.')])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60)
    assert result.stdout.strip() == "[]"


def test_the_python_interface_survives_importing_the_modules() -> None:
    import pipeline
    import pipeline.ingest
    from pipeline import Registry, extract, ingest

    assert ingest is sys.modules["pipeline.ingest"].ingest
    assert pipeline.ingest is ingest
    assert callable(extract)
    assert Registry is sys.modules["pipeline.registry"].Registry


def test_the_version_is_told() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.output.startswith("vanthu ")


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (["--lang", "vi"], {}, "Chưa có sổ"),
        (["--lang", "en"], {"LANG": "vi_VN.UTF-8"}, "There is no registry"),
        ([], {"LC_ALL": "vi_VN.UTF-8"}, "Chưa có sổ"),
        ([], {"LC_ALL": "en_GB.UTF-8"}, "There is no registry"),
        ([], {"LC_ALL": "en_GB.UTF-8", "VANTHU_LANG": "vi"}, "Chưa có sổ"),
    ],
)
def test_the_language_of_messages(words: list[str], environment: dict[str, str], sentence: str) -> None:
    result = CliRunner(env=environment).invoke(app, [*words, "show", "1/KH-UBND", "--db", "none.db"])
    assert result.exit_code == 5
    assert result.stderr.startswith(sentence)
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["show"], ["citations", "--status", "perhaps"], ["search", "--limit", "0", "a"]],
)
def test_wrong_use_is_exit_code_2(words: list[str]) -> None:
    assert CliRunner().invoke(app, words).exit_code == 2


def test_a_console_with_another_encoding_does_not_end_the_program(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    result = run("--lang", "vi", "citations", "--db", str(db), PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert result.returncode == 0
    assert "Quyết định" in result.stdout.decode("utf-8")


def test_a_reader_that_goes_away_ends_silently(tmp_path: Path) -> None:
    letter = tmp_path / "cong-van.txt"
    letter.write_text("Căn cứ Quyết định số 48/QĐ-UBND ngày 03/02/2025. " * 4000, encoding="utf-8")
    code = "from pipeline.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "extract", "--with-text", str(letter), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    db = specimen.build(tmp_path / "r.db")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "citations", "--db", str(db)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert "space" in result.stderr


def test_ctrl_c_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("pipeline.ingest"), "walk", interrupted)
    db = str(tmp_path / "r.db")
    result = CliRunner().invoke(app, ["--lang", "vi", "ingest", str(tmp_path), "--db", db])
    assert result.exit_code == 130
    assert result.stderr.splitlines()[0].startswith("Đã ngắt.")


@pytest.mark.parametrize("content", [b"no database, only words", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_foreign_file_is_not_taken_for_a_registry(tmp_path: Path, content: bytes) -> None:
    db = tmp_path / "r.db"
    db.write_bytes(content)
    for words in (["citations"], ["show", "1/KH-UBND"], ["search", "a"], ["ingest", str(tmp_path)]):
        result = CliRunner().invoke(app, [*words, "--db", str(db)])
        assert result.exit_code == 5
        assert len(result.stderr.splitlines()) == 1
    assert db.read_bytes() == content


def test_a_locked_registry_is_exit_code_5(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from pipeline import registry

    patient = registry._connect
    monkeypatch.setattr(registry, "_connect", lambda path, write, timeout: patient(path, write, 0.05))
    db = specimen.build(tmp_path / "r.db")
    (tmp_path / "a.txt").write_text("Thông báo số 1/TB-VP", encoding="utf-8")
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = CliRunner().invoke(app, ["--lang", "en", "ingest", str(tmp_path / "a.txt"), "--db", str(db)])
    other.close()
    assert result.exit_code == RegistryError.exit_code
    assert "in use by another program" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def _commands() -> Iterator[Any]:
    waiting = [typer.main.get_command(app)]
    while waiting:
        command = waiting.pop()
        yield command
        waiting += getattr(command, "commands", {}).values()


def test_every_command_and_option_has_help_in_vietnamese() -> None:
    for command in _commands():
        assert command.name in wording.COMMANDS
        assert command.name == "vanthu" or command.name in wording.SUMMARIES
        helped = {parameter.name for parameter in command.params if getattr(parameter, "help", None)}
        assert helped <= set(wording.OPTIONS), command.name


@pytest.mark.parametrize("words", [(), ("citations",), ("rules",), ("rules", "check")])
def test_help_in_vietnamese(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, ["--lang", "vi", *words, "--help"]).stdout
    assert shown.startswith("Cách dùng: ")
    assert "Tùy chọn:" in shown
    assert "In phần trợ giúp này rồi thoát." in shown
    assert not re.search(r"\b(?:the|of|default)\b", shown)


def test_help_follows_the_environment_and_stays_english_elsewhere() -> None:
    assert CliRunner().invoke(app, ["--help"], env={"VANTHU_LANG": "vi"}).stdout.startswith("Cách dùng: ")
    assert "Read Vietnamese official documents" in CliRunner().invoke(app, ["--lang", "en", "--help"]).stdout


WRONG = [
    (("foo",), "There is no command foo.", "Không có lệnh foo."),
    ((), "No command is given.", "Chưa có lệnh nào."),
    (("rules", "chek"), "There is no command chek.", "Không có lệnh chek."),
    (("ingest",), "PATH… is missing.", "Thiếu ĐƯỜNG_DẪN…."),
    (("show", "x", "--bar"), "There is no option --bar.", "Không có tùy chọn --bar."),
    (("show", "x", "--lang", "vi"), "--lang stands before the command", "--lang phải đứng trước tên lệnh"),
    (("show", "x", "y"), "Nothing more is expected here: y.", "Thừa tham số: y."),
    (("extract", "x", "--jobs", "0"), "--jobs must be 1 or more.", "--jobs phải từ 1 trở lên."),
    (("extract", "x", "--time-limit", "k"), "--time-limit must be a number.", "--time-limit phải là số."),
    (("extract", "x", "--output"), "--output needs a value.", "--output cần có giá trị."),
    (
        ("citations", "--status", "x"),
        "--status: “x” is none of resolved, ambiguous, unresolved.",
        "--status: “x” không thuộc resolved, ambiguous, unresolved.",
    ),
]


@pytest.mark.parametrize(("words", "english", "vietnamese"), WRONG, ids=[" ".join(w[0]) for w in WRONG])
def test_wrong_use_is_one_sentence(words: tuple[str, ...], english: str, vietnamese: str) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = CliRunner().invoke(app, ["--lang", lang, *words])
        assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
        assert result.stderr.startswith(sentence)
        assert "--help`" in result.stderr


@pytest.mark.parametrize("words", [[], ["rules"]])
def test_a_group_alone_shows_its_help(words: list[str]) -> None:
    for lang, opening in (("en", "Usage: "), ("vi", "Cách dùng: ")):
        result = CliRunner().invoke(app, words, env={"VANTHU_LANG": lang})
        assert result.exit_code == 2
        assert result.output.startswith(opening)
