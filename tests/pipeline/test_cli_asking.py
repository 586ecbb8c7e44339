from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import registry_specimen as specimen
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.registry import Registry

PLAN = str(specimen.DOCUMENTS[0][0])


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return specimen.build(tmp_path_factory.mktemp("asking") / "r.db")


def run(db: Path, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, *words, "--db", str(db)])


LISTINGS = [
    ["citations"],
    ["citations", "--from-type", "KH", "--to-type", "quyet dinh", "--relation", "thực hiện"],
    ["search", "dich", "vu", "cong"],
    ["show", PLAN],
]


@pytest.mark.parametrize("words", LISTINGS)
def test_every_format_reads_back(db: Path, tmp_path: Path, words: list[str]) -> None:
    whole = json.loads(run(db, *words, "--format", "json").stdout)
    lines = run(db, *words, "--format", "jsonl").stdout.splitlines()
    rows = list(csv.DictReader(io.StringIO(run(db, *words, "--format", "csv").stdout.removeprefix("\ufeff"))))
    table = run(db, *words).stdout
    sheet = tmp_path / "out.xlsx"
    assert run(db, *words, "--output", str(sheet)).exit_code == 0
    assert [json.loads(line) for line in lines] == (whole if isinstance(whole, list) else [whole])
    expected = len(whole) if isinstance(whole, list) else len(whole["cites"]) + len(whole["cited_by"])
    assert len(rows) == expected > 0
    assert "12/KH-UBND" in table
    with zipfile.ZipFile(sheet) as package:
        assert package.read("xl/worksheets/sheet1.xml").count(b"<row ") == expected + 1


@pytest.mark.parametrize("words", LISTINGS)
def test_a_sheet_needs_a_file(db: Path, words: list[str]) -> None:
    result = run(db, *words, "--format", "xlsx")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "99/QĐ-UBND"], "No document in the registry fits"),
        (["citations", "--citing", "99/QĐ-UBND"], "No document in the registry fits"),
        (["citations", "--cited", "48/QĐ-UBND"], "fits 2 documents"),
        (["show", "quyết định 48"], "fits 2 documents"),
    ],
)
def test_a_ref_that_is_unknown_or_ambiguous_is_exit_code_3(db: Path, words: list[str], sentence: str) -> None:
    result = run(db, *words)
    assert result.exit_code == 3
    assert sentence in result.stderr
    assert result.stdout == ""
    if "2 documents" in sentence:
        assert result.stderr.count("vn/ubnd-tinh-ha-son/qd/") == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--from-type", "ke hoạc"], "Kế hoạch"),
        (["--to-type", "zzzz"], "QĐ"),
        (["--relation", "follows"], "implements"),
    ],
)
def test_an_unknown_type_or_relation_is_exit_code_2(db: Path, words: list[str], named: str) -> None:
    result = run(db, "citations", *words)
    assert result.exit_code == 2
    assert named in result.stderr


@pytest.mark.parametrize("form", ["KH", "kh", "Kế hoạch", "ke hoach"])
def test_types_are_taken_in_any_form(db: Path, form: str) -> None:
    rows = json.loads(run(db, "citations", "--from-type", form, "--format", "json").stdout)
    assert len(rows) == 3


def test_show_tells_identity_files_and_both_directions(db: Path) -> None:
    shown = json.loads(run(db, "show", "kế hoạch 12/kh-ubnd hạ sơn", "--format", "json").stdout)
    assert shown["id"] == PLAN
    assert shown["issuer"] == specimen.HA_SON
    assert [row["file"] for row in shown["files"]] == ["ke-hoach-12.docx"]
    assert {row["status"] for row in shown["cites"]} == {"resolved", "ambiguous", "unresolved"}
    cited = json.loads(run(db, "show", str(specimen.DOCUMENTS[2][0]), "--format", "json").stdout)
    assert [row["words"] for row in cited["cited_by"]][0] == "Quyết định số 48/QĐ-UBND ngày 03/02/2025"


def test_show_in_vietnamese(db: Path) -> None:
    text = run(db, "show", "48/QĐ-UBND năm 2025", lang="vi").stdout
    for words in ("Quyết định 48/QĐ-UBND", "cơ quan ban hành", "Được viện dẫn bởi (2)", "khớp nhiều"):
        assert words in text


def test_the_limit_is_told_on_standard_error(db: Path) -> None:
    result = run(db, "citations", "--limit", "1", "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 1
    assert "--limit 1;" in result.stderr
    assert run(db, "citations", "--limit", "3", "--format", "jsonl").stderr == ""


def test_ambiguous_citations_show_their_candidates(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "vn/ubnd-tinh-ha-son/qd/2024/48" in run(db, "citations", "--status", "ambiguous").stdout
    assert "vn/ubnd-tinh-ha-son/qd/2024/48" not in run(db, "citations").stdout


def test_nothing_found_is_no_error(db: Path) -> None:
    result = run(db, "search", "khoáng sản")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing found.\n"
    assert json.loads(run(db, "search", "khoáng", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "words", ["nang cao chat luong", "48/QD-UBND", 'a"b OR *', "kế hoạch AND", "-x", "col:x ^y", "NEAR(a b)"]
)
def test_search_takes_any_input(db: Path, words: str) -> None:
    result = CliRunner().invoke(app, ["search", "--db", str(db), "--", words])
    assert result.exit_code == 0, result.stderr


def test_a_search_for_nothing_is_exit_code_2(db: Path) -> None:
    result = run(db, "search", "?!")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_output_to_a_folder_that_is_not_there(db: Path, tmp_path: Path) -> None:
    result = run(db, "citations", "--output", str(tmp_path / "none" / "a.csv"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("command", [("citations",), ("search", "ngan sach"), ("show", "18-NQ/TW")])
def test_who_asks_before_all_is_joined_is_told_so(tmp_path: Path, command: tuple[str, ...]) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry.open(db) as registry, registry.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('unresolved', '1')")
    assert "vanthu ingest" in run(db, *command).stderr
    assert "chưa được nối" in run(db, *command, lang="vi").stderr


@pytest.mark.parametrize("command", [("show",), ("citations", "--cited"), ("citations", "--from-type")])
def test_bytes_that_are_no_text_are_a_ref_that_fits_nothing(db: Path, command: tuple[str, ...]) -> None:
    result = run(db, *command, "112/Q\udcd0-UBND")
    assert result.exit_code in (2, 3)
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_type_of_ones_own_rules_can_be_asked_for(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    with Registry.open(db) as registry, registry.transaction() as connection:
        connection.execute("UPDATE documents SET type = 'Phiếu gửi' WHERE type = 'Công văn'")
    assert run(db, "citations", "--to-type", "phieu gui").exit_code == 0


def test_the_registry_is_never_taken_for_the_output(tmp_path: Path) -> None:
    db = specimen.build(tmp_path / "r.db")
    before = db.read_bytes()
    result = run(db, "citations", "--output", str(db))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert db.read_bytes() == before


def test_a_file_of_no_bytes_is_no_registry_yet(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    result = run(tmp_path / "r.db", "citations")
    assert result.exit_code == 5
    assert "There is no registry" in result.stderr
