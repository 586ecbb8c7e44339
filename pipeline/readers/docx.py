"""Reads DOCX: the body in order with tables, text boxes, generated list labels and notes at their marks."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractors.model import BlockKind, Document
from pipeline.errors import UnreadableFileError
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine
from pipeline.readers.docx_letters import Fonts, labels_to_unicode, to_unicode
from pipeline.readers.docx_numbering import Numbering, W, value
from pipeline.readers.docx_table import Grid, inside, is_ruled, lay_out, ruled_styles
from pipeline.readers.docx_text import Paragraph, chosen, heading_level, local_name, read_paragraph, words
from pipeline.readers.legacy import Letters
from pipeline.readers.paragraphs import is_letterhead, part_fields, part_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_COUNTRY = re.compile(r"CỘNG\s+H\w{2}\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT", re.IGNORECASE)
_TITLE_LENGTH = 200
_BROKEN = (
    KeyError, ValueError, AttributeError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_docx(data: bytes, name: str, letters: Letters | None = None) -> Document:
    """The document in a DOCX file; `letters` brings what is set in old fonts to Unicode.

    Raises:
        UnreadableFileError: the package or its XML is damaged.
    """
    package = _Package(data)
    if letters is not None:
        package.modernise(letters)
    out = Assembler(name, MEDIA_TYPE, "docx")
    walker = _Walker(out, package)
    letterhead = package.letterhead()
    if letterhead is not None:
        walker.blocks(letterhead)
    walker.blocks(package.body)
    return out.finish()


class _Package:
    """The parts of a DOCX package that hold text or say how it is numbered."""

    def __init__(self, data: bytes) -> None:
        from docx.opc.exceptions import PackageNotFoundError
        from docx.opc.package import OpcPackage
        from lxml import etree

        try:
            package: Any = OpcPackage.open(io.BytesIO(data))
            self._main = package.main_document_part
            document = _root(self._main)
            self._parts = {relation.reltype: relation for relation in self._main.rels.values()}
            self.numbering = self._part("numbering")
            self.styles = self._part("styles")
            self._notes = {kind: self._part(kind + "s") for kind in ("footnote", "endnote")}
        except (*_BROKEN, PackageNotFoundError, etree.LxmlError) as error:
            raise _damaged() from error
        body = document.find(W + "body")
        if body is None:
            raise _damaged()
        self.body: Element = body
        self._page_headers: dict[str, Element] = {}

    def _part(self, kind: str) -> Element | None:
        relation = self._parts.get(_RELATIONS + kind) or self._parts.get(_STRICT + kind)
        return None if relation is None or relation.is_external else _root(relation.target_part)

    def modernise(self, letters: Letters) -> None:
        """Put old letters into Unicode in all the parts."""
        fonts = Fonts(self.styles)
        for root in (self.body, *self._notes.values(), *dict.fromkeys(self._headers())):
            to_unicode(root, fonts, letters)
        labels_to_unicode(self.numbering, letters)

    def _headers(self) -> Iterator[Element]:
        """The page headers, once each."""
        for reference in self.body.iter(W + "headerReference"):
            key = reference.get(_R + "id", "")
            relation = self._main.rels.get(key)
            if relation is None or relation.is_external:
                continue
            if key not in self._page_headers:
                self._page_headers[key] = _root(relation.target_part)
            yield self._page_headers[key]

    def note(self, kind: str, note_id: str) -> Element | None:
        """The footnote or endnote with that id."""
        root = self._notes.get(kind)
        if root is None:
            return None
        return next((note for note in root if note.get(W + "id") == note_id), None)

    def letterhead(self) -> Element | None:
        """The page header that holds the letterhead, where the body's first paragraphs do not."""
        if _COUNTRY.search("\n".join(map(words, islice(self.body.iter(W + "p"), 60)))):
            return None
        return next((root for root in self._headers() if _COUNTRY.search(words(root))), None)


def _root(part: Any) -> Element:
    """The part's XML as plain lxml elements."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, huge_tree=True, remove_comments=True)
    element = getattr(part, "element", None)
    return element if element is not None else etree.fromstring(part.blob, parser)


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "The Word file is damaged; open it in Word, let it repair the file and save it again.",
        "Tệp Word bị hỏng; hãy mở bằng Word để sửa rồi lưu lại.",
    )


class _Walker:
    """Goes through the body in order and hands its blocks to the assembler."""

    def __init__(self, out: Assembler, package: _Package) -> None:
        self._out = out
        self._package = package
        self._numbering = Numbering(package.numbering, package.styles)
        self._ruled = ruled_styles(package.styles)

    def blocks(self, element: Element) -> None:
        """The paragraphs and tables of a body, a page header, a text box or a content control."""
        for part in element:
            name = local_name(part)
            if name == "p":
                self._paragraph(part)
            elif name == "tbl":
                self._table(part)
            elif name == "AlternateContent":
                branch = chosen(part)
                if branch is not None:
                    self.blocks(branch)
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                self.blocks(part)
            elif name == "altChunk":
                self._out.note("A part of the file is embedded in another format and was not read.")

    def _paragraph(self, element: Element) -> None:
        paragraph = self._read(element)
        lines = paragraph.filled()
        if lines:
            kind = self._kind(element, paragraph)
            for block in part_lines(lines):
                self._out.block(kind, [SourceLine(line) for line in block])
        self._notes(paragraph.notes)
        for box in paragraph.boxes:
            self.blocks(box)

    def _read(self, element: Element) -> Paragraph:
        """The paragraph with the label that Word generates for it."""
        paragraph = read_paragraph(element)
        label = self._numbering.label(element.find(W + "pPr"))
        if label and paragraph.text.strip():
            first = next(at for at, line in enumerate(paragraph.lines) if line.strip())
            paragraph.lines[first] = f"{label} {paragraph.lines[first].lstrip()}"
        return paragraph

    def _kind(self, element: Element, paragraph: Paragraph) -> BlockKind:
        properties = element.find(W + "pPr")
        style = self._numbering.style(value(properties, "pStyle"))
        text = paragraph.text.strip()
        if len(text) > _TITLE_LENGTH:
            return BlockKind.PARAGRAPH
        if heading_level(properties, style.outline) is not None:
            return BlockKind.HEADING
        bold = paragraph.bold or style.bold
        return BlockKind.HEADING if bold and not text.endswith((".", ";", ",", ":")) else BlockKind.PARAGRAPH

    def _notes(self, marks: list[tuple[str, str]]) -> None:
        """The footnotes marked in what was just added, each a block."""
        for kind, note_id in marks:
            note = self._package.note(kind, note_id)
            if note is None:
                continue
            lines = [line for p in note.iter(W + "p") for line in self._read(p).filled()]
            if lines:
                self._out.block(BlockKind.FOOTNOTE, [SourceLine(line) for line in lines])

    def _table(self, element: Element) -> None:
        grid = lay_out(element)
        layout = not is_ruled(element, self._ruled) or self._places_letterhead(grid)
        self._out.table(len(grid.rows), grid.columns, self._cells(grid, layout), layout)

    def _places_letterhead(self, grid: Grid) -> bool:
        """Whether a small table holds the country's name, the number or the recipients."""
        if len(grid.rows) > 8 or grid.columns > 4:
            return False
        return any(
            is_letterhead(words(p).strip())
            for row in grid.rows
            for cell in row
            for p in cell.element.iter(W + "p")
        )

    def _cells(self, grid: Grid, layout: bool) -> Iterator[SourceCell]:
        """The cells row by row; the notes marked in a row follow it while the assembler takes the next."""
        for row in grid.rows:
            marks: list[tuple[str, str]] = []
            for cell in row:
                paragraphs = list(self._cell(cell.element, marks))
                groups = map(part_fields, _groups(paragraphs)) if layout else map(part_lines, paragraphs)
                sources = [[SourceLine(line) for line in block] for group in groups for block in group]
                yield SourceCell(cell.row, cell.column, sources, cell.rows, cell.columns)
            self._notes(marks)

    def _cell(self, element: Element, marks: list[tuple[str, str]]) -> Iterator[list[str]]:
        """The paragraphs of a cell as lines; the cells of a table inside it and its text boxes included."""
        for part in element:
            name = local_name(part)
            if name == "p":
                paragraph = self._read(part)
                marks += paragraph.notes
                yield paragraph.filled()
                for box in paragraph.boxes:
                    yield from self._cell(box, marks)
            elif name == "tbl":
                for row in inside(part, "tr"):
                    for tc in inside(row, "tc"):
                        yield from self._cell(tc, marks)
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                yield from self._cell(part, marks)
            elif name == "AlternateContent":
                branch = chosen(part)
                if branch is not None:
                    yield from self._cell(branch, marks)


def _groups(paragraphs: list[list[str]]) -> Iterator[list[str]]:
    """The lines of a letterhead cell between its empty paragraphs: a field may be wrapped over paragraphs."""
    group: list[str] = []
    for lines in [*paragraphs, []]:
        group += lines
        if not lines and group:
            yield group
            group = []
