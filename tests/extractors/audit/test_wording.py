from __future__ import annotations

from string import Formatter

import pytest
from figure_specimen import findings_of

from extractors.audit.wording import LANGUAGES, audit_rules, severity, why
from extractors.model import Finding, Severity
from extractors.rulebook import Rulebook, RuleFileError


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo.",
         "60 + 40 ≠ 90: các phần cộng lại là 100, văn bản ghi 90 (lệch 10)",
         "60 + 40 ≠ 90: the parts add up to 100, the text says 90 (off by 10)"),
        ("Đã kiểm tra 25/20 hộ.", "25 trong tổng số 20: phần lớn hơn toàn thể",
         "25 out of 20: the part is larger than the whole"),
        ("Nộp 1.2345.000 đồng.", "“1.2345.000 đồng” không phải là một số viết đúng",
         "“1.2345.000 đồng” is no well-formed number"),
    ],
)  # fmt: skip
def test_a_finding_in_words(rules: Rulebook, text: str, vietnamese: str, english: str) -> None:
    (found,) = findings_of(text)
    assert (why(found, rules), why(found, rules, "en")) == (vietnamese, english)


def test_every_rule_has_both_wordings_with_the_same_blanks(rules: Rulebook) -> None:
    for name, row in audit_rules(rules).items():
        parsed = [Formatter().parse(row[f"why_{language}"]) for language in LANGUAGES]
        blanks = [{field for _, field, _, _ in pieces if field} for pieces in parsed]
        plain = [{field.removesuffix("_en") for field in asked} for asked in blanks]
        assert plain[0] == plain[1], name
        assert all(row[column] for column in ("vietnamese", "english", "advice_vi", "advice_en")), name


@pytest.mark.parametrize(
    ("rule", "loud", "lenient"),
    [
        ("parts_sum", Severity.ERROR, Severity.WARNING),
        ("value_conflict", Severity.WARNING, Severity.INFO),
        ("malformed_number", Severity.ERROR, Severity.ERROR),
        ("hedge_on_exact", Severity.INFO, Severity.INFO),
    ],
)
def test_how_loud_a_rule_is(rules: Rulebook, rule: str, loud: Severity, lenient: Severity) -> None:
    assert (severity(rule, rules), severity(rule, rules, lenient=True)) == (loud, lenient)


def test_a_value_that_is_missing_is_named(rules: Rulebook) -> None:
    found = Finding("ratio", Severity.ERROR, 0, 1, {"part": "25"})
    with pytest.raises(RuleFileError, match="whole"):
        why(found, rules)
