-- Conversations. What the person states in one is a passage of a document like any other; what they ask, and what
-- they are answered, stands here alone: a question proves nothing, and an answer must never prove itself.

CREATE TABLE conversations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL UNIQUE REFERENCES documents ON DELETE CASCADE,
    begun_at    INTEGER NOT NULL,
    spoken_at   INTEGER NOT NULL,
    state       TEXT                            -- JSON; null: to be worked out from the turns
) STRICT;
CREATE INDEX conversations_by_time ON conversations (spoken_at);

CREATE TABLE turns (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('person', 'assistant')),
    text            TEXT,                       -- null: forgotten, with what it rested on
    meant           TEXT,                       -- an answer's question, made to stand by itself
    ending          TEXT CHECK (ending IN ('answered', 'unknown', 'stopped', 'noted', 'quoted')),
    confidence      REAL,
    why             TEXT,
    verdict         TEXT CHECK (verdict IN ('good', 'wrong')),
    said_at         INTEGER NOT NULL,
    time_offset     INTEGER NOT NULL,
    recall_id       INTEGER REFERENCES recalls ON DELETE SET NULL,
    passage_id      INTEGER REFERENCES passages ON DELETE CASCADE,  -- what the person states
    UNIQUE (conversation_id, position)
) STRICT;
CREATE INDEX turns_by_passage ON turns (passage_id) WHERE passage_id IS NOT NULL;
CREATE INDEX turns_by_recall ON turns (recall_id) WHERE recall_id IS NOT NULL;

-- What was read for an answer. quote: the part of the passage that the model saw.
CREATE TABLE turn_sources (
    turn_id    INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    quote      TEXT NOT NULL,
    cited      INTEGER NOT NULL,
    PRIMARY KEY (turn_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_sources_by_passage ON turn_sources (passage_id);

CREATE VIRTUAL TABLE turns_text USING fts5(
    text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER turns_gone AFTER DELETE ON turns
BEGIN
    DELETE FROM turns_text WHERE rowid = old.id;
    UPDATE conversations SET state = NULL WHERE id = old.conversation_id;
END;
CREATE TRIGGER turns_emptied AFTER UPDATE OF text ON turns WHEN new.text IS NULL
BEGIN
    DELETE FROM turns_text WHERE rowid = old.id;
    UPDATE conversations SET state = NULL WHERE id = old.conversation_id;
END;
