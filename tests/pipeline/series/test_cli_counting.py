from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.registry import Registry
from pipeline.series.figures import FigureFilter, figures, indicators

sys.path.append(str(Path(__file__).resolve().parents[1] / "audit"))
import audit_made as made  # noqa: E402


def run(*words: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(app, ["--lang", lang, "statistics", *map(str, words)])


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "120")
    return made.build(tmp_path / "r.db")


def values(db: Path, *words: str) -> list[int]:
    return [row["value"] for row in json.loads(run(*words, "--db", db, "--format", "json").stdout)]


def test_indicators_are_ranked(db: Path) -> None:
    with Registry(db) as registry:
        assert indicators(registry, "ho so tiep nhan") == [
            "hồ sơ tiếp nhận", "hồ sơ tiếp nhận · trực tiếp", "hồ sơ tiếp nhận · trực tuyến",
            "hồ sơ tiếp nhận · qua bưu chính",
        ]  # fmt: skip
        assert indicators(registry, "nhận TRỰC hồ") == [
            "hồ sơ tiếp nhận · trực tiếp", "hồ sơ tiếp nhận · trực tuyến",
        ]  # fmt: skip
        assert indicators(registry, "hồ s") == indicators(registry, " ") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--indicator", "ho so tiep nhan"], [44333, 44530, 7868, 34908, 1558]),
        (["--indicator", "qua bưu chính"], [1558]),
        (["--unit", "%"], [85]),
        (["--unit", "don"], [20, 30, 50]),
        (["--source", "table"], [20, 30, 50]),
        (["--document", "02/BC-UBND"], [44530]),
        (["--since", "2025-12-25"], [44530]),
        (["--until", "2025-12-25", "--indicator", "tiep nhan", "--limit", "1"], [44333]),
        (["--issuer", "UBND tỉnh Sơn Hà", "--unit", "%"], [85]),
    ],
)
def test_figures_are_listed(db: Path, words: list[str], expected: list[int]) -> None:
    assert values(db, *words) == expected


def test_the_screen_and_its_limit(db: Path) -> None:
    result = run("--db", db, "--limit", "2")
    assert "44333" in result.stdout and "40000" not in result.stdout
    assert "more rows than --limit 2" in result.stderr
    with Registry(db) as registry:
        assert len(figures(registry, FigureFilter(), 3).rows) == 3


def test_a_series_puts_values_side_by_side(db: Path) -> None:
    words = ("--indicator", "ho so tiep nhan", "--by", "period", "--db", db, "--format", "json")
    rows = json.loads(run(*words, lang="vi").stdout)
    assert [(row["period"], row["value"], row["conflict"]) for row in rows[:2]] == [
        ("năm 2025", 44333, "≠"), ("năm 2025", 44530, "≠"),
    ]  # fmt: skip
    assert rows[2]["conflict"] is None


@pytest.mark.parametrize(("suffix", "start"), [("svg", "<svg "), ("html", "<!DOCTYPE html>"), ("xlsx", "PK")])
def test_charts_and_sheets_are_written(db: Path, tmp_path: Path, suffix: str, start: str) -> None:
    output = tmp_path / f"series.{suffix}"
    result = run("--indicator", "tiep nhan", "--db", db, "--output", output)
    assert result.exit_code == 0, result.output
    assert output.read_bytes().startswith(start.encode())


@pytest.mark.parametrize(
    ("words", "code", "english", "vietnamese"),
    [
        (["--format", "svg"], 2, "A chart shows an indicator", "Biểu đồ thể hiện một chỉ tiêu"),
        (["--format", "xlsx"], 2, "needs --output FILE.xlsx", "cần --output TỆP.xlsx"),
        (["--since", "2025-02-30"], 2, "is no date", "không phải ngày"),
        (["--since", "2025-02-03", "--until", "2025-01-01"], 2, "lies after", "sau --until"),
        (["--source", "wall"], 2, "none of", "không thuộc"),
        (["--by", "colour"], 2, "none of", "không thuộc"),
        (["--issuer", "Bộ Không Có"], 2, "No issuer", "không có cơ quan ban hành"),
        (["--document", "99/KH-UBND"], 3, "No document", "không có văn bản nào"),
        (["--output", "no/such/a.svg", "--indicator", "x"], 2, "there is no folder", "không có thư mục"),
        (["--indicator", "không có chỉ tiêu này"], 0, "No figure fits", "Không có số liệu nào phù hợp"),
        (["--indicator", "zzz", "--format", "svg"], 0, "No figure fits", "Không có số liệu nào phù hợp"),
        (["--document", "03/TB-UBND"], 0, "No figure fits", "Không có số liệu nào phù hợp"),
    ],
)
def test_wrong_use_is_told(db: Path, words: list[str], code: int, english: str, vietnamese: str) -> None:
    for lang, sentence in (("en", english), ("vi", vietnamese)):
        result = run(*words, "--db", db, lang=lang)
        assert result.exit_code == code, result.output
        assert sentence in result.stderr and result.stdout == ""


def test_no_registry_and_one_without_figures(tmp_path: Path) -> None:
    result = run("--db", tmp_path / "none.db")
    assert result.exit_code == 5 and "no registry" in result.stderr
    quiet = made.build(tmp_path / "quiet.db", made.THIRD)
    for lang, words in (("en", "holds no figure yet"), ("vi", "chưa có số liệu nào")):
        result = run("--db", quiet, lang=lang)
        assert result.exit_code == 0 and words in result.stderr
