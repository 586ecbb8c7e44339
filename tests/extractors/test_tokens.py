from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.rulebook import load_rules
from extractors.tokens import TokenGrammar, token_grammar

PIECES = ("285/KH-UBND", "1182 /QĐ- UBND", "TP. Hồ Chí Minh", "./.", "\n", "  ", "a)", "78,7%", "\u0301")


@pytest.fixture(scope="module")
def grammar() -> TokenGrammar:
    return token_grammar(load_rules())


def cut(grammar: TokenGrammar, text: str) -> list[str]:
    return [word for word, _ in grammar.tokens(text) if not word.isspace()]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kế hoạch số 285/KH-UBND, của", "285/KH-UBND"),
        ("theo Nghị quyết 18-NQ/TW; và", "18-NQ/TW"),
        ("(66.4/2025/NQ-CP)", "66.4/2025/NQ-CP"),
        ("Nghị định số 48/2026/NĐ-CP.", "48/2026/NĐ-CP"),
        ("Quyết định 1182 /QĐ- UBND của", "1182 /QĐ- UBND"),
        ("Số:    /QĐ-UBND", "QĐ-UBND"),
        ("số 106/QĐ-SNN&PTNT.", "106/QĐ-SNN&PTNT"),
        ("ngày 11/9/2021, xã", "11/9/2021"),
        ("ngày 05-12-2020.", "05-12-2020"),
        ("tháng 12/2020 đạt", "12/2020"),
        ("ngày 15/8, xã", "15/8"),
        ("đạt 78,7%.", "78,7%"),
        ("vốn 1.234,5 tỷ", "1.234,5"),
        ("có 44.333.", "44.333"),
        ("tăng trưởng -2,3% so", "-2,3%"),
        ("lúc 14h30 cùng", "14h30"),
        ("lúc 07:30 cùng", "07:30"),
        ("Việc:\na) Rà soát", "a)"),
        ("Việc\nđ) Rà soát", "đ)"),
        ("1. Rà soát", "1."),
        ("Kết quả\nII. Việc", "II."),
        ("1.2.3. Rà soát", "1.2.3."),
        ("gồm: a) chợ; b) cầu", "b)"),
        ("của cơ quan./.", "./."),
        ("họp tại TP. Hồ Chí Minh và", "TP. Hồ Chí Minh"),
        ("tại TP.HCM.", "TP.HCM"),
        ("tại TP Thủ Đức, xã", "TP Thủ Đức"),
        ("tại TP Hồ Chí Minh Nguyễn Văn An", "TP Hồ Chí Minh"),
        ("do TS. Phan Thu Lan", "TS."),
        ("chợ, cầu, v.v. và", "v.v."),
        ("gửi sonoivu@sonha.gov.vn.", "sonoivu@sonha.gov.vn"),
        ("xem https://sonha.gov.vn/a?b=1.", "https://sonha.gov.vn/a?b=1"),
        ("tại sonha.gov.vn, mục", "sonha.gov.vn"),
        ("TCVN 1234:2019/BXD;", "1234:2019/BXD"),
        ("Nguyễn V. An", "V."),
    ],
)
def test_what_belongs_together_is_one_token(grammar: TokenGrammar, text: str, whole: str) -> None:
    assert whole in cut(grammar, text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("17,7-18,2%", ["17,7", "-", "18,2%"]),
        ("giai đoạn 2021-2025", ["giai", "đoạn", "2021", "-", "2025"]),
        ("06/11 nhiệm vụ", ["06", "/", "11", "nhiệm", "vụ"]),
        ("45/13/2020", ["45", "/", "13", "/", "2020"]),
        ("12ha", ["12", "ha"]),
        ("500đ", ["500", "đ"]),
        ("(nhóm a)", ["(", "nhóm", "a", ")"]),
        ("- 12 chợ", ["-", "12", "chợ"]),
        ("Thực hiện.", ["Thực", "hiện", "."]),
        ("đạt ISTS. Sau", ["đạt", "ISTS", ".", "Sau"]),
        ("IV-Pháp lệnh", ["IV", "-", "Pháp", "lệnh"]),
        ("(số 285/KH-UBND), 12/CV-VP; 7/BC-VP./. 1/QĐ-X.",
         ["(", "số", "285/KH-UBND", ")", ",", "12/CV-VP", ";", "7/BC-VP", "./.", "1/QĐ-X", "."]),
    ],
)  # fmt: skip
def test_what_does_not_is_apart(grammar: TokenGrammar, text: str, tokens: list[str]) -> None:
    assert cut(grammar, text) == tokens


@given(st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4))).map("".join)))
def test_tokens_are_the_text_whatever_it_holds(text: str) -> None:
    tokens = list(token_grammar(load_rules()).tokens(text))
    assert "".join(word + " " * spaced for word, spaced in tokens) == text
    assert all(word for word, _ in tokens)


@given(st.text())
def test_offsets_are_those_of_the_text(text: str) -> None:
    spans = list(token_grammar(load_rules()).spans(text))
    assert all(text[start:end].strip() for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("word", "holds"),
    [("TS.", True), ("TP.", True), ("V.", True), ("v.v.", False), ("xong.", False), ("TS", False)],
)
def test_a_dot_of_an_abbreviation_closes_no_sentence(grammar: TokenGrammar, word: str, holds: bool) -> None:
    assert grammar.holds_on(word) is holds
