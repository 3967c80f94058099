-- What was forgotten, by which a backup made before can be told to hold it still: keyed hashes, never the content.

CREATE TABLE erasures (
    hash         BLOB PRIMARY KEY,              -- of what the row was known by, in this store and its backups
    kind         TEXT NOT NULL CHECK (kind IN ('source', 'document', 'passage', 'memory', 'conversation', 'thing')),
    taken_at     INTEGER NOT NULL,              -- when it had come in: a backup of before does not hold it
    forgotten_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_by_time ON erasures (forgotten_at);

-- Of what was forgotten earlier it is not known when it had come in; each document and each memory has a hash or two.
INSERT INTO erasures SELECT hash, 'thing', 0, forgotten_at FROM tombstones;
