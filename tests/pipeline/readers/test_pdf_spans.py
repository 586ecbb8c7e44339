from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from extractors.model import Box, Line
from pipeline.readers import read
from pipeline.readers.pdf_frame import Frame
from pipeline.readers.pdf_page import open_page, open_text
from pipeline.readers.pdf_spans import PageSpans

DECISION = Path(__file__).parents[3] / "corpus" / "quyet-dinh-634-ubnd-hoa-an.pdf"


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, Line]]:
    document = read(DECISION)
    return [
        (document.text[line.start : line.end], line)
        for block in document.blocks
        for line in block.lines
        if line.page == 1 and line.box is not None and line.end - line.start > 40
    ]


@pytest.fixture
def spans() -> Iterator[PageSpans]:
    pdf = pypdfium2.PdfDocument(DECISION)
    with open_page(pdf.raw, 0) as page, open_text(page) as textpage:
        yield PageSpans(page, textpage)


def test_words_of_a_line_follow_one_another(spans: PageSpans, lines: list[tuple[str, Line]]) -> None:
    for text, line in lines:
        assert line.box is not None
        right, at = line.box.x0 - 1, 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            placed = spans.place(text, line.box, start, at)
            assert placed.exact and placed.box.x0 >= right - 0.6 and placed.box.x1 <= line.box.x1 + 1
            right = placed.box.x1


def test_a_repaired_letter_moves_no_word(spans: PageSpans, lines: list[tuple[str, Line]]) -> None:
    text, line = lines[0]
    assert line.box is not None
    last = text.rindex(" ") + 1
    right = spans.place(text, line.box, last, len(text))
    mended = text[:5] + "?!" + text[6:]
    moved = spans.place(mended, line.box, last + 1, len(mended))
    assert moved.exact and moved.box == right.box


def test_what_is_not_on_the_page_is_reckoned(spans: PageSpans, lines: list[tuple[str, Line]]) -> None:
    box = Box(100, 900, 300, 912)  # below the page
    placed = spans.place("một hai ba bốn", box, 4, 7)
    assert not placed.exact and 100 < placed.box.x0 < placed.box.x1 < 300


@pytest.mark.parametrize("rotation", range(4))
def test_a_point_goes_to_the_page_and_back(rotation: int) -> None:
    frame = Frame(20, 13, 588, 781, rotation)
    assert frame.back(*frame.point(100, 200)) == pytest.approx((100, 200))
