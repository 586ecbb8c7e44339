r"""RTF written by hand: what Word puts down for letters, labels, notes, tables and boxes."""

from __future__ import annotations

import pytest

from extractors.model import BlockKind, Document
from pipeline.readers import read_bytes
from pipeline.readers.rtf import CUT_OFF, read_rtf

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset163 Arial;}{\f2\fcharset2 Symbol;}"
    r"{\f3\fcharset0 .VnTime;}{\f4\fcharset0 .VnTimeH;}}"
)


def made(body: str) -> Document:
    return read_rtf((r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + "}").encode("latin-1"), "a.rtf")


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"K\u7871? ho\u7841?ch", "Kế hoạch"),
        (r"\uc2 K\u7871\'65\'3f ho\u7841??ch", "Kế hoạch"),
        (r"\uc0 K\u7871  ho\u7841 ch", "Kế hoạch"),
        (r"\u-10179?\u-9216?", "\U0001f400"),
        (r"\'d0\'e0 n\'e3ng", "Đà nãng"),
        (r"L\ldblquote A\rdblquote\endash B\~C\_D", "L“A”–B C-D"),
        (r"a{\v \'1n}b{\deleted c}d", "abd"),
        (r"a\line b\tab c", "a b c"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Th\u244?ng t\u432?}}", "Thông tư"),
        (r"a{\*\unknown b{\i c}}d{\pict 0a0b}e", "ade"),
        (r"a\bin3 }}}b", "ab"),
        ("so\r\n\\par\r\nhai", "so\nhai"),
    ],
)
def test_letters_of_every_spelling(body: str, text: str) -> None:
    assert made(body).text == text


def test_bytes_are_letters_of_the_page_of_their_font() -> None:
    vietnamese = "đường ấy".encode("cp1258", "ignore")
    spelt = "".join(f"\\'{byte:02x}" for byte in vietnamese)
    assert made(rf"\f1 {spelt}").text == vietnamese.decode("cp1258")
    assert made(r"{\f0 \'ea}{\f1 \'f0}").text == "êđ"


def test_generated_labels_are_kept() -> None:
    body = (
        r"\pard{\listtext\pard 1.\tab}M\u7897?t\par{\listtext\f2 \'b7\tab}hai\par"
        r"{\*\pn\pnlvlbody{\pntxta .}}{\pntext 3)\tab}ba\par"
    )
    assert blocks(made(body)) == ["1. Một", "- hai", "3) ba"]


def test_a_footnote_follows_the_paragraph_that_marks_it() -> None:
    note = r"{\super\chftn}{\footnote\pard{\super\chftn} Ghi ch\u250?.}"
    body = rf"\pard Theo{note} vi\u7879?c n\u224?y.\par Sau.\par"
    document = made(body)
    assert blocks(document) == ["Theo việc này.", "Ghi chú.", "Sau."]
    assert [block.kind for block in document.blocks][1] is BlockKind.FOOTNOTE


LINES = r"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs"


def row(edges: str, *cells: str) -> str:
    drawn = edges.replace("\\cellx", LINES + "\\cellx")
    held = "".join(rf"{cell}\cell " for cell in cells)
    return rf"\trowd\trleft0{drawn}\pard\intbl {held}\row"


def test_merged_cells_keep_their_place() -> None:
    body = (
        row(r"\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000", "TT", "S\\u7889?", "")
        + row(r"\clvmrg\cellx1000\cellx2000\cellx3010", "", "A", "B")
        + row(r"\cellx1000\cellx3000", "1", "hai")
        + r"\pard Sau\par"
    )
    (table,) = made(body).tables
    text = made(body).text
    cells = [(c.row, c.column, c.rows, c.columns, text[c.start : c.end]) for c in table.cells]
    assert cells == [
        (0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Số"), (1, 1, 1, 1, "A"), (1, 2, 1, 1, "B"), (2, 0, 1, 1, "1"),
        (2, 1, 1, 2, "hai"),
    ]  # fmt: skip
    assert not table.layout
    assert blocks(made(body))[-1] == "Sau"


def test_a_text_box_follows_its_paragraph() -> None:
    body = r"\pard Tr\u432?\u7899?c{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt \pard H\u7897?p\par}}} sau\par"
    assert blocks(made(body)) == ["Trước sau", "Hộp"]


@pytest.mark.parametrize("in_body", [True, False])
def test_the_page_header_is_read_only_for_a_letterhead_the_body_lacks(in_body: bool) -> None:
    country = r"\pard C\u7896?NG H\u210?A X\u195? H\u7896?I CH\u7910? NGH\u296?A VI\u7878?T NAM\par"
    body = (
        r"{\header " + country + r"}{\footer\pard trang\par}" + (country if in_body else "") + r"\pard N\par"
    )
    assert blocks(made(body)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "N"]


def test_outlined_and_bold_lines_are_headings() -> None:
    document = made(
        r"\pard\outlinelevel0 I. M\u7908?C\par\pard{\b \u272?i\u7873?u 1. T\u234?n}\par\pard xong.\par"
    )
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_file_that_is_cut_off_is_read_so_far_and_says_so() -> None:
    data = (r"{\rtf1" + FONTS + r"\pard C\u242?n l\u7841?i\par{\b m\u7845?t").encode()
    document = read_rtf(data, "a.rtf")
    assert (document.text, document.notes) == ("Còn lại\nmất", (CUT_OFF,))


@pytest.mark.parametrize("body", ["{" * 50_000, "}" * 50_000, r"\'", "\\", r"\u", r"\trowd\cellx5\row" * 200])
def test_nonsense_ends(body: str) -> None:
    read_rtf((r"{\rtf1 a" + body).encode(), "a.rtf")


def test_old_letters_come_out_by_the_font_of_their_run() -> None:
    old = "C«ng v¨n vÒ viÖc qu¶n lý rõng cña c¸c x·"
    spelt = "".join(char if char.isascii() else f"\\'{ord(char):02x}" for char in old)
    body = rf"\pard\f3 {spelt}\par\f4 quyÕt ®Þnh\par\f0 xong\par" + rf"\f3 {spelt}.\par" * 3
    data = (r"{\rtf1\ansi" + FONTS + body + "}").encode("latin-1")
    document = read_bytes(data, "a.doc")
    assert document.text.split("\n")[:3] == ["Công văn về việc quản lý rừng của các xã", "QUYẾT ĐỊNH", "xong"]
    assert any("TCVN3" in note for note in document.notes)
