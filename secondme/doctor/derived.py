"""What is made from passages: full text and vectors. Where they disagree, they are made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from models.shelf import Shelf
from secondme.doctor.finding import Finding
from secondme.home import Home
from secondme.indexing.embedding import plan_embedding
from secondme.key import Key
from secondme.opened import opened
from secondme.store import Store
from secondme.store.full_text import delete_text, index_text
from secondme.store.query import rows, value
from secondme.store.vectors import StoredEmbedder, delete_vectors, serving_embedder

_LACKING = (
    "SELECT DISTINCT document_id FROM passages WHERE id NOT IN (SELECT id FROM passages_text_docsize) "
    "UNION SELECT id FROM documents WHERE id NOT IN (SELECT id FROM documents_text_docsize)"
)
_LEFT_PASSAGES = "SELECT id FROM passages_text_docsize WHERE id NOT IN (SELECT id FROM passages)"
_LEFT_DOCUMENTS = "SELECT id FROM documents_text_docsize WHERE id NOT IN (SELECT id FROM documents)"


def examine_derived(store: Store, home: Home, key: Key, *, now: datetime) -> Iterator[Finding]:
    """Whether each passage is found by its words, and by its meaning where there is a model for it."""
    yield from _full_text(store, home, key)
    serving = serving_embedder(store.connection())
    if serving is not None:
        yield from _vectors(store, serving, home, key, now)


def _full_text(store: Store, home: Home, key: Key) -> Iterator[Finding]:
    db = store.connection()
    lacking = [number for (number,) in rows(db, _LACKING)]
    left = len(rows(db, _LEFT_PASSAGES)) + len(rows(db, _LEFT_DOCUMENTS))
    if not lacking and not left:
        yield Finding(
            "search", "well", f"Full text: all {value(db, 'SELECT count(*) FROM passages'):,} passages."
        )
        return
    told = f"Full text: {len(lacking)} documents lack some of it, and {left} entries are of what is gone."
    yield Finding("search", "wrong", told, "secondme doctor --fix", partial(_mend_text, home, key))


def _mend_text(home: Home, key: Key) -> str:
    with opened(home, key) as store, store.write() as db:
        lacking = [number for (number,) in rows(db, _LACKING)]
        for number in lacking:
            own = [id for (id,) in rows(db, "SELECT id FROM passages WHERE document_id = ?", number)]
            delete_text(db, number, own)
        for (number,) in rows(db, _LEFT_PASSAGES):
            db.execute("DELETE FROM passages_text WHERE rowid = ?", (number,))
        for (number,) in rows(db, _LEFT_DOCUMENTS):
            db.execute("DELETE FROM documents_text WHERE rowid = ?", (number,))
        index_text(db, lacking)
    return f"The full text of {len(lacking)} documents was made again."


def _vectors(store: Store, serving: StoredEmbedder, home: Home, key: Key, now: datetime) -> Iterator[Finding]:
    db = store.connection()
    table = f"{serving.table}_rowids"
    left = len(rows(db, f"SELECT rowid FROM {table} WHERE rowid NOT IN (SELECT id FROM passages)"))
    lacking = int(
        value(
            db,
            f"SELECT count(DISTINCT document_id) FROM passages WHERE id NOT IN (SELECT rowid FROM {table}) "
            "AND document_id NOT IN (SELECT document_id FROM jobs WHERE kind = 'embed')",
        )
    )
    if left:
        yield Finding(
            "search",
            "wrong",
            f"{left} vectors are of passages that are gone.",
            "secondme doctor --fix",
            partial(_drop_vectors, home, key, serving),
        )
    if lacking and Shelf(home.models).chosen("embedder") == serving.name:
        yield Finding(
            "search",
            "warning",
            f"{lacking} documents have passages without a vector, and nothing is queued to make them.",
            "secondme doctor --fix",
            partial(_queue_vectors, home, key, serving, now),
        )
    if not left and not lacking:
        yield Finding("search", "well", f"Vectors of {serving.name}: all there, or queued.")


def _drop_vectors(home: Home, key: Key, serving: StoredEmbedder) -> str:
    with opened(home, key) as store, store.write() as db:
        sql = f"SELECT rowid FROM {serving.table}_rowids WHERE rowid NOT IN (SELECT id FROM passages)"
        gone = [number for (number,) in rows(db, sql)]
        delete_vectors(db, gone, embedders=[serving])
    return f"{len(gone)} vectors of what is gone were deleted."


def _queue_vectors(home: Home, key: Key, serving: StoredEmbedder, now: datetime) -> str:
    with opened(home, key) as store, store.write() as db:
        queued = plan_embedding(db, serving.name, serving.identity, now=now)
    return f"The vectors of {queued} documents are queued: secondme index"
