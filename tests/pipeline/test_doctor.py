from __future__ import annotations

import os
from pathlib import Path

import pytest
import registry_specimen as specimen
from typer.testing import CliRunner

from pipeline import doctor
from pipeline.cli import app
from pipeline.doctor import State, examine


def states(path: Path) -> dict[str, State]:
    return {check.name: check.state for check in examine(path)}


def test_a_sound_installation_has_no_problem_but_perhaps_the_console(tmp_path: Path) -> None:
    found = states(specimen.build(tmp_path / "r.db"))
    found.pop("console")
    assert State.PROBLEM not in found.values()
    for name in ("Python", "SQLite", "rules", *doctor.PARTS):
        assert found[name] is State.OK


def test_the_registry_is_counted(tmp_path: Path) -> None:
    path = specimen.build(tmp_path / "r.db")
    (check,) = [check for check in examine(path) if check.name == str(path)]
    assert "1 files, 8 documents, 3 references, 0 failed files" in check.english


def test_no_registry_yet_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "out" / "r.db"
    assert states(path)[str(path)] is State.MISSING
    assert not path.parent.exists()


@pytest.mark.parametrize("content", [b"not a database, just words", b"SQLite format 3\x00" + b"\xff" * 400])
def test_a_damaged_registry_is_a_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    assert states(path)[str(path)] is State.PROBLEM
    assert CliRunner().invoke(app, ["doctor", "--db", str(path)]).exit_code == 1


def test_a_folder_that_cannot_be_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    (check,) = [check for check in examine(tmp_path / "r.db") if check.name == f"{tmp_path}{os.sep}"]
    assert check.state is State.PROBLEM
    assert "Permission denied" in check.english


def test_a_missing_part_is_a_problem_and_a_missing_helper_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PARTS", ("no-such-package",))
    monkeypatch.setattr(doctor, "HELPERS", (("no-such-helper", ("helps", "giúp"), "pip"),))
    found = states(Path("none.db"))
    assert found["no-such-package"] is State.PROBLEM
    assert found["no-such-helper"] is State.MISSING


def test_an_old_sqlite_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "STRICT_TABLES", (99, 0, 0))
    assert states(Path("none.db"))["SQLite"] is State.PROBLEM


def test_details_are_in_both_languages(tmp_path: Path) -> None:
    checks = examine(tmp_path / "r.db")
    english, vietnamese = doctor.listing(checks, "en"), doctor.listing(checks, "vi")
    assert len(english.rows) == len(vietnamese.rows) == len(checks)
    assert ("types of document" in str(english.rows), "loại văn bản" in str(vietnamese.rows)) == (True, True)
