from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clauses import clause


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9/QĐ-UBND; hết.",
            "Quyết định số 9/QĐ-UBND",
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9/QĐ-UBND",
        ),
        (
            "2. Các quyết định sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\n"
            "a) Quyết định số 1/QĐ-UBND ngày 1/2/2018;\nb) Quyết định số 2/QĐ-UBND ngày 1/3/2019.",
            "Quyết định số 2/QĐ-UBND ngày 1/3/2019",
            "Các quyết định sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực: … "
            "b) Quyết định số 2/QĐ-UBND ngày 1/3/2019.",
        ),
        (
            "Bãi bỏ các văn bản:\n- Chỉ thị số 5/CT-UBND;",
            "Chỉ thị số 5/CT-UBND",
            "Bãi bỏ các văn bản: - Chỉ thị số 5/CT-UBND",
        ),
        (
            "Căn cứ Luật Lưu trữ năm 2024; Nghị định số 30/2020/NĐ-CP về công tác văn thư;",
            "Nghị định số 30/2020/NĐ-CP",
            "Căn cứ Luật Lưu trữ năm 2024; Nghị định số 30/2020/NĐ-CP về công tác văn thư",
        ),
        (
            "Xét đề nghị. Căn cứ Luật Lưu trữ năm 2024; Luật Thư viện năm 2019; Luật Đất đai năm 2024; "
            "Nghị định số 30/2020/NĐ-CP",
            "Nghị định số 30/2020/NĐ-CP",
            "Căn cứ Luật Lưu trữ năm 2024; Luật Thư viện năm … Nghị định số 30/2020/NĐ-CP",
        ),
        (
            "Nơi nhận:\n- Như trên;\nPHỤ LỤC\nQuyết định số 112/QĐ-UBND",
            "Quyết định số 112/QĐ-UBND",
            "Quyết định số 112/QĐ-UBND",
        ),
        (
            "1. Sở Nội vụ:\na) Bãi bỏ các văn bản cũ;\n2. Sở Y tế thay thế Kế hoạch số 7/KH-SYT.",
            "Sở Y tế thay thế Kế hoạch số 7/KH-SYT",
            "2. Sở Y tế thay thế Kế hoạch số 7/KH-SYT.",
        ),
        ("Kế hoạch số 7/KH-SCT", "Kế hoạch số 7/KH-SCT", "Kế hoạch số 7/KH-SCT"),
        ("Xem\nTheo  Kế hoạch số 7/KH-SCT\nvà nay", "Kế hoạch số 7/KH-SCT", "Theo Kế hoạch số 7/KH-SCT"),
    ],
)
def test_the_clause_holds_the_cue(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert clause(text, start, start + len(words)) == expected


def test_a_long_clause_is_cut_at_words() -> None:
    text = "tổ chức " * 80 + "thực hiện Kế hoạch số 7/KH-SCT " + "trên địa bàn " * 40
    start = text.index("Kế hoạch")
    shown = clause(text, start, start + len("Kế hoạch số 7/KH-SCT"))
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "thực hiện Kế hoạch số 7/KH-SCT trên" in shown
    assert set(shown.split()) <= set(text.split()) | {"…"}
    assert len(shown) < 320


@given(st.text(alphabet="aă;.:\n) -…", max_size=300), st.integers(0, 300), st.integers(0, 40))
def test_any_span_is_in_its_clause(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    shown = clause(text, start, end)
    assert "\n" not in shown
    assert " ".join(text[start:end].split()) in shown
