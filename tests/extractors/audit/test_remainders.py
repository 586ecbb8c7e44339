from __future__ import annotations

import pytest
from figure_specimen import pointed, told

RULE = "parts_sum"


@pytest.mark.parametrize(
    ("text", "checks"),
    [
        ("Đã hoàn thành 45/50 nhiệm vụ, còn 5 nhiệm vụ chưa xong.", ["holds: 45 + 5 = 50"]),
        ("Đã hoàn thành 45/50 nhiệm vụ, còn 10 nhiệm vụ chưa xong.", ["fails: 45 + 10 ≠ 50"]),
        ("Đã hoàn thành 45/50 nhiệm vụ; còn 10 nhiệm vụ của năm trước.", []),
        ("Đã hoàn thành 45/50 nhiệm vụ, còn 10 dự án chưa xong.", []),
        ("Đã giải ngân 1,5/2 tỷ đồng, còn lại 0,5 tỷ đồng.", ["holds: 1,5 + 0,5 = 2"]),
        ("Vốn 250 tỷ đồng, đã giải ngân 150 tỷ đồng, còn lại 100 tỷ đồng.", ["holds: 150 + 100 = 250"]),
        ("Vốn 250 tỷ đồng, đã giải ngân 150 tỷ đồng, còn lại 110 tỷ đồng.", ["fails: 150 + 110 ≠ 250"]),
        # of several figures between, any may be of something else
        ("Nhận 90 hồ sơ, trả 60 hồ sơ, rút 10 hồ sơ, còn lại 20 hồ sơ.", ["holds: 60 + 10 + 20 = 90"]),
        ("Nhận 90 hồ sơ, trả 60 hồ sơ, rút 10 hồ sơ, còn lại 30 hồ sơ.", []),
        # "còn" alone is no rest, a change or a hedge tells none, another sentence begins anew
        ("Vốn 250 tỷ đồng, đã giải ngân 150 tỷ đồng, còn 110 tỷ đồng.", []),
        ("Vốn 250 tỷ đồng, đã giải ngân 150 tỷ đồng, còn lại khoảng 110 tỷ đồng.", []),
        ("Vốn 250 tỷ đồng, đã giải ngân 150 tỷ đồng. Còn lại 110 tỷ đồng.", []),
        ("Chi 50 tỷ đồng, đã giải ngân 150 tỷ đồng, còn lại 110 tỷ đồng.", []),
    ],
)
def test_what_is_left(text: str, checks: list[str]) -> None:
    assert told(text, RULE) == checks


def test_a_wrong_rest_is_pointed_at() -> None:
    text = "Đã hoàn thành 45/50 nhiệm vụ, còn 10 nhiệm vụ chưa xong."
    assert pointed(text) == [("warning", "45/50 nhiệm vụ, còn 10 nhiệm vụ")]
