"""`memory.sqlite`: the exported tables as they are in the store, in a database that every SQLite opens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from secondme.export.folder import new_file
from secondme.export.form import NUMBERS, Table, load_form
from secondme.export.snapshot import Row, Snapshot
from secondme.store.faults import explained
from secondme.store.query import value

HEAD = "export"
_DEFINITION = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
_VIEWS = """
CREATE VIEW readable_passages AS
SELECT p.id, s.place AS source, d.title, d.key, p.heading, p.speaker, p.text, p.locator,
    strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(p.time, d.time) / 1000, 'unixepoch') AS time
FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id;
CREATE VIEW readable_memories AS
SELECT m.id, m.text, m.kind, m.subject, m.predicate, m.value, m.trust,
    strftime('%Y-%m-%d', m.valid_from / 1000, 'unixepoch') AS valid_from,
    strftime('%Y-%m-%d', m.valid_to / 1000, 'unixepoch') AS valid_to,
    strftime('%Y-%m-%dT%H:%M:%SZ', m.recorded_at / 1000, 'unixepoch') AS recorded_at, m.superseded_by
FROM memories m;
"""


def write_database(taken: Snapshot, path: Path, on_row: Callable[[str], None]) -> None:
    """Writes all tables, two views that are easy to read, and the head. on_row: told each row's table."""
    new_file(path).close()
    with explained(path):
        db = apsw.Connection(str(path))
        try:
            db.execute("PRAGMA journal_mode = off; PRAGMA synchronous = off; BEGIN").fetchall()
            db.execute(f"CREATE TABLE {HEAD} (head TEXT NOT NULL) STRICT")
            db.execute(f"INSERT INTO {HEAD} VALUES (?)", (json.dumps(taken.head, ensure_ascii=False),))
            for table in load_form().tables.values():
                _copy(taken, table, db, on_row)
            db.execute(_VIEWS)
            db.execute("COMMIT")
        finally:
            db.close()


def _copy(taken: Snapshot, table: Table, db: apsw.Connection, on_row: Callable[[str], None]) -> None:
    if table.name == NUMBERS:  # It is there, with numbers of what was just copied.
        db.execute(f"DELETE FROM {NUMBERS}")
    else:
        db.execute(value(taken.db, _DEFINITION, table.name))
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    insert = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'

    def told() -> Iterator[Row]:
        for row in taken.rows_of(table):
            on_row(table.name)
            yield row

    db.executemany(insert, told())
