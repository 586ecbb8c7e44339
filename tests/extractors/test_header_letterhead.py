from __future__ import annotations

import pytest

from extractors.header_letterhead import read_letterhead
from extractors.header_words import header_words
from extractors.rulebook import load_rules

WORDS = header_words(load_rules())


@pytest.mark.parametrize(
    ("printed", "number", "symbol"),
    [
        ("Số: 15/KH-UBND", "15", "KH-UBND"),
        ("Số: 0217 /KH-UBND", "0217", "KH-UBND"),
        ("Số:          /BC - SCT", None, "BC-SCT"),
        ("Số: ……/TTr-SNV", None, "TTr-SNV"),
        ("Số: 83/2025/QĐ-UBND", "83/2025", "QĐ-UBND"),
        ("Số:      /2025/QĐ-UBND", None, "QĐ-UBND"),
        ("Số: 66.7/2026/NQ-CP", "66.7/2026", "NQ-CP"),
        ("Luật số: 19/2024/QH15", "19/2024", "QH15"),
        ("Số: 61/VBHN-BYT", "61", "VBHN-BYT"),
        ("Số: 2417/UBND-VX", "2417", "UBND-VX"),
        ("Số 11-CT/TU", "11", "CT/TU"),
        ("Số       -CT/TU", None, "CT/TU"),
        ("Số 134-CV/BTCTU", "134", "CV/BTCTU"),
        ("Số: 167-HĐBT", "167", "HĐBT"),
        ("Số: 03/2013/TTLT-BNV-BTC", "03/2013", "TTLT-BNV-BTC"),
        ("12/TB-UBND", "12", "TB-UBND"),
        ("SAO Y\nSố: 24/SY-UBND\nSố: 12/QĐ-SNV", "12", "QĐ-SNV"),
        ("CÔNG VĂN ĐẾN\nSố: 1234\nNgày: 5/6/2026\nSố: 9/TB-SYT", "9", "TB-SYT"),
        ("Số: 8/UBND-TH Mường Vi, ngày 2 tháng 3 năm 2025", "8", "UBND-TH"),
        ("Số:", None, None),
        ("Số: 1234", None, None),
        ("theo 12/TB-UBND của tỉnh", None, None),
    ],
)
def test_number_and_symbol(printed: str, number: str | None, symbol: str | None) -> None:
    head = read_letterhead(printed, WORDS)
    assert (head.number, head.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("printed", "place", "date"),
    [
        ("Lai Châu, ngày 05 tháng 3 năm 2024", "Lai Châu", "2024-03-05"),
        ("Thành phố Hồ Chí Minh, ngày 18 tháng 11 năm 2025", "Thành phố Hồ Chí Minh", "2025-11-18"),
        ("TP. Hồ Chí Minh, ngày 1 tháng 1 năm 2024", "TP. Hồ Chí Minh", "2024-01-01"),
        ("Bà Rịa - Vũng Tàu, ngày 9 tháng 02 năm 2020", "Bà Rịa - Vũng Tàu", "2020-02-09"),
        ("Hà Nội ngày 20 tháng 10 năm 2004", "Hà Nội", "2004-10-20"),
        ("Lào Cai, ngày      tháng 6 năm 2026", "Lào Cai", None),
        ("Lào Cai, ngày ….. tháng ….. năm 2026", "Lào Cai", None),
        ("Lào Cai, ngày 31 tháng 02 năm 2026", "Lào Cai", None),
        ("Hà Giang, ngày 12/5/2025", "Hà Giang", "2025-05-12"),
        ("Số: /TB-UBND Quảng Ngãi, ngày 3 tháng 11 năm 2024", "Quảng Ngãi", "2024-11-03"),
        (
            "Số: 24/SY-UBND\nNgày 05 tháng 01 năm 2026\nYên Bái, ngày 3 tháng 01 năm 2026",
            "Yên Bái",
            "2026-01-03",
        ),
        ("V/v cấp điện cho cụm công nghiệp Lào Cai, ngày 7 tháng 5 năm 2026", "Lào Cai", "2026-05-07"),
        ("V/v sắp xếp đơn vị cấp xã\nYên Bái, ngày 7 tháng 5 năm 2026", "Yên Bái", "2026-05-07"),
        ("Ngày 02 tháng 3 năm 2012", None, "2012-03-02"),
        ("ĐỘC LẬP", None, None),
    ],
)
def test_place_and_date(printed: str, place: str | None, date: str | None) -> None:
    head = read_letterhead(printed, WORDS)
    assert (head.place, head.date) == (place, date)


@pytest.mark.parametrize(
    ("printed", "bodies"),
    [
        ("UBND TỈNH HÀ GIANG\nSỞ TƯ PHÁP", ("UBND TỈNH HÀ GIANG", "SỞ TƯ PHÁP")),
        ("ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\n-------", ("ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",)),
        ("UỶ BAN NHÂN DÂN\nTỈNH HÀ GIANG", ("UỶ BAN NHÂN DÂN TỈNH HÀ GIANG",)),
        ("BỘ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG", ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",)),
        ("BỘ TÀI NGUYÊN VÀ MÔI\nTRƯỜNG", ("BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG",)),
        ("VĂN PHÒNG\nCHÍNH PHỦ", ("VĂN PHÒNG CHÍNH PHỦ",)),
        ("UBND TỈNH HÀ GIANG SỞ TƯ PHÁP", ("UBND TỈNH HÀ GIANG", "SỞ TƯ PHÁP")),
        ("BỘ TÀI CHÍNH TỔNG CỤC THUẾ", ("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ")),
        ("TỔNG CỤC THỐNG KÊ", ("TỔNG CỤC THỐNG KÊ",)),
        ("TỈNH ỦY HÀ GIANG\n*", ("TỈNH ỦY HÀ GIANG",)),
        (
            "ỦY BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TÂN LẬP Độc lập - Tự do - Hạnh phúc",
            ("ỦY BAN NHÂN DÂN XÃ TÂN LẬP",),
        ),
        ("HỎA TỐC\nSỞ Y TẾ\nXV80", ("SỞ Y TẾ",)),
        ("Trang chủ\nVăn bản", ()),
        ("BAN HÀNH QUY CHẾ", ()),
    ],
)
def test_bodies_of_box_two(printed: str, bodies: tuple[str, ...]) -> None:
    assert read_letterhead(printed, WORDS).bodies == bodies
