from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from spacy.tokens import DocBin
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.errors import RegistryError
from pipeline.nlp import blank, to_record
from pipeline.registry import Registry
from pipeline.walk import Found, Walk

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HẠ SƠN
Số: 12/KH-UBND
Hạ Sơn, ngày 20 tháng 02 năm 2025

KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2025

Thực hiện Quyết định số 48/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hạ Sơn, các đơn vị triển khai.
"""
NOTICE = """VĂN PHÒNG ỦY BAN NHÂN DÂN
Số: 7/TB-VPUBND
Hạ Sơn, ngày 02 tháng 3 năm 2025

THÔNG BÁO
Về việc nghỉ lễ
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "den"
    made.mkdir()
    (made / "ke-hoach-12.txt").write_text(PLAN, encoding="utf-8")
    (made / "thong-bao-7.txt").write_text(NOTICE, encoding="utf-8")
    return made


def _encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "So: 12/KH-UBND")
    canvas.save()


def _truncated_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document/>" * 200)
    path.write_bytes(path.read_bytes()[:150])


def _truncated_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "So: 12/KH-UBND")
    canvas.save()
    path.write_bytes(path.read_bytes()[:120])


NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
BAD: dict[str, Callable[[Path], object]] = {
    "empty.pdf": lambda path: path.write_bytes(b""),
    "blank.txt": lambda path: path.write_bytes(b" \n \n"),
    "junk.docx": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "no-pages.pdf": lambda path: path.write_bytes(NO_PAGES),
    "encrypted.pdf": _encrypted,
    "truncated.docx": _truncated_docx,
    "truncated.pdf": _truncated_pdf,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_stops_nothing(folder: Path, name: str) -> None:
    BAD[name](folder / name)
    result = run("extract", folder)
    assert result.exit_code == 4, result.stderr
    assert [Path(json.loads(line)["file"]).name for line in result.stdout.splitlines()] == [
        "ke-hoach-12.txt",
        "thong-bao-7.txt",
    ]
    heading, *reasons = result.stderr.splitlines()
    assert heading.startswith("1 file")
    assert len(reasons) == 1
    assert name in reasons[0]
    assert "Traceback" not in result.stderr


def test_bad_files_do_not_stop_an_ingest(folder: Path, tmp_path: Path) -> None:
    for name, make in BAD.items():
        make(folder / name)
    result = run("ingest", folder, "--db", tmp_path / "r.db", "--jobs", "1")
    assert result.exit_code == 4, result.output
    assert "Files read                         2" in result.stdout
    assert len(result.stderr.splitlines()) == 1 + len(BAD)
    for name in BAD:
        assert name in result.stderr


def test_a_wrong_suffix_does_not_matter(folder: Path) -> None:
    lying = folder / "ke-hoach.pdf"
    (folder / "ke-hoach-12.txt").rename(lying)
    result = run("extract", lying)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["header"]["number"] == "12"


def test_records_come_in_the_order_given(folder: Path) -> None:
    first, second = folder / "thong-bao-7.txt", folder / "ke-hoach-12.txt"
    for jobs in ("1", "2"):
        result = run("extract", first, second, "--jobs", jobs)
        assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == [str(first), str(second)]


def test_a_record_holds_header_and_references(folder: Path) -> None:
    record = json.loads(run("extract", folder / "ke-hoach-12.txt").stdout)
    assert record["header"]["type"] == "Kế hoạch"
    (reference,) = [entry for entry in record["references"] if entry["kind"] == "numbered"]
    assert (reference["number"], reference["symbol"], reference["date"]) == ("48", "QĐ-UBND", "2025-02-03")
    assert "text" not in record


def test_offsets_count_in_the_text_that_is_printed(folder: Path) -> None:
    record = json.loads(run("extract", "--with-text", folder / "ke-hoach-12.txt").stdout)
    assert record["references"]
    for entry in record["references"]:
        assert record["text"][entry["start"] : entry["end"]] == entry["text"]


@pytest.mark.parametrize("names", [["ke-hoach-12.txt", "thong-bao-7.txt"], []])
def test_a_list_of_records_is_valid_json(folder: Path, names: list[str]) -> None:
    empty = folder / "empty.txt"
    empty.touch()
    result = run("extract", "--format", "json", empty, *(folder / name for name in names))
    assert [Path(record["file"]).name for record in json.loads(result.stdout)] == names


def test_records_go_to_a_file(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    result = run("extract", folder, "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(output.read_text(encoding="utf-8").splitlines()) == 2


def test_records_go_to_spacy(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.spacy"
    assert run("extract", folder, "--format", "spacy", "--output", output).exit_code == 0
    plan, notice = DocBin().from_disk(output).get_docs(blank().vocab)
    assert [(span._.number, span._.symbol) for span in plan.spans["references"]] == [("48", "QĐ-UBND")]
    assert len(notice.spans["references"]) == 0
    lines = run("extract", folder, "--with-text").stdout.splitlines()
    assert [to_record(doc) for doc in (plan, notice)] == [json.loads(line) for line in lines]


def test_spacy_needs_a_file(folder: Path) -> None:
    result = run("extract", folder, "--format", "spacy")
    assert result.exit_code == 2
    assert "--output" in result.stderr


def test_the_schema_of_records_is_printed_without_a_file(tmp_path: Path) -> None:
    schema = json.loads(run("extract", "--schema").stdout)
    assert schema["title"] == "Record of a file" and "sha256" in schema["required"]
    output = tmp_path / "record.schema.json"
    assert run("extract", "--schema", "--output", output).exit_code == 0
    assert json.loads(output.read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("words", [["--schema", "corpus"], []])
def test_extract_takes_files_or_prints_the_schema(words: list[str]) -> None:
    result = run("extract", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert ("takes no FILE" in result.stderr) == bool(words)
    assert ("Name the files" in result.stderr) != bool(words)


@pytest.mark.parametrize("command", ["extract", "scan", "ingest"])
def test_a_path_that_is_not_there_is_exit_code_2(command: str, tmp_path: Path) -> None:
    more = ["--db", tmp_path / "r.db"] if command == "ingest" else []
    result = run(command, tmp_path / "none", *more)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "none" in result.stderr
    assert not (tmp_path / "r.db").exists()


def test_a_file_that_vanishes_is_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = str(folder / "gone.txt")
    here = str(folder / "thong-bao-7.txt")
    walk = Walk([Found(gone, gone, 9, 1), Found(here, here, 9, 1)])
    monkeypatch.setattr("pipeline.walk.walk", lambda paths: walk)
    result = run("extract", folder)
    assert result.exit_code == 4
    assert len(result.stdout.splitlines()) == 1
    assert "gone.txt" in result.stderr


def test_a_file_without_permission_is_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "ke-hoach-12.txt":
            raise PermissionError(13, "Permission denied")
        return readable(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    for command in ("extract", "scan"):
        result = run(command, folder)
        assert "permi" in result.output + result.stderr
        assert "ke-hoach-12.txt" in result.output + result.stderr
    assert run("extract", folder).exit_code == 4


def test_an_error_of_the_program_costs_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors import extract

    honest = extract.extract_facts

    def failing(document: Any, rules: Any) -> Any:
        if document.name == "ke-hoach-12.txt":
            raise ZeroDivisionError("division by zero")
        return honest(document, rules)

    monkeypatch.setattr(extract, "extract_facts", failing)
    result = run("extract", folder)
    assert result.exit_code == 4
    assert "ZeroDivisionError" in result.stderr
    assert json.loads(result.stdout)["file"].endswith("thong-bao-7.txt")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: None,
        lambda path: (path / "bodies.tsv").write_bytes(b"\xff\xfe"),
        lambda path: (path / "bodies.tsv").write_text("letters\tname\nSX\n", encoding="utf-8"),
    ],
)
def test_a_rule_folder_that_cannot_be_used_is_exit_code_2(
    folder: Path, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    make(rules)
    for words in (["extract", folder], ["ingest", folder, "--db", tmp_path / "r.db"], ["rules", "check"]):
        result = run(*words, "--rules", rules)
        assert result.exit_code == 2, result.output
        assert len(result.stderr.splitlines()) == 1


def test_scan_says_what_ingest_would_meet(folder: Path) -> None:
    for name, make in BAD.items():
        make(folder / name)
    scanned = Canvas(str(folder / "scan.pdf"))
    for _ in range(3):
        scanned.rect(10, 10, 500, 700, fill=1)
        scanned.showPage()
    scanned.save()
    (folder / "wide.txt").write_text(PLAN, encoding="utf-16")
    result = run("scan", folder, "--format", "json")
    assert result.exit_code == 0
    rows = {Path(row["file"]).name: row for row in json.loads(result.stdout)}
    assert {name: rows[name]["state"] for name in BAD} == dict.fromkeys(BAD, "unreadable")
    assert all(rows[name]["detail"] for name in BAD)
    assert (rows["scan.pdf"]["state"], rows["scan.pdf"]["pages"]) == ("scan", 3)
    assert (rows["wide.txt"]["encoding"], rows["wide.txt"]["state"]) == ("utf-16", "readable")
    assert rows["thong-bao-7.txt"]["size"] == (folder / "thong-bao-7.txt").stat().st_size
    assert f"{len(BAD)} unreadable" in result.stderr


def test_scan_counts_500_pages_without_reading_them_all(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "long.pdf"))
    for number in range(500):
        canvas.drawString(72, 700, f"Trang {number}: " + "noi dung bao cao ket qua " * 3)
        canvas.showPage()
    canvas.save()
    (row,) = json.loads(run("scan", tmp_path, "--format", "json").stdout)
    assert (row["pages"], row["state"]) == (500, "readable")


def test_ingest_answers_which_plans_reference_which_decisions(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    result = run("ingest", folder, "--db", db, "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "Which plans reference which decisions: 1" in result.stdout
    assert "12/KH-UBND" in result.stdout
    assert "48/QĐ-UBND" in result.stdout
    again = run("ingest", folder, "--db", db)
    assert "Unchanged, skipped                 2" in again.stdout
    assert run("show", "12/kh-ubnd", "--db", db).exit_code == 0


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a signal cannot be sent to one process there")
    folder, db = tmp_path / "den", tmp_path / "r.db"
    folder.mkdir()
    for number in range(1, 601):
        (folder / f"{number}.txt").write_text(f"{PLAN * 20}\n{number}", encoding="utf-8")
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "--lang", "en", "ingest"]
    command += [str(folder), "--db", str(db), "--jobs", "1"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8")
    deadline = time.monotonic() + 60
    while _registered(db) == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.startswith("Interrupted.")
    assert len(errors.splitlines()) == 1
    before = _registered(db)
    assert 0 < before < 600
    again = run("ingest", folder, "--db", db, "--jobs", "2", "--rows", "0")
    assert again.exit_code == 0
    assert f"Unchanged, skipped  {before:>16}" in again.stdout
    assert _registered(db) == 600


def _registered(db: Path) -> int:
    try:
        with Registry(db) as registry:
            return int(registry.query("SELECT count(*) FROM files WHERE status = 'registered'")[0][0])
    except RegistryError:
        return 0


def test_ingest_without_a_terminal_draws_no_bar(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "--lang", "vi", "ingest"]
    command += [str(folder), "--db", str(tmp_path / "r.db"), "--jobs", "1"]
    result = subprocess.run(command, capture_output=True, timeout=60)
    assert result.returncode == 0
    assert result.stderr == b""
    assert "Kế hoạch nào viện dẫn quyết định nào: 1" in result.stdout.decode("utf-8")


def test_a_folder_without_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    for command in ("extract", "scan"):
        assert "No files to read there." in run(command, tmp_path / "rong").stderr
    result = run("ingest", tmp_path / "rong", "--db", tmp_path / "r.db")
    assert (result.exit_code, result.stderr) == (0, "No files to read there.\n")


def test_a_document_is_not_written_over(folder: Path) -> None:
    letter = folder / "ke-hoach-12.txt"
    for command in ("extract", "scan"):
        result = run(command, folder, "--output", letter)
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert letter.read_text(encoding="utf-8") == PLAN


def test_two_versions_of_one_document_are_two_files_of_it(folder: Path, tmp_path: Path) -> None:
    (folder / "sua.txt").write_text(PLAN + "Thêm một dòng.\n", encoding="utf-8")
    result = run("ingest", folder, "--db", tmp_path / "r.db", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    with Registry(tmp_path / "r.db") as registry:
        assert registry.query("SELECT max(held) FROM documents")[0][0] == 2


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_rules_that_break_their_own_promise_are_refused(folder: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "cues.tsv").write_text(
        "cue\trelation\tposition\texample\tcounter_example\n"
        "theo\tloves\tbefore\ttheo Nghị định số 30/2020/NĐ-CP\t\n",
        encoding="utf-8",
    )
    db = ("--db", tmp_path / "r.db") if command == "ingest" else ()
    result = run(command, folder, "--rules", tmp_path / "own", *db)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "cues.tsv:2" in result.stderr
