from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app

LETTER = """SỞ TÀI CHÍNH TỈNH HẠ SƠN
Số: 15/STC-NS
Hạ Sơn, ngày 04 tháng 3 năm 2025

Căn cứ Quyết định số 48/QĐ-UBND ngày 03/02/2025 của Ủy ban nhân dân tỉnh Hạ Sơn.
"""
QUOTE = "Quyết định số 48/QĐ-UBND ngày 03/02/2025"
GOLD: dict[str, Any] = {
    "document": "cong-van-15.txt",
    "layers": ["header", "references"],
    "header": {"number": "15", "symbol": "STC-NS", "date": "2025-03-04"},
    "references": [
        {
            "quote": QUOTE,
            "kind": "numbered",
            "type": "Quyết định",
            "number": "48",
            "symbol": "QĐ-UBND",
            "date": "2025-02-03",
            "issuer": ["Ủy ban nhân dân tỉnh Hạ Sơn"],
            "relation": ["based_on"],
            "by": ["self"],
        }
    ],
}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *map(str, words)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for name in ("gold", "corpus"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "cong-van-15.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "corpus" / "cong-van-15.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path / "gold"


def shares(result: Result) -> dict[tuple[str, str], float]:
    return {(row["layer"], row["measure"]): row["share"] for row in json.loads(result.stdout)}


def test_evaluate_reads_the_documents_beside_the_gold(gold: Path) -> None:
    result = run("evaluate", gold, "--format", "json")
    assert result.exit_code == 0, result.output
    found = shares(result)
    assert found["references", "f1"] == 1.0
    assert found["references", "date"] == 1.0
    assert found["header", "number"] == 1.0


def test_evaluate_scores_records_of_a_file(gold: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    assert run("extract", tmp_path / "corpus", "--output", records).exit_code == 0
    record = json.loads(records.read_text(encoding="utf-8"))
    record["references"][0]["date"] = None
    records.write_text(json.dumps(record) + "\n", encoding="utf-8")
    result = run("evaluate", gold, "--extracted", records, "--format", "json", "--misses")
    assert shares(result)["references", "date"] == 0.0
    assert QUOTE in result.stderr


def test_evaluate_names_what_was_not_extracted(gold: Path) -> None:
    (gold / "bao-cao-9.json").write_text(json.dumps({**GOLD, "document": "bao-cao-9.doc"}), encoding="utf-8")
    assert "bao-cao-9" in run("evaluate", gold, "--format", "json").stderr


def test_evaluate_with_none_of_the_documents_is_exit_code_2(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "cong-van-15.txt").unlink()
    result = run("evaluate", gold, "--format", "json")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "--documents" in result.stderr


def test_evaluate_may_leave_out_what_was_not_extracted(gold: Path) -> None:
    (gold / "bao-cao-9.json").write_text(json.dumps({**GOLD, "document": "bao-cao-9.doc"}), encoding="utf-8")
    assert shares(run("evaluate", gold, "--format", "json"))["references", "recall"] == 0.5
    result = run("evaluate", gold, "--only-extracted", "--format", "json")
    assert shares(result)["references", "recall"] == 1.0
    assert result.stderr == ""


def test_evaluate_without_gold_is_exit_code_2(tmp_path: Path) -> None:
    result = run("evaluate", tmp_path)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_evaluate_refuses_what_is_no_record(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("{]", encoding="utf-8")
    result = run("evaluate", gold, "--extracted", tmp_path / "records.jsonl")
    assert result.exit_code == 2
    assert "records.jsonl:1" in result.stderr


def test_doctor_is_a_listing(tmp_path: Path) -> None:
    rows = json.loads(run("doctor", "--db", tmp_path / "r.db", "--format", "json").stdout)
    assert {"Python", "SQLite", "rules", "spacy"} <= {row["check"] for row in rows}


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    rows = ["name\tletters\tfamily\texample\tcounter_example"]
    rows.append("Sổ tay\tSOT\tstate\tSổ tay số 12/SOT-VPUBND ngày 3/2/2025\t")
    (folder / "doc_types.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_rules_of_a_user_that_hold(own_rules: Path) -> None:
    result = run("rules", "check", "--rules", own_rules)
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert "every example matches" in result.stderr


def test_a_rule_that_does_not_match_its_example_is_exit_code_1(own_rules: Path) -> None:
    with (own_rules / "doc_types.tsv").open("a", encoding="utf-8") as table:
        table.write("Cẩm nang\tCNG\tstate\tThông báo số 9/TB-VPUBND\t\n")
    result = run("rules", "check", "--rules", own_rules, "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert (problem["file"], problem["line"]) == ("doc_types.tsv", 3)
    assert "Thông báo số 9/TB-VPUBND" in problem["problem"]
    assert run("rules", "check", "--rules", own_rules).stdout.count("doc_types.tsv") == 1


def test_rules_of_a_user_are_used(own_rules: Path, tmp_path: Path) -> None:
    letter = tmp_path / "cong-van-15.txt"
    letter.write_text(LETTER + "Xem Sổ tay số 12/SOT-VPUBND ngày 3/2/2025.\n", encoding="utf-8")
    for words, kind in (((), None), (("--rules", own_rules), "Sổ tay")):
        record = json.loads(run("extract", letter, *words).stdout)
        (found,) = [entry for entry in record["references"] if entry["symbol"] == "SOT-VPUBND"]
        assert found["type"] == kind
