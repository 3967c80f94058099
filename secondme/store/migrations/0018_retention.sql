-- What the person wants forgotten with time, or never taken in; each was shown before it was agreed to.

CREATE TABLE retention (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    rule      TEXT NOT NULL UNIQUE,             -- as secondme.forgetting.rules reads it
    agreed_at INTEGER NOT NULL,
    acted_at  INTEGER                           -- when it last had something forgotten
) STRICT;
