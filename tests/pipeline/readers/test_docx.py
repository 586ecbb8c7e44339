from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from extractors.model import BlockKind, Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.docx import read_docx

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


class Maker:
    """A DOCX made of raw body XML."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._body = self.document.element.body

    def add(self, xml: str) -> Maker:
        wrapped = parse_xml(f"<w:x {NS}>{xml}</w:x>")
        for element in list(wrapped):
            self._body.insert(len(self._body) - 1, element)
        return self

    def notes(self, kind: str, **texts: str) -> Maker:
        """A part with the notes n1="…", n2="…"."""
        inner = "".join(
            f'<w:{kind} w:id="{key[1:]}"><w:p><w:r><w:{kind}Ref/></w:r>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>"
            for key, text in texts.items()
        )
        blob = f"<w:{kind}s {NS}>{inner}</w:{kind}s>".encode()
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), content_type, blob, self.document.part.package)
        self.document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
        return self

    def numbering(self, xml: str) -> Maker:
        root: Any = self.document.part.numbering_part.element
        for element in list(parse_xml(f"<w:x {NS}>{xml}</w:x>")):
            root.append(element)
        return self

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def read(self) -> Document:
        return read_docx(self.bytes(), "mau.docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def item(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, style: str, pattern: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


OUTLINE = (
    f'<w:abstractNum w:abstractNumId="901">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%2.")}'
    f'{level(2, "decimal", "%2.%3.")}{level(3, "lowerLetter", "%4)")}{level(4, "bullet", "")}</w:abstractNum>'
    '<w:num w:numId="91"><w:abstractNumId w:val="901"/></w:num>'
)


def test_generated_labels_count_nest_and_reset() -> None:
    maker = Maker().numbering(OUTLINE)
    for text, at in [("Mục đích", 0), ("Chung", 1), ("Riêng", 1), ("Cụ thể", 2), ("Một", 3), ("Hai", 3),
                     ("Gạch", 4), ("Nhiệm vụ", 0), ("Đầu", 1), ("Sâu", 2)]:  # fmt: skip
        maker.add(item(text, 91, at))
    document = maker.read()
    assert blocks(document) == [
        "I. Mục đích", "1. Chung", "2. Riêng", "2.1. Cụ thể", "a) Một", "b) Hai", "- Gạch",
        "II. Nhiệm vụ", "1. Đầu", "1.1. Sâu",
    ]  # fmt: skip
    assert document.blocks[5].section == ("I", "2", "2.1", "b")


def test_a_start_override_begins_anew_and_a_shared_list_goes_on() -> None:
    maker = Maker().numbering(
        f'<w:abstractNum w:abstractNumId="902">{level(0, "decimal", "Điều %1.")}</w:abstractNum>'
        '<w:num w:numId="92"><w:abstractNumId w:val="902"/></w:num>'
        '<w:num w:numId="93"><w:abstractNumId w:val="902"/></w:num>'
        '<w:num w:numId="94"><w:abstractNumId w:val="902"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="95"><w:abstractNumId w:val="902"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride></w:num>'
    )
    for text, list_id in [("Một", 92), ("Hai", 93), ("Bảy", 94), ("Tám", 94), ("Chín", 95), ("Không", 0)]:
        maker.add(item(text, list_id))
    assert blocks(maker.read()) == [
        "Điều 1. Một", "Điều 2. Hai", "Điều 7. Bảy", "Điều 8. Tám", "I) Chín", "Không",
    ]  # fmt: skip


def test_the_label_may_come_from_the_style() -> None:
    maker = Maker().numbering(OUTLINE)
    styles: Any = maker.document.part._styles_part.element
    for xml in (
        '<w:style w:type="paragraph" w:styleId="MucLon"><w:name w:val="Mục lớn"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="91"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:name w:val="Mục con"/>'
        '<w:basedOn w:val="MucLon"/></w:style>',
    ):
        styles.append(parse_xml(xml.replace("<w:style ", f"<w:style {NS} ", 1)))
    maker.add(p("Tình hình.", '<w:pStyle w:val="MucLon"/>') + p("Kết quả.", '<w:pStyle w:val="MucCon"/>'))
    document = maker.read()
    assert blocks(document) == ["1. Tình hình.", "2. Kết quả."]
    assert {block.kind for block in document.blocks} == {BlockKind.HEADING}


def test_notes_follow_the_paragraph_or_row_that_marks_them() -> None:
    mark = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    maker = Maker().notes("footnote", n2="Công văn số 11/SNV-TH.", n3="Theo Báo cáo số 4/BC-SNV.")
    maker.notes("endnote", n2="Số liệu đến 30/6.")
    maker.add(
        f"<w:p><w:r><w:t>Đã có công văn</w:t></w:r>{mark.format('footnote', 2)}"
        f"<w:r><w:t>, gửi các xã.</w:t></w:r>{mark.format('endnote', 2)}</w:p>" + p("Đoạn sau.")
        + f"<w:tbl><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>Ô một</w:t></w:r>{mark.format('footnote', 3)}</w:p>"
        f"</w:tc><w:tc>{p('Ô hai')}</w:tc></w:tr><w:tr><w:tc>{p('Ô ba')}</w:tc>"
        f"<w:tc>{p('Ô bốn')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    document = maker.read()
    assert blocks(document) == [
        "Đã có công văn, gửi các xã.", "Công văn số 11/SNV-TH.", "Số liệu đến 30/6.", "Đoạn sau.",
        "Ô một", "Ô hai", "Theo Báo cáo số 4/BC-SNV.", "Ô ba", "Ô bốn",
    ]  # fmt: skip
    assert [i for i, b in enumerate(document.blocks) if b.kind is BlockKind.FOOTNOTE] == [1, 2, 6]
    cells = [document.text[cell.start : cell.end] for cell in document.tables[0].cells]
    assert cells == ["Ô một", "Ô hai", "Ô ba", "Ô bốn"]


def _anchored(line: str, box: str) -> str:
    """A paragraph with a text box over it, drawn for new and for old Word."""
    content = f"<w:txbxContent>{p(box)}</w:txbxContent>"
    return (
        f"<w:p><w:r><w:t>{line}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


BOX = _anchored("Số:      /KH-UBND", "157")


IN_A_CELL = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{{}}</w:tc><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize("wrap", ["{}", IN_A_CELL])
def test_a_number_laid_over_its_blank_stands_in_it_once(wrap: str) -> None:
    assert blocks(Maker().add(wrap.format(BOX)).read())[:1] == ["Số: 157/KH-UBND"]


@pytest.mark.parametrize(
    ("line", "box", "read"),
    [
        ("Hòa An, ngày     tháng 5 năm 2025", "07", ["Hòa An, ngày 07 tháng 5 năm 2025"]),
        ("Số:......./BC-SNV", "41", ["Số: 41/BC-SNV"]),
        ("Số: 12/BC-SNV", "41", ["Số: 12/BC-SNV", "41"]),
        ("Số:     /BC-SNV", "MẬT", ["Số: /BC-SNV", "MẬT"]),
        ("Hòa An, ngày     tháng 5 năm 2025", "2025", ["Hòa An, ngày tháng 5 năm 2025", "2025"]),
    ],
)
def test_only_one_figure_for_one_blank_is_put_in(line: str, box: str, read: list[str]) -> None:
    assert blocks(Maker().add(_anchored(line, box)).read()) == read


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>06/VPUBND</w:t><w:noBreakHyphen/><w:t>KSTTHC</w:t></w:r>", "06/VPUBND-KSTTHC"),
        ("<w:ins><w:r><w:t>mới </w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
         "<w:r><w:t>vẫn</w:t></w:r>", "mới vẫn"),
        ("<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>đến</w:t></w:r></w:moveTo>",
         "đến"),
        ("<w:hyperlink><w:r><w:t>12/QĐ-</w:t></w:r></w:hyperlink><w:r><w:t>UBND</w:t></w:r>", "12/QĐ-UBND"),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
         "<w:fldSimple w:instr='PAGE'><w:r><w:t>15</w:t></w:r></w:fldSimple>", "15"),
        ("<w:r><w:t>Số:</w:t><w:tab/><w:t>15</w:t></w:r>", "Số: 15"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", "hiện"),
        ("<w:sdt><w:sdtContent><w:r><w:t>trong khung</w:t></w:r></w:sdtContent></w:sdt>", "trong khung"),
        ("<w:r><w:t>tr</w:t><w:softHyphen/><w:t>ëng Bé C«ng</w:t></w:r>", "tr\u00adëng Bé C«ng"),
    ],
)  # fmt: skip
def test_runs_become_the_words_on_paper(runs: str, text: str) -> None:
    assert Maker().add(f"<w:p>{runs}</w:p>").read().text == text


def test_a_broken_line_is_a_line_of_its_block_and_a_title_parts_from_its_subject() -> None:
    br = "<w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>"
    document = (
        Maker()
        .add(f"<w:p>{br.format('đã ban hành Công văn số 06/VPUBND-', 'KSTTHC ngày 28/01/2021')}</w:p>")
        .add(f"<w:p>{br.format('BÁO CÁO', 'Kết quả năm 2021')}</w:p>")
        .read()
    )
    assert blocks(document) == [
        "đã ban hành Công văn số 06/VPUBND-KSTTHC ngày 28/01/2021", "BÁO CÁO", "Kết quả năm 2021",
    ]  # fmt: skip
    assert [document.text[line.start : line.end] for line in document.blocks[0].lines] == [
        "đã ban hành Công văn số 06/VPUBND-", "KSTTHC ngày 28/01/2021",
    ]  # fmt: skip


BORDERS = (
    "<w:tblPr><w:tblBorders><w:top w:val='single'/><w:bottom w:val='single'/><w:insideV w:val='single'/>"
    "</w:tblBorders></w:tblPr>"
)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_keep_their_place() -> None:
    rows = (
        cell("STT", '<w:vMerge w:val="restart"/>') + cell("Kết quả", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("Số") + cell("Tỷ lệ"),
        cell("1") + cell("15") + cell("75%"),
    )
    grid = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    document = Maker().add(f"<w:tbl>{BORDERS}<w:tblGrid/>{grid}</w:tbl>").read()
    table = document.tables[0]
    assert (table.rows, table.columns, table.layout) == (3, 3, False)
    assert [(c.row, c.column, c.rows, c.columns, document.text[c.start : c.end]) for c in table.cells] == [
        (0, 0, 2, 1, "STT"), (0, 1, 1, 2, "Kết quả"), (1, 1, 1, 1, "Số"), (1, 2, 1, 1, "Tỷ lệ"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "15"), (2, 2, 1, 1, "75%"),
    ]  # fmt: skip


def test_a_letterhead_table_places_fields_even_when_ruled() -> None:
    left = f"<w:tc>{p('UBND TỈNH HẬU SƠN')}{p('SỞ NỘI VỤ')}{p('-------')}{p('Số: 15/BC-SNV')}</w:tc>"
    right = f"<w:tc>{p('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}{p('Hậu Sơn, ngày 05 tháng 3 năm 2024')}</w:tc>"
    document = Maker().add(f"<w:tbl>{BORDERS}<w:tblGrid/><w:tr>{left}{right}</w:tr></w:tbl>").read()
    assert document.tables[0].layout
    assert blocks(document) == [
        "UBND TỈNH HẬU SƠN", "SỞ NỘI VỤ", "Số: 15/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hậu Sơn, ngày 05 tháng 3 năm 2024",
    ]  # fmt: skip


def test_a_letterhead_field_wrapped_over_paragraphs_is_one_block() -> None:
    left = p("SỞ KHOA HỌC VÀ") + p("CÔNG NGHỆ") + p("") + p("Số: 15/SKHCN-VP") + p("V/v báo cáo") + p("Quý I")
    right = p("- Các phòng: Kế hoạch,") + p("Tài chính;") + p("- Lưu: VT.")
    row = f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>"
    assert blocks(Maker().add(f"<w:tbl><w:tblGrid/>{row}</w:tbl>").read()) == [
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Số: 15/SKHCN-VP", "V/v báo cáo Quý I",
        "- Các phòng: Kế hoạch, Tài chính;", "- Lưu: VT.",
    ]  # fmt: skip


def test_tables_stand_in_order_and_inner_tables_keep_their_words() -> None:
    inner = f"<w:tbl><w:tblGrid/><w:tr>{cell('trong một')}{cell('trong hai')}</w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{p('ngoài')}{inner}{p('')}</w:tc>{cell('bên')}</w:tr>"
    outer = f"<w:tbl>{BORDERS}<w:tblGrid/>{row}</w:tbl>"
    assert blocks(Maker().add(p("Trước.") + outer + p("Sau.")).read()) == [
        "Trước.", "ngoài", "trong một", "trong hai", "bên", "Sau.",
    ]  # fmt: skip


@pytest.mark.parametrize("in_body", [True, False])
def test_the_page_header_is_read_only_for_a_letterhead_the_body_lacks(in_body: bool) -> None:
    maker = Maker()
    section = maker.document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    section.header.paragraphs[0].text = "Trang"
    head = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") if in_body else ""
    found = blocks(maker.add(head + p("Nội dung.")).read())
    assert found == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung."]


def test_bold_and_outlined_lines_are_headings() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    half = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kết quả</w:t></w:r><w:r><w:t> rất tốt</w:t></w:r></w:p>"
    document = (
        Maker()
        .add(bold.format("Công tác năm 2024") + bold.format("Đã hoàn thành.") + half)
        .add(p("Phần mở đầu", '<w:outlineLvl w:val="0"/>'))
        .read()
    )
    assert [b.kind.value for b in document.blocks] == ["heading", "paragraph", "paragraph", "heading"]


def _without(data: bytes, member: str, replacement: bytes | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            if info.filename != member:
                target.writestr(info, source.read(info))
            elif replacement is not None:
                target.writestr(info, replacement)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("member", "replacement"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<a/>"),
        ("[Content_Types].xml", None),
        ("_rels/.rels", None),
        ("word/styles.xml", None),
    ],
)
def test_a_damaged_package_says_so(member: str, replacement: bytes | None) -> None:
    data = _without(Maker().add(p("Nội dung.")).bytes(), member, replacement)
    with pytest.raises(UnreadableFileError) as error:
        read_docx(data, "hong.docx")
    assert "Word" in error.value.english and "hỏng" in error.value.vietnamese
