"""Texts and tables for the tests of figures and of their audit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.audit.examples import document_of
from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Cell, Check, Document, Facts, Finding, Statistic, Table
from extractors.rulebook import load_rules

HeadCell = str | tuple[str, int, int]
"""The words of a cell; with the rows and the columns that it covers where these are not one each."""
Rows = Sequence[Sequence[HeadCell]]


def facts_of(text: str | Document) -> Facts:
    """All facts of a text with ⏎ between its lines."""
    return extract_facts(document_of(text) if isinstance(text, str) else text, load_rules())


def figures_of(text: str | Document) -> tuple[Statistic, ...]:
    return facts_of(text).statistics


def values_of(text: str | Document) -> list[Decimal]:
    return [figure.value for figure in figures_of(text)]


def checks_of(text: str | Document, rule: str) -> list[Check]:
    return [check for check in facts_of(text).checks if check.rule == rule]


def told(text: str | Document, rule: str) -> list[str]:
    """The checks of one rule as a reader sees them: verdict and arithmetic."""
    return [f"{check.verdict.value}: {check.expression}" for check in checks_of(text, rule)]


def findings_of(text: str | Document, *rules: str) -> list[Finding]:
    return [found for found in facts_of(text).findings if not rules or found.rule in rules]


def pointed(text: str, *rules: str) -> list[tuple[str, str]]:
    """The severity and the words of each finding."""
    written = document_of(text).text
    return [(f.severity.value, " ".join(written[f.start : f.end].split())) for f in findings_of(text, *rules)]


def tables_of(*tables: Rows, between: str = "") -> Document:
    """A document of tables; cells go to the first free place of their row, as in HTML."""
    written, blocks, made = "", [], []
    for index, rows in enumerate(tables):
        if index and between:
            written += "\n"
            blocks.append(Block(BlockKind.PARAGRAPH, len(written), len(written) + len(between)))
            written += between
        cells = []
        for row, column, (words, high, wide) in _laid(rows):
            written += "\n" if written else ""
            start, written = len(written), written + words
            blocks.append(Block(BlockKind.CELL, start, len(written), table=index))
            cells.append(Cell(row, column, high, wide, start, len(written)))
        width = max(cell.column + cell.columns for cell in cells)
        made.append(Table(cells[0].start, len(written), None, len(rows), width, tuple(cells)))
    return Document("", "text/plain", "text", None, written, tuple(blocks), tuple(made))


def _laid(rows: Rows) -> Iterator[tuple[int, int, tuple[str, int, int]]]:
    taken: set[tuple[int, int]] = set()
    for row, words in enumerate(rows):
        column = 0
        for cell in words:
            held = (cell, 1, 1) if isinstance(cell, str) else cell
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(held[1]) for c in range(held[2])}
            yield row, column, held


def report(text: str) -> str:
    """The text as the first section of a province's report on the year 2024."""
    return (
        "UBND TỈNH SƠN LA ⏎ SỞ NỘI VỤ ⏎ Số: 15/BC-SNV ⏎ Sơn La, ngày 05 tháng 01 năm 2025 ⏎ BÁO CÁO ⏎ "
        f"Kết quả công tác năm 2024 ⏎ I. KẾT QUẢ ⏎ {text}"
    )
