"""What the registry keeps for records alone: repairs, and the digits of long figures."""

from __future__ import annotations

REPAIRS = """CREATE TABLE repairs (
    -- Characters of a file that were changed in reading so that they read as meant.
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,           -- its place among the repairs of the file, from 0
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER,
    original TEXT NOT NULL,             -- what the file holds
    reason TEXT NOT NULL,
    PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID"""
REPAIR = "ordinal, start_offset, end_offset, page, original, reason"
"""The columns of a row of `repairs` behind the file's id."""
EXACT = "exact TEXT /* JSON: step, percent, of where a REAL does not hold all their digits; null: it does */"
"""What `statistics` holds besides the columns it began with, as SQL declares it."""
