from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import audit_made as made
import pytest

from extractors.rulebook import load_rules
from pipeline.audit import reviews
from pipeline.audit.findings import Place, Wanted, checks, findings, findings_by_key
from pipeline.audit.listings import check_listing, finding_listing
from pipeline.audit.report import report
from pipeline.audit.screen import emphasised, screen
from pipeline.registry import Registry


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    made.with_conflicts(monkeypatch)
    with Registry(made.build(tmp_path / "r.db"), write=True) as opened:
        yield opened


def decide(registry: Registry, rule: str, decision: str, reason: str | None = None) -> None:
    (found,) = [one for one in findings(registry, Wanted(dismissed=True)) if one.rule == rule]
    with registry.transaction() as connection:
        reviews.put(connection, found, decision, reason, "An")


@pytest.mark.parametrize(
    ("wanted", "rules"),
    [
        (Wanted(), ["parts_sum", "malformed_number", "value_conflict", "hedge_on_exact"]),
        (Wanted(severity="warning"), ["parts_sum", "malformed_number", "value_conflict"]),
        (Wanted(severity="error"), ["parts_sum", "malformed_number"]),
        (Wanted(rules=("value_conflict", "parts_sum")), ["parts_sum", "value_conflict"]),
        (Wanted(document="vn/ubnd-tinh-son-ha/bc/2025/2"), ["value_conflict"]),
        (Wanted(document="vn/ubnd-tinh-son-ha/tb/2025/3"), []),
        (Wanted(file_id=1, rules=("parts_sum",)), ["parts_sum"]),
    ],
)
def test_findings_that_are_wanted_the_loudest_first(
    registry: Registry, wanted: Wanted, rules: list[str]
) -> None:
    assert [found.rule for found in findings(registry, wanted)] == rules


def test_a_finding_has_both_sentences(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(rules=("value_conflict",)))
    assert found.other is not None
    assert found.at.clause.startswith("Toàn tỉnh tiếp nhận hơn 44.333 hồ sơ, gồm:")
    assert found.other.clause == "Năm 2025 toàn tỉnh tiếp nhận 44.530 hồ sơ"
    assert (found.at.document, found.other.document) == ("Báo cáo 01/BC-UBND", "Báo cáo 02/BC-UBND")
    assert [one.key for one in findings_by_key(registry, found.short)] == [found.key]


def test_the_report_counts(registry: Registry) -> None:
    found = report(registry, Wanted())
    assert [(paper.file, paper.figures, paper.checks) for paper in found.papers] == [
        (made.FIRST, 11, 4), (made.SECOND, 1, 0), (made.THIRD, 0, 0),
    ]  # fmt: skip
    assert found.verdicts() == {"holds": 2, "fails": 1, "cannot_tell": 1}
    assert found.standing() == {"error": 2, "warning": 1, "info": 1}
    assert report(registry, Wanted(rules=("percentage",))).verdicts()["holds"] == 0


def test_dismissed_findings_are_hidden_and_do_not_count(registry: Registry) -> None:
    decide(registry, "parts_sum", "dismissed", "bản gốc đúng")
    decide(registry, "malformed_number", "accepted")
    found = report(registry, Wanted())
    assert [(one.rule, one.status) for one in found.findings] == [
        ("malformed_number", "accepted"), ("value_conflict", "open"), ("hedge_on_exact", "open"),
    ]  # fmt: skip
    assert found.met("error") and found.dismissed() == 1
    decide(registry, "malformed_number", "dismissed", "như trên")
    found = report(registry, Wanted())
    assert not found.met("error") and found.met("warning") and found.met("info")
    assert len(report(registry, Wanted(dismissed=True)).findings) == 4


def test_a_contradiction_is_told_of_either_document(registry: Registry) -> None:
    found = report(registry, Wanted(document="vn/ubnd-tinh-son-ha/bc/2025/2"))
    (paper,) = found.papers
    assert (paper.file, paper.figures, [one.at.file for one in paper.findings]) == (
        made.SECOND, 1, [made.FIRST],
    )  # fmt: skip
    assert found.met("warning") and not found.met("error")


def test_a_limit_is_told(registry: Registry) -> None:
    assert report(registry, Wanted(), 4).limited is False
    found = report(registry, Wanted(), 3)
    assert found.limited and len(found.findings) == 3 and sum(found.standing().values()) == 4


def test_the_screen_spells_it_out(registry: Registry) -> None:
    decide(registry, "malformed_number", "accepted")
    text = screen(report(registry, Wanted()), load_rules(), "en")
    assert "▲ error · " in text and "The parts do not add up to the total" in text
    assert "34.908 + 7.868 + 1.558: the parts add up to 44.334, the text says 44.333 (off by 1)" in text
    assert "The document: “Toàn tỉnh" in text
    assert "The other document: “Năm 2025 toàn tỉnh tiếp nhận 44.530 hồ sơ”" in text
    assert "[accepted by An]" in text
    assert text.endswith(
        "3 files looked at, 12 figures read.\n"
        "4 checks tried: 2 hold, 1 fails, 1 cannot be told. See them with --checks.\n"
        "Findings: 2 errors, 1 warning, 1 info. 1 of them accepted.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence", "parts"),
    [
        ("12", "Năm 2012 nhận 12 đơn của dân", ("Năm 2012 nhận ", "12", " đơn của dân")),
        ("12", "Năm 2012 không nhận", ("Năm 2012 không nhận", "", "")),
        ("nhận 12", "nhận 12 đơn", ("", "nhận 12", " đơn")),
        ("nhận 12 đơn", "nhận 12 đơn.", ("nhận 12 đơn.", "", "")),
    ],
)
def test_the_words_of_a_place_are_found_in_its_sentence(
    words: str, sentence: str, parts: tuple[str, str, str]
) -> None:
    assert emphasised(Place(1, "a", "a", 1, 0, 1, words, sentence)) == parts


def test_what_is_dismissed_is_counted_until_it_is_shown(registry: Registry) -> None:
    decide(registry, "parts_sum", "dismissed", "bản gốc đúng")
    hidden = screen(report(registry, Wanted()), load_rules(), "vi")
    assert "1 phát hiện đã bỏ qua không hiển thị" in hidden and "bản gốc đúng" not in hidden
    shown = screen(report(registry, Wanted(dismissed=True)), load_rules(), "vi")
    assert "[đã bỏ qua bởi An: bản gốc đúng]" in shown and "không hiển thị" not in shown


def test_a_document_without_figures_is_an_answer(tmp_path: Path) -> None:
    with Registry(made.build(tmp_path / "quiet.db", made.THIRD), write=True) as registry:
        text = screen(report(registry, Wanted()), load_rules(), "en")
    assert text == "1 file looked at, 0 figures read.\nNo figure to check.\nNo finding.\n"


def test_listings_for_files(registry: Registry) -> None:
    listing = finding_listing(findings(registry, Wanted()), load_rules(), "vi")
    first = next(iter(listing.records()))
    assert first["expression"] == "34.908 + 7.868 + 1.558 = 44.333"
    assert first["advice"] == "Đối chiếu từng số thành phần và tổng với số liệu gốc."
    tried = list(check_listing(checks(registry, Wanted())).records())
    assert [(row["mark"], row["left_side"], row["right_side"]) for row in tried] == [
        ("✗", "44.334", "44.333"), ("✓", "40.000", "40.000"), ("?", "", ""), ("✓", "50", "50"),
    ]  # fmt: skip


def test_the_operands_of_a_check_are_quoted_with_its_finding(registry: Registry) -> None:
    total = made.PARAGRAPHS[1].index("44.333")
    with registry.transaction() as connection:
        connection.execute(
            "UPDATE findings SET text = '44.333', start_offset = start_offset + ?, end_offset = start_offset"
            " + ? WHERE rule = 'parts_sum'",
            (total, total + 6),
        )
    (found,) = findings(registry, Wanted(("parts_sum",)))
    assert (found.at.words, found.at.clause) == ("44.333", made.PARAGRAPHS[1])


def test_the_findings_of_a_document_are_found_by_indexes(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    query = Registry.query

    def noted(self: Registry, sql: str, params: Sequence[object] = ()) -> list[sqlite3.Row]:
        asked.extend(str(row[3]) for row in query(self, f"EXPLAIN QUERY PLAN {sql}", params))
        return query(self, sql, params)

    monkeypatch.setattr(Registry, "query", noted)
    report(registry, Wanted(document="vn/ubnd-tinh-son-ha/bc/2025/2"), 5)
    whole = [step for step in asked if step.startswith("SCAN") and "json_each" not in step]
    assert len(asked) > 10 and whole == []
