"""What files of one document say counts once; what they say differently is told; what people decide stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from copies_made import DRAFT, asked, documents, lay, read, report
from typer.testing import CliRunner, Result

from pipeline.audit.findings import Wanted
from pipeline.audit.findings import findings as found
from pipeline.cli import app
from pipeline.registry import Registry

_COUNTS = {
    "citations": "SELECT count(*) FROM citations",
    "figures": "SELECT count(*) FROM figures",
    "checks": "SELECT count(*) FROM checks_tried",
    "tasks": "SELECT count(*) FROM tasks t JOIN files f ON f.id = t.file_id"
    " WHERE t.copy_of IS NULL AND f.copy_of IS NULL",
    "mentions": "SELECT count(*) FROM mentions WHERE status IS NOT NULL",
}
CHANGED = report(received="12.540", name="Lê Ngọc Bưởi")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *map(str, words)])


def findings(db: Path) -> list[tuple[str, str, str, str]]:
    """The findings on copies: rule, severity, the words of the used file and of its copy."""
    return [
        (rule, severity, text[start:end], other[first:last])
        for rule, severity, text, start, end, other, first, last in asked(
            db,
            "SELECT n.rule, n.severity, t.text, n.start_offset, n.end_offset, u.text,"
            " n.other_start, n.other_end"
            " FROM findings n JOIN texts t ON t.file_id = n.file_id"
            " JOIN texts u ON u.file_id = n.other_file_id"
            " WHERE n.rule LIKE 'copy_%' ORDER BY n.rule, n.start_offset",
        )
    ]


@pytest.mark.parametrize("copy", [report(**DRAFT), CHANGED], ids=["draft", "changed"])
def test_facts_count_once(tmp_path: Path, copy: str) -> None:
    alone = read(lay(tmp_path / "a", one=report()), tmp_path / "a.db")
    both = read(lay(tmp_path / "b", one=report(), other=copy, third=copy + "\n"), tmp_path / "b.db")
    assert documents(both) == [{"one", "other", "third"}]
    for name, sql in _COUNTS.items():
        (one,), (several,) = asked(alone, sql)[0], asked(both, sql)[0]
        assert one == several, name
        assert one > 0 or name == "checks"
    with Registry(both) as registry:
        rules = {told.rule for told in found(registry, Wanted())}
    assert not any(rule.startswith("own_") for rule in rules), "what the draft leaves blank is no finding"


def test_differences_are_findings_side_by_side(tmp_path: Path) -> None:
    db = read(lay(tmp_path / "den", one=report(), other=CHANGED), tmp_path / "r.db")
    told = findings(db)
    assert [(rule, severity) for rule, severity, _, _ in told] == [
        ("copy_figure", "error"), ("copy_words", "warning"),
    ]  # fmt: skip
    assert {told[0][2], told[0][3]} == {"12.450", "12.540"}
    assert {told[1][2], told[1][3]} == {"Trịnh Thị Mơ", "Lê Ngọc Bưởi"}
    shown = run("audit", "--db", db, "--rule", "copy_figure")
    assert "12.450" in shown.stdout and "12.540" in shown.stdout
    assert "one.txt" in shown.stdout and "other.txt" in shown.stdout


@pytest.mark.parametrize(
    ("copy", "rule", "severity"),
    [
        (report(day="06 tháng 6"), "copy_header", "error"),
        (report().replace("Trần Văn Thử", "Hồ Văn Giả"), "copy_header", "error"),
        (report(more="\n5. Kinh phí lấy từ nguồn ngân sách đã giao.\n"), "copy_passage", "warning"),
        (report().replace("được duy trì", "bị đình trệ"), "copy_words", "info"),
    ],
)
def test_each_kind_of_difference(tmp_path: Path, copy: str, rule: str, severity: str) -> None:
    db = read(lay(tmp_path / "den", one=report(), other=copy), tmp_path / "r.db")
    assert documents(db) == [{"one", "other"}]
    assert (rule, severity) in [(one[0], one[1]) for one in findings(db)]


def test_a_draft_that_leaves_number_and_day_blank_differs_in_nothing(tmp_path: Path) -> None:
    db = read(lay(tmp_path / "den", one=report(), other=report(**DRAFT)), tmp_path / "r.db")
    assert findings(db) == []


def test_the_signed_paper_is_used_and_show_says_why(tmp_path: Path) -> None:
    db = read(lay(tmp_path / "den", a_draft=report(**DRAFT), signed=report()), tmp_path / "r.db")
    assert asked(db, "SELECT file, used_file FROM copies_of_files") == [("a_draft.txt", "signed.txt")]
    shown = run("show", "58/BC-UBND", "--db", db).stdout
    assert "used: its header tells most" in " ".join(shown.split())


def test_a_decision_that_two_files_are_one_survives_reading_again(tmp_path: Path) -> None:
    folder = lay(tmp_path / "den", one=report(), other=report(**DRAFT, received="12.540"))
    db = read(folder, tmp_path / "r.db")
    assert len(documents(db)) == 2
    assert "one.txt" in run("copies", "--db", db, "--format", "csv").stdout
    done = run("copies", "one.txt", "other.txt", "--same", "--reason", "bản thảo", "--db", db)
    assert done.exit_code == 0
    assert documents(db) == [{"one", "other"}]
    assert [one[0] for one in findings(db)] == ["copy_figure"]
    (folder / "other.txt").unlink()
    read(folder, db)
    assert documents(db) == [{"one"}]
    read(lay(folder, other=report(**DRAFT, received="12.540")), db)
    assert documents(db) == [{"one", "other"}]
    assert run("copies", "one.txt", "other.txt", "--undo", "--db", db).exit_code == 0
    assert len(documents(db)) == 2


def test_a_decision_that_two_files_are_two_survives_reading_again(tmp_path: Path) -> None:
    folder = lay(tmp_path / "den", one=report(), other=report(**DRAFT))
    db = read(folder, tmp_path / "r.db")
    assert documents(db) == [{"one", "other"}]
    assert run("copies", "one.txt", "other.txt", "--different", "--db", db).exit_code == 0
    assert len(documents(db)) == 2
    (folder / "one.txt").unlink()
    read(folder, db)
    read(lay(folder, one=report()), db)
    assert len(documents(db)) == 2
    assert asked(db, "SELECT count(*) FROM files WHERE copy_of IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("one.txt",), 2, "Give two FILES"),
        (("one.txt", "other.txt"), 2, "Give two FILES"),
        (("one.txt", "other.txt", "--same", "--different"), 2, "Give two FILES"),
        (("one.txt", "one.txt", "--same"), 2, "two different files"),
        (("one.txt", "none.txt", "--same"), 3, 'no file "none.txt"'),
        (("one.txt", "other.txt", "--undo"), 2, "Nobody has decided"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    db = read(lay(tmp_path / "den", one=report(), other=report(**DRAFT)), tmp_path / "r.db")
    done = run("copies", *words, "--db", db)
    assert done.exit_code == code
    assert said in done.output


@pytest.mark.skipif(sys.platform == "win32", reason="a signal cannot be sent to one process there")
@pytest.mark.parametrize("after", [0.02, 0.3, 0.8])
def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path: Path, after: float) -> None:
    texts = {
        f"a{n}": report(
            received=f"1{n}.450", direct=f"{n}.579", online=f"9.8{n}", scanned=f"{n}.326", number=str(n)
        )
        for n in range(10, 30)
    }
    texts |= {f"b{n}": texts[f"a{n}"].replace(f"Số: {n}/", "Số:   /") for n in range(10, 30)}
    folder, db = lay(tmp_path / "den", **texts), tmp_path / "r.db"
    code = "import sys; from pipeline.ingest import ingest; ingest([sys.argv[1]], sys.argv[2], jobs=1)"
    process = subprocess.Popen([sys.executable, "-c", code, str(folder), str(db)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not db.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    read(folder, db)
    assert documents(db) == sorted(({f"a{n}", f"b{n}"} for n in range(10, 30)), key=sorted)
    assert asked(db, "SELECT count(*) FROM files WHERE copy_of IS NOT NULL") == [(20,)]
    assert asked(db, "PRAGMA foreign_key_check") == []
