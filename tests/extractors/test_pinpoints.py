from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft

Find = Callable[..., list[Draft]]


PINPOINTS = [
    ("khoản 2 Điều 5 Luật Lưu trữ", "khoản 2 Điều 5"),
    ("tại điểm a khoản 1 Điều 3 Nghị định số 45/2023/NĐ-CP", "điểm a khoản 1 Điều 3"),
    ("điểm d, đ khoản 2 Điều 7 của Thông tư số 12/2022/TT-BNV", "điểm d, đ khoản 2 Điều 7"),
    (
        "khoản 1, khoản 3 và khoản 5 Điều 7 Quyết định số 19/2021/QĐ-UBND",
        "khoản 1, khoản 3 và khoản 5 Điều 7",
    ),
    ("các khoản 1, 2 Điều 5 Thông tư số 12/2022/TT-BNV", "khoản 1, 2 Điều 5"),
    ("điểm c, điểm d, khoản 2, Điều 10 Nghị định số 45/2023/NĐ-CP", "điểm c, điểm d, khoản 2, Điều 10"),
    ("Điều 3, Điều 5 Nghị định số 45/2023/NĐ-CP", "Điều 3, Điều 5"),
    ("Điều 67c Luật Quản lý thuế", "Điều 67c"),
    ("khoản 2b Điều 5a Nghị định số 45/2023/NĐ-CP", "khoản 2b Điều 5a"),
    ("Phụ lục II kèm theo Quyết định số 19/2021/QĐ-UBND", "Phụ lục II"),
    ("Mục 3 Chương II Kế hoạch số 14/KH-UBND", "Mục 3 Chương II"),
    ("Mục 2 Phần I Kế hoạch số 14/KH-UBND", "Mục 2 Phần I"),
    ("tiết a điểm 2 Mục III Thông tư số 12/2022/TT-BNV", "tiết a điểm 2 Mục III"),
    ("từ Điều 10 đến Điều 13 Nghị định số 45/2023/NĐ-CP", "Điều 10 đến Điều 13"),
    ("Phụ lục số 02 kèm theo Quyết định số 19/2021/QĐ-UBND", "Phụ lục số 02"),
    ("Mục V Phụ lục III.1 Nghị định số 45/2023/NĐ-CP", "Mục V Phụ lục III.1"),
    ("Điều 4 (chỗ đỗ đò) của Luật Lưu trữ", "Điều 4"),
    ("Điều 4 của Quy chế đỗ đò tại bến ban hành kèm theo Quyết định số 19/2021/QĐ-UBND", "Điều 4"),
    ("Nghị định số 45/2023/NĐ-CP", None),
    ("Nghị định số 45/2023/NĐ-CP tại Điều 5", None),
    ("Nghị định số 45/2023/NĐ-CP về giá đò, trong đó tại Điều 5 quy định vé", "Điều 5"),
    ("Nghị định số 45/2023/NĐ-CP (khoản 2 Điều 5)", "khoản 2 Điều 5"),
    ("Nghị định số 45/2023/NĐ-CP (Điều 5 được giữ lại)", None),
    ("Nghị định số 45/2023/NĐ-CP về giá đò. Trong đó tại Điều 5", None),
    ("khoản 2 Điều này và Nghị định số 45/2023/NĐ-CP", None),
    ("theo Điều 5. Nghị định số 45/2023/NĐ-CP", None),
    ("quan điểm Nghị định số 45/2023/NĐ-CP", None),
]


@pytest.mark.parametrize(("text", "pinpoint"), PINPOINTS)
def test_the_place_inside_the_document(find: Find, text: str, pinpoint: str | None) -> None:
    (draft,) = find(text)
    assert draft.pinpoint == pinpoint


def test_a_place_belongs_to_the_next_mention_only(find: Find) -> None:
    first, second = find("khoản 2 Điều 5 Luật Lưu trữ và Nghị định số 45/2023/NĐ-CP")
    assert (first.pinpoint, second.pinpoint) == ("khoản 2 Điều 5", None)


def test_a_place_on_the_line_above_belongs_to_nothing(find: Find) -> None:
    (draft,) = find("khoản 2 Điều 5\nNghị định số 45/2023/NĐ-CP")
    assert draft.pinpoint is None
