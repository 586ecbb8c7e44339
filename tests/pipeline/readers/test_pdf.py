"""Whole PDFs, drawn here, in the ways that real ones are awkward."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from pdf_drawing import HEIGHT, LEFT, RIGHT, WIDTH, Page, body, draw, letterhead, read, texts

from extractors.model import BlockKind
from pipeline.errors import UnreadableFileError
from pipeline.ocr import engines
from pipeline.readers.pdf import read_pdf

CORPUS = Path(__file__).resolve().parents[3] / "corpus"


class TestLetterhead:
    def test_number_and_day_drawn_last_land_in_their_blanks(self) -> None:
        def page(p: Page) -> None:
            letterhead(p)
            body(p)
            p.text(p.number_at, 116, "552", 12)  # type: ignore[attr-defined]
            p.text(p.day_at, 116, "21", 12)  # type: ignore[attr-defined]

        found = texts(read(page))
        assert "So: 552/KH-VPUBND" in found
        assert "Hoa An, ngay 21 thang 11 nam 2025" in found

    def test_columns_are_read_one_after_the_other(self) -> None:
        def page(p: Page) -> None:
            letterhead(p)
            body(p)

        document = read(page)
        assert texts(document)[:6] == [
            "UBND TINH HOA AN",
            "VAN PHONG",
            "So: /KH-VPUBND",
            "CONG HOA XA HOI CHU NGHIA VIET NAM",
            "Doc lap - Tu do - Hanh phuc",
            "Hoa An, ngay thang 11 nam 2025",
        ]
        assert document.tables == ()

    def test_columns_that_nearly_touch(self) -> None:
        def page(p: Page) -> None:
            p.text(85, 70, "UBND TINH HOA AN", 12)
            p.text(85, 86, "SO NONG NGHIEP VA MOI TRUONG", 12)
            p.text(85, 116, "So: 12/SNNMT", 12)
            for y, words in ((70, "CONG HOA XA HOI CHU NGHIA VIET NAM"), (86, "Doc lap - Tu do - Hanh phuc")):
                p.text(301, y, words, 12, "Times-Bold")
            p.text(330, 116, "Hoa An, ngay 17 thang 7 nam 2025", 12, "Times-Italic")
            body(p)

        assert texts(read(page))[:4] == [
            "UBND TINH HOA AN",
            "SO NONG NGHIEP VA MOI TRUONG",
            "So: 12/SNNMT",
            "CONG HOA XA HOI CHU NGHIA VIET NAM",
        ]

    def test_every_line_has_its_page_and_box(self) -> None:
        document = read(body)
        line = document.blocks[0].lines[1]
        assert document.text[line.start : line.end].startswith("thu tuc hanh chinh")
        assert line.page == 1 and line.box is not None
        assert line.box.x0 == pytest.approx(LEFT, abs=1) and line.box.x1 == pytest.approx(RIGHT, abs=1)
        assert 303 < line.box.top < 310 and 316 < line.box.bottom < 320

    def test_signature_caption_stays_out_of_the_letterhead(self) -> None:
        def page(p: Page) -> None:
            letterhead(p)
            p.text(430, 30, "Signed by: Van phong UBND tinh", 8, "Helvetica")
            p.text(430, 39, "Email: vanphong@hoaan.example", 8, "Helvetica")
            body(p)

        found = texts(read(page))
        assert found[:2] == ["Signed by: Van phong UBND tinh", "Email: vanphong@hoaan.example"]
        assert "UBND TINH HOA AN" in found

    def test_signature_block_reads_recipients_first(self) -> None:
        def page(p: Page) -> None:
            body(p)
            p.text(LEFT, 420, "Noi nhan:", 12, "Times-BoldItalic")
            p.text(370, 420, "KT. CHANH VAN PHONG", 13, "Times-Bold")
            p.text(LEFT, 434, "- Nhu tren;", 11)
            p.text(360, 436, "PHO CHANH VAN PHONG", 13, "Times-Bold")
            p.text(LEFT, 447, "- Luu: VT, KSTT.", 11)
            p.text(390, 520, "Le Minh Hoa", 13, "Times-Bold")

        assert texts(read(page))[2:] == [
            "Noi nhan:",
            "- Nhu tren;",
            "- Luu: VT, KSTT.",
            "KT. CHANH VAN PHONG",
            "PHO CHANH VAN PHONG",
            "Le Minh Hoa",
        ]


class TestAnnotations:
    def test_text_of_a_form_field_is_read_in_its_line(self) -> None:
        def page(p: Page) -> None:
            letterhead(p)
            body(p)
            p.canvas.acroForm.textfield(
                value="552", x=p.number_at, y=HEIGHT - 120, width=32, height=15,  # type: ignore[attr-defined]
                borderWidth=0, fontSize=12, forceBorder=False,
            )

        assert "So: 552/KH-VPUBND" in texts(read(page))

    def test_text_of_a_stamp_is_read_in_its_line(self) -> None:
        def page(p: Page) -> None:
            letterhead(p)
            body(p)

        document = pdfium.PdfDocument(draw(page))
        first = document[0]
        stamp = raw.FPDFPage_CreateAnnot(first.raw, raw.FPDF_ANNOT_STAMP)
        raw.FPDFAnnot_SetRect(stamp, raw.FS_RECTF(120, HEIGHT - 100, 180, HEIGHT - 130))
        number = raw.FPDFPageObj_NewTextObj(document.raw, b"Times-Roman", 12)
        raw.FPDFText_SetText(number, (raw.FPDF_WCHAR * 4)(*b"552", 0))
        raw.FPDFPageObj_Transform(number, 1, 0, 0, 1, 131, HEIGHT - 116)
        assert raw.FPDFAnnot_AppendObject(stamp, number)
        raw.FPDFPage_CloseAnnot(stamp)
        first.close()
        buffer = io.BytesIO()
        document.save(buffer)
        assert "So: 552/KH-VPUBND" in texts(read_pdf(buffer.getvalue(), "stamped.pdf"))


class TestParagraphs:
    def test_lines_become_paragraphs_by_indent_and_spacing(self) -> None:
        found = texts(read(body))
        assert len(found) == 2
        assert found[0].startswith("Thuc hien Ke hoach") and found[0].endswith("nao cham tre.")

    def test_labels_begin_blocks(self) -> None:
        def page(p: Page) -> None:
            p.centre(80, "BAO CAO")
            p.centre(96, "Ket qua kiem soat thu tuc hanh chinh", font="Times-Bold")
            p.text(LEFT + 36, 130, "Dieu 1. Pham vi", font="Times-Bold")
            p.full(146, "1. Cac don vi thuoc tinh thuc hien viec tiep nhan ho so theo quy", x=LEFT + 36)
            p.text(LEFT, 162, "dinh nay;")
            p.full(178, "2. Van phong tong hop ket qua cua cac don vi va bao cao Uy ban", x=LEFT + 36)
            p.text(LEFT, 194, "truoc ngay 20.")
            p.text(LEFT + 36, 210, "a) Bao cao thang;")
            p.text(LEFT + 36, 226, "- Bao cao quy;")
            p.text(LEFT + 36, 242, "+ Bao cao nam.")

        document = read(page)
        found = texts(document)
        assert found[:3] == ["BAO CAO", "Ket qua kiem soat thu tuc hanh chinh", "Dieu 1. Pham vi"]
        assert found[3].endswith("quy dinh nay;") and found[4].endswith("truoc ngay 20.")
        assert found[5:] == ["a) Bao cao thang;", "- Bao cao quy;", "+ Bao cao nam."]
        assert document.blocks[0].kind is BlockKind.HEADING

    def test_symbol_broken_at_the_line_end_is_joined(self) -> None:
        def page(p: Page) -> None:
            p.full(100, "Van phong da gui cho cac don vi trong tinh Cong van so 06/VPUBND-", x=LEFT + 36)
            p.full(116, "KSTTHC ngay 02 thang 3 nam 2025 va de nghi cac don vi tra loi truoc ngay")
            p.text(LEFT, 132, "15 thang 3.")

        assert "06/VPUBND-KSTTHC ngay" in read(page).text

    def test_letters_drawn_late_in_another_font_join_their_words(self) -> None:
        def page(p: Page) -> None:
            word, holes, x = "Thuc hien ke hoach cai cach", [], LEFT
            p.canvas.setFont("Times-Roman", 14)
            for letter in word:
                if letter in "ue":
                    holes.append((x, letter))
                else:
                    p.text(x, 100, letter)
                x += p.canvas.stringWidth(letter, "Times-Roman", 14)
            for at, letter in holes:
                p.text(at, 100, letter, font="Times-Italic")

        assert texts(read(page)) == ["Thuc hien ke hoach cai cach"]

    def test_overprinted_copies_are_read_once(self) -> None:
        def page(p: Page) -> None:
            p.text(LEFT, 100, "KE HOACH NAM 2026")
            p.text(LEFT + 0.4, 100, "KE HOACH NAM 2026")
            p.text(LEFT, 140, "KE HOACH NAM 2026")

        assert texts(read(page)) == ["KE HOACH NAM 2026", "KE HOACH NAM 2026"]

    def test_turned_page_reads_like_an_upright_one(self) -> None:
        def page(p: Page) -> None:
            p.canvas.setPageRotation(90)
            p.canvas.rotate(90)
            p.canvas.translate(0, -WIDTH)
            p.canvas.setFont("Times-Roman", 14)
            p.canvas.drawString(60, WIDTH - 80, "Bieu so 1 kem theo Bao cao so 12/BC-UBND")
            p.canvas.drawString(60, WIDTH - 120, "Don vi tinh: ho so")

        document = read(page)
        assert texts(document) == ["Bieu so 1 kem theo Bao cao so 12/BC-UBND", "Don vi tinh: ho so"]
        box = document.blocks[0].lines[0].box if document.blocks[0].lines else None
        assert box is None or (box.x0 == pytest.approx(60, abs=2) and 64 < box.top < 72)


class TestPages:
    @staticmethod
    def first(p: Page) -> None:
        p.text(LEFT, 40, "Bao cao nam cua Van phong", 10)
        p.centre(56, "1", font="Times-Roman")
        for i in range(3):
            p.full(100 + 16 * i, "cac don vi trong tinh da thuc hien day du cac noi dung cua ke hoach de ra")
        p.full(780, "Nguoi dung dau cac don vi phai chiu trach nhiem ve ket qua giai quyet cua", x=LEFT + 36)

    @staticmethod
    def second(p: Page) -> None:
        p.text(LEFT, 40, "Bao cao nam cua Van phong", 10)
        p.centre(56, "- 2 -", font="Times-Roman")
        p.text(LEFT, 100, "don vi minh.")
        p.full(122, "Van phong theo doi, don doc viec thuc hien cua tat ca cac don vi trong", x=LEFT + 36)
        p.text(LEFT, 138, "toan tinh.")

    @staticmethod
    def third(p: Page) -> None:
        p.text(LEFT, 40, "Bao cao nam cua Van phong", 10)
        p.text(LEFT, 100, "Ket thuc bao cao.")
        p.centre(810, "Trang 3/3", font="Times-Roman")

    def test_sentence_cut_by_a_page_stays_one_block(self) -> None:
        document = read(self.first, self.second, self.third)
        block = next(b for b in document.blocks if "Nguoi dung dau" in document.text[b.start : b.end])
        assert document.text[block.start : block.end].endswith("ket qua giai quyet cua don vi minh.")
        assert [line.page for line in block.lines] == [1, 2]
        assert block.page == 1

    def test_page_numbers_and_running_heads_are_dropped(self) -> None:
        text = read(self.first, self.second, self.third).text
        assert "Trang 3/3" not in text and "- 2 -" not in text and not text.startswith("1")
        assert "Bao cao nam cua Van phong" not in text
        assert "Ket thuc bao cao." in text

    def test_a_number_inside_the_text_is_not_a_page_number(self) -> None:
        def page(p: Page) -> None:
            body(p)
            p.centre(420, "2025", font="Times-Roman")

        assert "2025" in texts(read(page))

    def test_five_hundred_pages(self) -> None:
        def page(p: Page) -> None:
            body(p)
            p.text(LEFT, 420, f"Muc so {p.canvas.getPageNumber()} cua bao cao.")

        data = draw(*[page] * 500)
        started = time.perf_counter()
        document = read_pdf(data, "long.pdf")
        assert time.perf_counter() - started < 60
        assert document.pages == 500
        assert document.text.count("Muc so ") == 500
        places = [document.text.index(f"Muc so {n} ") for n in (9, 10, 500)]
        assert places == sorted(places)


def noted(p: Page, mark: str, at: float, note: str, ruled: bool = True) -> None:
    """Running text, a line with a raised mark in it, and a footnote at the page's bottom."""
    body(p)
    end = p.text(LEFT + 36, at, "Can cu Quyet dinh so 12/QD-UBND")
    p.text(end, at - 5, mark, 8)
    p.text(end + 6, at, "cua Uy ban tinh.")
    p.text(LEFT + 36, at + 22, "Cac don vi thuc hien dung thoi han.")
    if ruled:
        p.rule(LEFT, 740, LEFT + 144, 740)
    p.text(LEFT, 752, mark, 6.5)
    p.text(LEFT + 6, 755, note, 10)


class TestFootnotes:
    def test_footnote_follows_the_paragraph_with_its_mark(self) -> None:
        document = read(lambda p: noted(p, "1", 420, "Ngay 02 thang 3 nam 2025."))
        found = texts(document)
        home = found.index("Can cu Quyet dinh so 12/QD-UBND cua Uy ban tinh.")
        assert found[home + 1] == "1 Ngay 02 thang 3 nam 2025."
        assert document.blocks[home + 1].kind is BlockKind.FOOTNOTE
        assert found[home + 2] == "Cac don vi thuc hien dung thoi han."

    def test_raised_number_tells_a_footnote_without_a_rule(self) -> None:
        document = read(lambda p: noted(p, "2", 420, "Theo so lieu cua So.", ruled=False))
        assert [b.kind for b in document.blocks].count(BlockKind.FOOTNOTE) == 1

    def test_small_recipients_at_the_bottom_are_no_footnote(self) -> None:
        def page(p: Page) -> None:
            body(p)
            p.text(LEFT, 740, "Noi nhan:", 11)
            p.text(LEFT, 753, "- Nhu tren;", 10)
            p.text(LEFT, 766, "- Luu: VT.", 10)

        assert BlockKind.FOOTNOTE not in {b.kind for b in read(page).blocks}

    def test_square_metres_keep_their_exponent(self) -> None:
        def page(p: Page) -> None:
            body(p)
            end = p.text(LEFT + 36, 420, "Dien tich 120 m")
            p.text(end, 415, "2", 8)

        assert "120 m2" in read(page).text


def scan(p: Page) -> None:
    from reportlab.lib.utils import ImageReader

    picture = pdfium.PdfDocument(draw(body))[0].render(scale=0.5).to_pil()
    p.canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "damaged"),
            (b"%PDF-1.7\n", "damaged"),
            (draw(body)[:400], "damaged"),
            (b"\x00\x01binary junk" * 50, "damaged"),
            (draw(lambda p: None), "no text"),
            (draw(body, encrypt="bi mat"), "password"),
        ],
        ids=["empty", "head only", "truncated", "junk", "blank page", "encrypted"],
    )
    def test_one_sentence_says_what_is_wrong(self, data: bytes, words: str) -> None:
        with pytest.raises(UnreadableFileError) as caught:
            read_pdf(data, "hong.pdf")
        assert words in caught.value.english
        assert caught.value.vietnamese.startswith("Tệp PDF ") and "hong.pdf" not in caught.value.vietnamese
        assert caught.value.vietnamese != caught.value.english

    def test_zero_pages(self) -> None:
        document = pdfium.PdfDocument.new()
        buffer = io.BytesIO()
        document.save(buffer)
        with pytest.raises(UnreadableFileError, match="no page"):
            read_pdf(buffer.getvalue(), "rong.pdf")

    def test_a_scanned_page_among_others_is_noted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engines, "installed", lambda: False)
        document = read(body, scan)
        assert "Thuc hien Ke hoach" in document.text
        assert len(document.notes) == 1 and "2" in document.notes[0]

    def test_nothing_to_note_on_plain_pages(self) -> None:
        assert read(body).notes == ()


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.pdf")), ids=lambda p: p.name)
def test_specimens_have_their_number_and_their_motto(path: Path) -> None:
    document = read_pdf(path.read_bytes(), path.name)
    head = document.text[:700]
    assert ("Độc lập - Tự do - Hạnh phúc" in texts(document)) or "ĐẢNG CỘNG SẢN VIỆT NAM" in texts(document)
    number = path.stem.split("-")[2]
    assert f"Số: {number}/" in head or f"Số {number}-" in head
