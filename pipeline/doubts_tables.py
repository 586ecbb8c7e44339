"""The registry's table of words of scans that were read with doubt, and the view of them."""

from __future__ import annotations

TABLE = """CREATE TABLE doubts (
    -- Words of scanned pages that were read with doubt, and where their line stands on the picture.
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,           -- its place among the doubts of the file, from 0
    why TEXT NOT NULL CHECK (why IN ('handwritten_number', 'handwritten_day', 'differ', 'faint', 'percent')),
    text TEXT NOT NULL,                 -- as the registry has it
    other TEXT,                         -- what another recogniser read, or what was read and not trusted
    line TEXT NOT NULL,                 -- the line it stands in
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER NOT NULL,
    x0 REAL, top REAL, x1 REAL, bottom REAL, -- the line's box on the page as shown, in points
    PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID"""
COLUMNS_OF_ROW = "ordinal, why, text, other, line, start_offset, end_offset, page, x0, top, x1, bottom"

VIEW = """
SELECT coalesce(d.label, f.name) AS document, q.page, q.text AS words, q.other, q.why, q.line,
       f.name AS file, q.start_offset, q.end_offset, f.id AS file_id, d.id AS document_id
FROM doubts q JOIN files f ON f.id = q.file_id LEFT JOIN documents d ON d.id = f.document_id
ORDER BY f.name, f.sha256, q.ordinal"""
