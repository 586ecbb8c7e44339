from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import fold, fold_bare


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


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("quyet dinh dong thap", "Quyết định Đồng Tháp"),
        ("uy ban", "Uỷ ban"),
        ("SO NOI VU", "Sở Nội vụ"),
        ("duong", "đường"),
    ],
)
def test_words_without_marks_find_those_with(typed: str, printed: str) -> None:
    assert fold_bare(typed) == fold_bare(printed)


def test_bare_words_still_differ() -> None:
    assert fold_bare("Đồng Tháp") != fold_bare("Đồng Nai")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_bare(fold(text)) == fold_bare(fold_bare(text))
