from __future__ import annotations

import pytest
from figure_specimen import findings_of, pointed, told

RULE = "change"


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        # an amount changes by a share of what it was
        ("Thu 120 tỷ đồng, tăng 20% so với cùng kỳ năm trước (100 tỷ đồng).",
         ["holds: (120 − 100) / 100 = +20%"]),
        ("Thu 120 tỷ đồng, tăng 30% so với cùng kỳ năm trước (100 tỷ đồng).",
         ["fails: (120 − 100) / 100 ≠ +30%"]),
        ("Thu 80 tỷ đồng, giảm 20% so với cùng kỳ (100 tỷ đồng).", ["holds: (80 − 100) / 100 = −20%"]),
        ("Thu 80 tỷ đồng, giảm 20% so cùng kỳ năm 2023 (là 100 tỷ đồng).",
         ["holds: (80 − 100) / 100 = −20%"]),
        ("Có 120 vụ, tăng 20% so với năm 2023 (100 vụ).", ["holds: (120 − 100) / 100 = +20%"]),
        # up where it went down
        ("Thu 80 tỷ đồng, tăng 20% so với cùng kỳ (100 tỷ đồng).", ["fails: (80 − 100) / 100 ≠ +20%"]),
        # a percentage changes by points, and may be told by its share
        ("Tỷ lệ nghèo còn 2,1%, giảm 1,2% so với năm trước (3,3%).", ["holds: 2,1 − 3,3 = −1,2%"]),
        ("Tỷ lệ đạt 60%, tăng 20 điểm % so với năm trước (40%).", ["holds: 60 − 40 = +20%"]),
        ("Tỷ lệ đạt 60%, tăng 50% so với năm trước (40%).", ["holds: 60 − 40 = +50%"]),
        ("Tỷ lệ đạt 60%, tăng 30% so với năm trước (40%).", ["fails: 60 − 40 ≠ +30%"]),
        # rounded and cut off
        ("Có 200 vụ, tăng 66,6% so với năm 2023 (120 vụ).", ["holds: (200 − 120) / 120 = +66,6%"]),
        ("Có 200 vụ, tăng 66,4% so với năm 2023 (120 vụ).", ["fails: (200 − 120) / 120 ≠ +66,4%"]),
        # from nothing there is no share
        ("Thu 120 tỷ đồng, tăng 20% so với cùng kỳ (0 đồng).", ["cannot_tell: (120 − 0) / 0 ? +20%"]),
        # an amount told as an amount
        ("Thu 120 tỷ đồng, tăng 20 tỷ đồng so với cùng kỳ (100 tỷ đồng).", ["holds: 120 − 100 = +20"]),
        ("Còn 210 hộ nghèo, giảm 40 hộ so với năm 2023 (250 hộ).", ["holds: 210 − 250 = −40"]),
        ("Còn 210 hộ nghèo, giảm 50 hộ so với năm 2023 (250 hộ).", ["fails: 210 − 250 ≠ −50"]),
        # from an earlier value to the present one
        ("Hộ nghèo giảm từ 400 hộ xuống còn 320 hộ, giảm 20%.", ["holds: (320 − 400) / 400 = −20%"]),
        ("Hộ nghèo giảm từ 400 hộ xuống còn 320 hộ, giảm 25%.", ["fails: (320 − 400) / 400 ≠ −25%"]),
        ("Thu tăng từ 100 tỷ đồng lên 120 tỷ đồng (tăng 20 tỷ đồng).", ["holds: 120 − 100 = +20"]),
        ("Thu từ 100 tỷ đồng phí và 120 tỷ đồng thuế, tăng 20%.", []),
        # no earlier value, a hedged change, another measure, another sentence
        ("Thu 120 tỷ đồng, tăng 20% so với cùng kỳ.", []),
        ("Thu 120 tỷ đồng, tăng gần 30% so với cùng kỳ (100 tỷ đồng).", []),
        ("Có 120 vụ, tăng 30% so với cùng kỳ (100 tỷ đồng).", []),
        ("Có 120 vụ; thu tăng 30% so với cùng kỳ (100 vụ).", []),
        ("Có 120 vụ. Nay tăng 30% so với cùng kỳ (100 vụ).", []),
        ("Thu 120 tỷ đồng, tăng 20%, kế hoạch (100 tỷ đồng).", []),
    ],
)  # fmt: skip
def test_changes_against_the_earlier_value(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


@pytest.mark.parametrize(
    ("text", "severity", "computed"),
    [
        ("Thu 120 tỷ đồng, tăng 30% so với cùng kỳ (100 tỷ đồng).", "error", "+20%"),
        ("Thu 80 tỷ đồng, tăng 30% so với cùng kỳ (100 tỷ đồng).", "error", "−20%"),
        ("Có 731 vụ, tăng 16,3% so với năm 2023 (629 vụ).", "warning", "+16,22%"),
        ("Thu hơn 120 tỷ đồng, tăng 30% so với cùng kỳ (100 tỷ đồng).", "warning", "+20%"),
        ("Thu 120 tỷ đồng, tăng 30% so với cùng kỳ (khoảng 100 tỷ đồng).", "warning", "+20%"),
        ("Tỷ lệ đạt 60%, tăng 30% so với năm trước (40%).", "error", "+20%"),
    ],
)
def test_how_loud_a_wrong_change_is(text: str, severity: str, computed: str) -> None:
    (found,) = findings_of(text)
    assert (found.rule, found.severity.value) == (RULE, severity)
    assert found.values["computed"] == computed


def test_a_finding_spans_both_values() -> None:
    text = "Thu 120 tỷ đồng, tăng 30% so với cùng kỳ (100 tỷ đồng)."
    assert pointed(text) == [("error", "120 tỷ đồng, tăng 30% so với cùng kỳ (100 tỷ đồng")]
