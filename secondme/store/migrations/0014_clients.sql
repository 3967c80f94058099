-- Programs outside that ask this memory: what each may do, and everything that it did.

CREATE TABLE clients (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    may_read    INTEGER NOT NULL DEFAULT 0,
    may_write   INTEGER NOT NULL DEFAULT 0,
    all_sources INTEGER NOT NULL DEFAULT 0,     -- 0: those in client_sources alone, be they none
    kinds       TEXT,                           -- JSON list of kinds of documents; null: all
    first_seen  INTEGER,                        -- null: allowed before it came
    last_seen   INTEGER,
    decided_at  INTEGER                         -- when the person last allowed or denied it; null: never
) STRICT;

-- A source that is forgotten is not to be seen any more; what is left of the list stays a list.
CREATE TABLE client_sources (
    client_id INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    PRIMARY KEY (client_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_sources_by_source ON client_sources (source_id);

-- The log. It holds the client's own question and the identifiers that were given out, never their text: they stay
-- when what they name is forgotten. What a client wrote is a passage, so of a writing there is the identifier alone.
CREATE TABLE client_uses (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
    used_at   INTEGER NOT NULL,
    tool      TEXT NOT NULL,
    way       TEXT NOT NULL CHECK (way IN ('read', 'write')),
    asked     TEXT NOT NULL,
    outcome   TEXT NOT NULL CHECK (outcome IN ('given', 'denied', 'failed')),
    given     TEXT NOT NULL                     -- JSON list of identifiers, as "p12"
) STRICT;
CREATE INDEX client_uses_by_client ON client_uses (client_id, id);
