from __future__ import annotations

import pytest
from figure_specimen import facts_of

Divided = tuple[str, list[str], bool]


def breakdowns(text: str) -> list[Divided]:
    facts = facts_of(text)
    return [
        (facts.statistics[b.whole].text, [facts.statistics[p].text for p in b.parts], b.exhaustive)
        for b in facts.breakdowns
    ]


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], True)]),
        ("Có 90 đơn, bao gồm 60 đơn khiếu nại và 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], True)]),
        ("Có 90 đơn, trong đó 60 đơn khiếu nại, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        ("Có 90 đơn. Trong đó: 60 đơn khiếu nại; 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        ("Trong số 90 đơn, có 60 đơn khiếu nại, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        ("Trong tổng số 90 đơn, có 60 đơn khiếu nại, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        # brackets
        ("Có 90 đơn (60 đơn khiếu nại, 30 đơn tố cáo).",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        ("Có 90 đơn (khiếu nại: 60; tố cáo: 30).", [("90 đơn", ["60", "30"], False)]),
        ("Rộng 62 ha (khu A - 3,5 ha; khu B - 58,5 ha).", [("62 ha", ["3,5 ha", "58,5 ha"], False)]),
        # nested
        ("Có 90 đơn, gồm: 60 đơn khiếu nại (40 đơn mới, 20 đơn cũ), 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], True),
          ("60 đơn khiếu nại", ["40 đơn", "20 đơn"], False)]),
        # lists
        ("Có 90 đơn, cụ thể: ⏎ - Khiếu nại: 60 đơn. ⏎ - Tố cáo: 30 đơn.",
         [("90 đơn", ["60 đơn", "30 đơn"], True)]),
        ("Tổng cộng có 90 đơn: ⏎ - Khiếu nại: 60 đơn. ⏎ + Mới: 40 đơn. ⏎ - Tố cáo: 30 đơn.",
         [("90 đơn", ["60 đơn", "30 đơn"], True)]),
        # an item without its part leaves room
        ("Có 90 đơn, cụ thể: ⏎ - Khiếu nại: 60 đơn. ⏎ - Tố cáo: 20 đơn. ⏎ - Loại khác: chưa đếm.",
         [("90 đơn", ["60 đơn", "20 đơn"], False)]),
        # two measures of one list
        ("Có 9 dự án với 50 tỷ đồng, gồm: 5 dự án với 30 tỷ đồng; 4 dự án với 20 tỷ đồng.",
         [("9 dự án", ["5 dự án", "4 dự án"], True), ("50 tỷ đồng", ["30 tỷ đồng", "20 tỷ đồng"], True)]),
        # only some are named
        ("Có 90 đơn, gồm chủ yếu 60 đơn khiếu nại, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], False)]),
        # a word more of the same part is no part of its own
        ("Có 90 đơn, gồm 60 đơn khiếu nại, đã giải quyết 10 đơn, 30 đơn tố cáo.",
         [("90 đơn", ["60 đơn khiếu nại", "30 đơn tố cáo"], True)]),
    ],
)  # fmt: skip
def test_wholes_and_their_parts(text: str, divided: list[Divided]) -> None:
    assert breakdowns(text) == divided


@pytest.mark.parametrize(
    "text",
    [
        "Có 90 đơn và 60 đơn khác.",
        "Có 90 đơn. Có 60 đơn khiếu nại.",
        "Có 90 đơn, gồm 5 dự án.",
        "Đạt 90%, trong đó 60% đúng hạn.",
        "Cần từ 80 đến 90 đơn, trong đó 60 đơn khiếu nại.",
        "Có 90 đơn, trong đó 95 đơn khiếu nại.",
        "Có 90 đơn, tăng 5 đơn (cùng kỳ 85 đơn).",
        "Gồm: 60 đơn khiếu nại, 30 đơn tố cáo.",
        "Có 90 đơn, cụ thể: ⏎ - Khiếu nại. ⏎ - Tố cáo: 30 đơn. ⏎ - Khác.",
    ],
)
def test_no_whole_is_divided(text: str) -> None:
    assert breakdowns(text) == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Có 90 đơn, gồm: 60 đơn khiếu nại, 30 đơn tố cáo.", [None, 90, 90]),
        ("Có 59/76 hộ đồng ý.", [76]),
        ("Có 59/76 hộ, trong đó 12 hộ nghèo.", [76, 59]),
        # a part of the part before it
        ("Có 900 ha, trong đó 650 ha đã giao; đã cho thuê 180 ha.", [None, 900, 650]),
        ("Tiếp nhận 400 hồ sơ; đã trả 300 hồ sơ, đạt 75%.", [None, 400]),
        ("Tiếp nhận 400 hồ sơ; đã trả 300 hồ sơ, đạt 55%.", [None, None]),
        ("Tiếp nhận 400 hồ sơ, đã trả 300 hồ sơ, tỷ lệ đúng hạn là 75%.", [None, None, 400]),
        ("Tiếp nhận 400 hồ sơ, đã trả 300 hồ sơ, tỷ lệ đúng hạn là 40%.", [None, None, None]),
        ("Tiếp nhận 0 hồ sơ; đã trả 3 hồ sơ, đạt 75%.", [None, None]),
        ("Có 90 đơn. Có 60 đơn.", [None, None]),
    ],
)
def test_the_whole_that_a_figure_is_of(text: str, of: list[int | None]) -> None:
    assert [figure.of if figure.of is None else int(figure.of) for figure in facts_of(text).statistics] == of
