from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.rulebook import Rulebook, load_rules
from extractors.symbols import SymbolGrammar, one_slip

RULES = load_rules()
GRAMMAR = SymbolGrammar(RULES)

WHOLE = [
    # State: number, slash, type, hyphen, body
    ("Kế hoạch số 231/KH-UBND", "231", "KH-UBND", "KH", "UBND", "state"),
    ("Quyết định số 1956/QĐ-TTg", "1956", "QĐ-TTg", "QĐ", "TTg", "state"),
    ("Quyết định số 2024/QĐ-UBND", "2024", "QĐ-UBND", "QĐ", "UBND", "state"),
    ("Quyết định số 512/QĐ-UBND-HC", "512", "QĐ-UBND-HC", "QĐ", "UBND-HC", "state"),
    ("Quyết định số 512/QĐ-CTUBND", "512", "QĐ-CTUBND", "QĐ", "CTUBND", "state"),
    ("Tờ trình số 15A/TTr-SXD", "15A", "TTr-SXD", "TTr", "SXD", "state"),
    ("Nghị quyết số 21c/NQ-CP", "21c", "NQ-CP", "NQ", "CP", "state"),
    ("Bản sao y số 31/SY-UBND", "31", "SY-UBND", "SY", "UBND", "state"),
    ("Văn bản hợp nhất số 11/VBHN-BTC", "11", "VBHN-BTC", "VBHN", "BTC", "state"),
    ("Kế hoạch số 14/KH-BCĐ", "14", "KH-BCĐ", "KH", "BCĐ", "state"),
    ("Nghị quyết số 1245/NQ-UBTVQH15", "1245", "NQ-UBTVQH15", "NQ", "UBTVQH15", "state"),
    # công văn: number, slash, body, hyphen, unit or field
    ("Công văn số 88/UBND-NC", "88", "UBND-NC", "", "UBND-NC", "letter"),
    ("Công văn số 1207/SNV-TCBC", "1207", "SNV-TCBC", "", "SNV-TCBC", "letter"),
    ("Công văn số 1120/VP.UBND-TH", "1120", "VP.UBND-TH", "", "VP.UBND-TH", "letter"),
    ("Công văn số 233/PC07-TM", "233", "PC07-TM", "", "PC07-TM", "letter"),
    ("Công văn số 64/CCHC&PC-TH", "64", "CCHC&PC-TH", "", "CCHC&PC-TH", "letter"),
    ("Công văn số 915/SNgV-LS", "915", "SNgV-LS", "", "SNgV-LS", "letter"),
    # normative: the year between two slashes
    ("Nghị định số 45/2023/NĐ-CP", "45/2023", "NĐ-CP", "NĐ", "CP", "state"),
    ("Quyết định số 19/2021/QĐ-UBND", "19/2021", "QĐ-UBND", "QĐ", "UBND", "state"),
    ("Lệnh số 11/2022/L-CTN", "11/2022", "L-CTN", "L", "CTN", "state"),
    ("Nghị quyết số 71.4/2025/NQ-CP", "71.4/2025", "NQ-CP", "NQ", "CP", "state"),
    ("Nghị quyết số 42.15/2026/NQ-CP", "42.15/2026", "NQ-CP", "NQ", "CP", "state"),
    # joint
    ("Thông tư liên tịch số 05/2015/TTLT-BYT-BTC", "05/2015", "TTLT-BYT-BTC", "TTLT", "BYT-BTC", "state"),
    ("số 21/2013/TTLT-BTP-BTC-BNV", "21/2013", "TTLT-BTP-BTC-BNV", "TTLT", "BTP-BTC-BNV", "state"),
    # Assembly term
    ("Luật số 24/2018/QH14", "24/2018", "QH14", "", "QH", "term"),
    ("Luật số 7/2027/QH16", "7/2027", "QH16", "", "QH", "term"),
    ("Pháp lệnh số 04/2020/UBTVQH14", "04/2020", "UBTVQH14", "", "UBTVQH", "term"),
    # Party: number, hyphen, type, slash, body
    ("Chỉ thị số 14-CT/TU", "14", "CT/TU", "CT", "TU", "party"),
    ("Nghị quyết số 26-NQ/TW", "26", "NQ/TW", "NQ", "TW", "party"),
    ("Công văn số 310-CV/VPTU", "310", "CV/VPTU", "CV", "VPTU", "party"),
    ("Quy định số 12-QĐi/TW", "12", "QĐi/TW", "QĐi", "TW", "party"),
    ("Quy định số 44-QyĐ/ĐU", "44", "QyĐ/ĐU", "QyĐ", "ĐU", "party"),
    ("Chương trình số 09-CTr/TU", "09", "CTr/TU", "CTr", "TU", "party"),
    ("Bản sao số 17-BS/VPTU", "17", "BS/VPTU", "BS", "VPTU", "party"),
    ("Hướng dẫn số 22-HD/TWĐTN", "22", "HD/TWĐTN", "HD", "TWĐTN", "party"),
    ("Kế hoạch số 402-KH/TWĐTN-BTC", "402", "KH/TWĐTN-BTC", "KH", "TWĐTN-BTC", "party"),
    # old forms
    ("Nghị định số 52/CP", "52", "CP", "", "CP", "letter"),
    ("Nghị định số 9-CP", "9", "CP", "", "CP", "old"),
    ("Nghị định số 41-HĐBT", "41", "HĐBT", "", "HĐBT", "old"),
    ("Nghị định số 72/NĐ-HĐBT", "72", "NĐ-HĐBT", "NĐ", "HĐBT", "state"),
    ("Quyết định số 91/TTg", "91", "TTg", "", "TTg", "letter"),
    ("Sắc lệnh số 64-SL", "64", "SL", "", "SL", "old"),
    ("Quyết định số 45-TTg", "45", "TTg", "", "TTg", "old"),
    ("Thông tư liên bộ số 20/TTLB", "20", "TTLB", "TTLB", "", "state"),
    # enterprises write as they like
    ("Văn bản số 07/2025/TVP/CV-KD", "07/2025", "TVP/CV-KD", "", "TVP/CV-KD", "letter"),
    ("Giấy đề nghị số 05/GĐN-TH", "05", "GĐN-TH", "GĐN", "TH", "state"),
]


@pytest.mark.parametrize(("printed", "number", "symbol", "kind", "body", "family"), WHOLE)
def test_every_grammar(printed: str, number: str, symbol: str, kind: str, body: str, family: str) -> None:
    found = GRAMMAR.parse(printed)
    assert found is not None
    assert (found.number, found.symbol) == (number, symbol)
    assert (found.type_letters, found.body_letters, found.family) == (kind, body, family)
    assert not found.repaired
    assert printed[found.start : found.end].startswith(number.split("/")[0])
    assert printed.endswith(printed[found.start : found.end])


@pytest.mark.parametrize(
    ("printed", "number", "symbol"),
    [
        ("Luật số 28-L/CTN", "28", "L/CTN"),
        ("Luật số 17-LCT/HĐNN8", "17", "LCT/HĐNN8"),
        ("Chỉ thị số 12-CT/TTg", "12", "CT-TTg"),
        ("Quyết định số 327-CT", "327", "CT"),
    ],
)
def test_old_forms_that_look_like_the_party(printed: str, number: str, symbol: str) -> None:
    found = GRAMMAR.parse(printed)
    assert found is not None and (found.number, found.symbol) == (number, symbol)
    assert not found.repaired


DAMAGED = [
    ("số 231 /KH-UBND", "231", "KH-UBND"),
    ("số 231    /KH-UBND", "231", "KH-UBND"),
    ("số 231/ KH-UBND", "231", "KH-UBND"),
    ("số 231/KH - UBND", "231", "KH-UBND"),
    ("số 231/KH – UBND", "231", "KH-UBND"),
    ("số 231/KH–UBND", "231", "KH-UBND"),
    ("số 231/KH -UBND", "231", "KH-UBND"),
    ("số 43/2023/TT- BTC", "43/2023", "TT-BTC"),
    ("số 137/ 2024/NĐ-CP", "137/2024", "NĐ-CP"),
    ("số 137/2024 /NĐ-CP", "137/2024", "NĐ-CP"),
    ("số 231/KHUBND", "231", "KH-UBND"),
    ("số 81/2024/NĐCP", "81/2024", "NĐ-CP"),
    ("số 44/TB-V PUBND", "44", "TB-VPUBND"),
    ("số 19/QĐ-U BND", "19", "QĐ-UBND"),
    ("số 06/VPUBND-\nKSTTHC", "06", "VPUBND-KSTTHC"),
    ("số l9/QĐ-UBND", "19", "QĐ-UBND"),
    ("số 1O5/QĐ-UBND", "105", "QĐ-UBND"),
    ("số I05/QĐ-UBND", "105", "QĐ-UBND"),
    ("số 212/QD-UBND", "212", "QĐ-UBND"),
    ("số 45/2023/ND-CP", "45/2023", "NĐ-CP"),
    ("số 12/CD-TTg", "12", "CĐ-TTg"),
    ("số 212/QÐ-UBND", "212", "QĐ-UBND"),
    ("số 212/QĐ-UNBD", "212", "QĐ-UBND"),
    ("số 212/QĐ-UBNDD", "212", "QĐ-UBND"),
    ("số 212/QĐ-UBD", "212", "QĐ-UBND"),
    ("SỐ 05/CT-TTG", "05", "CT-TTg"),
    ("SỐ 61/TTR-SNV", "61", "TTr-SNV"),
    ("số 31.2024/QĐ-UBND", "31/2024", "QĐ-UBND"),
    ("số 137/2024/NĐ-CPngày", "137/2024", "NĐ-CP"),
    ("số 231/KH-UBNDngày", "231", "KH-UBND"),
    ("số 14 - CT/TU", "14", "CT/TU"),
    ("số 14-CT / TU", "14", "CT/TU"),
    ("số 10/NQ-TW", "10", "NQ/TW"),
    ("số 14-CT/Tu", "14", "CT/TU"),
    ("số 146 QĐ/UB", "146", "QĐ-UB"),
    ("số 12 CV/TU", "12", "CV/TU"),
    ("số 14/KH–UBND–VX", "14", "KH-UBND-VX"),
    ("số 44/VP UBND-TH", "44", "VPUBND-TH"),
    ("số 12/NQ-HDND", "12", "NQ-HĐND"),
    ("số 285/KH-UBN0", "285", "KH-UBND"),
    ("số 31/QĐ-TW", "31", "QĐ/TW"),
]


@pytest.mark.parametrize(("printed", "number", "symbol"), DAMAGED)
def test_damage_is_mended_and_marked(printed: str, number: str, symbol: str) -> None:
    found = GRAMMAR.parse(printed)
    assert found is not None
    assert (found.number, found.symbol, found.repaired) == (number, symbol, True)


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("số 12/HD-SNV", "HD-SNV"),  # Hướng dẫn, not a lost Đ
        ("số 3412/ABX-TH", "ABX-TH"),  # a body that no table knows stays as it is
        ("số 12/UBND-NLN", "UBND-NLN"),
        ("số 8/QĐ-UBKT", "QĐ-UBKT"),
        ("số 8/QĐ-BCĐPCTT", "QĐ-BCĐPCTT"),
    ],
)
def test_whole_symbols_are_left_alone(printed: str, symbol: str) -> None:
    found = GRAMMAR.parse(printed)
    assert found is not None and (found.symbol, found.repaired) == (symbol, False)


@pytest.mark.parametrize(
    "text",
    [
        "tháng 12/2027, ngày 27/8/2025",
        "đạt 24/75 ha, 01/03 đơn vị, 50/50",
        "2-AMINO-5 và 1H-TETRAZOL",
        "đường QL279 và tuyến ĐT.151",
        "điều chế 64-QAM",
        "biển số 29A-12345, căn cước 012345678901",
        "giai đoạn 2021-2025, nhiệm kỳ 2026 - 2031",
        "điện thoại 024.3822/1234",
        "trực 24/7, bản đồ tỷ lệ 1/2000",
        "QCVN 02:2019/BCT",
        "Số:      /UBND-KT",
        "Thông tư số.../2026/TT-BCT",
        "Quyết định số      /QĐ-UBND ngày   tháng 5 năm 2026",
        "5G/LTE, 50Hz/220V, 100 kg/ha, 12 USD/tấn",
        "lúc 15:30/KH-UBND",
        "đường 30/4, công ty 3/2",
        "km 12/H5, phòng 12/A, nhà B2/C4",
        "15/9/2020/QĐ-UBND",
        "từ 9-CP trở lên",
    ],
)
def test_what_only_looks_like_a_symbol(text: str) -> None:
    assert list(GRAMMAR.find(text)) == []


@pytest.mark.parametrize(
    ("printed", "ends"),
    [
        ("theo 212/QĐ-UBND.", "UBND"),
        ("(212/QĐ-UBND)", "UBND"),
        ("số 212/QĐ-UBND; số", "UBND"),
        ("số 14-CT/TU, ngày", "TU"),
    ],
)
def test_punctuation_is_no_part_of_a_symbol(printed: str, ends: str) -> None:
    found = GRAMMAR.parse(printed)
    assert found is not None and printed[found.start : found.end].endswith(ends)


def test_several_symbols_are_found_in_order() -> None:
    text = "số 14/KH-UBND, 15-CT/TU và 16/2024/NĐ-CP"
    assert [s.number for s in GRAMMAR.find(text)] == ["14", "15", "16/2024"]


@pytest.mark.parametrize(
    ("found", "meant", "slip"),
    [
        ("UNBD", "UBND", True),
        ("UBD", "UBND", True),
        ("UBNDD", "UBND", True),
        ("HĐNDD", "HĐND", True),
        ("UBND", "UBND", False),
        ("UBKT", "UBND", False),
        ("DNBU", "UBND", False),
        ("PC", "CP", False),
        ("C", "CP", False),
    ],
)
def test_one_slip(found: str, meant: str, slip: bool) -> None:
    assert one_slip(found, meant) is slip


def _types(rules: Rulebook, *families: str) -> list[str]:
    return sorted({kind.letters for kind in rules.types if kind.letters and kind.family in families})


STATE_TYPES = _types(RULES, "state", "copy")
STATE_BODIES = sorted(
    b.letters
    for b in RULES.bodies
    if b.letters.isalpha() and b.level not in ("party", "union") and b.letters != "QH"
)
PARTY_TYPES = sorted(set(_types(RULES, "state", "party")) - {"QyĐ"})
PARTY_BODIES = sorted(b.letters for b in RULES.bodies if b.letters and b.level == "party")
NUMBER = st.integers(1, 99999).map(str) | st.integers(1, 9).map("0{}".format)
LEAD = st.sampled_from(["", "Số: ", "theo số ", "Kế hoạch số ", "("])
TAIL = st.sampled_from(["", ".", "; ", " ngày 05/3/2024", ")", ", các"])


@settings(max_examples=300, deadline=None)
@given(NUMBER, st.sampled_from(STATE_TYPES), st.sampled_from(STATE_BODIES), LEAD, TAIL)
def test_a_state_symbol_round_trips(number: str, kind: str, body: str, lead: str, tail: str) -> None:
    found = GRAMMAR.parse(f"{lead}{number}/{kind}-{body}{tail}")
    assert found is not None
    assert (found.number, found.symbol, found.type_letters) == (number, f"{kind}-{body}", kind)
    assert (found.body_letters, found.repaired) == (body, False)


@settings(max_examples=200, deadline=None)
@given(
    NUMBER,
    st.integers(1990, 2049),
    st.sampled_from(["NĐ", "TT", "QĐ", "NQ", "CT"]),
    st.sampled_from(STATE_BODIES),
    LEAD,
    TAIL,
)
def test_a_normative_symbol_round_trips(
    number: str, year: int, kind: str, body: str, lead: str, tail: str
) -> None:
    found = GRAMMAR.parse(f"{lead}{number}/{year}/{kind}-{body}{tail}")
    assert found is not None
    assert (found.number, found.symbol, found.repaired) == (f"{number}/{year}", f"{kind}-{body}", False)


@settings(max_examples=200, deadline=None)
@given(NUMBER, st.sampled_from(PARTY_TYPES), st.sampled_from(PARTY_BODIES), LEAD, TAIL)
def test_a_party_symbol_round_trips(number: str, kind: str, body: str, lead: str, tail: str) -> None:
    found = GRAMMAR.parse(f"{lead}{number}-{kind}/{body}{tail}")
    assert found is not None
    assert (found.number, found.symbol, found.family) == (number, f"{kind}/{body}", "party")
    assert not found.repaired


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789/-–. QĐUBNDKHCTPsốlO\n", max_size=60))
def test_any_text_is_survived_and_spans_stand_in_order(text: str) -> None:
    spans = [(s.start, s.end) for s in GRAMMAR.find(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
