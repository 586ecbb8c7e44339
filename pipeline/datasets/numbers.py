"""The datasets of figures, table cells, checks and findings."""

from __future__ import annotations

from pipeline.datasets.model import Column, Dataset, Kind
from pipeline.datasets.places import DOCUMENT, FILE, IDS, PAGE, SECTION, SPAN, WORDS, facts

TEXT, CODE, INTEGER, ISO, LIST = Kind.TEXT, Kind.CODE, Kind.INTEGER, Kind.ISO, Kind.LIST
NUMBER = Kind.NUMBER

STATISTICS = Dataset(
    "statistics",
    (
        Column("statistic_id", INTEGER, "x.id"),
        Column("indicator", TEXT, "x.indicator"),
        Column("value", NUMBER, "x.value"),
        Column("unit", TEXT, "x.unit"),
        Column("qualifier", CODE, "x.qualifier"),
        Column("change", CODE, "x.change"),
        Column("percent", NUMBER, "x.percent"),
        Column("part_of", NUMBER, "x.part_of"),
        Column("place", TEXT, "x.place"),
        Column("period_from", ISO, "x.period_from"),
        Column("period_to", ISO, "x.period_to"),
        WORDS,
        Column("source", CODE, "x.source"),
        *DOCUMENT,
        SECTION,
        PAGE,
        FILE,
        Column("value_text", TEXT, "x.value_text"),
        Column("step", NUMBER, "x.step"),
        Column("range_end", CODE, "x.range_end"),
        Column("table_index", INTEGER, "x.table_index"),
        Column("row_index", INTEGER, "x.row_index"),
        Column("column_index", INTEGER, "x.column_index"),
        Column("ordinal", INTEGER, "x.ordinal"),
        *SPAN,
        *IDS,
    ),
    key="statistic_id",
    source=facts("statistics"),
    order="f.name, f.sha256, x.ordinal",
)

TABLE_CELLS = Dataset(
    "table_cells",
    (
        Column("cell_id", INTEGER, "x.id"),
        *DOCUMENT[:1],
        FILE,
        PAGE,
        Column("table_index", INTEGER, "x.table_index"),
        Column("row_index", INTEGER, "x.row_index"),
        Column("column_index", INTEGER, "x.column_index"),
        Column("row_path", LIST, "x.row_path"),
        Column("column_path", LIST, "x.column_path"),
        WORDS,
        Column("value", NUMBER, "x.value"),
        Column("unit", TEXT, "x.unit"),
        Column("row_span", INTEGER, "x.row_span"),
        Column("column_span", INTEGER, "x.column_span"),
        *SPAN,
        *IDS,
    ),
    key="cell_id",
    source=facts("table_cells"),
    order="f.name, f.sha256, x.table_index, x.row_index, x.column_index, x.id",
)

CHECKS = Dataset(
    "checks",
    (
        Column("check_id", INTEGER, "x.id"),
        *DOCUMENT[:1],
        Column("rule", TEXT, "x.rule"),
        Column("verdict", CODE, "x.verdict"),
        Column("expression", TEXT, "x.expression"),
        WORDS,
        FILE,
        PAGE,
        Column("left_low", NUMBER, "x.left_low"),
        Column("left_high", NUMBER, "x.left_high"),
        Column("right_low", NUMBER, "x.right_low"),
        Column("right_high", NUMBER, "x.right_high"),
        Column("figures", LIST, "x.figures"),
        *SPAN,
        *IDS,
    ),
    key="check_id",
    source=facts("checks"),
    order="f.name, f.sha256, x.ordinal",
)

OF_FINDING = """LEFT JOIN checks c ON c.id = x.check_id
LEFT JOIN files o ON o.id = x.other_file_id LEFT JOIN documents od ON od.id = o.document_id
LEFT JOIN reviews r ON r.key = x.key"""

FINDINGS = Dataset(
    "findings",
    (
        Column("key", TEXT, "x.key"),
        Column("severity", CODE, "x.severity"),
        Column("rule", TEXT, "x.rule"),
        Column("status", CODE, "coalesce(r.decision, 'open')"),
        Column("why", TEXT, "x.why"),
        Column("why_en", TEXT, "x.why_en"),
        WORDS,
        Column("expression", TEXT, "c.expression"),
        *DOCUMENT,
        PAGE,
        FILE,
        Column("scope", CODE, "x.scope"),
        Column(
            "other_document", TEXT, "coalesce(od.label, o.name)",
            leads_to="documents", by="other_document_id",
        ),
        Column("other_words", TEXT, "x.other_text"),
        Column("other_file", TEXT, "o.name", leads_to="files", by="other_file_id"),
        Column("other_page", INTEGER, "x.other_page"),
        Column("reason", TEXT, "r.reason"),
        Column("reviewer", TEXT, "r.reviewer"),
        Column("made", Kind.MOMENT, "r.made"),
        Column("carried", Kind.BOOLEAN, "CASE WHEN r.key IS NOT NULL THEN r.carried_from IS NOT NULL END"),
        *SPAN,
        Column("other_start", INTEGER, "x.other_start"),
        Column("other_end", INTEGER, "x.other_end"),
        *IDS,
        Column("other_document_id", TEXT, "o.document_id", leads_to="documents"),
        Column("other_file_id", INTEGER, "x.other_file_id", leads_to="files"),
        Column("check_id", INTEGER, "x.check_id"),
        Column("finding_id", INTEGER, "x.id"),
    ),
    key="key",
    source=facts("findings", OF_FINDING),
    order="f.name, f.sha256, instr('error warning info', x.severity), x.start_offset, x.id",
)  # fmt: skip
