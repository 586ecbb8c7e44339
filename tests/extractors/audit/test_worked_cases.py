"""Four reports whose arithmetic was worked out by hand, in words of our own.

A: handling of files in one quarter, with one wrong figure that two sums show. B: a year of files where all
holds, one rate cut off. C: industrial land let, with a bound that its own figures contradict. D: rounded
figures in a newspaper's manner.
"""

from __future__ import annotations

import pytest
from figure_specimen import checks_of, findings_of, pointed, told

from extractors.audit.examples import document_of

A_LEVELS = (
    "Toàn tỉnh nhận 659.245 hồ sơ, gồm: cấp tỉnh 54.575 hồ sơ, cấp huyện 340.060 hồ sơ, "
    "cấp xã 264.610 hồ sơ. ⏎ "
    "Các cấp làm xong 643.272 hồ sơ, gồm: cấp tỉnh 51.780 hồ sơ, cấp huyện 329.596 hồ sơ, "
    "cấp xã 261.896 hồ sơ."
)
A_TERMS = (
    "Trong tổng số 643.272 hồ sơ làm xong, có 635.593 hồ sơ đúng hạn (98,81%), "
    "7.677 hồ sơ quá hạn (1,19%)."
)
A_ON_TIME = (
    "Làm đúng hạn 635.593 hồ sơ, gồm: cấp tỉnh 51.072 hồ sơ, cấp huyện 323.911 hồ sơ, cấp xã 260.612 hồ sơ."
)
A_TABLE = (
    "| Cấp | Nhận | Làm xong | Đúng hạn | Quá hạn | ⏎ | A | 1 | 2=3+4 | 3 | 4 | ⏎ "
    "| Tỉnh | 54.575 | 51.780 | 51.072 | 708 | ⏎ | Huyện | 340.060 | 329.596 | 323.911 | 5.685 | ⏎ "
    "| Xã | 264.610 | 261.896 | 260.612 | 1.284 | ⏎ | Tổng cộng | 659.245 | 643.272 | 635.593 | 7.677 |"
)


def test_a_levels_of_what_came_and_what_was_done_hold() -> None:
    assert told(A_LEVELS, "parts_sum") == [
        "holds: 54.575 + 340.060 + 264.610 = 659.245",
        "holds: 51.780 + 329.596 + 261.896 = 643.272",
    ]
    assert findings_of(A_LEVELS) == []


def test_a_on_time_and_late_do_not_make_what_was_done() -> None:
    assert told(A_TERMS, "parts_sum") == ["fails: 635.593 + 7.677 ≠ 643.272"]
    (found,) = findings_of(A_TERMS)
    assert (found.values["computed"], found.values["difference"]) == ("643.270", "2")
    assert pointed(A_TERMS, "parts_sum") == [("error", "643.272 hồ sơ")]


def test_a_percentages_do_not_see_it() -> None:
    assert told(A_TERMS, "percentage") == [
        "holds: 635.593 / 643.272 = 98,81%", "holds: 7.677 / 643.272 = 1,19%",
    ]  # fmt: skip


def test_a_levels_of_what_was_on_time_give_another_figure() -> None:
    assert told(A_ON_TIME, "parts_sum") == ["fails: 51.072 + 323.911 + 260.612 ≠ 635.593"]
    (found,) = findings_of(A_ON_TIME)
    assert found.values["computed"] == "635.595"


def test_a_as_a_table_two_sums_point_at_the_figure_and_give_the_right_one() -> None:
    assert sorted(told(A_TABLE, "table_total")) == [
        "fails: 51.072 + 323.911 + 260.612 ≠ 635.593",
        "fails: 635.593 + 7.677 ≠ 643.272",
        "holds: 260.612 + 1.284 = 261.896",
        "holds: 323.911 + 5.685 = 329.596",
        "holds: 51.072 + 708 = 51.780",
        "holds: 51.780 + 329.596 + 261.896 = 643.272",
        "holds: 54.575 + 340.060 + 264.610 = 659.245",
        "holds: 708 + 5.685 + 1.284 = 7.677",
    ]
    (found,) = findings_of(A_TABLE)
    assert (found.values["printed"], found.values["computed"]) == ("635.593", "635.595")
    assert document_of(A_TABLE).text[found.start : found.end].endswith("635.593")


def test_a_what_is_neither_done_nor_pending_is_no_error() -> None:
    text = "Toàn tỉnh nhận 659.245 hồ sơ, trong đó đã giải quyết 643.272 hồ sơ, đang giải quyết 7.172 hồ sơ."
    assert told(text, "parts_sum") == ["cannot_tell: 643.272 + 7.172 ≤ 659.245"]
    assert findings_of(text) == []


def test_a_pending_files_hold() -> None:
    text = "Còn 7.172 hồ sơ chưa xong, gồm: 5.950 hồ sơ trong hạn và 1.222 hồ sơ quá hạn."
    assert told(text, "parts_sum") == ["holds: 5.950 + 1.222 = 7.172"]


def test_a_parts_larger_than_their_whole_are_a_warning() -> None:
    text = "Cấp tỉnh nhận 54.575 hồ sơ, trong đó đã giải quyết 51.780 hồ sơ, đang giải quyết 2.800 hồ sơ."
    assert told(text, "parts_sum") == ["fails: 51.780 + 2.800 ≠ 54.575"]
    assert pointed(text) == [("warning", "54.575 hồ sơ")]
    assert findings_of(text)[0].values["difference"] == "5"


def test_a_a_rounded_percentage_holds() -> None:
    text = "Nhận 71.000 hồ sơ; quá hạn 1.222 hồ sơ, chiếm 1,7%."
    assert told(text, "percentage") == ["holds: 1.222 / 71.000 = 1,7%"]


B = (
    "Cả năm phải làm 21.914 hồ sơ, gồm: 16.051 hồ sơ đã xong và 5.863 hồ sơ đang làm. ⏎ "
    "Đã xong 16.051 hồ sơ (trước hạn: 14.068; đúng hạn: 1983). ⏎ "
    "Đang làm 5.863 hồ sơ (trong hạn: 5.640; quá hạn: 223)."
)
B_RATES = (
    "Có 16.274 hồ sơ đến hạn, trong đó 16.051 hồ sơ đúng hạn, chiếm {}%; 223 hồ sơ quá hạn, chiếm 1,38%."
)


def test_b_all_sums_hold() -> None:
    assert told(B, "parts_sum") == [
        "holds: 16.051 + 5.863 = 21.914",
        "holds: 14.068 + 1.983 = 16.051",
        "holds: 5.640 + 223 = 5.863",
    ]
    assert findings_of(B) == []


@pytest.mark.parametrize(
    ("rate", "verdict"),
    # 98,6297: 98,63 where it is rounded, 98,62 where it is cut off
    [("98,62", "holds"), ("98,63", "holds"), ("98,6", "holds"), ("98,61", "fails"), ("98,65", "fails")],
)
def test_b_a_rate_may_be_rounded_or_cut_off(rate: str, verdict: str) -> None:
    checks = checks_of(B_RATES.format(rate), "percentage")
    assert [check.verdict.value for check in checks] == [verdict, "holds"]


C = (
    "Toàn tỉnh có 23 cụm công nghiệp, tổng diện tích 970,46 ha. Đất công nghiệp là 650,32 ha, "
    "đã cho thuê 188,75 ha, tỷ lệ lấp đầy đạt {}%. Các cụm có 234 dự án, gồm: 199 dự án sản xuất, "
    "18 dự án đang xây, 17 dự án đã dừng."
)


def test_c_a_bound_is_contradicted_by_its_own_figures() -> None:
    text = C.format("trên 30")
    assert told(text, "percentage") == ["fails: 188,75 / 650,32 ≠ 30%"]
    assert pointed(text) == [("error", "188,75 ha, tỷ lệ lấp đầy đạt trên 30%")]
    assert findings_of(text)[0].values["computed"] == "29"


@pytest.mark.parametrize("rate", ["trên 29", "29,0", "29", "gần 30", "khoảng 30", "29,02"])
def test_c_a_rate_that_fits(rate: str) -> None:
    assert [one.split(":")[0] for one in told(C.format(rate), "percentage")] == ["holds"]
    assert findings_of(C.format(rate)) == []


def test_c_projects_hold() -> None:
    assert told(C.format("29,0"), "parts_sum") == ["holds: 199 + 18 + 17 = 234"]


@pytest.mark.parametrize(
    "text",
    [
        "Đất công nghiệp là 650,32 ha, trong đó đã cho thuê 188,75 ha, đạt trên 30%.",
        "Đất công nghiệp là 650,32 ha, trong đó đã cho thuê 188,75 ha, tỷ lệ lấp đầy trên 30%.",
        "Đất công nghiệp 650,32 ha; đã cho thuê 188,75 ha, lấp đầy trên 30%.",
    ],
)
def test_c_said_otherwise(text: str) -> None:
    assert told(text, "percentage") == ["fails: 188,75 / 650,32 ≠ 30%"]


def test_d_a_hedged_part_has_a_percentage_within_its_hedge() -> None:
    text = "Đã nhận 28.817 hồ sơ; làm xong gần 27.000 hồ sơ, đạt 93,5%."
    assert told(text, "percentage") == ["holds: 27.000 / 28.817 = 93,5%"]
    assert findings_of(text) == []


def test_d_a_percentage_of_what_was_done_is_none_of_what_came() -> None:
    of_done = "Đã nhận 28.817 hồ sơ, giải quyết 26.944 hồ sơ, trong đó 22.357 hồ sơ trước hạn, đạt 83%."
    of_all = "Đã nhận 28.817 hồ sơ, trong đó 22.357 hồ sơ trước hạn, đạt 83%."
    assert told(of_done, "percentage") == ["holds: 22.357 / 26.944 = 83%"]
    assert told(of_all, "percentage") == ["fails: 22.357 / 28.817 ≠ 83%"]
    assert findings_of(of_all)[0].values["computed"] == "77,6"
