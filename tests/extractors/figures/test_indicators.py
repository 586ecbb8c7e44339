from __future__ import annotations

import pytest
from figure_specimen import figures_of, report


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Thu 90 tấn lúa, bằng 120% cùng kỳ (75 tấn).", ["thu", "thu · cùng kỳ"]),
        ("Thu thuế 90 tỷ đồng, đạt 36% dự toán năm (250 tỷ đồng).", ["thu thuế", "thu thuế · dự toán"]),
        ("Còn 210 hộ nghèo, giảm 40 hộ so với năm 2023 (250 hộ).",
         ["hộ nghèo", "hộ nghèo · giảm so với năm 2023", "hộ nghèo"]),
        ("Tổng thu tăng từ 100 tỷ đồng lên 120 tỷ đồng.", ["tổng thu · trước đó", "tổng thu"]),
        ("Có 15 cụm công nghiệp đi vào hoạt động.", ["cụm công nghiệp đi vào hoạt động"]),
        ("Còn 3 dự án vướng giải phóng mặt bằng.", ["dự án vướng giải phóng mặt bằng"]),
    ],
)  # fmt: skip
def test_what_several_figures_count(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in figures_of(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Trước hạn: 35 hồ sơ.", "hồ sơ · trước hạn"),
        ("Kinh phí thực hiện giai đoạn 2026 - 2030 là 42 tỷ đồng.", "kinh phí thực hiện"),
        ("Nông thôn - đô thị đạt 42 tỷ đồng.", "đô thị"),
        ("Thu ngân sách 9 tháng năm 2025 đạt 42 tỷ đồng.", "thu ngân sách"),
        ("Kéo dài 9 tháng, đạt 42 tỷ đồng.", None),
        ("Từ 20 hộ trở lên sống ven rừng.", "hộ sống ven rừng"),
        ("Chiếm tỷ trọng 26,1%.", "tỷ trọng"),
        ("Thiết bị (máy), dây cáp điện đạt 115 triệu đồng.", "dây cáp điện"),
        ("Giá trị sản xuất giảm 19% so với tháng 01 năm 2025.", "giá trị sản xuất · giảm so với tháng 01"),
        ("Quá hạn là 35 hồ sơ.", "hồ sơ · quá hạn"),
        ("Đã tiếp nhận 35 hồ sơ.", "hồ sơ · đã tiếp nhận"),
        ("Có 35 hồ sơ trực tuyến được trả.", "hồ sơ trực tuyến"),
        ("Đã trả 20 hồ sơ; quá hạn 5 hồ sơ.", "hồ sơ · đã trả"),
        ("Sản lượng lúa 6 tháng đầu năm 2024 đạt 450 tấn.", "sản lượng lúa"),
        ("Sáu tháng đầu năm 2024, thu hoạch 450 tấn.", "thu hoạch"),
        ("Trong năm 2024, đã trả 35 hồ sơ.", "hồ sơ · đã trả"),
        ("Lũy kế đến nay đã trả 35 hồ sơ.", "hồ sơ · đã trả"),
        ("- Đúng hạn: 35 hồ sơ.", "hồ sơ · đúng hạn"),
        ("Tỷ lệ hộ nghèo là 3,1%.", "tỷ lệ hộ nghèo"),
        ("Tổng thu ngân sách đạt 120 tỷ đồng.", "tổng thu ngân sách"),
        ("Chi 9 tỷ đồng, gồm: ngân sách tỉnh 5 tỷ đồng, xã 4 tỷ đồng.", "chi"),
        ("Đạt 120 tỷ đồng vốn đầu tư công.", "vốn đầu tư công"),
        ("Diện tích rừng ước đạt khoảng 120 ha.", "diện tích rừng"),
        ("120 ha.", None),
    ],
)
def test_what_a_figure_counts(text: str, indicator: str | None) -> None:
    assert figures_of(text)[0].indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("Đã trả 20 hồ sơ; quá hạn 5 hồ sơ.", ["hồ sơ · đã trả", "hồ sơ · quá hạn"]),
        ("Chi 9 tỷ đồng, gồm: ngân sách tỉnh 5 tỷ đồng, xã 4 tỷ đồng.", ["chi", "ngân sách tỉnh", "xã"]),
        ("Thu được 9 tỷ đồng (đạt 50%), nợ thuế 4 tỷ đồng.", ["thu", "nợ thuế"]),
    ],
)
def test_each_figure_has_its_own_words(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in figures_of(text)] == indicators


def test_an_indicator_is_short() -> None:
    (figure,) = figures_of("Kết quả " + "rà soát " * 40 + "tổng thể là 120 ha.")
    assert figure.indicator is not None and len(figure.indicator.split()) == 16


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tại xã Nà Lọong có 5 dự án.", "xã Nà Lọong"),
        ("Thành phố thuộc tỉnh Quảng Ninh có 5 dự án.", "tỉnh Quảng Ninh"),
        # that of the report
        ("Có 5 dự án.", "tỉnh Sơn La"),
        ("Có 5 dự án tại xã Nà Lọong.", "tỉnh Sơn La"),
    ],
)
def test_the_place(text: str, place: str) -> None:
    assert figures_of(report(text))[0].place == place


def test_without_an_issuer_no_place() -> None:
    assert figures_of("Có 5 dự án.")[0].place is None


OWN = ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Có 5 dự án.", OWN),
        ("Năm 2022, có 5 dự án.", ("2022-01-01", "2022-12-31")),
        ("Quý III có 5 dự án.", ("2024-07-01", "2024-09-30")),
        ("Trong 9 tháng có 5 dự án.", ("2024-01-01", "2024-09-30")),
        ("Từ ngày 01/12/2023 đến ngày 15/11/2024, tháng nào cũng có 5 dự án.", ("2023-12-01", "2024-11-15")),
        # the year before is not told by its days
        ("Cùng kỳ có 5 dự án.", None),
        ("So với cùng kỳ năm trước, có 5 dự án.", None),
    ],
)
def test_the_period(text: str, period: tuple[str, str] | None) -> None:
    assert figures_of(report(text))[0].period == period


def test_the_period_holds_for_its_own_clause() -> None:
    first, second = figures_of(report("Năm 2024 có 5 dự án; cùng kỳ năm trước có 7 dự án."))
    assert (first.period, second.period) == (OWN, None)
