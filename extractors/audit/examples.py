"""Reads the examples of the tables of figures and of the audit, to hold each row against its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.extract import extract_facts
from extractors.model import Block, BlockKind, Cell, Document, Facts, Statistic, Table
from extractors.rulebook import Rulebook
from extractors.sections import SectionPath

Row = Mapping[str, str]
RULES_OF_THE_REGISTRY = frozenset(
    {"replaced_document", "done_after_due", "assigned_twice", "handwriting_unread"}
    | {"copy_header", "copy_figure", "copy_words", "copy_passage"}
)
"""Audit rules that the text of one file cannot break: the tests of the layer above hold their examples."""
_OFFICES = {"Sở": "SỞ NỘI VỤ"}


def audit_examples(rules: Rulebook) -> dict[str, Callable[[Row, str], bool]]:
    """For each table whether a row does on a text what it promises."""
    examples = AuditExamples(rules)
    return {
        "audit_rules": lambda row, text: examples.breaks(row["rule"], text),
        "units": examples.unit,
        "figure_labels": examples.figure_label,
        "function_words": lambda _, text: _has_digits(text) and not examples.figures(text),
        "hedges": lambda row, text: any(f.qualifier == row["qualifier"] for f in examples.figures(text)),
        "part_words": examples.part_word,
        "partitions": lambda _, text: examples.breaks("parts_sum", text),
        "whole_words": examples.whole_word,
        "type_calls": lambda row, text: examples.allows("type_symbol_mismatch", text, row["called"]),
        "shared_letters": lambda row, text: examples.allows("symbol_issuer_mismatch", text, row["letters"]),
        "self_words": examples.self_words,
        "register_breaks": lambda row, text: examples.allows("register_order", text, row["date"][:4]),
        "ended_levels": lambda _, text: examples.breaks("body_ended", text),
        "plan_types": lambda _, text: examples.breaks("period_conflict", text),
    }


class AuditExamples:
    """What the extractors find in the text of an example."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules

    def facts(self, text: str) -> Facts:
        """All facts of an example."""
        return extract_facts(document_of(text), self._rules)

    def figures(self, text: str) -> tuple[Statistic, ...]:
        """The figures of an example."""
        return self.facts(text).statistics

    def breaks(self, rule: str, text: str) -> bool:
        """Whether the audit finds this rule broken."""
        return any(found.rule == rule for found in self.facts(text).findings)

    def allows(self, rule: str, text: str, word: str) -> bool:
        """Whether the text has what the row is about and yet does not break the rule."""
        return word in text and not self.breaks(rule, text)

    def unit(self, row: Row, text: str) -> bool:
        """Whether a figure has the unit; spans of time make no figures."""
        figures = self.figures(text)
        if row["kind"] == "time":
            return row["unit"] in text and not figures
        if row["kind"] == "scale":
            return any(figure.value != figure.step for figure in figures)
        return any(figure.unit == row["unit"] for figure in figures)

    def figure_label(self, row: Row, text: str) -> bool:
        """Whether the words take a number out of the figures, or as a compound do not."""
        found = bool(self.figures(text))
        return found if row["kind"] == "compound" else _has_digits(text) and not found

    def part_word(self, row: Row, text: str) -> bool:
        """Whether a whole is divided, with no room for other parts where the row says so."""
        exhaustive = row["kind"] == "all"
        return any(b.exhaustive == exhaustive for b in self.facts(text).breakdowns)

    def whole_word(self, row: Row, text: str) -> bool:
        """Whether a percentage of a plan is let be, or one of what was received or planned is tried."""
        facts = self.facts(text)
        wrong = any(found.rule == "percentage" for found in facts.findings)
        if row["kind"] in ("intake", "given"):
            return wrong
        return not wrong and any(figure.percent is not None for figure in facts.statistics)

    def self_words(self, row: Row, text: str) -> bool:
        """Whether the words mean the office whose report the text is of."""
        office = _OFFICES.get(row["issuer"], "VĂN PHÒNG ỦY BAN NHÂN DÂN")
        head = ("UBND TỈNH SƠN LA", office, "Số: 15/BC-SNV", "Sơn La, ngày 05 tháng 6 năm 2024")
        lines = (*head, "BÁO CÁO", "Tình hình năm 2023", "I. KẾT QUẢ", f"Trong năm, {text}")
        return self.breaks("symbol_issuer_mismatch", " ⏎ ".join(lines))


def _has_digits(text: str) -> bool:
    return any(character.isdigit() for character in text)


def document_of(text: str) -> Document:
    """A document of an example with ⏎ between its lines; lines that begin with | are the rows of a table."""
    path = SectionPath()
    blocks: list[Block] = []
    cells: list[Cell] = []
    written, row = "", -1
    for line in (line.strip() for line in text.split("⏎")):
        tabular = line.startswith("|")
        row += tabular
        for column, word in enumerate(line.strip("|").split("|") if tabular else [line]):
            written += "\n" if written else ""
            start, written = len(written), written + word.strip()
            kind, section = path.enter(BlockKind.CELL if tabular else BlockKind.PARAGRAPH, word.strip())
            blocks.append(Block(kind, start, len(written), section=section, table=0 if tabular else None))
            if tabular:
                cells.append(Cell(row, column, 1, 1, start, len(written)))
    tables: tuple[Table, ...] = ()
    if cells:
        width = 1 + max(cell.column for cell in cells)
        tables = (Table(cells[0].start, cells[-1].end, None, row + 1, width, tuple(cells)),)
    return Document("", "text/plain", "text", None, written, tuple(blocks), tables)
