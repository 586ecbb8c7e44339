from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.clean import clean
from extractors.model import BlockKind, Box, Document
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine

P = BlockKind.PARAGRAPH


def make(*blocks: list[str], page: int | None = None) -> Document:
    out = Assembler("a", "text/plain", "text")
    for lines in blocks:
        out.block(P, [SourceLine(line, page) for line in lines])
    return out.finish()


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["theo Kế hoạch số", "12/KH-UBND"], "theo Kế hoạch số 12/KH-UBND"),
        (["Công văn số 06/VPUBND-", "KSTTHC ngày 28/01"], "Công văn số 06/VPUBND-KSTTHC ngày 28/01"),
        (["Kế hoạch số 285/", "KH-UBND"], "Kế hoạch số 285/KH-UBND"),
        (["06/VPUBND\ufffe", "KSTTHC"], "06/VPUBND-KSTTHC"),
        (["giai đoạn 2021-", "2030"], "giai đoạn 2021- 2030"),
        (["kinh tế -", "Xã hội"], "kinh tế - Xã hội"),
        (["và/", "hoặc"], "và/ hoặc"),
        (["một ", "", " hai"], "một hai"),
        (["hai  chữ", "ba"], "hai chữ ba"),
    ],
)
@pytest.mark.parametrize("page", [None, 3])
def test_lines_are_joined_and_broken_symbols_mended(lines: list[str], text: str, page: int | None) -> None:
    assert make(lines, page=page).text == text


def test_blocks_are_parted_by_a_newline_and_empty_ones_left_out() -> None:
    document = make(["Một"], ["\u200b "], ["Hai", "ba"])
    assert document.text == "Một\nHai ba"
    assert [(b.start, b.end) for b in document.blocks] == [(0, 3), (4, 10)]
    assert [(line.start, line.end) for line in document.blocks[1].lines] == [(4, 7), (8, 10)]


def test_boxes_and_pages_of_lines_are_kept() -> None:
    out = Assembler("a", "application/pdf", "pdf", 2)
    box = Box(1, 2, 3, 4)
    out.block(P, [SourceLine("trang một", 1, box), SourceLine("trang hai", 2, box)])
    document = out.finish()
    assert [(line.page, line.box) for line in document.blocks[0].lines] == [(1, box), (2, box)]
    assert (document.page_at(0), document.page_at(12), document.blocks[0].page) == (1, 2, 1)


def test_repairs_point_into_the_whole_text() -> None:
    document = make(["Một"], ["theo", "Số 15/QÐ-UBND"], page=1)
    (repair,) = document.repairs
    assert (document.text[repair.start : repair.end], repair.found) == ("Đ", "Ð")


def test_cells_span_their_paragraphs_and_a_note_may_stand_between_rows() -> None:
    out = Assembler("a", "text/plain", "text")
    out.block(P, [SourceLine("Trước")])

    def cells() -> object:
        yield SourceCell(0, 0, [[SourceLine("a")], [SourceLine("b")]])
        yield SourceCell(0, 1, [])
        out.block(BlockKind.FOOTNOTE, [SourceLine("chú thích")])
        yield SourceCell(1, 0, [[SourceLine("c")]], columns=2)

    out.table(2, 2, cells())  # type: ignore[arg-type]
    document = out.finish()
    table = document.tables[0]
    assert document.text == "Trước\na\nb\nchú thích\nc"
    assert [document.text[c.start : c.end] for c in table.cells] == ["a\nb", "", "c"]
    assert document.text[table.start : table.end] == "a\nb\nchú thích\nc"
    assert [b.table for b in document.blocks] == [None, 0, 0, None, 0]


_LINE = st.text(alphabet=st.sampled_from(list("aĐố 1/-.\u00a0\ufffeÐ\u200b\u0301")), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_LINE, min_size=1, max_size=4), max_size=6), st.sampled_from([None, 1]))
def test_spans_never_overlap_and_hold_the_cleaned_lines(blocks: list[list[str]], page: int | None) -> None:
    document = make(*blocks, page=page)
    end = -1
    for block in document.blocks:
        assert end < block.start < block.end <= len(document.text)
        end = block.end
        for line in block.lines:
            assert block.start <= line.start < line.end <= block.end
            part = document.text[line.start : line.end]
            assert part == part.strip() and clean(part)[0] == part
    assert all(0 <= r.start <= r.end <= len(document.text) for r in document.repairs)
