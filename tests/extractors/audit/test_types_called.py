from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.model import Finding

RULE = "type_symbol_mismatch"


@pytest.mark.parametrize(
    ("words", "called", "by_symbol"),
    [
        ("Theo Công văn số 9/TTr-SYT ngày 02/4/2024.", "Công văn", "Tờ trình"),
        ("Theo Báo cáo số 9/SYT-NV ngày 02/4/2024.", "Báo cáo", "Công văn"),
        ("Theo Thông báo số 9/KH-UBND ngày 02/4/2024.", "Thông báo", "Kế hoạch"),
        ("Căn cứ Quyết định số 9/2022/NĐ-CP ngày 02/4/2022;", "Quyết định", "Nghị định"),
        ("Thực hiện Chỉ thị số 9-NQ/TU ngày 02/4/2024.", "Chỉ thị", "Nghị quyết"),
        ("đã có các Phiếu chuyển (số 7/PC-VPUBND ngày 02/4/2024 và số 9/UBND-TH ngày 03/4/2024).",
         "Phiếu chuyển", "Công văn"),
    ],
)  # fmt: skip
def test_a_wrong_type_word_is_told(
    audit: Callable[..., list[Finding]], words: str, called: str, by_symbol: str
) -> None:
    (found,) = audit(RULE, words)
    assert (found.values["called"], found.values["by_symbol"]) == (called, by_symbol)


@pytest.mark.parametrize(
    "words",
    [
        "Theo Văn bản số 9/UBND-TH ngày 02/4/2024.",
        "Theo Công văn số 9/SYT-NV ngày 02/4/2024.",
        "Theo Báo cáo thẩm định số 9/BCTĐ-STP ngày 02/4/2024.",
        "Theo Thông báo kết luận số 9-TB/TW ngày 02/4/2024.",
        "Thực hiện Chương trình hành động số 9-CTr/TU ngày 02/4/2024.",
        "Thực hiện Đề án số 9/QĐ-TTg ngày 02/4/2024.",
        "Theo Quy định số 9-QĐ/TW ngày 02/4/2024.",
        "Căn cứ Nghị quyết số 9/2023/QH15 ngày 02/4/2023;",
        "Căn cứ Nghị định số 9/CP ngày 02/4/1995;",
        "Căn cứ Quyết định số 9/TTg ngày 02/4/1996;",
        "Theo Giấy phép số 9/SXD-QL ngày 02/4/2024.",
        # an enterprise's letters tell nothing
        "Theo Báo cáo số 9/ABX-KT ngày 02/4/2024.",
        # TTr may be an inspectorate
        "Theo Công văn số 9/TTr-NV.II ngày 02/4/2024.",
    ],
)
def test_a_type_that_may_be_right_is_not_told(audit: Callable[..., list[Finding]], words: str) -> None:
    assert audit(RULE, words) == []
