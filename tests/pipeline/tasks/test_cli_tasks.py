from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import assigned_made as made
import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.errors import UnknownReferenceError, UsageError
from pipeline.listing import Column, Listing
from pipeline.registry import Registry
from pipeline.tasks import corrections, register
from pipeline.tasks.model import Assigned, Status

_AS_OF = ("--as-of", "23/11/2026")


class Store:
    """Stands in for the registry of tasks: remembers what it was asked for and told to keep."""

    def __init__(self) -> None:
        self.tasks: list[Assigned] = list(reversed(made.ALL))
        self.asked: list[tuple[register.Wanted, date]] = []
        self.kept: list[tuple[str, dict[str, Any]]] = []
        self.decisions: list[tuple[str, str, str]] = []

    def assigned(self, registry: Registry, wanted: register.Wanted, as_of: date) -> list[Assigned]:
        self.asked.append((wanted, as_of))
        if wanted.leads == ("không ai",):
            raise UsageError("No task is led by such a body.", "Không nhiệm vụ nào do cơ quan đó chủ trì.")
        return [] if wanted.topic == "hư không" else self.tasks

    def find(self, registry: Registry, typed: str, as_of: date) -> Assigned:
        found = [task for task in self.tasks if task.key.startswith(typed)]
        if len(found) != 1:
            raise UnknownReferenceError(f'No task "{typed}".', f"Không có nhiệm vụ “{typed}”.")
        return found[0]

    def correct(self, connection: object, task: Assigned, **fields: Any) -> None:
        self.kept.append((task.key[:8], {name: value for name, value in fields.items() if value}))

    def decide(self, connection: object, task: Assigned, key: str, decision: str, **who: Any) -> None:
        self.decisions.append((task.key[:8], key[:4], decision))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    made_ = Store()
    monkeypatch.setattr(register, "assigned", made_.assigned)
    monkeypatch.setattr(register, "find", made_.find)
    monkeypatch.setattr(corrections, "correct", made_.correct)
    monkeypatch.setattr(corrections, "decide", made_.decide)
    monkeypatch.setattr(corrections, "take_back", lambda connection, typed: typed + "0" * 24)
    return made_


def registry(path: Path, files: int = 1) -> Path:
    with Registry(path, write=True) as opened, opened.transaction() as connection:
        for number in range(files):
            connection.execute(
                "INSERT INTO files (id, sha256, name, status, size, fingerprint, media_type, reader)"
                " VALUES (?, ?, ?, 'registered', 9, 'x', 'text/plain', 'text')",
                (number + 1, f"ab{number}", f"{number}.txt"),
            )
    return path


@pytest.fixture
def run(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("COLUMNS", "100")
    db = registry(tmp_path / "r.db")

    def command(*words: object, lang: str = "en") -> Result:
        return CliRunner().invoke(app, ["--lang", lang, *map(str, words), "--db", str(db)])

    return command


Run = Callable[..., Result]


def test_tasks_are_listed_the_most_urgent_first(run: Run, store: Store) -> None:
    result = run("tasks", *_AS_OF, lang="vi")
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.startswith("Nhiệm vụ tính đến ngày 23/11/2026: 6\n")
    keys = [task.key[:8] for task in (made.OVERDUE, made.EXTENDED, made.UNKNOWN, made.RECURRING)]
    assert sorted(keys, key=result.stdout.index) == keys
    assert store.asked == [(register.Wanted(), made.AS_OF)]


def test_today_is_the_day_that_counts_by_default(run: Run, store: Store) -> None:
    result = run("tasks")
    assert store.asked[0][1] == date.today()
    assert f"Tasks as of {date.today().isoformat()}" in result.stdout


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--lead", "so y te", "--lead", "stc"], {"leads": ("so y te", "stc")}),
        (["--partner", "Sở Tài chính"], {"partners": ("Sở Tài chính",)}),
        (["--status", "quá hạn", "--status", "open"], {"statuses": (Status.OVERDUE, Status.OPEN)}),
        (["--due-within", "30"], {"due_from": date(2026, 11, 23), "due_to": date(2026, 12, 23)}),
        (["--due-within", "0"], {"due_from": date(2026, 11, 23), "due_to": date(2026, 11, 23)}),
        (["--due-before", "2026-12-31"], {"due_to": date(2026, 12, 31)}),
        (["--due-after", "1/12/2026"], {"due_from": date(2026, 12, 1)}),
        (["--topic", "đất đai", "--kind", "kiến nghị"], {"topic": "đất đai", "kind": "recommendation"}),
    ],
)
def test_conditions_are_handed_on(run: Run, store: Store, words: list[str], wanted: dict[str, Any]) -> None:
    assert run("tasks", *_AS_OF, *words).exit_code == 0
    assert store.asked == [(register.Wanted(**wanted), made.AS_OF)]


def test_the_range_of_deadlines_is_told(run: Run) -> None:
    result = run("tasks", *_AS_OF, "--due-within", "30", lang="vi")
    assert result.stdout.splitlines()[0].endswith("6; thời hạn từ 23/11/2026 đến 23/12/2026")


@pytest.mark.parametrize(
    ("words", "code", "english", "vietnamese"),
    [
        (["--as-of", "31/02/2026"], 2, "--as-of: \"31/02/2026\" is no date", "không phải ngày"),
        (["--due-before", "mai"], 2, "--due-before: \"mai\" is no date", "không phải ngày"),
        (["--due-after", "2026-12-02", "--due-before", "2026-12-01"], 2, "lies after", "sau --due-before"),
        (["--due-within", "5", "--due-after", "2026-12-02"], 2, "both ends", "cả hai đầu"),
        (["--due-within", "-1"], 2, "--due-within must be 0 or more", "phải từ 0 trở lên"),
        (["--due-within", "soon"], 2, "must be a number", "phải là số"),
        (["--due-within", "9999999"], 2, "beyond the calendar", "vượt quá lịch"),
        (["--status", "xong rồi"], 2, "is no status; known are", "không phải tình trạng"),
        (["--kind", "việc"], 2, "is no kind of task", "không phải loại nhiệm vụ"),
        (["--assigned-by", "99/QĐ-UBND"], 3, "99", "99"),
        (["--lead", "không ai"], 2, "No task is led", "Không nhiệm vụ nào do"),
        (["--board", "--format", "csv"], 2, "--board is drawn", "--board chỉ vẽ"),
        (["--format", "xlsx"], 2, "needs --output FILE.xlsx", "cần --output TỆP.xlsx"),
        (["--format", "docx"], 2, "needs --output FILE.docx", "cần --output TỆP.docx"),
        (["--output", "a.pdf"], 2, "No .pdf is written", "Không ghi được .pdf"),
        (["--output", "no/such/a.html"], 2, "there is no folder", "không có thư mục"),
    ],
)
def test_wrong_use_is_told(run: Run, words: list[str], code: int, english: str, vietnamese: str) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run("tasks", *words, lang=lang)
        assert result.exit_code == code and sentence in result.stderr, result.stderr
        assert result.stdout == ""


def test_no_registry_and_nothing_in_it_are_told(run: Run, store: Store, tmp_path: Path) -> None:
    missing = CliRunner().invoke(app, ["--lang", "vi", "tasks", "--db", str(tmp_path / "none.db")])
    assert missing.exit_code == 5 and "Chưa có sổ đăng ký" in missing.stderr
    store.tasks = []
    empty = registry(tmp_path / "empty.db", files=0)
    for db, words in ((empty, "Sổ chưa có tệp nào"), (tmp_path / "r.db", "Sổ chưa có nhiệm vụ nào")):
        result = CliRunner().invoke(app, ["--lang", "vi", "tasks", "--db", str(db)])
        assert (result.exit_code, result.stdout) == (0, "") and words in result.stderr


def test_conditions_that_nothing_meets_are_told(run: Run, tmp_path: Path) -> None:
    result = run("tasks", "--topic", "hư không", lang="vi")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Không có nhiệm vụ nào phù hợp" in result.stderr
    for suffix in ("csv", "json", "jsonl", "xlsx", "docx", "ics", "html"):
        output = tmp_path / f"none.{suffix}"
        assert run("tasks", "--topic", "hư không", "--output", output).exit_code == 0
        assert output.exists()
    assert json.loads((tmp_path / "none.json").read_text()) == []


def test_files_of_an_older_version_are_told(run: Run, tmp_path: Path) -> None:
    with Registry(tmp_path / "r.db", write=True) as opened, opened.transaction() as connection:
        connection.execute("UPDATE files SET fingerprint = ''")
    assert "1 file was read by an older version, which found no tasks" in run("tasks").stderr


def test_a_limit_keeps_the_most_urgent(run: Run) -> None:
    result = run("tasks", *_AS_OF, "--format", "json", "--limit", "2")
    assert [task["status"] for task in json.loads(result.stdout)] == ["overdue", "open"]
    assert "--limit 2" in result.stderr
    assert run("tasks", "--format", "json", "--limit", "6").stderr == ""


def test_what_a_limit_leaves_out_is_counted(run: Run, store: Store) -> None:
    result = run("tasks", *_AS_OF, "--limit", "2", lang="vi")
    assert result.stdout.splitlines()[0].endswith(": 6") and "– 1 không thời hạn" in result.stdout
    assert "Còn nhiều dòng hơn --limit 2" in result.stderr and "7e57ab1e" not in result.stdout
    board = run("tasks", *_AS_OF, "--board", "--limit", "1")
    assert "▲ 1 overdue · ○ 1 open · ✓ 1 in time" in board.stdout and "… and 2 more (--limit)" in board.stdout
    assert "5c0ffee1" not in board.stdout and "--limit 1;" not in board.stderr
    page = run("tasks", *_AS_OF, "--format", "html", "--limit", "1").stdout
    assert "… and 2 more (--limit)" in page and "5c0ffee1" not in page


def test_a_long_task_is_cut_on_the_screen_and_whole_in_files(run: Run, store: Store, tmp_path: Path) -> None:
    store.tasks = [made.LONG]
    assert "hết." not in run("tasks").stdout and "…" in run("tasks").stdout
    for suffix in ("csv", "json", "html"):
        output = tmp_path / f"long.{suffix}"
        assert run("tasks", "--output", output).exit_code == 0
        assert made.LONG.text in output.read_text(encoding="utf-8-sig")


def test_every_format_is_written_as_the_suffix_says(run: Run, tmp_path: Path) -> None:
    starts = {
        "csv": b"\xef\xbb\xbfkey,", "json": b"[\n{", "jsonl": b'{"key"', "xlsx": b"PK", "docx": b"PK",
        "ics": b"BEGIN:VCALENDAR\r\n", "html": b"<!DOCTYPE", "txt": b"Tasks as of",
    }  # fmt: skip
    for suffix, start in starts.items():
        output = tmp_path / f"tasks.{suffix}"
        assert run("tasks", *_AS_OF, "--output", output).exit_code == 0
        assert output.read_bytes().startswith(start)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tasks.csv").read_text(encoding="utf-8-sig"))))
    assert [row["due_now"] for row in rows[:2]] == ["2026-09-30", "2026-12-15"]
    assert rows[1]["lead"] == f"{made.TAI_CHINH}; {made.YTE}"


def test_a_calendar_goes_to_the_screen_and_tells_what_it_lacks(run: Run) -> None:
    result = run("tasks", *_AS_OF, "--format", "ics")
    assert result.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "1 task has no day that a calendar could hold" in result.stderr


def test_a_cell_too_long_for_excel_is_told(run: Run, store: Store, tmp_path: Path) -> None:
    from dataclasses import replace

    store.tasks = [replace(made.LONG, text="rà soát " * 5000)]
    result = run("tasks", "--output", tmp_path / "t.xlsx", lang="vi")
    assert result.exit_code == 0 and "1 ô dài hơn mức Excel cho phép (32000 ký tự)" in result.stderr


def test_the_board(run: Run, tmp_path: Path) -> None:
    result = run("tasks", "--board", *_AS_OF, lang="vi")
    assert result.exit_code == 0 and "╭─ Sở Y tế tỉnh Hòa An ─" in result.stdout
    assert run("tasks", "--board", "--output", tmp_path / "b.html").exit_code == 0


def test_one_task_is_shown(run: Run) -> None:
    result = run("task", "4b00", *_AS_OF, lang="vi")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nhiệm vụ 4b00cafe · Tính đến ngày 23/11/2026")
    (found,) = json.loads(run("task", "4b00", "--format", "json").stdout)
    assert found["key"] == made.EXTENDED.key
    assert json.loads(run("task", "4b00", "--format", "jsonl").stdout) == found
    assert run("task", "ffff").exit_code == 3


@pytest.mark.parametrize(
    ("words", "kept", "told"),
    [
        (["--lead", "Sở Nội vụ"], {"lead": ("Sở Nội vụ",)}, "The lead is now:"),
        (["--deadline", "2026-Q3"], {"deadline": "2026-Q3"}, "The deadline is now 2026-09-30."),
        (["--done", "2026-09-29"], {"status": "done", "done": "2026-09-29"}, "done on 2026-09-29"),
        (["--done", "2020-01-01"], {"status": "done", "done": "2020-01-01"}, "is the day right?"),
        (
            ["--status", "đã hoàn thành quá hạn", "--reason", "theo sổ giao ban", "--by", "Mơ"],
            {"status": "done_late", "reason": "theo sổ giao ban", "reviewer": "Mơ"},
            "Its status is now: ▲ overdue",
        ),
        (["--not-a-task", "--reason", "câu dẫn"], {"not_a_task": True, "reason": "câu dẫn"}, "as no task"),
    ],
)
def test_a_task_is_set_right(
    run: Run, store: Store, words: list[str], kept: dict[str, Any], told: str
) -> None:
    result = run("task", "3f9a", *words, *_AS_OF)
    assert result.exit_code == 0 and told in result.stderr, result.stderr
    assert store.kept == [("3f9a12bc", kept)]


def test_a_deadline_is_taken_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(corrections, "correct", lambda *_, **fields: kept.append(fields["deadline"]))
    assert run("task", "8bad", "--deadline", "không").exit_code == 0
    assert kept == [""]


@pytest.mark.parametrize(
    ("words", "decision", "told"),
    [
        (["--confirm", "bb22"], ("4b00cafe", "bb22", "confirmed"), "Proposal bb220000 is confirmed."),
        (["--reject", "BB"], ("4b00cafe", "bb22", "rejected"), "Link bb220000 is rejected."),
        (["--reject", "aa11"], ("4b00cafe", "aa11", "rejected"), "Link aa110000 is rejected."),
    ],
)
def test_a_proposal_is_decided(run: Run, store: Store, words: list[str], decision: Any, told: str) -> None:
    result = run("task", "4b00", *words)
    assert result.exit_code == 0 and result.stderr.strip() == told
    assert store.decisions == [decision]


@pytest.mark.parametrize(
    ("words", "code", "english", "vietnamese"),
    [
        (["--lead", "Sở Nội vụ"], 2, "Give the KEY of a task", "Hãy cho MÃ của nhiệm vụ"),
        (["3f9a", "--reason", "vì"], 2, "one thing to do", "một việc cần làm"),
        (["3f9a", "--undo", "--lead", "Sở Nội vụ"], 2, "one thing to do", "một việc cần làm"),
        (["4b00", "--confirm", "aa", "--reject", "bb"], 2, "one thing to do", "một việc cần làm"),
        (["3f9a", "--not-a-task"], 2, "--not-a-task needs a reason", "--not-a-task phải có lý do"),
        (["3f9a", "--status", "open", "--reason", " "], 2, "--status needs a reason", "phải có lý do"),
        (["3f9a", "--status", "sắp xong"], 2, "is no status; known are: done;", "không phải tình trạng"),
        (["3f9a", "--not-a-task", "--lead", "A", "--reason", "a"], 2, "alone", "chỉ nêu --not-a-task"),
        (["3f9a", "--status", "open", "--done", "2026-09-01"], 2, "give one of them", "một trong hai"),
        (["3f9a", "--done", "2026-11-24", *_AS_OF], 2, "cannot be done yet", "chưa thể hoàn thành"),
        (["3f9a", "--done", "hôm qua"], 2, "--done: \"hôm qua\" is no date", "không phải ngày"),
        (["3f9a", "--deadline", " "], 2, "--deadline needs a day", "--deadline cần có ngày"),
        (["3f9a", "--lead", " "], 2, "needs the name of a body", "cần có tên cơ quan"),
        (["3f9a", "--format", "csv"], 2, "`vanthu tasks` writes csv", "`vanthu tasks` ghi dạng csv"),
        (["ffff", "--done", "2026-09-01"], 3, "No task", "Không có nhiệm vụ"),
        (["3f9a", "--confirm", "aa"], 3, "has no link to confirm", "không có liên kết nào để xác nhận"),
        (["4b00", "--confirm", "cc"], 3, "There are:\n  aa1100000000  given", "Hiện có:\n  aa1100000000"),
        (["4b00", "--confirm", ""], 3, "There are:", "Hiện có:"),
        (["4b00", "--done", ""], 2, "is no date", "không phải ngày"),
    ],
)
def test_wrong_corrections_are_told(
    run: Run, store: Store, words: list[str], code: int, english: str, vietnamese: str
) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run("task", *words, lang=lang)
        assert result.exit_code == code and sentence in result.stderr, result.stderr
    assert not store.kept and not store.decisions


def test_keys_that_begin_alike_are_listed(run: Run, store: Store) -> None:
    from dataclasses import replace

    twins = tuple(replace(link, key="ab" + link.key) for link in made.EXTENDED.links)
    store.tasks = [replace(made.EXTENDED, links=twins)]
    result = run("task", "4b00", "--confirm", "ab")
    assert result.exit_code == 3 and "begins the keys of 2 links of task 4b00cafe" in result.stderr
    assert "\n  abaa11000000  " in result.stderr and "\n  abbb22000000  " in result.stderr


def test_corrections_are_taken_back_and_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "about task 3f9a12bc is taken back" in run("task", "3f9a12bc", "--undo").stderr
    monkeypatch.setattr(corrections, "listing", lambda *_: Listing((Column("key", identity=True),), []))
    nothing = run("task", lang="vi")
    assert (nothing.exit_code, nothing.stdout) == (0, "") and "Chưa ai sửa nhiệm vụ nào." in nothing.stderr
    monkeypatch.setattr(corrections, "listing", lambda *_: Listing((Column("key"),), [["3f9a12bc"]]))
    assert "3f9a12bc" in run("task").stdout
    assert json.loads(run("task", "--format", "json").stdout) == [{"key": "3f9a12bc"}]


def test_an_undo_makes_no_registry(store: Store, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["task", "ab", "--undo", "--db", str(tmp_path / "new.db")])
    assert result.exit_code == 5 and not (tmp_path / "new.db").exists()
