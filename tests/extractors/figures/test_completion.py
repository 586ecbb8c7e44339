from __future__ import annotations

from decimal import Decimal

import pytest
from figure_specimen import figures_of


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Đã trả 80 hồ sơ (82,5%).", "82.5"),
        ("Đã trả 80 hồ sơ (đạt 82,5%).", "82.5"),
        ("Đã trả 80 hồ sơ, đạt tỷ lệ 82,5%.", "82.5"),
        ("Đã trả 80 hồ sơ trực tuyến, chiếm 82,5%.", "82.5"),
        ("Đã trả 80 hồ sơ, ước đạt khoảng 82,5%.", "82.5"),
        ("Đã chi 12 tỷ đồng, bằng 60% dự toán.", "60"),
        ("Đã chi 12 tỷ đồng (trên 60%).", "60"),
        # the percentage says something else
        ("Đã trả 80 hồ sơ, tăng 82,5%.", None),
        ("Đã trả 80 hồ sơ; đạt 82,5%.", None),
        ("Đã trả 80 hồ sơ, trong đó đạt 82,5%.", None),
        ("Đã trả 80 hồ sơ, so với năm trước đạt 82,5%.", None),
        ("Đã trả 80 hồ sơ. Đạt 82,5%.", None),
        ("Cần từ 60 đến 80 hồ sơ (82,5%).", None),
        ("Đã trả 80 hồ sơ.", None),
    ],
)
def test_a_percentage_printed_for_a_count(text: str, percent: str | None) -> None:
    figures = [figure for figure in figures_of(text) if figure.unit != "%"]
    assert figures[-1].percent == (Decimal(percent) if percent else None)
    # what is no part of the count stays a figure of its own
    own = [figure for figure in figures_of(text) if figure.unit == "%"]
    assert bool(own) is (percent is None and "%" in text)


def test_a_second_percentage_stays_by_itself() -> None:
    first, second = figures_of("Đã trả 80 hồ sơ (82,5%), đạt 90% kế hoạch.")
    assert (first.percent, second.value, second.unit) == (Decimal("82.5"), 90, "%")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tổng số hồ sơ tiếp nhận là 120.", [(120, "hồ sơ")]),
        ("Số hộ nghèo: 45; số hộ cận nghèo: 30.", [(45, "hộ nghèo"), (30, "hộ cận nghèo")]),
        ("Tổng số hồ sơ là 120; đúng hạn: 100; quá hạn: 9.", [(120, "hồ sơ"), (100, "hồ sơ"), (9, "hồ sơ")]),
        ("Có 120 đơn (khiếu nại: 75; tố cáo: 45).", [(120, "đơn"), (75, "đơn"), (45, "đơn")]),
        ("Có 120 đơn; khiếu nại 75 (62,5%).", [(120, "đơn"), (75, "đơn")]),
        # no label, no bracket right behind, another sentence, another block
        ("Có 120 đơn; tố cáo: 45.", [(120, "đơn")]),
        ("Có 120 đơn (theo mẫu 2).", [(120, "đơn")]),
        ("Có 120 đơn (khiếu nại: 75 trong ngày).", [(120, "đơn")]),
        ("Số liệu là 120.", []),
        ("Tổng số hồ sơ là 120. ⏎ Đúng hạn: 100.", [(120, "hồ sơ")]),
        ("Từ 100 đến 120 đơn (khiếu nại: 75; tố cáo: 45).", [(100, "đơn"), (120, "đơn")]),
    ],
)
def test_numbers_whose_unit_stands_before_them(text: str, figures: list[tuple[int, str]]) -> None:
    assert [(int(figure.value), figure.unit) for figure in figures_of(text)] == figures


def test_a_bare_number_takes_the_unit_and_nothing_else() -> None:
    whole, part = figures_of("Có hơn 120 đơn (khiếu nại: 75).")
    assert (whole.qualifier, part.qualifier) == ("over", None)
    assert (part.text, part.of) == ("75", 120)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Đã trả 80 hồ sơ đúng hạn (82,5%).", "82.5"),
        ("Có 80 hộ nghèo ở miền núi (trên 82,5%).", "82.5"),
        ("Có 80 hồ sơ, 5 đơn (82,5%).", None),
    ],
)
def test_words_between_a_count_and_the_bracket_of_its_percentage(text: str, percent: str | None) -> None:
    assert figures_of(text)[0].percent == (Decimal(percent) if percent else None)
