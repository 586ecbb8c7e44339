from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.audit import reviews
from pipeline.audit.findings import Found, Wanted, findings
from pipeline.cli import app
from pipeline.ingest import ingest
from pipeline.registry import Registry

HEAD = """ỦY BAN NHÂN DÂN TỈNH SƠN HÀ

Số: {number}/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Sơn Hà, ngày 05 tháng 3 năm 2024

BÁO CÁO
Kết quả năm 2023

"""
KEPT = "Năm 2023 đã tiếp nhận 120 đơn, gồm: 70 đơn khiếu nại, 45 đơn tố cáo."
MENDED = "Đã tiếp nhận 100 hồ sơ và giải quyết 80 hồ sơ, đạt 85%."
PLAIN = "Công tác phối hợp được chú trọng."


def write(path: Path, *sentences: str, number: str = "15") -> None:
    path.write_text(HEAD.format(number=number) + "\n\n".join(sentences) + "\n", encoding="utf-8")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["--lang", "vi", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report of two errors: the sum is dismissed, the percentage accepted."""
    made = tmp_path / "in"
    made.mkdir()
    write(made / "a.txt", KEPT, MENDED, PLAIN)
    read(made)
    with Registry(db(made), write=True) as registry, registry.transaction() as connection:
        for rule, decision in (("parts_sum", "dismissed"), ("percentage", "accepted")):
            reviews.put(connection, one(registry, rule), decision, "lý do", "An")
    return made


def db(folder: Path) -> Path:
    return folder.parent / "r.db"


def read(folder: Path) -> None:
    ingest([folder], db(folder), jobs=1)


def one(registry: Registry, rule: str) -> Found:
    (found,) = findings(registry, Wanted((rule,), dismissed=True))
    return found


def states(folder: Path) -> dict[str, str]:
    with Registry(db(folder), write=True) as registry:
        return {kept.rule: kept.state for kept in reviews.kept(registry)}


def test_decisions_outlive_an_unrelated_correction(folder: Path) -> None:
    write(folder / "a.txt", KEPT.replace("đơn, gồm", "đơn,\ngồm"), MENDED, "Công tác phối hợp rất tốt.")
    read(folder)
    with Registry(db(folder), write=True) as registry:
        standing = findings(registry, Wanted(dismissed=True))
    told = [(found.status, found.reason, found.carried) for found in standing]
    assert sorted(told) == [("accepted", "lý do", True), ("dismissed", "lý do", True)]
    assert states(folder) == {"parts_sum": "carried", "percentage": "carried"}
    assert "đã quyết định ở bản trước của tệp" in run("audit", "--db", db(folder), "--all").stdout


def test_what_was_mended_is_reported_as_done(folder: Path) -> None:
    write(folder / "a.txt", KEPT, MENDED.replace("85%", "80%"), PLAIN)
    read(folder)
    assert states(folder) == {"parts_sum": "carried", "percentage": "mended"}
    with Registry(db(folder), write=True) as registry:
        assert one(registry, "parts_sum").status == "dismissed"
    shown = json.loads(run("review", "--db", db(folder), "--format", "json").stdout)
    assert {row["rule"]: row["state"] for row in shown} == states(folder)
    assert "đã xong" in run("review", "--db", db(folder)).stdout


@pytest.mark.parametrize(
    "sentences",
    [
        (KEPT.replace("45", "46"), PLAIN),  # another number
        (KEPT.replace("tố cáo", "kiến nghị"), PLAIN),  # another word
        (KEPT, PLAIN, KEPT),  # which of the two was meant nobody knows
    ],
)
def test_a_decision_about_other_words_or_numbers_is_nobodys(folder: Path, sentences: tuple[str, ...]) -> None:
    write(folder / "a.txt", *sentences)
    read(folder)
    with Registry(db(folder), write=True) as registry:
        found = findings(registry, Wanted(("parts_sum",), dismissed=True))
    assert found and {(one.status, one.carried) for one in found} == {("open", False)}


def test_a_decision_follows_the_document_to_another_file(folder: Path) -> None:
    (folder / "a.txt").unlink()
    write(folder / "b.txt", KEPT, "Công tác phối hợp rất tốt.")
    read(folder)
    assert states(folder)["parts_sum"] == "carried"
    (folder / "b.txt").unlink()
    write(folder / "c.txt", KEPT, number="16")
    read(folder)
    assert states(folder)["parts_sum"] == "no_finding"


def test_the_earlier_content_takes_its_decision_back(folder: Path) -> None:
    before = states(folder)
    for last in ("Bản hai.", PLAIN):
        write(folder / "a.txt", KEPT, MENDED, last)
        read(folder)
    assert set(states(folder)) == set(before) and set(states(folder).values()) == {"carried"}


def test_undoing_a_carried_decision_lasts(folder: Path) -> None:
    write(folder / "a.txt", KEPT, PLAIN)
    read(folder)
    with Registry(db(folder), write=True) as registry:
        key = one(registry, "parts_sum").key
    assert run("review", key, "--undo", "--db", db(folder)).exit_code == 0
    write(folder / "a.txt", KEPT, "Hết.")
    read(folder)
    with Registry(db(folder), write=True) as registry:
        assert one(registry, "parts_sum").status == "open"


def test_decisions_hold_for_a_changed_file_that_is_audited_alone(folder: Path) -> None:
    write(folder / "a.txt", KEPT, MENDED.replace("85%", "80%"), PLAIN)
    result = run("audit", folder / "a.txt", "--db", db(folder), "--all", "--jobs", "1")
    assert "đã bỏ qua bởi An: lý do; đã quyết định ở bản trước của tệp" in " ".join(result.stdout.split())
    rows = json.loads(run("audit", folder / "a.txt", "--db", db(folder), "--format", "json").stdout)
    assert rows == []


def test_a_decision_between_two_files_outlives_a_change_of_either(folder: Path) -> None:
    said = "Toàn tỉnh có tổng diện tích rừng trồng là {} ha."
    write(folder / "a.txt", "Năm 2023:", said.format("1.200"))
    write(folder / "b.txt", "Năm 2023:", said.format("1.300"), number="16")
    read(folder)
    with Registry(db(folder), write=True) as registry:
        found = findings(registry, Wanted(("value_conflict",)))
        if not found:
            pytest.skip("the two reports are not compared")
        with registry.transaction() as connection:
            reviews.put(connection, found[0], "dismissed", "khác kỳ", None)
    for name, value, number in (("a.txt", "1.200", "15"), ("b.txt", "1.300", "16")):
        write(folder / name, "Năm 2023:", said.format(value), "Hết.", number=number)
        read(folder)
        assert states(folder)["value_conflict"] == "carried"
    write(folder / "b.txt", "Năm 2023:", said.format("1.400"), number="16")
    read(folder)
    assert states(folder)["value_conflict"] != "carried"
