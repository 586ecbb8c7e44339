from __future__ import annotations

import pytest
from figure_specimen import Rows, tables_of

from extractors.figures.grids import Grid, continued, row_paths


def grid(rows: Rows) -> Grid:
    return Grid(tables_of(rows), [0])


def printed(made: Grid) -> dict[int, str]:
    return {column: formula.text for column, formula, _ in made.formulas}


def heads(made: Grid) -> list[tuple[str, ...]]:
    return [made.column_path(column) for column in range(made.width)]


MERGED: Rows = [
    [("STT", 2, 1), ("Cơ quan", 2, 1), ("Hồ sơ đã trả", 1, 2), ("Ghi chú", 2, 1)],
    ["Đúng hạn", "Quá hạn"],
    ["1", "Sở A", "10", "2", ""],
    ["2", "Sở B", "20", "3", ""],
    ["", "Tổng số", "30", "5", ""],
]


def test_merged_heads_stand_over_each_of_their_columns() -> None:
    made = grid(MERGED)
    assert heads(made) == [
        ("STT",), ("Cơ quan",), ("Hồ sơ đã trả", "Đúng hạn"), ("Hồ sơ đã trả", "Quá hạn"), ("Ghi chú",),
    ]  # fmt: skip
    assert (made.heads, made.ordinal_column, made.label_column) == ([0, 1], 0, 1)
    assert [row.label for row in made.rows] == ["Sở A", "Sở B", "Tổng số"]
    assert [row.is_total for row in made.rows] == [False, False, True]


def test_three_levels_of_heads() -> None:
    made = grid(
        [
            [("Xã", 3, 1), ("Thu ngân sách", 1, 3)],
            [("Thuế", 1, 2), ("Phí", 2, 1)],
            ["Đất", "Nhà"],
            ["An", "1", "2", "3"],
        ]
    )
    assert heads(made)[1:] == [
        ("Thu ngân sách", "Thuế", "Đất"), ("Thu ngân sách", "Thuế", "Nhà"), ("Thu ngân sách", "Phí"),
    ]  # fmt: skip


def test_a_merged_cell_stands_in_each_place_and_begins_in_one() -> None:
    made = grid(MERGED)
    assert made.at(0, 3) == "Hồ sơ đã trả" and not made.owner(0, 3) and made.owner(0, 2)
    assert made.at(9, 9) == "" and made.cell(9, 9) is None


@pytest.mark.parametrize("lower", [["Đúng hạn", ("Quá hạn", 1, 4)]])
def test_heads_that_lost_their_merges_are_moved_under_their_columns(lower: list[str]) -> None:
    made = grid(
        [
            ["STT", "Cơ quan", ("Hồ sơ đã trả", 1, 2), ("Hồ sơ chờ", 1, 1)],
            ["Đúng hạn", "Quá hạn", ("Trong hạn", 1, 3)],
            ["1", "Sở A", "10", "2", "4"],
        ]
    )
    assert [path[-1] for path in heads(made)] == ["STT", "Cơ quan", "Đúng hạn", "Quá hạn", "Trong hạn"]
    del lower


def test_a_row_that_numbers_the_columns_is_a_head() -> None:
    made = grid(
        [["TT", "Xã", "Tổng", "Nam", "Nữ"], ["A", "B", "1=2+3", "2", "3"], ["1", "An", "30", "10", "20"]]
    )
    assert made.heads == [0, 1]
    assert made.ids == {"A": 0, "B": 1, "1": 2, "2": 3, "3": 4}
    assert printed(made) == {2: "2+3"}
    assert heads(made)[2] == ("Tổng",)
    assert [row.label for row in made.rows] == ["An"]


@pytest.mark.parametrize(
    ("numbering", "formulas"),
    [
        (["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"], {2: "(4)+(5)"}),
        (["1", "2", "3=4-5", "4", "5"], {2: "4-5"}),
        (["1", "2", "3", "4", "5=4/3"], {4: "4/3"}),
        (["1", "2", "3", "4", "5"], {}),
    ],
)
def test_printed_formulas(numbering: list[str], formulas: dict[int, str]) -> None:
    made = grid([["TT", "Xã", "Tổng", "Nam", "Nữ"], numbering, ["1", "An", "30", "10", "20"]])
    assert printed(made) == formulas


@pytest.mark.parametrize(
    "words",
    [["1", "12", "5"], ["3", "2", "1"], ["A", "chữ", "2"], ["15", "16", "17"], ["1", "2"]],
)
def test_rows_that_number_nothing(words: list[str]) -> None:
    made = grid([["Xã", "Nam", "Nữ"][: len(words)], words])
    assert made.ids == {}


def test_without_any_head_all_rows_are_data() -> None:
    made = grid([["An", "12"], ["Bình", "13"], ["Tổng", "25"]])
    assert made.heads == []
    assert [(row.label, row.is_total) for row in made.rows] == [
        ("An", False), ("Bình", False), ("Tổng", True),
    ]  # fmt: skip


def test_a_table_of_words_has_one_head() -> None:
    made = grid([["Cơ quan", "Việc"], ["Sở A", "Rà soát"], ["Sở B", "Báo cáo"]])
    assert made.heads == [0]


def test_years_are_heads() -> None:
    assert grid([["Xã", "2023", "2024"], ["An", "12", "13"]]).heads == [0]


@pytest.mark.parametrize(
    ("label", "is_total"),
    [
        ("Tổng số", True),
        ("TỔNG CỘNG", True),
        ("Cộng", True),
        ("Toàn tỉnh", True),
        ("Tổng cộng (I+II)", True),
        ("Tổng hợp chung:", True),
        # a total only where it stands at the edge
        ("Tổng chi đầu tư", True),
        ("Cộng đồng dân cư", True),
        ("Xã Tổng Cọt", False),
        ("Trong đó", False),
    ],
)
def test_total_rows(label: str, is_total: bool) -> None:
    made = grid([["Tên", "Số"], ["An", "1"], ["Bình", "2"], [label, "3"]])
    assert made.rows[-1].is_total is is_total


def test_a_total_of_something_amid_the_rows_is_a_row() -> None:
    made = grid([["TT", "Tên", "Số"], ["1", "An", "1"], ["2", "Tổng cục Thuế", "2"], ["3", "Bình", "3"]])
    assert [row.is_total for row in made.rows] == [False, False, False]


def test_rows_stand_under_each_other_by_their_ordinals() -> None:
    made = grid(
        [
            ["TT", "Nội dung", "Số"],
            ["I", "Thu", "9"],
            ["1", "Thuế", "6"],
            ["1.1", "Đất", "4"],
            ["-", "Nhà nước", "1"],
            ["2", "Phí", "3"],
            ["II", "Chi", "5"],
            ["", "Tổng cộng", "14"],
        ]
    )
    assert row_paths(made.rows) == [
        ("Thu",), ("Thu", "Thuế"), ("Thu", "Thuế", "Đất"), ("Thu", "Thuế", "Đất", "Nhà nước"), ("Thu", "Phí"),
        ("Chi",), ("Tổng cộng",),
    ]  # fmt: skip


@pytest.mark.parametrize(("label", "opens"), [("Trong đó:", True), ("- Trong đó", True), ("Đó đây", False)])
def test_rows_that_open_some_of_the_parts(label: str, opens: bool) -> None:
    made = grid([["Tên", "Số"], ["An", "5"], [label, ""], ["Bình", "2"]])
    assert made.rows[1].is_of_which is opens


HEAD = ["TT", "Xã", "Số hộ"]


def test_a_table_goes_on_where_its_heads_are_repeated() -> None:
    document = tables_of([HEAD, ["1", "An", "5"]], [HEAD, ["2", "Bình", "7"]], between="2")
    assert continued(document) == [[0, 1]]
    made = Grid(document, [0, 1])
    assert [row.label for row in made.rows] == ["An", "Bình"]
    assert made.origin(made.rows[1].index) == (1, 1)


@pytest.mark.parametrize(
    ("other", "between"),
    [
        ([["TT", "Huyện", "Số hộ"], ["2", "Bình", "7"]], ""),
        ([[*HEAD, "Ghi chú"], ["2", "Bình", "7", ""]], ""),
        ([HEAD, ["2", "Bình", "7"]], "Bảng thứ hai nói về một việc khác hẳn, ở một nơi khác, vào năm khác"),
    ],
)
def test_another_table_stands_by_itself(other: Rows, between: str) -> None:
    document = tables_of([HEAD, ["1", "An", "5"]], other, between=between)
    assert continued(document) == [[0], [1]]


def test_a_table_of_one_column_holds_no_data() -> None:
    assert continued(tables_of([["Số"], ["1"], ["2"]])) == []
