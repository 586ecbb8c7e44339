"""Scans that cannot be read, or not in full: one sentence, bounded in time and memory, nothing else lost."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scan_drawing import Fake, blank, file, line, pdf, photo, read, specimen

from pipeline.errors import UnreadableFileError
from pipeline.heartbeat import Beat, listening
from pipeline.ocr import engines, pictures
from pipeline.ocr import session as session_
from pipeline.ocr.model import PageTimeError
from pipeline.ocr.session import RecognitionSession
from pipeline.readers.pdf_page import PageContent

LINES = tuple(line(f"Dòng chữ in thứ {n} của trang", top=40.0 * n, left=60) for n in range(1, 12))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "recognisers", lambda: (Fake(*LINES),))
    monkeypatch.setattr(engines, "installed", lambda: True)


def refused(data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    assert caught.value.english != caught.value.vietnamese
    return caught.value


@pytest.mark.usefixtures("one_reader")
class TestNoPrint:
    @pytest.mark.parametrize("make", [blank, photo])
    def test_a_blank_sheet_and_a_photo_are_refused(self, make: object) -> None:
        page = make()  # type: ignore[operator]
        for data in (pdf(page), file(page)):
            assert "No print was found" in refused(data).english

    def test_beside_print_they_are_noted(self) -> None:
        document = read(pdf(blank(), specimen(), photo()))
        assert document.pages == 3 and document.reader == "pdf+ocr"
        assert {b.page for b in document.blocks} == {2}
        assert "Blank pages: 1" in document.notes
        assert f"{session_._PICTURE}: 3" in document.notes

    def test_a_map_of_a3_at_600_dpi_is_bounded(self) -> None:
        bits = np.ones((9921, 7016), bool)
        bits[::170] = bits[:, ::230] = False
        data = file(Image.fromarray(bits), "TIFF", dpi=(600, 600), compression="group4")
        began = time.monotonic()
        assert "No print was found" in refused(data).english
        assert time.monotonic() - began < 30


@pytest.mark.usefixtures("fake")
class TestSize:
    def test_no_page_is_drawn_larger_than_is_read(self) -> None:
        drawn, scale = pictures.PictureFile(file(Image.new("L", (9000, 6000), 255), dpi=(600, 600))).page(1)
        assert drawn.shape == (2000, 3000, 3) and scale == pytest.approx(200 / 72, 1e-4)
        page = pypdf_page(4000, 5600)
        drawn, _ = pictures.pdf_picture(page)
        assert drawn.shape[0] * drawn.shape[1] <= pictures.MOST_PIXELS * 1.01

    def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pictures, "_MOST_STORED", 100_000)
        assert "million pixels" in refused(file(Image.new("L", (400, 400), 255))).english

    def test_three_hundred_pages_come_in_order_and_few_at_a_time(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(engines.THREADS, "2")
        page = np.full((1200, 850, 3), 255, np.uint8)
        for top in range(100, 1000, 40):
            page[top : top + 12, 100:700] = 0
        drawn, most, beats = 0, 0, []

        def draw() -> tuple[np.ndarray, float]:
            nonlocal drawn
            drawn += 1
            return page, 1200 / 842

        session = RecognitionSession()
        layers = [PageContent(n, 595, 842, [], [], [], 0, 1.0) for n in range(1, 301)]
        found = []
        with listening(beats.append):
            for content in session.read([(layer, draw) for layer in layers]):
                found.append(content.number)
                most = max(most, drawn - len(found))
        assert found == list(range(1, 301)) and session.pages == 300
        assert most <= 2
        assert beats[0] == Beat(1, 300) and beats[-1] == Beat(300, 300)


def pypdf_page(width: float, height: float) -> object:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    return document.new_page(width, height)


@pytest.mark.usefixtures("fake")
class TestDamage:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
    def test_a_picture_that_was_cut_off(self, kind: str) -> None:
        data = file(specimen(), kind)
        assert "damaged" in refused(data[: len(data) // 3]).english

    def test_a_head_without_a_picture(self) -> None:
        assert "damaged" in refused(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200).english

    def test_one_page_whose_image_is_broken_costs_itself_alone(self) -> None:
        data = pdf(specimen(), specimen())
        first = data.index(b"\xff\xd8\xff")
        broken = data[:first] + b"\x00" * 4000 + data[first + 4000 :]
        document = read(broken)
        assert "Damaged pictures of pages (not read): 1" in document.notes
        assert {b.page for b in document.blocks} == {2}

    def test_a_page_that_takes_too_long_costs_itself_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        turn = threading.Semaphore(1)

        def doing() -> None:
            if turn.acquire(blocking=False):
                raise PageTimeError

        monkeypatch.setattr(engines, "recognisers", lambda: (Fake(*LINES, doing=doing),))
        monkeypatch.setenv(engines.THREADS, "1")
        document = read(pdf(specimen(), specimen()))
        assert f"{session_._SLOW}: 1" in document.notes
        assert {b.page for b in document.blocks} == {2}

    def test_the_time_of_a_page_is_kept(self) -> None:
        from pipeline.ocr.page import recognise

        slow = Fake(*LINES, doing=lambda: time.sleep(0.2))
        with pytest.raises(PageTimeError):
            recognise(np.asarray(specimen()), 1, 200 / 72, (slow,), seconds=0.1)


class TestWithoutRecogniser:
    def test_the_sentence_names_the_command_that_installs_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engines, "installed", lambda: False)
        for data in (pdf(specimen()), file(specimen())):
            error = refused(data)
            assert 'pip install "vanthu[ocr]"' in error.english
            assert 'pip install "vanthu[ocr]"' in error.vietnamese

    def test_never_is_said(self) -> None:
        with engines.chosen(engines.Mode.NEVER, 200):
            assert "--ocr never" in refused(pdf(specimen())).english

    def test_the_rest_of_a_file_is_read_and_the_pages_are_noted(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        import pypdfium2
        from scan_drawing import SPECIMEN

        monkeypatch.setattr(engines, "installed", lambda: False)
        joined = pypdfium2.PdfDocument(SPECIMEN.parent / "thong-bao-148-vpubnd-hoa-an.pdf")
        count = len(joined)
        joined.import_pages(pypdfium2.PdfDocument(SPECIMEN))
        joined.save(tmp_path / "joined.pdf")
        document = read((tmp_path / "joined.pdf").read_bytes())
        assert document.reader == "pdf" and "391/GM-VPUBND" in document.text
        (note,) = document.notes
        assert note.endswith(f": {count + 1}") and "vanthu[ocr]" in note
