-- Memories that are distilled, corrected, fade and are strengthened; and every change of them, to be taken back.

-- Who made it: the person by telling or correcting, a pattern, or a model. view: who says so; null the person.
ALTER TABLE memories ADD COLUMN made_by TEXT NOT NULL DEFAULT 'person' CHECK (made_by IN ('person', 'pattern', 'model'));
ALTER TABLE memories ADD COLUMN subject TEXT NOT NULL DEFAULT '';      -- a name, or "me"; empty: told in free words
ALTER TABLE memories ADD COLUMN predicate TEXT NOT NULL DEFAULT '';    -- lives in, works as
ALTER TABLE memories ADD COLUMN value TEXT NOT NULL DEFAULT '';
ALTER TABLE memories ADD COLUMN view TEXT;
ALTER TABLE memories ADD COLUMN confidence REAL NOT NULL DEFAULT 1.0;  -- 0 to 1
ALTER TABLE memories ADD COLUMN importance REAL NOT NULL DEFAULT 0.5;  -- 0 to 1
ALTER TABLE memories ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;     -- 1: never sleeps
ALTER TABLE memories ADD COLUMN ask_after INTEGER;                     -- the person said "later" to a card
CREATE INDEX memories_by_predicate ON memories (predicate, subject) WHERE predicate <> '';
CREATE INDEX memories_superseded ON memories (superseded_by) WHERE superseded_by IS NOT NULL;

-- What the person said to a card. Uses in answers stand in the recall log, on the passages that a memory rests on.
CREATE TABLE memory_uses (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    memory_id INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    used      TEXT NOT NULL CHECK (used IN ('confirmed', 'corrected')),
    used_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX memory_uses_by_memory ON memory_uses (memory_id);

CREATE TABLE links (
    first  INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('contradicts')),
    weight REAL NOT NULL DEFAULT 1.0,
    PRIMARY KEY (first, second, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_second ON links (second);

-- A change holds no words but those of its verb and reason: what a memory read before stands in change_rows, and
-- goes when the memory is forgotten.
CREATE TABLE changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    run        INTEGER NOT NULL,                -- the number of the first change that was made with it
    verb       TEXT NOT NULL CHECK (verb IN
        ('told', 'added', 'updated', 'merged', 'contradicted', 'retired', 'edited', 'pinned', 'unpinned', 'confirmed',
         'put off')),
    reason     TEXT NOT NULL,
    made_by    TEXT NOT NULL CHECK (made_by IN ('person', 'pattern', 'model')),
    changed_at INTEGER NOT NULL,
    undone_at  INTEGER
) STRICT;
CREATE INDEX changes_by_run ON changes (run);

CREATE TABLE change_rows (
    change_id INTEGER NOT NULL REFERENCES changes ON DELETE CASCADE,
    memory_id INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    before    TEXT,                             -- JSON of the memory and what hangs on it; null: it was new
    after     TEXT NOT NULL,
    PRIMARY KEY (change_id, memory_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_rows_by_memory ON change_rows (memory_id);

-- Sections of the portrait that do not follow the memories any more: the person wrote or locked them.
CREATE TABLE portrait (
    section    TEXT PRIMARY KEY,
    text       TEXT NOT NULL,
    written    INTEGER NOT NULL,                -- 1: in the person's own words; 0: as the memories had it
    settled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a locked section was made from: forgetting any of it lets the section follow the memories again.
CREATE TABLE portrait_memories (
    section   TEXT NOT NULL REFERENCES portrait ON DELETE CASCADE,
    memory_id INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    PRIMARY KEY (section, memory_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX portrait_memories_by_memory ON portrait_memories (memory_id);
CREATE TRIGGER portrait_loses_ground AFTER DELETE ON portrait_memories
BEGIN
    DELETE FROM portrait WHERE section = old.section AND NOT written;
END;

-- Memories that lost something they rested on: what they say may have stood there alone.
CREATE TABLE loosened (
    memory_id INTEGER PRIMARY KEY REFERENCES memories ON DELETE CASCADE
) STRICT;
CREATE TRIGGER evidence_gone AFTER DELETE ON evidence
BEGIN
    INSERT OR IGNORE INTO loosened SELECT id FROM memories WHERE id = old.memory_id;
END;
