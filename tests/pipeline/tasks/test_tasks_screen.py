from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import assigned_made as made
import pytest

from pipeline.tasks import records, screen
from pipeline.tasks.groups import Listed, ordered


def listed(*tasks: made.Assigned) -> Listed:
    return Listed(ordered(tasks or made.ALL), made.AS_OF)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")


def test_the_list_tells_date_status_lead_words_and_place() -> None:
    told = screen.plain(screen.task_list(listed(), "vi"))
    assert told.startswith("Nhiệm vụ tính đến ngày 23/11/2026: 6\n")
    head, *rows = told.split("\n\n")[1].splitlines()
    assert head.split() == ["Thời", "hạn", "Tình", "trạng", "Nhiệm", "vụ", "Mã"]
    assert rows[1].split("  ")[0] == "30/09/2026" and rows[1].endswith("3f9a12bc")
    assert "▲ quá hạn chưa" in rows[1] and "Sở Y tế tỉnh Hòa An" in rows[1] and "quá 54 ngày" in rows[2]
    assert "Kế hoạch 77/KH-UBND (10/02/2026), trang 2" in told
    assert "▲ 1 quá hạn · ○ 1 trong hạn · ? 1 chưa rõ · – 1 không thời hạn" in told
    assert "? đề xuất, chờ xác nhận" in told and "→ ?" not in told
    assert "Có 1 đề xuất chờ xác nhận" in told
    assert "\x07" not in told and "\x1b" not in told


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_list_and_the_board_fit_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(columns))
    for draw in (screen.task_list, screen.board):
        lines = screen.plain(draw(listed(*made.ALL, made.LONG), "vi")).splitlines()
        assert max(map(cell_len, lines)) <= max(60, columns)


def test_a_long_task_is_cut_in_lists_and_whole_alone() -> None:
    told = screen.plain(screen.task_list(listed(made.LONG), "vi"))
    assert "hồ sơ…" in " ".join(told.split()) and "hết." not in told and len(told) < 1500
    whole = " ".join(screen.one_task(made.LONG, made.AS_OF, "vi").split())
    assert whole.count("rà soát hồ sơ") == 1000 and "hết.”" in whole


def test_the_board_has_a_panel_a_body_with_counts() -> None:
    told = screen.plain(screen.board(listed(), "vi"))
    titles = [line.strip("╭╮─ ") for line in told.splitlines() if line.startswith("╭")]
    assert titles == [made.YTE, made.TAI_CHINH, made.BEN_LAU, "Chưa rõ cơ quan chủ trì"]
    assert "▲ 1 quá hạn · ○ 1 trong hạn · ✓ 1 đúng hạn" in told
    assert told.count("4b00cafe") == 2 and "số tổng chỉ tính một lần" in told
    quiet = screen.plain(screen.board(listed(made.OVERDUE), "en"))
    assert "counts it once" not in quiet and quiet.startswith("Tasks by body, as of 2026-11-23")


def test_what_is_drawn_in_a_file_has_no_colour(tmp_path: Path) -> None:
    output = tmp_path / "tasks.txt"
    screen.draw(screen.board(listed(), "vi"), output)
    text = output.read_text(encoding="utf-8")
    assert "\x1b" not in text and "quá hạn chưa" in text


def test_one_task_in_full() -> None:
    told = screen.one_task(made.EXTENDED, made.AS_OF, "vi")
    for words in (
        "Nhiệm vụ 4b00cafe · Tính đến ngày 23/11/2026",
        "Tình trạng", "○ chưa hoàn thành (trong hạn)", "Hạn cuối là 15/12/2026.",
        "Sở Tài chính tỉnh Hòa An; Sở Y tế tỉnh Hòa An (nêu ngay trong câu)",
        "15/12/2026 (gia hạn; ban đầu 31/10/2026); còn 22 ngày; văn bản ghi “xong trong tháng",
        "Cơ quan giao", "Công văn 215/UBND-KT (02/03/2026), trang 1", "215-ubnd-kt.docx",
        "Kết quả, minh chứng\n  được gia hạn đến 15/12/2026 · Công văn 390/UBND-KT (20/10/2026), trang 4",
        "“gia hạn đến ngày 15/12/2026”", "vì nêu cùng công việc và cơ quan",
        "Đề xuất, chờ xác nhận\n  ? [bb220000] đã hoàn thành 09/11/2026",
        "vanthu task 4b00cafe --confirm MÃ",
    ):  # fmt: skip
        assert words in told
    assert "Cơ quan phối hợp" not in told  # nothing to tell of it


def test_one_task_tells_where_else_it_stands_and_what_a_person_set() -> None:
    task = replace(made.DONE, corrected=("lead", "status"), partners=())
    told = screen.one_task(task, made.AS_OF, "en")
    assert "Where else it stands\n  told again · Thông báo 12/TB-VP (2026-04-01), page 4" in told
    assert "Sở Y tế tỉnh Hòa An [set by a person]" in told
    assert "✓ done in time [set by a person]" in told and "the year is not printed" in told
    assert "Proposals" not in told
    assert 'offices count that day, or the day before it' in " ".join(
        screen.one_task(made.OVERDUE, made.AS_OF, "en").split()
    )


def test_a_row_for_programs_has_codes_and_iso_days() -> None:
    rows = list(records.listing(made.ALL, "vi").records())
    extended = rows[1]
    assert [extended[name] for name in ("status", "due", "due_now")] == ["open", "2026-10-31", "2026-12-15"]
    assert extended["lead"] == [made.TAI_CHINH, made.YTE]
    assert extended["evidence"] == ["extended 2026-12-15 (Công văn 390/UBND-KT)"]
    assert extended["proposals"] == ["bb22" + "0" * 28 + ": done 2026-11-09 (Báo cáo 61/BC-STC)"]
    assert rows[5]["task"] == made.UNKNOWN.text and rows[4]["recurrence"] == "FREQ=MONTHLY;BYMONTHDAY=18"


def test_a_record_keeps_proposals_apart_from_evidence() -> None:
    (task,) = json.loads("".join(records.as_json([made.EXTENDED])))
    assert [link["state"] for link in task["evidence"]] == ["extended"]
    assert [link["state"] for link in task["proposals"]] == ["done"]
    assert task["proposals"][0]["at"]["words"] == "đã trình phương án sắp xếp trụ sở"
    assert task["status_reason"]["vi"] == "Hạn cuối là 15/12/2026."
    assert json.loads("".join(records.as_json([]))) == []
    assert len(json.loads("".join(records.as_json(made.ALL)))) == 6
    lines = list(records.as_lines(made.ALL))
    assert [json.loads(line)["key"] for line in lines] == [one.key for one in made.ALL]
    assert json.loads(lines[2])["elsewhere"][0]["kind"] == "same"
