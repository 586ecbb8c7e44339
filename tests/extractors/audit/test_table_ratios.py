from __future__ import annotations

import pytest
from figure_specimen import checks_of, findings_of, tables_of, told

from extractors.audit.wording import why
from extractors.rulebook import Rulebook

RULE = "table_ratio"
HEADS = [["TT", "Xã", "Giao", "Đạt", "Mức"], ["A", "B", "1", "2", "3=2/1"]]


def rated(formula: str, *rows: tuple[str, str, str], head: str = "Mức") -> list[str]:
    """The checks of a table of three columns, the third of which a formula tells."""
    cells = [[str(number), f"Xã {number}", *row] for number, row in enumerate(rows, 1)]
    return told(tables_of([["TT", "Xã", "Giao", "Đạt", head], ["A", "B", "1", "2", formula], *cells]), RULE)


@pytest.mark.parametrize("formula", ["3=2/1", "(3)=(2)/(1)*100", "3=2*100/1", "(3)=[(2)/(1)]x100%", "3=2:1"])
def test_ratios_as_they_are_printed(formula: str) -> None:
    assert rated(formula, ("200", "150", "75"), ("300", "100", "33,3")) == [
        "holds: 150 / 200 = 75%", "holds: 100 / 300 = 33,3%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "holds"),
    # 2 of 3 are 66,666…: rounded, cut off, and what is neither
    [("66,7", True), ("66,6", True), ("67", True), ("66", True), ("66,67", True), ("66,66", True),
     ("66,8", False), ("66,5", False), ("68", False), ("65", False)],
)  # fmt: skip
def test_a_rate_is_rounded_or_cut_off(rate: str, holds: bool) -> None:
    found = rated("3=2/1", ("300", "200", rate), ("200", "150", "75"), ("400", "100", "25"))
    assert found[0] == f"{'holds' if holds else 'fails'}: 200 / 300 {'=' if holds else '≠'} {rate}%"


@pytest.mark.parametrize(
    ("rate", "holds"), [("-66,7", True), ("-66,6", True), ("-66,8", False), ("-66,5", False)]
)
def test_a_fall_is_rounded_or_cut_off_towards_nought(rate: str, holds: bool) -> None:
    found = rated("3=(2-1)/1*100", ("300", "100", rate), ("200", "150", "-25"), ("400", "500", "25"))
    assert found[0].startswith("holds: (100 − 300) / 300 =" if holds else "fails: (100 − 300) / 300 ≠")


def test_a_half_is_rounded_up() -> None:
    assert rated("3=2/1", ("400", "1", "0,3"), ("400", "3", "0,7"))[0] == "holds: 1 / 400 = 0,3%"


def test_sums_that_are_divided() -> None:
    rows = [["TT", "Xã", "Một", "Hai", "Tất cả", "Mức"], ["A", "B", "1", "2", "3", "4=(1+2)/3"],
            ["1", "An", "10", "20", "40", "75"]]  # fmt: skip
    assert told(tables_of(rows), RULE) == ["holds: (10 + 20) / 40 = 75%"]


def test_plain_ratios_are_printed_without_a_percent_sign() -> None:
    found = rated("3=2/1", ("200", "150", "0,75"), ("300", "240", "0,8"), ("400", "100", "0,35"))
    assert found == ["holds: 150 / 200 = 0,75", "holds: 240 / 300 = 0,8", "fails: 100 / 400 ≠ 0,35"]


def test_a_row_that_cannot_be_tried_is_told_once() -> None:
    rows = [*HEADS, ["1", "An", "200", "150", "75"], ["2", "Bình", "chưa giao", "150", "75"],
            ["3", "Cẩm", "", "9", "75"]]  # fmt: skip
    assert told(tables_of(rows), "table_total") == ["cannot_tell: 2/1 ? (3)"]


def test_rates_are_compared_by_their_points_too() -> None:
    text = (
        "| TT | Chỉ tiêu | ĐVT | Năm 2022 | Năm 2023 | So sánh | ⏎ | A | B | C | 1 | 2 | 3=2/1 | ⏎"
        "| 1 | Rừng | ha | 120 | 150 | 125 | ⏎ | 2 | Hộ | hộ | 20 | 25 | 125 | ⏎"
        "| 3 | Hộ nghèo | % | 5,2 | 4,1 | -1,1 |"
    )
    assert [one.split(":")[0] for one in told(text, RULE)] == ["holds", "holds"]


def test_a_wrong_rate_in_words(rules: Rulebook) -> None:
    rows = [*HEADS, ["1", "An", "400", "360", "95"], ["2", "Bình", "300", "240", "80"],
            ["3", "Cẩm", "400", "100", "25"]]  # fmt: skip
    (found,) = findings_of(tables_of(rows))
    assert (found.rule, found.severity) == (RULE, "error")
    assert why(found, rules) == "Ô Mức của dòng 1 An ghi 95%, tính ra 90%: 360 / 400 ≠ 95%"
    assert why(found, rules, "en") == "Cell Mức of row 1 An reads 95%; this makes 90%: 360 / 400 ≠ 95%"


POOR = [("400", "36", "9,0"), ("301", "24", "7,97"), ("200", "15", "7,5"), ("420", "10", "2,3")]
YEARS = [("400", "440", "10"), ("300", "270", "-10"), ("200", "230", "15"), ("420", "500", "19,0")]


def implied(heads: tuple[str, str, str], *rows: tuple[str, str, str]) -> list[str]:
    cells = [[str(number), f"Xã {number}", *row] for number, row in enumerate(rows, 1)]
    return told(tables_of([["TT", "Xã", *heads], *cells]), RULE)


def test_the_relation_of_a_rate_without_a_formula() -> None:
    heads = ("Số hộ", "Hộ nghèo", "Tỷ lệ hộ nghèo (%)")
    assert implied(heads, *POOR) == [
        "holds: 36 / 400 = 9%", "holds: 24 / 301 = 7,97%", "holds: 15 / 200 = 7,5%", "holds: 10 / 420 = 2,3%",
    ]  # fmt: skip
    assert implied(heads, *POOR, ("420", "20", "3,3"))[4] == "fails: 20 / 420 ≠ 3,3%"


def test_the_change_between_two_years() -> None:
    heads = ("Năm 2023", "Năm 2024", "Tăng, giảm (%)")
    assert implied(heads, *YEARS)[1] == "holds: (270 − 300) / 300 = -10%"
    assert implied(heads, *YEARS, ("500", "600", "25"))[4] == "fails: (600 − 500) / 500 ≠ 25%"


def test_a_rate_that_another_relation_explains_is_not_wrong() -> None:
    heads = ["TT", "Xã", "Số hộ", "Số nóc", "Hộ nghèo", "Tỷ lệ (%)"]
    rows = [["1", "A", "400", "400", "36", "9,0"], ["2", "B", "301", "301", "24", "7,97"],
            ["3", "C", "200", "200", "15", "7,5"], ["4", "D", "420", "420", "10", "2,3"],
            ["5", "E", "420", "840", "20", "2,38"]]  # fmt: skip
    document = tables_of([heads, *rows])
    assert len(told(document, RULE)) >= 4 and findings_of(document) == []


@pytest.mark.parametrize(
    ("why_not", "rows"),
    [
        ("two rows", POOR[:2]),
        ("less than four of five", [*POOR, ("420", "20", "3,3"), ("300", "20", "9,3")]),
        ("all rates are equal", [("400", "400", "100"), ("30", "30", "100"), ("20", "20", "100")]),
        ("nought of nothing", [("400", "0", "0"), ("30", "0", "0"), ("20", "0", "0"), ("5", "0", "0")]),
        ("two rates only", [("400", "200", "50"), ("30", "15", "50"), ("20", "5", "25"), ("8", "2", "25")]),
        ("nothing fits", [("400", "36", "12"), ("301", "24", "13"), ("200", "15", "14"), ("7", "7", "9")]),
    ],
)
def test_rates_of_which_nothing_is_told(why_not: str, rows: list[tuple[str, str, str]]) -> None:
    assert implied(("Số hộ", "Hộ nghèo", "Tỷ lệ (%)"), *rows) == [], why_not


def test_a_finding_without_a_formula_is_a_warning() -> None:
    cells = [[str(n), f"Xã {n}", *row] for n, row in enumerate([*POOR, ("420", "20", "3,3")], 1)]
    (found,) = findings_of(tables_of([["TT", "Xã", "Số hộ", "Hộ nghèo", "Tỷ lệ (%)"], *cells]))
    assert (found.rule, found.severity, found.values["computed"]) == (RULE, "warning", "4,76%")


def test_what_a_check_of_a_ratio_holds() -> None:
    (check,) = checks_of(tables_of([*HEADS, ["1", "An", "200", "150", "75"]]), RULE)
    assert check.values == {"part": 150, "total": 200, "percent": 75, "holds": True}
    assert check.figures == (2, 1, 0)
    assert check.right is not None
    assert (float(check.right.low), float(check.right.high)) == (74.5, 76)
