"""OpenDocument written by hand: the XML of LibreOffice for lists, notes, tables, boxes and page headers."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.model import BlockKind, Document
from pipeline.errors import UnreadableFileError
from pipeline.readers import read_bytes
from pipeline.readers.odt import read_odt

NS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{prefix}="{NS}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
    )
)  # fmt: skip
STYLES = """
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
 <text:list-level-style-number text:level="2" style:num-suffix=")" style:num-format="a"/>
 <text:list-level-style-bullet text:level="3" text:bullet-char="•"/>
</text:list-style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="C" style:family="table-cell">
 <style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>
<style:style style:name="V" style:family="text">
 <style:text-properties style:font-name=".VnTimeH"/></style:style>
"""


def packed(body: str, styles: str = "", manifest: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        if styles:
            package.writestr(
                "styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>"
            )
        if manifest:
            package.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def made(body: str, styles: str = "") -> Document:
    return read_odt(packed(body, styles), "a.odt")


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_white_space_and_spans_are_the_words_on_paper() -> None:
    body = p("Kế\n hoạch<text:s text:c='1'/><text:span text:style-name='B'>số</text:span><text:tab/>5")
    assert made(body).text == "Kế hoạch số 5"
    assert made(p("a<text:line-break/>b<text:span text:style-name='H'>ẩn</text:span>")).text == "a b"


def item(*parts: str, start: str = "") -> str:
    return f"<text:list-item{start}>{''.join(parts)}</text:list-item>"


def listed(*items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L"{more}>{"".join(items)}</text:list>'


def test_labels_count_nest_and_reset() -> None:
    inner = "<text:list>" + item(p("x")) + item(p("y")) + "</text:list>"
    body = (
        listed(item(p("một"), inner), item(p("hai"), inner), item(p("năm"), start=' text:start-value="5"'))
        + p("giữa")
        + listed(item(p("sáu")), more=' text:continue-numbering="true"')
        + listed(item(p("lại")))
    )
    assert blocks(made(body)) == [
        "1. một", "a) x", "b) y", "2. hai", "a) x", "b) y", "5. năm", "giữa", "6. sáu", "1. lại",
    ]  # fmt: skip


def test_a_note_follows_the_paragraph_that_marks_it() -> None:
    body = f"<text:note-body>{p('Ghi chú.')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    document = made(p(f"Theo{note} đó.") + p("Sau."))
    assert blocks(document) == ["Theo đó.", "Ghi chú.", "Sau."]
    assert document.blocks[1].kind is BlockKind.FOOTNOTE


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell table:style-name="C"{more}>{p(text)}</table:table-cell>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{cells}</table:table-row>"


def test_merged_and_repeated_cells_keep_their_place() -> None:
    covered = "<table:covered-table-cell/>"
    down, across = ' table:number-rows-spanned="2"', ' table:number-columns-spanned="2"'
    head = row(cell("TT", down) + cell("Số", across) + covered)
    again = row(cell("c", ' table:number-columns-repeated="3"'), ' table:number-rows-repeated="2"')
    rest = row("<table:table-cell/>", ' table:number-rows-repeated="1000000"')
    body = (
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>"
        f"{row(covered + cell('A') + cell('B'))}{again}{rest}</table:table>"
    )
    document = made(body)
    (table,) = document.tables
    cells = [(c.row, c.column, c.rows, c.columns, document.text[c.start : c.end]) for c in table.cells]
    assert cells[:4] == [(0, 0, 2, 1, "TT"), (0, 1, 1, 2, "Số"), (1, 1, 1, 1, "A"), (1, 2, 1, 1, "B")]
    assert [one[4] for one in cells[4:10]] == ["c"] * 6
    assert table.rows <= 5 and not table.layout


def test_a_text_box_follows_its_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('Hộp')}</draw:text-box></draw:frame>"
    assert blocks(made(p(f"Trước{box} sau"))) == ["Trước sau", "Hộp"]


def test_deleted_words_are_left_out() -> None:
    tracked = f"<text:tracked-changes>{p('đã xóa')}</text:tracked-changes>"
    assert blocks(made(tracked + p("còn<office:annotation><text:p>x</text:p></office:annotation>"))) == [
        "còn"
    ]


@pytest.mark.parametrize("in_body", [True, False])
def test_the_page_header_is_read_only_for_a_letterhead_the_body_lacks(in_body: bool) -> None:
    country = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    styles = (
        f"<office:master-styles><style:master-page><style:header>{country}</style:header>"
        f"<style:footer>{p('trang')}</style:footer></style:master-page></office:master-styles>"
    )
    document = made((country if in_body else "") + p("N"), styles)
    assert blocks(document) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "N"]


def test_headings_are_headings() -> None:
    document = made('<text:h text:outline-level="1">I. MỤC</text:h>' + p("xong."))
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_old_letters_come_out_by_the_font_of_their_run() -> None:
    old = p('<text:span text:style-name="V">quyÕt ®Þnh ban hµnh quy chÕ lµm viÖc</text:span> xong')
    document = read_bytes(packed(old * 3), "a.odt")
    assert document.text.split("\n")[0] == "QUYẾT ĐỊNH BAN HÀNH QUY CHẾ LÀM VIỆC xong"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed("", manifest="<m><encryption-data/></m>"), "password"),
        (packed("<text:p>"), "damaged"),
        (packed(p("a")).replace(b"content.xml", b"kontent.xml"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as error:
        read_bytes(data, "a.odt")
    assert "hãy" in error.value.vietnamese


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = packed(p("a&b;"))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        content = bomb.encode() + old.read("content.xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        new.writestr("content.xml", content)
    assert read_odt(stream.getvalue(), "a.odt").text == "a"
