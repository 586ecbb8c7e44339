from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import assigned_made as made
import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from pipeline.output import EXCEL_CELL
from pipeline.tasks import sheet_docx, sheet_xlsx
from pipeline.tasks.groups import Listed, ordered


def listed(*tasks: made.Assigned, **days: date) -> Listed:
    return Listed(ordered(tasks or made.ALL), made.AS_OF, **days)


def workbook(*tasks: made.Assigned, lang: str = "vi") -> Any:
    data, _ = sheet_xlsx.sheet(listed(*tasks), lang)
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_the_workbook_has_a_row_a_task() -> None:
    sheet = workbook()
    assert sheet.title == "Nhiệm vụ" and sheet["A1"].value == "Nhiệm vụ tính đến ngày 23/11/2026: 6"
    assert [cell.value for cell in sheet[3]] == [
        "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Văn bản ghi", "Sản phẩm",
        "Tình trạng", "Căn cứ", "Kết quả, minh chứng", "Mã",
    ]  # fmt: skip
    assert sheet.max_row == 3 + len(made.ALL)
    assert [cell.value for cell in sheet[4]] == [
        1, made.OVERDUE.text, made.YTE, made.TAI_CHINH, datetime(2026, 9, 30), "trước ngày 30/9/2026",
        "Báo cáo của Sở Y tế", "▲ quá hạn chưa hoàn thành\nquá 54 ngày",
        "Kế hoạch 77/KH-UBND (10/02/2026), trang 2", made.OVERDUE.status_reason_vi, "3f9a12bc",
    ]  # fmt: skip
    extended = [cell.value for cell in sheet[5]]
    assert extended[4] == datetime(2026, 12, 15)
    assert extended[5] == "xong trong tháng 10/2026\n15/12/2026 (gia hạn; ban đầu 31/10/2026)"
    assert "? đề xuất, chờ xác nhận [bb220000]: đã hoàn thành" in extended[9]
    assert sheet["E7"].value == sheet["F7"].value == "trước ngày 18 hằng tháng"
    assert sheet["F9"].value.endswith("\n(văn bản không ghi năm)")


def test_days_are_days_and_words_are_words() -> None:
    vietnamese, english = workbook(), workbook(lang="en")
    assert vietnamese["E4"].is_date and vietnamese["E4"].number_format == "dd/mm/yyyy"
    assert english["E4"].number_format == "yyyy-mm-dd" and english["H4"].value.startswith("▲ overdue")
    formula = vietnamese["B6"]
    assert formula.data_type == "s" and formula.value.startswith("=Tham mưu") and "\x07" not in formula.value


def test_overdue_rows_are_marked_by_colour_and_word() -> None:
    sheet = workbook()
    fills = [sheet.cell(row, 2).fill.fgColor.rgb for row in range(4, 10)]
    assert fills[0] == "FFF8D7D3" and fills.count("FFF8D7D3") == 1
    assert {sheet.cell(4, column).fill.fgColor.rgb for column in range(1, 12)} == {"FFF8D7D3"}
    assert all(sheet.cell(4, column).alignment.wrap_text for column in range(1, 12))


def test_the_workbook_is_ready_for_screen_and_paper() -> None:
    sheet = workbook()
    assert sheet.freeze_panes == "C4" and sheet.auto_filter.ref == "A3:K9"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["B"].width > 45
    assert sheet.row_dimensions[4].height >= 3 * 15


def test_excel_takes_a_long_task_whole_and_is_told_of_a_longer_one() -> None:
    assert workbook(made.LONG)["B4"].value == made.LONG.text
    longer = replace(made.LONG, text="rà soát " * 5000)
    data, shortened = sheet_xlsx.sheet(listed(longer, made.OVERDUE), "vi")
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["B5"].value
    assert shortened == 1 and len(cell) == EXCEL_CELL and cell.endswith(" […]")
    assert sheet_xlsx.sheet(listed(), "vi")[1] == 0


def test_an_empty_workbook_opens() -> None:
    data, _ = sheet_xlsx.sheet(Listed((), made.AS_OF), "vi")
    assert openpyxl.load_workbook(io.BytesIO(data)).active.max_row == 3


@pytest.mark.parametrize(
    "sheet", [lambda: sheet_xlsx.sheet(listed(), "vi")[0], lambda: sheet_docx.sheet(listed(), "vi")]
)
def test_the_same_tasks_give_the_same_file(sheet: Any) -> None:
    first, second = (zipfile.ZipFile(io.BytesIO(sheet())) for _ in range(2))
    assert {name: first.read(name) for name in first.namelist()} == {
        name: second.read(name) for name in second.namelist()
    }


def word(*tasks: made.Assigned, lang: str = "vi", **days: date) -> Any:
    return docx.Document(io.BytesIO(sheet_docx.sheet(listed(*tasks, **days), lang)))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_annex_groups_tasks_by_body() -> None:
    annex = word()
    (table,) = annex.tables
    rows = cells(table)
    assert rows[0] == [
        "STT", "Nhiệm vụ", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm", "Tình trạng", "Căn cứ",
    ]  # fmt: skip
    assert [row[:2] for row in rows if row[1] == row[2]] == [
        ["I", "Sở Y tế tỉnh Hòa An (3 nhiệm vụ)"], ["II", "Sở Tài chính tỉnh Hòa An (1 nhiệm vụ)"],
        ["III", "Ủy ban nhân dân xã Bến Lau (2 nhiệm vụ)"], ["IV", "Chưa rõ cơ quan chủ trì (1 nhiệm vụ)"],
    ]  # fmt: skip
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2", "3", "4", "5", "6", "7"]
    assert rows[2][3] == "30/09/2026\n(“trước ngày 30/9/2026”)"
    assert rows[2][5] == "Quá hạn chưa hoàn thành\n(quá 54 ngày)"
    assert "F8D7D3" in table.rows[2].cells[5]._tc.xml and "F8D7D3" not in table.rows[3].cells[5]._tc.xml
    assert "số tổng chỉ tính một lần" in annex.paragraphs[-1].text


def test_the_annex_is_laid_out_as_the_decree_asks() -> None:
    annex = word()
    (section,) = annex.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin,
             section.left_margin, section.right_margin)  # fmt: skip
    assert [round(size / Mm(1)) for size in sizes] == [297, 210, 20, 20, 30, 15]
    normal = annex.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(13))
    assert section.different_first_page_header_footer and "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header._element.xml
    title, name, letter, *_ = annex.paragraphs
    assert (title.text, name.text) == ("Phụ lục", "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO")
    assert letter.text.startswith("(Kèm theo Công văn số …") and letter.runs[0].italic
    assert title.runs[0].bold and name.runs[0].bold and title.runs[0].font.size == Pt(14)
    table = annex.tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml and "w:tblHeader" not in table.rows[1]._tr.xml
    assert round(sum(column.width for column in table.columns) / Mm(1)) <= 297 - 30 - 15
    assert annex.core_properties.author == ""


@pytest.mark.parametrize(
    ("tasks", "days", "name"),
    [
        ((made.OVERDUE,), {}, "DANH MỤC NHIỆM VỤ QUÁ HẠN CHƯA HOÀN THÀNH"),
        ((made.EXTENDED,), {"due_to": date(2026, 12, 31)}, "DANH MỤC NHIỆM VỤ ĐẾN HẠN"),
        ((made.EXTENDED, made.OVERDUE), {"due_to": date(2026, 12, 31)}, "DANH MỤC NHIỆM VỤ ĐẾN HẠN, QUÁ HẠN"),
        ((made.EXTENDED, made.OVERDUE), {}, "DANH MỤC NHIỆM VỤ CHƯA HOÀN THÀNH"),
        ((made.EXTENDED, made.DONE), {"due_to": date(2026, 12, 31)}, "DANH MỤC NHIỆM VỤ ĐƯỢC GIAO"),
    ],
)
def test_the_annex_is_named_after_what_is_in_it(
    tasks: tuple[made.Assigned, ...], days: dict[str, date], name: str
) -> None:
    assert word(*tasks, **days).paragraphs[1].text == name


def test_a_task_of_pages_is_whole_and_may_go_on_overleaf() -> None:
    table = word(made.LONG, made.OVERDUE).tables[0]
    row = next(row for row in table.rows if row.cells[1].text == made.LONG.text)
    assert "w:cantSplit" not in row._tr.xml and "w:cantSplit" in table.rows[1]._tr.xml


@pytest.mark.parametrize(
    ("number", "roman"), [(1, "I"), (4, "IV"), (10, "X"), (49, "XLIX"), (90, "XC"), (234, "CCXXXIV")]
)
def test_bodies_have_roman_numbers(number: int, roman: str) -> None:
    assert sheet_docx._roman(number) == roman
