-- People: who is named where, and which names and accounts are one person's.

-- What documents say: each way in which one of them names somebody. All else but the decisions follows from it.
CREATE TABLE sightings (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    name        TEXT NOT NULL,                  -- as written there; empty where there is none
    handles     TEXT NOT NULL,                  -- accounts, one a line, sorted: email:…, phone:…
    role        TEXT NOT NULL CHECK (role IN ('author', 'recipient', 'participant', 'contact', 'self')),
    PRIMARY KEY (document_id, name, handles, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_author ON sightings (handles) WHERE role = 'author';

CREATE TABLE entities (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL CHECK (kind IN ('person', 'place', 'organisation', 'thing')),
    name    TEXT NOT NULL,
    trust   TEXT CHECK (trust IN ('self', 'known'))     -- null: a stranger
) STRICT;

-- By what an entity is known. A key belongs to one entity alone; a name may be that of several.
CREATE TABLE aliases (
    entity_id INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('handle', 'person', 'name')),   -- person: known by a name alone
    value     TEXT NOT NULL,                    -- handles as they are, names as they are compared
    source_id INTEGER NOT NULL DEFAULT 0,       -- where a first name alone holds; 0: everywhere
    shown     TEXT NOT NULL,
    trust     TEXT CHECK (trust IN ('self', 'known')),  -- of this account; a like name alone gives none
    PRIMARY KEY (entity_id, kind, value, source_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX aliases_by_key ON aliases (kind, value, source_id) WHERE kind <> 'name';
CREATE INDEX aliases_by_value ON aliases (value);

-- What the person decided by hand, in order; kept whatever is read again.
CREATE TABLE decisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    verb       TEXT NOT NULL CHECK (verb IN ('merge', 'split', 'name', 'self')),
    keys       TEXT NOT NULL,                   -- JSON: the keys concerned, and what a split left
    name       TEXT,
    before     TEXT NOT NULL,                   -- JSON: whose the keys were, so that it can be taken back
    decided_at INTEGER NOT NULL
) STRICT;

-- For counting what people said who are only a name.
CREATE INDEX passages_by_speaker ON passages (speaker, document_id) WHERE speaker IS NOT NULL AND handle IS NULL;

-- Whatever changes what is known of people has it worked out anew who is who.
INSERT INTO settings VALUES ('people_stale', '0');
CREATE TRIGGER sightings_gone AFTER DELETE ON sightings
WHEN (SELECT value FROM settings WHERE name = 'people_stale') = '0'
BEGIN
    UPDATE settings SET value = '1' WHERE name = 'people_stale';
END;
CREATE TRIGGER sightings_moved AFTER UPDATE OF source_id ON documents
WHEN old.source_id <> new.source_id AND EXISTS (SELECT 1 FROM sightings WHERE document_id = new.id)
BEGIN
    UPDATE settings SET value = '1' WHERE name = 'people_stale';
END;
CREATE TRIGGER sources_judged AFTER UPDATE OF me, trust ON sources
WHEN old.me IS NOT new.me OR old.trust <> new.trust
BEGIN
    UPDATE settings SET value = '1' WHERE name = 'people_stale';
END;
