"""Tasks as the annex of a reminder letter: a Word document laid out as Nghị định 30/2020/NĐ-CP asks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipeline.graph.cards import day
from pipeline.graph.xmltext import clean
from pipeline.messages import say
from pipeline.tasks.groups import Group, Listed, by_body, shared
from pipeline.tasks.model import Assigned, Status
from pipeline.tasks.wording import UNFINISHED, due_words, printed_due, remaining, status_word, where
from pipeline.word_parts import keep_whole, page_number, repeat_head, shade

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
_SIZE = 13  # Nghị định 30/2020/NĐ-CP, Phụ lục I: text of 13 to 14 points
_CELL_SIZE = 12
_COLUMNS = (
    ("task_number", 1.6), ("task_text", 6.6), ("task_partners", 3.4), ("task_due", 3.0),
    ("task_product", 3.0), ("task_status", 2.9), ("task_basis", 4.7),
)  # fmt: skip
"""Each column by its heading, with its width in centimetres; 25.2 between the margins."""
_CENTRED = frozenset({0, 3})
_HEAD_FILL = "E3E8EF"
_BODY_FILL = "F4F6F8"
_OVERDUE_FILL = "F8D7D3"
_TENS, _ONES = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"), (
    "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
)  # fmt: skip


def sheet(listed: Listed, lang: str) -> bytes:
    """The annex as the bytes of a DOCX, A4 landscape, with its words in "vi" or "en"."""
    import docx

    made = docx.Document()
    _lay_out(made, listed, lang)
    _title(made, listed, lang)
    table = _table(made, lang)
    number = 0
    for index, group in enumerate(by_body(listed.tasks), 1):
        _body(table, index, group, lang)
        for number, task in enumerate(group.tasks, number + 1):  # noqa: B020
            _task(table, number, task, listed, lang)
    if shared(listed.tasks):
        _line(made, say("task_shared", lang), italic=True, before=6)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _lay_out(made: Document, listed: Listed, lang: str) -> None:
    """A4 across, 20, 20, 30 and 15 mm of margins, the page's number above from the second page on."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(_SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    known = made.core_properties
    known.title, known.author, known.comments, known.language = _name(listed, lang), "", "", lang
    known.created = known.modified = datetime(listed.as_of.year, listed.as_of.month, listed.as_of.day)


def _title(made: Document, listed: Listed, lang: str) -> None:
    """The word "Phụ lục", its name in capitals, the letter that it goes with (left to fill in), the day."""
    _line(made, say("task_annex", lang), bold=True, size=14)
    _line(made, _name(listed, lang).upper(), bold=True, size=14)
    _line(made, say("task_annex_with", lang), italic=True, size=14)
    as_of = say("task_as_of", lang, date=day(listed.as_of.isoformat(), lang))
    count = say("task_count", lang, count=len(listed.tasks))
    told = "; ".join(part for part in (as_of, listed.about(lang), count) if part)
    _line(made, told, italic=True, before=4, after=8)


def _name(listed: Listed, lang: str) -> str:
    """What the list is of: overdue tasks, those that fall due, what is not done, or tasks at large."""
    found = {task.status for task in listed.tasks}
    if found == {Status.OVERDUE}:
        return say("task_annex_overdue", lang)
    if not found or not found <= UNFINISHED:
        return say("task_annex_all", lang)
    if listed.due_to is None:
        return say("task_annex_unfinished", lang)
    return say("task_annex_due" if found == {Status.OPEN} else "task_annex_both", lang)


def _line(
    made: Document,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = _SIZE,
    before: int = 0,
    after: int = 0,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _table(made: Document, lang: str) -> Any:
    """The table with its head, which every page repeats."""
    from docx.shared import Cm

    table: Any = made.add_table(rows=0, cols=len(_COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)  # Word goes by the cells, LibreOffice by the grid
    row = _row(table, [say(name, lang) for name, _ in _COLUMNS], bold=True)
    repeat_head(row)
    for cell in row.cells:
        shade(cell, _HEAD_FILL)
    return table


def _body(table: Any, index: int, group: Group, lang: str) -> None:
    """A row across the table that names the body that leads what follows."""
    row = table.add_row()
    keep_whole(row)
    row.cells[1].merge(row.cells[-1])
    count = say("task_count", lang, count=len(group.tasks))
    for cell, text, centred in ((row.cells[0], _roman(index), True), (row.cells[1], "", False)):
        _write(cell, text or f"{group.name(lang)} ({count})", bold=True, centred=centred)
        shade(cell, _BODY_FILL)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _roman(number: int) -> str:
    return "C" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]


def _task(table: Any, number: int, task: Assigned, listed: Listed, lang: str) -> None:
    status = status_word(task.status, lang)
    left = remaining(task, listed.as_of, lang)
    row = _row(table, list(_cells(number, task, status[:1].upper() + status[1:], left, lang)))
    if task.status is Status.OVERDUE:
        shade(row.cells[5], _OVERDUE_FILL)


def _cells(number: int, task: Assigned, status: str, left: str, lang: str) -> Iterator[str]:
    due, printed = due_words(task, lang), printed_due(task, lang)
    yield str(number)
    yield task.text
    yield "; ".join(task.partners)
    yield f"{due}\n(“{printed}”)" if printed and printed != due else due
    yield task.product or ""
    yield f"{status}\n({left})" if left else status
    yield where(task.at, lang)


def _row(table: Any, texts: Sequence[str], *, bold: bool = False) -> Any:
    from docx.shared import Cm

    row = table.add_row()
    # a task of pages must be allowed to go on overleaf
    if sum(map(len, texts)) < 2000:
        keep_whole(row)
    for index, (cell, text, (_, width)) in enumerate(zip(row.cells, texts, _COLUMNS, strict=True)):
        cell.width = Cm(width)
        _write(cell, text, bold=bold, centred=bold or index in _CENTRED)
    return row


def _write(cell: Any, text: str, *, bold: bool, centred: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(_CELL_SIZE)
