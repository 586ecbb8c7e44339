from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import start_made, start_never
from typer.testing import CliRunner

from pipeline import doctor, office_parts
from pipeline.cli import app
from pipeline.ingest import ingest
from pipeline.readers import soffice
from pipeline.reading import Reader, start_reading

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.mark.parametrize(("platform", "command"), [("linux", "apt"), ("win32", "winget"), ("darwin", "brew")])
def test_doctor_tells_what_libreoffice_would_add_and_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, command: str
) -> None:
    monkeypatch.setattr(soffice, "command", lambda: None)
    monkeypatch.setattr(office_parts.sys, "platform", platform)
    (check,) = [check for check in doctor.examine(Path("none.db")) if check.name == "LibreOffice"]
    assert check.state is doctor.State.MISSING
    for said in (check.english, check.vietnamese):
        assert ".xls" in said and f"{command} install" in said


def test_doctor_tells_what_the_installed_parts_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "command", lambda: "/opt/soffice")
    checks = {check.name: check for check in doctor.examine(Path("none.db"))}
    assert checks["LibreOffice"].state is doctor.State.OK
    assert checks["LibreOffice"].english.startswith("/opt/soffice; reads .xls")
    assert checks["msdoc2docx"].english.endswith("reads .doc of Word 97 to 2003")
    assert checks["openpyxl"].vietnamese.endswith("đọc .xlsx")


@pytest.mark.parametrize(("lang", "words"), [("en", "not installed; would read"), ("vi", "chưa có; sẽ đọc")])
def test_scan_tells_how_office_files_are_read(monkeypatch: pytest.MonkeyPatch, lang: str, words: str) -> None:
    monkeypatch.setattr(soffice, "command", lambda: None)
    name = "thong-bao-83-stc-hoa-an.doc"
    result = CliRunner().invoke(app, ["--lang", lang, "scan", str(CORPUS / name), "--format", "csv"])
    assert result.exit_code == 0
    assert "msdoc2docx" in result.output and words in result.output
    plain = CliRunner().invoke(app, ["--lang", lang, "scan", str(CORPUS / "ke-hoach-09-ubnd-ben-lau.txt")])
    assert "msdoc2docx" not in plain.output


def test_what_was_refused_is_tried_again_once_libreoffice_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("refuse", encoding="utf-8")

    def run(start: Callable[..., Reader]) -> tuple[int, int]:
        report = ingest([folder], tmp_path / "r.db", jobs=1, start=start)
        return report.read, report.failed

    monkeypatch.setattr(soffice, "command", lambda: None)
    assert run(start_made) == (0, 1)
    assert run(start_never) == (0, 1)
    monkeypatch.setattr(soffice, "command", lambda: "/opt/soffice")
    assert run(start_reading) == (1, 0)
