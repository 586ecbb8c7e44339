"""The review as a Word document that an official prints, fills in and signs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from extractors.rulebook import Rulebook
from pipeline.audit import rules as wording
from pipeline.audit.findings import LOUDEST_FIRST, Found, Place
from pipeline.audit.report import Paper, Report
from pipeline.audit.screen import SIGNS, decision, emphasised, paper_line, quoted, totals
from pipeline.graph.cards import day
from pipeline.graph.xmltext import clean
from pipeline.messages import say, value
from pipeline.word_parts import keep_whole, page_number, repeat_head, shade

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

FONT = "Times New Roman"
_FILLS = {"error": "F8D7D3", "warning": "FCE9C4", "info": "DCE9F7"}
_HEAD_FILL = "E3E8EF"
_HEADS = (
    "sheet_number", "sheet_page", "sheet_words", "sheet_problem", "sheet_advice", "sheet_opinion",
)  # fmt: skip
_WIDTHS = (1.4, 1.6, 7.0, 7.0, 4.4, 4.3)  # centimetres; 25.7 on a landscape sheet
_DOCUMENT_WIDTHS = (1.4, 6.3, 2.4, 6.2, 4.4, 5.0)
_MUTED = "EEEEEE"
_BLANK = "…" * 40
_LONG = 420  # characters of a quotation that are printed


def sheet(found: Report, rules: Rulebook, lang: str) -> bytes:
    """The sheet as the bytes of a DOCX, A4 landscape, with its words in "vi" or "en"."""
    import docx

    made = docx.Document()
    _lay_out(made, lang)
    _title(made, lang)
    if found.with_findings():
        _documents(made, found, lang)
    _paragraph(made, totals(found, lang).replace("\n", " "), after=8)
    for severity in LOUDEST_FIRST:
        same = [one for one in found.findings if one.severity == severity]
        if same:
            _findings(made, severity, same, rules, lang)
    _clean(made, found, lang)
    _signatures(made, lang)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _lay_out(made: Document, lang: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    made.core_properties.title = say("sheet_title", lang)
    made.core_properties.author = ""
    made.core_properties.comments = ""
    made.core_properties.language = lang
    page_number(section.footer.paragraphs[0])


def _title(made: Document, lang: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    head = _paragraph(made, say("sheet_title", lang).upper(), bold=True, size=16, after=10)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(made, say("sheet_office", lang, blank=_BLANK), after=2)
    today = day(date.today().isoformat(), lang)
    _paragraph(made, say("sheet_reviewed", lang, date=today), after=8)


def _documents(made: Document, found: Report, lang: str) -> None:
    heads = (
        "sheet_number", "sheet_sign_number", "sheet_date", "sheet_issuer", "sheet_file", "sheet_tried",
    )  # fmt: skip
    table = _table(made, heads, _DOCUMENT_WIDTHS, lang)
    for index, paper in enumerate(found.with_findings(), 1):
        _row(table, [str(index), *_of(paper, lang), paper_line(paper, lang)], _DOCUMENT_WIDTHS)
    _paragraph(made, "", after=4)


def _clean(made: Document, found: Report, lang: str) -> None:
    """The documents without a finding, in one paragraph: there may be hundreds."""
    if clean_ := found.without_findings():
        names = "; ".join(
            paper.document if paper.document == paper.file else f"{paper.document} ({paper.file})"
            for paper in clean_
        )
        _paragraph(made, f"{say('sheet_clean', lang, count=len(clean_))} {names}.", before=10)


def _of(paper: Paper, lang: str) -> list[str]:
    return [paper.document, day(paper.date, lang), paper.issuer or "", paper.file]


def _findings(made: Document, severity: str, same: Sequence[Found], rules: Rulebook, lang: str) -> None:
    word = value(severity, lang)
    title = f"{SIGNS[severity]} {word[:1].upper()}{word[1:]} ({len(same)})"
    head = _paragraph(made, title, bold=True, size=13, before=8, after=4)
    head.paragraph_format.keep_with_next = True
    table = _table(made, _HEADS, _WIDTHS, lang)
    for index, found in enumerate(same, 1):
        advice = wording.advice(found.rule, rules, lang)
        page = "" if found.at.page is None else str(found.at.page)
        cells = [str(index), page, _words(found, lang), _problem(found, rules, lang), advice,
                 _opinion(found, lang)]  # fmt: skip
        row = _row(table, cells, _WIDTHS)
        _emphasise(row[2], found.at)
        shade(row[0], _MUTED if found.status == "dismissed" else _FILLS[severity])


def _words(found: Found, lang: str) -> str:
    said = _said(found.at)
    if found.other is None:
        return said
    return f"{said}\n{say('sheet_against', lang)}\n{_said(found.other)}"


def _said(place: Place) -> str:
    words = quoted(place)
    words = words if len(words) <= _LONG else f"{words[:_LONG].rpartition(' ')[0]} …"
    return f"“{words}”\n{place.document}" if words else place.document


def _emphasise(cell: _Cell, place: Place) -> None:
    """Set the very words of a finding bold in the quotation, unless they are most of it."""
    run = cell.paragraphs[0].runs[0]
    ahead, found, _ = (clean(part) for part in emphasised(place))
    start = 1 + len(ahead)  # behind the opening quotation mark
    text = run.text
    if not found or text[start : start + len(found)] != found:
        return
    run.text, after = text[:start], text[start + len(found) :]
    for text, bold in ((found, True), (after, None)):
        more = cell.paragraphs[0].add_run(text)
        more.bold, more.font.size = bold, run.font.size


def _problem(found: Found, rules: Rulebook, lang: str) -> str:
    return f"{wording.title(found.rule, rules, lang)}.\n{found.why(lang)}\n[{found.short}]"


def _opinion(found: Found, lang: str) -> str:
    boxes = (("accepted", "sheet_accept"), ("dismissed", "sheet_dismiss"))
    lines = [f"{'☒' if found.status == status else '☐'} {say(key, lang)}" for status, key in boxes]
    if found.status != "open":
        lines.append(decision(found, lang))
    else:
        lines += ["…" * 10] * 2
    return "\n".join(lines)


def _signatures(made: Document, lang: str) -> None:
    table = made.add_table(rows=1, cols=2)
    keep_whole(table.rows[0])
    for cell, role in zip(table.rows[0].cells, ("sheet_reviewer", "sheet_approver"), strict=True):
        _signature(cell, say(role, lang), lang)


def _signature(cell: _Cell, role: str, lang: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    lines = ((say("sheet_place_date", lang), False, True), (role, True, False),
             (say("sheet_sign", lang), False, True))  # fmt: skip
    for index, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(14 if index == 0 else 0)
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
    cell.add_paragraph().paragraph_format.space_after = Pt(60)


def _paragraph(
    made: Document, text: str, *, bold: bool = False, size: int = 12, before: int = 0, after: int = 0
) -> Any:
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(size)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def _table(made: Any, heads: Sequence[str], widths: Sequence[float], lang: str) -> Any:
    """A table whose first row is repeated on every page."""
    from docx.shared import Cm

    table = made.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)  # Word goes by the cells, LibreOffice by the grid
    cells = _row(table, [say(head, lang) for head in heads], widths, head=True)
    for cell in cells:
        shade(cell, _HEAD_FILL)
    repeat_head(table.rows[0])
    return table


def _row(table: Any, texts: Sequence[str], widths: Sequence[float], head: bool = False) -> list[_Cell]:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    row = table.add_row()
    keep_whole(row)
    for index, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        if head or index == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size = head, Pt(11)
    return list(row.cells)
