from __future__ import annotations

import pytest
from figure_specimen import checks_of, findings_of, pointed, told

RULE = "percentage"


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm 75%.", ["holds: 300 / 400 = 75%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm 85%.", ["fails: 300 / 400 ≠ 85%"]),
        # rounded, cut off, too far
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 66,7%.", ["holds: 200 / 300 = 66,7%"]),
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 66,6%.", ["holds: 200 / 300 = 66,6%"]),
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 66,5%.", ["fails: 200 / 300 ≠ 66,5%"]),
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 66%.", ["holds: 200 / 300 = 66%"]),
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 65%.", ["fails: 200 / 300 ≠ 65%"]),
        ("Có 400 hộ, trong đó 1 hộ nghèo, chiếm 0,25%.", ["holds: 1 / 400 = 0,25%"]),
        # the denominator that fits: received, due, solved
        ("Tiếp nhận 500 hồ sơ, đến hạn 400 hồ sơ, đã trả 300 hồ sơ, đạt 75%.", ["holds: 300 / 400 = 75%"]),
        ("Tiếp nhận 500 hồ sơ, đến hạn 400 hồ sơ, đã trả 300 hồ sơ, đạt 60%.", ["holds: 300 / 500 = 60%"]),
        ("Được giao 60 chỉ tiêu, đạt 66 chỉ tiêu, đạt 110%.", ["holds: 66 / 60 = 110%"]),
        # the text commits itself to what was taken in
        ("Tiếp nhận 400 hồ sơ và đã trả 300 hồ sơ, đạt 85%.", ["fails: 300 / 400 ≠ 85%"]),
        ("Tiếp nhận 400 hồ sơ; đã trả 300 hồ sơ, đạt 85%.", ["fails: 300 / 400 ≠ 85%"]),
        # it may be of a whole that is not printed
        ("Có 400 hồ sơ và đã trả 300 hồ sơ, đạt 85%.", []),
        ("Tiếp nhận 400 hồ sơ. Đã trả 300 hồ sơ, đạt 85%.", []),
        ("Tiếp nhận 400 hồ sơ và đã trả 300 hồ sơ, đạt 85% kế hoạch.", []),
        ("Tiếp nhận 400 hồ sơ và đã trả 300 hồ sơ, đạt 85% so với cùng kỳ.", []),
        ("Đã trả 300 hồ sơ, đạt 85%.", []),
        ("Có 12 dự án. Đã trả 300 hồ sơ, đạt 85%.", []),
        # fractions
        ("Đã kiểm tra 30/40 hộ (75%).", ["holds: 30 / 40 = 75%"]),
        ("Đã kiểm tra 30/40 hộ (85%).", ["fails: 30 / 40 ≠ 85%"]),
        ("Đã giải ngân 30 tỷ đồng/40 tỷ đồng (75%).", ["holds: 30 / 40 = 75%"]),
        ("Đã trồng 120/100 ha, đạt 120% kế hoạch.", ["holds: 120 / 100 = 120%"]),
        ("Nhận 210 hồ sơ, đạt 98,5% (197/200 xã).", ["holds: 197 / 200 = 98,5%"]),
        ("Nhận 210 hồ sơ, đạt 98,5% (197/210 xã).", ["fails: 197 / 210 ≠ 98,5%"]),
        ("Đã cấp 400 giấy phép trên tổng số 500 hồ sơ, đạt 80%.", ["holds: 400 / 500 = 80%"]),
        ("Đã cấp 400 giấy phép trên tổng số 500 hồ sơ, đạt 85%.", ["fails: 400 / 500 ≠ 85%"]),
        # amounts are rounded where they are printed
        ("Giao 1,5 tỷ đồng, trong đó đã chi 1 tỷ đồng, đạt 72%.", ["holds: 1 / 1,5 = 72%"]),
        ("Giao 1.500 triệu đồng, trong đó đã chi 1.000 triệu đồng, đạt 72%.",
         ["fails: 1.000 / 1.500 ≠ 72%"]),
        # bounds
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm trên 75%.", ["holds: 300 / 400 = 75%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm trên 70%.", ["holds: 300 / 400 = 70%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm trên 76%.", ["fails: 300 / 400 ≠ 76%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm gần 76%.", ["holds: 300 / 400 = 76%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm gần 74%.", ["fails: 300 / 400 ≠ 74%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm khoảng 72%.", ["holds: 300 / 400 = 72%"]),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm khoảng 52%.", ["fails: 300 / 400 ≠ 52%"]),
        # a hedged part moves within its hedge
        ("Có 400 hộ, trong đó hơn 300 hộ nghèo, chiếm 77%.", ["holds: 300 / 400 = 77%"]),
        ("Có 400 hộ, trong đó hơn 300 hộ nghèo, chiếm 72%.", ["fails: 300 / 400 ≠ 72%"]),
        ("Có 400 hộ, trong đó hơn 300 hộ nghèo, chiếm 95%.", ["fails: 300 / 400 ≠ 95%"]),
        ("Có 400 hộ, trong đó gần 300 hộ nghèo, chiếm 72%.", ["holds: 300 / 400 = 72%"]),
        # the whole stands behind, or is what was planned
        ("Thu 90 tấn, bằng 120% cùng kỳ năm trước (75 tấn).", ["holds: 90 / 75 = 120%"]),
        ("Thu 90 tỷ đồng, đạt 55% dự toán năm (250 tỷ đồng).", ["fails: 90 / 250 ≠ 55%"]),
        ("Kế hoạch vốn 250 tỷ đồng, đã chi 150 tỷ đồng, đạt 55%.", ["fails: 150 / 250 ≠ 55%"]),
        ("Kế hoạch vốn 250 tỷ đồng, đã chi 150 tỷ đồng, đạt 60% kế hoạch.", ["holds: 150 / 250 = 60%"]),
        ("Doanh thu 250 tỷ đồng, đã chi 150 tỷ đồng, đạt 55% kế hoạch.", []),
        ("Thu 90 tỷ đồng, đạt 55%, nộp chậm (250 tỷ đồng).", []),
        # a last digit is rounded or cut off, and no more
        ("Tiếp nhận 1.000 hồ sơ; đã giải quyết 10 hồ sơ, đạt 1%.", ["holds: 10 / 1.000 = 1%"]),
        ("Tiếp nhận 1.000 hồ sơ; đã giải quyết 10 hồ sơ, đạt 2%.", ["fails: 10 / 1.000 ≠ 2%"]),
        # nothing can be a percentage of nothing
        ("Tiếp nhận 0 hồ sơ, giải quyết 0 hồ sơ, đạt 100%.", ["cannot_tell: 0 / 0 ? 100%"]),
        ("Đã kiểm tra 5/0 hộ (50%).", ["cannot_tell: 5 / 0 ? 50%"]),
        ("Có 0 hộ, trong đó 5 hộ nghèo, chiếm 50%.", []),
    ],
)  # fmt: skip
def test_percentages_of_counts(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy là 75%.", ["holds: 300 / 400 = 75%"]),
        ("Rộng 400 ha, trong đó đã thuê 300 ha, tỷ lệ lấp đầy là 78%.", ["fails: 300 / 400 ≠ 78%"]),
        # too far to be meant of these two
        ("Rộng 400 ha, trong đó đã thuê 300 ha, tỷ lệ lấp đầy là 40%.", []),
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy là 78%.", []),
        ("Rộng 400 ha, đã thuê 300 ha. Tỷ lệ lấp đầy đạt 75%.", []),
        ("Rộng 400 ha, đã thuê 300 ha. ⏎ Tỷ lệ lấp đầy đạt 75%.", []),
        ("Rộng 400 ha, đã thuê 300 ha, đúng tiến độ 75%.", []),
        # a bound is tried only against what is close to it
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy trên 77%.", ["fails: 300 / 400 ≠ 77%"]),
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy trên 74%.", ["holds: 300 / 400 = 74%"]),
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy trên 20%.", []),
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy trên 90%.", []),
        ("Rộng 400 ha, đã thuê 300 ha, tỷ lệ lấp đầy tối đa 72%.", ["fails: 300 / 400 ≠ 72%"]),
    ],
)
def test_rates_that_stand_by_themselves(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


@pytest.mark.parametrize(
    ("text", "severity", "words", "computed"),
    [
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm 85%.", "error", "300 hộ nghèo, chiếm 85%", "75"),
        ("Có 300 hộ, trong đó 200 hộ nghèo, chiếm 65%.", "error", "200 hộ nghèo, chiếm 65%", "66,7"),
        ("Có 400 hộ, trong đó 300 hộ nghèo, chiếm khoảng 52%.", "warning",
         "300 hộ nghèo, chiếm khoảng 52%", "75"),
        ("Có 400 hộ, trong đó hơn 300 hộ nghèo, chiếm 95%.", "warning", "300 hộ nghèo, chiếm 95%", "75"),
        ("Có hơn 400 hộ, trong đó 300 hộ nghèo, chiếm 95%.", "warning", "300 hộ nghèo, chiếm 95%", "75"),
    ],
)  # fmt: skip
def test_where_a_wrong_percentage_is_shown(text: str, severity: str, words: str, computed: str) -> None:
    assert pointed(text) == [(severity, words)]
    assert findings_of(text)[0].values["computed"] == computed


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Đã kiểm tra 25/20 hộ.", ["fails: 25 > 20"]),
        ("Đã kiểm tra 5/0 hộ.", ["fails: 5 > 0"]),
        ("Đã kiểm tra 20/25 hộ.", []),
        ("Đã kiểm tra 20/20 hộ.", []),
        # measured against a plan, a part may be larger
        ("Đã xây 25/20 nhà kế hoạch.", []),
        ("Đã xây 25/20 nhà, đạt 125%.", []),
        ("Đã trồng 25/20 ha.", []),
    ],
)
def test_a_part_larger_than_its_whole(text: str, checks: list[str]) -> None:
    assert told(text, "ratio") == checks
    assert len(findings_of(text, "ratio")) == len(checks)


def test_a_check_names_part_whole_and_percentage() -> None:
    (check,) = checks_of("Có 400 hộ, trong đó 300 hộ nghèo, chiếm 75%.", RULE)
    held = {name: check.values[name] for name in ("part", "total", "percent", "holds")}
    assert held == {"part": 300, "total": 400, "percent": 75, "holds": True}
    assert check.figures == (0, 1)
