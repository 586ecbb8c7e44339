from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import IssuerBasis, ReferenceKind

Find = Callable[..., list[Draft]]

BY_NAME = [
    # (text, quote, type, date)
    ("theo Luật Đất đai năm 2024 và", "Luật Đất đai năm 2024", "Luật", "2024"),
    ("Luật Đất đai 2024", "Luật Đất đai 2024", "Luật", "2024"),
    (
        "Luật Đất đai ngày 18 tháng 01 năm 2024",
        "Luật Đất đai ngày 18 tháng 01 năm 2024",
        "Luật",
        "2024-01-18",
    ),
    ("Luật Đất đai (sửa đổi) năm 2024", "Luật Đất đai (sửa đổi) năm 2024", "Luật", "2024"),
    ("Luật Đất đai", "Luật Đất đai", "Luật", None),
    ("LUẬT ĐẤT ĐAI", "LUẬT ĐẤT ĐAI", "Luật", None),
    ("LUẬT ĐẤT ĐAI NĂM 2024", "LUẬT ĐẤT ĐAI NĂM 2024", "Luật", "2024"),
    ("của luật Đất đai năm 2024", "luật Đất đai năm 2024", "Luật", "2024"),
    ("Luật Cạnh tranh và các văn bản hướng dẫn", "Luật Cạnh tranh", "Luật", None),
    (
        "Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
        "Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
        "Luật",
        "2025-06-16",
    ),
    ("Bộ luật Lao động năm 2019", "Bộ luật Lao động năm 2019", "Bộ luật", "2019"),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
        "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
        "Pháp lệnh",
        "2020",
    ),
    ("Hiến pháp năm 2013", "Hiến pháp năm 2013", "Hiến pháp", "2013"),
    # names with commas, and names with "văn bản quy phạm pháp luật" in them
    ("Luật Phòng, chống tham nhũng năm 2018", "Luật Phòng, chống tham nhũng năm 2018", "Luật", "2018"),
    ("LUẬT PHÒNG, CHỐNG MA TÚY", "LUẬT PHÒNG, CHỐNG MA TÚY", "Luật", None),
    (
        "Luật Thực hành tiết kiệm, chống lãng phí năm 2013",
        "Luật Thực hành tiết kiệm, chống lãng phí năm 2013",
        "Luật",
        "2013",
    ),
    (
        "Luật Ban hành văn bản quy phạm pháp luật năm 2015 (sửa đổi, bổ sung năm 2020)",
        "Luật Ban hành văn bản quy phạm pháp luật năm 2015",
        "Luật",
        "2015",
    ),
    # abbreviations and laws that no table knows
    ("Luật BHXH năm 2014", "Luật BHXH năm 2014", "Luật", "2014"),
    ("Luật TCCQĐP năm 2015", "Luật TCCQĐP năm 2015", "Luật", "2015"),
    ("Luật Nuôi ong lấy mật năm 2029 của Quốc hội", "Luật Nuôi ong lấy mật năm 2029", "Luật", "2029"),
    ("Luật Nuôi ong lấy mật quy định", "Luật Nuôi ong lấy mật", "Luật", None),
    # amending laws: the laws inside the name belong to it
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công, Luật Đấu thầu năm 2022",
        "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công, Luật Đấu thầu năm 2022",
        "Luật",
        "2022",
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Đấu giá tài sản và Luật Giá ngày 22/11/2019",
        "Luật sửa đổi, bổ sung một số điều của Luật Đấu giá tài sản và Luật Giá ngày 22/11/2019",
        "Luật",
        "2019-11-22",
    ),
    (
        "Luật Sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
        "Luật Sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
        "Luật",
        None,
    ),
    (
        "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Ưu đãi người có công với cách mạng năm 2012",
        "Pháp lệnh sửa đổi, bổ sung một số điều của Pháp lệnh Ưu đãi người có công với cách mạng năm 2012",
        "Pháp lệnh",
        "2012",
    ),
]


@pytest.mark.parametrize(("text", "quote", "kind", "date"), BY_NAME)
def test_a_law_by_its_name(find: Find, text: str, quote: str, kind: str, date: str | None) -> None:
    (draft,) = find(text)
    assert text[draft.start : draft.end] == quote
    assert (draft.kind, draft.type, draft.date) == (ReferenceKind.NAMED, kind, date)
    assert draft.number is None and draft.symbol is None


WITH_NUMBER = [
    ("Luật Đất đai số 31/2024/QH15", "Luật", "31/2024", "QH15", None),
    ("Luật Bảo hiểm xã hội số 41/2024/QH15 ngày 29/6/2024", "Luật", "41/2024", "QH15", "2024-06-29"),
    ("Bộ luật Dân sự số 91/2015/QH13", "Bộ luật", "91/2015", "QH13", None),
    ("Pháp lệnh Quản lý thị trường số 11/2016/UBTVQH13", "Pháp lệnh", "11/2016", "UBTVQH13", None),
    ("Luật Nuôi ong lấy mật số 77/2029/QH16", "Luật", "77/2029", "QH16", None),
    ("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng số 62/2020/QH14", "Luật", "62/2020", "QH14", None),
    (
        "Luật sửa đổi, bổ sung 9 luật có liên quan đến thương mại số 88/2029/QH16",
        "Luật",
        "88/2029",
        "QH16",
        None,
    ),
]


@pytest.mark.parametrize(("text", "kind", "number", "symbol", "date"), WITH_NUMBER)
def test_a_name_with_its_number_is_one_numbered_mention(
    find: Find, text: str, kind: str, number: str, symbol: str, date: str | None
) -> None:
    (draft,) = find(text)
    assert (draft.start, draft.end) == (0, len(text))
    assert (draft.kind, draft.type, draft.number, draft.symbol, draft.date) == (
        ReferenceKind.NUMBERED,
        kind,
        number,
        symbol,
        date,
    )


def test_laws_in_an_amending_name_that_carry_their_numbers(find: Find) -> None:
    text = (
        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 "
        "và Luật Kinh doanh bất động sản số 29/2023/QH15"
    )
    amending, *inside = find(text)
    assert (amending.start, amending.end, amending.kind) == (0, len(text), ReferenceKind.NAMED)
    assert [text[d.start : d.end] for d in inside] == [
        "Luật Đất đai số 31/2024/QH15",
        "Luật Nhà ở số 27/2023/QH15",
        "Luật Kinh doanh bất động sản số 29/2023/QH15",
    ]


def test_a_law_and_the_laws_that_amended_it(find: Find) -> None:
    text = (
        "Luật Xây dựng số 50/2014/QH13 đã được sửa đổi, bổ sung một số điều theo "
        "Luật số 03/2016/QH14, Luật số 62/2020/QH14"
    )
    assert [d.number for d in find(text)] == ["50/2014", "03/2016", "62/2020"]
    assert {d.relation for d in find(text)} == {"cites"}


def test_several_laws_in_a_row(find: Find) -> None:
    text = "Luật Quản lý thuế, Luật Đầu tư; Luật Nhà ở năm 2023 và Bộ luật Dân sự"
    assert [text[d.start : d.end] for d in find(text)] == [
        "Luật Quản lý thuế",
        "Luật Đầu tư",
        "Luật Nhà ở năm 2023",
        "Bộ luật Dân sự",
    ]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Luật Đất đai", "Quốc hội"),
        ("Bộ luật Dân sự năm 2015", "Quốc hội"),
        ("Luật Đất đai số 31/2024/QH15", "Quốc hội"),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", "Ủy ban Thường vụ Quốc hội"),
    ],
)
def test_who_makes_laws(find: Find, text: str, issuer: str) -> None:
    (draft,) = find(text)
    assert draft.issuer == issuer
    assert draft.basis in (IssuerBasis.CONTEXT, IssuerBasis.SYMBOL)


@pytest.mark.parametrize(
    "text",
    [
        "theo quy định của pháp luật",
        "pháp luật về đất đai",
        "PHÁP LUẬT ĐẤT ĐAI",
        "phổ biến, giáo dục pháp luật năm 2024",
        "dự thảo Luật Đất đai",
        "dự án Luật Quy hoạch (sửa đổi)",
        "DỰ THẢO LUẬT ĐẤT ĐAI",
        "Luật sư Lò Văn Pó",
        "kỷ luật Đảng",
        "theo Luật quy định",
        "Luật và Nghị định",
        "Luật tục của người Tày",
        "các đạo luật khác",
        "Hiến pháp và pháp luật",
    ],
)
def test_no_law(find: Find, text: str) -> None:
    assert find(text) == []


def test_this_law_points_back(find: Find) -> None:
    (draft,) = find("Luật này có hiệu lực", every=True)
    assert draft.kind is ReferenceKind.ANAPHORA
