-- What seems to give a machine orders, or is hidden from people, is quarantined: its words count as a stranger's.

ALTER TABLE passages ADD COLUMN hidden TEXT;         -- JSON [[how, words], ...] as the reader told; not shown
ALTER TABLE passages ADD COLUMN suspicion TEXT;      -- JSON list of reasons by rules or the person; NULL: none
ALTER TABLE passages ADD COLUMN likeness REAL;       -- to the nearest known attack; NULL: like none
CREATE INDEX passages_quarantined ON passages (id) WHERE suspicion IS NOT NULL OR likeness IS NOT NULL;

-- Whoever writes it, and however it is judged anew: no memory and no form may rest on it.
CREATE TRIGGER quarantine_new AFTER INSERT ON passages
WHEN (new.suspicion IS NOT NULL OR new.likeness IS NOT NULL) AND new.trust IN ('self', 'known')
BEGIN
    UPDATE passages SET trust = 'foreign' WHERE id = new.id;
END;
CREATE TRIGGER quarantine_changed AFTER UPDATE OF trust, suspicion, likeness ON passages
WHEN (new.suspicion IS NOT NULL OR new.likeness IS NOT NULL) AND new.trust IN ('self', 'known')
BEGIN
    UPDATE passages SET trust = 'foreign' WHERE id = new.id;
END;

-- What the person said of a text; keyed hashes, so that it holds for the same words wherever they come again.
CREATE TABLE verdicts (
    hash    BLOB PRIMARY KEY,
    suspect INTEGER NOT NULL,                        -- 1: it is an attack; 0: it is harmless
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The memory of attacks: what the person marked, as vectors of one embedder.
CREATE TABLE attacks (
    hash     BLOB NOT NULL REFERENCES verdicts ON DELETE CASCADE,
    embedder TEXT NOT NULL,                          -- its identity
    vector   BLOB NOT NULL,                          -- float32, of length 1
    PRIMARY KEY (hash, embedder)
) STRICT, WITHOUT ROWID;
