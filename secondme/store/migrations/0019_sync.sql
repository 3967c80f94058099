-- Sync with other machines through a shared folder. No words of the person stand here: only keyed hashes, random
-- names, times and verbs. The words lie sealed in the folder, and go from there when they are forgotten.

CREATE TABLE sync (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    place     TEXT NOT NULL,                    -- the shared folder
    key       BLOB NOT NULL,                    -- what opens everything in it
    log       TEXT NOT NULL,                    -- which log lies there
    device    TEXT NOT NULL,                    -- this home among the machines
    name      TEXT NOT NULL,                    -- what people call it
    number    INTEGER NOT NULL DEFAULT 0,       -- of the last operation made here
    segment   INTEGER NOT NULL DEFAULT 0,       -- of the last one written here
    chain     BLOB NOT NULL DEFAULT x'',        -- its hash
    time      INTEGER NOT NULL DEFAULT 0,       -- the hybrid logical clock
    counter   INTEGER NOT NULL DEFAULT 0,
    synced_at INTEGER,
    failed_at INTEGER,
    failed    TEXT NOT NULL DEFAULT ''
) STRICT;

-- How far the log of each other machine was followed.
CREATE TABLE sync_devices (
    device  TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    segment INTEGER NOT NULL,
    chain   BLOB NOT NULL,
    said_at INTEGER NOT NULL                    -- when it wrote that segment, by its own clock
) STRICT, WITHOUT ROWID;

-- Segments that are decided and may not lie in the folder yet.
CREATE TABLE sync_outbox (
    segment INTEGER PRIMARY KEY,
    sealed  BLOB NOT NULL
) STRICT;

-- One for each thing that all machines keep in step. context, seen: JSON, by machine the number of the last operation
-- that is known, and that this home's store follows. shown: a fingerprint of what the store has; null: nothing.
CREATE TABLE sync_registers (
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT '{}',
    seen    TEXT NOT NULL DEFAULT '{}',
    shown   TEXT,
    settled INTEGER NOT NULL DEFAULT 0,         -- 1: the store follows it
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_unsettled ON sync_registers (kind, key) WHERE NOT settled;

-- The versions of it that none replaced; two or more where machines said different things without knowing.
CREATE TABLE sync_heads (
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    device  TEXT NOT NULL,
    number  INTEGER NOT NULL,
    time    INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    value   TEXT NOT NULL,                      -- JSON; null: it is gone
    content TEXT,                               -- the name of the words it stands for, where there are any
    PRIMARY KEY (kind, key, device, number),
    FOREIGN KEY (kind, key) REFERENCES sync_registers ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_heads_by_content ON sync_heads (content) WHERE content IS NOT NULL;

-- In which pack of the folder each content lies.
CREATE TABLE sync_contents (
    name TEXT NOT NULL,
    pack TEXT NOT NULL,
    PRIMARY KEY (name, pack)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_contents_by_pack ON sync_contents (pack);

-- Contents that some version held and none holds any more: they go from the folder.
CREATE TABLE sync_dropped (
    name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Sources of other machines, and which register each of their documents here stands for.
CREATE TABLE sync_sources (
    source_id INTEGER PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
    device    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    place     TEXT NOT NULL,
    UNIQUE (device, kind, place)
) STRICT;
CREATE TABLE sync_documents (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    key         TEXT NOT NULL UNIQUE
) STRICT;
