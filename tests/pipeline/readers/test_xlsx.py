from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from extractors.model import BlockKind, Document
from pipeline.errors import UnreadableFileError
from pipeline.readers import read_bytes, xlsx
from pipeline.readers.xlsx import read_xlsx
from pipeline.readers.xlsx_values import printed


def book(fill: Callable[[Any], None]) -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(made)
    made.close()
    return stream.getvalue()


def sheet(*rows: tuple[Any, ...], merged: tuple[tuple[Any, ...], ...] = ()) -> bytes:
    def fill(made: Any) -> None:
        place = made.add_worksheet("Biểu 1")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    place.write(at, column, value)
        for one in merged:
            place.merge_range(*one)

    return book(fill)


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234567, "#,##0", "1.234.567"),
        (1234.5, "#,##0.00", "1.234,50"),
        (1234.5, "#,##0.##", "1.234,5"),
        (1234.5, "General", "1234,5"),
        (0.125, "0.0%", "12,5%"),
        (0.1 + 0.2, "General", "0,3"),
        (2.5, "0", "3"),
        (-1500, '#,##0 "đồng"', "-1.500"),
        (1e300, "0.00", f"1{'0' * 300}"),
        (float("inf"), "0", "inf"),
        (dt.datetime(2025, 3, 5), "dd/mm/yyyy", "05/03/2025"),
        (dt.datetime(2025, 3, 5, 14, 30), None, "05/03/2025 14:30"),
        (dt.time(8, 5), None, "08:05"),
        (True, None, "TRUE"),
        (" Kế hoạch_x000D_\r\nsố 5 ", None, "Kế hoạch\nsố 5"),
    ],
)
def test_values_are_printed_as_offices_print_them(
    value: object, number_format: str | None, text: str
) -> None:
    assert printed(value, number_format) == text


def test_letterhead_title_table_and_signature_are_told_apart() -> None:
    document = read_xlsx(
        sheet(
            ("SỞ TÀI CHÍNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 5/BC-STC", None, None, "Hòa An, ngày 05 tháng 3 năm 2025"),
            (),
            (None, "BÁO CÁO"),
            ("TT", "Đơn vị", "Số tiền", "Ghi chú"),
            (1, "Sở Nội vụ", 25, None),
            (2, "Sở Y tế", 30, "mới"),
            (),
            ("Nơi nhận:", None, None, "GIÁM ĐỐC"),
            ("- Lưu: VT.", None, None, None),
        ),
        "a.xlsx",
    )
    assert [table.layout for table in document.tables] == [True, False, True]
    assert blocks(document)[:5] == [
        "SỞ TÀI CHÍNH", "Số: 5/BC-STC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hòa An, ngày 05 tháng 3 năm 2025", "BÁO CÁO",
    ]  # fmt: skip
    assert blocks(document)[-3:] == ["Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC"]
    table = document.tables[1]
    assert (table.rows, table.columns) == (3, 4)


def test_merged_cells_keep_their_place() -> None:
    data = sheet(
        (), (None, None, "A", "B"), (1, "x", 5, 6), (2, "y", 7, 8),
        merged=((0, 0, 1, 0, "TT"), (0, 1, 1, 1, "Tên"), (0, 2, 0, 3, "Số")),
    )  # fmt: skip
    document = read_xlsx(data, "a.xlsx")
    (table,) = document.tables
    cells = [(c.row, c.column, c.rows, c.columns, document.text[c.start : c.end]) for c in table.cells]
    assert cells[:5] == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Tên"), (0, 2, 1, 2, "Số"), (1, 2, 1, 1, "A"), (1, 3, 1, 1, "B"),
    ]  # fmt: skip


def test_a_bold_line_is_a_heading_and_the_other_sheets_have_their_names() -> None:
    def fill(made: Any) -> None:
        first = made.add_worksheet("Một")
        first.write(0, 0, "BÁO CÁO", made.add_format({"bold": True}))
        first.write(1, 0, "Nội dung.")
        made.add_worksheet("Hai").write(0, 0, "Phần sau.")
        hidden = made.add_worksheet("Ẩn")
        hidden.write(0, 0, "không đọc")
        hidden.hide()

    document = read_xlsx(book(fill), "a.xlsx")
    assert blocks(document) == ["BÁO CÁO", "Nội dung.", "Hai", "Phần sau."]
    assert [block.kind for block in document.blocks][::2] == [BlockKind.HEADING] * 2
    assert document.notes == ("The hidden sheet “Ẩn” was not read.",)


def test_results_of_formulas_are_read_and_missing_ones_told() -> None:
    def fill(made: Any) -> None:
        place = made.add_worksheet("S")
        place.write_formula(0, 0, "=1+1", None, 2)
        place.write_formula(1, 0, "=A1*2", None, "")

    document = read_xlsx(book(fill), "a.xlsx")
    assert document.text == "2"
    assert "1 formulas" in document.notes[0] and "save the file" in document.notes[0]


def test_a_workbook_of_too_many_cells_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_CELLS", 7)
    document = read_xlsx(sheet(*((at, at, at) for at in range(10))), "a.xlsx")
    assert document.tables[0].rows == 2
    assert "more than 7" in document.notes[0]


def test_a_cell_at_the_far_end_costs_nothing() -> None:
    def fill(made: Any) -> None:
        place = made.add_worksheet("S")
        place.write(0, 0, "đầu")
        place.write(1_048_575, 0, "cuối")

    assert blocks(read_xlsx(book(fill), "a.xlsx")) == ["đầu", "cuối"]


def test_old_letters_come_out_by_the_font_of_their_cell() -> None:
    def fill(made: Any) -> None:
        place = made.add_worksheet("S")
        for at in range(4):
            place.write(at, 0, "quyÕt ®Þnh ban hµnh quy chÕ", made.add_format({"font_name": ".VnTimeH"}))
        place.write(4, 0, "xong")

    document = read_bytes(book(fill), "a.xls")
    assert blocks(document)[0] == "QUYẾT ĐỊNH BAN HÀNH QUY CHẾ" and blocks(document)[-1] == "xong"


def _with(member: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(("a",)))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("content", [b"", b"<a", b"\x00\xff" * 50])
def test_a_damaged_workbook_says_so(member: str, content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="damaged") as error:
        read_bytes(_with(member, content), "a.xlsx")
    assert "hãy" in error.value.vietnamese
