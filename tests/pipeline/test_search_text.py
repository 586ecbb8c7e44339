from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.search_text import fold, match_query, slug, squeeze, tone_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quyết định", "quyet dinh"),
        ("ĐỒNG THÁP", "dong thap"),
        ("QÐ-UBND", "qd-ubnd"),  # Icelandic Eth for Đ
        ("285/KH–UBND", "285/kh-ubnd"),
        ("ướt\u00a0ưỡn", "uot uon"),
        ("dòng\nmới", "dong\nmoi"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_of_folded_is_the_same(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_squeeze_takes_decomposed_text() -> None:
    assert squeeze(unicodedata.normalize("NFD", " Kế  hoạch ")) == "ke hoach"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Ủy ban nhân dân tỉnh Sơn Hà", "uy-ban-nhan-dan-tinh-son-ha"),
        ("66.4", "66.4"),
        ("CCHC&PC", "cchc&pc"),
        (" - ", ""),
    ],
)
def test_slug(text: str, part: str) -> None:
    assert slug(text) == part


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hòa Bình", "HOÀ BÌNH", True),
        ("Ủy ban", "Uỷ  ban", True),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", True),
        ("Bình An", "Bình Ân", False),
        ("Tân Phú", "Tân Phù", False),
        ("Định", "Đình", False),
    ],
)
def test_tone_key(one: str, other: str, same: bool) -> None:
    assert (tone_key(one) == tone_key(other)) is same


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("quyết định đồng tháp", '"quyet" "dinh" "dong" "thap"'),
        ('kế hoạch "phòng cháy"', '"ke" "hoach" "phong chay"'),
        ("48/QĐ-UBND", '"48 qd ubnd"'),
        ("NEAR( OR * a:b", '"near" "or" "a b"'),
        ('"', ""),
        ("…", ""),
    ],
)
def test_match_query(typed: str, query: str) -> None:
    assert match_query(typed) == query
