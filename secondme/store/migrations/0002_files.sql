-- What is known of each file, so that only what changed, or what a new reader understands, is opened again.

CREATE TABLE files (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id    INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    key          TEXT NOT NULL,                 -- below the source's root; empty for a chat export
    size         INTEGER,                       -- as on the disk when it was last read; null: look again
    mtime_ns     INTEGER,
    inode        INTEGER,                       -- inode and device by their lower 63 bits
    device       INTEGER,
    content_hash TEXT NOT NULL DEFAULT '',
    format       TEXT NOT NULL DEFAULT '',      -- which reader read it: name:version
    verdict      TEXT NOT NULL CHECK (verdict IN ('read', 'skipped', 'unread')),
    reason       TEXT,                          -- why it was skipped or not read
    racy         INTEGER NOT NULL DEFAULT 0,    -- 1: changed so shortly before that its time proves nothing
    checked_at   INTEGER NOT NULL,
    UNIQUE (source_id, key)
) STRICT;
CREATE INDEX files_by_inode ON files (inode, device);
CREATE INDEX files_not_read ON files (verdict, source_id) WHERE verdict <> 'read';
CREATE INDEX files_racy ON files (source_id) WHERE racy;

INSERT INTO files (source_id, key, size, mtime_ns, content_hash, verdict, checked_at)
    SELECT d.source_id, d.key, d.size, d.mtime_ns, d.content_hash, 'read', d.recorded_at
    FROM documents d JOIN sources s ON s.id = d.source_id WHERE s.kind = 'folder';
INSERT INTO files (source_id, key, verdict, reason, checked_at)
    SELECT source_id, subject, 'unread', problem, created_at
    FROM jobs WHERE kind = 'read' AND problem IS NOT NULL
    ON CONFLICT (source_id, key) DO UPDATE SET verdict = 'unread', reason = excluded.reason, mtime_ns = NULL;

ALTER TABLE documents ADD COLUMN file_id INTEGER REFERENCES files;   -- several for a mailbox
ALTER TABLE documents ADD COLUMN thread TEXT;                        -- the same for all mails of one thread
UPDATE documents SET file_id =
    (SELECT f.id FROM files f WHERE f.source_id = documents.source_id AND f.key = documents.key);
ALTER TABLE documents DROP COLUMN size;
ALTER TABLE documents DROP COLUMN mtime_ns;
CREATE INDEX documents_by_file ON documents (file_id);
CREATE INDEX documents_by_key ON documents (key);
CREATE INDEX documents_by_thread ON documents (thread) WHERE thread IS NOT NULL;

ALTER TABLE passages ADD COLUMN handle TEXT;    -- the speaker's account: email:…, phone:…, telegram:…
ALTER TABLE passages ADD COLUMN role TEXT;      -- user or assistant, where one side is a machine
UPDATE passages SET role = 'assistant' WHERE trust = 'assistant';
UPDATE passages SET role = 'user' WHERE trust = 'self' AND document_id IN
    (SELECT d.id FROM documents d JOIN sources s ON s.id = d.source_id WHERE s.reader = 'chatgpt');
CREATE INDEX passages_by_handle ON passages (handle) WHERE handle IS NOT NULL;

-- With which readers and limits a source was last looked at as a whole; others may read what was unread.
ALTER TABLE sources ADD COLUMN readers TEXT NOT NULL DEFAULT '';

CREATE TABLE queue (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL CHECK (kind IN ('read', 'embed')),
    source_id    INTEGER REFERENCES sources ON DELETE CASCADE,
    document_id  INTEGER REFERENCES documents ON DELETE CASCADE,
    subject      TEXT NOT NULL,                 -- read: the key of the file; embed: the embedder's name
    priority     INTEGER NOT NULL DEFAULT 0,    -- greater first
    not_before   INTEGER,
    owner        TEXT,                          -- the process at work on it, and when that was started
    leased_until INTEGER,
    alone        INTEGER NOT NULL DEFAULT 0,    -- 1: a process died over it among others; next time by itself
    deaths       INTEGER NOT NULL DEFAULT 0,    -- of processes that had nothing else at hand
    again        INTEGER NOT NULL DEFAULT 0,    -- 1: queued once more while it was being done
    created_at   INTEGER NOT NULL
) STRICT;
INSERT INTO queue (id, kind, source_id, document_id, subject, created_at)
    SELECT id, kind, source_id, document_id, subject, created_at FROM jobs WHERE problem IS NULL;
DROP TABLE jobs;
ALTER TABLE queue RENAME TO jobs;
CREATE UNIQUE INDEX jobs_once ON jobs (kind, subject, coalesce(source_id, 0), coalesce(document_id, 0));
CREATE INDEX jobs_waiting ON jobs (kind, alone, deaths, priority DESC, id);
CREATE INDEX jobs_owned ON jobs (owner) WHERE owner IS NOT NULL;
CREATE INDEX jobs_by_document ON jobs (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX jobs_by_source ON jobs (source_id) WHERE source_id IS NOT NULL;

-- Who is at work on what, for `secondme status`.
CREATE TABLE progress (
    owner      TEXT NOT NULL,
    stage      TEXT NOT NULL CHECK (stage IN ('looking', 'reading', 'embedding')),
    done       INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    passages   INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (owner, stage)
) STRICT, WITHOUT ROWID;
