"""Reads `memory.sqlite` back: plain columns of plain tables alone, and nothing in it is run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw

from secondme.export.database import HEAD
from secondme.export.form import LONGEST_LINE, NUMBERS, Table, load_form
from secondme.export.head import Head, read_head
from secondme.export.reading import Export, ReadRow, damaged, require_sound

_PLAIN = "SELECT type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' FROM sqlite_schema WHERE name = ?"
_COLUMNS = "SELECT name, hidden FROM pragma_table_xinfo(?)"


@contextmanager
def open_database(path: Path) -> Iterator[Export]:
    """Raises ExportError, also while its rows are read."""
    try:
        db = _connect(path)
        try:
            db.execute("BEGIN")
            [(sound,)] = db.execute("PRAGMA quick_check(1)").fetchall()
            if sound != "ok":
                raise damaged(path, "The whole", str(sound))
            head = read_head(_head(db), path)
            yield Export(head, _rows(db, path, head))
        finally:
            db.close()
    except (apsw.CorruptError, apsw.NotADBError, apsw.TooBigError) as error:
        raise damaged(path, "The whole", str(error)) from error


def _connect(path: Path) -> apsw.Connection:
    """Immutable: neither a lock nor a log beside it is looked for."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    db = apsw.Connection(f"file:{quote(str(path.absolute()))}?immutable=1", flags=flags)
    db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    db.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    db.limit(apsw.SQLITE_LIMIT_LENGTH, LONGEST_LINE)
    return db


def _head(db: apsw.Connection) -> Any:
    try:
        _require_plain(db, HEAD)
        [(text,)] = db.execute(f"SELECT head FROM {HEAD}").fetchall()
        return json.loads(str(text))
    except (ValueError, TypeError, RecursionError, apsw.SQLError):
        return None


def _rows(db: apsw.Connection, path: Path, head: Head) -> Iterator[ReadRow]:
    for table in load_form().tables.values():
        if head.is_older and table.name not in head.rows:
            continue
        try:
            names = _readable(db, table, head)
            yield from _rows_of(db, table, names)
        except (ValueError, apsw.SQLError) as error:
            raise damaged(path, f"The table {table.name}", str(error)) from error


def _rows_of(db: apsw.Connection, table: Table, names: list[str]) -> Iterator[ReadRow]:
    columns = ", ".join(f'"{name}"' for name in names)
    for number, row in enumerate(db.execute(f'SELECT {columns} FROM "{table.name}"'), 1):
        values = dict(zip(names, row, strict=True))
        require_sound(table, values)
        yield ReadRow(f"Row {number} of {table.name}", table, values)


def _readable(db: apsw.Connection, table: Table, head: Head) -> list[str]:
    """The columns of a table that are there. Raises ValueError where it is not as it was written."""
    if table.name != NUMBERS:
        _require_plain(db, table.name)
    found = {str(name): hidden for name, hidden in db.execute(_COLUMNS, (table.name,))}
    names = [column.name for column in table.columns]
    if any(found.values()) or found.keys() - set(names):
        raise ValueError("it has columns that were not written")
    if not head.is_older and set(names) - found.keys():
        raise ValueError("it has not all columns")
    return [name for name in names if name in found]


def _require_plain(db: apsw.Connection, name: str) -> None:
    if db.execute(_PLAIN, (name,)).fetchall() != [(1,)]:
        raise ValueError(f"{name} is no plain table")
