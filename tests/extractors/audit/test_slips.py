from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.slips import explained, significant


@pytest.mark.parametrize(
    ("parts", "total", "slip"),
    [
        (["3333", "2040"], "5473", True),
        (["3333", "2040"], "5374", True),
        # neighbours exchanged: 2040 for 2004, 3333 for 5733
        (["3333", "2004"], "5373", True),
        (["1800", "3500"], "5354", True),
        # a decimal mark lost
        (["31.7", "695", "75.95"], "177.15", True),
        (["3333", "2040"], "5373", False),
        (["3333", "1111"], "5373", False),
        # too short to tell
        (["12", "30"], "43", False),
        (["100000", "200000"], "400000", False),
        ([], "5373", False),
    ],
)
def test_one_slip_explains_a_difference(parts: list[str], total: str, slip: bool) -> None:
    assert explained([Decimal(part) for part in parts], Decimal(total)) is slip


@pytest.mark.parametrize(
    ("value", "digits"),
    [("5373400000", 5), ("0", 0), ("100", 1), ("0.05", 1), ("12.50", 3), ("101", 3), ("-37", 2)],
)
def test_significant_digits(value: str, digits: int) -> None:
    assert significant(Decimal(value)) == digits


@given(st.lists(st.integers(1000, 10**9), min_size=2, max_size=5), st.data())
def test_any_one_digit_altered_in_a_total_is_a_slip(parts: list[int], data: st.DataObject) -> None:
    digits = list(str(sum(parts)))
    place = data.draw(st.integers(0, len(digits) - 1))
    digits[place] = data.draw(st.sampled_from([d for d in "123456789" if d != digits[place]]))
    total = Decimal("".join(digits))
    assert explained([Decimal(part) for part in parts], total) is (significant(total) >= 4)
