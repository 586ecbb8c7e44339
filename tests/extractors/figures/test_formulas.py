from __future__ import annotations

import pytest

from extractors.figures.column_ids import id_in_head, is_formula_row, is_numbering
from extractors.figures.formulas import column_id, formulas_in, is_formula


def told(words: str) -> list[tuple[str | None, str, str]]:
    """Each formula as column, what is added, what divides: ("5", "+4", "+3")."""
    return [
        (one.id, *("".join(("+" if s > 0 else "-") + i for i, s in terms) for terms in (one.over, one.under)))
        for one in formulas_in(words)
    ]


@pytest.mark.parametrize(
    ("words", "column", "over", "under"),
    [
        ("(3)=(4)+(5)", "3", "+4+5", ""),
        ("(6) = (7)+(8)+ (9)", "6", "+7+8+9", ""),
        ("[5]=[3]-[4]", "5", "+3-4", ""),
        ("12=(5)+(8)−(10)", "12", "+5+8-10", ""),
        ("9=(7+8)", "9", "+7+8", ""),
        ("9=7-(5+6)", "9", "+7-5-6", ""),
        ("c3=c7+c11", "3", "+7+11", ""),
        ("Cột 3 = cột 4 + cột 5", "3", "+4+5", ""),
        ("(1)=(2)+...+(5)", "1", "+2+3+4+5", ""),
        ("3=4+…+8", "3", "+4+5+6+7+8", ""),
        ("3=4+5+…+8", "3", "+4+5+6+7+8", ""),
        ("a=b+c", "a", "+b+c", ""),
        ("6=5a+5b", "6", "+5a+5b", ""),
        ("=4+5", None, "+4+5", ""),
        ("3=4+5", "3", "+4+5", ""),
        ("Tổng số (3=4+5)", "3", "+4+5", ""),
        ("Tổng số (3 = 4 + 5) (ha)", "3", "+4+5", ""),
        ("(7)=(6)/(3)*100", "7", "+6", "+3"),
        ("(5)=(4)*100/(3)", "5", "+4", "+3"),
        ("5=100*4/3", "5", "+4", "+3"),
        ("5=4/3*100%", "5", "+4", "+3"),
        ("(5)=[(4)/(3)]x100%", "5", "+4", "+3"),
        ("5=4:3", "5", "+4", "+3"),
        ("14 = 6 : 5 x 100", "14", "+6", "+5"),
        ("4=3/2%", "4", "+3", "+2"),
        ("Tỷ lệ (%) = (4)/(3)", None, "+4", "+3"),
        ("10=(5+6)/(3+4)", "10", "+5+6", "+3+4"),
        ("(6)=(5-4)/4*100", "6", "+5-4", "+4"),
        ("6=5/4*100-100", "6", "+5-4", "+4"),
        # the stars were taken for marks of Markdown
        ("(5)=(4)100/(3)", "5", "+4", "+3"),
        ("5=4/3100%", "5", "+4", "+3"),
        # a formula, but not one that is worked out here
        ("8=6x7", "8", "", ""),
        ("5=4/3+2", "5", "", ""),
        ("1=2+3+...", "1", "", ""),
    ],
)
def test_formulas(words: str, column: str | None, over: str, under: str) -> None:
    assert told(words) == [(column, over, under)]


def test_two_formulas_of_one_column() -> None:
    assert told("3=4+5=6+7") == [("3", "+4+5", ""), (None, "+6+7", "")]


@pytest.mark.parametrize(
    "words",
    ["", "=", "3=4", "Nt = Nb -", "Điểm (1 = tốt)", "x 100% x 5", "2 + 3", "Năm 2024", "1=(2+3", "5=4/"],
)
def test_words_that_are_no_formula(words: str) -> None:
    assert [one for one in formulas_in(words) if one.over] == []
    assert not is_formula(words)


@pytest.mark.parametrize(
    ("words", "alone"),
    [("(3)=(4)+(5)", True), ("=4+5", True), ("5=4/3*100%", True), ("Tổng (3=4+5)", False),
     ("3=4+5 hộ", False)],
)  # fmt: skip
def test_cells_that_hold_nothing_but_a_formula(words: str, alone: bool) -> None:
    assert is_formula(words) is alone


@pytest.mark.parametrize(
    ("words", "name"),
    [("(5a)", "5a"), ("C5", "5"), ("cột 5", "5"), ("[5]", "5"), ("3=4+5", "3"), ("A", "A"), ("c", "c")],
)
def test_what_formulas_call_a_column(words: str, name: str) -> None:
    assert column_id(words) == name


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["A", "B", "1", "2", "3"], True),
        (["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"], True),
        (["c1", "c2", "c3=c4+c5", "c4", "c5"], True),
        (["1", "2", "5a", "5b", "6=5a+5b"], True),
        (["a", "b", "c"], True),
        (["1", "2", "7=5+6", "5", "6"], True),
        (["a", "c", "b"], False),
        (["x", "x", "x"], False),
        (["1", "12", "5"], False),
        (["15", "16", "17"], False),
        (["1", "2"], False),
    ],
)
def test_rows_that_number_columns(words: list[str], numbers: bool) -> None:
    assert is_numbering(words) is numbers


@pytest.mark.parametrize(
    ("words", "prints"),
    [
        (["", "", "3=4+5", "", ""], True),
        (["Công thức", "", "(3)=(4)+(5)", "", ""], True),
        (["", "", "", "", ""], False),
        (["1", "An", "30", "10", "20"], False),
        (["1", "An", "3=4+5", "nhiều", "20"], False),
    ],
)
def test_rows_that_print_formulas(words: list[str], prints: bool) -> None:
    assert is_formula_row(words) is prints


@pytest.mark.parametrize(
    ("words", "number"),
    [("Nam (4)", "4"), ("4", "4"), ("Nữ (5a)", "5a"), ("Diện tích (ha)", None), ("Nam", None)],
)
def test_the_number_that_a_head_gives_its_column(words: str, number: str | None) -> None:
    assert id_in_head(words) == number
