-- What fields of forms ask for, as the person has accepted or corrected it: the next form of the kind needs no guess.
-- It holds the words of forms, never what was filled in; that is a memory, and goes when the memory goes.

CREATE TABLE form_fields (
    layout     TEXT NOT NULL,                   -- of the form, as ingest.forms tells it
    field      TEXT NOT NULL,                   -- the key of the field in it
    label      TEXT NOT NULL,                   -- its name and words, by which other forms are told alike
    asked      TEXT NOT NULL,                   -- JSON: whose, attribute, part, nth, tense, ticks, question
    memory_id  INTEGER REFERENCES memories ON DELETE SET NULL,     -- the answer in the person's own words
    learned_at INTEGER NOT NULL,
    PRIMARY KEY (layout, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_fields_by_label ON form_fields (label, learned_at);
CREATE INDEX form_fields_by_memory ON form_fields (memory_id);
