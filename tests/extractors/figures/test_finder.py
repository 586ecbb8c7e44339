from __future__ import annotations

import pytest
from figure_specimen import facts_of, figures_of

from extractors.model import RangeEnd

LOW, HIGH = RangeEnd.LOW, RangeEnd.HIGH


@pytest.mark.parametrize(
    "text",
    [
        # dates, periods, times
        "Ngày 05/3/2024 và ngày 7-4-2024 đã họp.",
        "Số liệu từ ngày 01/12/2023 đến 15/11/2024.",
        "Họp vào ngày 32/13/2024.",
        "Trong quý II năm 2025, 9 tháng đầu năm và tháng 6/2025.",
        "Giai đoạn 2021 - 2025, nhiệm kỳ 2020-2025.",
        "Lúc 14h30, 7 giờ 15 phút.",
        "Trong thời hạn 15 ngày làm việc.",
        # telephones
        "Liên hệ số 0987 654 321 hoặc 0203.3825.111 để biết.",
        "Đường dây nóng 1900 tiếp nhận.",
        "Tổng đài 1022 Đồng Tháp tiếp nhận.",
        # labels, symbols, names
        "Nêu tại khoản 1, 3, 5 Điều 12.",
        "Theo điểm 2 khoản 3 và Phụ lục 4.",
        "Lập theo Mẫu số 9.01 ban hành kèm theo.",
        "Thực hiện Kế hoạch số 58/KH-UBND ngày 02/4/2024 của Ủy ban nhân dân tỉnh.",
        "Phủ sóng 5G, máy IC18, phòng chống Covid-19.",
        "Thực hiện tiêu chuẩn TCVN 9001 và ISO 14001.",
        "Đợt 4, lần thứ 2, nhóm 3 đã xong.",
        "Trên quốc lộ 32 thôn xóm đã yên.",
        "1. Kết quả",
        "2.3. Hạn chế",
        "[3] Nguồn: báo cáo.",
        "(ĐVT: 1.000 đồng)",
        # nothing tells what is counted
        "Số 45 của năm ấy.",
        "Đạt 7.",
        "",
    ],
)
def test_digits_that_count_nothing(text: str) -> None:
    assert figures_of(text) == ()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Nhóm 1: 16 cụm, nhóm 2: 7 cụm.", ["16 cụm", "7 cụm"]),
        ("Ngày 05/3/2024 đã trả 12 hồ sơ.", ["12 hồ sơ"]),
        ("Trong quý II có 12 hồ sơ.", ["12 hồ sơ"]),
        ("Theo khoản 2, có 12 hồ sơ được trả.", ["12 hồ sơ"]),
        ("Tại khoản 1, 3 đã nêu, còn 12 hồ sơ.", ["12 hồ sơ"]),
        ("1. Đã trả 12 hồ sơ", ["12 hồ sơ"]),
        ("Phủ sóng 5G cho 12 xã.", ["12 xã"]),
        ("Tổng số 12 hồ sơ.", ["12 hồ sơ"]),
        ("Có 1983 hồ sơ.", ["1983 hồ sơ"]),
        ("Đạt được12 hồ sơ.", ["12 hồ sơ"]),
        # a footnote's sign between the number and its unit
        ("Có 12[3] hồ sơ.", ["12[3] hồ sơ"]),
        # a noun that no table knows
        ("Đã xây 03 xưởng gỗ.", ["03 xưởng gỗ"]),
        ("Đã có 7 xưởng gỗ.", ["7 xưởng gỗ"]),
        ("Bố trí 05 Xưởng gỗ.", []),
        ("Rộng 31,7 m2, dài 12km.", ["31,7 m2", "12km"]),
    ],
)
def test_figures_among_other_digits(text: str, figures: list[str]) -> None:
    assert [figure.text for figure in figures_of(text)] == figures


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Cần từ 5 đến 7 người.", [(5, LOW), (7, HIGH)]),
        ("Cần 5-7 người.", [(5, LOW), (7, HIGH)]),
        ("Vốn 50 – 150 tỷ đồng.", [(50 * 10**9, LOW), (150 * 10**9, HIGH)]),
        ("Tăng 2,5% ÷ 4%.", [(2.5, LOW), (4, HIGH)]),
        ("Giá từ 15 triệu đồng đến 20 triệu đồng.", [(15 * 10**6, LOW), (20 * 10**6, HIGH)]),
        ("Giá từ 800 nghìn đồng tới 1,2 triệu đồng.", [(800_000, LOW), (1_200_000, HIGH)]),
        ("Đạt 75% - 80%.", [(75, LOW), (80, HIGH)]),
        # two levels of one thing are no range, nor is what falls
        ("Nâng tỷ lệ từ 75% lên 80%.", [(75, None), (80, None)]),
        ("Cần 7 - 5 người.", [(5, None)]),
        ("Trong 5 - 7 ngày.", []),
    ],
)
def test_ranges(text: str, ends: list[tuple[float, RangeEnd | None]]) -> None:
    assert [(float(figure.value), figure.range) for figure in figures_of(text)] == ends


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Phạt 01 tỷ 500 triệu đồng.", [("01 tỷ 500 triệu đồng", 1_500_000_000, 1_000_000)]),
        ("Thu 15 triệu 500 nghìn đồng.", [("15 triệu 500 nghìn đồng", 15_500_000, 1_000)]),
        # a sum that has its unit already, a larger part behind it, another thing behind it
        ("Phạt 5 triệu đồng 500 nghìn đồng.",
         [("5 triệu đồng", 5_000_000, 10**6), ("500 nghìn đồng", 500_000, 1000)]),
        ("Chi 2 tỷ 3.500 triệu đồng.",
         [("2 tỷ", 2 * 10**9, 10**9), ("3.500 triệu đồng", 35 * 10**8, 10**6)]),
        ("Chi 2 tỷ 500 hộ dân.", [("2 tỷ", 2 * 10**9, 10**9), ("500 hộ dân", 500, 1)]),
    ],
)  # fmt: skip
def test_sums_told_in_parts(text: str, sums: list[tuple[str, int, int]]) -> None:
    assert [(figure.text, figure.value, figure.step) for figure in figures_of(text)] == sums


@pytest.mark.parametrize(
    ("text", "value", "of", "unit"),
    [
        ("Có 59/76 hộ đồng ý.", 59, 76, "hộ"),
        ("Có 04/34 tỉnh nộp.", 4, 34, "tỉnh"),
        ("Đã đo 24/75 ha.", 24, 75, "ha"),
        ("Đã giải ngân 3,5/5 tỷ đồng.", 3.5 * 10**9, 5 * 10**9, "đồng"),
        ("Đã giải ngân 3,5 tỷ đồng/5 tỷ đồng.", 3.5 * 10**9, 5 * 10**9, "đồng"),
        ("Có 25/20 cơ sở.", 25, 20, "cơ sở"),
        ("Có 5/0 cơ sở.", 5, 0, "cơ sở"),
    ],
)
def test_fractions(text: str, value: float, of: float, unit: str) -> None:
    (figure,) = figures_of(text)
    assert (float(figure.value), figure.of and float(figure.of) or 0, figure.unit) == (value, of, unit)


@pytest.mark.parametrize("text", ["Đã đo 2/3 diện tích.", "Có 1/3 số hộ.", "Trực 24/7 tại trạm."])
def test_figures_of_speech_are_no_fractions(text: str) -> None:
    assert figures_of(text) == ()


def test_a_reference_is_masked_and_what_follows_is_not() -> None:
    act = "Quyết định số 15/QĐ-UBND ngày 02/4/2024 của Ủy ban nhân dân tỉnh"
    facts = facts_of(f"I. KẾT QUẢ ⏎ Theo {act} có 5 dự án.")
    assert len(facts.references) == 1
    assert [figure.text for figure in facts.statistics] == ["5 dự án"]


def test_spans_hold_number_and_unit() -> None:
    text = "Có hơn 1,5 triệu đồng/người ⏎ và 12 hồ sơ."
    written = text.replace(" ⏎ ", "\n")
    for figure in figures_of(text):
        assert written[figure.start : figure.end] == figure.text
