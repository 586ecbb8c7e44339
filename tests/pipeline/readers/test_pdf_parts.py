"""The steps of the PDF reader one by one: words to lines, lines to columns and paragraphs, rules to grids."""

from __future__ import annotations

import pytest

from extractors.model import BlockKind
from pipeline.readers.pdf_frame import Frame, Word
from pipeline.readers.pdf_grid import GridCell, find_grids
from pipeline.readers.pdf_layout import Stretch, stretches
from pipeline.readers.pdf_lines import Piece, build_rows, merge
from pipeline.readers.pdf_notes import (
    footnotes,
    is_page_number,
    signature_stack,
    split_footnotes,
    without_furniture,
)
from pipeline.readers.pdf_paragraphs import Margins, Paragraph, continues, measure, paragraphs
from pipeline.readers.pdf_rules import Edge, Rules

LETTER = 6.0
MARGINS = Margins(85, 538, 1.05)


def word(
    text: str, x: float, place: int, base: float = 100, points: float = 14, spaced: bool = True
) -> Word:
    """A word whose letters are six points wide."""
    top, bottom = base - 0.89 * points, base + 0.21 * points
    return Word(text, x, x + LETTER * len(text), top, bottom, base, bottom - top, place, spaced, place)


def line_of(text: str, x: float = 85, start: int = 0, base: float = 100) -> list[Word]:
    """The words of a text set with blanks of five points."""
    words = []
    for i, token in enumerate(text.split()):
        words.append(word(token, x, start + i, base))
        x = words[-1].x1 + 5
    return words


def piece(
    text: str, base: float, x0: float = 85, x1: float = 538, bold: bool = False, points: float = 14
) -> Piece:
    first = (x1 - x0) * len(text.split()[0]) / len(text)
    top, bottom = base - 0.89 * points, base + 0.21 * points
    return Piece(text, x0, top, x1, bottom, base, bottom - top, first, 1, bold)


def lines(words: list[Word]) -> list[str]:
    return [" ‖ ".join(p.text for p in row) for row in build_rows(words, 1)]


class TestLines:
    def test_stream_order_does_not_matter(self) -> None:
        upper, lower = line_of("Thực hiện Kế hoạch"), line_of("cải cách hành chính", start=10, base=116)
        assert lines([*lower, *upper]) == ["Thực hiện Kế hoạch", "cải cách hành chính"]

    @pytest.mark.parametrize(
        ("before", "filled", "after", "expected"),
        [
            ("Số:", "285", "/KH-UBND", "Số: 285/KH-UBND"),
            ("Số:", "05", "/2026/QĐ-UBND", "Số: 05/2026/QĐ-UBND"),
            ("ngày", "21", "tháng", "ngày 21 tháng"),
            ("tháng", "6", "năm", "tháng 6 năm"),
        ],
    )
    def test_a_number_stamped_into_a_blank(self, before: str, filled: str, after: str, expected: str) -> None:
        left = word(before, 85, 0)
        stamp = word(filled, left.x1 + 1, 9)
        right = word(after, stamp.x1 + 1, 1)
        assert lines([left, right, stamp]) == [expected]

    @pytest.mark.parametrize(
        ("before", "after"), [("Số:", "/BC-VPUBND"), ("ngày", "tháng"), ("tháng", "năm")]
    )
    def test_a_blank_left_open_does_not_part_columns(self, before: str, after: str) -> None:
        left = word(before, 85, 0)
        assert lines([left, word(after, left.x1 + 40, 1)]) == [f"{before} {after}"]

    def test_wide_gaps_part_columns(self) -> None:
        left = line_of("BỘ XÂY DỰNG")
        right = line_of("Độc lập - Tự do - Hạnh phúc", x=310, start=3)
        assert lines([*left, *right]) == ["BỘ XÂY DỰNG ‖ Độc lập - Tự do - Hạnh phúc"]

    def test_columns_drawn_apart_may_stand_close(self) -> None:
        left = line_of("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
        right = line_of("CỘNG HÒA XÃ HỘI", x=left[-1].x1 + 10, start=40)
        assert lines([*left, *right]) == ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG ‖ CỘNG HÒA XÃ HỘI"]
        drawn_on = line_of("của Sở Nông nghiệp", x=left[-1].x1 + 10, start=6)
        assert " ‖ " not in lines([*left, *drawn_on])[0]

    def test_letters_of_another_font_close_their_word(self) -> None:
        words = [word("Th", 85, 0), word("c", 85 + 3 * LETTER, 1), word("ự", 85 + 2 * LETTER, 7)]
        assert lines(words) == ["Thực"]

    def test_raised_numbers_are_marks(self) -> None:
        words = [*line_of("theo Quyết định"), word("2", 85 + 87, 3, base=95, points=9, spaced=False)]
        row = build_rows(words, 1)[0]
        assert row[0].text == "theo Quyết định2"
        assert [row[0].text[a:b] for a, b in row[0].marks] == ["2"]

    def test_columns_of_different_pitch_keep_their_lines(self) -> None:
        left = [line_of(f"- dòng {i};", start=10 * i, base=100 + 12.7 * i) for i in range(5)]
        right = [line_of(f"PHÓ CHỦ TỊCH {i}", x=360, start=100 + 10 * i, base=101 + 16 * i) for i in range(4)]
        found = [p.text for row in build_rows([w for run in left + right for w in run], 1) for p in row]
        assert sorted(found) == sorted(
            [*(f"- dòng {i};" for i in range(5)), *(f"PHÓ CHỦ TỊCH {i}" for i in range(4))]
        )

    def test_merged_pieces_keep_their_box(self) -> None:
        whole = merge([piece("1.", 100, 85, 95), piece("Mục tiêu", 100, 140, 200)])
        assert (whole.text, whole.x0, whole.x1) == ("1. Mục tiêu", 85, 200)


class TestLayout:
    def test_body_lines_with_one_loose_gap_stay_whole(self) -> None:
        rows = [
            [piece("Các đơn vị thực hiện đúng các quy", 100)],
            [piece("định", 116, 85, 120), piece("nêu trên và báo cáo kết quả", 116, 145, 538)],
            [piece("về Văn phòng để tổng hợp chung.", 132)],
        ]
        found = stretches(rows)
        assert len(found) == 1 and found[0].lines[1].text == "định nêu trên và báo cáo kết quả"

    def test_labels_at_a_tab_are_no_column(self) -> None:
        rows = [
            [piece(f"{i}.", 100 + 16 * i, 85, 97), piece("Nội dung", 100 + 16 * i, 121, 300)]
            for i in (1, 2, 3)
        ]
        found = [line.text for s in stretches(rows) for line in s.lines]
        assert found == ["1. Nội dung", "2. Nội dung", "3. Nội dung"]

    def test_figures_in_a_column_stay_with_their_words(self) -> None:
        rows = [
            [piece(name, 100 + 16 * i, 85, 200), piece(f"{i}.{i}00", 100 + 16 * i, 400, 440)]
            for i, name in enumerate(("Hộ tịch", "Chứng thực", "Đất đai"), 1)
        ]
        found = [line.text for s in stretches(rows) for line in s.lines]
        assert found == ["Hộ tịch 1.100", "Chứng thực 2.200", "Đất đai 3.300"]

    def test_the_end_of_a_paragraph_is_not_drawn_into_the_signature(self) -> None:
        rows = [
            [piece("Trên đây là ý kiến của Cục để Quý Sở nghiên cứu, thực", 100)],
            [piece("hiện theo quy định./.", 116, 85, 190)],
            [piece("Nơi nhận:", 132, 85, 140, points=12), piece("KT. CỤC TRƯỞNG", 132, 370, 500)],
            [piece("- Như trên;", 146, 85, 140, points=11), piece("PHÓ CỤC TRƯỞNG", 148, 360, 510)],
        ]
        found = stretches(rows)
        assert [s.aside for s in found] == [False, True, True]
        assert found[0].lines[-1].text == "hiện theo quy định./."

    def test_title_above_the_signature_opens_its_column(self) -> None:
        rows = [
            [piece("Văn phòng theo dõi, đôn đốc việc thực hiện của các đơn vị.", 60)],
            [piece("THỦ TRƯỞNG", 100, 370, 450, bold=True)],
            [piece("Nơi nhận:", 122, 85, 140, bold=True, points=12)],
            [piece("- Như trên;", 134, 85, 140, points=10)],
            [piece("- Lưu: VT.", 146, 85, 140, points=10), piece("Trần Thị Ví", 147, 375, 445, bold=True)],
        ]
        assert [[line.text for line in s.lines] for s in stretches(rows)][1:] == [
            ["Nơi nhận:", "- Như trên;", "- Lưu: VT."],
            ["THỦ TRƯỞNG", "Trần Thị Ví"],
        ]


class TestParagraphs:
    @staticmethod
    def grouped(*pieces: Piece, aside: bool = False) -> list[str]:
        found = paragraphs(Stretch(pieces, aside), MARGINS)
        return [" | ".join(line.text for line in p.lines) for p in found]

    def test_wrapped_dash_is_no_item(self) -> None:
        assert self.grouped(
            piece("Tham dự cuộc họp có lãnh đạo Ban Văn hóa", 100, 121),
            piece("– Xã hội, Ban Dân tộc; lãnh đạo các Sở, ngành", 116),
        ) == ["Tham dự cuộc họp có lãnh đạo Ban Văn hóa | – Xã hội, Ban Dân tộc; lãnh đạo các Sở, ngành"]

    def test_spacing_parts_paragraphs(self) -> None:
        upper, lower = piece("Các đơn vị thực hiện đúng thời hạn.", 100), piece("Văn phòng tổng hợp.", 125)
        assert len(self.grouped(upper, lower)) == 2

    def test_title_and_subject_are_two_headings(self) -> None:
        found = paragraphs(
            Stretch((
                piece("KẾ HOẠCH", 100, 275, 348, bold=True),
                piece("Cải cách hành chính nhà nước năm 2026", 116, 180, 443, bold=True),
                piece("trên địa bàn tỉnh Hòa An", 132, 220, 403, bold=True),
            )),
            MARGINS,
        )
        assert [len(p.lines) for p in found] == [1, 2]
        assert {p.kind for p in found} == {BlockKind.HEADING}

    def test_heading_that_fills_the_first_line_stays_whole(self) -> None:
        assert len(self.grouped(
            piece("PHÊ DUYỆT ĐỀ ÁN NÂNG CAO CHẤT LƯỢNG PHỤC VỤ NGƯỜI DÂN", 100, 86, 537, bold=True),
            piece("VÀ DOANH NGHIỆP", 116, 250, 373, bold=True),
        )) == 1

    def test_bracket_that_stays_open_goes_on(self) -> None:
        assert len(self.grouped(
            piece("(Kèm theo Báo cáo số 402/BC-UBND ngày 12/12/2025 của Ủy ban", 100, 90, 533),
            piece("nhân dân tỉnh)", 116, 270, 353),
        )) == 1

    def test_letterhead_lines_stand_alone_but_the_subject_is_one(self) -> None:
        assert self.grouped(
            piece("UBND TỈNH HÒA AN", 100, 100, 220),
            piece("VĂN PHÒNG", 116, 120, 200, bold=True),
            piece("V/v tham gia ý kiến hồ sơ đề nghị", 140, 90, 240, points=12),
            piece("thành lập cụm công nghiệp", 154, 95, 235, points=12),
            aside=True,
        ) == [
            "UBND TỈNH HÒA AN",
            "VĂN PHÒNG",
            "V/v tham gia ý kiến hồ sơ đề nghị | thành lập cụm công nghiệp",
        ]

    @pytest.mark.parametrize(
        ("above", "below", "expected"),
        [
            (piece("người đứng đầu chịu trách nhiệm về", 780), piece("đơn vị mình.", 80, 85, 160), True),
            (piece("theo quy định tại Thông tư số", 780, 85, 470), piece("01/2026/TT-BNV và các", 80), True),
            (piece("báo cáo trước ngày 20.", 780, 85, 240), piece("Văn phòng tổng hợp", 80, 121), False),
            (piece("báo cáo trước ngày 20;", 780, 85, 240), piece("b) Văn phòng tổng hợp", 80, 121), False),
        ],
    )
    def test_page_breaks(self, above: Piece, below: Piece, expected: bool) -> None:
        opening = piece("Thực hiện Kế hoạch số 31/KH-UBND, các", 764, 121)
        last = paragraphs(Stretch((opening, above)), MARGINS)[-1]
        assert continues(last, Paragraph([below]), MARGINS) is expected

    def test_margins_of_a_nearly_empty_page_come_from_the_page_before(self) -> None:
        assert measure([piece("đơn vị mình.", 80, 85, 160)], MARGINS).right == MARGINS.right


class TestNotes:
    @pytest.mark.parametrize("text", ["2", "- 3 -", "Trang 2/5", "12/40", "ii", "– 4 –"])
    def test_page_numbers(self, text: str) -> None:
        assert is_page_number([piece(text, 40, 300, 320)], 842)
        assert not is_page_number([piece(text, 400, 300, 320)], 842)

    @pytest.mark.parametrize("text", ["Số: 12", "31/KH-UBND", "Phụ lục 2", "2025 và 2026"])
    def test_other_lines_at_the_top(self, text: str) -> None:
        assert not is_page_number([piece(text, 40, 300, 400)], 842)

    def test_running_heads_need_several_pages(self) -> None:
        def page(number: int) -> list[list[Piece]]:
            return [[piece(f"Báo cáo quý {number}", 40)], [piece(f"Nội dung {number}.", 300)]]

        three = without_furniture([(page(i), 842.0) for i in range(3)])
        assert [[row[0].text for row in rows] for rows in three] == [[f"Nội dung {i}."] for i in range(3)]
        two = without_furniture([(page(i), 842.0) for i in range(2)])
        assert all(len(rows) == 2 for rows in two)

    def test_signature_caption_beside_the_letterhead(self) -> None:
        rows = [
            [piece("UBND TỈNH", 60, 100, 180), piece("Ký bởi: Ủy ban nhân dân tỉnh", 60, 440, 560, points=8)],
            [piece("Thời gian ký: 17.05.2026 08:30:12 +07:00", 69, 440, 560, points=8)],
            [piece("VĂN PHÒNG", 76, 100, 180)],
        ]
        stamped, rest = signature_stack(rows, 842)
        assert [row[0].text for row in stamped] == [
            "Ký bởi: Ủy ban nhân dân tỉnh", "Thời gian ký: 17.05.2026 08:30:12 +07:00"
        ]
        assert [[p.text for p in row] for row in rest] == [["UBND TỈNH"], ["VĂN PHÒNG"]]

    def test_two_footnotes_and_one_carried_on(self) -> None:
        rows = [[piece("Thân văn bản.", 700)]] + [
            [piece(text, 752 + 12 * i, points=10)]
            for i, text in enumerate(("1 Kết luận số 10/KL-TT", "ngày 09/9/2025.", "2 Số liệu của Sở."))
        ]
        rule = [(742.0, 85.0, 229.0)]
        body, small = split_footnotes(rows, rule, 15.4, carried=False)
        assert len(body) == 1
        assert [len(note.lines) for note in footnotes(small)] == [2, 1]
        assert split_footnotes(rows, [], 15.4, carried=False)[1] == []


def edges(*spans: tuple[float, float, float]) -> list[Edge]:
    return [Edge(*span) for span in spans]


class TestGrids:
    def test_two_by_two(self) -> None:
        rules = Rules(
            edges((10, 0, 100), (30, 0, 100), (50, 0, 100)), edges((0, 10, 50), (40, 10, 50), (100, 10, 50))
        )
        (grid,) = find_grids(rules.joined())
        assert grid.sound and len(grid.cells) == 4 and (len(grid.xs), len(grid.ys)) == (3, 3)

    def test_rule_in_pieces_and_a_little_off_is_one(self) -> None:
        rules = Rules(
            edges((10, 0, 50), (10.6, 51, 100), (30, 0, 100)),
            edges((0, 10, 19), (0, 20, 30), (40.4, 10, 30), (100, 10, 30)),
        )
        (grid,) = find_grids(rules.joined())
        assert [(c.row, c.column) for c in grid.cells] == [(0, 0), (0, 1)]

    def test_merged_cells_span(self) -> None:
        rules = Rules(
            edges((0, 0, 100), (20, 50, 100), (40, 0, 100)), edges((0, 0, 40), (50, 0, 40), (100, 0, 40))
        )
        (grid,) = find_grids(rules.joined())
        assert grid.cells[0] == GridCell(0, 0, 2, 1)

    def test_frame_around_one_text_is_no_table(self) -> None:
        rules = Rules(edges((0, 0, 100), (40, 0, 100)), edges((0, 0, 40), (100, 0, 40)))
        assert find_grids(rules.joined()) == []

    def test_open_sides_hold_no_cells(self) -> None:
        rules = Rules(edges((0, 0, 100), (40, 0, 100)), edges((30, 0, 40), (60, 0, 40)))
        assert find_grids(rules.joined()) == []

    def test_a_region_with_a_corner_is_not_sound(self) -> None:
        rules = Rules(
            edges((0, 0, 100), (20, 0, 50), (40, 0, 100), (60, 0, 100)),
            edges((0, 0, 60), (50, 0, 20), (100, 0, 60)),
        )
        (grid,) = find_grids(rules.joined())
        assert not grid.sound


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [(0, (10, 780)), (1, (20, 10)), (2, (590, 20)), (3, (780, 590))],
)
def test_turned_frames(rotation: int, expected: tuple[float, float]) -> None:
    frame = Frame(0, 0, 600, 800, rotation)
    assert frame.point(10, 20) == expected
    assert (frame.width, frame.height) == ((800, 600) if rotation % 2 else (600, 800))
