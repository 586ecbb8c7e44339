from __future__ import annotations

import importlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import deque
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest
from made_files import start_made, start_never

from pipeline.errors import RegistryError, UsageError, VanthuError
from pipeline.ingest import Progress, RunReport, ingest
from pipeline.ledger import Ledger
from pipeline.registry import Registry
from pipeline.store import FileRows
from pipeline.walk import Found
from pipeline.workers import Fate, Outcome

# The package offers the function under the module's name.
module = importlib.import_module("pipeline.ingest")
HERE = Path(__file__).resolve().parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    write(made, "a.txt", "plan 1")
    write(made, "b.txt", "plan 5")
    return made


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(folder: Path, start: Any = start_made, **more: Any) -> RunReport:
    return ingest([folder], folder.parent / "r.db", jobs=more.pop("jobs", 1), start=start, **more)


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with Registry(folder.parent / "r.db") as registry:
        return [tuple(row) for row in registry.query(sql)]


def test_a_folder_becomes_documents_and_edges(folder: Path) -> None:
    report = run(folder)
    assert (report.found, report.read, report.unchanged, report.failed) == (2, 2, 0, 0)
    assert report.resolution is not None and report.resolution.citations == 4
    columns = "plan, decision, relation, file, words"
    plans = ask(folder, f"SELECT {columns} FROM plans_citing_decisions ORDER BY 1, 2")
    assert plans[0] == (
        "Kế hoạch 1/KH-UBND", "Quyết định 1/QĐ-UBND", "implements", "a.txt",
        "Quyết định số 1/QĐ-UBND 2025-01-10",
    )  # fmt: skip
    assert ask(folder, "SELECT status, found, read FROM runs") == [("done", 2, 2)]


def test_an_unchanged_folder_starts_no_worker(folder: Path) -> None:
    run(folder)
    report = run(folder, start_never)
    assert (report.read, report.unchanged, report.resolution) == (0, 2, None)


def test_a_touched_file_is_hashed_not_read(folder: Path) -> None:
    run(folder)
    os.utime(folder / "a.txt", (1, 1))
    report = run(folder, start_never)
    assert (report.read, report.unchanged) == (1, 1)
    assert run(folder, start_never).unchanged == 2


def test_a_renamed_file_keeps_its_facts(folder: Path) -> None:
    run(folder)
    before = ask(folder, "SELECT id, sha256 FROM files ORDER BY id")
    (folder / "a.txt").rename(folder / "c.txt")
    report = run(folder, start_never)
    assert (report.read, report.removed) == (1, 1)
    assert ask(folder, "SELECT id, sha256 FROM files WHERE status = 'registered' ORDER BY id") == before
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]


def test_the_same_bytes_under_two_names_are_one_file(folder: Path) -> None:
    shutil.copy(folder / "a.txt", folder / "copy of a.txt")
    run(folder, jobs=2)
    assert ask(folder, "SELECT count(*) FROM files") == [(2,)]
    assert ask(folder, "SELECT count(*) FROM paths WHERE NOT removed") == [(3,)]
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]
    (folder / "a.txt").unlink()
    assert run(folder, start_never).removed == 1
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]
    (folder / "copy of a.txt").unlink()
    run(folder, start_never)
    assert ask(folder, "SELECT count(*) FROM mentions") == [(2,)]


def test_a_replaced_file_loses_its_old_facts(folder: Path) -> None:
    run(folder)
    write(folder, "a.txt", "plan 77")
    report = run(folder)
    assert (report.read, report.unchanged, report.removed) == (1, 1, 0)
    assert ask(folder, "SELECT number FROM files WHERE status = 'registered' ORDER BY 1") == [("5",), ("77",)]
    assert ask(folder, "SELECT status FROM files WHERE number IS NULL") == [("removed",)]
    assert ask(folder, "SELECT count(*) FROM documents WHERE id LIKE '%/kh/2025/1'") == [(0,)]


def test_a_removed_file_is_gone_but_a_cited_document_stays(folder: Path) -> None:
    write(folder, "a.txt", "plan 4")  # cites decisions 4 and 5, as b.txt cites 5 and 6
    run(folder)
    (folder / "a.txt").unlink()
    assert run(folder, start_never).removed == 1
    decisions = ask(folder, "SELECT number FROM documents WHERE type = 'Quyết định' ORDER BY 1")
    assert decisions == [("5",), ("6",)]
    assert ask(folder, "SELECT removed FROM paths ORDER BY path") == [(1,), (0,)]
    write(folder, "a.txt", "plan 4")
    assert run(folder).read == 1
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]


def test_files_outside_the_walked_folder_stay(folder: Path, tmp_path: Path) -> None:
    run(folder)
    other = write(tmp_path, "other/z.txt", "plan 9").parent
    ingest([other], tmp_path / "r.db", jobs=1, start=start_made)
    (folder / "a.txt").unlink()
    ingest([folder / "b.txt"], tmp_path / "r.db", jobs=1, start=start_never)
    assert ask(folder, "SELECT count(*) FROM files WHERE status = 'registered'") == [(3,)]


@pytest.mark.parametrize(
    ("what", "kind", "english", "vietnamese"),
    [
        ("refuse", "unreadable", "It is encrypted.", "Tệp có mật khẩu."),
        ("denied", "unreadable", "no permission", "Không có quyền"),
        ("crash", "crash", "crash", "ngừng đột ngột"),
        ("fail", "error", "ZeroDivisionError", "báo lại"),
        ("surrogate", "error", "UnicodeEncodeError", "báo lại"),
    ],
)
def test_a_file_that_fails_stops_nothing(
    folder: Path, what: str, kind: str, english: str, vietnamese: str
) -> None:
    write(folder, "a0.txt", what)
    report = run(folder)
    assert (report.found, report.read, report.failed) == (3, 2, 1)
    (failure,) = report.failures
    assert (Path(failure.path).name, failure.kind) == ("a0.txt", kind)
    assert english in failure.english and vietnamese in failure.vietnamese
    assert ask(folder, "SELECT kind, reason_vi FROM failures") == [(kind, failure.vietnamese)]
    again = run(folder, start_never)
    assert again.failures == report.failures and again.unchanged == 2


def test_a_failed_file_is_tried_again_when_it_changes(folder: Path) -> None:
    path = write(folder, "a0.txt", "refuse")
    run(folder)
    path.write_text("plan 30", encoding="utf-8")
    report = run(folder)
    assert (report.read, report.failed) == (1, 0)
    assert ask(folder, "SELECT count(*) FROM failures") == [(0,)]


def test_a_failure_goes_with_its_file(folder: Path) -> None:
    path = write(folder, "a0.txt", "refuse")
    run(folder)
    path.unlink()
    assert run(folder, start_never).failed == 0
    assert ask(folder, "SELECT count(*) FROM failures") == [(0,)]


def test_a_file_that_becomes_unreadable_loses_its_facts(folder: Path) -> None:
    run(folder)
    write(folder, "a.txt", "refuse")
    assert run(folder).failed == 1
    assert ask(folder, "SELECT count(*) FROM mentions") == [(2,)]


def test_other_rules_read_everything_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "a0.txt", "refuse")
    run(folder)
    monkeypatch.setattr(module, "fingerprint", lambda overlay: "next version")
    report = run(folder)
    assert (report.read, report.unchanged, report.failed) == (2, 0, 1)
    assert ask(folder, "SELECT DISTINCT fingerprint FROM files") == [("next version",)]
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]


def test_facts_survive_a_newer_program_that_stumbles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    monkeypatch.setattr(module, "fingerprint", lambda overlay: "next version")
    report = run(folder, start_stumbling)
    assert report.failed == 2
    assert ask(folder, "SELECT count(*) FROM mentions") == [(4,)]
    assert run(folder, start_never).failed == 2


def start_stumbling(overlay: Path | None) -> Any:
    return lambda file: 1 / 0


def test_a_file_over_its_time_is_given_up_and_tried_again_with_more(folder: Path) -> None:
    write(folder, "a0.txt", "hang")
    report = run(folder, time_limit=1.0)
    assert report.read == 2
    assert [failure.kind for failure in report.failures] == ["time_limit"]
    assert "quá lâu" in report.failures[0].vietnamese
    assert run(folder, start_never, time_limit=1.0).failed == 1
    assert [failure.kind for failure in run(folder, start_stumbling, time_limit=2.0).failures] == ["error"]


def test_the_registry_is_not_read_into_itself(folder: Path) -> None:
    report = ingest([folder], folder / "r.db", jobs=1, start=start_made)
    assert report.found == 2
    assert ingest([folder], folder / "r.db", jobs=1, start=start_never).found == 2


def test_workers_that_cannot_start_are_told(folder: Path) -> None:
    with pytest.raises(VanthuError, match="cannot be started .*a worker was started"):
        run(folder, start_never)
    assert ask(folder, "SELECT status FROM runs") == [("interrupted",)]


def test_a_path_that_is_not_there_makes_no_registry(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        ingest([tmp_path / "nowhere"], tmp_path / "r.db", start=start_never)
    assert not (tmp_path / "r.db").exists()


def test_a_rule_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no rule folder"):
        run(folder, overlay=tmp_path / "nowhere")


def test_a_folder_that_vanishes_while_it_is_read_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    walk = module.walk

    def walk_then_vanish(*given: Any) -> Any:
        found = walk(*given)
        shutil.rmtree(folder)
        return found

    write(folder, "a.txt", "plan 100")
    monkeypatch.setattr(module, "walk", walk_then_vanish)
    report = run(folder)
    assert [(Path(f.path).name, f.kind) for f in report.failures] == [("a.txt", "unreadable")]
    assert "no longer there" in report.failures[0].english
    monkeypatch.undo()
    with pytest.raises(UsageError):
        run(folder, start_never)
    assert ask(folder, "SELECT number FROM files WHERE status = 'registered' ORDER BY 1") == [("1",), ("5",)]


def test_a_folder_that_cannot_be_listed_is_told_and_keeps_its_facts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "shut/c.txt", "plan 9")
    run(folder)
    scandir = os.scandir

    def refusing(path: str) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    report = run(folder, start_never)
    assert [Path(failure.path).name for failure in report.failures] == ["shut"]
    assert report.removed == 0
    monkeypatch.undo()
    assert run(folder, start_never).failed == 0
    assert ask(folder, "SELECT count(*) FROM mentions") == [(6,)]


def test_progress_is_told(folder: Path) -> None:
    told: list[Progress] = []
    write(folder, "a0.txt", "refuse")
    run(folder, progress=told.append)
    last = [state for state in told if state.stage == "read"][-1]
    assert (last.done, last.total, last.failed) == (3, 3, 1)
    assert last.rate > 0
    assert told[-1].stage == "resolve"


def test_files_are_kept_in_their_order_however_they_end(monkeypatch: pytest.MonkeyPatch) -> None:
    # the name of the package's function hides its module from a plain import
    module = importlib.import_module("pipeline.ingest")
    monkeypatch.setattr(module, "_OVERTAKING", 3)
    files = [Found(Path(name), name, 1, 0) for name in "abcdef"]

    def ended(order: str) -> str:
        given = deque(files)
        outcomes = (Outcome(next(f for f in files if f.key == name), Fate.DONE) for name in order)
        return "".join(outcome.item.key for outcome in module._in_order(outcomes, given))

    assert ended("abcdef") == ended("bacedf") == "abcdef"
    # what takes longer than three others is not waited for
    assert ended("bcdafe") == "bcdaef"


def test_the_result_does_not_depend_on_the_workers(folder: Path, tmp_path: Path) -> None:
    for number in range(30):
        write(folder, f"{number % 3}/{number}.txt", f"plan {number % 20 + 1}\n{number}")
    tables = ("documents", "mentions", "bodies", "plans_citing_decisions")
    seen = []
    for jobs in (1, 2):
        ingest([folder], tmp_path / f"{jobs}.db", jobs=jobs, start=start_made)
        with Registry(tmp_path / f"{jobs}.db") as registry:
            seen.append([sorted(map(tuple, registry.query(f"SELECT * FROM {name}"))) for name in tables])
    assert seen[0] == seen[1]


def consistent(path: Path, complete: int | None = None) -> int:
    """Check a registry after an accident; how many files it holds."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        held = connection.execute("SELECT count(*) FROM files WHERE status = 'registered'").fetchone()[0]
        for table in ("texts", "blocks"):
            assert connection.execute(f"SELECT count(DISTINCT file_id) FROM {table}").fetchone()[0] == held
        assert connection.execute("SELECT count(*) FROM mentions").fetchone()[0] == 2 * held
        for table in ("tasks", "outcomes", "task_references", "outcome_references"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == held
        assert connection.execute("SELECT count(*) FROM task_bodies").fetchone()[0] == 2 * held
        indexed = "SELECT count(*) FROM search_index WHERE search_index MATCH 'slow'"
        assert connection.execute(indexed).fetchone()[0] == held
        if complete is not None:
            assert held == complete
            assert connection.execute("SELECT count(*) FROM citations").fetchone()[0] == 2 * complete
            assert connection.execute("SELECT count(*) FROM mentions WHERE status IS NULL").fetchone()[0] == 0
    connection.close()
    return int(held)


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from made_files import start_made
from pipeline.ingest import ingest
{prelude}
if __name__ == "__main__":
    told = lambda state: print(state.done, flush=True)
    ingest([Path({folder!r})], {registry!r}, jobs=2, start=start_made, progress=told)
"""


def start_run(folder: Path, prelude: str = "") -> subprocess.Popen[str]:
    script = folder.parent / "run.py"
    registry = str(folder.parent / "r.db")
    text = SCRIPT.format(here=str(HERE), folder=str(folder), registry=registry, prelude=prelude)
    script.write_text(text, encoding="utf-8")
    command = [sys.executable, str(script)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def slow_folder(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "in"
    for number in range(count):
        write(folder, f"{number:03}.txt", f"slow {number + 1}")
    return folder


def wait_for_first_file(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) > 0:
            return
    raise AssertionError(process.stderr.read() if process.stderr else "no output")


def test_killed_at_any_instant_it_is_consistent_and_a_later_run_completes(tmp_path: Path) -> None:
    folder = slow_folder(tmp_path, 40)
    held = []
    for delay in (0.0, 0.13, 0.31, 0.05):
        process = start_run(folder)
        if len(held) < 3:
            wait_for_first_file(process)
        time.sleep(delay)
        process.kill()
        process.communicate()
        held.append(consistent(tmp_path / "r.db"))
    assert held == sorted(held) and held[0] >= 1
    report = run(folder)
    assert report.unchanged >= held[-1] and report.read + report.unchanged == 40
    consistent(tmp_path / "r.db", complete=40)
    statuses = {row[0] for row in ask(folder, "SELECT status FROM runs")}
    assert statuses == {"interrupted", "done"}


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_leaves_what_was_read_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder = slow_folder(tmp_path, 60)
    process = start_run(folder)
    wait_for_first_file(process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode != 0
    assert errors.splitlines().count("KeyboardInterrupt") == 1, "workers stay silent"
    held = consistent(tmp_path / "r.db")
    assert 1 <= held < 60
    assert ask(folder, "SELECT status, read FROM runs") == [("interrupted", held)]
    assert run(folder).unchanged == held
    consistent(tmp_path / "r.db", complete=60)


@pytest.mark.parametrize("instant", ["behind BEGIN", "behind COMMIT"])
def test_ctrl_c_at_either_edge_of_a_transaction_is_noted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    register = Ledger.register

    def interrupted(ledger: Ledger, file: Found, sha256: str, rows: FileRows) -> None:
        if instant == "behind COMMIT":
            register(ledger, file, sha256, rows)
        else:
            ledger._registry.connection.execute("BEGIN IMMEDIATE")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "register", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    held = 1 if instant == "behind COMMIT" else 0
    assert ask(folder, "SELECT status, read FROM runs") == [("interrupted", held)]
    assert run(folder).unchanged == held


@pytest.mark.skipif(os.name != "posix", reason="file size limits of POSIX")
def test_a_full_disk_is_told_and_the_next_run_completes(tmp_path: Path) -> None:
    folder = slow_folder(tmp_path, 0)
    for number in range(60):
        write(folder, f"{number:03}.txt", f"slow {number + 1}\n" + "từ " * 5000)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))"
    process = start_run(folder, prelude=limit)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "RegistryError" in errors and "disk is full" in errors
    held = consistent(tmp_path / "r.db")
    assert held < 60
    assert run(folder, jobs=2).failed == 0
    consistent(tmp_path / "r.db", complete=60)


def test_a_locked_registry_stops_the_run_with_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    other = sqlite3.connect(folder.parent / "r.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(Registry, "__init__", partialmethod(Registry.__init__, timeout=0.05))
    try:
        with pytest.raises(RegistryError, match="in use by another program"):
            run(folder, start_never)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert run(folder, start_never).unchanged == 2
