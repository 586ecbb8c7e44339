from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.figures.number_words import WORDS, words_value

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def said(number: int) -> str:
    """A whole number up to a thousand billions as it is read aloud."""
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn")):
        if number >= scale:
            rest = number % scale
            return f"{said(number // scale)} {name}" + (f" {_inner(rest)}" if rest else "")
    return _inner(number)


def _inner(number: int) -> str:
    if number >= 1000:
        return said(number)
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    if not rest:
        return f"{DIGITS[hundreds]} trăm"
    return f"{DIGITS[hundreds]} trăm {'linh ' + DIGITS[rest] if rest < 10 else _below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not tens:
        return DIGITS[unit]
    words = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not unit:
        return words
    return f"{words} {'mốt' if unit == 1 and tens > 1 else 'lăm' if unit == 5 else DIGITS[unit]}"


def test_every_number_up_to_two_thousand_is_read_again() -> None:
    wrong = [n for n in range(2001) if words_value(said(n)) != n]
    assert wrong == []


@given(st.integers(1, 999_999_999_999))
def test_a_number_read_aloud_is_read_again(number: int) -> None:
    words = said(number)
    assert words_value(words) == words_value(words.capitalize()) == number
    assert WORDS.fullmatch(words)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai mươi tư", 24),
        ("ba mươi nhăm", 35),
        ("một trăm lẻ bẩy", 107),
        ("năm trăm ngàn", 500_000),
        ("ba tỉ hai triệu", 3_002_000_000),
        ("mười lăm", 15),
    ],
)
def test_other_ways_to_say_it(words: str, value: int) -> None:
    assert words_value(words) == value


@pytest.mark.parametrize(
    "words",
    ["hai ba", "trăm", "mươi", "triệu", "hai trăm ba bốn", "linh năm", "một mươi", "nghìn hai", "hai linh",
     "mười không", "ba trăm lẻ", "không nghìn", "hai triệu ba tỷ", "xã", ""],
)  # fmt: skip
def test_words_that_make_no_number(words: str) -> None:
    assert words_value(words) is None
