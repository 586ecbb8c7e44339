from __future__ import annotations

import zlib

import pytest

from pipeline.errors import UnreadableFileError
from pipeline.readers import read_bytes
from pipeline.readers.html_letters import class_fonts
from pipeline.readers.legacy import Letters, convert, converted, lettering, told_by
from pipeline.readers.pdf_letters import unpadded
from tests.pipeline.readers.pdf_drawing import Page, draw
from tests.pipeline.readers.test_docx import Maker

# "Công văn về việc quản lý rừng, đất nông nghiệp của các xã" as TCVN3, VNI and VISCII put it down.
OLD = "C«ng v¨n vÒ viÖc qu¶n lý rõng, ®Êt n«ng nghiÖp cña c¸c x·"
VNI = "Coâng vaên veà vieäc quaûn lyù röøng, ñaát noâng nghieäp cuûa caùc xaõ"
VISCII = "Công vån v« vi®c quän lý r×ng, ð¤t nông nghi®p cüa các xã"
NEW = "Công văn về việc quản lý rừng, đất nông nghiệp của các xã"


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnTimeH;Courier New", "tcvn3", True),
        ("CCBODP+.VnTimeH,Bold", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        ('".VnHelvetInsH"', "tcvn3", True),
        (".VnHelvet", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("VISCII-Times", "viscii", False),
    ],
)
def test_a_font_tells_its_letters(font: str, encoding: str, capitals: bool) -> None:
    assert lettering(font) == (encoding, capitals)


@pytest.mark.parametrize("font", [None, "", "Times New Roman", "VNCentaur", "Vivaldi", "Arial"])
def test_other_fonts_tell_nothing(font: str | None) -> None:
    assert lettering(font) is None
    assert convert(OLD, font) == OLD


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        (OLD, ".VnTime", NEW),
        (OLD, ".VnTimeH", NEW.upper()),
        ("Sè: 12/Q§-UBND", ".VnTime", "Số: 12/QĐ-UBND"),
        ("quyÕt ®Þnh", ".VnTimeH", "QUYẾT ĐỊNH"),
        ("ban", ".VnTimeH", "BAN"),
        ("Bé tr\u00adëng, n\u00adíc, t\u00ad", ".VnTime", "Bộ trưởng, nước, tư"),
        ("nhµ n\u2212íc; 5 \u2212 3", ".VnTime", "nhà nước; 5 \u2212 3"),
        ("  Phã \t chñ\u00a0 tÞch  ", ".VnTime", "  Phó \t chủ\u00a0 tịch  "),
        (VNI, "VNI-Times", NEW),
        ("UYÛ BAN NHAÂN DAÂN", "VNI-Times", "UỶ BAN NHÂN DÂN"),
        ("Uûy ban, maúng, kî, Myõ", "VNI-Times", "Ủy ban, mẳng, kỵ, Mỹ"),
        ("tænh, ñònh, nghóa, cô, thö", "VNI-Times", "tỉnh, định, nghĩa, cơ, thư"),
        # a font that lies: Unicode, or the letters of another encoding
        (NEW, ".VnTime", NEW),
        ("Ủy ban nhân dân", "VNI-Times", "Ủy ban nhân dân"),
        (VNI + ".", ".VnTime", NEW + "."),
        (OLD + ".", "VNI-Times", NEW + "."),
    ],
)
def test_a_run_is_converted_by_its_font(text: str, font: str, meant: str) -> None:
    assert convert(text, font) == meant


@pytest.mark.parametrize(("old", "encoding"), [(OLD, "tcvn3"), (VNI, "vni"), (VISCII, "viscii")])
def test_words_tell_where_no_font_does(old: str, encoding: str) -> None:
    assert told_by(old) == encoding
    assert converted(f"{old}\n  Ban  do. ") == f"{NEW}\n  Ban  do. "


def test_a_line_of_which_nothing_can_be_told_is_as_the_whole_file() -> None:
    assert converted(f"{OLD}\nPhã") == f"{NEW}\nPhó"
    assert converted(f"{OLD}\n{NEW}\nPhã") == f"{NEW}\n{NEW}\nPhã"


@pytest.mark.parametrize(
    "text",
    [
        NEW,
        "Diện tích 5 m² × 3, nhiệt độ 30°, sản phẩm Azure® và Word® đạt ½ kế hoạch, 5 µm.",
        "Trong đó:\nµ:\nHiệu suất; µ1 và µ2 là các hệ số.",
        "Größe, Übung, öffnen, für: die Straße über den Fluß, schöne Grüße aus Köln.",
        "El niño español señala mañana la montaña; año, cañón, pequeño, compañía.",
        "Le Gouvernement français à Hà Nội, où naît la forêt; ça va, Noël, cœur.",
        "Căn cứ § 5 của hợp đồng; « trích dẫn » và “lời dẫn”.",
    ],
)
def test_clean_text_stays(text: str) -> None:
    many = f"{text}\n" * 30
    assert converted(many) == many


def test_a_letter_may_begin_in_one_run_and_end_in_the_next() -> None:
    letters = Letters(None)
    runs = [("Ca", "VNI-Times"), ("ùc ngaøy", "VNI-Helve"), (" và", "Arial"), (" x·", ".VnTime")]
    assert letters.runs(runs) == ["Các ngày", "", " và", " xã"]
    assert letters.note == "Old letters were converted from VNI and TCVN3 to Unicode."


def run(text: str, font: str = "", soft: bool = False) -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    hyphen = "<w:softHyphen/>" if soft else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{text}</w:t>{hyphen}</w:r>'


def docx_of(*paragraphs: str) -> bytes:
    maker = Maker()
    for paragraph in paragraphs:
        maker.add(f"<w:p>{paragraph}</w:p>")
    return maker.bytes()


def test_docx_runs_are_converted_by_font() -> None:
    document = read_bytes(
        docx_of(
            run("uû", ".VnTime") + run(" sè", ".VnTime"),
            run("quyÕt ®Þnh", ".VnTimeH"),
            run("Thñ t", ".VnTime", soft=True) + run("íng", ".VnTime") + run(" và Bộ trưởng", "Arial"),
            run("Nhiệt độ 5°, Azure®.", "Arial"),
            run(OLD, ".VnTime"),
        ),
        "a.docx",
    )
    assert document.text.split("\n") == [
        "uỷ số", "QUYẾT ĐỊNH", "Thủ tướng và Bộ trưởng", "Nhiệt độ 5°, Azure®.", NEW,
    ]  # fmt: skip
    assert document.notes == ("Old letters were converted from TCVN3 to Unicode.",)


def test_docx_fonts_come_from_style_and_default() -> None:
    maker = Maker()
    styles = maker.document.styles
    styles["Normal"].font.name = ".VnTime"
    styles["Heading 1"].font.name = ".VnTimeH"
    maker.add(f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>{run('kÕ ho¹ch')}</w:p>")
    maker.add(f"<w:p>{run(OLD)}</w:p><w:p>{run('Phã chñ tÞch')}</w:p>")
    assert read_bytes(maker.bytes(), "a.docx").text.split("\n") == ["KẾ HOẠCH", NEW, "Phó chủ tịch"]


def test_docx_text_in_a_lying_font_is_told_by_its_words() -> None:
    paragraphs = [run(text, "Arial") for text in (OLD, NEW, "Hà Nội ½ m²")]
    document = read_bytes(docx_of(*paragraphs), "a.docx")
    assert document.text.split("\n") == [NEW, NEW, "Hà Nội ½ m²"]


def test_html_fonts_come_from_face_style_and_class() -> None:
    page = f"""<html><head><style>p.Vn {{font-size:13pt; font-family:".VnTime"}}</style></head><body>
    <p class="Vn">{OLD}</p><p><font face=".VnTimeH">quyÕt ®Þnh</font></p>
    <p style="font-family:'VNI-Times',serif">{VNI}</p><p>{NEW}, 5 m²</p></body></html>"""
    assert read_bytes(page.encode(), "a.html").text.split("\n") == [NEW, "QUYẾT ĐỊNH", NEW, f"{NEW}, 5 m²"]
    assert class_fonts(page) == {".Vn": ".VnTime"}


@pytest.mark.parametrize("old", [OLD, VNI])
def test_text_is_told_by_its_words_line_by_line(old: str) -> None:
    text = f"{NEW}.\n\n{old}.\n\nHà Nội, ngày 5: 30° và Azure®.\n"
    document = read_bytes(text.encode(), "a.txt")
    assert document.text.split("\n") == [f"{NEW}.", f"{NEW}.", "Hà Nội, ngày 5: 30° và Azure®."]


def test_text_in_bytes_of_tcvn3_is_read() -> None:
    document = read_bytes(f"{OLD}.\n\nBé tr\u00adëng.\n".encode("latin-1"), "a.txt")
    assert document.text == f"{NEW}.\nBộ trưởng."
    assert read_bytes(VISCII.encode("latin-1"), "a.txt").text == NEW


def test_random_bytes_are_no_old_text() -> None:
    noise = zlib.compress(bytes(range(256)) * 90, 9) * 40
    with pytest.raises(UnreadableFileError):
        read_bytes(noise, "a.txt")


@pytest.mark.parametrize(("font", "meant"), [("/Times-Roman", NEW), ("/.VnTimeH   ", NEW.upper())])
def test_pdf_is_converted_by_font_or_words(font: str, meant: str) -> None:
    def page(drawn: Page) -> None:
        drawn.text(85, 100, OLD)
        drawn.text(85, 140, "Bé tr\u00adëng Bé")

    data = draw(page).replace(b"/BaseFont /Times-Roman", b"/BaseFont " + font.encode())
    first, second = read_bytes(data, "a.pdf").text.split("\n")
    assert first == meant
    assert second.casefold() == "bộ trưởng bộ"


def test_pdf_words_of_vni_become_shorter() -> None:
    data = draw(lambda drawn: drawn.text(85, 100, VNI) and None)
    document = read_bytes(data, "a.pdf")
    assert document.text == NEW
    assert not document.repairs
    assert unpadded("Cộng\u200b") == "Cộng"


def test_what_cannot_be_made_out_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="old font") as caught:
        read_bytes(("xq¸wz kµjf zz·k ®wqz jj¹z wx§k\n" * 9).encode(), "a.txt")
    assert "phông chữ cũ" in caught.value.sentence("vi")
