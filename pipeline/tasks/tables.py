"""The registry's tables of tasks, of what became of them, and of what people decided about both."""

from __future__ import annotations

_DEADLINE = """deadline TEXT,                      -- "2026-09-30", "2026-07", "2026-Q3", "2026", "recurring"
    deadline_text TEXT,                 -- its printed words
    deadline_start INTEGER, deadline_end INTEGER,
    deadline_kind TEXT CHECK (deadline_kind IN (
        'date', 'month', 'quarter', 'year', 'recurring', 'event', 'invalid')),
    due TEXT,                           -- ISO, the last day that counts; null where there is no such day
    strict INTEGER NOT NULL DEFAULT 0,  -- 1: "trước ngày X", due is X itself
    inferred INTEGER NOT NULL DEFAULT 0, -- 1: its year is not printed
    recurrence TEXT,                    -- RFC 5545: "FREQ=MONTHLY;BYMONTHDAY=18"
    time TEXT,                          -- "15:00\""""

TABLES: tuple[str, ...] = (
    f"""CREATE TABLE tasks (
    -- An assignment: who, with whom, what, by when; its status is derived at a date, never stored.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,           -- its place among the tasks of the file, from 0
    key TEXT NOT NULL,                  -- stays the same however often the file is read
    kind TEXT NOT NULL CHECK (kind IN ('task', 'recommendation')),
    text TEXT NOT NULL,
    occurrence INTEGER NOT NULL,        -- the n-th task of these words in the file, from 0
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER, section TEXT,
    lead_bodies TEXT NOT NULL, partner_bodies TEXT NOT NULL, -- JSON lists
    lead_basis TEXT NOT NULL CHECK (lead_basis IN ('stated', 'heading', 'column', 'line', 'issuer')),
                                        -- issuer: nobody is named, so it is the document's own
    lead_start INTEGER, lead_end INTEGER, -- where the lead is named
    {_DEADLINE},
    product TEXT,                       -- what shall be handed in
    assigner TEXT,                      -- the body that assigns
    table_index INTEGER, row_index INTEGER, -- of a task in a table
    copy_of INTEGER REFERENCES tasks(id) ON DELETE SET NULL
                                        -- the same task in another file of the same document; derived
) STRICT""",
    """CREATE TABLE task_bodies (
    -- The bodies of tasks, one a row.
    task_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('lead', 'partner')),
    ordinal INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (task_id, role, ordinal)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE task_references (
    -- The mentions of other documents in the words of tasks.
    task_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, ordinal)
) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE outcomes (
    -- What a sentence, list item or table row says became of some work.
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,                  -- stays the same however often the file is read
    text TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
    page INTEGER, section TEXT,
    state TEXT NOT NULL CHECK (state IN ('done', 'in_progress', 'late', 'not_done', 'extended')),
    cue TEXT NOT NULL,                  -- the words that tell the state
    bodies TEXT NOT NULL,               -- JSON list: those that did the work
    date TEXT,                          -- when it was done as the words say: ISO, may be shortened
    in_time INTEGER,                    -- 1, 0: the words say that it was done by its day, or behind it
    told TEXT,                          -- of a row: the cells beside the work that say what became of it
    {_DEADLINE},
                                        -- the new deadline of an extension
    table_index INTEGER, row_index INTEGER,
    copy_of INTEGER REFERENCES outcomes(id) ON DELETE SET NULL
                                        -- the same in another file of the same document; derived
) STRICT""",
    """CREATE TABLE outcome_references (
    -- The mentions in what is said of some work; a product is a document that was put out.
    outcome_id INTEGER NOT NULL REFERENCES outcomes(id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('product', 'reference')),
    ordinal INTEGER NOT NULL,
    mention_id INTEGER NOT NULL REFERENCES mentions(id) ON DELETE CASCADE,
    PRIMARY KEY (outcome_id, role, ordinal)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE task_links (
    -- What joins a task to a later place: another task, or something said of it; derived from the registry.
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,           -- made of the keys of both ends; link_decisions.key
    kind TEXT NOT NULL CHECK (kind IN ('same', 'handed_down', 'extends', 'evidence')),
    sure INTEGER NOT NULL,              -- 0: a proposal, which changes nothing until a person confirms it
    task_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
    other_task_id INTEGER REFERENCES tasks(id) ON DELETE CASCADE,
    outcome_id INTEGER REFERENCES outcomes(id) ON DELETE CASCADE,
    left_out TEXT NOT NULL DEFAULT '[]',
                                        -- JSON list: leads of the task of which the later place says nothing
    reason_en TEXT NOT NULL, reason_vi TEXT NOT NULL,
    CHECK ((other_task_id IS NULL) <> (outcome_id IS NULL))
) STRICT""",
    """CREATE TABLE decided_places (
    -- Tasks, and places that speak of them, about which a person decided; known by their words.
    key TEXT PRIMARY KEY,               -- tasks.key or outcomes.key
    place TEXT NOT NULL CHECK (place IN ('task', 'outcome')),
    sha256 TEXT NOT NULL,               -- of the file's bytes
    file TEXT NOT NULL,                 -- its name when that was decided
    words TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    alone INTEGER NOT NULL,             -- 1: no other such place of the file had these words
    path TEXT,                          -- where the file lay
    document_id TEXT,                   -- the document it held, where its number told it
    carried_from TEXT                   -- SHA-256 of the earlier content about which that was decided
) STRICT""",
    """CREATE TABLE task_corrections (
    -- What a person decided about a task, a field a row; stands above what the files say.
    key TEXT NOT NULL REFERENCES decided_places(key) ON UPDATE CASCADE ON DELETE CASCADE,
    field TEXT NOT NULL CHECK (field IN ('lead', 'deadline', 'status', 'not_a_task')),
    value TEXT,                         -- a JSON list of bodies; a deadline, null for none; a state
    date TEXT,                          -- ISO: when it was done
    reason TEXT,
    reviewer TEXT,
    made TEXT NOT NULL,                 -- ISO, UTC
    PRIMARY KEY (key, field)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE link_decisions (
    -- Whether a link is right, as a person decided; known by both of its ends.
    task_key TEXT NOT NULL REFERENCES decided_places(key) ON UPDATE CASCADE ON DELETE CASCADE,
    other_key TEXT NOT NULL REFERENCES decided_places(key) ON UPDATE CASCADE ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('same', 'handed_down', 'extends', 'evidence')),
    decision TEXT NOT NULL CHECK (decision IN ('confirmed', 'rejected')),
    reason TEXT,
    reviewer TEXT,
    made TEXT NOT NULL,                 -- ISO, UTC
    PRIMARY KEY (task_key, other_key, kind)
) STRICT, WITHOUT ROWID""",
)

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tasks", ("file_id", "ordinal")),
    ("tasks", ("key",)),
    ("tasks", ("due",)),
    ("tasks", ("copy_of",)),
    ("task_bodies", ("body", "role")),
    ("task_references", ("mention_id",)),
    ("outcomes", ("file_id", "ordinal")),
    ("outcomes", ("key",)),
    ("outcomes", ("copy_of",)),
    ("outcome_references", ("mention_id",)),
    ("task_links", ("task_id",)),
    ("task_links", ("other_task_id",)),
    ("task_links", ("outcome_id",)),
    ("link_decisions", ("other_key",)),
)

_ASIDE = "EXISTS (SELECT 1 FROM task_corrections x WHERE x.key = t.key AND x.field = 'not_a_task')"
_DECISION = (
    "(SELECT x.decision FROM link_decisions x"
    " WHERE x.task_key = t.key AND x.other_key = coalesce(o.key, u.key) AND x.kind = l.kind)"
)

TASKS_BY_BODY = f"""
SELECT b.body, b.role, t.text AS task, t.deadline, t.due, t.product, coalesce(d.label, f.name) AS document,
       coalesce(d.date, f.date) AS document_date, t.page, t.kind, t.lead_basis, t.deadline_text,
       (SELECT group_concat(x.field, ', ') FROM task_corrections x WHERE x.key = t.key) AS corrected,
       f.name AS file, substr(t.key, 1, 8) AS key, t.id AS task_id, d.id AS document_id
FROM task_bodies b JOIN tasks t ON t.id = b.task_id JOIN files f ON f.id = t.file_id
LEFT JOIN documents d ON d.id = f.document_id
WHERE t.copy_of IS NULL AND f.copy_of IS NULL AND NOT {_ASIDE}
ORDER BY b.body, b.role, t.due IS NULL, t.due, f.sha256, t.ordinal"""

TASK_EVIDENCE = f"""
SELECT t.text AS task, (SELECT group_concat(value, '; ') FROM json_each(t.lead_bodies)) AS lead, t.due,
       coalesce(d.label, f.name) AS document, l.kind, l.sure, {_DECISION} AS decision, o.state, o.date,
       coalesce(o.text, u.text) AS words, coalesce(od.label, g.name) AS other_document,
       coalesce(od.date, g.date) AS other_date, coalesce(o.page, u.page) AS page, l.reason_vi, l.reason_en,
       substr(t.key, 1, 8) AS key, substr(l.key, 1, 8) AS link_key, t.id AS task_id, o.id AS outcome_id,
       u.id AS other_task_id, d.id AS document_id, od.id AS other_document_id
FROM task_links l JOIN tasks t ON t.id = l.task_id
LEFT JOIN outcomes o ON o.id = l.outcome_id LEFT JOIN tasks u ON u.id = l.other_task_id
JOIN files f ON f.id = t.file_id LEFT JOIN documents d ON d.id = f.document_id
JOIN files g ON g.id = coalesce(o.file_id, u.file_id) LEFT JOIN documents od ON od.id = g.document_id
WHERE NOT {_ASIDE}
ORDER BY f.sha256, t.ordinal, other_date IS NULL, other_date, l.id"""

VIEWS = (("tasks_by_body", TASKS_BY_BODY), ("task_evidence", TASK_EVIDENCE))
