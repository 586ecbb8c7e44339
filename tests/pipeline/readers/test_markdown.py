from __future__ import annotations

from pathlib import Path

import pytest

from extractors.model import BlockKind, Document
from pipeline.readers import read
from pipeline.readers.markdown import read_markdown, read_plain

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
LETTERHEAD = """|
**ỦY BAN NHÂN
DÂN **
TỈNH HẬU SƠN
--------
|
**CỘNG HÒA XÃ
HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số:
21/UBND-VX
V/v triển khai Nghị quyết số
15 của Hội đồng nhân dân
Tỉnh về giáo dục
|
*Hậu
Sơn, ngày 09 tháng 5 năm 2024*
|


"""
SIGNATURE = """
|
Nơi nhận:
- Như trên;
- Các xã: An Bình, Hà
Thanh, Mỹ Lộc;
- Lưu: VT.
|
**KT. CHỦ TỊCH**
PHÓ CHỦ TỊCH
Trần Văn Mẫu
|


** **
"""


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def markdown(source: str) -> list[str]:
    return texts(read_markdown(source, "a.md"))


def plain(source: str) -> list[str]:
    return texts(read_plain(source, "a.txt"))


def test_a_letterhead_of_bars_gives_a_field_a_block() -> None:
    document = read_markdown(LETTERHEAD + "Kính gửi: Các sở.\n" + SIGNATURE, "a.md")
    assert texts(document) == [
        "ỦY BAN NHÂN DÂN", "TỈNH HẬU SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 21/UBND-VX",
        "V/v triển khai Nghị quyết số 15 của Hội đồng nhân dân Tỉnh về giáo dục",
        "Hậu Sơn, ngày 09 tháng 5 năm 2024", "Kính gửi: Các sở.", "Nơi nhận:", "- Như trên;",
        "- Các xã: An Bình, Hà Thanh, Mỹ Lộc;", "- Lưu: VT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu",
    ]  # fmt: skip
    assert [(t.rows, t.columns, t.layout) for t in document.tables] == [(2, 2, True), (1, 2, True)]


def grid(source: str) -> list[tuple[int, int, int, str]]:
    document = read_markdown(source, "a.md")
    (table,) = document.tables
    return [(c.row, c.column, c.columns, document.text[c.start : c.end]) for c in table.cells]


def test_bars_alone_on_their_lines_make_rows_with_empty_and_merged_cells() -> None:
    rows = (
        ["STT", "Nội dung", "Đơn vị", "Thời hạn"],
        ["A. Cấp tỉnh"],
        ["1.", "Xây dựng\nkế hoạch", "", "Quý I"],
        ["2.", "Họp", "Sở Y tế", ""],
    )
    source = "".join("|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)
    assert grid(source + "\nĐoạn sau.") == [
        (0, 0, 1, "STT"), (0, 1, 1, "Nội dung"), (0, 2, 1, "Đơn vị"), (0, 3, 1, "Thời hạn"),
        (1, 0, 4, "A. Cấp tỉnh"),
        (2, 0, 1, "1."), (2, 1, 1, "Xây dựng kế hoạch"), (2, 2, 1, ""), (2, 3, 1, "Quý I"),
        (3, 0, 1, "2."), (3, 1, 1, "Họp"), (3, 2, 1, "Sở Y tế"), (3, 3, 1, ""),
    ]  # fmt: skip


def test_a_cell_keeps_its_list_items_apart() -> None:
    found = markdown("|\nHồ sơ\n|\n- Đơn đề nghị theo\nmẫu;\n- Bản sao\n|\n")
    assert found == ["Hồ sơ", "- Đơn đề nghị theo mẫu;", "- Bản sao"]


def test_a_pipe_table_has_its_cells() -> None:
    assert grid("| Xã | Số \\| lượng |\n|:---|---:|\n| **A** | 12<br>13 |\n| B |  |\n") == [
        (0, 0, 1, "Xã"), (0, 1, 1, "Số | lượng"), (1, 0, 1, "A"), (1, 1, 1, "12 13"),
        (2, 0, 1, "B"), (2, 1, 1, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("**Điều 1. **Duyệt *(kèm theo)* đề án _số_ ***một***.", ["Điều 1. Duyệt (kèm theo) đề án số một."]),
        ("(*) Ghi chú: 3 * 4 = 12, tệp ten_file_moi.doc", ["(*) Ghi chú: 3 * 4 = 12, tệp ten_file_moi.doc"]),
        ("Cột (7)=(6)/(3)*100 và 5=4/3*100, **đậm**", ["Cột (7)=(6)/(3)*100 và 5=4/3*100, đậm"]),
        ("Cột 5=4/3*100 [xem](a)", ["Cột 5=4/3*100 xem"]),
        ("1\\. Mục \\*đích\\*", ["1. Mục *đích*"]),
        ("Xem [Quyết định 15](http://x.vn/a_(1)) và ![ảnh](a.png) kèm", ["Xem Quyết định 15 và kèm"]),
        ("Họ tên: ________ ngày", ["Họ tên: ________ ngày"]),
        ("A &amp; B&nbsp;C <b>đậm</b>", ["A & B C đậm"]),
        ("đoạn một\nnối tiếp\n\nĐoạn hai.", ["đoạn một nối tiếp", "Đoạn hai."]),
        ("Nội dung:\n- Một;\n- Hai;\n+ Con;\n* Ba", ["Nội dung:", "- Một;", "- Hai;", "+ Con;", "- Ba"]),
        ("giai đoạn 2021\n- 2030 của tỉnh", ["giai đoạn 2021 - 2030 của tỉnh"]),
        ("theo quy định tại khoản\n1. Điều này", ["theo quy định tại khoản 1. Điều này"]),
        ("**Công tác năm 2021**  \n(số liệu đến 15/11)", ["Công tác năm 2021", "(số liệu đến 15/11)"]),
        ("Trên\n-----\nDưới\n\n____\n\n***", ["Trên", "Dưới"]),
        ("Công văn số 06/VPUBND-\nKSTTHC", ["Công văn số 06/VPUBND-KSTTHC"]),
        ("```\nmột dòng\n```", ["một dòng"]),
        ("> trích dẫn\n> tiếp", ["trích dẫn tiếp"]),
    ],
)
def test_marks_are_stripped_and_wrapped_lines_joined(source: str, found: list[str]) -> None:
    assert markdown(source) == found


def test_headings_are_told_by_marks_bold_and_capitals() -> None:
    document = read_markdown("## **BÁO CÁO**\n\n**1. Mục\nđích**\n\nĐoạn **đậm** thường.\n\nKẾT LUẬN", "a.md")
    assert texts(document) == ["BÁO CÁO", "1. Mục đích", "Đoạn đậm thường.", "KẾT LUẬN"]
    assert [b.kind.value for b in document.blocks] == ["heading", "heading", "paragraph", "heading"]


def test_footnotes_follow_the_paragraph_or_table_that_marks_them() -> None:
    document = read_markdown(
        "Đã ban hành văn bản[^1] và báo cáo[^b].\n\nĐoạn sau.\n\n| A[^2] | B |\n|--|--|\n\nCuối.\n\n"
        "[^1]: Công văn số 11/SNV-TH\n    ngày 02/3.\n[^2]: Trong bảng.\n[^b]: Báo cáo số 4.\n",
        "a.md",
    )
    assert texts(document) == [
        "Đã ban hành văn bản và báo cáo.", "Công văn số 11/SNV-TH ngày 02/3.", "Báo cáo số 4.", "Đoạn sau.",
        "A", "B", "Trong bảng.", "Cuối.",
    ]  # fmt: skip
    assert [i for i, b in enumerate(document.blocks) if b.kind is BlockKind.FOOTNOTE] == [1, 2, 6]


def test_a_note_printed_at_the_end_is_a_footnote() -> None:
    document = read_markdown("Đã ban hành[1].\n\n[1] Công văn số 11/SNV-TH.\n\n[Phụ lục] kèm theo.", "a.md")
    assert [b.kind.value for b in document.blocks] == ["paragraph", "footnote", "paragraph"]


LONG = "Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh về cải cách hành chính năm"


@pytest.mark.parametrize("parse", [markdown, plain])
@pytest.mark.parametrize(
    ("between", "after", "joined"),
    [
        ("\n\n", "2021, đơn vị đã ban hành kế hoạch.", True),
        ("\n\n", "và đã hoàn thành.", True),
        ("\n\n2\n\n", "2021, đơn vị đã ban hành kế hoạch.", True),
        ("\n\n- 2 -\n\n", "qua, đơn vị đã làm.", True),
        ("\n\n3\n\n", "Đồng Tháp đã ban hành.", True),
        ("\n\n", "Đơn vị đã ban hành kế hoạch.", False),
        ("\n\n", "a) thuộc mục trên.", False),
        (".\n\n", "2021, đơn vị đã ban hành.", False),
    ],
)
def test_a_sentence_cut_by_a_page_is_mended(parse: object, between: str, after: str, joined: bool) -> None:
    found = parse(LONG + between + after)  # type: ignore[operator]
    assert (found == [f"{LONG} {after}"]) is joined
    assert found[-1].endswith(after)


def test_a_number_between_whole_sentences_stays() -> None:
    assert markdown("Đã xong.\n\n15\n\nTiếp theo.") == ["Đã xong.", "15", "Tiếp theo."]


def test_form_feeds_count_pages_and_drop_their_numbers() -> None:
    document = read_plain(f"Trang đầu.\n{LONG}\n\f2\n\n2021, đơn vị báo cáo.\n\f3\nTrang ba.\n\f", "a.txt")
    assert document.pages == 3
    assert texts(document) == ["Trang đầu.", f"{LONG} 2021, đơn vị báo cáo.", "Trang ba."]
    assert [block.page for block in document.blocks] == [1, 1, 3]
    assert document.page_at(document.text.index("2021, đơn")) == 2


PLAIN = """\
  UBND TỈNH HẬU SƠN                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KHOA HỌC VÀ CÔNG NGHỆ                        Độc lập - Tự do - Hạnh phúc
     -------                                     --------------------

  Số:     /BC-SKHCN                       Hậu Sơn, ngày 12 tháng 5 năm 2024

                                BÁO CÁO
              Kết quả công tác quý I năm 2024

I. KẾT QUẢ
1. Về tổ chức
Đơn vị đã ban hành Công văn số 06/SKHCN-VP ngày 03/02/2024 về việc tăng cường
kỷ luật, kỷ cương.
- Tổ chức 02 lớp tập huấn;
- Kiểm tra 05 phòng.
Trong quý không có vướng mắc.
Các phòng báo cáo đúng hạn.

Nơi nhận:                                      KT. GIÁM ĐỐC
- UBND tỉnh;                                   PHÓ GIÁM ĐỐC
- Lưu: VT.

                                               Lê Văn Thử
"""


def test_plain_text_set_with_blanks_is_read_by_columns_and_paragraphs() -> None:
    document = read_plain(PLAIN, "a.txt")
    assert texts(document) == [
        "UBND TỈNH HẬU SƠN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: /BC-SKHCN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Hậu Sơn, ngày 12 tháng 5 năm 2024", "BÁO CÁO",
        "Kết quả công tác quý I năm 2024", "I. KẾT QUẢ", "1. Về tổ chức",
        "Đơn vị đã ban hành Công văn số 06/SKHCN-VP ngày 03/02/2024 về việc tăng cường kỷ luật, kỷ cương.",
        "- Tổ chức 02 lớp tập huấn;", "- Kiểm tra 05 phòng.", "Trong quý không có vướng mắc.",
        "Các phòng báo cáo đúng hạn.", "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC", "Lê Văn Thử",
    ]  # fmt: skip
    assert document.blocks[10].section == ("I", "1")


def test_a_paragraph_a_line_stays_a_paragraph() -> None:
    long = ", ".join(["Đơn vị đã triển khai đầy đủ các nhiệm vụ được giao trong năm"] * 4) + "."
    assert plain(f"Mở đầu\n{long}\nĐoạn hai ngắn\nĐoạn ba.")[1:] == [long, "Đoạn hai ngắn", "Đoạn ba."]


SCRAPS = ["|", "|\n|\n|", "**", "|\nmột\n", "[^1]:", "#", "\f", "| |\n", "\\", "- ", "|\n\n\n"]


@pytest.mark.parametrize("source", SCRAPS)
def test_scraps_are_read_without_a_fall(source: str) -> None:
    document = read_markdown(source, "a.md")
    assert document.text == "".join(document.text.splitlines(keepends=True)).strip()


def test_every_bulk_file_has_its_letterhead_first() -> None:
    files = sorted((SHARED / "corpus-bulk").glob("*.md"))
    if not files:
        pytest.skip("the shared corpus is not here")
    wrong = []
    for path in files:
        document = read(path, path.name)
        head = document.text[:600]
        if "CỘNG H" not in head or "\nSố" not in head.replace("Luật s", "\nS").replace(" Số", "\nSố"):
            wrong.append(path.name)
        assert "\n|\n" not in document.text and "**" not in document.text.replace("(**)", "")
        assert [b.start for b in document.blocks] == sorted(b.start for b in document.blocks)
    assert len(wrong) <= len(files) // 50


def test_an_article_whose_number_wraps_inside_its_bold_run_is_one_heading() -> None:
    document = read_markdown("**Điều\n10. Tương tác với nền tảng**\n\nNội dung của điều này.\n", "a.md")
    assert [(b.section, document.text[b.start : b.end]) for b in document.blocks] == [
        (("Điều 10",), "Điều 10. Tương tác với nền tảng"),
        (("Điều 10",), "Nội dung của điều này."),
    ]
