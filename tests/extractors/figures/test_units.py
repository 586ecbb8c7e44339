from __future__ import annotations

from decimal import Decimal

import pytest
from figure_specimen import figures_of

from extractors.figures.units import UnitReader, unit_reader
from extractors.rulebook import Rulebook


@pytest.fixture(scope="module")
def units(rules: Rulebook) -> UnitReader:
    return unit_reader(rules)


@pytest.mark.parametrize(
    ("words", "unit", "measure", "kind", "scale"),
    [
        (" hồ sơ trễ hạn", "hồ sơ", "hồ sơ", "thing", 1),
        (" bộ hồ sơ", "bộ hồ sơ", "bộ hồ sơ", "thing", 1),
        (" CCN", "CCN", "cụm công nghiệp", "thing", 1),
        (" Hồ sơ", "Hồ sơ", "hồ sơ", "thing", 1),
        ("%", "%", "%", "percent", 1),
        (" phần trăm", "phần trăm", "%", "percent", 1),
        (" điểm %", "điểm %", "điểm phần trăm", "percent", 1),
        (" nghìn đồng", "đồng", "đồng", "money", 10**3),
        (" triệu đồng", "đồng", "đồng", "money", 10**6),
        (" tỷ đồng", "đồng", "đồng", "money", 10**9),
        (" nghìn tỷ đồng", "đồng", "đồng", "money", 10**12),
        (" triệu USD", "USD", "USD", "money", 10**6),
        (" triệu lượt khách", "lượt khách", "lượt khách", "thing", 10**6),
        (" vạn người", "người", "người", "thing", 10**4),
        # money goes without saying behind a scale
        (" tỷ;", "đồng", "đồng", "money", 10**9),
        (" triệu trong năm", "đồng", "đồng", "money", 10**6),
        (" m2", "m2", "m²", "measure", 1),
        (" m²", "m²", "m²", "measure", 1),
        (" hecta", "hecta", "ha", "measure", 1),
        (" MW", "MW", "MW", "measure", 1),
        (" đồng/kg", "đồng/kg", "đồng/kg", "money", 1),
        (" triệu đồng/người/năm", "đồng/người/năm", "đồng/người/năm", "money", 10**6),
        (" người / km2", "người / km2", "người/km2", "thing", 1),
        (" sở, ngành", "sở, ngành", "sở, ngành", "thing", 1),
        (" sở, ban, ngành liên quan", "sở, ban, ngành", "sở", "thing", 1),
        (" tỉnh, thành phố", "tỉnh, thành phố", "tỉnh, thành phố", "thing", 1),
        (" ngày làm việc", "ngày làm việc", "ngày làm việc", "time", 1),
    ],
)  # fmt: skip
def test_the_unit_behind_a_number(
    units: UnitReader, words: str, unit: str, measure: str, kind: str, scale: int
) -> None:
    found = units.match(words, 0, len(words))
    assert found is not None
    assert (found.text, found.measure.lower(), found.kind) == (unit, measure.lower(), kind)
    assert found.scale == scale


@pytest.mark.parametrize(
    "words",
    # "Đồng Tháp" is no money, "M" no metre, "trăm" alone no amount; a unit does not stand behind a full stop
    [" Đồng Tháp", " Đồng Nai và", " M", " trăm", ". hồ sơ", " xyz", "", "   ", " của tỉnh"],
)
def test_words_that_are_no_unit(units: UnitReader, words: str) -> None:
    assert units.match(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Có 12 đơn, giải quyết 7 đơn.", "đơn"),
        ("Đã lập 12 kế hoạch, tổ chức 3 hội nghị.", "kế hoạch"),
        ("Có 35 văn bản, ban hành trong tháng.", "văn bản"),
        ("Có 5 sở, ngành và 7 huyện dự.", "sở, ngành"),
        ("Có 12 thôn, bản xa trung tâm.", "thôn, bản"),
    ],
)
def test_a_second_noun_belongs_to_the_unit_or_to_the_next_statement(text: str, unit: str) -> None:
    assert figures_of(text)[0].unit == unit


def test_a_unit_ends_at_the_limit(units: UnitReader) -> None:
    assert units.match(" dự án", 0, 3) is None
    assert units.match(" triệu đồng", 0, 6) is not None


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        (" xưởng gỗ của hộ", "xưởng gỗ"),
        (" máy gặt đập liên hợp", "máy gặt đập"),
        (" của tỉnh", None),
        (" Xưởng", None),
        (" xưởng Minh Khai", "xưởng"),
        ("", None),
    ],
)
def test_a_noun_that_no_table_knows(units: UnitReader, words: str, unit: str | None) -> None:
    found = units.noun(words, 0, len(words))
    assert (found.text if found else None) == unit


def test_what_is_known_of_a_unit(units: UnitReader) -> None:
    assert (units.known("hồ sơ"), units.known("xưởng gỗ")) == ("thing", None)
    assert (units.measure("TTHC"), units.measure("Xưởng")) == ("thủ tục hành chính", "xưởng")


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("Đã chi 1,5 tỷ đồng.", 1_500_000_000, 100_000_000),
        ("Đã chi 12 triệu đồng.", 12_000_000, 1_000_000),
        ("Đã chi 2.040 nghìn tỷ đồng.", 2_040 * 10**12, 10**12),
        ("Đã chi 415,208 tỷ đồng.", 415_208_000_000, 1_000_000),
        ("Đã chi 7.300 đồng.", 7300, 1),
    ],
)
def test_scale_words_are_multiplied_out(text: str, value: int, step: int) -> None:
    (figure,) = figures_of(text)
    assert (figure.value, figure.step) == (Decimal(value), Decimal(step))
