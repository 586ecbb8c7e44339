from __future__ import annotations

import pytest
from figure_specimen import figures_of


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("Đã lập hai đoàn kiểm tra.", "hai đoàn kiểm tra", 2),
        ("Có mười hai xã dự họp.", "mười hai xã", 12),
        ("Hai mươi thôn đã có điện.", "Hai mươi thôn", 20),
        ("Sở có chín phòng.", "chín phòng", 9),
    ],
)
def test_small_counts_in_words(text: str, figure: str, value: int) -> None:
    (found,) = figures_of(text)
    assert (found.text, found.value) == (figure, value)


@pytest.mark.parametrize(
    "text",
    [
        "Đã lập một đoàn kiểm tra.",
        "Một trong ba doanh nghiệp đã nộp.",
        "Trong hai năm qua đã xong.",
        "Hai bên thống nhất, ba phía cùng ký.",
        "Tháo gỡ ba điểm nghẽn.",
        "Xây dựng chính quyền địa phương cấp hai tỉnh.",
        "Cả hai tỉnh đều có.",
        "Lần thứ ba hội nghị bàn.",
        "Ba Đình là một quận.",
        "Có chín muồi.",
    ],
)
def test_figures_of_speech_count_nothing(text: str) -> None:
    assert figures_of(text) == ()
