"""Settings of the store itself: how far a piece of work has come, by a name."""

from __future__ import annotations

import apsw

from secondme.store.query import rows


def get_setting(db: apsw.Connection, name: str) -> str | None:
    """What stands under that name; None where nothing does."""
    found = rows(db, "SELECT value FROM settings WHERE name = ?", name)
    return None if not found else str(found[0][0])


def put_setting(db: apsw.Connection, name: str, text: str) -> None:
    """Has this stand under that name."""
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, text))
