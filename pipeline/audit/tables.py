"""The registry's tables of figures, checks, findings and what people decided about findings."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE statistics (
    -- One figure in a text or a table cell.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,           -- its place among the figures of the file, from 0
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER, section TEXT,
    source TEXT NOT NULL CHECK (source IN ('text', 'table')),
    value REAL,                         -- scale words multiplied out; null where it is too large for a REAL
    value_text TEXT NOT NULL,           -- the same, exact: "34908", "12.50"
    step REAL,                          -- the worth of the last printed digit, in the same unit
    unit TEXT,
    qualifier TEXT,                     -- over, under, about, at_most, at_least
    range_end TEXT,                     -- low, high
    change TEXT,                        -- up, down
    percent REAL, part_of REAL,
    indicator TEXT,                     -- what is counted, its part after a dot: "hồ sơ · trước hạn"
    place TEXT, period_from TEXT, period_to TEXT,
    table_index INTEGER, row_index INTEGER, column_index INTEGER -- of a figure in a table
) STRICT""",
    """CREATE TABLE checks (
    -- One piece of arithmetic or comparison that was tried; left and right are the intervals compared.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,           -- its place among the checks of the file, from 0
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('holds', 'fails', 'cannot_tell')),
    expression TEXT NOT NULL,           -- "34.908 + 7.868 + 1 + 1.556 = 44.333"
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, page INTEGER,
    left_low REAL, left_high REAL, right_low REAL, right_high REAL, -- null: open end, or nothing compared
    figures TEXT NOT NULL,              -- JSON list: statistics.ordinal of those that take part, total first
    detail TEXT NOT NULL                -- JSON: both intervals exact, and the operands by name
) STRICT""",
    """CREATE TABLE findings (
    -- What a person should look at: a broken rule at a place, perhaps against another place or file.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    check_id INTEGER REFERENCES checks(id) ON DELETE CASCADE,
    key TEXT NOT NULL,                  -- stays the same however often the file is read; reviews.key
    scope TEXT NOT NULL CHECK (scope IN ('file', 'registry')), -- registry: told by several files together
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    text TEXT NOT NULL,
    occurrence INTEGER NOT NULL,        -- the n-th finding of this rule at these words in the file, from 0
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, page INTEGER,
    why TEXT NOT NULL, why_en TEXT NOT NULL,
    other_file_id INTEGER REFERENCES files(id) ON DELETE CASCADE,
    other_start INTEGER, other_end INTEGER, other_page INTEGER, other_text TEXT
                                        -- the words that it contradicts
) STRICT""",
    """CREATE TABLE reviews (
    -- What a person decided about a finding; kept when the file is read again, as it is known by its words.
    key TEXT PRIMARY KEY,               -- findings.key
    sha256 TEXT NOT NULL,               -- of the file's bytes
    file TEXT NOT NULL,                 -- its name when that was decided
    rule TEXT NOT NULL,
    words TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'dismissed')),
    reason TEXT,
    reviewer TEXT,
    made TEXT NOT NULL                  -- ISO, UTC
) STRICT""",
)

CELL_COLUMNS = (
    "row_path TEXT /* JSON list: heads of its row, outermost first */",
    "column_path TEXT /* JSON list: heads of its column */",
)

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("statistics", ("file_id", "ordinal")),
    ("statistics", ("indicator", "file_id")),
    ("checks", ("file_id", "ordinal")),
    ("checks", ("verdict",)),
    ("findings", ("file_id", "start_offset")),
    ("findings", ("key",)),
    ("findings", ("scope",)),
    ("findings", ("check_id",)),
    ("findings", ("other_file_id",)),
    ("findings", ("severity",)),
    ("reviews", ("sha256",)),
)

_STATUS = "coalesce(r.decision, 'open')"
_LOUDNESS = "CASE n.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"

OPEN_FINDINGS = f"""
SELECT coalesce(d.label, f.name) AS document, n.severity, n.rule, n.text AS words, n.page, n.why, n.why_en,
       n.other_text AS other_words, coalesce(od.label, o.name) AS other_document, f.name AS file,
       substr(n.key, 1, 8) AS key, n.id AS finding_id, d.id AS document_id, n.scope
FROM findings n JOIN files f ON f.id = n.file_id LEFT JOIN documents d ON d.id = f.document_id
LEFT JOIN files o ON o.id = n.other_file_id LEFT JOIN documents od ON od.id = o.document_id
LEFT JOIN reviews r ON r.key = n.key
WHERE r.key IS NULL AND f.copy_of IS NULL
ORDER BY {_LOUDNESS}, f.name, f.sha256, n.start_offset, n.id"""

FIGURES = """
SELECT s.indicator, s.value, s.unit, s.qualifier, s.percent, s.part_of, s.change, s.place, s.period_from,
       s.period_to, s.text AS words, s.source, coalesce(d.label, f.name) AS document, d.date, d.issuer,
       f.name AS file, s.page, s.value_text, s.id AS statistic_id, d.id AS document_id
FROM statistics s JOIN files f ON f.id = s.file_id LEFT JOIN documents d ON d.id = f.document_id
WHERE f.copy_of IS NULL
ORDER BY f.name, f.sha256, s.ordinal"""

CHECKS = """
SELECT coalesce(d.label, f.name) AS document, c.rule, c.verdict, c.expression, c.text AS words, c.page,
       c.left_low, c.left_high, c.right_low, c.right_high, f.name AS file, c.id AS check_id,
       d.id AS document_id
FROM checks c JOIN files f ON f.id = c.file_id LEFT JOIN documents d ON d.id = f.document_id
WHERE f.copy_of IS NULL
ORDER BY f.name, f.sha256, c.ordinal"""

VIEWS = (("open_findings", OPEN_FINDINGS), ("figures", FIGURES), ("checks_tried", CHECKS))
