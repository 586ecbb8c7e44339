from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import audit_made as made
import docx
import pytest
from docx.enum.section import WD_ORIENT

from extractors.rulebook import load_rules
from pipeline.audit import reviews, sheet_docx, sheet_xlsx
from pipeline.audit.findings import Wanted, findings
from pipeline.audit.report import report
from pipeline.registry import Registry

_NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    made.with_conflicts(monkeypatch)
    with Registry(made.build(tmp_path / "r.db"), write=True) as opened:
        yield opened


def word(registry: Registry, lang: str = "vi") -> docx.document.Document:
    data = sheet_docx.sheet(report(registry, Wanted(dismissed=True)), load_rules(), lang)
    return docx.Document(io.BytesIO(data))


def cells(table: docx.table.Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_word_sheet_has_documents_findings_and_signatures(registry: Registry) -> None:
    made_ = word(registry)
    documents, errors, warnings, infos, signatures = (cells(table) for table in made_.tables)
    assert documents[0] == ["STT", "Số, ký hiệu", "Ngày", "Cơ quan ban hành", "Tệp", "Số liệu, phép tính"]
    assert documents[1][:5] == ["1", "Báo cáo 01/BC-UBND", "20/12/2025", made.TINH, made.FIRST]
    assert errors[0] == [
        "STT", "Trang", "Nội dung trong văn bản", "Vấn đề", "Đề nghị", "Ý kiến xử lý",
    ]  # fmt: skip
    assert [row[:2] for row in errors[1:]] == [["1", "1"], ["2", "2"]]
    told = "\n".join(paragraph.text for paragraph in made_.paragraphs)
    assert "Cơ quan, đơn vị rà soát: …" in told and "Ngày rà soát: " in told and "--" not in told
    assert f"1 văn bản không có phát hiện: Thông báo 03/TB-UBND ({made.THIRD})." in told
    assert len(documents) == 3
    assert "các phần cộng lại là 44.334" in errors[1][3]
    assert "☐ chấp nhận\n☐ bỏ qua" in errors[1][5]
    assert "44.333 hồ sơ" in warnings[1][2] and "trái với\n“Năm 2025" in warnings[1][2]
    assert len(infos) == 2
    assert "NGƯỜI RÀ SOÁT" in signatures[0][0] and "NGƯỜI PHÊ DUYỆT" in signatures[0][1]
    assert "ngày …… tháng …… năm" in signatures[0][0]


def test_the_word_sheet_is_a4_in_times_new_roman(registry: Registry) -> None:
    made_ = word(registry)
    (section,) = made_.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert made_.styles["Normal"].font.name == "Times New Roman"
    assert made_.core_properties.author == made_.core_properties.comments == ""
    for table in made_.tables[:4]:
        assert "w:tblHeader" in table.rows[0]._tr.xml and "w:cantSplit" in table.rows[-1]._tr.xml


def test_the_words_of_a_finding_are_bold_in_their_sentence(registry: Registry) -> None:
    for table, row, words in ((1, 2, "1.2345.000"), (2, 1, "44.333"), (3, 1, "hơn 44.333")):
        (paragraph, *_) = word(registry).tables[table].rows[row].cells[2].paragraphs
        assert [run.text for run in paragraph.runs if run.bold] == [words]


def test_a_decision_is_ticked(registry: Registry) -> None:
    (found,) = findings(registry, Wanted(("parts_sum",)))
    with registry.transaction() as connection:
        reviews.put(connection, found, "dismissed", "bản gốc đúng", None)
    opinion = cells(word(registry).tables[1])[1][5]
    assert opinion == "☐ chấp nhận\n☒ bỏ qua\n[đã bỏ qua: bản gốc đúng]"


def test_a_sheet_without_findings_says_so(tmp_path: Path) -> None:
    with Registry(made.build(tmp_path / "quiet.db", made.THIRD), write=True) as registry:
        made_ = word(registry, "en")
    assert len(made_.tables) == 1
    assert "No figure to check. No finding." in "\n".join(p.text for p in made_.paragraphs)


def workbook(registry: Registry, wanted: Wanted | None = None) -> zipfile.ZipFile:
    asked = wanted or Wanted()
    data = sheet_xlsx.sheet(registry, report(registry, asked), asked, load_rules(), "vi")
    return zipfile.ZipFile(io.BytesIO(data))


def grid(book: zipfile.ZipFile, number: int) -> list[list[str | float | None]]:
    """The cells of a sheet, row by row; numbers as numbers."""
    strings = [
        "".join(part.text or "" for part in item.iter(f"{{{_NAMES['m']}}}t"))
        for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))

    def content(cell: ElementTree.Element) -> str | float | None:
        value = cell.findtext("m:v", None, _NAMES)
        if value is None:
            return None
        return strings[int(value)] if cell.get("t") == "s" else float(value)

    return [[content(cell) for cell in row] for row in root.iterfind(".//m:row", _NAMES)]


def test_the_workbook_has_findings_checks_and_figures(registry: Registry) -> None:
    book = workbook(registry)
    names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert names == ["Phát hiện", "Phép tính đã thử", "Số liệu"]
    found, tried, figures = (grid(book, number) for number in (1, 2, 3))
    assert [row[1] for row in found[1:]] == ["▲ lỗi", "▲ lỗi", "◆ cảnh báo", "● lưu ý"]
    assert found[1][2] == "Các phần không cộng đúng tổng" and found[1][4] == 1.0
    assert len(str(found[1][0])) == 8 and "vị trí đầu" not in found[0] and "vị trí đầu" not in figures[0]
    assert tried[1][9] == "Các phần không cộng đúng tổng"
    assert [row[:2] for row in tried[1:]] == [
        ["✗", "không khớp"], ["✓", "khớp"], ["?", "chưa kết luận được"], ["✓", "khớp"],
    ]  # fmt: skip
    assert len(figures) == 13 and figures[0][:3] == ["chỉ tiêu", "giá trị", "đơn vị"]
    assert figures[1][:3] == ["hồ sơ tiếp nhận", 44333.0, "hồ sơ"]


def test_the_workbook_is_ready_to_print(registry: Registry) -> None:
    book = workbook(registry)
    for number in (1, 2, 3):
        text = book.read(f"xl/worksheets/sheet{number}.xml").decode()
        assert 'state="frozen"' in text and "<autoFilter" in text and "<cols>" in text
        assert 'orientation="landscape"' in text and 'fitToHeight="0"' in text and 'paperSize="9"' in text
    assert "_xlnm.Print_Titles" in book.read("xl/workbook.xml").decode()


def test_words_that_look_like_formulas_stay_words(registry: Registry) -> None:
    with registry.transaction() as connection:
        connection.execute("UPDATE findings SET text = '=1+1' || char(7)")
    found = grid(workbook(registry), 1)
    assert found[1][5] == "=1+1 "
    assert b"<f>" not in workbook(registry).read("xl/worksheets/sheet1.xml")


def test_a_workbook_of_nothing_opens(tmp_path: Path) -> None:
    with Registry(made.build(tmp_path / "quiet.db", made.THIRD), write=True) as registry:
        book = workbook(registry)
    assert [len(grid(book, number)) for number in (1, 2, 3)] == [1, 1, 1]
