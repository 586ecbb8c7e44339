"""Reads HTML: the document inside the page, with its paragraphs, tables, list labels and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.model import BlockKind, Document
from pipeline.readers.assemble import Assembler, SourceCell, SourceLine
from pipeline.readers.html_letters import class_fonts, to_unicode
from pipeline.readers.html_tree import BLOCKS, Node, main_container, parse
from pipeline.readers.legacy import Letters
from pipeline.readers.list_labels import written_number
from pipeline.readers.paragraphs import has_label, is_letterhead, is_rule, part_fields, part_lines

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*+)[\])]?\s*$")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:k|d|c|m|h)?m$", re.IGNORECASE)
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_TITLE_LENGTH = 200


def read_html(source: str, name: str, letters: Letters | None = None) -> Document:
    """The document in an HTML page, without the navigation around it; `letters` modernises old fonts."""
    out = Assembler(name, "text/html", "html")
    tree = parse(source)
    if letters is not None:
        to_unicode(tree, letters, class_fonts(source))
    _Writer(out).blocks(main_container(tree))
    return out.finish()


@dataclass(slots=True)
class _Paragraph:
    """The lines of the block being collected and whether all of its words are bold."""

    lines: list[str] = field(default_factory=lambda: [""])
    bold: bool = True

    def add(self, text: str, bold: bool) -> None:
        self.lines[-1] += text
        if not bold and text.strip():
            self.bold = False

    def filled(self) -> list[str]:
        """The lines that hold words."""
        return [line for line in map(str.strip, self.lines) if line and not is_rule(line)]


class _Writer:
    """Hands the blocks below an element to the assembler."""

    def __init__(self, out: Assembler) -> None:
        self._out = out

    def blocks(self, node: Node) -> None:
        """The text and blocks of a container, in order."""
        for kind, item in _pieces(node):
            if isinstance(item, Node):
                self._table(item)
                continue
            lines = item.filled()
            if not lines:
                continue
            if item.bold and kind is BlockKind.PARAGRAPH and _is_title(lines):
                kind = BlockKind.HEADING
            for block in part_lines(lines):
                self._out.block(kind, [SourceLine(line) for line in block])

    def _table(self, table: Node) -> None:
        rows = [list(_cells(row)) for row in _rows(table)]
        if next(table.elements("table"), None) is not None or sum(map(len, rows)) == 1:
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        for caption in table.children:
            if isinstance(caption, Node) and caption.tag == "caption":
                self.blocks(caption)
        layout = _is_layout(rows)
        cells, height, width = _grid(rows, layout)
        if cells:
            self._out.table(height, width, cells, layout)


def _is_title(lines: list[str]) -> bool:
    return sum(map(len, lines)) <= _TITLE_LENGTH and not lines[-1].endswith((".", ";", ",", ":"))


def _pieces(node: Node) -> Iterator[tuple[BlockKind, _Paragraph | Node]]:
    """The paragraphs and tables below `node`; text between two blocks is a paragraph too."""
    kind = BlockKind.HEADING if node.tag in _HEADINGS else BlockKind.PARAGRAPH
    current = _Paragraph()
    counter = _Counter(node) if node.tag in ("ol", "ul", "menu") else None
    for child in node.children:
        if isinstance(child, Node) and child.tag in BLOCKS:
            yield kind, current
            current = _Paragraph()
            if child.tag == "table":
                yield kind, child
            elif child.tag == "li" and counter is not None:
                yield from _labelled(child, counter.label(child))
            else:
                yield from _pieces(child)
        elif isinstance(child, Node) and _holds_block(child):
            yield kind, current
            current = _Paragraph()
            yield from _pieces(child)
        else:
            _inline(child, current, node.tag in _BOLD, node.tag == "pre")
    yield kind, current


def _holds_block(node: Node) -> bool:
    return next(node.elements(*BLOCKS), None) is not None


def _labelled(item: Node, label: str) -> Iterator[tuple[BlockKind, _Paragraph | Node]]:
    """The pieces of a list item, the first with the label that the browser would print."""
    pending = label
    for kind, piece in _pieces(item):
        if isinstance(piece, _Paragraph) and pending and piece.filled():
            first = next(at for at, line in enumerate(piece.lines) if line.strip())
            if not has_label(piece.lines[first].strip()):
                piece.lines[first] = f"{pending} {piece.lines[first].lstrip()}"
            pending, kind = "", BlockKind.LIST_ITEM
        yield kind, piece


class _Counter:
    """Counts the items of one list."""

    def __init__(self, node: Node) -> None:
        self._ordered = node.tag == "ol"
        self._style = _STYLES.get(node.attributes.get("type") or "", "decimal")
        style = (node.attributes.get("style") or "").partition("list-style")[2]
        self._bare = "none" in style.partition(";")[0]
        self._next = _whole(node.attributes.get("start"), 1)

    def label(self, item: Node) -> str:
        """The label of the next item, "" where the list prints none."""
        here = _whole(item.attributes.get("value"), self._next)
        self._next = here + 1
        if self._bare:
            return ""
        return f"{written_number(here, self._style)}." if self._ordered else "-"


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.strip().isdecimal() else default


def _inline(node: Node | str, into: _Paragraph, bold: bool, preformatted: bool = False) -> None:
    """The words of a text or an inline element; footnote marks are dropped, the exponents of units kept."""
    if isinstance(node, str):
        if preformatted:
            first, *rest = node.splitlines() or [""]
            into.add(first, bold)
            into.lines += rest
        else:
            into.add(_SPACE.sub(" ", node), bold)
    elif node.tag == "br":
        into.lines.append("")
    elif node.tag == "sup" and _MARK.match(node.text()):
        exponent = node.text().strip()
        if exponent in ("2", "3") and _UNIT.search(into.lines[-1]) and not next(node.elements("a"), None):
            into.add(exponent, bold)
    else:
        for child in node.children:
            _inline(child, into, bold or node.tag in _BOLD, preformatted)


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in ("tbody", "thead", "tfoot"):
                yield from _rows(child)


def _cells(row: Node) -> Iterator[Node]:
    return (child for child in row.children if isinstance(child, Node) and child.tag in ("td", "th"))


def _is_layout(rows: list[list[Node]]) -> bool:
    """Whether a small table places a letterhead or a signature."""
    if len(rows) > 8 or max(map(len, rows), default=0) > 4:
        return False
    return any(
        is_letterhead(line)
        for row in rows
        for cell in row
        for _, piece in _pieces(cell)
        if isinstance(piece, _Paragraph)
        for line in piece.filled()
    )


def _grid(rows: list[list[Node]], layout: bool) -> tuple[list[SourceCell], int, int]:
    """The cells on their grid, its height and its width; rowspan and colspan as HTML lays them out."""
    taken: set[tuple[int, int]] = set()
    cells: list[SourceCell] = []
    width = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            wide = min(max(_whole(cell.attributes.get("colspan"), 1), 1), 200)
            high = min(max(_whole(cell.attributes.get("rowspan"), 1), 1), len(rows) - at)
            taken.update((at + r, column + c) for r in range(high) for c in range(wide))
            cells.append(SourceCell(at, column, list(_paragraphs(cell, layout)), high, wide))
            column += wide
            width = max(width, column)
    return cells, len(rows), width


def _paragraphs(cell: Node, layout: bool) -> Iterator[list[SourceLine]]:
    for _, piece in _pieces(cell):
        if isinstance(piece, _Paragraph):
            lines = piece.filled()
            for block in part_fields(lines) if layout else part_lines(lines):
                yield [SourceLine(line) for line in block]
