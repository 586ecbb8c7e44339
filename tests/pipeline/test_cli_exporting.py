"""`vanthu export`: what it writes, where it may, and what it says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.ingest import ingest
from pipeline.registry import Registry

FILES = ("ke-hoach-58-ubnd-hoa-an.md", "thong-bao-196-vpubnd-hoa-an.md")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exporting") / "r.db"
    ingest([Path(__file__).parents[2] / "corpus" / name for name in FILES], path, jobs=1)
    return path


def run(*words: object, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, "export", *map(str, words)])


def test_without_a_format_all_tables_records_and_the_dictionary_are_written(db: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "a" / "b", "--db", db)
    assert result.exit_code == 0, result.output
    names = {one.name for one in (tmp_path / "a" / "b").iterdir()}
    assert names >= {
        "mentions.csv", "mentions.parquet", "vanthu.xlsx", "records.jsonl", "record.schema.json",
        "data_dictionary.vi.md", "data_dictionary.en.md", "export.json",
    }  # fmt: skip
    told = json.loads((tmp_path / "a" / "b" / "export.json").read_text("utf-8"))["files"]
    assert set(told) == names - {"export.json"}
    for name, file in told.items():
        data = (tmp_path / "a" / "b" / name).read_bytes()
        assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert f"records.jsonl: {told['records.jsonl']['rows']} rows" in result.stdout


def test_formats_may_be_written_one_after_the_other(db: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "--db", db, "--format", "csv").exit_code == 0
    assert not (tmp_path / "vanthu.xlsx").exists()
    before = (tmp_path / "mentions.csv").read_bytes()
    assert run(tmp_path, "--db", db, "--format", "parquet", "--as-of", "2026-01-15").exit_code == 0
    told = json.loads((tmp_path / "export.json").read_text("utf-8"))["files"]
    assert {"mentions.csv", "mentions.parquet"} <= set(told)
    assert told["tasks.parquet"]["as_of"] == "2026-01-15"
    assert (tmp_path / "mentions.csv").read_bytes() == before


def test_a_folder_with_other_things_is_refused_unless_one_insists(db: Path, tmp_path: Path) -> None:
    (tmp_path / "luong.txt").write_text("x", encoding="utf-8")
    result = run(tmp_path, "--db", db, "--format", "csv")
    assert result.exit_code == 2 and "luong.txt" in result.stderr
    assert "đã có thứ khác" in run(tmp_path, "--db", db, "--format", "csv", lang="vi").stderr
    assert [one.name for one in tmp_path.iterdir()] == ["luong.txt"]
    assert run(tmp_path, "--db", db, "--format", "csv", "--force").exit_code == 0
    assert (tmp_path / "luong.txt").read_text("utf-8") == "x"


def test_a_manifest_of_another_program_is_none_of_ours(db: Path, tmp_path: Path) -> None:
    for text in ('{"made_by": "another"}', "[]", "no json"):
        (tmp_path / "export.json").write_text(text, encoding="utf-8")
        assert run(tmp_path, "--db", db, "--format", "csv").exit_code == 2
        assert (tmp_path / "export.json").read_text("utf-8") == text


def test_an_export_that_was_stopped_is_taken_up_again(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.export import csv

    def stopped(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(csv, "write", stopped)
        assert run(tmp_path, "--db", db, "--format", "csv").exit_code == 130
    assert run(tmp_path, "--db", db, "--format", "csv").exit_code == 0


def test_a_file_in_the_place_of_the_folder_is_told(db: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    for place in ("x", "x/deeper"):
        result = run(tmp_path / place, "--db", db)
        assert result.exit_code == 2 and result.stderr.count("\n") == 1
    assert (tmp_path / "x").read_text("utf-8") == "x"


def test_without_a_registry_nothing_is_made(tmp_path: Path) -> None:
    result = run(tmp_path / "out", "--db", tmp_path / "none.db")
    assert result.exit_code == 5 and not (tmp_path / "out").exists()


def test_an_empty_registry_is_said(tmp_path: Path) -> None:
    Registry(tmp_path / "r.db", write=True).close()
    result = run(tmp_path / "out", "--db", tmp_path / "r.db", "--format", "csv")
    assert result.exit_code == 0 and "no documents yet" in result.stderr


@pytest.mark.parametrize("wrong", [("--format", "doc"), ("--as-of", "31/31/2026")])
def test_wrong_use_is_told(db: Path, tmp_path: Path, wrong: tuple[str, str]) -> None:
    assert run(tmp_path / "out", "--db", db, *wrong).exit_code == 2
    assert not (tmp_path / "out").exists()
