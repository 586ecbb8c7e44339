from __future__ import annotations

import pytest

from pipeline.readers.plausible import is_possible, plausibility

CLEAN = """ỦY BAN NHÂN DÂN TỈNH HÒA AN
Số: 285/KH-UBND
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư, Ủy ban nhân dân
tỉnh ban hành Kế hoạch như sau: a) Quán triệt, triển khai nghiêm túc; b) Hoàn thành trong quý IV năm 2025."""


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "giếng", "gì", "quyết", "khuỷu", "ngoằn", "Hòa", "hoà", "QUỐC", "285/KH-UBND", "78,7%.", "a)",
     "05/3/2020", "đồng/m2", "(b/c);", "QĐ-TTg", "Đắk", "–", "quý", "thuở", "yếm"],
)  # fmt: skip
def test_what_vietnamese_spells_is_possible(word: str) -> None:
    assert is_possible(word)


@pytest.mark.parametrize(
    "word",
    ["céng", "hoµ", "x·", "QuyÕt", "®ång", "n\u00adíc", "tat", "hoc", "TiNH", "ngi", "kà", "cế", "tòán",
     "wich", "quôn", "Coäng", "b\ufffdn", "ñònh"],
)  # fmt: skip
def test_what_vietnamese_does_not_spell_is_not(word: str) -> None:
    assert not is_possible(word)


def test_clean_text_scores_high_and_old_letters_low() -> None:
    assert plausibility(CLEAN) > 0.98
    assert plausibility("Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc") < 0.5
    assert plausibility("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc") < 0.5


def test_a_text_without_its_marks_is_not_plausible() -> None:
    bare = "Uy ban nhan dan tinh Hoa An ban hanh ke hoach trien khai cong tac van thu nam nay nhu sau " * 3
    assert plausibility(bare) < 0.2


def test_nothing_is_no_vietnamese() -> None:
    assert plausibility("") == 0.0
    assert plausibility(" \n- ____") == 0.0
