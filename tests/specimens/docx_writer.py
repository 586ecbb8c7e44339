"""Builds a specimen as DOCX: letterhead table, lists numbered by Word, a footnotes part, merged cells."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from .source import Block, Specimen, runs

FONT = "Times New Roman"
TEXT_WIDTH = 165.0
_ZIP_DATE = (2025, 1, 1, 0, 0, 0)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_UNUSED = ("thumbnail", "customXml", "printerSettings")


def build(specimen: Specimen) -> bytes:
    """The specimen as the bytes of a DOCX file, the same at every build."""
    document = Document()
    _page(document)
    _numbering(document)
    _letterhead(document, specimen)
    lists = _Lists(document)
    for block in specimen.blocks:
        _block(document, specimen, block, lists)
    if specimen.notes:
        _footnotes(document, specimen)
    return _bytes(document)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    header._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _numbering(document: Any) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
        for level, (form, text) in enumerate((("decimal", "%1."), ("lowerLetter", "%2)")))
    )
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
    )


class _Lists:
    """Gives each run of numbered items a list of its own, so that every one starts at 1."""

    def __init__(self, document: Any) -> None:
        self._numbering = document.part.numbering_part.element
        self._open = False
        self._count = 0

    def close(self) -> None:
        """End the list that is open."""
        self._open = False

    def number(self, paragraph: Any, level: int) -> None:
        """Make the paragraph an item of the open list, opening one where none is."""
        if not self._open:
            self._count += 1
            start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
            self._numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{self._count}">'
                    f'<w:abstractNumId w:val="1"/>{start}</w:num>'
                )
            )
            self._open = True
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{self._count}"/></w:numPr>'
            )
        )


def _letterhead(document: Any, specimen: Specimen) -> None:
    if specimen.lines("stamp"):
        _line(document.add_paragraph(), specimen.lines("stamp")[0], bold=True)
    table = _grid(document, 2, (62, 103))
    left, right = table.rows[0].cells
    for parent in specimen.lines("parent"):
        _line(_next(left), parent, size=13)
    for line in specimen.lines("issuer"):
        _line(_next(left), line, bold=True, size=13)
    _rule(_next(left), 18)
    _line(_next(right), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12.5)
    _line(_next(right), "Độc lập - Tự do - Hạnh phúc", bold=True)
    _rule(_next(right), 16)
    left, right = table.rows[1].cells
    _line(_next(left), specimen.head["number"], size=13, before=6)
    for line in specimen.lines("about"):
        _line(_next(left), line, size=13)
    _line(_next(right), specimen.head["place_date"], italic=True, before=6)
    if "type" in specimen.head:
        _line(document.add_paragraph(), specimen.head["type"], bold=True, before=18)
        bold = [line for line in specimen.lines("subject") if not line.startswith("*")]
        _line(document.add_paragraph(), "\n".join(bold), bold=True)
        for line in specimen.lines("subject")[len(bold) :]:
            _line(document.add_paragraph(), line)
        _rule(document.add_paragraph(), 60)
    for number, line in enumerate(specimen.lines("addressees")):
        paragraph = document.add_paragraph()
        _line(paragraph, f"Kính gửi: {line}" if number == 0 else line, before=6)


def _grid(document: Any, rows: int, widths: tuple[float, ...]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _next(cell: Any) -> Any:
    first = cell.paragraphs[0]
    return (
        first
        if not first.runs and len(cell.paragraphs) == 1 and first._p.pPr is None
        else cell.add_paragraph()
    )


def _line(
    paragraph: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 14,
    before: float = 0,
) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(0)
    for run in runs(text):
        made = paragraph.add_run(run.text)
        made.bold, made.italic, made.font.size = bold or run.bold, italic or run.italic, Pt(size)


def _rule(paragraph: Any, indent: float) -> None:
    """A paragraph of two points with a border below: the short rule under a name or a motto."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(indent)
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    line = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:pBdr {nsdecls("w")}>{line}</w:pBdr>'))


def _block(document: Any, specimen: Specimen, block: Block, lists: _Lists) -> None:
    if block.kind == "@page":
        document.add_page_break()
    elif block.kind == "@sign":
        _signature(document, specimen)
    elif block.kind == "table":
        _table(document, block)
    else:
        paragraph = document.add_paragraph()
        _text(paragraph, block)
        if block.kind in ("auto", "auto2"):
            lists.number(paragraph, int(block.kind == "auto2"))
            return
    lists.close()


def _text(paragraph: Any, block: Block) -> None:
    centred = block.kind in ("title", "centre")
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(6), Pt(0)
    form.keep_with_next = "heading" in block.kind
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    if not centred and not block.kind.startswith("auto"):
        form.first_line_indent = Mm(12.7)
    bold = block.kind in ("title", "heading", "subheading")
    _runs(
        paragraph,
        ("- " if block.kind == "dash" else "") + block.text,
        bold,
        block.kind in ("basis", "subheading"),
    )


def _runs(paragraph: Any, text: str, bold: bool = False, italic: bool = False, size: float = 14) -> None:
    for run in runs(text):
        made = paragraph.add_run()
        if run.note:
            made.font.superscript = True
            made._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{run.note}"/>'))
            continue
        made.bold, made.italic, made.font.size = bold or run.bold, italic or run.italic, Pt(size)
        for number, line in enumerate(run.text.split("\n")):
            if number:
                made.add_break()
            made.add_text(line)


def _table(document: Any, block: Block) -> None:
    widths = tuple(TEXT_WIDTH * width / sum(block.widths) for width in block.widths)
    table = _grid(document, len(block.rows), widths)
    table.style = "Table Grid"
    for row, texts in enumerate(block.rows):
        for column, text in enumerate(texts):
            if text not in ("<", "^"):
                _cell(
                    table.cell(row, column),
                    text,
                    centred=row < block.head_rows or column == 0,
                    bold=row < block.head_rows,
                )
    for row, texts in enumerate(block.rows):
        for column, text in enumerate(texts):
            if text == "<" and (column + 1 == len(texts) or texts[column + 1] != "<"):
                start = max(i for i in range(column) if texts[i] != "<")
                table.cell(row, start).merge(table.cell(row, column))
            elif text == "^" and (row + 1 == len(block.rows) or block.rows[row + 1][column] != "^"):
                start = max(i for i in range(row) if block.rows[i][column] != "^")
                table.cell(start, column).merge(table.cell(row, column))
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for cell in table._tbl.iter(qn("w:tc")):
        _drop_empty_paragraphs(cell)


def _drop_empty_paragraphs(cell: Any) -> None:
    """Merging cells keeps the empty paragraph of each; a cell needs one."""
    paragraphs = cell.findall(qn("w:p"))
    for paragraph in paragraphs[1:]:
        if paragraph.find(qn("w:r")) is None:
            cell.remove(paragraph)


def _cell(cell: Any, text: str, *, centred: bool, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    _runs(paragraph, text, bold, size=12)


def _signature(document: Any, specimen: Specimen) -> None:
    space = document.add_paragraph()
    space.paragraph_format.space_after = Pt(0)
    table = _grid(document, 1, (80, 85))
    left, right = table.rows[0].cells
    _line(_next(left), "Nơi nhận:", bold=True, italic=True, size=12)
    left.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    recipients = specimen.lines("recipients")
    for number, line in enumerate(recipients):
        paragraph = left.add_paragraph()
        _line(paragraph, f"- {line}{'.' if number + 1 == len(recipients) else ';'}", size=11)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for line in specimen.lines("signature"):
        _line(_next(right), line, bold=True)
    _line(right.add_paragraph(), specimen.head["signer"], bold=True, before=64)


def _footnotes(document: Any, specimen: Specimen) -> None:
    size = '<w:sz w:val="20"/>'
    bodies = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    for number, text in sorted(specimen.notes.items()):
        bodies.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            f'<w:r><w:rPr>{size}<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:rPr>{size}</w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
            "</w:p></w:footnote>"
        )
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    xml = f'{start}<w:footnotes {nsdecls("w")}>{"".join(bodies)}</w:footnotes>'
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode("utf-8"), package)
    document.part.relate_to(part, _RELATION)


def _bytes(document: Any) -> bytes:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime(2025, 1, 1)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED:
                del owner.rels[key]
    raw = io.BytesIO()
    document.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
