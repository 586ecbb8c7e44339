from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest

from extractors.rulebook import load_rules
from pipeline.identity import Identities, Identity, base_id, label_of, number_parts, symbol_parts, urn_of

IDENTITIES = Identities(load_rules())
DONG_THAP = "Ủy ban nhân dân tỉnh Đồng Tháp"

Given = tuple[str | None, str | None, str | None, str | None, str | None]


def known(given: Given) -> Identity:
    return IDENTITIES.of(*given)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (("Kế hoạch", "285", "KH-UBND", "2020-12-05", DONG_THAP), "vn/ubnd-tinh-dong-thap/kh/2020/285"),
        (("Kế hoạch", "0285", "KH-UBND", "2020", DONG_THAP), "vn/ubnd-tinh-dong-thap/kh/2020/285"),
        (
            ("Quyết định", "1390", "QĐ-UBND-HC", "2021-09-11", f"Chủ tịch {DONG_THAP}"),
            "vn/ubnd-tinh-dong-thap/qd/2021/1390-ubnd-hc",
        ),
        (("Công văn", "9", "UBND-KT", "2024-03-01", DONG_THAP), "vn/ubnd-tinh-dong-thap/cv/2024/9-ubnd-kt"),
        (("Nghị định", "30/2020", "NĐ-CP", None, "Chính phủ"), "vn/chinh-phu/nd/2020/30"),
        (("Nghị quyết", "66.4/2025", "NQ-CP", None, "Chính phủ"), "vn/chinh-phu/nq/2025/66.4"),
        (("Luật", "31/2024", "QH15", None, "Quốc hội"), "vn/quoc-hoi/luat/2024/31"),
        (("Nghị quyết", "30c", "NQ-CP", "2011-11-08", "Chính phủ"), "vn/chinh-phu/nq/2011/30c"),
        (
            ("Chỉ thị", "11", "CT/TU", "2026-01-15", "Ban Thường vụ Tỉnh ủy Lào Cai"),
            "vn/tinh-uy-lao-cai/ct/nhiem-ky-2025/11",
        ),
        (
            ("Nghị quyết", "57", "NQ/TW", "2024-12-22", "Bộ Chính trị"),
            "vn/ban-chap-hanh-trung-uong-dang/nq/khoa-xiii/57",
        ),
    ],
)
def test_readable_ids(given: Given, made: str) -> None:
    assert base_id(IDENTITIES, known(given)) == made


@pytest.mark.parametrize(
    ("given", "full"),
    [
        (("Kế hoạch", "285", "KH-UBND", "2020-12-05", DONG_THAP), True),
        (("Kế hoạch", "285", "KH-UBND", "2020", DONG_THAP), True),
        ((None, "285", "KH-UBND", "2020", DONG_THAP), True),  # the symbol tells the type
        (("Kế hoạch", "285", "KH-UBND", None, DONG_THAP), False),
        (("Kế hoạch", "285", "KH-UBND", "2020", None), False),
        (("Kế hoạch", "285", "KH-UBND", "2020", "Ủy ban nhân dân tỉnh"), False),
        (("Kế hoạch", None, "KH-UBND", "2020", DONG_THAP), False),
        (("Kế hoạch", "285", None, "2020", DONG_THAP), False),
        ((None, "31/2024", "QH15", None, "Quốc hội"), False),  # a law or a resolution
        ((None, "20", "QĐ/TW", "2023-05-01", "Bộ Chính trị"), False),  # Quyết định or Quy định
    ],
)
def test_when_no_other_document_can_be_meant(given: Given, full: bool) -> None:
    assert known(given).full is full


@pytest.mark.parametrize(
    ("date", "symbol", "period"),
    [
        ("2017-10-25", "NQ/TW", "khoa-xii"),
        ("2017", "NQ/TW", "khoa-xii"),
        ("2021-01-15", "NQ/TW", "khoa-xii"),
        ("2021-02-15", "NQ/TW", "2021-02-15"),  # the month in which the congress closed: either term
        ("2021", "NQ/TW", None),
        ("2026-03-05", "QĐ/TW", "khoa-xiv"),
        ("2023-03-12", "CT/TU", "nhiem-ky-2020"),
        ("2025-10-02", "CT/TU", "2025-10-02"),
        ("2026-01-15", "CT/TU", "nhiem-ky-2025"),
        ("2025-04-01", "CT/ĐU", "2025-04-01"),
        (None, "NQ/TW", None),
        ("2023-03-12", "CT-TTg", "2023"),
        ("1995-03-12", "CT/TTg", "1995"),  # an old form of the State
    ],
)
def test_party_numbers_run_through_a_term(date: str | None, symbol: str, period: str | None) -> None:
    assert known(("Chỉ thị", "9", symbol, date, None)).period == period


@pytest.mark.parametrize("row", load_rules().tables["party_terms"], ids=lambda row: row["example"])
def test_every_row_of_the_terms_holds_for_its_example(row: Mapping[str, str]) -> None:
    number = re.search(r"số (\d+)-(\S+) ngày (\d+)/(\d+)/(\d+)", row["example"])
    assert number is not None
    date = f"{number[5]}-{int(number[4]):02}-{int(number[3]):02}"
    assert known((None, number[1], number[2], date, None)).period == row["term"]


def test_terms_leave_no_gap() -> None:
    for level in ("central", "province", "basic"):
        rows = [row for row in load_rules().tables["party_terms"] if row["level"] == level]
        for before, after in pairwise(rows):
            assert before["from"] < after["from"] <= before["to"], after["term"]
        assert rows[-1]["to"] == ""


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (("Kế hoạch", "05", "KH-UBND", "2020", DONG_THAP), ("Kế hoạch", "5", "KH-UBND", None, None), True),
        (("Kế hoạch", "5", "KH-UBND", "2020", DONG_THAP), ("Kế hoạch", "5", "KH-UBND", "2021", None), False),
        ((None, "5", "QĐ-UBND", "2020", DONG_THAP), (None, "5", "QĐ-UBND-HC", "2020", None), False),
        (("Chỉ thị", "5", "CT/TU", "2023", "Tỉnh ủy Lào Cai"), (None, "5", "CT-TU", "2023", None), True),
        (("Luật", "3/2024", "QH15", None, None), ("Bộ luật", "3/2024", "QH15", None, None), True),
        (("Luật", "3/2024", "QH15", None, None), ("Nghị quyết", "3/2024", "QH15", None, None), False),
        (
            ("Thông tư liên tịch", "01/2014", "TTLT-BNV-BTC", None, "Bộ Nội vụ"),
            ("Thông tư liên tịch", "1/2014", "TTLT-BNV-BTC", None, "Bộ Nội vụ, Bộ Tài chính"),
            True,
        ),
        (
            ("Thông tư", "01/2014", "TT-BNV", None, "Bộ Nội vụ"),
            ("Thông tư", "1/2014", "TT-BNV", None, "Bộ Tài chính"),
            False,
        ),
        (("Văn bản", "5", "KH-UBND", None, None), ("Kế hoạch", "5", "KH-UBND", None, None), True),
    ],
)
def test_whether_two_may_be_one(one: Given, other: Given, fits: bool) -> None:
    assert known(one).fits(known(other)) is known(other).fits(known(one)) is fits


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("02", ("2", None)), ("68/2000", ("68", 2000)), ("66.04/2025", ("66.4", 2025)),
        ("10.05", ("10.5", None)),
        ("30c", ("30c", None)), ("1407/26", ("1407/26", None)), ("100", ("100", None)), (None, ("", None)),
    ],
)  # fmt: skip
def test_number_parts(number: str | None, parts: tuple[str, int | None]) -> None:
    assert number_parts(number) == parts


def test_symbols_are_compared_without_marks_and_kinds_of_separators() -> None:
    assert symbol_parts("CT/TU") == symbol_parts("CT-TU") == "ct-tu"
    assert symbol_parts("QĐ–UBND ") == symbol_parts("QD-UBND")
    assert symbol_parts("CCHC&PC") == "cchc&pc"


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (("Kế hoạch", "285", "KH-UBND"), "Kế hoạch 285/KH-UBND"),
        (("Chỉ thị", "11", "CT/TU"), "Chỉ thị 11-CT/TU"),
        (("Báo cáo", None, "BC-STC"), "Báo cáo …/BC-STC"),
        ((None, "12", "KH-UBND"), "12/KH-UBND"),
        (("Luật", None, None), "Luật"),
    ],
)
def test_labels(given: tuple[str | None, str | None, str | None], label: str) -> None:
    assert label_of(*given) == label


@pytest.mark.parametrize(
    ("given", "urn"),
    [
        (
            ("Kế hoạch", "285", "KH-UBND", "2020-12-05", DONG_THAP),
            "uy.ban.nhan.dan.tinh.dong.thap:ke.hoach:2020-12-05;285-kh-ubnd",
        ),
        (
            ("Nghị định", "30/2020", "NĐ-CP", "2020-03-05", "Chính phủ"),
            "chinh.phu:nghi.dinh:2020-03-05;30-nd-cp",
        ),
        (("Nghị định", "30/2020", "NĐ-CP", None, "Chính phủ"), "chinh.phu:nghi.dinh:2020;30-nd-cp"),
        (("Nghị định", "30/2020", "NĐ-CP", "2020-03", "Chính phủ"), "chinh.phu:nghi.dinh:2020.03;30-nd-cp"),
        # printed with a wrong year in the number: it is kept apart from the right one
        (("Luật", "72/2022", "QH14", "2020-11-17", "Quốc hội"), "quoc.hoi:luat:2020-11-17;72-2022-qh14"),
        (
            ("Công văn", "15", "SNV-XDCQ&TCBC", None, None),
            "khong.ro:cong.van:khong.ro;15-snv-xdcq-tcbc",
        ),
        ((None, None, None, None, None), "khong.ro:van.ban:khong.ro;khong-ro"),
    ],
)
def test_urn(given: Given, urn: str) -> None:
    assert urn_of(known(given)) == f"urn:lex:vn:{urn}"


def test_the_urn_of_a_law_known_by_its_name_alone() -> None:
    law = known(("Luật", None, None, "2019", "Quốc hội"))
    assert urn_of(law, "Luật Thư viện năm 2019") == "urn:lex:vn:quoc.hoi:luat;thu.vien:2019;khong-ro"


@pytest.mark.parametrize(
    ("kind", "number", "symbol", "issuer", "register"),
    [
        ("Thông tư", "09/2026", "TT-BNNMT", "Bộ Tài nguyên và Môi trường", "Bộ Nông nghiệp và Môi trường"),
        ("Nghị định", "30/2020", "NĐ-CP", "Thủ tướng Chính phủ", "Chính phủ"),
        ("Quyết định", "866", "QĐ-TTg", "Chính phủ", "Thủ tướng Chính phủ"),
        # a body that is not the State's may bear the same letters
        ("Kế hoạch", "5", "KH-BCN", "Ban Chủ nhiệm Câu lạc bộ Sơn Hà", "Ban Chủ nhiệm Câu lạc bộ Sơn Hà"),
        # letters or name may be wrong where one body did not take over from the other
        ("Thông tư", "01/2014", "TT-BNV", "Bộ Tài chính", "Bộ Tài chính"),
        # the symbol names more than type and body
        ("Quyết định", "5", "QĐ-BCĐ-BCT", "Chính phủ", "Chính phủ"),
    ],
)
def test_letters_tell_the_register_between_a_body_and_its_heir(
    kind: str, number: str, symbol: str, issuer: str, register: str
) -> None:
    known = Identities(load_rules()).of(kind, number, symbol, None, issuer)
    assert known.register is not None and known.register.name == register
