from __future__ import annotations

import numpy as np
import pytest
from scan_drawing import line, word

from extractors.model import Box, DoubtWhy
from pipeline.ocr.doubt import doubted
from pipeline.ocr.handwriting import without_guesses
from pipeline.ocr.mend import mend_label, mend_text, mended, parted
from pipeline.ocr.model import Picture, ReadLine

PAGE = Picture(np.full((1684, 1190), 255, np.uint8), 2.0)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2, Tiếp tục thực hiện", "2. Tiếp tục thực hiện"),
        ("Điều 3, Quyết định này", "Điều 3. Quyết định này"),
        ("l KẾT QUẢ THỰC HIỆN", "I. KẾT QUẢ THỰC HIỆN"),
        ("II TỒN TẠI HẠN CHẾ", "II. TỒN TẠI HẠN CHẾ"),
        ("1. Sở đã tổ chức", "1. Sở đã tổ chức"),
        ("2,5 triệu đồng", "2,5 triệu đồng"),
    ],
)
def test_labels(read: str, meant: str) -> None:
    assert mend_label(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày O5 tháng 02 năm 201I", "ngày 05 tháng 02 năm 2011"),
        ("diện tích 7.595mr2 và 120 m2", "diện tích 7.595m² và 120 m²"),
        ("Kể hoạch số 25/KH-UBND", "Kế hoạch số 25/KH-UBND"),
        ("Căn hộ mẫu m2", "Căn hộ mẫu m2"),
    ],
)
def test_words(read: str, meant: str) -> None:
    assert mend_text(read) == meant


def test_a_mend_is_kept_with_what_was_read() -> None:
    (found,), mends = mended([line("thực hiện Kể hoạch này")])
    assert found.text == "thực hiện Kế hoạch này"
    assert [(mend.word.text, mend.found) for mend in mends] == [("Kế", "Kể")]


def test_a_phrase_over_the_end_of_a_line_is_mended() -> None:
    lines, _ = mended([line("thực hiện Để", top=0), line("án 06 của Chính phủ", top=20)])
    assert [one.text for one in lines] == ["thực hiện Đề", "án 06 của Chính phủ"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("phí17,45%", "phí 17,45%"),
        ("Ngãi,ngày", "Ngãi, ngày"),
        ("16tháng", "16 tháng"),
        ("31/2024/QH15,Luật", "31/2024/QH15, Luật"),
        ("1.234,5", "1.234,5"),
        ("NĐ-CP", "NĐ-CP"),
    ],
)
def test_lost_blanks(read: str, meant: str) -> None:
    found = parted(line(read))
    assert found.text == meant
    boxes = [one.box for one in found.words]
    assert boxes[0].x0 == 0 and boxes[-1].x1 == pytest.approx(7 * len(read))
    assert all(a.x1 <= b.x0 + 0.01 for a, b in zip(boxes, boxes[1:], strict=False))


Told = list[tuple[str, str | None, DoubtWhy | None]]


class TestFieldsOfTheHead:
    def read(
        self, text: str, sure: float = 0.99
    ) -> tuple[str, Told]:
        (found,) = without_guesses([line(text, sure, top=100)], PAGE)
        return found.text, [(w.text, w.other, w.why) for w in found.words if w.why]

    @pytest.mark.parametrize(
        "text", ["Số: 15 /QĐ-UBND", "Số: 15/QĐ-UBND", "An, ngày 05 tháng 3"]
    )
    def test_what_is_sure_stays(self, text: str) -> None:
        assert self.read(text) == (text, [])

    @pytest.mark.parametrize(
        ("text", "left", "word_", "other", "why"),
        [
            ("Số: 15/QĐ-UBND", "Số: /QĐ-UBND", "/QĐ-UBND", "15", DoubtWhy.HANDWRITTEN_NUMBER),
            ("Số: 15 /QĐ-UBND", "Số: /QĐ-UBND", "Số:", "15", DoubtWhy.HANDWRITTEN_NUMBER),
            ("Số:J5/QĐ-UBND", "Số: /QĐ-UBND", "/QĐ-UBND", "J5", DoubtWhy.HANDWRITTEN_NUMBER),
            ("SõM/BC-SXD", "Số: /BC-SXD", "/BC-SXD", "M", DoubtWhy.HANDWRITTEN_NUMBER),
            ("An, ngày 05 tháng 3", "An, ngày tháng 3", "ngày", "05", DoubtWhy.HANDWRITTEN_DAY),
        ],
    )
    def test_a_guess_is_left_out_and_told(
        self, text: str, left: str, word_: str, other: str, why: DoubtWhy
    ) -> None:
        assert self.read(text, 0.5) == (left, [(word_, other, why)])

    def test_no_day_is_past_the_31st(self) -> None:
        assert self.read("An, ngày 45 tháng 3")[0] == "An, ngày tháng 3"

    def test_one_digit_as_wide_as_two_is_none(self) -> None:
        words = (word("Số:", 0), word("7", 30, sure=(0.99,)), word("/QĐ-UBND", 60))
        wide = (*words[:1], type(words[1])("7", Box(30, 100, 54, 114), 0.99, (0.99,)), *words[2:])
        (found,) = without_guesses([ReadLine(wide, Box(0, 100, 120, 114), 0.99)], PAGE)
        assert found.text == "Số: /QĐ-UBND"

    def test_below_the_head_nothing_is_left_out(self) -> None:
        (found,) = without_guesses([line("Số: 15/QĐ-UBND", 0.5, top=600)], PAGE)
        assert found.text == "Số: 15/QĐ-UBND"


@pytest.mark.parametrize(
    ("text", "sure", "why"),
    [
        ("chiếm tỷ lệ 78,76", 0.99, DoubtWhy.PERCENT),
        ("diện tích 78,76 ha", 0.99, None),
        ("tổng số 125 hồ sơ", 0.4, DoubtWhy.FAINT),
        ("tổng số hồ sơ", 0.4, None),
    ],
)
def test_doubts_of_one_recogniser_alone(text: str, sure: float, why: DoubtWhy | None) -> None:
    assert [w.why for w in doubted(line(text, sure)).words if w.why] == ([why] if why else [])
