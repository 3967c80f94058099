"""Makes again what is made from documents, passages and turns; vectors are taken over as far as they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import apsw

from secondme.indexing.embedding import plan_embedding
from secondme.indexing.progress import OnProgress, Progress
from secondme.repair.reading import Ground
from secondme.repair.records import Value
from secondme.repair.trees import Walk
from secondme.store.full_text import index_text
from secondme.store.query import rows
from secondme.store.vectors import StoredEmbedder, list_embedders, put_vectors

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

DOCUMENTS_AT_ONCE = 200
VECTORS_AT_ONCE = 2_048
_FLOAT_BYTES = 4
_CHUNK_IDS = 8


@dataclass(frozen=True, slots=True)
class Remade:
    """documents: whose full text was made. vectors: taken over. queued: documents whose vectors lack."""

    documents: int
    vectors: int
    queued: int


def remake(ground: Ground, db: apsw.Connection, *, now: datetime, on_progress: OnProgress) -> Remade:
    """In the caller's transaction."""
    documents = _full_text(db, on_progress)
    vectors = queued = 0
    for embedder in list_embedders(db):
        _make_table(db, embedder)
        vectors += _take_over(ground, db, embedder)
        if embedder.serving:
            queued = plan_embedding(db, embedder.name, embedder.identity, now=now)
    return Remade(documents, vectors, queued)


def _full_text(db: apsw.Connection, on_progress: OnProgress) -> int:
    numbers = [number for (number,) in rows(db, "SELECT id FROM documents ORDER BY id")]
    for start in range(0, len(numbers), DOCUMENTS_AT_ONCE):
        index_text(db, numbers[start : start + DOCUMENTS_AT_ONCE])
        on_progress(Progress("restoring", min(start + DOCUMENTS_AT_ONCE, len(numbers)), len(numbers)))
    db.execute("INSERT INTO turns_text (rowid, text) SELECT id, text FROM turns WHERE text IS NOT NULL")
    return len(numbers)


def _make_table(db: apsw.Connection, embedder: StoredEmbedder) -> None:
    db.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {embedder.table} USING vec0(passage_id INTEGER PRIMARY KEY, "
        f"embedding float[{embedder.dimensions}] distance_metric=cosine)"
    )
    db.execute("UPDATE embedders SET coded = 1 WHERE id = ?", (embedder.id,))


def _take_over(ground: Ground, db: apsw.Connection, embedder: StoredEmbedder) -> int:
    """The vectors that can be read of passages that are there; those of a damaged chunk up to the damage."""
    import numpy as np

    there = {number for (number,) in rows(db, "SELECT id FROM passages")}
    waiting = (one for one in _vectors(ground, embedder) if one[0] in there)
    taken = 0
    while some := list(islice(waiting, VECTORS_AT_ONCE)):
        some = list(dict(some).items())
        vectors: Matrix = np.frombuffer(b"".join(vector for _, vector in some), dtype=np.float32)
        vectors = vectors.reshape(len(some), embedder.dimensions)
        finite = np.asarray(np.isfinite(vectors).all(axis=1))
        numbers = [number for (number, _), good in zip(some, finite, strict=True) if good]
        put_vectors(db, embedder, numbers, vectors[finite])
        taken += len(numbers)
    return taken


def _vectors(ground: Ground, embedder: StoredEmbedder) -> Iterator[tuple[int, bytes]]:
    """From the chunks in which sqlite-vec keeps them: a bit for each place in use, its number, its vector."""
    size = embedder.dimensions * _FLOAT_BYTES
    chunks = {key: (used, ids) for key, used, ids in _chunks(ground, embedder)}
    root = ground.root(f"{embedder.table}_vector_chunks00")
    if root is None:
        return
    for found in Walk(ground.pages, root).rows(cut=True):
        number, data = _numbered(found.key, found.record)
        used, ids = chunks.get(number, (b"", b""))
        for place in range(len(data) // size):
            if place // 8 < len(used) and used[place // 8] >> place % 8 & 1:
                id = int.from_bytes(ids[place * _CHUNK_IDS : (place + 1) * _CHUNK_IDS], "little", signed=True)
                yield id, data[place * size : (place + 1) * size]


def _chunks(ground: Ground, embedder: StoredEmbedder) -> Iterator[tuple[int, bytes, bytes]]:
    root = ground.root(f"{embedder.table}_chunks")
    if root is not None:
        for found in Walk(ground.pages, root).rows():
            *_, used, ids = found.record
            if isinstance(used, bytes) and isinstance(ids, bytes):
                yield found.key, used, ids


def _numbered(key: int, record: tuple[Value, ...]) -> tuple[int, bytes]:
    """The number of a chunk and what it holds."""
    data = record[-1]
    number = record[0] if len(record) > 1 and isinstance(record[0], int) else key
    return number, data if isinstance(data, bytes) else b""
