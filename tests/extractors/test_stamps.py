from __future__ import annotations

import pytest

from extractors.header import read_header
from extractors.header_words import header_words
from extractors.model import Document, Facts
from extractors.references import reference_reader
from extractors.rulebook import load_rules
from extractors.stamps import is_copy_symbol, without_stamps
from pipeline.readers import read_bytes

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
"""
NUMBER = "Số: 1482/QĐ-UBND"
DATE = "Hòa An, ngày 15 tháng 8 năm 2025"
TITLE = """QUYẾT ĐỊNH
Về việc phê duyệt danh mục

Căn cứ Kế hoạch số 131/KH-UBND ngày 25/7/2025 của UBND tỉnh;

Điều 1. Phê duyệt danh mục kèm theo.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""
COPY = """ỦY BAN NHÂN DÂN XÃ BẾN LAU

SAO Y

Số: 12/SY-UBND

Bến Lau, ngày 20 tháng 8 năm 2025
"""


def facts_of(*parts: str) -> tuple[Document, Facts]:
    rules = load_rules()
    document = read_bytes("\n\n".join(parts).encode(), "a.txt")
    return document, reference_reader(rules).read(document, read_header(document, rules))


@pytest.mark.parametrize(
    "parts",
    [
        (HEAD, NUMBER, DATE, TITLE),
        # the mark of a certified copy, wherever a copier puts it
        (COPY, HEAD, NUMBER, DATE, TITLE),
        (HEAD, "SAO Y Số: 12/SY-UBND", NUMBER, DATE, TITLE),
        (HEAD, NUMBER, "SAO Y BẢN CHÍNH\nSố: 12/SY-UBND", DATE, TITLE),
        (HEAD, "SAO LỤC\nSố: 45/SL", NUMBER, DATE, TITLE),
        (HEAD, NUMBER, DATE, TITLE, COPY, "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nTrần Thị Thử"),
        (HEAD, NUMBER, DATE, TITLE, "SAO Y BẢN CHÍNH\nSố: 35/UBND-SY"),
        # the stamp of a register of incoming papers
        ("CÔNG VĂN ĐẾN\nSố: 3071\nNgày: 18/8/2025", HEAD, NUMBER, DATE, TITLE),
        ("CÔNG VĂN ĐẾN Số 3071 Ngày 18/8/2025 Chuyển VP", HEAD, NUMBER, DATE, TITLE),
        ("SỞ NỘI VỤ\nĐẾN Số: 3071/QĐ Ngày: 18/8/2025 Chuyển: P. CCHC", HEAD, NUMBER, DATE, TITLE),
        (HEAD, "ĐẾN\nGiờ: ……Ngày 18 tháng 8 năm 2025\nSố: 3071/SNV\nChuyển: VP", NUMBER, DATE, TITLE),
        (HEAD, "ĐẾN", NUMBER, DATE, TITLE),
        (HEAD, NUMBER, "ĐẾN\nSố: 3071\nNgày: 18/8/2025\nChuyển: Phòng Nội vụ", DATE, TITLE),
    ],
)
def test_number_and_date_are_those_of_the_document(parts: tuple[str, ...]) -> None:
    _, facts = facts_of(*parts)
    header = facts.header
    assert (header.number, header.symbol, header.date) == ("1482", "QĐ-UBND", "2025-08-15")
    assert header.issuer == "Ủy ban nhân dân tỉnh Hòa An"
    assert header.signer == "Nguyễn Văn Mẫu"
    assert [reference.number for reference in facts.references] == ["131"]


@pytest.mark.parametrize("register", ["Số: 3071", "Số: 3071/VP"])
def test_a_blank_number_stays_blank_beside_a_stamp(register: str) -> None:
    stamp = f"CÔNG VĂN ĐẾN\n{register}\nNgày: 18/8/2025"
    _, facts = facts_of(stamp, HEAD, "Số:      /QĐ-UBND", "Hòa An, ngày     tháng 8 năm 2025", TITLE)
    assert (facts.header.number, facts.header.symbol, facts.header.date) == (None, "QĐ-UBND", None)


def test_a_copy_that_the_text_cites_stays_a_reference() -> None:
    text = TITLE.replace("Căn cứ", "Căn cứ Bản sao y số 24/SY-UBND ngày 02/7/2025 và")
    _, facts = facts_of(HEAD, NUMBER, DATE, text)
    assert [reference.number for reference in facts.references] == ["24", "131"]


@pytest.mark.parametrize(
    ("symbol", "copied"),
    [("SY-UBND", True), ("BS/VPTU", True), ("UBND-SY", True), ("SYT-NVY", False), ("UBND-SL", False)],
)
def test_symbols_of_copies_are_known(symbol: str, copied: bool) -> None:
    assert is_copy_symbol(symbol) is copied


def test_what_only_looks_like_a_stamp_stays() -> None:
    text = "KẾ HOẠCH PHÁT TRIỂN\nĐẾN NĂM 2030\nSAO Y LỆNH CẤP TRÊN\nSố: 12/KH-UBND"
    assert without_stamps(text, header_words(load_rules())) == text


@pytest.mark.parametrize(
    ("number", "date", "mended"),
    [
        ("Số: l482 /QĐ- UBND", DATE, [("l482 /QĐ- UBND", "1482/QĐ-UBND")]),
        ("Số: 1482/OĐ-UBND", DATE, [("1482/OĐ-UBND", "1482/QĐ-UBND")]),
        ("Số: 1482QĐ-UBND", DATE, [("1482QĐ-UBND", "1482/QĐ-UBND")]),
        (NUMBER, "Hòa An, ngày 1 5 tháng 8 năm 2025", [("ngày 1 5 tháng 8 năm 2025",) * 1]),
        (NUMBER, "Hòa An, ngày l5 tháng 8 năm 202 5", [("ngày l5 tháng 8 năm 202 5",) * 1]),
        (NUMBER, DATE, []),
    ],
)
def test_a_damaged_number_and_date_are_read_and_told(
    number: str, date: str, mended: list[tuple[str, ...]]
) -> None:
    document, facts = facts_of(HEAD, number, date, TITLE)
    header = facts.header
    assert (header.number, header.symbol, header.date) == ("1482", "QĐ-UBND", "2025-08-15")
    assert header.place == "Hòa An"
    assert [(m.printed, m.meant)[: len(mended[0])] for m in header.mended] == mended
    assert all(document.text[m.start : m.end] == m.printed for m in header.mended)


def test_letters_that_are_not_known_stay_in_the_letterhead() -> None:
    _, facts = facts_of(HEAD, "Số: 1178/ĐCK-CTT", DATE, TITLE)
    assert (facts.header.number, facts.header.symbol, facts.header.mended) == ("1178", "ĐCK-CTT", ())
