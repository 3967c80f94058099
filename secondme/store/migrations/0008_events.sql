-- Events: runs of passages of one document that belong together. Derived; made again wherever passages changed.

CREATE TABLE events (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    title       TEXT NOT NULL DEFAULT '',       -- words of its passages, or its document's; empty once any is gone
    keywords    TEXT NOT NULL DEFAULT '',       -- the same, with spaces between them
    begins      INTEGER,                        -- of the first and last passage that tell their time
    ends        INTEGER,
    time_offset INTEGER                         -- the clock of whoever wrote the first of them
) STRICT;
CREATE INDEX events_by_document ON events (document_id);
CREATE INDEX events_by_time ON events (begins);

CREATE TABLE event_passages (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    event_id   INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    weight     REAL NOT NULL                    -- 0 to 1: how much it says of what the event is about
) STRICT;
CREATE INDEX event_passages_by_event ON event_passages (event_id);

-- A document whose events are those of its passages as they are. embedder_id: whose vectors told; 0 for none.
CREATE TABLE gathered (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    layer       INTEGER NOT NULL,
    embedder_id INTEGER NOT NULL
) STRICT;

-- Whoever stores passages stores their document first, so this costs nothing for each passage.
CREATE TRIGGER document_changed AFTER UPDATE OF content_hash ON documents
BEGIN
    DELETE FROM gathered WHERE document_id = new.id;
END;
CREATE TRIGGER passage_went AFTER DELETE ON passages
BEGIN
    DELETE FROM gathered WHERE document_id = old.document_id;
END;

-- An event does not go on telling what was forgotten, and is none without passages.
CREATE TRIGGER event_loses_passage AFTER DELETE ON event_passages
BEGIN
    UPDATE events SET title = '', keywords = '' WHERE id = old.event_id;
    DELETE FROM events WHERE id = old.event_id
        AND NOT EXISTS (SELECT 1 FROM event_passages WHERE event_id = old.event_id);
END;
CREATE TRIGGER event_gives_passage AFTER UPDATE OF event_id ON event_passages WHEN old.event_id <> new.event_id
BEGIN
    UPDATE events SET title = '', keywords = '' WHERE id = old.event_id;
    DELETE FROM events WHERE id = old.event_id
        AND NOT EXISTS (SELECT 1 FROM event_passages WHERE event_id = old.event_id);
END;
CREATE TRIGGER document_renamed AFTER UPDATE OF title ON documents WHEN old.title <> new.title
BEGIN
    UPDATE events SET title = '', keywords = '' WHERE document_id = new.id;
    DELETE FROM gathered WHERE document_id = new.id;
END;
