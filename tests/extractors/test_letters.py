from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.letters import toneless


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Uỷ ban", "uy ban"),
        ("ỦY BAN", "uy ban"),
        ("Ủy ban", "uy ban"),
        ("Hoà Bình", "hoa binh"),
        ("HÒA BÌNH", "hoa binh"),
        ("Đắk Lắk", "đăk lăk"),
        ("quyết định", "quyêt đinh"),
        ("NGHỊ QUYẾT", "nghi quyêt"),
        ("Thừa Thiên Huế", "thưa thiên huê"),
    ],
)
def test_tones_go_and_letters_stay(text: str, folded: str) -> None:
    assert toneless(text) == folded


@pytest.mark.parametrize(("a", "b"), [("quyết", "quyêt"), ("sở", "sơ"), ("ỷ", "y")])
def test_words_that_differ_only_by_tone_are_alike(a: str, b: str) -> None:
    assert toneless(a) == toneless(b)


@pytest.mark.parametrize(("a", "b"), [("sơ", "so"), ("đa", "da"), ("lăk", "lak"), ("cô", "co"), ("tư", "tu")])
def test_other_letters_stay_apart(a: str, b: str) -> None:
    assert toneless(a) != toneless(b)


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(toneless(text)) == len(text)


@given(st.text(alphabet="AĂÂĐEÊIOÔƠUƯYÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ "))
def test_capitals_fold_as_small_letters_do_and_once_is_enough(text: str) -> None:
    assert toneless(text) == toneless(text.lower())
    assert toneless(toneless(text)) == toneless(text)
