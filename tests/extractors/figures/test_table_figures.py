from __future__ import annotations

from decimal import Decimal

import pytest
from figure_specimen import facts_of, figures_of, report, tables_of

from extractors.model import Source

ROWS = "| TT | Nội dung | Số tiền | ⏎ | 1 | Đường | 20,5 | ⏎ | 2 | Cầu | 1.030 |"


@pytest.mark.parametrize(
    ("note", "unit", "values"),
    [
        ("Đơn vị tính: triệu đồng", "đồng", [20_500_000, 1_030_000_000]),
        ("ĐVT: tỷ đồng", "đồng", [20_500_000_000, 1_030_000_000_000]),
        ("(Đơn vị: ha)", "ha", [20.5, 1030]),
        ("Đơn vị tính: Triệu đồng", "đồng", [20_500_000, 1_030_000_000]),
        ("Đơn vị nộp: Sở A", None, [20.5, 1030]),
        ("Bảng kê", None, [20.5, 1030]),
    ],
)
def test_the_unit_noted_above_a_table(note: str, unit: str | None, values: list[float]) -> None:
    figures = figures_of(f"{note} ⏎ {ROWS}")
    assert [(float(f.value), f.unit) for f in figures] == [(value, unit) for value in values]


def test_a_note_far_above_is_of_another_table() -> None:
    lines = " ⏎ ".join(["Đơn vị tính: triệu đồng", *["Lời văn."] * 5, ROWS])
    assert {figure.unit for figure in figures_of(lines)} == {None}


@pytest.mark.parametrize(
    ("head", "cell", "value", "unit"),
    [
        ("Số tiền (triệu đồng)", "12", 12_000_000, "đồng"),
        ("Diện tích (ha)", "12,5", 12.5, "ha"),
        ("Tỷ lệ (%)", "12,5", 12.5, "%"),
        ("Tỷ lệ", "12,5", 12.5, "%"),
        ("Số hộ nghèo", "12", 12, "hộ nghèo"),
        ("Tổng số hồ sơ", "12", 12, "hồ sơ"),
        ("Kết quả", "12", 12, None),
        ("Kết quả", "12%", 12, "%"),
        ("Kết quả", "12 ha", 12, "ha"),
        ("Kết quả", "- 12", -12, None),
        ("Kết quả", "−12,5", -12.5, None),
        ("Diện tích (ha)", "12 triệu đồng", 12_000_000, "đồng"),
    ],
)
def test_units_of_heads_and_of_cells(head: str, cell: str, value: float, unit: str | None) -> None:
    (figure,) = figures_of(f"| Xã | {head} | ⏎ | An | {cell} |")
    assert (float(figure.value), figure.unit, figure.source) == (value, unit, Source.TABLE)


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("STT", "12"),
        ("Ngày nộp", "12"),
        ("Số hiệu", "12"),
        ("Ghi chú", "12"),
        ("Kết quả", "12 việc lớn nhỏ"),
        ("Kết quả", "chưa"),
        ("Kết quả", "12/QĐ-UBND"),
        ("Kết quả", "05/3/2024"),
        ("Kết quả", "3.6620.700"),
        ("Kết quả", ""),
        ("Kết quả", "-"),
    ],
)
def test_cells_that_hold_no_figure(head: str, cell: str) -> None:
    assert figures_of(f"| Xã | Khác | {head} | ⏎ | An | 1 | {cell} |")[1:] == ()


def test_a_column_of_units_tells_those_of_its_rows() -> None:
    text = (
        "| TT | Chỉ tiêu | ĐVT | Năm 2022 | Năm 2023 | So sánh (%) | ⏎ | 1 | Rừng | ha | 120 | 150 | 125 | ⏎"
        "| 2 | Thu | Triệu đồng | 20 | 25 | 125 | ⏎ | 3 | Hộ nghèo | % | 5,2 | 4,1 | 78,8 | ⏎"
        "| 4 | Khác | | 7 | 8 | 114 |"
    )
    found = [(float(figure.value), figure.unit) for figure in figures_of(text)]
    assert found == [
        (120, "ha"), (150, "ha"), (125, "%"),
        (20_000_000, "đồng"), (25_000_000, "đồng"), (125, "%"),
        (5.2, "%"), (4.1, "%"), (78.8, "%"),
        (7, None), (8, None), (114, "%"),
    ]  # fmt: skip


def test_mixed_units_in_one_column_are_kept_apart() -> None:
    text = "| TT | Hạng mục | Kết quả | ⏎ | 1 | Đường | 12 km | ⏎ | 2 | Vốn | 3 tỷ đồng | ⏎ | 3 | Hộ | 7 |"
    assert [figure.unit for figure in figures_of(text)] == ["km", "đồng", None]


def test_a_formula_that_divides_makes_percentages() -> None:
    text = "| Xã | Giao | Đạt | Mức | ⏎ | 1 | 2 | 3 | 4=3/2 | ⏎ | An | 200 | 150 | 75 |"
    assert [figure.unit for figure in figures_of(text)] == [None, None, "%"]


def test_years_in_heads_are_the_periods_of_their_columns() -> None:
    text = "| Xã | Năm 2022 | Quý I năm 2023 | Nay | ⏎ | An | 5 | 6 | 7 |"
    assert [figure.period for figure in figures_of(report(text))] == [
        ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-03-31"), ("2024-01-01", "2024-12-31"),
    ]  # fmt: skip
    assert figures_of(text)[2].period is None


def test_what_row_and_column_say_of_a_figure() -> None:
    text = "| TT | Nội dung | Số hộ | ⏎ | I | Miền núi | 9 | ⏎ | 1 | Xã An | 4 |"
    facts = facts_of(text)
    assert [f.indicator for f in facts.statistics] == ["miền núi · số hộ", "miền núi / xã an · số hộ"]
    assert [f.cell for f in facts.statistics] == [(0, 1, 2), (0, 2, 2)]
    path = next(path for path in facts.cells if (path.row, path.column) == (2, 2))
    assert (path.row_path, path.column_path) == (("Miền núi", "Xã An"), ("Số hộ",))


def test_a_figure_in_a_merged_cell_stands_once() -> None:
    document = tables_of([["Xã", "Hộ", "Người"], ["An", ("5", 2, 1), "7"], ["Bình", "8"]])
    assert [(f.value, f.cell) for f in figures_of(document)] == [
        (Decimal(5), (0, 1, 1)), (Decimal(7), (0, 1, 2)), (Decimal(8), (0, 2, 2)),
    ]  # fmt: skip


def test_a_table_on_the_next_page_keeps_the_unit_and_its_own_cells() -> None:
    head = ["TT", "Xã", "Số tiền (triệu đồng)"]
    document = tables_of([head, ["1", "An", "5"]], [head, ["2", "Bình", "7"]])
    assert [(f.value, f.cell) for f in figures_of(document)] == [
        (Decimal(5_000_000), (0, 1, 2)), (Decimal(7_000_000), (1, 1, 2)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "reported"),
    [("3.6620.700", True), ("1.200.00", True), ("12.345.6789", True),
     ("12.345", False), ("5.3.2024", False), ("1.2.3", False), ("12", False)],
)  # fmt: skip
def test_digits_of_a_cell_that_make_no_number(cell: str, reported: bool) -> None:
    text = f"Đơn vị: đồng ⏎ | TT | Xã | Số tiền | ⏎ | 1 | An | {cell} | ⏎ | 2 | Bình | 500 |"
    facts = facts_of(text)
    assert bool(facts.malformed) is reported
    assert [f.rule for f in facts.findings] == ["malformed_number"] * reported
    assert len(facts.statistics) == 1 + (cell in ("12.345", "12"))
