from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit import intervals
from extractors.audit.intervals import INFINITY
from extractors.model import Interval, Qualifier

D = Decimal
VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
POSITIVE = st.decimals(min_value=D("0.001"), max_value=10**9, places=3)


@st.composite
def spans(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = VALUES) -> Interval:
    one, other = draw(values), draw(values)
    return Interval(min(one, other), max(one, other))


@st.composite
def within(draw: st.DrawFn, interval: Interval) -> Decimal:
    return draw(st.decimals(min_value=interval.low, max_value=interval.high, places=3))


@pytest.mark.parametrize(
    ("value", "step", "counted", "qualifier", "low", "high"),
    [
        ("78.7", "0.1", False, None, "78.65", "78.75"),
        ("1500000000", "100000000", True, None, "1450000000", "1550000000"),
        ("7700", "1", True, None, "7700", "7700"),
        ("7700", "1", False, None, "7699.5", "7700.5"),
        ("31.7", "0.1", True, None, "31.65", "31.75"),
        ("100", "1", True, Qualifier.OVER, "100", "Infinity"),
        ("30", "1", False, Qualifier.OVER, "29.5", "Infinity"),
        ("100", "1", True, Qualifier.AT_LEAST, "100", "Infinity"),
        ("100", "1", True, Qualifier.AT_MOST, "-Infinity", "100"),
        ("27000", "1", True, Qualifier.UNDER, "24300", "27000"),
        ("1000", "1", True, Qualifier.ABOUT, "900", "1100"),
        ("-1000", "1", True, Qualifier.ABOUT, "-1100", "-900"),
        ("0", "1", True, Qualifier.ABOUT, "0", "0"),
    ],
)
def test_what_a_printed_figure_may_stand_for(
    value: str, step: str, counted: bool, qualifier: Qualifier | None, low: str, high: str
) -> None:
    made = intervals.printed(D(value), D(step), counted, qualifier)
    assert (made.low, made.high) == (D(low), D(high))


@given(VALUES, st.sampled_from([D(1), D("0.1"), D("0.01"), D(1000)]), st.booleans())
def test_a_printed_value_is_in_its_own_interval(value: Decimal, step: Decimal, counted: bool) -> None:
    for qualifier in (None, *Qualifier):
        made = intervals.printed(value, step, counted, qualifier)
        assert made.low <= value <= made.high


@given(VALUES, st.sampled_from([D(1), D("0.1"), D(1000)]))
def test_what_rounds_to_a_figure_is_in_its_interval(value: Decimal, step: Decimal) -> None:
    rounded = (value / step).quantize(D(1)) * step
    made = intervals.printed(rounded, step, False)
    assert made.low <= value <= made.high


@given(st.data(), st.lists(spans(), max_size=6))
def test_a_sum_of_intervals_holds_every_sum_of_values(data: st.DataObject, held: list[Interval]) -> None:
    values = [data.draw(within(interval)) for interval in held]
    made = intervals.total(held)
    assert made.low <= sum(values, D(0)) <= made.high


@given(st.lists(spans(), max_size=6))
def test_a_sum_does_not_depend_on_order_and_is_as_wide_as_its_parts(held: list[Interval]) -> None:
    made = intervals.total(held)
    assert made == intervals.total(reversed(held))
    assert made.high - made.low == sum((one.high - one.low for one in held), D(0))


@given(st.data(), spans(), spans())
def test_a_difference_holds_every_difference(data: st.DataObject, one: Interval, other: Interval) -> None:
    made = intervals.difference(one, other)
    assert made.low <= data.draw(within(one)) - data.draw(within(other)) <= made.high
    assert intervals.meet(intervals.total((made, other)), one)


@given(spans(), spans())
def test_meeting_is_symmetric_and_means_a_common_value(one: Interval, other: Interval) -> None:
    assert intervals.meet(one, other) is intervals.meet(other, one)
    assert intervals.meet(one, one)
    common = max(one.low, other.low), min(one.high, other.high)
    assert intervals.meet(one, other) is (common[0] <= common[1])


@given(spans(), spans(), st.decimals(min_value=0, max_value=100, places=2))
def test_a_wider_interval_meets_no_less(one: Interval, other: Interval, by: Decimal) -> None:
    wide = intervals.widened(one, by)
    assert wide.low <= one.low and one.high <= wide.high
    assert not intervals.meet(one, other) or intervals.meet(wide, other)


@given(st.data(), spans(POSITIVE), spans(POSITIVE))
def test_a_percentage_holds_every_percentage(data: st.DataObject, part: Interval, whole: Interval) -> None:
    made = intervals.percentage(part, whole)
    assert made is not None and made.low <= made.high
    with localcontext(prec=intervals.DIGITS):
        value = data.draw(within(part)) / data.draw(within(whole)) * 100
        slack = D("1e-100")
        assert made.low - slack <= value <= made.high + slack


@given(spans(POSITIVE), spans(POSITIVE), POSITIVE)
def test_a_percentage_grows_with_its_part_and_falls_with_its_whole(
    part: Interval, whole: Interval, more: Decimal
) -> None:
    made = intervals.percentage(part, whole)
    larger = intervals.percentage(Interval(part.low + more, part.high + more), whole)
    smaller = intervals.percentage(part, Interval(whole.low + more, whole.high + more))
    assert made is not None and larger is not None and smaller is not None
    assert smaller.low <= made.low <= larger.low and smaller.high <= made.high <= larger.high


@pytest.mark.parametrize(
    ("part", "whole"), [((1, 2), (0, 5)), ((1, 2), (-3, 5)), ((-1, 2), (4, 5)), ((0, 0), (0, 0))]
)
def test_there_is_no_percentage_of_nothing(part: tuple[int, int], whole: tuple[int, int]) -> None:
    assert intervals.percentage(Interval(*map(D, part)), Interval(*map(D, whole))) is None


def test_open_ends() -> None:
    over = Interval(D(100), INFINITY)
    assert intervals.total([over, intervals.exact(D(5))]) == Interval(D(105), INFINITY)
    assert intervals.percentage(over, intervals.exact(D(200))) == Interval(D(50), INFINITY)
    assert intervals.percentage(intervals.exact(D(50)), over) == Interval(D(0), D(50))
    assert intervals.meet(over, Interval(-INFINITY, D(100)))
    assert not intervals.meet(over, Interval(-INFINITY, D(99)))


@given(st.lists(st.integers(10**29, 10**40), min_size=1, max_size=5))
def test_sums_of_long_figures_are_exact(values: list[int]) -> None:
    made = intervals.total(intervals.exact(D(value)) for value in values)
    assert made == intervals.exact(D(sum(values)))


def test_a_sum_of_nothing_is_nothing() -> None:
    assert intervals.total([]) == intervals.exact(D(0))
