"""What a store has still that was forgotten: on another machine, or after a backup was made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import apsw

from secondme.store import Store
from secondme.store.erasures import all_erased, find_erased
from secondme.store.forgetting import SAYING, hashing, memory_name, passage_name
from secondme.store.identifiers import Identifier
from secondme.store.query import rows

_DOCUMENTS = "SELECT id, content_hash FROM documents WHERE content_hash <> '' ORDER BY id"
_PASSAGES = (
    "SELECT p.id, d.key, p.text FROM passages p JOIN documents d ON d.id = p.document_id ORDER BY p.id"
)
_MEMORIES = f"SELECT id, {SAYING} FROM memories WHERE made_by <> 'person' ORDER BY id"


def find_buried(store: Store, db: apsw.Connection, hashes: Collection[bytes]) -> Iterator[Identifier]:
    """The documents, passages and memories of this store that have a tombstone among these hashes."""
    wanted, hashes_of = set(hashes), hashing(store, db)
    for number, *saying in rows(db, _MEMORIES):
        if not wanted.isdisjoint(hashes_of(memory_name(*saying))):
            yield Identifier("memory", number)
    for number, content in rows(db, _DOCUMENTS):
        if not wanted.isdisjoint(hashes_of(content)):
            yield Identifier("document", number)
    for number, key, text in rows(db, _PASSAGES):
        if not wanted.isdisjoint(hashes_of(passage_name(key, text))):
            yield Identifier("passage", number)


def find_forgotten(store: Store, then: Store) -> tuple[Identifier, ...]:
    """What a memory has forgotten and a store of an earlier moment has still; nothing twice."""
    db, before = then.connection(), set(_tombstones(then))
    buried = {hash for hash, at in _tombstones(store) if (hash, at) not in before}
    erased = {hash for hash, kind, *_ in all_erased(store.connection()) if kind != "thing"}
    found = (*find_erased(then, db, erased), *find_buried(then, db, buried))
    return tuple(dict.fromkeys(found))


def pass_on(store: Store, then: Store) -> None:
    """Has what a memory has forgotten not come back in a store of an earlier moment that is used again."""
    with then.write() as db:
        db.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", _tombstones(store))
        db.executemany("INSERT OR IGNORE INTO erasures VALUES (?, ?, ?, ?)", all_erased(store.connection()))


def _tombstones(store: Store) -> list[tuple[bytes, int]]:
    return [(hash, at) for hash, at in rows(store.connection(), "SELECT hash, forgotten_at FROM tombstones")]
