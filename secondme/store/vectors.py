"""Vectors: one sqlite-vec table for each embedder, never two embedders in one.

The table is the durable truth. Every change of it changes the derived forms in `secondme.store.vector_blocks`
with it, from which `secondme.recall.semantic` keeps a copy in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import apsw

from secondme.store.query import rows, rows_among, value
from secondme.store.vector_blocks import clear_blocks, put_blocks

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

DERIVED_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True)
class StoredEmbedder:
    """An embedding model whose vectors are in the store."""

    id: int
    name: str
    identity: str
    dimensions: int
    serving: bool

    @property
    def table(self) -> str:
        return f"vectors_{self.id}"


def list_embedders(db: apsw.Connection) -> list[StoredEmbedder]:
    """Every embedder that has vectors here, oldest first."""
    found = rows(db, "SELECT id, name, identity, dimensions, serving FROM embedders ORDER BY id")
    return [StoredEmbedder(*(*row[:-1], bool(row[-1]))) for row in found]


def serving_embedder(db: apsw.Connection) -> StoredEmbedder | None:
    """The embedder whose vectors answer questions now."""
    return next((embedder for embedder in list_embedders(db) if embedder.serving), None)


def put_embedder(db: apsw.Connection, name: str, identity: str, dimensions: int) -> StoredEmbedder:
    """The embedder with this identity, with its table; the first of all serves at once."""
    known = {embedder.identity: embedder for embedder in list_embedders(db)}
    if identity in known:
        return known[identity]
    db.execute(
        "INSERT INTO embedders (name, identity, dimensions, serving, coded) VALUES (?, ?, ?, ?, 1)",
        (name, identity, dimensions, int(not known)),
    )
    made = next(embedder for embedder in list_embedders(db) if embedder.identity == identity)
    db.execute(
        f"CREATE VIRTUAL TABLE {made.table} USING vec0("
        f"passage_id INTEGER PRIMARY KEY, embedding float[{dimensions}] distance_metric=cosine)"
    )
    return made


def let_serve(db: apsw.Connection, embedder: StoredEmbedder) -> None:
    """Answers questions from this embedder's vectors from now on and drops those of all others."""
    for other in list_embedders(db):
        if other.id != embedder.id:
            db.execute(f"DROP TABLE {other.table}")
            db.execute("DELETE FROM embedders WHERE id = ?", (other.id,))
    db.execute("UPDATE embedders SET serving = 1 WHERE id = ?", (embedder.id,))


def put_vectors(
    db: apsw.Connection, embedder: StoredEmbedder, passages: Sequence[int], vectors: Matrix
) -> None:
    """Stores one unit vector for each passage, replacing what it had.

    vectors: shape (passages, dimensions). Raises ValueError for a wrong shape or a number that is not finite,
    which sqlite-vec would take without a word.
    """
    import numpy as np

    if vectors.shape != (len(passages), embedder.dimensions) or not np.isfinite(vectors).all():
        raise ValueError(f"{len(passages)} passages need finite vectors of {embedder.dimensions} numbers")
    if stale := passages_with_vectors(db, embedder, passages):
        delete_vectors(db, stale, embedders=[embedder])
    db.executemany(
        f"INSERT INTO {embedder.table} (passage_id, embedding) VALUES (?, ?)",
        ((passage, vector.tobytes()) for passage, vector in zip(passages, vectors, strict=True)),
    )
    put_blocks(db, embedder.id, passages, vectors)


def passages_with_vectors(
    db: apsw.Connection, embedder: StoredEmbedder, passages: Sequence[int]
) -> list[int]:
    """Those of the passages that have a vector already."""
    sql = f"SELECT rowid FROM {embedder.table}_rowids WHERE rowid IN {{}}"
    return [number for (number,) in rows_among(db, sql, passages)]


def delete_vectors(
    db: apsw.Connection, passages: Sequence[int], *, embedders: Sequence[StoredEmbedder] | None = None
) -> None:
    """Deletes the passages' vectors of the given embedders (of all, when none are given)."""
    if not passages:
        return
    for embedder in list_embedders(db) if embedders is None else embedders:
        db.executemany(f"DELETE FROM {embedder.table} WHERE passage_id = ?", ((id,) for id in passages))
        clear_blocks(db, embedder.id, passages)


def count_vectors(db: apsw.Connection, embedder: StoredEmbedder) -> int:
    """How many passages have a vector of this embedder."""
    # sqlite-vec counts by reading every vector; its own table of row numbers knows at once.
    return int(value(db, f"SELECT count(*) FROM {embedder.table}_rowids"))


def read_vectors(
    db: apsw.Connection, embedder: StoredEmbedder, passages: Sequence[int] | None = None
) -> tuple[list[int], bytes]:
    """The passages that have a vector (of these, or of all), and their vectors as float32 in one row."""
    sql = f"SELECT passage_id, embedding FROM {embedder.table}"
    found = rows(db, sql) if passages is None else rows_among(db, f"{sql} WHERE passage_id IN {{}}", passages)
    return [number for number, _ in found], b"".join(vector for _, vector in found)


def derive_blocks(db: apsw.Connection) -> None:
    """Makes the derived forms of vectors that an earlier release stored, where they are not there."""
    for embedder in list_embedders(db):
        if not value(db, "SELECT coded FROM embedders WHERE id = ?", embedder.id):
            _derive(db, embedder)
            db.execute("UPDATE embedders SET coded = 1 WHERE id = ?", (embedder.id,))


def lacks_blocks(db: apsw.Connection) -> bool:
    """Whether `derive_blocks` has anything to do."""
    return bool(value(db, "SELECT EXISTS (SELECT 1 FROM embedders WHERE NOT coded)"))


def _derive(db: apsw.Connection, embedder: StoredEmbedder) -> None:
    import numpy as np

    cursor = db.execute(f"SELECT passage_id, embedding FROM {embedder.table} ORDER BY passage_id")
    while some := list(islice(cursor, DERIVED_AT_ONCE)):
        vectors = np.frombuffer(b"".join(vector for _, vector in some), dtype=np.float32)
        put_blocks(db, embedder.id, [number for number, _ in some], vectors.reshape(len(some), -1))
