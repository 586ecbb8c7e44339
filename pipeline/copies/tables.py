"""The registry's tables of files that are, or may be, one document, and of what people decided about them."""

from __future__ import annotations

FILE_COLUMNS = (
    "copy_of INTEGER REFERENCES files(id) /* the file of the same document whose text is used; derived */",
    "sketch BLOB /* min-wise hashes of its words and figures, by which files alike are found */",
)

TABLES: tuple[str, ...] = (
    """CREATE TABLE file_pairs (
    -- Two files whose words were compared, the one of the lesser SHA-256 first; derived from the two texts.
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    other_file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'likely', 'different')),
                                        -- likely: a proposal, which joins nothing until a person confirms it
    likeness REAL NOT NULL,             -- Jaccard likeness of their words, three by three: 0 to 1
    in_other REAL NOT NULL,             -- what share of the first file's words the other has
    of_other REAL NOT NULL,             -- and the reverse
    reason_en TEXT NOT NULL, reason_vi TEXT NOT NULL,
    differences TEXT NOT NULL,          -- JSON list: [what, 1: perhaps misread, start, end, other ones]
    PRIMARY KEY (file_id, other_file_id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE file_decisions (
    -- Whether two files are one document, as a person decided; known by their bytes, the lesser hash first.
    sha256 TEXT NOT NULL,
    other_sha256 TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
    file TEXT NOT NULL, other_file TEXT NOT NULL, -- their names when that was decided
    reason TEXT,
    reviewer TEXT,
    made TEXT NOT NULL,                 -- ISO, UTC
    PRIMARY KEY (sha256, other_sha256)
) STRICT, WITHOUT ROWID""",
)

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("files", ("copy_of",)),
    ("file_pairs", ("other_file_id",)),
)

FILES_ALIKE = """
SELECT f.name AS file, o.name AS other_file, coalesce(x.decision, p.verdict) AS verdict,
       x.decision IS NOT NULL AS decided, round(p.likeness, 2) AS likeness, p.reason_vi, p.reason_en,
       d.label AS document, od.label AS other_document, f.id AS file_id, o.id AS other_file_id,
       d.id AS document_id, od.id AS other_document_id
FROM file_pairs p JOIN files f ON f.id = p.file_id JOIN files o ON o.id = p.other_file_id
LEFT JOIN documents d ON d.id = f.document_id LEFT JOIN documents od ON od.id = o.document_id
LEFT JOIN file_decisions x ON x.sha256 = f.sha256 AND x.other_sha256 = o.sha256
WHERE x.decision IS NOT NULL OR p.verdict <> 'different'
ORDER BY f.sha256, o.sha256"""

COPIES_OF_FILES = """
SELECT f.name AS file, u.name AS used_file, d.label AS document, f.reader AS format, u.reader AS used_format,
       f.id AS file_id, u.id AS used_file_id, d.id AS document_id
FROM files f JOIN files u ON u.id = f.copy_of LEFT JOIN documents d ON d.id = f.document_id
ORDER BY f.name, f.sha256"""

VIEWS = (("files_alike", FILES_ALIKE), ("copies_of_files", COPIES_OF_FILES))
