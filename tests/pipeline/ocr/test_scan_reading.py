"""The scanned specimen, and what offices do to scans, read with TrueOCR alone."""

from __future__ import annotations

import io
import math
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scan_drawing import NUMBER_BOX, SPECIMEN, file, pdf, read, several, specimen

from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Document, DoubtWhy, Facts
from extractors.rulebook import load_rules
from pipeline.ocr import engines

pytestmark = pytest.mark.usefixtures("one_reader")
WIDTH, HEIGHT = 595.4, 842.0


def facts(document: Document) -> Facts:
    return extract_facts(document, load_rules())


def block(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if words in document.text[b.start : b.end])


@cache
def _read_once() -> Document:
    return read(SPECIMEN.read_bytes())


@pytest.fixture
def upright(one_reader: None) -> Document:
    return _read_once()


class TestSpecimen:
    def test_the_head_is_read_and_the_seal_is_not(self, upright: Document) -> None:
        header = facts(upright).header
        assert (header.number, header.symbol, header.date) == ("214", "BC-SXD", "2025-09-22")
        assert header.issuer == "Sở Xây dựng tỉnh Hòa An"
        assert (upright.reader, upright.pages) == ("scan", 1)
        end = upright.text[upright.text.index("KT. GIÁM") :]
        assert "HÒA AN" not in end and "SỞ" not in end

    def test_the_table_is_one(self, upright: Document) -> None:
        (table,) = upright.tables
        assert (table.rows, table.columns) == (5, 5)
        cells = {(c.row, c.column): upright.text[c.start : c.end] for c in table.cells}
        assert [cells[row, 2] for row in range(5)] == ["Số công trình", "126", "74", "48", "248"]
        assert cells[2, 1] == "Xã Bến Lau"

    def test_lines_lie_on_the_page_where_they_are_printed(self, upright: Document) -> None:
        first = block(upright, "214/BC-SXD").lines[0].box
        last = block(upright, "3. Sở đã có").lines[0].box
        assert first is not None and last is not None
        scale = 72 / 200
        left, top, right, bottom = (side * scale for side in NUMBER_BOX)
        assert left - 4 < first.x0 < first.x1 < right + 4
        assert top - 4 < first.top < first.bottom < bottom + 4
        assert 495 < last.top < 515

    def test_a_percent_sign_that_was_read_as_a_six_is_one_again(self, upright: Document) -> None:
        assert "chiếm tỷ lệ 6,9%." in upright.text
        (repair,) = [one for one in upright.repairs if "%" in upright.text[one.start : one.end]]
        assert repair.found == "6,96." and repair.reason

    def test_the_notes_tell_how_it_was_read(self, upright: Document) -> None:
        assert upright.notes[0].startswith(
            "Pages recognised from their pictures (TrueOCR, mean confidence 0.9"
        )


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turns: int) -> None:
    turned = specimen().rotate(90 * turns, expand=True)
    document = read(pdf(turned))
    assert facts(document).header.number == "214"
    box = block(document, "Độc lập").lines[0].box
    assert box is not None
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    # The motto stands at (413, 86) of the upright page of 595 by 842 points.
    meant = {1: (86, WIDTH - 413), 2: (WIDTH - 413, HEIGHT - 86), 3: (HEIGHT - 86, 413)}[turns]
    assert math.dist((x, y), meant) < 12


def test_a_tilt_of_three_degrees_is_taken_out() -> None:
    document = read(pdf(specimen().rotate(-3, fillcolor=(235, 235, 235))))
    assert facts(document).header.number == "214"
    assert document.tables[0].rows == 5


class TestHandwriting:
    def scribbled(self, words: str) -> Document:
        page = specimen().copy()
        draw = ImageDraw.Draw(page)
        x0, y0, x1, _ = NUMBER_BOX
        draw.rectangle((x0 + 82, y0 - 5, x0 + 148, y0 + 40), fill=(238, 238, 238))
        if words:
            waves = [(x0 + 85 + t, y0 + 18 + 15 * math.sin(t / 4) * math.cos(t / 9)) for t in range(60)]
            draw.line(waves, fill=(40, 60, 160), width=4, joint="curve")
        return read(pdf(page))

    @pytest.mark.parametrize("words", ["scribble", ""])
    def test_a_number_that_cannot_be_read_is_null_and_a_finding(self, words: str) -> None:
        found = facts(self.scribbled(words))
        assert (found.header.number, found.header.symbol) == (None, "BC-SXD")
        rules = [finding.rule for finding in found.findings]
        assert "handwriting_unread" in rules and "own_number_missing" not in rules

    def test_what_was_seen_there_is_kept_as_a_doubt(self) -> None:
        document = self.scribbled("scribble")
        (doubt,) = [one for one in document.doubts if one.why is DoubtWhy.HANDWRITTEN_NUMBER]
        assert doubt.other and doubt.page == 1 and doubt.box is not None
        assert abs(doubt.box.top - NUMBER_BOX[1] * 72 / 200) < 12


def layered(words: list[str], size: float = 9) -> bytes:
    """The specimen's picture with a text layer over it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(specimen()), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(72, HEIGHT - 20)
    text.setTextRenderMode(3)  # invisible, as recognition software writes it
    text.setFont("Helvetica", size)
    for row in words:
        text.textLine(row)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


class TestTextLayers:
    def test_a_stamp_is_no_text_but_its_words_are_kept(self) -> None:
        document = read(layered(["Signed by: Van phong, 22/09/2025"]))
        assert document.reader == "scan"
        assert document.text.count("214/BC-SXD") == 1 and document.text.count("Signed by") == 1

    def test_a_garbled_layer_is_read_anew_and_that_is_said(self) -> None:
        garble = ["DQc l$p Tg do Hanh phric CgNG HdA xA HQI CHf] NGHIA"] * 9
        document = read(layered(garble))
        assert "HQI" not in document.text and "214/BC-SXD" in document.text
        assert any("text layer is damaged" in note and note.endswith(": 1") for note in document.notes)

    def test_always_reads_the_picture_of_a_born_digital_page(self) -> None:
        born = SPECIMEN.parent / "thong-bao-148-vpubnd-hoa-an.pdf"
        assert read(born.read_bytes()).reader == "pdf"
        with engines.chosen(engines.Mode.ALWAYS, 150):
            document = read(born.read_bytes())
        assert document.reader == "scan"
        assert document.text.count("391/GM-VPUBND") == 1


@pytest.mark.parametrize(
    ("kind", "options"), [("PNG", {}), ("JPEG", {"quality": 70}), ("TIFF", {"dpi": (200, 200)})]
)
def test_a_picture_file_is_a_scan(kind: str, options: dict[str, object]) -> None:
    document = read(file(specimen(), kind, **options))
    assert (document.reader, document.pages) == ("scan", 1)
    assert facts(document).header.number == "214"
    assert document.media_type == f"image/{kind.lower()}"


def test_a_tiff_of_two_pages_is_a_document_of_two() -> None:
    other = Image.fromarray(np.asarray(specimen()))
    document = read(several(specimen(), other))
    assert document.pages == 2
    assert {b.page for b in document.blocks} == {1, 2}
    assert sum(b.kind is BlockKind.CELL for b in document.blocks) == 2 * 24
