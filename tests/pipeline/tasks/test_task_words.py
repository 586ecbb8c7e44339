from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.rulebook import load_rules
from pipeline.tasks.likeness import UNLIKE, Weights, clash, differ, likeness
from pipeline.tasks.words import Lexicon

RULES = load_rules()
ROWS = RULES.tables["task_plain_words"]


@pytest.mark.parametrize("row", ROWS, ids=[row["words"] for row in ROWS])
def test_plain_words_do_as_their_example_says(row: Mapping[str, str]) -> None:
    lexicon = Lexicon(RULES)
    one, *other = (lexicon.read(part).words for part in row["example"].split(" ⏎ "))
    if row["kind"] == "empty":
        assert [one] == other
    else:
        assert one[-1] in lexicon.common and len(one) == 4


def test_no_plain_word_is_there_twice_or_of_another_kind() -> None:
    assert len({row["words"] for row in ROWS}) == len(ROWS)
    assert {row["kind"] for row in ROWS} == {"empty", "common"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đóng tàu, hoàn thành trước ngày 30/9/2025", "Đóng tàu, hoàn thành trước ngày 31/12/2026"),
        ("Đóng tàu xong trong quý II/2025", "Đóng tàu xong trong quý III/2025"),
        ("Đóng 05 tàu", "Đóng tàu"),
        ("Đóng tàu đến năm 2030", "Đóng tàu"),
        ("Tàu tại xã Bến Lau", "Tàu tại tỉnh Hòa An"),
        ("Theo Nghị quyết số 21-NQ/TU", "Theo Kế hoạch số 34/KH-UBND"),
        ("Giai đoạn 2021 - 2025", "Năm 2025"),
        ("Thực hiện Chỉ thị 11", "Thực hiện Chỉ thị số 11-CT/TU"),
    ],
)
def test_marks_that_tell_nothing_apart(one: str, other: str) -> None:
    lexicon = Lexicon(RULES)
    assert not differ(lexicon.read(one), lexicon.read(other), counts=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đóng tàu năm 2025", "Đóng tàu năm 2026"),
        ("Báo cáo tháng 7", "Báo cáo tháng 8"),
        ("Báo cáo 6 tháng", "Báo cáo 9 tháng"),
        ("Báo cáo quý I", "Báo cáo quý IV"),
        ("Nghiệm thu đợt 1", "Nghiệm thu đợt 2"),
        ("Tàu tại xã Bến Lau", "Tàu tại xã Nậm Thia"),
        ("Xây chợ Bến Lau", "Xây chợ Nậm Thia"),
        ("Theo Nghị quyết số 21-NQ/TU", "Theo Nghị quyết số 34-NQ/TU"),
        ("Giai đoạn 2021 - 2025", "Giai đoạn 2026 - 2030"),
        ("Thực hiện Chỉ thị 11", "Thực hiện Chỉ thị 12"),
    ],
)
def test_marks_that_tell_two_things_apart(one: str, other: str) -> None:
    lexicon = Lexicon(RULES)
    assert differ(lexicon.read(one), lexicon.read(other), counts=False)


def test_a_quantity_tells_assignments_apart_but_not_results() -> None:
    lexicon = Lexicon(RULES)
    one, other = lexicon.read("Kiểm định 05 cầu treo"), lexicon.read("Kiểm định 12 cầu treo")
    assert differ(one, other, counts=True) and not differ(one, other, counts=False)


def test_a_month_stays_where_it_is_not_the_deadline() -> None:
    lexicon = Lexicon(RULES)
    words = "Tổng hợp sản lượng muối hạt trong tháng 7"
    assert lexicon.read(words, deadline="2025-08-05").marks != ()
    assert lexicon.read(words, deadline="2025-07").marks == ()


def test_bodies_and_purposes_are_left_out() -> None:
    lexicon = Lexicon(RULES)
    plain = lexicon.read("Nạo vét luồng lạch cửa biển")
    full = lexicon.read(
        "Giao Sở Xây dựng nạo vét luồng lạch cửa biển nhằm bảo vệ ngư dân", ["Giao Sở Xây dựng tỉnh Hòa An"]
    )
    assert [word for word in full.words if word >= 0] == list(plain.words)


def test_rare_words_weigh_more_and_replaced_words_clash() -> None:
    lexicon = Lexicon(RULES)
    common = [lexicon.read(f"Nạo vét kênh mương thôn {name}") for name in ("Một", "Hai", "Ba", "Tư") * 30]
    weights = Weights(common, lexicon.common)
    one = lexicon.read("Nạo vét kênh mương bằng xáng cạp")
    other = lexicon.read("Nạo vét kênh mương bằng thuốc nổ")
    dredger, canal = one.words[-1], one.words[0]
    assert weights.word(dredger) > 2 * weights.word(canal)
    assert clash(one, other, weights) > 1
    assert likeness(one, other, weights).covers < 0.5
    assert likeness(one, lexicon.read("Đóng tàu vỏ thép"), weights) == UNLIKE
    same = likeness(one, one, weights)
    assert (same.covers, same.covered, same.heads) == (1.0, 1.0, True)
    assert clash(one, one, weights) == 0.0
