from __future__ import annotations

import pytest

from extractors.home import Home
from extractors.model import Block, BlockKind, Document, Header
from extractors.references import reference_reader
from extractors.rulebook import build, load_rules

HOME = Home("Sơn La", "tỉnh", None, "Ủy ban nhân dân tỉnh Sơn La")


def read(text: str) -> list[tuple[str, str | None, str | None, str | None, bool]]:
    drafts = reference_reader(load_rules()).drafts(text, HOME, Header())
    return [(text[d.start : d.end], d.number, d.symbol, d.date, d.repaired) for d in drafts]


@pytest.mark.parametrize(
    ("printed", "number", "symbol"),
    [
        # letters in the number
        ("Kế hoạch số l6/KH-UBND", "16", "KH-UBND"),
        ("Kế hoạch l6/KH-UBND", "16", "KH-UBND"),
        ("Kế hoạch số 1o5/KH-UBND", "105", "KH-UBND"),
        ("Quyết định số 2S/QĐ-UBND", "25", "QĐ-UBND"),
        ("Quyết định số l2/2O2O/QĐ-UBND", "12/2020", "QĐ-UBND"),
        # letters of the symbol
        ("Quyết định số 48/OĐ-UBND", "48", "QĐ-UBND"),
        ("Nghị quyết số 12/N0-HĐND", "12", "NQ-HĐND"),
        ("Nghị định số 12/2020/N0-CP", "12/2020", "NĐ-CP"),
        ("Kế hoạch số 285/KH-UBNĐ", "285", "KH-UBND"),
        ("Quyết định số 1390/QĐ-ƯBND-HC", "1390", "QĐ-UBND-HC"),
        ("Luật số 59/2020/QHl4", "59/2020", "QH14"),
        # blanks inside
        ("Kế hoạch số 285 /KH- UBND", "285", "KH-UBND"),
        ("Nghị định số 30/2020/N Đ-C P", "30/2020", "NĐ-CP"),
        ("Quyết định số 48/QĐ-UBN D", "48", "QĐ-UBND"),
        ("Nghị định số 137/20 26/NĐ-CP", "137/2026", "NĐ-CP"),
        ("Luật số 59/2020/QH 14", "59/2020", "QH14"),
        # hyphens and strokes lost or printed as others
        ("Quyết định số 285 QĐ-UBND", "285", "QĐ-UBND"),
        ("Quyết định số 285QĐ-UBND", "285", "QĐ-UBND"),
        ("Quyết định số 285/QĐ UBND", "285", "QĐ-UBND"),
        ("Quyết định số 285-QĐ-UBND", "285", "QĐ-UBND"),
        ("Kế hoạch số 285|KH_UBND", "285", "KH-UBND"),
        ("Kế hoạch số 285\\KH~UBND", "285", "KH-UBND"),
        ("Nghị quyết số 18NQ/TW", "18", "NQ/TW"),
    ],
)
def test_a_damaged_symbol_is_read_and_told(printed: str, number: str, symbol: str) -> None:
    text = f"Thực hiện {printed} ngày 05/12/2020 của cơ quan cấp trên."
    assert read(text) == [(f"{printed} ngày 05/12/2020", number, symbol, "2020-12-05", True)]


def test_a_year_that_lost_a_figure_is_that_of_the_date() -> None:
    told = read("theo Quyết định số 22/201 /QĐ-UBND ngày 13 tháng 9 năm 2019 của UBND tỉnh")
    assert told[0][1:4] == ("22/2019", "QĐ-UBND", "2019-09-13")
    assert read("theo Quyết định số 22/201 /QĐ-UBND ngày 13 tháng 9 năm 2008 của UBND tỉnh") == []
    assert read("theo Quyết định số 22/201 /QĐ-UBND của UBND tỉnh") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin l6/B, khu l6/KH-UBND và cột |2| QĐ-UBND",
        "Có 22/201 hộ nghèo, 12/2020 KH UBND giao, đạt 285 QĐ",
        "Nộp theo Mẫu số 02 QĐ-UBND và Biểu số l2/BC-SNV",
        "Số lượng 5 HĐ ND, số I/KH, tổ số 3 KT-XH",
        "Kế hoạch số 5 năm 2021 - 2025 của UBND tỉnh",
    ],
)
def test_what_is_no_symbol_is_not_made_one(text: str) -> None:
    assert not [found for found in read(text) if found[4]]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Công văn số 702/SNV-CCHC ngày 05/12/2020", "SNV-CCHC"),
        ("Chỉ thị số 15/CTT-TTg ngày 05/12/2020", "CTT-TTg"),
        ("Tờ trình số 501/TTr-NV.IV ngày 05/12/2020", "TTr-NV.IV"),
        ("Quyết định số 167/QĐ-BCĐNNDL ngày 05/12/2020", "QĐ-BCĐNNDL"),
    ],
)
def test_letters_that_are_not_known_stay_as_printed(text: str, symbol: str) -> None:
    assert [found[2] for found in read(text)] == [symbol]


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("ngày O5/12/2020", "2020-12-05"),
        ("ngày l5/l2/2020", "2020-12-15"),
        ("ngày 05/12/2 020", "2020-12-05"),
        ("ngày 0 5 tháng 12 năm 202 0", "2020-12-05"),
        ("ngày 05/122020", "2020-12-05"),
        ("ngày 3l/02/2020", None),
    ],
)
def test_a_damaged_date_is_read_where_the_calendar_has_it(printed: str, date: str | None) -> None:
    found = read(f"theo Quyết định số 48/QĐ-UBND {printed} của UBND tỉnh")
    assert found[0][3:] == (date, date is not None)


def test_only_what_the_rules_list_stands_in_for_another() -> None:
    rules = load_rules()
    rows = rules.tables["misprints"]
    for row in rows:
        others = tuple(r for r in rows if (r["slot"], r["found"]) != (row["slot"], row["found"]))
        poorer = build({**rules.tables, "misprints": others})
        reader = reference_reader(poorer)
        if row["found"] in "DIlO0" and row["slot"] == "letters" or row["found"] in "lIO":
            continue  # the grammar itself knows these
        drafts = reader.drafts(row["example"], HOME, Header())
        assert not any(d.repaired and d.symbol for d in drafts), row


def test_the_finding_tells_what_was_printed() -> None:
    from extractors.audit.printed_symbols import printed_symbols

    text = "Thực hiện Kế hoạch số l6/KH-UBNO ngày 05/12/2020 của UBND tỉnh"
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    document = Document("a.txt", "text/plain", "text", None, text, (block,))
    facts = reference_reader(load_rules()).read(document, Header())
    (finding,) = printed_symbols(facts, load_rules())
    assert finding.values == {"printed": "l6/KH-UBNO", "repaired": "16/KH-UBND"}
