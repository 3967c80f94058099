-- Links between memories, and the vectors of memories, by which likeness is told.

-- Read from the first to the second: the first follows, supports, mentions, is like or contradicts the second. Of those
-- that go both ways the first has the lower number. since: when both were known. `recalled together` is no row: it is
-- worked out from the recall log.
CREATE TABLE links_of_all_kinds (
    first    INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    second   INTEGER NOT NULL REFERENCES memories ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN
        ('similar', 'same event', 'follows', 'supports', 'contradicts', 'mentions')),
    strength REAL NOT NULL CHECK (strength BETWEEN 0 AND 1),
    since    INTEGER NOT NULL,
    PRIMARY KEY (first, second, kind),
    CHECK (first <> second)
) STRICT, WITHOUT ROWID;
INSERT INTO links_of_all_kinds
    SELECT l.first, l.second, l.kind, 1.0, max(a.recorded_at, b.recorded_at)
    FROM links l JOIN memories a ON a.id = l.first JOIN memories b ON b.id = l.second;
DROP TABLE links;
ALTER TABLE links_of_all_kinds RENAME TO links;
CREATE INDEX links_by_second ON links (second);

-- The vector of a memory's sentence. fingerprint: of the words and the embedder that it was made of. linked: 1 where
-- its likes were looked for since.
CREATE TABLE memory_vectors (
    memory_id   INTEGER PRIMARY KEY REFERENCES memories ON DELETE CASCADE,
    embedder_id INTEGER NOT NULL REFERENCES embedders ON DELETE CASCADE,
    fingerprint BLOB NOT NULL,
    vector      BLOB NOT NULL,
    linked      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX memory_vectors_unlinked ON memory_vectors (memory_id) WHERE NOT linked;

-- Memories that are new or other than when their links were decided. changes: how often since.
CREATE TABLE unlinked (
    memory_id INTEGER PRIMARY KEY REFERENCES memories ON DELETE CASCADE,
    changes   INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO unlinked (memory_id) SELECT id FROM memories;

CREATE TRIGGER memory_is_new AFTER INSERT ON memories
BEGIN
    INSERT INTO unlinked (memory_id) VALUES (new.id) ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER memory_is_other
AFTER UPDATE OF text, subject, predicate, value, view, valid_from, valid_to, superseded_by ON memories
BEGIN
    INSERT INTO unlinked (memory_id) VALUES (new.id) ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER memory_reads_otherwise AFTER UPDATE OF text ON memories WHEN new.text <> old.text
BEGIN
    UPDATE memory_vectors SET linked = 0 WHERE memory_id = new.id;
END;
CREATE TRIGGER memory_leaves_links BEFORE DELETE ON memories
BEGIN
    INSERT INTO unlinked (memory_id)
        SELECT second FROM links WHERE first = old.id UNION SELECT first FROM links WHERE second = old.id
        ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER memory_rests_on_more AFTER INSERT ON evidence
BEGIN
    INSERT INTO unlinked (memory_id) VALUES (new.memory_id) ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER memory_rests_on_less AFTER DELETE ON evidence
BEGIN
    INSERT INTO unlinked (memory_id) SELECT id FROM memories WHERE id = old.memory_id
        ON CONFLICT (memory_id) DO UPDATE SET changes = changes + 1;
END;
