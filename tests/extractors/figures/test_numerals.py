from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from figure_specimen import facts_of, values_of
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.numerals import DIGITS, TOKEN, read_numeral, vietnamese

THIRTY, FIFTY = "123456789012345678901234567890", "12345678901234567890123456789012345678901234567890"


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("52.817", "52817", "1"),
        ("1.204.350", "1204350", "1"),
        ("61,4", "61.4", "0.1"),
        ("97,05", "97.05", "0.01"),
        ("0,730", "0.730", "0.001"),
        ("3,1416", "3.1416", "0.0001"),
        ("2.345,67", "2345.67", "0.01"),
        ("1984", "1984", "1"),
        ("415,208", "415.208", "0.001"),
        ("14.7", "14.7", "0.1"),
        ("2.5", "2.5", "0.1"),
        ("14.75", "14.75", "0.01"),
        ("0.625", "0.625", "0.001"),
        ("3.1416", "3.1416", "0.0001"),
        ("08", "8", "1"),
        ("0", "0", "1"),
        ("00", "0", "1"),
        ("0,0", "0", "0.1"),
        ("1,234,567", "1234567", "1"),
        ("1,234.5", "1234.5", "0.1"),
        # one group behind a dot is Vietnamese, whatever an English writer meant
        ("1.556", "1556", "1"),
        (THIRTY, THIRTY, "1"),
    ],
)
def test_a_number_and_its_last_digit(printed: str, value: str, step: str) -> None:
    number = read_numeral(printed)
    assert number is not None
    assert (number.value, number.step) == (Decimal(value), Decimal(step))
    assert number.whole is (step == "1")


@pytest.mark.parametrize(
    "printed",
    ["3.6620.700.000", "1.23.456", "12.34.56", "1.2345.000", "1,23,456", "1.234,5,6", "1,234.567.890", FIFTY,
     "12.345.67", "1234.567", "1.234.5678", "", "5.", ",5", "năm"],
)  # fmt: skip
def test_digits_that_are_no_number(printed: str) -> None:
    assert read_numeral(printed) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("44333", "44.333"),
        ("999", "999"),
        ("78.70", "78,7"),
        ("1234.56", "1.234,56"),
        ("-1.44", "-1,44"),
        ("-2500", "-2.500"),
        ("5E+3", "5.000"),
        ("0.00", "0"),
        ("0.002", "0,002"),
        (THIRTY, "123.456.789.012.345.678.901.234.567.890"),
    ],
)
def test_a_number_as_offices_print_it(value: str, shown: str) -> None:
    assert vietnamese(Decimal(value)) == shown


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_what_is_printed_is_read_again(value: Decimal) -> None:
    shown = vietnamese(value)
    number = read_numeral(shown)
    assert number is not None and number.value == value
    assert TOKEN.fullmatch(shown)


@given(st.text(alphabet="0123456789.,", max_size=60))
def test_a_token_is_a_number_or_none(token: str) -> None:
    number = read_numeral(token)
    with localcontext(prec=DIGITS):
        assert number is None or (number.value >= 0 and number.step <= 1 and not number.value % number.step)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Trong kỳ có 6.204 hồ sơ, trong đó 1984 hồ sơ nộp qua mạng.", [6204, 1984]),
        ("Có hơn3.500 hộ dân.", [3500]),
        ("Bố trí 03 phòng, 09 công chức.", [3, 9]),
        (f"Đã nộp {THIRTY} đồng.", [int(THIRTY)]),
        (f"Đã nộp {THIRTY} triệu đồng.", [int(THIRTY) * 10**6]),
        (f"Đã nộp {FIFTY} đồng.", []),
        ("Số tiền 3.6620.700.000 đồng.", []),
        ("Không còn 0 hồ sơ nào.", [0]),
    ],
)
def test_numbers_in_sentences(text: str, values: list[int]) -> None:
    assert values_of(text) == values


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Số tiền phải thu 4.1230.500 đồng.", ["4.1230.500 đồng"]),
        ("Diện tích 123.45.678 ha đã đo.", ["123.45.678 ha"]),
        ("Số tiền phải thu 4.123.500 đồng.", []),
        # dots that number a heading or a version, and no unit
        ("2.1.3 Kết quả", []),
        ("Theo mục 12.34.56 của bản vẽ.", []),
    ],
)
def test_malformed_numbers_are_reported(text: str, words: list[str]) -> None:
    facts = facts_of(text)
    assert [text[start:end] for start, end in facts.malformed] == words
    assert [text[f.start : f.end] for f in facts.findings if f.rule == "malformed_number"] == words
