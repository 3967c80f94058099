-- Passages that a language model has still to read for what patterns did not understand, by what they are worth.

CREATE TABLE to_read (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    worth      REAL NOT NULL                    -- 0 to 1
) STRICT;
CREATE INDEX to_read_by_worth ON to_read (worth, passage_id);
