"""Which tables hold what was remembered, and which are made from those and can be made again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import apsw

from secondme.store.query import rows

EVENTS = ("events", "event_passages", "gathered")
LINKS = ("links", "memory_vectors", "unlinked")
PEOPLE = ("entities", "aliases")
SYNC = (
    *("sync", "sync_devices", "sync_outbox", "sync_registers", "sync_heads"),
    *("sync_contents", "sync_dropped", "sync_sources", "sync_documents"),
)
GROUPS = (EVENTS, LINKS, PEOPLE, SYNC)
"""Tables that belong together: where one of a group is damaged, all of it is made again."""
PASSING = ("progress", "migrations")
"""Written anew by whoever works with the store."""
KEPT_FOR_PEOPLE = (
    *(
        "sources",
        "files",
        "documents",
        "passages",
        "memories",
        "evidence",
        "conversations",
        "turns",
        "recalls",
    ),
    *(
        "sightings",
        "decisions",
        "changes",
        "instructions",
        "form_fields",
        "clients",
        "retention",
        "tombstones",
        "erasures",
    ),
)
"""Those whose rows are told of in a report."""
_MADE = re.compile(r"(passages|documents|turns)_text|vectors_\d+|vector_(codes|details)$|sqlite_")
_VECTORS = re.compile(r"vectors_\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the store has it. stored: its columns in the order of its records; key: those that tell its
    rows apart; number: the column that is the number of the row, or empty. takes: by column, the type.
    """

    name: str
    stored: tuple[str, ...]
    key: tuple[str, ...]
    number: str
    types: dict[str, str]


def is_made(table: str) -> bool:
    """Whether a table is made from others by the program at once, so that nothing is lost with it."""
    return table in ("memory_vectors", *PASSING) or _MADE.match(table) is not None


def is_primary(table: str) -> bool:
    """Whether what is lost of a table can come from a backup or a source alone."""
    return not is_made(table) and not any(table in group for group in GROUPS)


def is_of_vectors(table: str) -> bool:
    """Whether a table belongs to those that hold the vectors of passages."""
    return _VECTORS.match(table) is not None


def shapes(db: apsw.Connection) -> dict[str, Shape]:
    """The tables of a store whose rows are copied one by one."""
    names = rows(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    found = {name: _shape(db, name, "WITHOUT ROWID" in sql) for name, sql in names}
    return {name: one for name, one in found.items() if not is_made(name) or name == "memory_vectors"}


def _shape(db: apsw.Connection, name: str, keyed: bool) -> Shape:
    columns = [
        (column, kind, place)
        for _, column, kind, _, _, place, hidden in rows(db, f'PRAGMA table_xinfo("{name}")')
        if not hidden
    ]
    key = tuple(column for column, _, place in sorted(columns, key=lambda one: one[2]) if place)
    rest = tuple(column for column, _, place in columns if not place)
    plain = tuple(column for column, _, _ in columns)
    types = {column: kind.upper() for column, kind, _ in columns}
    if keyed:
        return Shape(name, key + rest, key, "", types)
    number = key[0] if len(key) == 1 and types[key[0]] == "INTEGER" else ""
    return Shape(name, plain, key, number, types)
