"""Tables of PDFs: ruled, merged, turned, laid out, and what only looks like one."""

from __future__ import annotations

import pytest
from pdf_drawing import HEIGHT, LEFT, RIGHT, WIDTH, Page, body, draw, grid, letterhead, read, texts

from pipeline.readers.pdf_grid import Grid
from pipeline.readers.pdf_plumber import plumber_grids


class TestTables:
    def test_merged_cells(self) -> None:
        def page(p: Page) -> None:
            body(p)
            xs, ys = [85.0, 150.0, 300.0, 450.0], [420.0, 440.0, 460.0, 480.0]
            p.rule(85, 420, 450, 420)
            p.rule(150, 440, 450, 440)
            p.rule(85, 460, 450, 460)
            p.rule(85, 480, 450, 480)
            p.rule(85, 420, 85, 480)
            p.rule(150, 420, 150, 480)
            p.rule(300, 440, 300, 480)
            p.rule(450, 420, 450, 480)
            p.text(xs[0] + 4, ys[1] + 4, "TT", 11)
            p.text(xs[1] + 4, ys[1] - 5, "So ho so", 11)
            p.text(xs[1] + 4, ys[2] - 5, "Tiep nhan", 11)
            p.text(xs[2] + 4, ys[2] - 5, "Giai quyet", 11)
            p.text(xs[0] + 4, ys[3] - 5, "1", 11)
            p.text(xs[1] + 4, ys[3] - 5, "5.923", 11)
            p.text(xs[2] + 4, ys[3] - 5, "5.728", 11)
            p.text(LEFT, 500, "Sau bang.")

        document = read(page)
        assert len(document.tables) == 1
        table = document.tables[0]
        assert (table.rows, table.columns, table.page, table.layout) == (3, 3, 1, False)
        cells = [(c.row, c.column, c.rows, c.columns, document.text[c.start : c.end]) for c in table.cells]
        assert cells == [
            (0, 0, 2, 1, "TT"),
            (0, 1, 1, 2, "So ho so"),
            (1, 1, 1, 1, "Tiep nhan"),
            (1, 2, 1, 1, "Giai quyet"),
            (2, 0, 1, 1, "1"),
            (2, 1, 1, 1, "5.923"),
            (2, 2, 1, 1, "5.728"),
        ]
        assert document.text.count("5.923") == 1
        assert texts(document)[-1] == "Sau bang."

    def test_touching_figures_are_cut_at_the_rule(self) -> None:
        def page(p: Page) -> None:
            end = p.text(99, 115, "5.923", 11)
            p.text(end, 115, "5.728", 11)
            grid(p, [85, end, 175], [100, 120, 140])

        document = read(page)
        assert {document.text[c.start : c.end] for c in document.tables[0].cells} >= {"5.923", "5.728"}

    def test_words_that_run_up_a_narrow_cell(self) -> None:
        def page(p: Page) -> None:
            grid(p, [85, 125, 200], [100, 200, 220])
            for x, words in ((100, "Ho so tiep"), (114, "nhan nam nay")):
                p.canvas.saveState()
                p.canvas.translate(x, HEIGHT - 195)
                p.canvas.rotate(90)
                p.canvas.drawString(0, 0, words)
                p.canvas.restoreState()
            p.text(130, 150, "Ghi chu", 11)

        document = read(page)
        cells = [document.text[c.start : c.end] for c in document.tables[0].cells]
        assert cells == ["Ho so tiep nhan nam nay", "Ghi chu", "", ""]

    def test_words_beside_the_page_are_not_read(self) -> None:
        def page(p: Page) -> None:
            body(p)
            p.text(WIDTH + 40, 300, "khong thay duoc")

        assert "khong thay duoc" not in read(page).text

    def test_letterhead_in_a_ruled_table_is_layout(self) -> None:
        def page(p: Page) -> None:
            grid(p, [85, 280, 538], [60, 110])
            p.text(100, 80, "UBND TINH HOA AN", 12)
            p.text(300, 80, "Doc lap - Tu do - Hanh phuc", 12)
            body(p)

        document = read(page)
        assert [t.layout for t in document.tables] == [True]

    def test_underlines_and_white_boxes_are_no_table(self) -> None:
        def page(p: Page) -> None:
            p.canvas.setFillColorRGB(1, 1, 1)
            for i in range(5):
                p.canvas.rect(LEFT, HEIGHT - 305 - 16 * i, RIGHT - LEFT, 16, stroke=0, fill=1)
            p.canvas.setFillColorRGB(0, 0, 0)
            letterhead(p)
            body(p)

        document = read(page)
        assert document.tables == ()
        assert len(texts(document)) == 8

    @pytest.mark.parametrize("answer", [[], None])
    def test_odd_rules_are_left_to_pdfplumber(
        self, monkeypatch: pytest.MonkeyPatch, answer: list[Grid] | None
    ) -> None:
        asked: list[int] = []

        def oracle(data: bytes, number: int) -> list[Grid] | None:
            asked.append(number)
            return answer

        monkeypatch.setattr("pipeline.readers.pdf.plumber_grids", oracle)

        def page(p: Page) -> None:
            grid(p, [85, 285], [100, 200])
            p.rule(85, 150, 185, 150)
            p.rule(185, 100, 185, 150)
            p.rule(85, 180, 285, 180)
            body(p)

        document = read(page)
        assert asked == [1]
        assert document.tables == () and "vi nao cham tre." in document.text


def test_pdfplumber_finds_the_grid_of_a_page() -> None:
    def page(p: Page) -> None:
        body(p)
        grid(p, [85, 150, 300], [420, 440, 460])

    found = (plumber_grids(draw(body, page), 2) or [])[0]
    assert [(c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]
    assert found.xs == pytest.approx((85, 150, 300), abs=0.5)
    assert found.ys == pytest.approx((420, 440, 460), abs=0.5)
