"""Named migrations: each runs once, in one transaction with the row that records it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

import apsw

from secondme.errors import NewerStoreError
from secondme.home import alone
from secondme.store.query import rows
from secondme.store.times import to_milliseconds

_RECORDS = "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER) STRICT"


@dataclass(frozen=True, slots=True)
class Migration:
    """A change of the schema: its name orders it, its SQL makes it."""

    name: str
    sql: str


def shipped() -> list[Migration]:
    """The migrations that this release knows, in order."""
    folder = resources.files("secondme.store") / "migrations"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return [
        Migration(file.name.removesuffix(".sql"), file.read_text("utf-8"))
        for file in files
        if file.name.endswith(".sql")
    ]


def migrate(
    connection: apsw.Connection, path: Path, *, now: datetime, known: list[Migration] | None = None
) -> list[str]:
    """Brings the store up to what this release knows; returns the names of the migrations it ran.

    Before an older store is changed, a copy of it is made beside it (`memory.db.before-NAME`).
    Raises NewerStoreError, and changes nothing, when the store has migrations unknown here.
    """
    known = shipped() if known is None else known
    if _done(connection) and _waiting(connection, path, known):
        # A slower process must not put a copy of the changed store in the place of the one made before.
        with alone(path.parent):
            if waiting := _waiting(connection, path, known):
                _copy_aside(connection, path, waiting[0])
            return _run(connection, waiting, now)
    return _run(connection, _waiting(connection, path, known), now)


def _waiting(connection: apsw.Connection, path: Path, known: list[Migration]) -> list[Migration]:
    """The migrations that the store does not have yet. Raises NewerStoreError."""
    done = _done(connection)
    if unknown := [name for name in done if name not in {migration.name for migration in known}]:
        raise NewerStoreError(
            f"{path} was written by a newer secondme (it has {', '.join(unknown)}). The store is untouched. "
            "Install that release or a later one."
        )
    return [migration for migration in known if migration.name not in done]


def _run(connection: apsw.Connection, waiting: list[Migration], now: datetime) -> list[str]:
    return [migration.name for migration in waiting if _apply(connection, migration, now)]


def _done(connection: apsw.Connection) -> list[str]:
    if not rows(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'migrations'"):
        return []
    return [name for (name,) in rows(connection, "SELECT name FROM migrations ORDER BY name")]


def _apply(connection: apsw.Connection, migration: Migration, now: datetime) -> bool:
    """Runs one migration; False when another process ran it in the meantime."""
    with _immediate(connection):
        connection.execute(_RECORDS)
        if rows(connection, "SELECT 1 FROM migrations WHERE name = ?", migration.name):
            return False
        connection.execute(migration.sql)
        connection.execute("INSERT INTO migrations VALUES (?, ?)", (migration.name, to_milliseconds(now)))
        return True


def _copy_aside(connection: apsw.Connection, path: Path, migration: Migration) -> None:
    """Copies the whole store, encrypted with the same key, before it is changed."""
    copy = path.with_name(f"{path.name}.before-{migration.name}")
    unfinished = copy.with_name(copy.name + ".new")
    unfinished.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(unfinished),))
    unfinished.chmod(0o600)
    unfinished.replace(copy)


@contextmanager
def _immediate(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself undoes it on some faults, such as a full disk.
            connection.execute("ROLLBACK")
        raise
