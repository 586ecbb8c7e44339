from __future__ import annotations

import time

import pytest
from figure_specimen import Rows, checks_of, facts_of, findings_of, tables_of, told

from extractors.audit.examples import document_of
from extractors.audit.tables import table_audit
from extractors.audit.wording import why
from extractors.model import Verdict
from extractors.rulebook import Rulebook

RULE, RATIO = "table_total", "table_ratio"
FLAT = "| TT | Xã | Hộ | ⏎ | 1 | An | {} | ⏎ | 2 | Bình | {} | ⏎ | 3 | Cẩm | {} | ⏎ | | {} | {} |"


@pytest.mark.parametrize(
    ("cells", "label", "total", "checks"),
    [
        (("20", "30", "12"), "Tổng số", "62", ["holds: 20 + 30 + 12 = 62"]),
        (("20", "30", "12"), "Tổng số", "72", ["fails: 20 + 30 + 12 ≠ 72"]),
        (("20", "30", "12"), "Cộng", "62", ["holds: 20 + 30 + 12 = 62"]),
        (("20", "-", "12"), "Tổng số", "32", ["holds: 20 + 12 = 32"]),
        (("20", "", "12"), "Tổng số", "32", ["holds: 20 + 12 = 32"]),
        (("20,5", "30", "12"), "Tổng số", "62,5", ["holds: 20,5 + 30 + 12 = 62,5"]),
        (("20", "-5", "12"), "Tổng số", "27", ["holds: 20 − 5 + 12 = 27"]),
        # a word among the parts, a total that is text, no total at all
        (("20", "chưa rõ", "12"), "Tổng số", "32", []),
        (("20", "30", "12"), "Tổng số", "chưa tính", []),
        (("20", "30", "12"), "Tổng số", "", []),
        (("20", "30", "12"), "Xã Dương", "62", []),
        # units are mixed, percentages are not added
        (("20 ha", "30 km", "12 ha"), "Tổng số", "62 ha", []),
        (("20%", "30%", "50%"), "Tổng số", "100%", []),
        (("20 ha", "30 ha", "12 ha"), "Tổng số", "62 ha", ["holds: 20 + 30 + 12 = 62"]),
        (("3.6620.700", "30", "12"), "Tổng số", "42", []),
    ],
)
def test_a_total_row(cells: tuple[str, ...], label: str, total: str, checks: list[str]) -> None:
    assert told(FLAT.format(*cells, label, total), RULE) == checks


def test_a_total_row_may_stand_first() -> None:
    text = "| TT | Xã | Hộ | ⏎ | | Tổng số | 50 | ⏎ | 1 | An | 20 | ⏎ | 2 | Bình | 30 |"
    assert told(text, RULE) == ["holds: 20 + 30 = 50"]


def test_rates_and_prices_are_not_added() -> None:
    text = (
        "| TT | Xã | Hộ | Đơn giá | Tỷ lệ | ⏎ | 1 | An | 20 | 5 | 40 | ⏎"
        "| 2 | Bình | 30 | 6 | 60 | ⏎ | | Tổng số | 50 | 5 | 90 |"
    )
    assert told(text, RULE) == ["holds: 20 + 30 = 50"]


GROUPS = (
    "| TT | Nội dung | 2021 | 2022 | 2023 | ⏎ | I | Thu | 300 | 310 | {0} | ⏎ | 1 | Thuế | 200 | 205 | 250 |"
    "⏎ | 2 | Phí | 100 | 105 | 150 | ⏎ | II | Chi | 12 | 13 | 9 | ⏎ | 1 | Lương | 8 | 9 | 5 | ⏎"
    "| 2 | Khác | 4 | 4 | 4 | ⏎ | | Tổng cộng | 312 | 323 | {1} |"
)


def test_groups_of_rows_and_their_total() -> None:
    assert sorted(told(GROUPS.format("400", "409"), RULE)) == [
        "holds: 200 + 100 = 300",
        "holds: 205 + 105 = 310",
        "holds: 250 + 150 = 400",
        "holds: 300 + 12 = 312",
        "holds: 310 + 13 = 323",
        "holds: 400 + 9 = 409",
        "holds: 5 + 4 = 9",
        "holds: 8 + 4 = 12",
        "holds: 9 + 4 = 13",
    ]


def test_a_wrong_head_of_a_group_is_shared_by_two_sums() -> None:
    (found,) = findings_of(GROUPS.format("401", "409"))
    assert (found.rule, found.severity) == (RULE, "error")
    told_ = {name: found.values[name] for name in ("printed", "computed", "difference")}
    assert told_ == {"printed": "401", "computed": "400", "difference": "1"}
    assert found.values["expression"] == "250 + 150 ≠ 401; 401 + 9 ≠ 409"


def test_a_wrong_total_is_shown_with_what_its_parts_make() -> None:
    (found,) = findings_of(GROUPS.format("400", "419"))
    assert (found.values["printed"], found.values["computed"]) == ("419", "409")


def test_some_of_the_parts_are_no_sum() -> None:
    text = "| TT | Tên | Số | ⏎ | I | Thu | 30 | ⏎ | | Trong đó: | | ⏎ | 1 | Thuế | 9 | ⏎ | 2 | Phí | 5 |"
    assert told(text, RULE) == []


def test_rows_that_only_stand_below_others_are_no_sum_where_none_comes_out() -> None:
    text = "| TT | Nội dung | Số | ⏎ | I | Trường | 3 | ⏎ | 1 | Lớp | 40 | ⏎ | 2 | Học sinh | 900 |"
    assert told(text, RULE) == []


COLUMNS: Rows = [
    [("TT", 2, 1), ("Xã", 2, 1), ("Tổng số", 2, 1), ("Trong đó", 1, 2)],
    ["Nam", "Nữ"],
    ["1", "An", "30", "10", "20"],
    ["2", "Bình", "45", "20", "25"],
    ["3", "Cẩm", "50", "24", "26"],
]


def test_a_total_column_beside_its_parts() -> None:
    rows = [["TT", "Xã", "Tổng số", "Nam", "Nữ"], *COLUMNS[2:]]
    assert told(tables_of(rows), RULE) == [
        "holds: 10 + 20 = 30", "holds: 20 + 25 = 45", "holds: 24 + 26 = 50",
    ]  # fmt: skip


def test_a_total_column_that_fails_in_one_row() -> None:
    rows = [["TT", "Xã", "Tổng số", "Nam", "Nữ"], *COLUMNS[2:4], ["3", "Cẩm", "50", "23", "26"]]
    (found,) = findings_of(tables_of(rows))
    assert (found.severity, found.values["computed"], found.values["printed"]) == ("error", "49", "50")


def under_group(head: str, *rows: list[str], label: str = "Tổng số") -> Rows:
    return [[("TT", 2, 1), ("Xã", 2, 1), (label, 2, 1), (head, 1, 2)], ["Nam", "Nữ"], *rows]


@pytest.mark.parametrize("head", ["Trong đó", "Trong đó:", "Chia ra", "Bao gồm", "TRONG ĐÓ"])
def test_a_total_column_beside_a_group_of_its_parts(head: str) -> None:
    assert told(tables_of(under_group(head, *COLUMNS[2:])), RULE) == [
        "holds: 10 + 20 = 30", "holds: 20 + 25 = 45", "holds: 24 + 26 = 50",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "total", "third"),
    [
        ("Chia ra", "51", ["fails: 24 + 26 ≠ 51"]),
        ("Chia ra", "49", ["fails: 24 + 26 ≠ 49"]),
        ("Trong đó", "49", ["fails: 24 + 26 ≠ 49"]),
        # not all parts need be named
        ("Trong đó", "51", []),
    ],
)
def test_a_group_that_names_all_parts_and_one_that_need_not(head: str, total: str, third: list[str]) -> None:
    rows = under_group(head, *COLUMNS[2:4], ["3", "Cẩm", total, "24", "26"])
    assert told(tables_of(rows), RULE)[2:] == third


def test_parts_of_a_group_may_overlap() -> None:
    rows = under_group("Trong đó", ["1", "An", "30", "20", "25"], ["2", "Bình", "45", "20", "25"])
    assert told(tables_of(rows), RULE) == ["cannot_tell: 20 + 25 ? 30", "holds: 20 + 25 = 45"]
    rows = under_group("Trong đó", ["1", "An", "30", "20", "25"], ["2", "Bình", "45", "20", "15"])
    assert told(tables_of(rows), RULE) == []


def test_a_group_is_of_the_column_right_before_it() -> None:
    rows: Rows = [
        [("TT", 2, 1), ("Xã", 2, 1), ("Tổng số", 2, 1), ("Tỷ lệ (%)", 2, 1), ("Chia ra", 1, 2)],
        ["Nam", "Nữ"],
        ["1", "An", "30", "99", "10", "20"],
        ["2", "Bình", "45", "98", "20", "25"],
    ]
    assert told(tables_of(rows), RULE) == []


@pytest.mark.parametrize(
    "heads",
    [
        [["TT", "Xã", "Tổng số", "Trong đó", ""], ["", "", "", "Nam", "Nữ"]],
        [["TT", "Xã", "Tổng số", "Trong đó", "Trong đó"], ["", "", "", "Nam", "Nữ"]],
        [["TT", "Xã", "Tổng số", ("Trong đó", 1, 2)], ["Nam", ("Nữ", 1, 4)]],
    ],
)
def test_heads_of_markdown_over_a_group(heads: Rows) -> None:
    assert told(tables_of([*heads, *COLUMNS[2:]]), RULE)[:1] == ["holds: 10 + 20 = 30"]


@pytest.mark.parametrize(
    ("formula", "row", "check"),
    [
        ("1=2+3", ("30", "10", "20"), "holds: 10 + 20 = 30"),
        ("1=2-3", ("30", "50", "20"), "holds: 50 − 20 = 30"),
        ("(1)=(2)+(3)", ("30", "10", "20"), "holds: 10 + 20 = 30"),
        ("1=2+3", ("30", "10", ""), "cannot_tell: 2+3 ? (1)"),
        ("1=2+3", ("10", "10", "-"), "holds: 10 = 10"),
        ("1=2+3", ("30", "10", "nhiều"), "cannot_tell: 2+3 ? (1)"),
        ("1=2x3", ("30", "10", "3"), "cannot_tell: 2x3 ? (1)"),
        ("1=2+9", ("30", "10", "20"), "cannot_tell: 2+9 ? (1)"),
    ],
)
def test_printed_formulas(formula: str, row: tuple[str, ...], check: str) -> None:
    text = f"| Xã | Có | Một | Hai | ⏎ | A | {formula} | 2 | 3 | ⏎ | An | {' | '.join(row)} |"
    assert told(text, RULE) == [check]


PLAIN = ["TT", "Xã", "Có", "Một", "Hai"]


@pytest.mark.parametrize(
    "heads",
    [
        [PLAIN, ["", "", "3=4+5", "", ""]],
        [PLAIN, ["Công thức", "", "(3)=(4)+(5)", "", ""]],
        [PLAIN, ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"]],
        [PLAIN, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["", "", "(3)=(4)+(5)", "", ""]],
        [PLAIN, ["A", "B", "c1=c2+c3", "c2", "c3"]],
        [PLAIN, ["1", "2", "6=5a+5b", "5a", "5b"]],
        [PLAIN, ["", "", "a=b+c", "b", "c"]],
        [["TT", "Xã", "Có (3=4+5)", "Một", "Hai"]],
        [["TT", "Xã", "Có (1=2+3)", "Một (2)", "Hai (3)"]],
        [["TT", "Xã", "3=4+5", "Một", "Hai"]],
        [["TT", "Xã", "3=4+5", "4", "5"]],
        [["TT", "Xã", "Có (3=4+5)", "Một", "Hai"], ["1", "2", "3=4+5", "4", "5"]],
        [["TT", "Xã", "Số đơn", "Khiếu nại", "Tố cáo"], ["A", "B", "1=2+3", "2", "3"]],
    ],
)
def test_where_a_formula_may_stand(heads: Rows) -> None:
    assert told(tables_of([*heads, *COLUMNS[2:4]]), RULE) == ["holds: 10 + 20 = 30", "holds: 20 + 25 = 45"]


@pytest.mark.parametrize(
    ("heads", "verdicts"),
    [
        # what is counted may be called by several names
        (["Tổng số đơn", "Khiếu nại", "Tố cáo"], ["holds", "holds"]),
        (["Số hộ", "Số hộ nghèo", "Số người"], ["holds", "holds"]),
        (["Tổng (ha)", "Rừng (ha)", "Ruộng (ha)"], ["holds", "holds"]),
        # what is measured may not
        (["Tổng (ha)", "Rừng (ha)", "Đường (km)"], ["cannot_tell"]),
        (["Tiền (đồng)", "Phí (đồng)", "Mức (%)"], ["cannot_tell"]),
    ],
)
def test_units_under_a_formula(heads: list[str], verdicts: list[str]) -> None:
    rows = [["TT", "Xã", *heads], ["A", "B", "1=2+3", "2", "3"], *COLUMNS[2:4]]
    assert [one.split(":")[0] for one in told(tables_of(rows), RULE)] == verdicts


def test_several_nouns_beside_a_total_are_a_sum_only_where_it_comes_out() -> None:
    rows = [["TT", "Xã", "Tổng số hộ", "Số người", "Số con"], ["1", "An", "30", "110", "20"],
            ["2", "Bình", "45", "120", "25"]]  # fmt: skip
    assert told(tables_of(rows), RULE) == []


def test_two_formulas_of_one_column() -> None:
    rows = [["TT", "Xã", "Có", "Một", "Hai", "Ba", "Tư"], ["A", "B", "1=2+3=4+5", "2", "3", "4", "5"],
            ["1", "An", "30", "10", "20", "25", "5"]]  # fmt: skip
    assert told(tables_of(rows), RULE) == ["holds: 10 + 20 = 30", "holds: 25 + 5 = 30"]


FORMULA = "| Xã | Có | Ba | Tư | ⏎ | A | 1=2+3 | 2 | 3 | ⏎ | An | 30 | 10 | 20 | ⏎ | Yên Bình | {} | 9 | 31 |"


@pytest.mark.parametrize(("total", "verdict"), [("40", "holds"), ("90", "fails"), ("chưa rõ", None)])
def test_a_formula_is_tried_in_every_row(total: str, verdict: str | None) -> None:
    told_ = told(FORMULA.format(total), RULE)
    assert [one.split(":")[0] for one in told_] == ["holds", *([verdict] if verdict else [])]


RATIOS = (
    "| Xã | Giao | Đạt | Mức | ⏎ | A | 1 | 2 | 3=2/1 | ⏎ | An | 200 | 150 | {} | ⏎"
    "| Bình | 300 | 240 | 80 | ⏎ | Cẩm | 0 | 5 | 50 | ⏎ | Dương | 400 | 100 | 25 |"
)


@pytest.mark.parametrize(
    ("rate", "first"),
    [
        ("75", "holds: 150 / 200 = 75%"),
        ("75%", "holds: 150 / 200 = 75%"),
        ("85", "fails: 150 / 200 ≠ 85%"),
        # a last digit less is no cutting off, one more no rounding
        ("74,9", "fails: 150 / 200 ≠ 74,9%"),
        ("75,1", "fails: 150 / 200 ≠ 75,1%"),
    ],
)
def test_a_ratio_column(rate: str, first: str) -> None:
    # nothing is said of the row whose whole is nought
    assert told(RATIOS.format(rate), RATIO) == [first, "holds: 240 / 300 = 80%", "holds: 100 / 400 = 25%"]


def test_a_ratio_column_that_mostly_fails_means_something_else() -> None:
    text = (
        "| Xã | Giao | Đạt | Mức | ⏎ | A | 1 | 2 | 3=2/1 | ⏎ | An | 200 | 150 | 12 | ⏎"
        "| Bình | 300 | 240 | 13 | ⏎ | Cẩm | 400 | 100 | 25 |"
    )
    assert told(text, RATIO) == ["holds: 100 / 400 = 25%"]
    assert told(text, RULE) == ["cannot_tell: 2/1 ? (3)"]


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        # one digit of four or more: a slip
        ("6.314", "error"),
        # far off: rows may be elsewhere
        ("9.871", "warning"),
    ],
)
def test_how_loud_a_total_row_is(total: str, severity: str) -> None:
    (found,) = findings_of(FLAT.format("2.010", "3.001", "1.203", "Tổng số", total))
    assert found.severity == severity


def test_columns_that_all_fail_far_off_cannot_be_told() -> None:
    text = (
        "| TT | Tên | Số xã | Số hộ | ⏎ | I | Thu | 3 | 7 | ⏎ | 1 | Thuế | 2 | 3 | ⏎ | 2 | Phí | 1 | 4 | ⏎"
        "| II | Chi | 5 | 6 | ⏎ | | Tổng cộng | 97 | 85 |"
    )
    assert [one for one in told(text, RULE) if "97" in one or "85" in one] == [
        "cannot_tell: 3 + 5 ? 97", "cannot_tell: 7 + 6 ? 85",
    ]  # fmt: skip
    assert findings_of(text) == []


def test_a_finding_points_at_row_and_figure() -> None:
    text = FLAT.format("20", "30", "12", "Tổng số", "63")
    (found,) = findings_of(text)
    assert document_of(text).text[found.start : found.end] == "Tổng số\n63"
    assert found.values == {
        "column": "Hộ", "row": "Tổng số", "told": "tính ra", "told_en": "this makes",
        "expression": "20 + 30 + 12 ≠ 63", "computed": "62", "printed": "63", "difference": "1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("count", "written"),
    [(12, " + ".join(["1"] * 12)), (13, "1 + 1 + … + 1 [13]"), (600, "1 + 1 + … + 1 [600]")],
)
def test_long_sums_are_shortened_but_whole(count: int, written: str) -> None:
    rows = [["TT", "Xã", "Hộ"], *([str(n), f"Xã {n}", "1"] for n in range(1, count + 1))]
    (check,) = checks_of(tables_of([*rows, ["", "Tổng số", str(count)]]), RULE)
    assert check.expression == f"{written} = {count}"
    assert len(check.figures) == count + 1 and check.values["parts"] == (1,) * count


def test_what_is_said_of_the_cell_that_a_row_and_a_column_share(rules: Rulebook) -> None:
    rows = [["TT", "Xã", "Tổng số", "Nam", "Nữ"], *COLUMNS[2:], ["", "Tổng số", "125", "54", "71"]]
    rows[2] = ["2", "Bình", "45", "20", "28"]
    (found,) = findings_of(tables_of(rows))
    assert why(found, rules) == (
        "Ô Nữ của dòng 2 Bình ghi 28, hàng và cột đều ra 25 (lệch 3): 20 + 28 ≠ 45; 20 + 28 + 26 ≠ 71"
    )
    assert why(found, rules, "en").startswith(
        "Cell Nữ of row 2 Bình reads 28; row and column both come out with 25 (off by 3)"
    )


def test_columns_of_one_name_are_told_apart_by_what_is_over_them() -> None:
    rows: Rows = [
        [("TT", 2, 1), ("Xã", 2, 1), ("Thu", 1, 3), ("Chi", 1, 3)],
        ["Tổng số", "Một", "Hai", "Tổng số", "Một", "Hai"],
        ["1", "An", "30", "10", "20", "5", "2", "3"],
        ["2", "Bình", "31", "10", "20", "5", "2", "3"],
        ["3", "Cẩm", "30", "10", "20", "5", "2", "3"],
    ]
    (found,) = findings_of(tables_of(rows))
    assert found.values["column"] == "Thu / Tổng số"


SPENT = (
    "| TT | Nội dung | 2023 | 2024 | ⏎ | I | Thu | 300 | 310 | ⏎ | 1 | Thuế | 200 | 205 | ⏎"
    "| 2 | Phí | 100 | 105 | ⏎ | II | Chi | 640 | {0} | ⏎ | 1 | Lương | 400 | 400 | ⏎"
    "| 2 | Khác | 250 | {1} |"
)


@pytest.mark.parametrize(
    ("of_2024", "verdict"),
    [
        # the other year of the row and the other group of the column come out
        (("640", "240"), "fails"),
        # both years fail: the rows below may be no parts
        (("740", "240"), None),
    ],
)
def test_the_only_misfit_among_the_groups_of_a_table(of_2024: tuple[str, str], verdict: str | None) -> None:
    found = [one for one in told(SPENT.format(*of_2024), RULE) if "400 + 250" in one]
    assert [one.split(":")[0] for one in found] == ([verdict] if verdict else [])


def test_the_cell_that_a_row_and_a_column_share() -> None:
    rows = [
        ["TT", "Xã", "Tổng số", "Nam", "Nữ"],
        ["1", "An", "30", "10", "20"],
        ["2", "Bình", "45", "20", "28"],
        ["3", "Cẩm", "50", "24", "26"],
        ["", "Tổng số", "125", "54", "71"],
    ]
    document = tables_of(rows)
    (found,) = findings_of(document)
    assert (found.values["printed"], found.values["computed"]) == ("28", "25")
    assert document.text[found.start : found.end].endswith("28")


def test_two_unconnected_wrong_figures_are_two_findings() -> None:
    rows = [
        ["TT", "Xã", "Tổng số", "Nam", "Nữ"],
        ["1", "An", "31", "10", "20"],
        ["2", "Bình", "45", "20", "25"],
        ["3", "Cẩm", "50", "24", "26"],
        ["4", "Dương", "11", "5", "9"],
        ["5", "Gia", "12", "5", "7"],
    ]
    assert [found.values["printed"] for found in findings_of(tables_of(rows))] == ["31", "11"]


HEAD = ["TT", "Xã", "Hộ"]


@pytest.mark.parametrize(("total", "verdict"), [("62", "holds"), ("63", "fails")])
def test_a_total_on_the_next_page(total: str, verdict: str) -> None:
    first = [HEAD, ["1", "An", "20"], ["2", "Bình", "30"]]
    second = [HEAD, ["3", "Cẩm", "12"], ["", "Tổng số", total]]
    assert [check.verdict for check in checks_of(tables_of(first, second, between="2"), RULE)] == [verdict]


@pytest.mark.parametrize(
    "text",
    [
        "", "|  |", "| 5 |", "|  |  | ⏎ |  |  |", "| Số | ⏎ | 1 | ⏎ | 2 | ⏎ | 3 |",
        "| 1 | 2 | 3 | ⏎ | 4 | 5 | 6 |", "| Tổng số | 5 |", "| Tổng số | ⏎ | Tổng số |",
        "| A | B | 1=2+3 | ⏎ | 1 | 2 | 3=3+3 |", "| TT | Xã | Hộ | ⏎ | | Tổng số | 5 |",
        "| TT | Xã | 3=4/0 | 4 | ⏎ | 1 | An | 5 | 0 | ⏎ | 2 | Bình | 0 | 0 |",
        "| Tổng | Tổng | Tổng | ⏎ | Tổng | 1 | 2 | ⏎ | Tổng | 3 | 4 | ⏎ | Tổng | 5 | 6 |",
    ],
)  # fmt: skip
def test_odd_tables_come_through(text: str) -> None:
    assert findings_of(text) == []


def test_figures_of_thirty_digits_are_added_exactly() -> None:
    long = "123456789012345678901234567890"
    assert told(FLAT.format(long, "1", "0", "Tổng số", long[:-1] + "1"), RULE)[0].startswith("holds")
    assert told(FLAT.format(long, "1", "0", "Tổng số", long[:-1] + "2"), RULE)[0].startswith("fails")


def test_a_table_of_two_thousand_rows_takes_bounded_time() -> None:
    rows = [["TT", "Xã", "Tổng số", "Nam", "Nữ"]]
    rows += [[str(n), f"Xã {n}", str(3 * n), str(n), str(2 * n)] for n in range(1, 2001)]
    document = tables_of([*rows, ["", "Tổng số", "7", "7", "7"]])
    begun = time.process_time()
    facts = facts_of(document)
    assert time.process_time() - begun < 10
    assert len(facts.statistics) == 6003
    assert sum(check.rule == RULE for check in facts.checks) >= 2000


def test_sums_of_three_thousand_rows_by_eight_columns_take_little_time(rules: Rulebook) -> None:
    columns = range(1, 9)
    rows = [["TT", "Xã", "Tổng số", *(f"Thứ {c}" for c in columns[1:])]]
    rows += [[str(n), f"Xã {n}", "7", *["1"] * 7] for n in range(1, 3001)]
    document = tables_of([*rows, ["", "Tổng số", "21.000", *["3.000"] * 6, "3.001"]])
    facts = facts_of(document)
    begun = time.process_time()
    audit = table_audit(rules)(document, facts)
    assert time.process_time() - begun < 3
    expressions = [one.values["expression"].partition("; ")[2] for one in audit.findings]
    assert expressions == ["1 + 1 + … + 1 [3000] ≠ 3.001"]
    assert sum(check.verdict is Verdict.HOLDS for check in audit.checks) == 3007
