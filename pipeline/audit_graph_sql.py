"""The questions that the audit asks of the whole registry, in SQL; one row is one mention to look at."""

from __future__ import annotations

from extractors.audit.date_order import AFTER, UPDATED
from pipeline.edge_sql import quoted
from pipeline.views import AFTER_END, ends

_ORDER = "ORDER BY f.sha256, m.ordinal"
_USED = "h.status = 'registered' AND h.copy_of IS NULL"
_HELD_BY = f"(SELECT min(h.id) FROM files h WHERE h.document_id = d.id AND {_USED})"
CONFLICTS = f"""
SELECT m.id, m.file_id, m.start_offset, m.end_offset, m.date, m.issuer_basis, m.number, m.symbol,
       d.id AS document_id, d.label, d.date AS document_date, {_HELD_BY} AS held_by
FROM mentions m JOIN files f ON f.id = m.file_id JOIN documents d ON d.id = m.document_id
WHERE m.conflict = 'date' AND length(m.date) = 10 AND length(d.date) = 10 AND m.date <> d.date
  AND NOT EXISTS (SELECT 1 FROM mentions n
      WHERE n.file_id = m.file_id AND n.document_id = m.document_id AND n.date = d.date) {_ORDER}"""
"""Mentions joined to a document that bears another day, where their own file has none that agrees."""
# A number of the same office, day and month in the year before or after is one document misdated. The signs
# of plus keep SQLite from the index of bodies: one body issues thousands, a number is given a few times.
OTHER_YEARS = f"""
WITH said AS MATERIALIZED (
  SELECT document_id, count(*) AS times FROM mentions WHERE document_id IS NOT NULL GROUP BY document_id
), pairs AS MATERIALIZED (
  SELECT d.id AS cited, d.date AS cited_date, o.id, o.label, o.date
  FROM documents d JOIN documents o ON o.number_key = d.number_key AND o.symbol_key = d.symbol_key
       AND +o.type = d.type AND +o.body_id = d.body_id AND o.id <> d.id
       AND substr(o.date, 5) = substr(d.date, 5) AND abs(o.year - d.year) = 1
  LEFT JOIN said one ON one.document_id = d.id LEFT JOIN said other ON other.document_id = o.id
  WHERE d.held = 0 AND length(d.date) = 10 AND length(o.date) = 10
    AND coalesce(one.times, 0) < coalesce(other.times, 0) + 2 * (o.held > 0)
)
SELECT m.id, m.file_id, m.start_offset, m.end_offset, m.date, m.issuer_basis, m.number, m.symbol,
       p.id AS document_id, p.label, p.date AS document_date,
       (SELECT min(h.id) FROM files h WHERE h.document_id = p.id AND {_USED}) AS held_by
FROM pairs p JOIN mentions m ON m.document_id = p.cited AND m.date = p.cited_date
JOIN files f ON f.id = m.file_id
WHERE NOT EXISTS (SELECT 1 FROM mentions n WHERE n.file_id = m.file_id AND n.document_id = p.id)
{_ORDER}"""
"""Mentions of a number that its office gave on the same day a year before or after, and that more name."""
SAYING = """
SELECT file_id, start_offset, end_offset FROM mentions
WHERE document_id = ? AND date = ? AND file_id <> ? ORDER BY file_id, ordinal LIMIT 1"""
"""The first mention outside a file that gives a document a day."""
PERIODS = f"""
SELECT m.file_id, m.start_offset, m.end_offset, m.subject AS said, d.label, d.subject, {_HELD_BY} AS held_by,
       substr(t.text, m.end_offset + 1, 400) AS after
FROM mentions m JOIN files f ON f.id = m.file_id JOIN documents d ON d.id = m.document_id
JOIN texts t ON t.file_id = f.id
WHERE d.held > 0 AND m.subject LIKE '%20%' AND d.subject LIKE '%20%' AND m.file_id <> {_HELD_BY}
  AND m.status = 'resolved' {_ORDER}"""
"""Mentions whose title of a held document may give another period than its own title."""
_UPDATED = quoted(tuple(sorted(UPDATED)))
LATE = f"""
SELECT m.file_id, m.start_offset, m.end_offset, d.id AS document_id, d.label, d.date AS document_date,
       a.label AS own_label, a.date AS own_date, {_HELD_BY} AS held_by,
       (SELECT count(DISTINCT n.file_id) FROM mentions n
        WHERE n.document_id = d.id AND n.date = d.date) AS said_by
FROM files f JOIN documents a ON a.id = f.document_id JOIN mentions m ON m.file_id = f.id
JOIN documents d ON d.id = m.document_id
WHERE f.status = 'registered' AND m.status = 'resolved' AND d.id <> a.id AND d.date > a.date
  AND length(a.date) = 10 AND length(d.date) = 10 AND coalesce(a.type, '') NOT IN ({_UPDATED})
  AND (m.date IS NULL OR length(m.date) < 10 OR f.date IS NULL) {_ORDER}"""
"""Mentions of documents later than the citing one, by days that the registry alone knows."""
LINKED = f"""
SELECT m.file_id, m.start_offset, m.end_offset, m.date AS said_date, d.label, d.date AS document_date,
       s.label AS made_label, s.date AS made_date, s.id AS made_id, n.date AS made_said,
       n.start_offset AS made_start, n.end_offset AS made_end
FROM links l JOIN mentions n ON n.id = l.from_mention JOIN mentions m ON m.id = l.to_mention
JOIN files f ON f.id = l.file_id
JOIN documents s ON s.id = n.document_id JOIN documents d ON d.id = m.document_id
WHERE l.basis = 'clause' AND l.relation IN ({quoted(tuple(sorted(AFTER)))}) AND d.date > s.date
  AND length(d.date) = 10 AND length(s.date) = 10 AND n.status = 'resolved' AND m.status = 'resolved'
  AND (coalesce(length(m.date), 0) < 10 OR coalesce(length(n.date), 0) < 10) {_ORDER}"""
"""Documents that a sentence says were made under a later one, by days that the registry alone knows."""
_NORMATIVE = "(b.type IN ('Luật', 'Bộ luật', 'Pháp lệnh') OR coalesce(b.number LIKE '%/____', 0))"
BASES = f"""
SELECT min(m.ordinal), m.file_id, m.start_offset, m.end_offset, d.label, a.date AS own_date,
       e.change, e.changed_by, e.since, b.effective_from IS NULL AND {_NORMATIVE} AS unsure,
       r.file_id AS other_file, r.start_offset AS other_start, r.end_offset AS other_end
FROM ({ends()}) e CROSS JOIN citations c ON c.to_document = e.document_id
JOIN documents a ON a.id = c.from_document JOIN documents d ON d.id = c.to_document
JOIN documents b ON b.id = e.changed_by_id
JOIN files f ON f.document_id = a.id
JOIN mentions m ON m.file_id = f.id AND m.document_id = d.id
    AND m.relation = 'based_on' AND m.borne_by = 'self'
LEFT JOIN mentions r ON r.id = (SELECT x.first_mention FROM citations x
    WHERE x.from_document = b.id AND x.to_document = d.id AND x.relation = e.change
    ORDER BY x.asserted_by <> x.from_document, x.id LIMIT 1)
WHERE c.relation = 'based_on' AND c.asserted_by = c.from_document AND length(a.date) = 10 AND {AFTER_END}
GROUP BY m.file_id, d.id ORDER BY f.sha256, m.ordinal"""
"""The first mention in each file of a basis that had ended before the file's document was made."""
