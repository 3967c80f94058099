"""Puts a salvaged store in order: what lost its ground is given it back where that can be told, or goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from secondme.repair.reading import Ground, lines_of_index
from secondme.repair.records import Value
from secondme.repair.tables import SYNC
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

ROUNDS = 12
"""Of pruning; chains of tables that rest on each other are shorter."""
_FILES_OF = "SELECT file_id FROM documents WHERE file_id IS NOT NULL AND id IN {}"
_LEFT_FILES = (
    "SELECT id FROM files WHERE verdict = 'read' AND id NOT IN "
    "(SELECT file_id FROM documents WHERE file_id IS NOT NULL)"
)
_PLACES = "SELECT s.place || '/' || f.key FROM files f JOIN sources s ON s.id = f.source_id WHERE f.id IN {}"
_PLACES_OF = (
    "SELECT d.id, s.place || '/' || f.key FROM documents d JOIN files f ON f.id = d.file_id "
    "JOIN sources s ON s.id = f.source_id WHERE d.id IN {}"
)
_LOOSE = "passages p WHERE NOT EXISTS (SELECT 1 FROM documents WHERE id = p.document_id)"


@dataclass(frozen=True, slots=True)
class _Reference:
    """Columns that name rows of another table by their keys there."""

    table: str
    columns: tuple[str, ...]
    parent: str
    keys: tuple[str, ...]
    clears: bool

    @property
    def dangling(self) -> str:
        named = ", ".join(f'"{one}"' for one in self.columns)
        there = " AND ".join(f'"{one}" IS NOT NULL' for one in self.columns)
        keys = ", ".join(f'"{one}"' for one in self.keys)
        return f'{there} AND ({named}) NOT IN (SELECT {keys} FROM "{self.parent}")'


def give_documents_back(ground: Ground, db: apsw.Connection, *, now: datetime) -> tuple[int, ...]:
    """Makes the rows of lost documents again from indexes, which say of which source and file they were, and
    from the passages that are left of them. Returns their numbers.
    """
    lost = {number for (number,) in rows(db, f"SELECT DISTINCT p.document_id FROM {_LOOSE}")}
    places: dict[Value, tuple[Value, ...]] = {}
    for source, key, number in lines_of_index(ground, "sqlite_autoindex_documents_1"):
        if number in lost:
            places[number] = (source, key)
    files = {number: file for file, number in lines_of_index(ground, "documents_by_file") if number in lost}
    for number in sorted(lost):
        source, key = places.get(number, (None, f"recovered/{number}"))
        _put_document(db, number, source, str(key), files.get(number), now)
    return tuple(sorted(lost))


def _put_document(
    db: apsw.Connection, number: int, source: Value, key: str, file: Value, now: datetime
) -> None:
    time = value(db, "SELECT min(time) FROM passages WHERE document_id = ?", number)
    title = key.rpartition("/")[2].rpartition(".")[0] or key
    db.execute(
        "INSERT OR IGNORE INTO documents (id, source_id, key, title, kind, content_hash, time, recorded_at, "
        "file_id) VALUES (?, ?, ?, ?, 'text', '', ?, ?, ?)",
        (number, source or _told(db, now), key, title, time, to_milliseconds(now), file),
    )


def give_sources_back(ground: Ground, db: apsw.Connection, *, now: datetime) -> int:
    """Makes the rows of lost sources again from their index; they are trusted least until the person says
    otherwise, apart from what the person told. Returns how many.
    """
    there = {number for (number,) in rows(db, "SELECT id FROM sources")}
    made = 0
    for kind, place, number in lines_of_index(ground, "sqlite_autoindex_sources_1"):
        if number not in there:
            trust = "self" if kind == "told" else "foreign"
            db.execute(
                "INSERT OR IGNORE INTO sources (id, kind, place, trust, added_at) VALUES (?, ?, ?, ?, ?)",
                (number, kind, place, trust, to_milliseconds(now)),
            )
            made += 1
    return made


def _told(db: apsw.Connection, now: datetime) -> int:
    """The source of what the person told, which is always on this machine."""
    found = rows(db, "SELECT id FROM sources WHERE kind = 'told' ORDER BY id LIMIT 1")
    if found:
        return int(found[0][0])
    db.execute(
        "INSERT INTO sources (kind, place, trust, added_at) VALUES ('told', '', 'self', ?)",
        (to_milliseconds(now),),
    )
    return db.last_insert_rowid()


def give_evidence_back(db: apsw.Connection) -> int:
    """What the person told rests on a passage with the same words; returns how many memories got theirs."""
    before = db.total_changes()
    db.execute(
        "INSERT OR IGNORE INTO evidence (memory_id, passage_id, first, last) "
        "SELECT m.id, min(p.id), 0, length(p.text) FROM memories m JOIN passages p ON p.text = m.text "
        "WHERE m.made_by = 'person' AND m.id NOT IN (SELECT memory_id FROM evidence) GROUP BY m.id"
    )
    return db.total_changes() - before


def prune(db: apsw.Connection) -> dict[str, int]:
    """Deletes rows that rest on what is gone, as the store itself does when that goes; returns how many, by
    table. A memory without evidence goes too.
    """
    gone: dict[str, int] = {}
    references = list(_references(db))
    for _ in range(ROUNDS):
        changed = sum(_prune(db, one, gone) for one in references)
        before = db.total_changes()
        db.execute("DELETE FROM memories WHERE id NOT IN (SELECT memory_id FROM evidence)")
        if unfounded := db.total_changes() - before:
            gone["memories"] = gone.get("memories", 0) + unfounded
        if not changed and not unfounded:
            break
    db.execute("DELETE FROM events WHERE id NOT IN (SELECT event_id FROM event_passages)")
    return gone


def _prune(db: apsw.Connection, one: _Reference, gone: dict[str, int]) -> int:
    before = db.total_changes()
    if one.clears:
        cleared = ", ".join(f'"{column}" = NULL' for column in one.columns)
        db.execute(f'UPDATE "{one.table}" SET {cleared} WHERE {one.dangling}')
    else:
        db.execute(f'DELETE FROM "{one.table}" WHERE {one.dangling}')
        gone[one.table] = gone.get(one.table, 0) + db.total_changes() - before
    return db.total_changes() - before


def _references(db: apsw.Connection) -> Iterator[_Reference]:
    tables = rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    for (table,) in tables:
        needed = {name: required for _, name, _, required, *_ in rows(db, f'PRAGMA table_info("{table}")')}
        named: dict[int, list[tuple[str, str, str | None, str]]] = defaultdict(list)
        for number, _, parent, column, key, _, on_delete, _ in rows(
            db, f'PRAGMA foreign_key_list("{table}")'
        ):
            named[number].append((parent, column, key, on_delete))
        for some in named.values():
            parent, on_delete = some[0][0], some[0][3]
            columns = tuple(column for _, column, *_ in some)
            keys = tuple(str(key) for *_, key, _ in some if key) or _keys_of(db, parent)
            clears = on_delete != "CASCADE" and not any(needed[column] for column in columns)
            yield _Reference(table, columns, parent, keys, clears)


def _keys_of(db: apsw.Connection, table: str) -> tuple[str, ...]:
    columns = rows(db, f'PRAGMA table_info("{table}")')
    return tuple(str(name) for _, name, *_, place in sorted(columns, key=lambda one: one[-1]) if place)


def part_from_sync(db: apsw.Connection) -> bool:
    """Ends the part of this home in a sync, where something is lost: other machines would delete it too.

    Joining anew brings back what they have. Whether there was one.
    """
    tables = {name for (name,) in rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables.issuperset(SYNC):  # It is of a release that knew no sync.
        return False
    had = bool(rows(db, "SELECT 1 FROM sync"))
    for name in SYNC:
        db.execute(f"DELETE FROM {name}")
    return had


def documents_of(ground: Ground, passages: Collection[Value]) -> dict[Value, int] | None:
    """The document that each of the passages was of, told by an index; None where that is damaged too."""
    name = "sqlite_autoindex_passages_1"
    if name in ground.survey.hurt or ground.root(name) is None:
        return None
    lines = lines_of_index(ground, name)
    return {
        number: document for document, _, number in lines if number in passages and isinstance(document, int)
    }


def still_on_disk(db: apsw.Connection, documents: Collection[int]) -> set[int]:
    """Those of the documents whose files are there to be read again."""
    found = rows_among(db, _PLACES_OF, sorted(documents))
    return {number for number, place in found if Path(place.rstrip("/")).exists()}


def read_again(db: apsw.Connection, documents: Collection[int] | None) -> tuple[str, ...]:
    """Has the files of these documents be read again at the next look, and those whose documents are gone;
    None: of all. Returns where they lie.
    """
    if documents is None:
        documents = {number for (number,) in rows(db, "SELECT id FROM documents")}
    files = {file for (file,) in rows_among(db, _FILES_OF, sorted(documents))}
    files |= {file for (file,) in rows(db, _LEFT_FILES)}
    marks = "UPDATE files SET size = NULL, mtime_ns = NULL, content_hash = '', format = '' WHERE id = ?"
    db.executemany(marks, ((file,) for file in files))
    for sql in (
        "UPDATE documents SET content_hash = '' WHERE id = ?",
        "DELETE FROM gathered WHERE document_id = ?",
    ):
        db.executemany(sql, ((number,) for number in documents))
    places = rows_among(db, _PLACES, sorted(files))
    return tuple(sorted(place.rstrip("/") for (place,) in places))
