"""The store at one moment, row by row: what goes into an export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

import secondme
from models.shelf import Shelf
from secondme.export.form import FORMAT, NUMBERS, Table, load_form
from secondme.home import Home
from secondme.store import Store
from secondme.store.database import FINGERPRINT_KEY
from secondme.store.faults import explained
from secondme.store.query import rows, value

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """db: a connection in a read transaction. fingerprints: the key of the hashes of forgotten things."""

    db: apsw.Connection
    fingerprints: str
    head: dict[str, Any]

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        return sum(self.head["rows"].values())

    def rows_of(self, table: Table) -> Iterator[Row]:
        """The rows of a table, in the order of their numbers; the values as the store has them."""
        with explained(Path(self.db.filename)):
            if table.name == "settings":
                yield from _settings(self.db, self.fingerprints)
                return
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            order = ", ".join(f'"{name}"' for name in primary_key(self.db, table.name)) or "rowid"
            where = f"WHERE name IN {_own_tables()}" if table.name == NUMBERS else ""
            yield from self.db.execute(f'SELECT {columns} FROM "{table.name}" {where} ORDER BY {order}')


@contextmanager
def snapshot(home: Home, store: Store, *, now: datetime) -> Iterator[Snapshot]:
    """The store as it is now, whoever writes to it meanwhile."""
    with store.apart() as db:
        db.execute("BEGIN")
        yield Snapshot(db, store.fingerprint_key.hex(), _head(home, db, now))


def primary_key(db: apsw.Connection, table: str) -> list[str]:
    """The columns by whose values rows of this table are told apart; none where that is the row's number."""
    sql = "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk"
    return [name for (name,) in rows(db, sql, table)]


def _head(home: Home, db: apsw.Connection, now: datetime) -> dict[str, Any]:
    counts = {name: _count(db, name) for name in load_form().tables}
    return {
        "format": FORMAT,
        "program": secondme.__version__,
        "made_at": now.isoformat(),
        "migrations": [name for (name,) in rows(db, "SELECT name FROM migrations ORDER BY name")],
        "rows": counts,
        "config": home.config.read_text("utf-8", errors="replace") if home.config.exists() else "",
        "models": list(_models(Shelf(home.models))),
    }


def _count(db: apsw.Connection, table: str) -> int:
    if table == NUMBERS:
        return int(value(db, f"SELECT count(*) FROM {NUMBERS} WHERE name IN {_own_tables()}"))
    count = int(value(db, f'SELECT count(*) FROM "{table}"'))
    if table == "settings" and not rows(db, "SELECT 1 FROM settings WHERE name = ?", FINGERPRINT_KEY):
        return count + 1
    return count


def _settings(db: apsw.Connection, fingerprints: str) -> Iterator[Row]:
    """With the key of the hashes, also where it is still worked out from the key of the store."""
    sql = "SELECT name, value FROM settings WHERE name <> ? UNION ALL SELECT ?, ? ORDER BY name"
    yield from db.execute(sql, (FINGERPRINT_KEY, FINGERPRINT_KEY, fingerprints))


def _own_tables() -> str:
    """The exported tables, as a list of SQL."""
    return "(" + ", ".join(f"'{name}'" for name in load_form().tables) + ")"


def _models(shelf: Shelf) -> Iterator[dict[str, Any]]:
    for one in shelf.installed():
        is_chosen = one.name == shelf.chosen(one.role)
        yield {"name": one.name, "role": one.role, "sha256": one.sha256, "chosen": is_chosen}
