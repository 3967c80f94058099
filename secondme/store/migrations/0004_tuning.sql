-- What recall was tuned to: figures and weights, never what was asked. One row at most is in force; the
-- earlier ones stay, so that a tuning can be undone.
CREATE TABLE tunings (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at   INTEGER NOT NULL,
    made_by   TEXT NOT NULL CHECK (made_by IN ('person', 'daemon')),
    settings  TEXT NOT NULL,                    -- JSON: weights, off, enough_ground, reranker
    questions INTEGER NOT NULL,                 -- of the recall log, that weights were learned from
    before    TEXT NOT NULL,                    -- JSON: figures on questions held back
    after     TEXT NOT NULL,
    active    INTEGER NOT NULL DEFAULT 0,
    earlier   INTEGER REFERENCES tunings        -- what was in force before; null: the shipped weights
) STRICT;
CREATE UNIQUE INDEX tunings_active ON tunings (active) WHERE active = 1;

-- A hit may have been corrected: the person said that it is not what was asked for.
CREATE TABLE recall_hits_new (
    recall_id  INTEGER NOT NULL REFERENCES recalls ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    rank       INTEGER NOT NULL,
    score      REAL NOT NULL,
    used       TEXT NOT NULL CHECK (used IN ('shown', 'opened', 'cited', 'confirmed', 'corrected')),
    PRIMARY KEY (recall_id, passage_id)
) STRICT, WITHOUT ROWID;
INSERT INTO recall_hits_new SELECT recall_id, passage_id, rank, score, used FROM recall_hits;
DROP TABLE recall_hits;
ALTER TABLE recall_hits_new RENAME TO recall_hits;
CREATE INDEX recall_hits_by_passage ON recall_hits (passage_id);
