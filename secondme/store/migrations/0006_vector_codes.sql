-- Derived: the vectors once more, in two forms that are quick to load and to search. `secondme.store.vector_blocks`
-- writes them with the vectors and makes them again from the tables vectors_<id>.

CREATE TABLE vector_codes (
    embedder_id INTEGER NOT NULL REFERENCES embedders ON DELETE CASCADE,
    block       INTEGER NOT NULL,       -- passages 256 * block and the 255 after it
    version     INTEGER NOT NULL,       -- greater with each change of this embedder's vectors
    data        BLOB NOT NULL,
    UNIQUE (embedder_id, block)
) STRICT;
CREATE INDEX vector_codes_by_version ON vector_codes (embedder_id, version);

CREATE TABLE vector_details (
    embedder_id INTEGER NOT NULL REFERENCES embedders ON DELETE CASCADE,
    block       INTEGER NOT NULL,       -- passages 32 * block and the 31 after it
    data        BLOB NOT NULL,
    UNIQUE (embedder_id, block)
) STRICT;

-- 1: both tables have all its vectors.
ALTER TABLE embedders ADD COLUMN coded INTEGER NOT NULL DEFAULT 0;

-- The versions above say more.
DELETE FROM settings WHERE name = 'vector_deletions';
