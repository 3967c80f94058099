-- Programs outside that come over HTTP, and what each of them is not told.

ALTER TABLE clients ADD COLUMN masks TEXT NOT NULL DEFAULT '["secrets"]';   -- JSON list: secrets, names, numbers
ALTER TABLE clients ADD COLUMN token_hash BLOB;     -- SHA-256 of the token by which it is known; null: it has none
