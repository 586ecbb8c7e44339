from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.drafts import Draft
from extractors.model import ReferenceKind

Find = Callable[..., list[Draft]]

TYPES = [
    # (text, quote, type, number, symbol)
    ("Thực hiện Kế hoạch số 231/KH-UBND của tỉnh", "Kế hoạch số 231/KH-UBND", "Kế hoạch", "231", "KH-UBND"),
    ("Căn cứ Nghị định 45/2023/NĐ-CP;", "Nghị định 45/2023/NĐ-CP", "Nghị định", "45/2023", "NĐ-CP"),
    ("theo Quyết định số: 212/QĐ-UBND", "Quyết định số: 212/QĐ-UBND", "Quyết định", "212", "QĐ-UBND"),
    ("theo Quyết định số212/QĐ-UBND", "Quyết định số212/QĐ-UBND", "Quyết định", "212", "QĐ-UBND"),
    ("QUYẾT ĐỊNH SỐ 45/QĐ-TTG", "QUYẾT ĐỊNH SỐ 45/QĐ-TTG", "Quyết định", "45", "QĐ-TTg"),
    ("trong kế hoạch số 14/KH-UBND", "kế hoạch số 14/KH-UBND", "Kế hoạch", "14", "KH-UBND"),
    ("tại số 144/KH-UBND", "số 144/KH-UBND", "Kế hoạch", "144", "KH-UBND"),
    ("theo 144/KH-UBND", "144/KH-UBND", "Kế hoạch", "144", "KH-UBND"),
    ("(212/QĐ-UBND)", "212/QĐ-UBND", "Quyết định", "212", "QĐ-UBND"),
    # "Văn bản" is generic: the symbol tells
    ("tại Văn bản số 88/UBND-NC", "Văn bản số 88/UBND-NC", "Công văn", "88", "UBND-NC"),
    ("(văn bản số 88/UBND-NC", "văn bản số 88/UBND-NC", "Công văn", "88", "UBND-NC"),
    ("Văn bản số 120/GM-VPUBND", "Văn bản số 120/GM-VPUBND", "Giấy mời", "120", "GM-VPUBND"),
    ("Văn bản số 310-CV/VPTU", "Văn bản số 310-CV/VPTU", "Công văn", "310", "CV/VPTU"),
    ("Văn bản số 3412/ABX-TH", "Văn bản số 3412/ABX-TH", "Công văn", "3412", "ABX-TH"),
    # abbreviated type words
    ("KH số 14/KH-UBND", "KH số 14/KH-UBND", "Kế hoạch", "14", "KH-UBND"),
    ("theo NĐ 45/2023/NĐ-CP", "NĐ 45/2023/NĐ-CP", "Nghị định", "45/2023", "NĐ-CP"),
    ("CV số 15/SNV-CCVC", "CV số 15/SNV-CCVC", "Công văn", "15", "SNV-CCVC"),
    ("VB số 15/SNV-CCVC", "VB số 15/SNV-CCVC", "Công văn", "15", "SNV-CCVC"),
    ("TTr số 61/TTr-STC", "TTr số 61/TTr-STC", "Tờ trình", "61", "TTr-STC"),
    # longer names, and words between the type and the number
    (
        "Thông tư liên tịch số 05/2015/TTLT-BYT-BTC",
        "Thông tư liên tịch số 05/2015/TTLT-BYT-BTC",
        "Thông tư liên tịch",
        "05/2015",
        "TTLT-BYT-BTC",
    ),
    (
        "Văn bản hợp nhất số 11/VBHN-BTC",
        "Văn bản hợp nhất số 11/VBHN-BTC",
        "Văn bản hợp nhất",
        "11",
        "VBHN-BTC",
    ),
    (
        "Thông báo kết luận số 77/TB-VPUBND",
        "Thông báo kết luận số 77/TB-VPUBND",
        "Thông báo",
        "77",
        "TB-VPUBND",
    ),
    (
        "Báo cáo kết quả rà soát số 170/BC-SNV",
        "Báo cáo kết quả rà soát số 170/BC-SNV",
        "Báo cáo",
        "170",
        "BC-SNV",
    ),
    (
        "Quy chế phối hợp số 02/QCPH-CA-STC",
        "Quy chế phối hợp số 02/QCPH-CA-STC",
        "Quy chế phối hợp",
        "02",
        "QCPH-CA-STC",
    ),
    # the word decides where letters are shared
    ("Tờ trình số 61/TTr-SNV", "Tờ trình số 61/TTr-SNV", "Tờ trình", "61", "TTr-SNV"),
    ("Quyết định số 77-QĐ/TW", "Quyết định số 77-QĐ/TW", "Quyết định", "77", "QĐ/TW"),
    ("Quy định số 77-QĐ/TW", "Quy định số 77-QĐ/TW", "Quy định", "77", "QĐ/TW"),
    ("theo số 77-QĐ/TW", "số 77-QĐ/TW", None, "77", "QĐ/TW"),
    ("Thông tri số 06-TT/TU", "Thông tri số 06-TT/TU", "Thông tri", "06", "TT/TU"),
    ("Luật số 24/2018/QH14", "Luật số 24/2018/QH14", "Luật", "24/2018", "QH14"),
    ("Nghị quyết số 24/2018/QH14", "Nghị quyết số 24/2018/QH14", "Nghị quyết", "24/2018", "QH14"),
    ("số 24/2018/QH14", "số 24/2018/QH14", None, "24/2018", "QH14"),
    ("Pháp lệnh số 04/2020/UBTVQH14", "Pháp lệnh số 04/2020/UBTVQH14", "Pháp lệnh", "04/2020", "UBTVQH14"),
    ("Nghị định số 52/CP", "Nghị định số 52/CP", "Nghị định", "52", "CP"),
    ("theo số 52/CP", "số 52/CP", None, "52", "CP"),
    ("Công điện số 12/CĐ-TTg", "Công điện số 12/CĐ-TTg", "Công điện", "12", "CĐ-TTg"),
]


@pytest.mark.parametrize(("text", "quote", "kind", "number", "symbol"), TYPES)
def test_type_number_and_quote(
    find: Find, text: str, quote: str, kind: str | None, number: str, symbol: str
) -> None:
    (draft,) = find(text)
    assert text[draft.start : draft.end] == quote
    assert (draft.kind, draft.type, draft.number, draft.symbol) == (
        ReferenceKind.NUMBERED,
        kind,
        number,
        symbol,
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghị định số 13 7/2024/NĐ-CP", "137/2024"),
        ("Quyết định số 1 056/QĐ-UBND", "1056"),
    ],
)
def test_a_blank_inside_the_digits_is_mended(find: Find, text: str, number: str) -> None:
    (draft,) = find(text)
    assert (draft.number, draft.repaired, draft.start, draft.end) == (number, True, 0, len(text))


def test_a_date_before_the_number_is_no_digit_of_it(find: Find) -> None:
    (draft,) = find("trong năm 2024 Kế hoạch số 14/KH-UBND")
    assert (draft.number, draft.repaired) == ("14", False)


@pytest.mark.parametrize(
    "text",
    [
        "tệp 12/BAOCAO.docx",
        "Quyết định này có hiệu lực",
        "theo quyết định của ông 12/15 hộ",
        "Công văn số    /UBND-KT ngày   tháng 5 năm 2026",
        "Thông tư số.../2026/TT-BCT",
        "Thông báo số       /TB-UBND",
        "theo mẫu 02/TNDN",
        "Mẫu số 05/GTGT-TH",
        "Mẫu số 01/ĐK",
        "giấy phép số 118.04/GCN",
        "thửa đất số 12, tờ bản đồ số 5",
    ],
)
def test_no_mention(find: Find, text: str) -> None:
    assert find(text) == []


def test_a_key_forgets_leading_zeros() -> None:
    a = Draft(0, 1, ReferenceKind.NUMBERED, 0, 1, "05/2023", "NĐ-CP")
    b = Draft(0, 1, ReferenceKind.NUMBERED, 0, 1, "5/2023", "NĐ-CP")
    assert a.key == b.key
    assert a.key != Draft(0, 1, ReferenceKind.NUMBERED, 0, 1, "50/2023", "NĐ-CP").key
