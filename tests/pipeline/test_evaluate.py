from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.evaluate import evaluate, read_gold, read_records
from pipeline.evaluate_layers import fold

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"

GOLD_REFERENCE: dict[str, Any] = {
    "quote": "Quyết định số 48/QĐ-UBND ngày 03/02/2025",
    "kind": "numbered",
    "type": "Quyết định",
    "number": "48",
    "symbol": "QĐ-UBND",
    "date": "2025-02-03",
    "issuer": ["Ủy ban nhân dân tỉnh Hạ Sơn", "Chủ tịch Ủy ban nhân dân tỉnh Hạ Sơn"],
    "relation": ["implements", "cites"],
    "by": ["self"],
}


def reference(**changes: object) -> dict[str, Any]:
    found = {**GOLD_REFERENCE, "text": GOLD_REFERENCE["quote"], "issuer": GOLD_REFERENCE["issuer"][0]}
    return {**found, "relation": "implements", "by": "self", **changes}


def score(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> Any:
    return evaluate({"a": {"references": wanted}}, {"a": {"references": found}}).layers["references"]


def test_a_perfect_record_scores_one() -> None:
    perfect = score([GOLD_REFERENCE], [reference()])
    assert (perfect.precision, perfect.recall, perfect.f1) == (1.0, 1.0, 1.0)
    assert {name: perfect.accuracy(name) for name in perfect.fields} == dict.fromkeys(
        ("type", "date", "issuer", "relation", "by"), 1.0
    )
    assert perfect.relation_macro_f1 == 1.0
    assert perfect.misses == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "Kế hoạch"}, "type"),
        ({"date": "2025-02"}, "date"),
        ({"issuer": "Sở Tài chính tỉnh Hạ Sơn"}, "issuer"),
        ({"relation": "replaces"}, "relation"),
        ({"by": "12/KH-UBND"}, "by"),
    ],
)
def test_one_wrong_field_lowers_that_field_alone(changes: dict[str, str], field: str) -> None:
    wrong = score([GOLD_REFERENCE], [reference(**changes)])
    assert wrong.f1 == 1.0
    assert [name for name in wrong.fields if wrong.accuracy(name) < 1] == [field]
    assert len(wrong.misses) == 1


@pytest.mark.parametrize(
    ("number", "symbol", "paired"),
    [("048", "qđ–ubnd", 1), ("48", "QĐ - UBND", 1), ("48", "QD-UBND", 0), ("84", "QĐ-UBND", 0)],
)
def test_what_counts_as_the_same_number(number: str, symbol: str, paired: int) -> None:
    result = score([GOLD_REFERENCE], [reference(number=number, symbol=symbol)])
    assert (result.paired, result.gold, result.predicted) == (paired, 1, 1)


def test_inventions_and_misses_are_counted_and_named() -> None:
    result = score([GOLD_REFERENCE, {**GOLD_REFERENCE, "number": "49"}], [reference(), reference(number="7")])
    assert (result.precision, result.recall) == (0.5, 0.5)
    assert sorted(miss.split()[1] for miss in result.misses) == ["invented", "missed"]


def test_anaphora_and_standards_are_not_counted() -> None:
    found = [reference(), reference(kind="anaphora", number=None), reference(kind="standard", number="9001")]
    assert score([GOLD_REFERENCE], found).precision == 1.0


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ("Luật Bưu chính số hóa năm 2019", 1),
        ("Luật Bưu chính số hóa", 1),
        ("Luật Thủy lợi", 0),
    ],
)
def test_a_law_by_name_may_have_a_few_words_more(text: str, paired: int) -> None:
    gold = {"quote": "Luật Bưu chính số hóa năm 2019", "kind": "named", "type": "Luật"}
    assert score([gold], [{"text": text, "kind": "named", "type": "Luật"}]).paired == paired


def test_a_document_without_a_record_is_missed_wholly() -> None:
    result = evaluate({"a": {"header": {"type": "Báo cáo"}, "references": [GOLD_REFERENCE]}}, {})
    assert result.absent == ("a",)
    assert result.layers["references"].recall == 0.0
    assert result.layers["header"].accuracy("type") == 0.0


def test_the_header_compares_field_by_field() -> None:
    gold = {"type": "Báo cáo", "number": "07", "symbol": "BC-UBND", "subject": "Kết quả chuyển đổi số quý I"}
    found = {"type": "Báo Cáo", "number": "7", "symbol": "BC-UBND", "subject": "Kết quả chuyển đổi số quý II"}
    header = evaluate({"a": {"header": gold}}, {"a": {"header": found}}).layers["header"]
    assert (header.paired, header.gold) == (4, 4)


def test_a_layer_that_was_not_annotated_is_not_scored() -> None:
    gold = {"layers": ["header"], "header": {}, "references": [GOLD_REFERENCE]}
    result = evaluate({"a": gold}, {"a": {"references": []}})
    assert set(result.layers) == {"header"}


@pytest.mark.parametrize(
    ("one", "other"), [("Hoá đơn", "hóa  đơn"), ("KH–UBND", "kh-ubnd"), ("Ðà Lạt", "đà lạt")]
)
def test_folding_ignores_case_spaces_dashes_and_the_place_of_the_tone(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_vowels_and_d_apart() -> None:
    assert fold("đơn") != fold("dơn")
    assert fold("ân") != fold("an")


def test_records_match_gold_by_stem(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text('{"file": "den\\\\ke-hoach-7.docx"}\n\n{"file": "den/bao-cao.1.pdf"}\n', encoding="utf-8")
    assert sorted(read_records(path)) == ["bao-cao.1", "ke-hoach-7"]


@pytest.mark.parametrize("content", ["{", "[]", "12"])
def test_a_line_that_is_no_record_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f'{{"file": "a"}}\n{content}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="out.jsonl:2"):
        read_records(path)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No gold"):
        read_gold(tmp_path)


def damaged(gold: dict[str, Any]) -> dict[str, Any]:
    """A record made of a gold document with every third reference lost, twisted or doubled."""
    found: list[dict[str, Any]] = []
    for index, entry in enumerate(gold.get("references", [])):
        issuer, relation = entry.get("issuer") or [None], entry.get("relation") or ["cites"]
        copy = {**entry, "text": entry["quote"], "issuer": issuer[-1], "relation": relation[-1], "by": "self"}
        if index % 7 == 0:
            continue
        if index % 5 == 0:
            copy |= {"date": None, "type": "Thông báo", "relation": "cites"}
            copy["text"] = f"{entry['quote']} nêu trên"
        found += [copy] * (1 + (index % 11 == 0))
    header = {**gold.get("header", {}), "place": "Hạ Sơn", "subject": "Về việc khác"}
    tasks = damaged_tasks(gold.get("tasks", []))
    return {"file": gold["document"], "header": header, "references": found, "tasks": tasks}


def damaged_tasks(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks with some lost, doubled, begun otherwise, or given to somebody else by another day."""
    found: list[dict[str, Any]] = []
    for index, entry in enumerate(gold):
        words = str(entry["text"]).split()
        copy = {**entry, "text": " ".join(words[index % 4 :] + ["và"] * (index % 6))}
        if index % 6 == 0:
            continue
        if index % 4 == 0:
            copy |= {"lead": ["Sở Nội vụ"], "deadline": "2026-Q2", "partners": ["Sở Tài chính"]}
        if index % 9 == 0:
            copy["lead"] = [*reversed(entry.get("lead") or []), *(entry.get("lead") or [])]
        found += [copy] * (1 + (index % 8 == 0))
    return found


def test_figures_agree_with_the_shared_scorer(tmp_path: Path) -> None:
    if not (SHARED / "tools" / "score.py").is_file():
        pytest.skip("the shared gold is not beside the project")
    gold = read_gold(SHARED / "gold")
    records = [damaged(dict(entry)) for entry in gold.values()][:-1]
    path = tmp_path / "extracted.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), "--json"]
    command += ["--gold", str(SHARED / "gold"), "--extracted", str(path)]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    ours = evaluate(gold, read_records(path))
    assert list(ours.absent) == theirs["absent"]
    assert {"header", "references", "tasks"} <= set(ours.layers)
    for layer, score in ours.layers.items():
        row = {"gold": score.gold, "predicted": score.predicted, "f1": round(score.f1, 4)}
        row |= {"precision": round(score.precision, 4), "recall": round(score.recall, 4)}
        row |= {name: round(score.accuracy(name), 4) for name in score.fields}
        if score.relation_macro_f1 is not None:
            row["relation_macro_f1"] = round(score.relation_macro_f1, 4)
        assert row == theirs["layers"][layer]
        assert score.f1 < 1


def test_figures_are_paired_by_value_and_judged_by_field() -> None:
    wanted = [
        {"quote": "gần 80 hồ sơ", "value": 80, "unit": "hồ sơ", "qualifier": "under"},
        {"quote": "12 hồ sơ (15%)", "value": 12, "unit": "hồ sơ", "percent": 15, "of": 80},
        {"quote": "7 xã", "value": 7, "unit": "xã"},
    ]
    found = [
        {"text": "80 hồ sơ", "value": 80, "unit": "hồ sơ giấy", "qualifier": None, "source": "text"},
        {"text": "12 hồ sơ", "value": 12, "unit": "đơn", "percent": 15, "of": 81, "source": "text"},
        {"text": "9", "value": 9, "unit": "xã", "source": "table"},
        {"text": "5 xã", "value": 5, "unit": "xã"},
    ]
    gold = {"a": {"layers": ["statistics"], "statistics": wanted}}
    score = evaluate(gold, {"a": {"statistics": found}}).layers["statistics"]
    assert (score.gold, score.predicted, score.paired) == (3, 3, 2), "table cells are a layer of their own"
    assert score.fields == {"unit": (1, 2), "qualifier": (1, 2), "percent": (1, 1), "of": (0, 1)}
    assert "a: missed 7 xã" in score.misses and "a: invented 5 xã = 5" in score.misses


def test_tasks_are_paired_by_their_first_words_and_judged_by_field() -> None:
    wanted = [
        {"text": "Sở Nội vụ rà soát danh mục", "lead": ["Sở Nội vụ", "Sở Y tế"], "deadline": "2026-Q3"},
        {"text": "Bố trí kinh phí cho kế hoạch", "lead": ["Sở Tài chính"], "partners": ["Sở Nội vụ"]},
        {"text": "Mở lớp tập huấn cho cán bộ xã", "lead": ["Sở Nội vụ"], "deadline": None},
    ]
    found = [
        {"text": "Giao Sở Nội vụ rà soát danh mục", "lead": ["Sở Y tế", "sở nội vụ"], "deadline": "2026"},
        {"text": "Bố trí kinh phí cho kế hoạch", "lead": ["Sở Tài chính"], "partners": [], "deadline": None},
        {"text": "Kiểm tra các chợ", "lead": []},
    ]
    gold = {"a": {"layers": ["tasks"], "tasks": wanted}}
    score = evaluate(gold, {"a": {"tasks": found}}).layers["tasks"]
    assert (score.gold, score.predicted, score.paired) == (3, 3, 2)
    assert score.fields == {"lead": (2, 2), "deadline": (1, 2), "partners": (0, 1)}
    assert "a: missed task Mở lớp tập huấn cho cán bộ xã" in score.misses
    assert "a: invented task Kiểm tra các chợ" in score.misses
    assert any("deadline '2026', gold '2026-Q3'" in miss for miss in score.misses)


def test_tasks_that_were_not_extracted_are_missed() -> None:
    gold = {"a": {"layers": ["tasks"], "tasks": [{"text": "Bố trí kinh phí"}]}}
    score = evaluate(gold, {}).layers["tasks"]
    assert (score.gold, score.predicted, score.paired, score.f1) == (1, 0, 0, 0)


def test_findings_are_paired_by_rule_and_words_and_information_is_not_counted() -> None:
    wanted = [
        {"rule": "parts_sum", "severity": "error", "quote": "120 đơn"},
        {"rule": "percentage", "severity": "error", "quote": "đạt 85%"},
        {"rule": "heading_numbering", "severity": "info", "quote": "III."},
    ]
    found = [
        {"rule": "parts_sum", "severity": "error", "text": "tiếp nhận 120 đơn"},
        {"rule": "change", "severity": "warning", "text": "tăng 5%"},
        {"rule": "hedge_on_exact", "severity": "info", "text": "hơn 120 đơn"},
    ]
    gold = {"a": {"layers": ["findings"], "findings": wanted}}
    score = evaluate(gold, {"a": {"findings": found}}).layers["findings"]
    assert (score.gold, score.predicted, score.paired) == (2, 2, 1)
    assert score.misses == ["a: missed percentage: đạt 85%", "a: false alarm change: tăng 5%"]
