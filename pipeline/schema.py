"""The registry's tables, indexes and views, and the migrations that bring an older registry to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import sqlite_utils

from pipeline.audit import carried
from pipeline.audit import tables as audit
from pipeline.copies import tables as copies
from pipeline.doubts_tables import TABLE as DOUBTS
from pipeline.records import tables as records
from pipeline.tasks import tables as tasks
from pipeline.views import views

APPLICATION_ID = 0x76616E74
"""`PRAGMA application_id` of a registry ("vant"): tells it from any other SQLite database."""

MEANS_A_DOCUMENT = "kind IN ('numbered', 'short', 'named')"
"""SQL for the mentions that are counted and joined; anaphora and standards are only kept."""
IS_LAW = "type IN ('Luật', 'Bộ luật', 'Pháp lệnh')"
"""SQL for what is cited by its name as well as by its number."""
IS_NORMATIVE = f"({IS_LAW} OR coalesce(number LIKE '%/____', 0))"
"""SQL for legal normative documents, whose numbers hold the year (Luật 64/2025/QH15)."""

TABLES: tuple[str, ...] = (
    """CREATE TABLE runs (
    -- One row a run of the program over a set of paths.
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,              -- ISO, UTC
    finished TEXT,                      -- null while running, or when the run was killed
    status TEXT NOT NULL CHECK (status IN ('running', 'done', 'interrupted')),
    fingerprint TEXT NOT NULL,          -- program version and hash of the rules
    roots TEXT NOT NULL,                -- JSON list of the paths that were given
    found INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT""",
    """CREATE TABLE bodies (
    -- The bodies (cơ quan) that issued the documents, as named there.
    id TEXT PRIMARY KEY,                -- "ubnd-tinh-dong-thap"
    name TEXT NOT NULL                  -- "Ủy ban nhân dân tỉnh Đồng Tháp"
) STRICT""",
    """CREATE TABLE documents (
    -- One official document, whether a file of it is held or it is only cited.
    id TEXT PRIMARY KEY,                -- "vn/ubnd-tinh-dong-thap/kh/2020/285"
    urn TEXT NOT NULL,                  -- URN:LEX form
    label TEXT NOT NULL,                -- "Kế hoạch 285/KH-UBND"
    type TEXT, number TEXT, symbol TEXT,
    year INTEGER,
    date TEXT,                          -- ISO, shortened where only that is known
    issuer TEXT,
    body_id TEXT REFERENCES bodies(id) DEFERRABLE INITIALLY DEFERRED,
    subject TEXT,
    held INTEGER NOT NULL,              -- how many files of it are held
    identity TEXT NOT NULL CHECK (identity IN ('full', 'named', 'weak')),
                                        -- weak: issuer or year unknown, kept apart for each citing file
    number_key TEXT,                    -- number without leading zeros and year: "285"
    symbol_key TEXT                     -- symbol folded: "kh-ubnd"
) STRICT""",
    """CREATE TABLE files (
    -- One content, known by the SHA-256 of its bytes; where it lies is in paths.
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,                 -- of the path at which it was first met
    status TEXT NOT NULL CHECK (status IN ('registered', 'failed', 'removed')),
    size INTEGER NOT NULL,              -- bytes
    fingerprint TEXT NOT NULL,          -- program and rules that read it
    run_id INTEGER REFERENCES runs(id),
    document_id TEXT REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    media_type TEXT, reader TEXT, pages INTEGER, characters INTEGER,
    type TEXT, number TEXT, symbol TEXT, date TEXT, place TEXT, issuer TEXT, subject TEXT,
    period_from TEXT, period_to TEXT, signer TEXT, signer_title TEXT,
    recipients TEXT,                    -- JSON list
    notes TEXT                          -- JSON list: how the reading went
) STRICT""",
    """CREATE TABLE paths (
    -- Where files lie on disk; the same bytes under two names are two paths of one file.
    path TEXT PRIMARY KEY,              -- absolute, with forward slashes
    file_id INTEGER REFERENCES files(id),
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0, -- 1: was there once, is no more
    run_id INTEGER REFERENCES runs(id)  -- the run that last read or removed it
) STRICT""",
    """CREATE TABLE failures (
    -- Files that could not be read, with a reason for the clerk; a row goes when the file is read or removed.
    path TEXT PRIMARY KEY,
    sha256 TEXT,                        -- null when not even the bytes could be read
    kind TEXT NOT NULL,                 -- unreadable, time_limit, crash, error
    reason_en TEXT NOT NULL,
    reason_vi TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    run_id INTEGER REFERENCES runs(id)
) STRICT""",
    """CREATE TABLE texts (
    -- The canonical text of a file; every offset in this registry counts its characters from 0.
    file_id INTEGER PRIMARY KEY REFERENCES files(id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT""",
    """CREATE TABLE blocks (
    -- Paragraphs, headings, list items, cells and footnotes in reading order.
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER,
    section TEXT,                       -- "II / 1 / a"
    table_index INTEGER,
    lines TEXT,                         -- [[start, end, page, x0, top, x1, bottom], …] where boxes are known
    PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE table_cells (
    -- The cells of tables that hold data (a letterhead set as a table is left out).
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    table_index INTEGER NOT NULL,
    row_index INTEGER NOT NULL, column_index INTEGER NOT NULL,
    row_span INTEGER NOT NULL, column_span INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER,
    text TEXT NOT NULL,
    value REAL, unit TEXT               -- where the cell holds one figure
) STRICT""",
    """CREATE TABLE mentions (
    -- One place in a file that names another document, and the document it was resolved to.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER, section TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('numbered', 'short', 'named', 'anaphora', 'standard')),
    type TEXT, number TEXT, symbol TEXT, date TEXT,
    issuer TEXT, issuer_basis TEXT NOT NULL,
    subject TEXT,
    relation TEXT NOT NULL,
    borne_by TEXT NOT NULL,             -- "self", or number/symbol of the cited document that bears it
    pinpoint TEXT,
    repaired INTEGER NOT NULL,
    candidates TEXT,                    -- JSON list of issuers that remain possible
    document_id TEXT REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT CHECK (status IN ('resolved', 'ambiguous', 'unresolved')),
    basis TEXT,                         -- identity, same_file, only_fit, law_table, name, corrected
    conflict TEXT                       -- "date": joined although it gives another date than the document
) STRICT""",
    """CREATE TABLE mention_candidates (
    -- The documents that an ambiguous mention may mean, or that an unresolved one just misses.
    mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document_id TEXT REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL,
    PRIMARY KEY (mention_id, ordinal)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE citations (
    -- Edges of the citation graph: from_document —relation→ to_document, as asserted by one document.
    id INTEGER PRIMARY KEY,
    from_document TEXT NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    to_document TEXT NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    relation TEXT NOT NULL,
    asserted_by TEXT NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    mentions INTEGER NOT NULL,
    first_mention INTEGER NOT NULL REFERENCES mentions(id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (from_document, to_document, relation, asserted_by)
) STRICT""",
    """CREATE TABLE statistics (
    -- One figure in a text or a table cell.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER,
    source TEXT NOT NULL CHECK (source IN ('text', 'table')),
    value REAL, unit TEXT, qualifier TEXT, range_end TEXT, change TEXT,
    percent REAL, part_of REAL, indicator TEXT, period_from TEXT, period_to TEXT
) STRICT""",
    """CREATE TABLE checks (
    -- One piece of arithmetic or comparison that was tried.
    id INTEGER PRIMARY KEY,
    file_id INTEGER REFERENCES files(id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('holds', 'fails', 'cannot_tell')),
    start_offset INTEGER, end_offset INTEGER, page INTEGER,
    detail TEXT                         -- JSON
) STRICT""",
    """CREATE TABLE findings (
    -- What a person should look at.
    id INTEGER PRIMARY KEY,
    file_id INTEGER REFERENCES files(id) ON DELETE CASCADE,
    check_id INTEGER REFERENCES checks(id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    text TEXT, start_offset INTEGER, end_offset INTEGER, page INTEGER,
    why TEXT NOT NULL
) STRICT""",
    """CREATE TABLE tasks (
    -- An assignment: who, with whom, what, by when; its status is derived at a date, never stored.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('task', 'recommendation')),
    text TEXT NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER,
    lead_bodies TEXT, partner_bodies TEXT, -- JSON lists
    deadline TEXT, deadline_text TEXT, product TEXT
) STRICT""",
    """CREATE TABLE settings (
    -- What the program notes about the registry itself: "unresolved" is 1 while files wait for resolution.
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT""",
    """CREATE VIRTUAL TABLE search_index
    -- Words of titles and texts, folded (no diacritics, đ as d); rowid is files.id; fold queries alike.
    USING fts5(title, text, content = '', tokenize = 'unicode61 remove_diacritics 0')""",
)

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("paths", ("file_id",)),
    ("files", ("document_id",)),
    ("documents", ("number_key", "symbol_key")),
    ("documents", ("type", "date")),
    ("documents", ("body_id",)),
    ("mentions", ("file_id", "ordinal")),
    ("mentions", ("document_id",)),
    ("mention_candidates", ("document_id",)),
    ("citations", ("to_document", "relation")),
    ("citations", ("asserted_by",)),
    ("citations", ("first_mention",)),
    ("table_cells", ("file_id", "table_index", "row_index")),
    ("statistics", ("file_id",)),
    ("checks", ("file_id",)),
    ("findings", ("file_id",)),
    ("findings", ("check_id",)),
    ("tasks", ("file_id",)),
)

def _lay_tables(database: sqlite_utils.Database) -> None:
    for statement in TABLES:
        database.execute(statement)
    for table, columns in INDEXES:
        database.table(table).create_index(list(columns))


GRAPH_TABLES: tuple[str, ...] = (
    """CREATE TABLE links (
    -- What a file says between two documents that it names: from_mention —relation→ to_mention.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    from_mention INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    to_mention INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('title', 'clause')),
                                        -- title: one stands in the other's; clause: the sentence says it
    text TEXT NOT NULL,                 -- the sentence
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER
) STRICT""",
    """CREATE TABLE corrections (
    -- What a person decided about a mention; kept when the file is read again, as it is known by its words.
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,               -- of the file's bytes
    words TEXT NOT NULL,                -- the mention's text
    occurrence INTEGER NOT NULL,        -- the n-th mention of these words in the file, from 0
    document_id TEXT,                   -- what it means; null: none of the documents known
    type TEXT, number TEXT, symbol TEXT, date TEXT, issuer TEXT,
                                        -- its identity, from which it is made again where it is gone
    reason TEXT,
    made TEXT NOT NULL,                 -- ISO, UTC
    UNIQUE (sha256, words, occurrence)
) STRICT""",
)

_NEW_COLUMNS: tuple[tuple[str, str], ...] = (
    ("files", "effective_from TEXT /* the first day on which it says to be in force */"),
    ("files", "effective_to TEXT /* the last one */"),
    ("files", "carrier_mention INTEGER /* ordinal of the mention of the document that it is attached to */"),
    ("documents", "effective_from TEXT /* the first day in force, as a held file says */"),
    ("documents", "effective_to TEXT /* the last one */"),
    ("documents", "cluster INTEGER /* documents joined by anything but basis and mere citing share one */"),
    ("documents", "cycle INTEGER /* documents that change each other in a circle share one */"),
    ("citations", "first_link INTEGER REFERENCES links(id) /* null: a mention of its own says it */"),
)

GRAPH_INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("links", ("file_id",)),
    ("links", ("from_mention",)),
    ("links", ("to_mention",)),
    ("citations", ("first_link",)),
    ("citations", ("to_document", "relation", "from_document")),
    ("documents", ("cluster",)),
    ("documents", ("cycle",)),
    ("documents", ("urn",)),
    ("documents", ("identity",)),
    ("files", ("name",)),
)


def _lay_graph(database: sqlite_utils.Database) -> None:
    """Links between cited documents, a person's corrections, and what is derived from the whole graph."""
    for statement in GRAPH_TABLES:
        database.execute(statement)
    for table, column in _NEW_COLUMNS:
        database.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    # Who cites a document is answered from an index alone; it serves for all that a shorter one did.
    database.execute("DROP INDEX IF EXISTS idx_citations_to_document_relation")
    for table, columns in GRAPH_INDEXES:
        database.table(table).create_index(list(columns))


def _lay_audit(database: sqlite_utils.Database) -> None:
    """Figures, checks and findings as they are read now; every file is to be read again for them."""
    for table in ("findings", "checks", "statistics"):
        database.execute(f"DROP TABLE {table}")  # nothing was ever written to them
    for statement in audit.TABLES:
        database.execute(statement)
    for column in audit.CELL_COLUMNS:
        database.execute(f"ALTER TABLE table_cells ADD COLUMN {column}")
    for name, columns in audit.INDEXES:
        database.table(name).create_index(list(columns))
    database.execute("UPDATE files SET fingerprint = ''")


def _lay_carried(database: sqlite_utils.Database) -> None:
    """What a decision must know of its finding to find it in the file's next content."""
    for column in carried.COLUMNS:
        database.execute(f"ALTER TABLE reviews ADD COLUMN {column}")
    database.execute(carried.FILL)


def _lay_tasks(database: sqlite_utils.Database) -> None:
    """Tasks and what became of them; every file is to be read again for them."""
    database.execute("DROP TABLE tasks")  # nothing was ever written to it
    for statement in tasks.TABLES:
        database.execute(statement)
    for table, columns in tasks.INDEXES:
        database.table(table).create_index(list(columns))
    database.execute("UPDATE files SET fingerprint = ''")


def _lay_copies(database: sqlite_utils.Database) -> None:
    """Which files are one document, by their words too; every file is to be read again for it."""
    for column in copies.FILE_COLUMNS:
        database.execute(f"ALTER TABLE files ADD COLUMN {column}")
    for statement in copies.TABLES:
        database.execute(statement)
    for table, columns in copies.INDEXES:
        database.table(table).create_index(list(columns))
    database.execute("UPDATE files SET fingerprint = ''")


def _lay_doubts(database: sqlite_utils.Database) -> None:
    """Words of scans that were read with doubt."""
    database.execute(DOUBTS)


BROWSING_INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("documents", ("date", "id")),
    ("documents", ("issuer", "date")),
    ("documents", ("year", "date")),
)


def _lay_browsing(database: sqlite_utils.Database) -> None:
    """What lists of all documents are ordered and filtered by."""
    for table, columns in BROWSING_INDEXES:
        database.table(table).create_index(list(columns))


def _lay_records(database: sqlite_utils.Database) -> None:
    """What records were lacking when made again from the registry; every file is to be read again for it."""
    database.execute(records.REPAIRS)
    database.execute(f"ALTER TABLE statistics ADD COLUMN {records.EXACT}")
    database.execute("UPDATE files SET fingerprint = ''")


MIGRATIONS: tuple[Callable[[sqlite_utils.Database], None], ...] = (
    _lay_tables, _lay_graph, _lay_audit, _lay_carried, _lay_tasks, _lay_copies, _lay_doubts,
    _lay_browsing, _lay_records,
)  # fmt: skip
"""The n-th entry brings a registry from version n to n + 1; entries are only ever added."""

VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the registry from `version` to `VERSION` and renew its views, inside the caller's transaction."""
    database = sqlite_utils.Database(connection, execute_plugins=False)
    for step in MIGRATIONS[version:]:
        step(database)
    for name, sql in views():
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        database.create_view(name, sql.strip())
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
