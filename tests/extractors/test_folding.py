from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import fold


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hoà Bình", "Hòa  bình"),
        ("Uỷ ban nhân dân", "ỦY BAN NHÂN DÂN"),
        ("Bà Rịa – Vũng Tàu", "bà rịa - vũng tàu"),
        ("QÐ-UBND", "qđ-ubnd"),
        ("Bà Rịa‑Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        (" Sở\nNội vụ ", "sở nội vụ"),
        ("thuỷ lợi", "thủy lợi"),
    ],
)
def test_what_counts_as_the_same(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("quyết", "quyet"),
        ("đơn", "don"),
        ("Sơn", "Son"),
        ("KH-UBND", "KHUBND"),
        ("Lào Cai", "LàoCai"),
    ],
)
def test_what_does_not(a: str, b: str) -> None:
    assert fold(a) != fold(b)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
