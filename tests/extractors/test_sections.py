from __future__ import annotations

import pytest

from extractors.model import BlockKind
from extractors.sections import SectionPath

P, H, L = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM


def walk(*texts: str) -> list[tuple[BlockKind, tuple[str, ...]]]:
    path = SectionPath()
    return [path.enter(P, text) for text in texts]


def test_deeper_labels_open_and_shallower_ones_close() -> None:
    assert walk(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "a) Nâng cao chất lượng phục vụ người dân.",
        "đ) Bảo đảm kinh phí.",
        "2. Yêu cầu",
        "- Triển khai đồng bộ, kịp thời.",
        "II. NHIỆM VỤ",
        "Các phòng tập trung thực hiện những nội dung sau:",
    ) == [
        (H, ("I",)),
        (H, ("I", "1")),
        (L, ("I", "1", "a")),
        (L, ("I", "1", "đ")),
        (H, ("I", "2")),
        (L, ("I", "2")),
        (H, ("II",)),
        (P, ("II",)),
    ]


def test_named_labels_keep_their_word() -> None:
    paths = [path for _, path in walk(
        "Chương II",
        "QUY ĐỊNH CỤ THỂ",
        "Mục 1. TRÌNH TỰ",
        "Điều 5. Tiếp nhận hồ sơ",
        "1. Người nộp hồ sơ gửi trực tiếp hoặc trực tuyến.",
        "a) Trực tiếp tại bộ phận một cửa;",
        "Điều 6. Trả kết quả",
        "Chương III",
    )]  # fmt: skip
    assert paths == [
        ("Chương II",),
        ("Chương II",),
        ("Chương II", "Mục 1"),
        ("Chương II", "Mục 1", "Điều 5"),
        ("Chương II", "Mục 1", "Điều 5", "1"),
        ("Chương II", "Mục 1", "Điều 5", "1", "a"),
        ("Chương II", "Mục 1", "Điều 6"),
        ("Chương III",),
    ]


def test_dotted_numbers_nest() -> None:
    paths = [path for _, path in walk("1. Kết quả", "1.1. Về tổ chức", "1.2 Về tài chính", "2. Tồn tại")]
    assert paths == [("1",), ("1", "1.1"), ("1", "1.2"), ("2",)]


def test_an_attached_text_leaves_the_articles_of_its_carrier() -> None:
    paths = [path for _, path in walk(
        "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành.",
        "QUY CHẾ LÀM VIỆC",
        "(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 02 tháng 3 năm 2024)",
        "Phụ lục I",
        "(Kèm theo Kế hoạch số 16/KH-UBND)",
        "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ",
        "PHỤ LỤC kèm theo gồm 03 biểu",
    )]  # fmt: skip
    annex = ("Phụ lục",)
    assert paths == [("Điều 3",), ("Điều 3",), (), ("Phụ lục I",), ("Phụ lục I",), annex, annex]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BÁO CÁO", H),
        ("Phụ lục II", H),
        ("3. Về kiểm tra", H),
        ("3. Các phòng đã kiểm tra 12 đơn vị, trong đó có 02 đơn vị chưa đạt yêu cầu;", L),
        ("+ Cấp xã: 12 hồ sơ.", L),
        ("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", P),
        ("Trong năm, đơn vị đã tiếp nhận 120 hồ sơ.", P),
    ],
)
def test_titles_are_headings_and_sentences_are_items(text: str, kind: BlockKind) -> None:
    assert SectionPath().enter(P, text)[0] is kind


@pytest.mark.parametrize(
    "text",
    [
        "1.500 hồ sơ đã được giải quyết.",
        "12/KH-UBND ngày 02/3/2024",
        "Điều 5 Nghị định này áp dụng cho cấp xã",
        "Mục 1 của báo cáo này nêu rõ",
        "Phụ lục I kèm theo báo cáo",
        "Vì vậy, đề nghị các đơn vị",
        "15.3.2024 là hạn cuối",
        "INAX là tên thương hiệu",
    ],
)
def test_what_only_looks_like_a_label_opens_no_section(text: str) -> None:
    assert SectionPath().enter(P, text)[1] == ()


@pytest.mark.parametrize("kind", [BlockKind.CELL, BlockKind.FOOTNOTE])
def test_cells_and_footnotes_open_no_section(kind: BlockKind) -> None:
    path = SectionPath()
    path.enter(P, "II. KẾT QUẢ")
    assert path.enter(kind, "1. Sở Nội vụ") == (kind, ("II",))
