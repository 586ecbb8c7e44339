"""Figures that are no figures, tables that are no tables: no crash, and no guess."""

from __future__ import annotations

import time
from decimal import Decimal, getcontext

import pytest
from audit_specimen import HEAD
from figure_specimen import facts_of, findings_of, report
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.auditor import auditor
from extractors.audit.examples import document_of
from extractors.audit.wording import why
from extractors.extract import extract_facts
from extractors.figures.reader import figure_reader
from extractors.model import Facts, Header, Severity, Verdict
from extractors.rulebook import load_rules

LONG, LONGEST = "9" * 30, "9" * 50
PIECES = (
    "Có ", "120", "3.6620.700.000", "1,5", "12.6", "0", "00", LONG, LONGEST, "-5", "²", "½", "١٢", " hồ sơ",
    " đơn", " đồng", " tỷ", " triệu đồng/người", " ha", "%", " điểm %", ", gồm: ", ", trong đó ", " (", ")",
    "; ", ". ", ", ", ": ", " ⏎ ", " ⏎ - ", "a) ", "/", " - ", " đến ", "từ ", "hơn ", "gần ", "khoảng ",
    ", đạt ", "tỷ lệ ", "tăng ", " so với cùng kỳ (", "tổng số ", "trong số ", "bằng chữ: ", "hai mươi mốt",
    "không", "ngày 31/02/2024", "quý II", "Điều 5", " ⏎ | ", " | ", "Tổng cộng", "STT", "3=1+2", "ĐVT: ha ⏎ ",
    " An, Bình và Cẩm", "0912 345 678",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_whatever_stands_there_is_read_without_a_guess(pieces: list[str]) -> None:
    rules = load_rules()
    document = document_of("".join(pieces))
    facts = extract_facts(document, rules)
    size = len(document.text)
    for figure in facts.statistics:
        assert 0 <= figure.start < figure.end <= size
        assert figure.text == document.text[figure.start : figure.end]
        assert figure.value.is_finite() and figure.step > 0
    for breakdown in facts.breakdowns:
        assert breakdown.whole not in breakdown.parts and breakdown.parts
    for check in facts.checks:
        assert 0 <= check.start <= check.end <= size
        assert all(0 <= index < len(facts.statistics) for index in check.figures)
        if "holds" in check.values:
            assert check.values["holds"] is (check.verdict is Verdict.HOLDS)
    for found in facts.findings:
        assert 0 <= found.start < found.end <= size
        assert why(found, rules) and why(found, rules, "en")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", []),
        ("   ⏎   ", []),
        ("Số tiền 3.6620.700.000 đồng.", ["malformed_number"]),
        ("Họp ngày 31/02/2024, có 5 xã.", ["malformed_date"]),
        ("Đã kiểm tra 5/0 hộ (50%).", ["ratio"]),
        ("Thu 5 tỷ đồng, tăng 20% so với cùng kỳ (0 đồng).", []),
        ("Có 0 đơn, gồm: 0 đơn khiếu nại, 0 đơn tố cáo.", []),
        ("Có 0 đơn, gồm: 1 đơn khiếu nại, 0 đơn tố cáo.", ["parts_sum"]),
        (f"Nộp {LONG} đồng, gồm: tỉnh {LONG[:-1]}8 đồng, xã 1 đồng.", []),
        (f"Nộp {LONG} đồng, gồm: tỉnh {LONG[:-1]}8 đồng, xã 2 đồng.", ["parts_sum"]),
        (f"Nộp {LONG} triệu đồng, gồm: tỉnh {LONG[:-1]}7 triệu đồng, xã 1 triệu đồng.", []),
        (f"Nộp {LONGEST} đồng, gồm: tỉnh {LONGEST} đồng, xã 2 đồng.", []),
        (f"Có {LONG}/0,{'0' * 30}1 hồ sơ, đạt 5%.", ["percentage", "ratio"]),
    ],
)
def test_bad_figures_in_sentences(text: str, rules: list[str]) -> None:
    assert sorted(found.rule for found in findings_of(text)) == rules


def test_reading_leaves_the_callers_arithmetic_alone() -> None:
    before = getcontext().prec
    facts_of(f"Nộp {LONG} triệu đồng.")
    assert getcontext().prec == before


def test_values_stay_exact() -> None:
    (figure,) = facts_of(f"Nộp {LONG} triệu đồng.").statistics
    assert figure.value == Decimal(f"{LONG}000000")


def test_an_empty_document_has_no_figures_and_no_checks() -> None:
    document, rules = document_of(""), load_rules()
    facts = auditor(rules).audit(document, figure_reader(rules).read(document, Facts(Header())))
    assert facts == Facts(Header())


def test_checks_and_findings_stand_in_the_order_of_the_text() -> None:
    text = report(
        "Có 90 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo. Nộp 1.2345.000 đồng. ⏎ "
        "| TT | Xã | Hộ | ⏎ | 1 | An | 20 | ⏎ | 2 | Bình | 30 | ⏎ | | Tổng số | 60 | ⏎ Có 400 hộ, trong đó "
        "300 hộ nghèo, chiếm 85%."
    )
    facts = facts_of(text)
    assert [found.rule for found in facts.findings] == [
        "parts_sum", "malformed_number", "table_total", "percentage",
    ]  # fmt: skip
    assert {found.severity for found in facts.findings} <= {Severity.ERROR, Severity.WARNING}
    starts = [check.start for check in facts.checks]
    assert starts == sorted(starts) and len(starts) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Trong kỳ nhận {0} hồ sơ, gồm: {1} hồ sơ đúng hạn (9%), {2} hồ sơ quá hạn.",
        "Nộp {0}.345.678.912 đồng vào ngân sách, tăng {1}% so với cùng kỳ ({2} tỷ đồng).",
        "Tổng số có {0} xã: An, Bình, Cẩm ( {1} hộ (",
        "- gồm: {0} đơn",
    ],
)
def test_a_long_text_takes_time_in_proportion(line: str) -> None:
    def seconds(count: int) -> float:
        rules = load_rules()
        lines = [line.format(n % 900 + 3, n % 7 + 1, n % 5 + 1) for n in range(count)]
        document = document_of(" ⏎ ".join([*HEAD, *lines]))
        begun = time.process_time()
        facts = figure_reader(rules).read(document, Facts(Header()))
        auditor(rules).audit(document, facts)
        return time.process_time() - begun

    assert seconds(1600) < 16 * max(seconds(200), 0.02)
