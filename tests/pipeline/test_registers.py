from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.rulebook import load_rules
from pipeline.registers import Registers, body_slug

REGISTERS = Registers(load_rules())


@pytest.mark.parametrize(
    ("issuer", "register"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Chủ tịch UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Ban Thường vụ Tỉnh ủy Lào Cai", "Tỉnh ủy Lào Cai"),
        ("Ban Chấp hành Đảng bộ tỉnh Lào Cai", "Tỉnh ủy Lào Cai"),
        ("Bộ trưởng Bộ Xây dựng", "Bộ Xây dựng"),
        ("Giám đốc Sở Nội vụ tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"),
        ("Bộ Chính trị", "Ban Chấp hành Trung ương Đảng"),
        ("Chủ tịch nước", "Chủ tịch nước"),
        ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
        ("Ủy ban nhân dân xã Mường Mới, tỉnh Lào Cai", "Ủy ban nhân dân xã Mường Mới"),
    ],
)
def test_who_numbers_what_an_office_holder_signs(issuer: str, register: str) -> None:
    made = REGISTERS.of(issuer)
    assert made is not None and made.name == register


@pytest.mark.parametrize(
    "body",
    [
        "Chính phủ", "Bộ Nội vụ", "UBND tỉnh Lào Cai", "Đảng ủy xã Đoàn Kết", "Tỉnh ủy Lào Cai",
        "Tỉnh uỷ Sơn Hà", "Sở Y tế Lào Cai",
    ],
)  # fmt: skip
def test_one_body_is_known(body: str) -> None:
    made = REGISTERS.of(body)
    assert made is not None and made.known


@pytest.mark.parametrize(
    "body",
    ["Sở Nội vụ", "Ủy ban nhân dân tỉnh", "UBND xã", "Tỉnh ủy", "Tỉnh uỷ", "Ban Chỉ đạo", "Công ty An Phú"],
)
def test_a_name_that_many_bear_is_not_known(body: str) -> None:
    made = REGISTERS.of(body)
    assert made is not None and not made.known


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("Sở Nội vụ", "Sở Nội vụ tỉnh Lào Cai", True),
        ("Sở Nội vụ tỉnh Sơn La", "Sở Nội vụ tỉnh Lào Cai", False),
        ("Sở Nội vụ", "Sở Xây dựng tỉnh Lào Cai", False),
        ("UBND xã Tân Hòa", "Ủy ban nhân dân xã Tân Hoà, tỉnh Lào Cai", True),
        ("UBND xã Tân Hòa, tỉnh Sơn La", "UBND xã Tân Hòa, tỉnh Lào Cai", False),
        ("Ủy ban nhân dân xã Bình An", "Ủy ban nhân dân xã Bình Ân", False),
    ],
)
def test_whether_two_names_may_be_one_register(one: str, other: str, fits: bool) -> None:
    first, second = REGISTERS.of(one), REGISTERS.of(other)
    assert first is not None and second is not None
    assert first.fits(second) is second.fits(first) is fits


@pytest.mark.parametrize("row", load_rules().tables["registers"], ids=lambda row: row["issuer"])
def test_every_row_of_the_table_holds_for_its_example(row: Mapping[str, str]) -> None:
    made = REGISTERS.of(row["example"])
    assert made is not None
    start, end = row["register"].split("{body}") if "{body}" in row["register"] else (row["register"], "")
    assert made.name.startswith(start) and made.name.endswith(end) and made.name != row["example"]
    if row["counter_example"]:
        other = REGISTERS.of(row["counter_example"])
        assert other is not None and other.name == row["counter_example"]


def test_no_issuer_has_no_register() -> None:
    assert REGISTERS.of(None) is None and REGISTERS.of("") is None


@pytest.mark.parametrize(
    ("issuer", "province"),
    [
        ("Sở Nội vụ tỉnh Lào Cai", "Lào Cai"),
        ("Tỉnh ủy Lào Cai", "Lào Cai"),
        ("Ủy ban nhân dân xã Mường Mới, tỉnh Lào Cai", "Lào Cai"),
    ],
)
def test_the_province_of_a_body(issuer: str, province: str) -> None:
    made, same = REGISTERS.of(issuer), REGISTERS.of(f"Ủy ban nhân dân tỉnh {province}")
    assert made is not None and same is not None
    assert made.province == same.province != ""


def test_a_commune_takes_the_province_it_is_named_in() -> None:
    commune, office = REGISTERS.of("Ủy ban nhân dân xã Mường Mới"), REGISTERS.of("Sở Nội vụ tỉnh Lào Cai")
    assert commune is not None and office is not None
    assert commune.province == ""
    assert commune.within(office.province).province == office.province
    assert office.within("tỉnh khác") == office


def test_slug_of_a_body() -> None:
    assert body_slug("Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp") == "van-phong-ubnd-tinh-dong-thap"
