from __future__ import annotations

import json
import sqlite3
from functools import partial, partialmethod
from pathlib import Path

import audit_made as made
import pytest
from typer.testing import CliRunner, Result

from pipeline.audit import apart, reviews
from pipeline.audit.findings import Wanted, findings
from pipeline.cli import app
from pipeline.ingest import RunReport, ingest
from pipeline.registry import Registry
from pipeline.summary import summary


def run(*words: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, *map(str, words)])


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "120")
    made.with_conflicts(monkeypatch)
    return made.build(tmp_path / "r.db")


def keys(db: Path, *words: str) -> dict[str, str]:
    rows = json.loads(run("audit", "--db", db, "--format", "json", *words).stdout)
    return {row["rule"]: row["key"] for row in rows}


def test_the_registry_is_audited(db: Path) -> None:
    result = run("audit", "--db", db)
    assert result.exit_code == 0
    assert result.stdout.startswith("Báo cáo 01/BC-UBND · 2025-12-20 · ")
    assert "Findings: 2 errors, 1 warning, 1 info." in result.stdout
    assert "Phát hiện: 2 lỗi, 1 cảnh báo, 1 lưu ý." in run("audit", "--db", db, lang="vi").stdout


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (["--rule", "value_conflict"], {"value_conflict"}),
        (["--rule", "Digits that are no number", "--rule", "cac phan khong cong dung tong"],
         {"malformed_number", "parts_sum"}),
        (["--severity", "warning"], {"parts_sum", "malformed_number", "value_conflict"}),
        (["--document", "02/BC-UBND"], {"value_conflict"}),
        (["--document", "01/BC-UBND", "--severity", "error"], {"parts_sum", "malformed_number"}),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_shown(db: Path, words: list[str], rules: set[str]) -> None:
    assert set(keys(db, *words)) == rules


def test_checks_are_listed(db: Path) -> None:
    result = run("audit", "--db", db, "--checks")
    assert "✓  30.000 + 10.000 = 40.000" in result.stdout
    assert "4 checks tried: 2 hold, 1 fails, 1 cannot be told." in result.stdout
    rows = json.loads(run("audit", "--db", db, "--checks", "--format", "json").stdout)
    assert [row["verdict"] for row in rows] == ["fails", "holds", "cannot_tell", "holds"]
    quiet = run("audit", "--db", db, "--checks", "--document", "03/TB-UBND")
    assert quiet.stdout.startswith("No check was tried.\n") and "No figure to check." in quiet.stdout


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("info", 1), ("none", 0)])
def test_fail_on(db: Path, level: str, code: int) -> None:
    result = run("audit", "--db", db, "--fail-on", level)
    assert result.exit_code == code and "No figure" not in result.stdout
    assert run("audit", "--db", db, "--fail-on", level, "--document", "03/TB-UBND").exit_code == 0


def test_a_dismissed_finding_fails_nothing(db: Path) -> None:
    words = ("audit", "--db", db, "--rule", "parts_sum", "--fail-on", "error")
    assert run(*words).exit_code == 1
    key = keys(db)["parts_sum"][:8]
    assert run("review", key, "--dismiss", "--reason", "đã đối chiếu", "--db", db).exit_code == 0
    result = run(*words)
    assert result.exit_code == 0 and "No finding." in result.stdout and "--all" in result.stdout
    assert "đã đối chiếu" in run(*words, "--all").stdout


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "csv", "json", "jsonl", "htm"])
def test_sheets_are_written_as_the_suffix_says(db: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"sheet.{suffix}"
    assert run("audit", "--db", db, "--output", output).exit_code == 0
    start = {"html": b"<!DOCTYPE", "htm": b"<!DOCTYPE", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}
    assert output.read_bytes().startswith(start.get(suffix, b""))
    assert output.stat().st_size > 900


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_a_sheet_cannot_go_to_the_screen(db: Path, format_: str) -> None:
    for lang, words in (("en", f"needs --output FILE.{format_}"), ("vi", f"cần --output TỆP.{format_}")):
        result = run("audit", "--db", db, "--format", format_, lang=lang)
        assert result.exit_code == 2 and words in result.stderr


@pytest.mark.parametrize(
    ("words", "english", "vietnamese"),
    [
        (["--rule", "part_sum"], "Did you mean:\n  parts_sum  The parts", "ý bạn là:\n  parts_sum  Các phần"),
        (["--rule", "foo"], "  malformed_date   ", "\n  percentage              Tỷ lệ phần trăm"),
        (["--output", "p.pdf"], ".csv, .docx, .html", "Không ghi được .pdf"),
        (["--output", "p.xyz"], "No .xyz is written", ".csv, .docx, .html"),
        (["--rule", "qqq"], "There is no audit rule", "Không có quy tắc rà soát"),
        (["--severity", "loud"], "none of", "không thuộc"),
        (["--fail-on", "loud"], "none of", "không thuộc"),
        (["--output", "no/such/folder/a.html"], "there is no folder", "không có thư mục"),
        (["khong-co.pdf"], "khong-co.pdf", "khong-co.pdf"),
    ],
)
def test_wrong_use_is_told(db: Path, words: list[str], english: str, vietnamese: str) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run("audit", "--db", db, *words, lang=lang)
        assert result.exit_code == 2, result.output
        assert sentence in result.stderr


def test_an_unknown_document_is_exit_code_3(db: Path) -> None:
    assert run("audit", "--db", db, "--document", "99/KH-UBND").exit_code == 3


def test_no_registry_and_an_empty_one(tmp_path: Path) -> None:
    for command in (["audit"], ["review"], ["review", "ab12", "--accept"], ["review", "ab12", "--undo"]):
        result = run(*command, "--db", tmp_path / "none.db")
        assert result.exit_code == 5 and "no registry" in result.stderr
    assert not (tmp_path / "none.db").exists()
    Registry(tmp_path / "empty.db", write=True).close()
    for lang, words in (("en", "holds no file yet"), ("vi", "chưa có tệp nào")):
        for more in ([], ["--fail-on", "error"], ["--output", tmp_path / "a.html"]):
            result = run("audit", "--db", tmp_path / "empty.db", *more, lang=lang)
            assert result.exit_code == 2 and words in result.stderr and result.stdout == ""
    assert not (tmp_path / "a.html").exists()


def test_severities_are_typed_as_the_screen_prints_them(db: Path) -> None:
    for typed in ("warning", "cảnh báo", "canh-bao", "CẢNH BÁO"):
        assert set(keys(db, "--severity", typed)) == set(keys(db)) - {"hedge_on_exact"}
    assert run("audit", "--db", db, "--fail-on", "lỗi").exit_code == 1
    assert run("audit", "--db", db, "--fail-on", "không").exit_code == 0


def test_files_read_before_figures_were_are_told(db: Path) -> None:
    with Registry(db, write=True) as registry:
        registry.connection.execute("UPDATE files SET fingerprint = '' WHERE id < 3")
    for words in (["audit"], ["statistics"]):
        assert "2 files were read before figures were" in run(*words, "--db", db).stderr


def test_a_locked_registry_is_exit_code_5(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registry, "__init__", partialmethod(Registry.__init__, timeout=0.1))
    key = keys(db)["parts_sum"]
    other = sqlite3.connect(db)
    other.execute("BEGIN IMMEDIATE")
    for lang, words in (("en", "in use by another program"), ("vi", "đang được chương trình khác")):
        result = run("review", key, "--accept", "--db", db, lang=lang)
        assert result.exit_code == 5 and words in result.stderr
    other.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the three reports, read by a reader that knows their facts."""
    made.with_conflicts(monkeypatch)
    monkeypatch.setattr(apart, "ingest", partial(ingest, start=made.start_made))
    found = tmp_path / "in"
    found.mkdir()
    for name in made.MADE:
        (found / name).write_text(name, encoding="utf-8")
    return found


def test_files_are_audited_apart(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "none.db"
    result = run("audit", folder, "--db", db, "--jobs", "1", "--fail-on", "warning")
    assert result.exit_code == 1, result.output
    assert "One indicator has two values" in result.stdout and not db.exists()
    alone = run("audit", folder / made.SECOND, "--db", db, "--jobs", "1", "--fail-on", "info")
    assert alone.exit_code == 0 and "1 file looked at, 1 figure read." in alone.stdout


def test_decisions_hold_for_the_same_contents_elsewhere(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    ingest([folder], db, jobs=1, start=made.start_made)
    key = keys(db)["value_conflict"]
    assert run("review", key, "--dismiss", "--reason", "khác kỳ", "--db", db).exit_code == 0
    result = run("audit", folder, "--db", db, "--jobs", "1")
    assert "One indicator has two values" not in result.stdout
    assert "1 dismissed finding not shown" in result.stdout


def test_a_sheet_does_not_take_the_place_of_its_document(folder: Path, tmp_path: Path) -> None:
    document = folder / "report.docx"
    document.write_bytes(b"the document itself")
    for path in (document, folder):
        result = run("audit", path, "--db", tmp_path / "none.db", "--output", document)
        assert result.exit_code == 2 and "is one of the files to read" in result.stderr
    assert document.read_bytes() == b"the document itself"


def test_files_that_cannot_be_read_are_listed(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.txt").write_text("x", encoding="utf-8")
    words = ("audit", folder, "--db", tmp_path / "none.db", "--jobs", "1")
    result = run(*words)
    assert result.exit_code == 4 and "broken.txt" in result.stderr
    failing = run(*words, "--fail-on", "error")
    assert failing.exit_code == 1 and "broken.txt" in failing.stderr


def test_a_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    sheet = tmp_path / "sheet.docx"
    for more in ([], ["--fail-on", "error"], ["--output", sheet]):
        result = run("audit", tmp_path / "empty", "--db", tmp_path / "none.db", *more)
        assert result.exit_code == 2 and "no files to read there" in result.stderr
    assert not sheet.exists()


def test_where_no_file_can_be_read_there_is_no_sheet(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.docx"
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "broken.txt").write_text("x", encoding="utf-8")
    result = run("audit", tmp_path / "only", "--db", tmp_path / "none.db", "--output", sheet, "--jobs", "1")
    assert result.exit_code == 4 and "broken.txt" in result.stderr and not sheet.exists()


def test_ctrl_c_speaks_of_this_audit_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(apart, "ingest", interrupted)
    for lang, words in (("en", "nothing was audited"), ("vi", "chưa rà soát xong")):
        result = run("audit", folder, "--db", folder / "none.db", lang=lang)
        assert result.exit_code == 130 and words in result.stderr
        assert "sổ" not in result.stderr and "registered" not in result.stderr


def test_review_accepts_dismisses_lists_and_takes_back(db: Path) -> None:
    assert "Nobody has decided" in run("review", "--db", db).stderr
    key = keys(db)["malformed_number"][:8]
    assert run("review", key, "--accept", "--by", "Trịnh Thị Mơ", "--db", db).exit_code == 0
    (row,) = json.loads(run("review", "--db", db, "--format", "json").stdout)
    assert (row["decision_made"], row["reviewer"], row["state"]) == ("accepted", "Trịnh Thị Mơ", "applied")
    assert "đã chấp nhận" in run("review", "--db", db, lang="vi").stdout
    done = run("review", key, "--undo", "--db", db)
    assert done.exit_code == 0 and "is taken back" in done.stderr
    again = run("review", key, "--undo", "--db", db)
    assert again.exit_code == 2 and "Nobody has decided" in again.stderr


@pytest.mark.parametrize(
    ("words", "code", "english", "vietnamese"),
    [
        (["KEY", "--dismiss"], 2, "needs a reason", "phải có lý do"),
        (["KEY", "--dismiss", "--reason", "  "], 2, "needs a reason", "phải có lý do"),
        (["KEY"], 2, "Give the KEY", "Hãy cho MÃ"),
        (["KEY", "--accept", "--undo"], 2, "Give the KEY", "Hãy cho MÃ"),
        (["--accept"], 2, "Give the KEY", "Hãy cho MÃ"),
        (["--by", "An"], 2, "Give the KEY", "Hãy cho MÃ"),
        (["0000000", "--accept"], 3, "No finding of the registry", "Trong sổ không có phát hiện"),
    ],
)
def test_wrong_use_of_review_is_told(
    db: Path, words: list[str], code: int, english: str, vietnamese: str
) -> None:
    key = keys(db)["parts_sum"]
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run("review", *(key if word == "KEY" else word for word in words), "--db", db, lang=lang)
        assert result.exit_code == code and sentence in result.stderr
    assert "Nobody has decided" in run("review", "--db", db).stderr


def test_show_tells_what_the_audit_found(db: Path) -> None:
    text = run("show", "01/BC-UBND", "--db", db).stdout
    assert "Findings (4)\n  11 figures. 4 checks tried: 2 hold, 1 fails, 1 cannot be told.\n" in text
    assert "▲ error · " in text
    limited = run("show", "01/BC-UBND", "--db", db, "--limit", "1").stdout
    assert "… and 3 more (--limit)" in limited
    found = json.loads(run("show", "01/BC-UBND", "--db", db, "--format", "json").stdout)
    assert (found["figures"], found["checks"]["holds"], len(found["findings"])) == (11, 2, 4)
    rows = json.loads(run("show", "02/BC-UBND", "--db", db, "--format", "json").stdout)
    assert (rows["figures"], [row["rule"] for row in rows["findings"]]) == (1, ["value_conflict"])
    assert "Findings" not in run("show", "03/TB-UBND", "--db", db).stdout


def test_views_answer_for_sql(db: Path) -> None:
    rows = json.loads(run("view", "open_findings", "--db", db, "--format", "json").stdout)
    assert [row["severity"] for row in rows] == ["error", "error", "warning", "info"]
    assert rows[2]["other_document"] == "Báo cáo 02/BC-UBND"
    run("review", rows[0]["key"], "--accept", "--db", db)
    assert len(json.loads(run("view", "open_findings", "--db", db, "--format", "json").stdout)) == 3
    figures = json.loads(run("view", "figures", "--db", db, "--format", "json").stdout)
    assert len(figures) == 12 and figures[0]["value"] == 44333
    tried = json.loads(run("view", "checks-tried", "--db", db, "--format", "json").stdout)
    assert [row["verdict"] for row in tried] == ["fails", "holds", "cannot_tell", "holds"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Open findings: 2 errors, 1 warning; see vanthu audit --db "),
        ("vi", "Phát hiện chưa xử lý: 2 lỗi, 1 cảnh báo; xem vanthu audit --db "),
    ],
)
def test_the_summary_of_a_run_names_open_findings(db: Path, lang: str, words: str) -> None:
    done = RunReport(1, 3, 3, 0, 0, 0.1, (), None)
    with Registry(db, write=True) as registry:
        assert words in summary(registry, done, 5, lang).splitlines()[-1]
        with registry.transaction() as connection:
            for found in findings(registry, Wanted()):
                reviews.put(connection, found, "accepted", None, None)
        assert words[:8] not in summary(registry, done, 5, lang)


def test_a_finding_that_is_gone_can_only_be_undone(db: Path) -> None:
    key = keys(db)["parts_sum"][:8]
    run("review", key, "--accept", "--db", db)
    with Registry(db, write=True) as registry, registry.transaction() as connection:
        connection.execute("DELETE FROM findings WHERE rule = 'parts_sum'")
    for lang, words in (("en", "is not found any more"), ("vi", "không còn")):
        result = run("review", key, "--dismiss", "--reason", "x", "--db", db, lang=lang)
        assert result.exit_code == 3 and words in result.stderr and "--undo" in result.stderr
    (row,) = json.loads(run("review", "--db", db, "--format", "json").stdout)
    assert (row["key"], row["state"]) == (key, "no_finding")
    assert run("review", key, "--undo", "--db", db).exit_code == 0
