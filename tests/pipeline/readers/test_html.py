from __future__ import annotations

from pathlib import Path

import pytest

from extractors.model import BlockKind, Document
from pipeline.readers.html import read_html

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
HEAD = (
    "<table border='0'><tr><td><p><b>UBND TỈNH HẬU SƠN</b></p><p><b>SỞ Y TẾ</b><br>-------</p>"
    "<p>Số: 31/SYT-NVY</p></td>"
    "<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br/><b>Độc lập - Tự do - Hạnh phúc</b></p>"
    "<p><i>Hậu Sơn, ngày 04 tháng 3 năm 2024</i></p></td></tr></table>"
)
MENU = "".join(f"<li><a href='/{n}'>Văn bản chỉ đạo điều hành số {n} của tỉnh</a></li>" for n in range(60))


def read(body: str) -> Document:
    page = f"<html><head><title>Cổng</title></head><body>{body}</body></html>"
    return read_html(page, "a.html")


def blocks(body: str) -> list[str]:
    document = read(body)
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    "frame",
    [
        "<nav><ul>{menu}</ul></nav><div id=x>{letter}</div>",
        "<div><ul>{menu}</ul></div><div><div><div>{letter}</div></div></div><div>Bản quyền</div>",
        "<table><tr><td><ul>{menu}</ul></td><td>{letter}</td></tr></table>",
        "<form><div>{letter}</div><div><ul>{menu}</ul></div></form>",
        "<div role='navigation'>Trang chủ</div><script>var a = 'Căn cứ'</script>"
        "<div style='display:none'>Ẩn</div>{letter}",
    ],
)
def test_the_document_is_found_among_the_menus(frame: str) -> None:
    letter = HEAD + "<p>Kính gửi: Các bệnh viện.</p><p>Căn cứ Kế hoạch số 5/KH-SYT, đề nghị báo cáo.</p>"
    assert blocks(frame.format(menu=MENU, letter=letter)) == [
        "UBND TỈNH HẬU SƠN", "SỞ Y TẾ", "Số: 31/SYT-NVY", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Hậu Sơn, ngày 04 tháng 3 năm 2024",
        "Kính gửi: Các bệnh viện.", "Căn cứ Kế hoạch số 5/KH-SYT, đề nghị báo cáo.",
    ]  # fmt: skip


def test_the_letterhead_is_layout_and_a_figure_table_is_not() -> None:
    figures = "<table><tr><th>Xã</th><th>Số hồ sơ</th></tr><tr><td>A</td><td>12</td></tr></table>"
    document = read(HEAD + figures)
    assert [table.layout for table in document.tables] == [True, False]


def test_spans_place_the_cells() -> None:
    table = read(
        "<p>Bảng</p><table><tr><td rowspan=2>STT</td><td colspan='2'>Kết quả</td></tr>"
        "<tr><td>Số</td><td>%</td></tr><tr><td>1</td><td>15</td><td>75</td></tr></table>"
    ).tables[0]
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<ol><li>Một<li>Hai</ol>", ["1. Một", "2. Hai"]),
        ("<ol start=3 type=a><li>Ba</li><li value=9>Chín</li></ol>", ["c. Ba", "i. Chín"]),
        ("<ol type='I'><li>Phần</li></ol><ul><li>Gạch<ul><li>Con</li></ul></li></ul>",
         ["I. Phần", "- Gạch", "- Con"]),
        ("<ul><li>- Đã có gạch</li></ul><ol><li>1. Đã có số</li></ol>", ["- Đã có gạch", "1. Đã có số"]),
        ("<ul style='list-style: none'><li>Không nhãn</li></ul>", ["Không nhãn"]),
        ("<p>Diện tích 12 m<sup>2</sup> theo báo cáo<sup>2</sup> của xã<sup><a href='#f1'>[1]</a></sup>.</p>",
         ["Diện tích 12 m2 theo báo cáo của xã."]),
        ("<p>số&nbsp;15/QĐ&#8209;UBND\n  ngày <b>02/3</b>/2024</p>", ["số 15/QĐ-UBND ngày 02/3/2024"]),
        ("<div>Một.<br>Hai.<br><br>3. Ba</div>", ["Một.", "Hai.", "3. Ba"]),
        ("<div>theo Công văn số 06/VP-<br>TH của xã</div>", ["theo Công văn số 06/VP-TH của xã"]),
        ("Chữ trần <p>Đoạn</p> chữ cuối", ["Chữ trần", "Đoạn", "chữ cuối"]),
        ("<pre>Dòng một.\nDòng hai.</pre>", ["Dòng một.", "Dòng hai."]),
        ("<table><tr><td><p>Một ô</p></td></tr></table>", ["Một ô"]),
        ("<span><p>Đoạn trong span</p></span>", ["Đoạn trong span"]),
        ("", []),
    ],
)  # fmt: skip
def test_markup_becomes_words(body: str, found: list[str]) -> None:
    assert blocks(body) == found


def test_headings_and_bold_titles_are_headings() -> None:
    document = read("<h2>Kết quả chung</h2><p><b>Tồn tại</b></p><p><b>Lưu ý:</b> còn chậm.</p>")
    assert [b.kind for b in document.blocks] == [BlockKind.HEADING, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_nothing_but_hidden_text_is_read_all_the_same() -> None:
    assert blocks("<div hidden><p>Căn cứ Luật Đất đai;</p></div>") == ["Căn cứ Luật Đất đai;"]


def test_a_page_nested_beyond_reason_is_read() -> None:
    assert "đáy" in read("<div>" * 3000 + "đáy" + "</div>" * 3000).text


def test_a_page_of_the_national_law_database_gives_the_decree_alone() -> None:
    path = SHARED / "corpus" / "nghi-dinh-07-2025-cp.html"
    if not path.exists():
        pytest.skip("the shared corpus is not here")
    document = read_html(path.read_text(encoding="utf-8"), path.name)
    assert document.text.startswith("CHÍNH PHỦ\nSố: 07/")
    assert "PHÓ THỦ TƯỚNG" in document.text[-60:]
    assert not any(word in document.text for word in ("Lược đồ", "Tải về", "Hiển thị"))
    assert document.text.count("\nĐiều 5. Điều khoản thi hành") == 1
