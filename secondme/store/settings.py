"""Settings of the store itself: how far a piece of work has come, by a name."""

from __future__ import annotations

import apsw

from secondme.store.query import rows


def get_setting(db: apsw.Connection, name: str) -> str | None:
    """What stands under that name; None where nothing does."""
    found = rows(db, "SELECT value FROM settings WHERE name = ?", name)
    return None if not found else str(found[0][0])


def settings_that_begin(db: apsw.Connection, beginning: str) -> list[str]:
    """What stands under the names that begin so, in their order."""
    sql = "SELECT value FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name"
    return [str(value) for (value,) in rows(db, sql, len(beginning), beginning)]


def drop_setting(db: apsw.Connection, name: str) -> None:
    """Has nothing stand under that name."""
    db.execute("DELETE FROM settings WHERE name = ?", (name,))


def put_setting(db: apsw.Connection, name: str, text: str) -> None:
    """Has this stand under that name."""
    db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, text))
