from __future__ import annotations

import subprocess

import numpy as np
import pytest
from scan_drawing import SPECIMEN, specimen

from pipeline.ocr import engines, tesseract
from pipeline.ocr.model import Deadline, PageTimeError, Picture
from pipeline.readers import read

TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t100\t50\t300\t40\t-1\t\n"
    "5\t1\t1\t1\t1\t1\t100\t50\t80\t40\t96.5\tSố:\n"
    '5\t1\t1\t1\t1\t2\t200\t50\t200\t40\t91.0\t15\u2044"QĐ-UBND\n'
    "5\t1\t1\t1\t2\t1\t100\t120\t80\t40\t88\tCăn\n"
    "5\t1\t1\t1\t2\t2\t190\t120\t80\t40\t-1\t \n"
)


def gray() -> Picture:
    return Picture(np.asarray(specimen().convert("L")), 200 / 72)


def test_the_table_of_the_command_is_read() -> None:
    first, second = tesseract._lines(tesseract._tabled(TABLE, 2.0))
    assert first.text == 'Số: 15/"QĐ-UBND' and second.text == "Căn"
    assert (first.box.x0, first.box.top, first.box.x1, first.box.bottom) == (50, 25, 200, 45)
    assert first.words[0].confidence == pytest.approx(0.965)


def test_a_command_that_hangs_or_fails_costs_its_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no such command")

    reader = tesseract.TesseractCommand("tesseract")
    monkeypatch.setattr(tesseract.subprocess, "run", hang)
    with pytest.raises(PageTimeError):
        reader.read(gray(), Deadline.after(1))
    monkeypatch.setattr(tesseract.subprocess, "run", fail)
    assert reader.read(gray(), Deadline.after(1)) == []


def test_without_vietnamese_data_there_is_no_second_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "data_folder", lambda: None)
    monkeypatch.setattr(tesseract, "command", lambda: None)
    assert tesseract.tesseract() is None and tesseract.how() is None


@pytest.mark.skipif(tesseract.command() is None, reason="Tesseract with vie is not installed")
def test_the_command_reads_the_specimen() -> None:
    found = tesseract.TesseractCommand(tesseract.command() or "").read(gray(), Deadline.after(60))
    assert any("16/2022/NĐ-CP" in line.text for line in found)


@pytest.mark.skipif(tesseract.how() is None or not engines.installed(), reason="there is one reader, or none")
def test_both_together_read_the_specimen() -> None:
    engines.recognisers.cache_clear()
    document = read(SPECIMEN)
    assert "TrueOCR + Tesseract" in document.notes[0]
    assert "214/BC-SXD" in document.text and "chiếm tỷ lệ 6,9%." in document.text
    engines.recognisers.cache_clear()
