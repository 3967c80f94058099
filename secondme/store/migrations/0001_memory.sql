-- Times are milliseconds since 1970 in UTC; *_offset is the writer's distance from UTC in minutes.

CREATE TABLE sources (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('folder', 'chat', 'told')),
    place       TEXT NOT NULL,
    reader      TEXT NOT NULL DEFAULT '',       -- which chat form; empty for folders
    trust       TEXT NOT NULL CHECK (trust IN ('self', 'known', 'foreign', 'assistant')),
    me          TEXT,                           -- the person's own name in a chat
    added_at    INTEGER NOT NULL,
    checked_at  INTEGER,
    UNIQUE (kind, place)
) STRICT;

CREATE TABLE documents (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id    INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    key          TEXT NOT NULL,                 -- stable within the source: relative path, conversation/session
    title        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    size         INTEGER,
    mtime_ns     INTEGER,
    time         INTEGER,
    recorded_at  INTEGER NOT NULL,
    UNIQUE (source_id, key)
) STRICT;

CREATE TABLE passages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    text        TEXT NOT NULL,
    heading     TEXT NOT NULL,
    speaker     TEXT,
    trust       TEXT NOT NULL CHECK (trust IN ('self', 'known', 'foreign', 'assistant')),
    time        INTEGER,
    time_offset INTEGER,
    locator     TEXT NOT NULL,
    UNIQUE (document_id, position)
) STRICT;
CREATE INDEX passages_by_time ON passages (time);

-- Derived: the text of a passage with what stands around it, and whole documents.
CREATE VIRTUAL TABLE passages_text USING fts5(
    text, before, after, heading,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE documents_text USING fts5(
    title, text,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE embedders (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- vectors_<id> holds its vectors
    name       TEXT NOT NULL,
    identity   TEXT NOT NULL UNIQUE,                -- hash of the model file and of how it is used
    dimensions INTEGER NOT NULL,
    serving    INTEGER NOT NULL DEFAULT 0           -- 1: questions are asked of these vectors
) STRICT;

CREATE TABLE memories (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL CHECK (kind IN ('fact', 'event', 'preference', 'plan', 'insight', 'summary', 'portrait')),
    text          TEXT NOT NULL,
    trust         TEXT NOT NULL CHECK (trust IN ('self', 'known', 'foreign')),
    valid_from    INTEGER,
    valid_to      INTEGER,
    recorded_at   INTEGER NOT NULL,
    superseded_by INTEGER REFERENCES memories ON DELETE SET NULL
) STRICT;

CREATE TABLE evidence (
    memory_id  INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    first      INTEGER NOT NULL,                    -- characters of the passage, [first, last)
    last       INTEGER NOT NULL,
    PRIMARY KEY (memory_id, passage_id, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_passage ON evidence (passage_id);

CREATE TABLE jobs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL CHECK (kind IN ('read', 'embed')),
    source_id   INTEGER REFERENCES sources ON DELETE CASCADE,
    document_id INTEGER REFERENCES documents ON DELETE CASCADE,
    subject     TEXT NOT NULL,                      -- read: the key of the file; embed: the embedder's name
    owner       TEXT,                               -- the process at work on it
    leased_until INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    problem     TEXT,                               -- why it failed for good; the job is then kept as a record
    created_at  INTEGER NOT NULL,
    UNIQUE (kind, source_id, document_id, subject)
) STRICT;
CREATE INDEX jobs_waiting ON jobs (kind, id) WHERE problem IS NULL;

CREATE TABLE recalls (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL CHECK (kind IN ('recall', 'ask')),
    query    TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answer   TEXT,
    abstained INTEGER
) STRICT;

CREATE TABLE recall_hits (
    recall_id  INTEGER NOT NULL REFERENCES recalls ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    rank       INTEGER NOT NULL,
    score      REAL NOT NULL,
    used       TEXT NOT NULL CHECK (used IN ('shown', 'opened', 'cited', 'confirmed')),
    PRIMARY KEY (recall_id, passage_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recall_hits_by_passage ON recall_hits (passage_id);

-- What was forgotten stays forgotten: keyed hashes, never the content.
CREATE TABLE tombstones (
    hash         BLOB PRIMARY KEY,
    forgotten_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO settings VALUES ('vector_deletions', '0');
