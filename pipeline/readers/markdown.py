"""Reads Markdown and plain text: paragraphs, headings, lists, footnotes and both kinds of bar tables."""

from __future__ import annotations

import re

from extractors.model import BlockKind, Document
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine
from pipeline.readers.bars import (
    BarCell,
    BarTable,
    cell_paragraphs,
    exploded_table,
    is_pipe_table,
    pipe_table,
)
from pipeline.readers.columns import is_spread, two_columns
from pipeline.readers.markup import footnote_marks, is_bold, stripper
from pipeline.readers.paragraphs import (
    ends_sentence,
    has_label,
    is_letterhead,
    is_page_number,
    is_rule,
    left_open,
    resumes,
    starts_item,
)

_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
_END_NOTE = re.compile(r"\[\d{1,3}\]\s")
_FENCES = ("```", "~~~")
_HARD_BREAKS = ("  ", "\\")
_MARKS = frozenset("-_=~*–—#`\f")
_UNWRAPPED = 150
_SAMPLE = 3000


def read_markdown(text: str, name: str) -> Document:
    """The document in a Markdown text."""
    return _TextReader(text, name, markdown=True).read()


def read_plain(text: str, name: str) -> Document:
    """The document in a plain text, where form feeds part the pages."""
    return _TextReader(text, name, markdown=False).read()


class _TextReader:
    """One pass over the lines; a paragraph waits until the next one shows that it is complete."""

    def __init__(self, text: str, name: str, markdown: bool) -> None:
        self._markdown = markdown
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        paged = "\f" in text
        pages = text.rstrip("\f\n ").count("\f") + 1 if paged else None
        media_type = "text/markdown" if markdown else "text/plain"
        self._out = Assembler(name, media_type, "markdown" if markdown else "text", pages)
        self._page: int | None = 1 if paged else None
        self._page_begins = False
        self._strip = stripper(text) if markdown else None
        self._raw = text.replace("\f", "\n\f\n").split("\n") if paged else text.split("\n")
        self._lines = [line.strip(" \t\xa0\ufeff") for line in self._raw]
        self._piped = markdown and text.count("|") > self._lines.count("|")
        self._broken = markdown and ("  \n" in text or "\\\n" in text)
        self._width = self._wrap_width()
        self._paragraph: list[str] = []
        self._waiting: list[SourceLine] = []
        self._waiting_kind = BlockKind.PARAGRAPH
        self._page_number: SourceLine | None = None
        self._notes = self._take_footnotes() if "[^" in text else {}

    def _wrap_width(self) -> int:
        """The width at which the lines were wrapped: nearly the longest, a few overlong ones aside."""
        lengths = sorted([len(line) for line in self._lines[:_SAMPLE] if line and line != "|"])
        return max(lengths[len(lengths) * 19 // 20], 30) if lengths else 80

    def _take_footnotes(self) -> dict[str, list[str]]:
        """The footnotes' texts by name, taken out of the lines."""
        notes: dict[str, list[str]] = {}
        current: list[str] | None = None
        for index, line in enumerate(self._lines):
            match = _FOOTNOTE.match(line)
            if match:
                current = notes.setdefault(match[1], [])
                current.append(match[2])
            elif current is None or not line or not self._raw[index].startswith((" ", "\t")):
                current = None
                continue
            else:
                current.append(line)
            self._lines[index] = ""
        return notes

    def read(self) -> Document:
        """The whole document."""
        lines, index, count = self._lines, 0, len(self._lines)
        while index < count:
            line = lines[index]
            if not line:
                if self._paragraph:
                    self._end_paragraph()
            elif line == "|":
                index = self._table(exploded_table(lines, index))
                continue
            elif self._piped and "|" in line and is_pipe_table(lines, index):
                index = self._table(pipe_table(lines, index))
                continue
            elif not self._markdown and is_spread(self._raw[index]) and (after := self._columns(index)):
                index = after
                continue
            elif line[0] not in _MARKS or not self._mark(line):
                self._text(line, index)
            index += 1
        self._end_paragraph()
        self._flush()
        for name in list(self._notes):
            self._footnote(name)
        return self._out.finish()

    def _mark(self, line: str) -> bool:
        """Whether the line is a page's end, a rule, a fence or a heading, which then has been dealt with."""
        if line == "\f":
            if self._paragraph and is_page_number(self._paragraph[-1]):
                self._paragraph.pop()
            self._end_paragraph()
            self._page, self._page_begins = (self._page or 1) + 1, True
        elif is_rule(line) or line.startswith(_FENCES):
            self._end_paragraph()
        elif self._markdown and line[0] == "#" and line.lstrip("#")[:1] in (" ", "\t", "*"):
            self._end_paragraph()
            self._emit(BlockKind.HEADING, [line.lstrip("#").rstrip("# ").strip()])
        else:
            return False
        return True

    def _text(self, line: str, index: int) -> None:
        """One line of running text: it goes on with the open paragraph or begins another."""
        if self._page_begins:
            self._page_begins = False
            if is_page_number(line):
                return
        if self._markdown and line[0] in "*>":
            line = _list_mark(line)
        if self._paragraph and self._parts(self._paragraph[-1], line):
            self._end_paragraph()
        self._paragraph.append(line)
        if self._broken and self._raw[index].endswith(_HARD_BREAKS):
            self._end_paragraph()

    def _parts(self, before: str, line: str) -> bool:
        """Whether a paragraph ends between two lines that no blank line parts."""
        if starts_item(before, line, self._width):
            return True
        if self._markdown and self._width <= _UNWRAPPED:
            return False
        if before.isupper() != line.isupper() and not line[:1].islower():
            return True
        if self._width > _UNWRAPPED:
            return not resumes(before, line)
        if line[:1].islower() or len(before) >= self._width * 4 // 5:
            return False
        titled = has_label(before) and len(before) < self._width // 2
        return titled or ends_sentence(before) or before.isupper()

    def _end_paragraph(self) -> None:
        lines = self._paragraph
        if not lines:
            return
        self._paragraph = []
        if len(lines) == 1 and is_page_number(lines[0]) and self._waiting:
            self._hold(lines[0])
            return
        kind = BlockKind.PARAGRAPH
        if self._markdown and lines[0].startswith("**") and is_bold(lines):
            kind = BlockKind.HEADING if sum(map(len, lines)) < 200 else kind
        elif lines[0][0] == "[" and _END_NOTE.match(lines[0]) is not None:
            kind = BlockKind.FOOTNOTE
        self._emit(kind, lines)

    def _hold(self, number: str) -> None:
        """Keep back what looks like a page number until the next paragraph shows whether it is one."""
        if self._page_number is not None:
            self._flush()
        self._page_number = SourceLine(number, self._page)

    def _emit(self, kind: BlockKind, lines: list[str]) -> None:
        """Let the paragraph wait, after the one before it or as its continuation."""
        words = self._sources(lines)
        if self._waiting:
            whole = kind is BlockKind.PARAGRAPH is self._waiting_kind
            joins = left_open if self._page_number is not None else resumes
            if whole and joins(self._above(), words[0].text) and not self._noted(lines):
                self._waiting += words
                self._page_number = None
                return
            self._flush()
        self._waiting, self._waiting_kind = words, kind
        if self._notes:
            marks = [mark for line in lines for mark in footnote_marks(line)]
            if marks:
                self._flush()
                for mark in marks:
                    self._footnote(mark)

    def _sources(self, lines: list[str]) -> list[SourceLine]:
        page = self._page
        return [SourceLine(line, page) for line in (self._strip(lines) if self._strip else lines)]

    def _noted(self, lines: list[str]) -> bool:
        return bool(self._notes) and any("[^" in line for line in lines)

    def _above(self) -> str:
        """The waiting paragraph's last line; with the line before it where it has several."""
        waiting = self._waiting
        return waiting[0].text if len(waiting) == 1 else f"{waiting[-2].text} {waiting[-1].text}"

    def _flush(self) -> None:
        if self._waiting:
            self._out.block(self._waiting_kind, self._waiting)
            self._waiting = []
        if self._page_number is not None:
            if self._page is None:
                self._out.block(BlockKind.PARAGRAPH, [self._page_number])
            self._page_number = None

    def _footnote(self, name: str) -> None:
        lines = self._notes.pop(name, None)
        if lines:
            self._out.block(BlockKind.FOOTNOTE, self._sources(lines))

    def _table(self, table: BarTable) -> int:
        self._end_paragraph()
        self._flush()
        layout = table.columns <= 3 and any(
            is_letterhead(line) for cell in table.cells for line in cell.lines[:4]
        )
        cells = [
            SourceCell(cell.row, cell.column, [self._sources(p) for p in paragraphs], 1, cell.columns)
            for cell in table.cells
            for paragraphs in (cell_paragraphs(cell.lines, layout),)
        ]
        self._out.table(table.rows, table.columns, cells, layout)
        marks = [mark for cell in table.cells for line in cell.lines for mark in footnote_marks(line)]
        for mark in marks:
            self._footnote(mark)
        return table.after

    def _columns(self, index: int) -> int | None:
        """Reads a letterhead or signature set in two columns; the index after it, None if there is none."""
        columns = two_columns(self._raw, index)
        if columns is None:
            return None
        cells = [BarCell(0, 0, 1, columns.left), BarCell(0, 1, 1, columns.right)]
        return self._table(BarTable(1, 2, cells, columns.after))


def _list_mark(line: str) -> str:
    """The line with Markdown's other list and quotation marks in the one form "- "."""
    if line.startswith(("* ", "*\t")) and line.count("*") == 1:
        return "- " + line[2:].lstrip()
    return line.lstrip("> ") or line
