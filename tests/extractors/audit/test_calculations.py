"""Sums of rounded figures as XBRL Calculations 1.1 judges them: two intervals that meet are consistent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figure_specimen import told

from extractors.audit import intervals
from extractors.model import Interval

Rounded = tuple[str, str | None]
"""A value as reported and the worth of its last digit; None for infinite precision."""
_OPEN = Decimal("1e-20")
"""What is cut off never makes up a whole digit: the upper end does not belong to the interval."""
TENTH, ONE, THOUSAND, MILLION = "0.1", "1", "1000", "1000000"


def interval(figure: Rounded, cut: bool = False) -> Interval:
    value, step = Decimal(figure[0]), figure[1]
    if step is None:
        return intervals.exact(value)
    if cut:
        return Interval(value, value + Decimal(step) - _OPEN)
    return intervals.printed(value, Decimal(step), False)


@pytest.mark.parametrize(
    ("parts", "total", "rounded", "cut"),
    [
        # three halves printed whole: 4,35 to 4,65 rounds to 4 and to 5, never to 6
        ([("1.5", TENTH)] * 3, ("4", ONE), True, True),
        ([("1.5", TENTH)] * 3, ("5", ONE), True, False),
        ([("1.5", TENTH)] * 3, ("6", ONE), False, False),
        ([("1.5", None)] * 3, ("4.5", None), True, True),
        ([("1.5", None)] * 3, ("4", ONE), True, True),
        ([("1.5", None)] * 3, ("5", ONE), True, False),
        ([("1.5", None)] * 3, ("5", None), False, False),
        # each of two parts may be off by a half: together by one
        ([("2", ONE), ("3", ONE)], ("4", ONE), True, False),
        ([("2", ONE), ("3", ONE)], ("5", ONE), True, True),
        ([("2", ONE), ("3", ONE)], ("6", ONE), True, True),
        ([("2", ONE), ("3", ONE)], ("7", ONE), False, False),
        ([("2", None), ("3", None)], ("6", ONE), False, False),
        ([("2", None), ("3", None)], ("5", None), True, True),
        ([("2", None), ("3", None)], ("5.001", None), False, False),
        # figures of different precision
        ([("1000", THOUSAND), ("2000", THOUSAND)], ("3001", ONE), True, True),
        ([("1000", THOUSAND), ("2000", THOUSAND)], ("4200", ONE), False, True),
        ([("1000", ONE), ("2000", ONE)], ("4000", THOUSAND), False, False),
        ([("1400", ONE), ("1400", ONE)], ("3000", THOUSAND), True, False),
        ([("1000000", MILLION), ("2400", ONE)], ("1000000", MILLION), True, True),
        # a negative part
        ([("10", ONE), ("-4", ONE)], ("6", ONE), True, True),
        ([("10", None), ("-4", None)], ("7", None), False, False),
        ([("0", ONE), ("0", ONE)], ("1", ONE), True, True),
        ([("0", None), ("0", None)], ("1", None), False, False),
    ],
)  # fmt: skip
def test_which_sums_are_consistent(parts: list[Rounded], total: Rounded, rounded: bool, cut: bool) -> None:
    for how, expected in ((False, rounded), (True, cut)):
        summed = intervals.total(interval(part, how) for part in parts)
        assert intervals.meet(summed, interval(total, how)) is expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Có 4 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "holds"),
        ("Có 5 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "holds"),
        ("Có 6 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "fails"),
        ("Có 4,5 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "holds"),
        ("Có 4,7 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "holds"),
        ("Có 4,8 ha, gồm: 1,5 ha lúa, 1,5 ha ngô, 1,5 ha mía.", "fails"),
        # what is counted is exact
        ("Có 5 xã, gồm: 2 xã miền núi, 2 xã đồng bằng.", "fails"),
        ("Có 4 xã, gồm: 2 xã miền núi, 2 xã đồng bằng.", "holds"),
        # money is rounded at its scale, and exact to the đồng
        ("Chi 3 tỷ đồng, gồm: tỉnh 1.400 triệu đồng, xã 1.400 triệu đồng.", "holds"),
        ("Chi 3 tỷ đồng, gồm: tỉnh 1.200 triệu đồng, xã 1.200 triệu đồng.", "fails"),
        ("Chi 3.000 đồng, gồm: tỉnh 1.400 đồng, xã 1.601 đồng.", "fails"),
    ],
)
def test_the_same_in_sentences(text: str, verdict: str) -> None:
    assert [one.split(":")[0] for one in told(text, "parts_sum")] == [verdict]
