from __future__ import annotations

import pytest
from figure_specimen import findings_of, report, told

from extractors.audit.examples import document_of

RULE = "value_conflict"
FIRST = "Toàn vùng có tổng diện tích rừng trồng là 1.200 ha."


@pytest.mark.parametrize(
    ("second", "checks"),
    [
        ("Như trên, tổng diện tích rừng trồng là 1.300 ha.", ["fails: 1.200 ≠ 1.300"]),
        ("Như trên, tổng diện tích rừng trồng là 1.200 ha.", ["holds: 1.200 = 1.200"]),
        # another thing, another measure, another kind of value
        ("Như trên, tổng diện tích rừng sản xuất là 1.300 ha.", []),
        ("Như trên, tổng diện tích rừng trồng là 1.300 m².", []),
        ("Như trên, tổng diện tích rừng trồng là khoảng 1.300 ha.", []),
        ("Kế hoạch tổng diện tích rừng trồng là 1.300 ha.", []),
        ("Bình quân mỗi huyện có tổng diện tích rừng trồng là 1.300 ha.", []),
        ("Năm 2019, tổng diện tích rừng trồng là 1.300 ha.", []),
        ("Tại tỉnh Lào Cai, tổng diện tích rừng trồng là 1.300 ha.", []),
        ("Dự án Minh Khai có tổng diện tích rừng trồng là 1.300 ha.", []),
    ],
)
def test_a_total_that_is_told_again(second: str, checks: list[str]) -> None:
    assert told(f"{FIRST} ⏎ {second}", RULE) == checks


@pytest.mark.parametrize(
    "text",
    [
        "Tổng diện tích là 1.200 ha. ⏎ Tổng diện tích là 1.300 ha.",
        "Diện tích rừng trồng mới là 1.200 ha. ⏎ Diện tích rừng trồng mới là 1.300 ha.",
        "Tổng số hộ nghèo toàn vùng là 1.200 hộ. ⏎ Tổng số hộ nghèo toàn vùng là 1.300 hộ.",
        f"{FIRST} Trong đó tổng diện tích rừng trồng là 1.300 ha.",
    ],
)
def test_words_too_few_or_too_near_to_be_one_total(text: str) -> None:
    assert told(text, RULE) == []


def test_both_places_are_shown() -> None:
    text = report(f"{FIRST} ⏎ Như trên, tổng diện tích rừng trồng là 1.300 ha.")
    (found,) = findings_of(text, RULE)
    written = document_of(text).text
    assert (found.severity, written[found.start : found.end]) == ("warning", "1.300 ha")
    assert found.other is not None and written[slice(*found.other)] == "1.200 ha"
    assert (found.values["printed"], found.values["other"]) == ("1.300 ha", "1.200 ha")
