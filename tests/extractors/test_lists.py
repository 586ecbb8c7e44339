from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import ReferenceKind

Find = Callable[..., list[Draft]]
Item = tuple[str, str | None, str | None, str | None, str | None]
LANG_SON, SON_LA = "Ủy ban nhân dân tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Sơn La"

LISTS: list[tuple[str, list[Item]]] = [
    # bare numbers take the symbol, the date and the body of the item behind them
    (
        "các Kế hoạch số 14, 15/KH-UBND ngày 05/3/2024",
        [
            ("Kế hoạch số 14", "Kế hoạch", "KH-UBND", "2024-03-05", LANG_SON),
            ("15/KH-UBND ngày 05/3/2024", "Kế hoạch", "KH-UBND", "2024-03-05", LANG_SON),
        ],
    ),
    (
        "các Kế hoạch số 14, 15 và 16/KH-UBND ngày 05/3/2024 của UBND tỉnh Sơn La",
        [
            ("Kế hoạch số 14", "Kế hoạch", "KH-UBND", "2024-03-05", SON_LA),
            ("15", "Kế hoạch", "KH-UBND", "2024-03-05", SON_LA),
            ("16/KH-UBND ngày 05/3/2024", "Kế hoạch", "KH-UBND", "2024-03-05", SON_LA),
        ],
    ),
    (
        "VB số 10 & 11/UBND-NC",
        [
            ("VB số 10", "Công văn", "UBND-NC", None, LANG_SON),
            ("11/UBND-NC", "Công văn", "UBND-NC", None, LANG_SON),
        ],
    ),
    (
        "Công văn số 14; 15/UBND-KT",
        [
            ("Công văn số 14", "Công văn", "UBND-KT", None, LANG_SON),
            ("15/UBND-KT", "Công văn", "UBND-KT", None, LANG_SON),
        ],
    ),
    (
        "Chỉ thị số 05, 06-CT/TU",
        [
            ("Chỉ thị số 05", "Chỉ thị", "CT/TU", None, "Tỉnh ủy Lạng Sơn"),
            ("06-CT/TU", "Chỉ thị", "CT/TU", None, "Tỉnh ủy Lạng Sơn"),
        ],
    ),
    # one head; each item has its own symbol, and its own date
    (
        "Nghị định số 61/2018/NĐ-CP, số 107/2021/NĐ-CP",
        [
            ("Nghị định số 61/2018/NĐ-CP", "Nghị định", "NĐ-CP", None, "Chính phủ"),
            ("số 107/2021/NĐ-CP", "Nghị định", "NĐ-CP", None, "Chính phủ"),
        ],
    ),
    (
        "Luật số 61/2018/QH14, số 107/2021/QH15",
        [
            ("Luật số 61/2018/QH14", "Luật", "QH14", None, "Quốc hội"),
            ("số 107/2021/QH15", "Luật", "QH15", None, "Quốc hội"),
        ],
    ),
    (
        "Kế hoạch số 14/KH-UBND ngày 1/2/2024 và 15/KH-UBND ngày 3/4/2024",
        [
            ("Kế hoạch số 14/KH-UBND ngày 1/2/2024", "Kế hoạch", "KH-UBND", "2024-02-01", LANG_SON),
            ("15/KH-UBND ngày 3/4/2024", "Kế hoạch", "KH-UBND", "2024-04-03", LANG_SON),
        ],
    ),
    (
        "Công văn số 14/UBND-NC, 15/UBND-VX ngày 5/3/2024",
        [
            ("Công văn số 14/UBND-NC", "Công văn", "UBND-NC", None, LANG_SON),
            ("15/UBND-VX ngày 5/3/2024", "Công văn", "UBND-VX", "2024-03-05", LANG_SON),
        ],
    ),
    # "cùng ngày" gives the date to both
    (
        "các Quyết định số 406/QĐ-UBND và số 407/QĐ-UBND cùng ngày 13/12/2024 của UBND tỉnh Sơn La",
        [
            ("Quyết định số 406/QĐ-UBND", "Quyết định", "QĐ-UBND", "2024-12-13", SON_LA),
            ("số 407/QĐ-UBND cùng ngày 13/12/2024", "Quyết định", "QĐ-UBND", "2024-12-13", SON_LA),
        ],
    ),
    # a body behind the list belongs to every item whose letters fit
    (
        "Kế hoạch số 231/KH-UBND, 232/KH-UBND và 233/KH-UBND của UBND tỉnh Sơn La",
        [
            ("Kế hoạch số 231/KH-UBND", "Kế hoạch", "KH-UBND", None, SON_LA),
            ("232/KH-UBND", "Kế hoạch", "KH-UBND", None, SON_LA),
            ("233/KH-UBND", "Kế hoạch", "KH-UBND", None, SON_LA),
        ],
    ),
    (
        "Quyết định số 14/QĐ-UBND; 15/QĐ-SNV ngày 5/3/2024 của Sở Nội vụ",
        [
            ("Quyết định số 14/QĐ-UBND", "Quyết định", "QĐ-UBND", None, LANG_SON),
            ("15/QĐ-SNV ngày 5/3/2024", "Quyết định", "QĐ-SNV", "2024-03-05", "Sở Nội vụ tỉnh Lạng Sơn"),
        ],
    ),
    (
        "các Nghị quyết số 26-NQ/TW, 27-NQ/TW ngày 5/3/2024 của Bộ Chính trị",
        [
            ("Nghị quyết số 26-NQ/TW", "Nghị quyết", "NQ/TW", None, "Bộ Chính trị"),
            ("27-NQ/TW ngày 5/3/2024", "Nghị quyết", "NQ/TW", "2024-03-05", "Bộ Chính trị"),
        ],
    ),
    # heads repeat: nothing is handed on
    (
        "Công văn số 14/SNV-CCVC, Công văn số 15/STC-NS và Báo cáo số 16/BC-STP",
        [
            ("Công văn số 14/SNV-CCVC", "Công văn", "SNV-CCVC", None, "Sở Nội vụ tỉnh Lạng Sơn"),
            ("Công văn số 15/STC-NS", "Công văn", "STC-NS", None, "Sở Tài chính tỉnh Lạng Sơn"),
            ("Báo cáo số 16/BC-STP", "Báo cáo", "BC-STP", None, "Sở Tư pháp tỉnh Lạng Sơn"),
        ],
    ),
    (
        "Thông tư số 01/2020/TT-BNV và Thông tư 02/2021/TT-BNV ngày 11 tháng 6 năm 2021",
        [
            ("Thông tư số 01/2020/TT-BNV", "Thông tư", "TT-BNV", None, "Bộ Nội vụ"),
            (
                "Thông tư 02/2021/TT-BNV ngày 11 tháng 6 năm 2021",
                "Thông tư",
                "TT-BNV",
                "2021-06-11",
                "Bộ Nội vụ",
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "items"), LISTS, ids=[text[:50] for text, _ in LISTS])
def test_lists(find: Find, text: str, items: list[Item]) -> None:
    found = [(text[d.start : d.end], d.type, d.symbol, d.date, d.issuer) for d in find(text)]
    assert found == items


def test_items_of_a_list_have_their_own_numbers(find: Find) -> None:
    assert [d.number for d in find("các Kế hoạch số 14, 15a, 16 và 017/KH-UBND")] == [
        "14",
        "15a",
        "16",
        "017",
    ]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("đã rà soát 14, 15/KH-UBND", ["KH-UBND"]),  # no head: a bare number counts something else
        ("trong các năm 2023, 2024, Kế hoạch số 14/KH-UBND", ["KH-UBND"]),
        ("có 12 hộ, 15 thửa và Kế hoạch số 14/KH-UBND", ["KH-UBND"]),
        ("Điều 3, 5 Nghị định số 14/2023/NĐ-CP", ["NĐ-CP"]),
    ],
)
def test_bare_numbers_without_a_head_are_no_items(find: Find, text: str, symbols: list[str]) -> None:
    assert [d.symbol for d in find(text)] == symbols


def test_the_body_of_one_sentence_is_not_handed_to_another(find: Find) -> None:
    first, second = find(
        "Theo Kế hoạch số 14/KH-UBND. Tỉnh bạn có Kế hoạch số 15/KH-UBND của UBND tỉnh Sơn La"
    )
    assert (first.issuer, second.issuer) == (LANG_SON, SON_LA)


@pytest.mark.parametrize(
    ("text", "quotes", "dates"),
    [
        ("các Kế hoạch số 31, 32, 33 và 34", ["Kế hoạch số 31", "32", "33", "34"], [None] * 4),
        ("các Kế hoạch số 31, 32 ngày 5/3/2024", ["Kế hoạch số 31", "32 ngày 5/3/2024"], ["2024-03-05"] * 2),
        ("các Chỉ thị 05, 06 và Quyết định số 12", ["Chỉ thị 05", "06", "Quyết định số 12"], [None] * 3),
    ],
)
def test_lists_of_numbers_only(find: Find, text: str, quotes: list[str], dates: list[str | None]) -> None:
    drafts = find(text)
    assert [text[d.start : d.end] for d in drafts] == quotes
    assert [d.date for d in drafts] == dates
    assert all(d.kind is ReferenceKind.SHORT and d.symbol is None for d in drafts)


def test_a_head_of_its_own_goes_before_the_lists(find: Find) -> None:
    drafts = find("Luật số 61/2018/QH14, Nghị quyết số 107/2021/QH15")
    assert [d.type for d in drafts] == ["Luật", "Nghị quyết"]
