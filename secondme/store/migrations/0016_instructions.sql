-- What the person told for good, and how it is understood. An instruction holds while its memory does: what is
-- forgotten or taken back takes it along, what is retired ends it.

CREATE TABLE instructions (
    memory_id  INTEGER PRIMARY KEY REFERENCES memories ON DELETE CASCADE,
    force      TEXT NOT NULL CHECK (force IN ('never', 'always')),
    acts       TEXT NOT NULL,                   -- JSON lists, as are the next three
    attributes TEXT NOT NULL,
    words      TEXT NOT NULL,
    people     TEXT NOT NULL,
    manner     TEXT NOT NULL,                   -- "sign: first name"; empty where it is none
    priority   INTEGER NOT NULL
) STRICT;
