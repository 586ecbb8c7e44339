from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.numbers import interval, number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("44333"), "44.333"),
        (Decimal("12.50"), "12,5"),
        (Decimal("-1234.5"), "−1.234,5"),
        (Decimal("0.05"), "0,05"),
        (Decimal("123456789012345678901234567890.5"), "123.456.789.012.345.678.901.234.567.890,5"),
        (Decimal("Infinity"), "∞"),
        (1000000, "1.000.000"),
        (8.43, "8,43"),
        (None, ""),
        ("không rõ", "không rõ"),
    ],
)
def test_numbers(value: Decimal | float | str | None, text: str) -> None:
    assert number(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20))
def test_a_number_reads_back(value: Decimal) -> None:
    read = number(value).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(read) == value


@pytest.mark.parametrize(
    ("ends", "text"),
    [
        (["44333", "44333"], "44.333"),
        (["84.5", "85.5"], "84,5 – 85,5"),
        (["30", "Infinity"], "≥ 30"),
        (["-Infinity", "5"], "≤ 5"),
        (["-Infinity", "Infinity"], "−∞ – ∞"),
        (["78.40000000000001", "78.40000000000001"], "78,4"),
        (["33.33333333333333333333333333", "33.4"], "33,3333 – 33,4"),
        (["0.0000123456", "0.5"], "0,00001235 – 0,5"),
        (["0.1234", "123456789012345678901234567890.123456"],
         "0,1234 – 123.456.789.012.345.678.901.234.567.890,1235"),
        (None, ""),
    ],
)  # fmt: skip
def test_intervals(ends: list[str] | None, text: str) -> None:
    assert interval(ends) == text
