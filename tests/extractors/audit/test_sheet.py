from __future__ import annotations

from decimal import Decimal

import pytest
from figure_specimen import figures_of

from extractors.audit.examples import document_of
from extractors.audit.sheet import Sheet
from extractors.figures.units import unit_reader
from extractors.rulebook import load_rules


def sheet(text: str) -> Sheet:
    return Sheet(document_of(text), figures_of(text), unit_reader(load_rules()))


@pytest.mark.parametrize(
    ("text", "kind", "measure", "counted"),
    [
        ("Có 5 CCN.", "thing", "cụm công nghiệp", True),
        ("Có 5 hecta.", "measure", "ha", False),
        ("Có 5 VND.", "money", "đồng", True),
        ("Có 5%.", "percent", "%", False),
        ("Có 5 xưởng gỗ.", "thing", "xưởng gỗ", True),
        ("Thu 5 triệu đồng/Người/năm.", "money", "đồng/người/năm", True),
    ],
)
def test_what_a_figure_is_compared_by(text: str, kind: str, measure: str, counted: bool) -> None:
    made = sheet(text)
    assert (made.kind(0), made.measure(0), made.counted(0)) == (kind, measure, counted)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Có 5 xã.", "5", "5"),
        ("Có 1,5 ha.", "1.45", "1.55"),
        ("Có 5 ha.", "4.5", "5.5"),
        ("Chi 5 đồng.", "5", "5"),
        ("Chi 5 triệu đồng.", "4500000", "5500000"),
        ("Có hơn 5 xã.", "5", "Infinity"),
    ],
)
def test_the_interval_of_a_figure(text: str, low: str, high: str) -> None:
    made = sheet(text).interval(0)
    assert (made.low, made.high) == (Decimal(low), Decimal(high))


def test_an_interval_without_its_hedge() -> None:
    assert sheet("Có hơn 5 xã.").interval(0, hedged=False).high == 5


@pytest.mark.parametrize(
    ("text", "shown", "scale"),
    [
        ("Chi 5 triệu đồng và 7 triệu đồng.", ["5", "7"], 10**6),
        ("Chi 5 triệu đồng và 7 tỷ đồng.", ["5.000.000", "7.000.000.000"], 1),
        ("Chi 5 triệu đồng và 0 đồng.", ["5", "0"], 10**6),
        ("Có 1.200 xã và 7 xã.", ["1.200", "7"], 1),
    ],
)
def test_figures_side_by_side(text: str, shown: list[str], scale: int) -> None:
    made = sheet(text)
    assert (made.shown((0, 1)), made.common_scale((0, 1))) == (shown, scale)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đã cấp hơn 500 thẻ.", "hơn 500 thẻ"),
        ("Đã cấp gần 500 thẻ.", "gần 500 thẻ"),
        ("Hơn 500 thẻ.", "Hơn 500 thẻ"),
        ("Đã cấp khoảng 500 thẻ.", "500 thẻ"),
        ("Đã cấp 500 thẻ.", "500 thẻ"),
    ],
)
def test_the_words_of_a_hedge(text: str, words: str) -> None:
    start, end = sheet(text).hedge_words(0)
    assert text[start:end] == words


def test_whether_any_figure_is_hedged() -> None:
    made = sheet("Có 5 xã và hơn 7 xã.")
    assert (made.hedged((0,)), made.hedged((0, 1)), made.hedged(())) == (False, True, False)
