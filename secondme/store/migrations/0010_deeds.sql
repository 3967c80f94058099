-- Whether the person did it or asked for it, and did not have it done in passing: by a question that had what was new
-- understood first, or in idle time.
ALTER TABLE changes ADD COLUMN asked INTEGER NOT NULL DEFAULT 1 CHECK (asked IN (0, 1));
