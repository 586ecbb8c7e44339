from __future__ import annotations

import pytest
from figure_specimen import checks_of, findings_of, pointed, told

RULE = "parts_sum"


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", ["holds: 60 + 30 = 90"]),
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo.", ["fails: 60 + 40 ≠ 90"]),
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 20 đơn tố cáo.", ["fails: 60 + 20 ≠ 90"]),
        # "trong đó" leaves room below, none above
        ("Có 90 đơn, trong đó 60 đơn khiếu nại, 20 đơn tố cáo.", ["cannot_tell: 60 + 20 ≤ 90"]),
        ("Có 90 đơn, trong đó 60 đơn khiếu nại, 30 đơn tố cáo.", ["holds: 60 + 30 = 90"]),
        ("Có 90 đơn, trong đó 60 đơn khiếu nại, 40 đơn tố cáo.", ["fails: 60 + 40 ≠ 90"]),
        # one part tells nothing of the rest
        ("Có 90 đơn, gồm 60 đơn khiếu nại.", []),
        ("Có 90 đơn, trong đó 60 đơn khiếu nại.", []),
        # labels that leave nothing between them, in any order of label and figure
        ("Có 90 hồ sơ, trong đó: đúng hạn: 60 hồ sơ; quá hạn: 20 hồ sơ.", ["fails: 60 + 20 ≠ 90"]),
        ("Có 90 hồ sơ, trong đó 60 hồ sơ đúng hạn (66,7%), 20 hồ sơ quá hạn.", ["fails: 60 + 20 ≠ 90"]),
        ("Có 90 hồ sơ, trong đó 60 hồ sơ nộp qua mạng, 20 hồ sơ quá hạn.", ["cannot_tell: 60 + 20 ≤ 90"]),
        # what was received and is not yet done may have been handed back
        ("Có 90 hồ sơ, trong đó đã giải quyết 60 hồ sơ, đang giải quyết 20 hồ sơ.",
         ["cannot_tell: 60 + 20 ≤ 90"]),
        # what is told behind the last part is none
        ("Kiểm tra 90 cơ sở, trong đó 60 cơ sở đạt, 30 cơ sở không đạt, xử phạt 10 cơ sở.",
         ["holds: 60 + 30 = 90"]),
        # parts whose nouns begin like the total's, where they are all
        ("Có 36 trường học, gồm: 12 trường mầm non, 14 trường tiểu học, 9 trường THCS.",
         ["fails: 12 + 14 + 9 ≠ 36"]),
        ("Có 36 trường học, trong đó 12 trường mầm non, 14 trường tiểu học.", []),
        # hedges
        ("Có khoảng 90 đơn, gồm: 60 đơn khiếu nại, 25 đơn tố cáo.", ["holds: 60 + 25 = 90"]),
        ("Có khoảng 90 đơn, gồm: 60 đơn khiếu nại, 10 đơn tố cáo.", ["fails: 60 + 10 ≠ 90"]),
        ("Có hơn 90 đơn, gồm: 60 đơn khiếu nại, 35 đơn tố cáo.", ["holds: 60 + 35 = 90"]),
        ("Có hơn 90 đơn, gồm: 60 đơn khiếu nại, 20 đơn tố cáo.", ["fails: 60 + 20 ≠ 90"]),
        ("Có 90 đơn, gồm: hơn 60 đơn khiếu nại, gần 30 đơn tố cáo.", ["holds: 60 + 30 = 90"]),
        ("Có không quá 90 đơn, gồm: 60 đơn khiếu nại, 20 đơn tố cáo.", ["holds: 60 + 20 = 90"]),
        # scales and units
        ("Chi 3,5 tỷ đồng, gồm: tỉnh 2.000 triệu đồng, xã 1.500 triệu đồng.",
         ["holds: 2.000.000.000 + 1.500.000.000 = 3.500.000.000"]),
        ("Rộng 62 ha (khu A - 3,5 ha; khu B - 58,5 ha).", ["holds: 3,5 + 58,5 = 62"]),
        ("Rộng 62 ha, gồm: 3,5 ha đất ở, 12 km đường.", []),
        # nested, and two measures of one list
        ("Có 90 đơn, gồm: 60 đơn khiếu nại (40 đơn mới, 25 đơn cũ), 30 đơn tố cáo.",
         ["holds: 60 + 30 = 90", "fails: 40 + 25 ≠ 60"]),
        ("Có 9 dự án với 50 ha, gồm: 5 dự án với 30 ha; 4 dự án với 20 ha.",
         ["holds: 5 + 4 = 9", "holds: 30 + 20 = 50"]),
        # a second "trong đó" divides a part: what is left is not all of the whole
        ("Có 90 đơn, gồm 60 đơn khiếu nại, trong đó 40 đơn mới; 30 đơn tố cáo.", []),
    ],
)  # fmt: skip
def test_parts_and_their_whole(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


@pytest.mark.parametrize(
    ("text", "severity", "computed", "difference"),
    [
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo.", "error", "100", "10"),
        ("Có 90 đơn, trong đó 60 đơn khiếu nại, 40 đơn tố cáo.", "warning", "100", "10"),
        ("Có hơn 90 đơn, gồm: 60 đơn khiếu nại, 20 đơn tố cáo.", "warning", "80", "10"),
        ("Chi 2,5 tỷ đồng, gồm: tỉnh 2,1 tỷ đồng, xã 1,5 tỷ đồng.", "error", "3,6", "1,1"),
        ("Có 90 hồ sơ, trong đó: đúng hạn: 60 hồ sơ; quá hạn: 20 hồ sơ.", "error", "80", "10"),
    ],
)
def test_how_loud_a_sum_that_fails_is(text: str, severity: str, computed: str, difference: str) -> None:
    (found,) = findings_of(text)
    assert (found.rule, found.severity.value) == (RULE, severity)
    assert (found.values["computed"], found.values["difference"]) == (computed, difference)
    assert found.check is not None and found.check.verdict == "fails"


def test_a_finding_points_at_the_whole() -> None:
    assert pointed("Trong kỳ có 90 đơn, gồm: 60 đơn khiếu nại, 40 đơn tố cáo.") == [("error", "90 đơn")]


def test_two_sums_of_one_list_that_fail_are_one_finding() -> None:
    text = "Có 9 dự án với 50 ha, gồm: 5 dự án với 30 ha; 3 dự án với 10 ha."
    assert told(text, RULE) == ["fails: 5 + 3 ≠ 9", "fails: 30 + 10 ≠ 50"]
    (found,) = findings_of(text)
    assert found.values["expression"] == "5 + 3 ≠ 9; 30 + 10 ≠ 50"


def test_where_one_measure_fails_the_other_is_doubted_too() -> None:
    text = "Có 9 dự án với 50 ha, trong đó: 5 dự án với 30 ha; 5 dự án với 10 ha."
    assert told(text, RULE) == ["fails: 5 + 5 ≠ 9", "fails: 30 + 10 ≠ 50"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # one digit, two digits exchanged: a slip, though "trong đó" leaves room
        ("Thu 5.373 triệu đồng, trong đó thuế 3.333 triệu đồng, phí 2.030 triệu đồng.", "fails"),
        ("Thu 5.373 triệu đồng, trong đó thuế 3.333 triệu đồng, phí 2.004 triệu đồng.", "fails"),
        ("Thu 5.373 triệu đồng, trong đó thuế 3.333 triệu đồng, phí 1.111 triệu đồng.", "cannot_tell"),
    ],
)
def test_a_slip_is_told_from_what_is_left_out(text: str, verdict: str) -> None:
    assert [check.verdict.value for check in checks_of(text, RULE)] == [verdict]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nhận hơn 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", ["hơn 90 đơn"]),
        ("Nhận gần 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", ["gần 90 đơn"]),
        ("Nhận khoảng 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", []),
        ("Nhận hơn 90 đơn, gồm: 60 đơn khiếu nại, 31 đơn tố cáo.", []),
        ("Nhận 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", []),
    ],
)
def test_a_hedge_before_what_is_exact(text: str, words: list[str]) -> None:
    assert pointed(text, "hedge_on_exact") == [("info", word) for word in words]


def test_a_check_holds_its_operands_and_both_intervals() -> None:
    (check,) = checks_of("Rộng 62 ha, gồm: 3,5 ha đất ở, 58,5 ha đất rừng.", RULE)
    assert check.left is not None and check.right is not None
    assert [str(end) for end in (check.left.low, check.left.high)] == ["61.90", "62.10"]
    assert [str(end) for end in (check.right.low, check.right.high)] == ["61.5", "62.5"]
    assert [float(part) for part in check.values["parts"]] == [3.5, 58.5]  # type: ignore[attr-defined]
    assert (check.values["total"], check.values["holds"], check.figures) == (62, True, (0, 1, 2))


@pytest.mark.parametrize(
    ("text", "check", "severity"),
    [
        ("Huyện nộp 142.343.395 nghìn đồng. ⏎ Xã nộp 19.926.047 nghìn đồng. ⏎ "
         "Cả tỉnh nộp 162.269.442 nghìn đồng.", "holds: 142.343.395 + 19.926.047 = 162.269.442", None),
        ("Huyện nộp 142.343.395.324 đồng. ⏎ Xã nộp 19.926.047.341 đồng. ⏎ Cả tỉnh nộp 162.269.442.668 đồng.",
         "fails: 142.343.395.324 + 19.926.047.341 ≠ 162.269.442.668", "warning"),
    ],
)  # fmt: skip
def test_large_figures_of_which_two_make_a_third(text: str, check: str, severity: str | None) -> None:
    assert told(text, RULE) == [check]
    assert [found.severity.value for found in findings_of(text)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "text",
    [
        # too few digits to be no chance, too far off, hedged, another unit
        "Huyện nộp 142.343 đồng. ⏎ Xã nộp 19.926 đồng. ⏎ Cả tỉnh nộp 162.269 đồng.",
        "Huyện nộp 142.343.395.324 đồng. ⏎ Xã nộp 19.926.047.341 đồng. ⏎ Cả tỉnh nộp 162.269.442.699 đồng.",
        "Huyện nộp 142.343.395.324 đồng. ⏎ Xã nộp 19.926.047.341 đồng. ⏎ "
        "Cả tỉnh nộp hơn 162.269.442.665 đồng.",
        "Huyện nộp 142.343.395.324 đồng. ⏎ Xã nộp 19.926.047.341 đồng. ⏎ Cả tỉnh nộp 162.269.442.665 USD.",
    ],
)
def test_large_figures_that_do_not_go_together(text: str) -> None:
    assert told(text, RULE) == []


def test_a_sum_that_the_text_states_is_not_implied_again() -> None:
    text = "Nộp 162.269.442.665 đồng, gồm: huyện 142.343.395.324 đồng, xã 19.926.047.341 đồng."
    (check,) = checks_of(text, RULE)
    assert "implied" not in check.values


@pytest.mark.parametrize(
    ("done", "left", "checks"),
    [
        ("13 cụm đã có quyết định", "10 cụm chưa có quyết định", ["holds: 13 + 10 = 23"]),
        # the two may be of different days
        ("13 cụm đã có quyết định", "9 cụm chưa có quyết định", ["cannot_tell: 13 + 9 ? 23"]),
        ("13 cụm đã có quyết định", "10 cụm chưa được bàn giao", []),
        ("13 cụm đã có quyết định", "gần 10 cụm chưa có quyết định", []),
    ],
)
def test_what_is_done_and_what_is_not(done: str, left: str, checks: list[str]) -> None:
    text = f"Tỉnh có 23 cụm. Trong đó, {done} thành lập. ⏎ Đến nay còn {left} thành lập."
    assert told(text, RULE) == checks
    assert findings_of(text) == []
