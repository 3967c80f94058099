"""The vectors of memories: which are there, which went stale, and whose likes are still to be looked for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds
from secondme.store.vectors import StoredEmbedder

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

_IN_PLAY = (
    "m.superseded_by IS NULL AND (m.valid_to IS NULL OR m.valid_from IS NULL OR m.valid_from < m.valid_to)"
)
"""What another one took the place of, or never held, is like nothing."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A memory's sentence, to be embedded."""

    memory: int
    text: str

    def fingerprint(self, embedder: StoredEmbedder) -> bytes:
        """Another one whenever the vector would be another."""
        content = f"{embedder.identity}\0{self.text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()


def stale_sentences(db: apsw.Connection, embedder: StoredEmbedder) -> list[Sentence]:
    """The memories without a vector, and those whose vector was made of other words or by another model."""
    sql = (
        "SELECT m.id, m.text, v.fingerprint FROM memories m LEFT JOIN memory_vectors v ON v.memory_id = m.id "
        f"WHERE {_IN_PLAY} ORDER BY m.id"
    )
    found = ((Sentence(number, text), made_of) for number, text, made_of in rows(db, sql))
    return [one for one, made_of in found if made_of != one.fingerprint(embedder)]


def lacks_memory_vectors(db: apsw.Connection, embedder: StoredEmbedder) -> bool:
    """Whether any memory has no vector of this embedder, or its likes were not looked for; quick to tell."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM memories m LEFT JOIN memory_vectors v ON v.memory_id = m.id "
        f"AND v.embedder_id = ? AND v.linked WHERE v.memory_id IS NULL AND {_IN_PLAY})"
    )
    return bool(value(db, sql, embedder.id))


def put_memory_vectors(
    db: apsw.Connection, embedder: StoredEmbedder, sentences: Sequence[Sentence], vectors: Matrix
) -> None:
    """Stores one unit vector for each sentence; a memory that is gone or reads otherwise by now gets none."""
    there = dict(
        rows_among(db, "SELECT id, text FROM memories WHERE id IN {}", [s.memory for s in sentences])
    )
    db.executemany(
        "INSERT OR REPLACE INTO memory_vectors (memory_id, embedder_id, fingerprint, vector) "
        "VALUES (?, ?, ?, ?)",
        (
            (one.memory, embedder.id, one.fingerprint(embedder), vector.tobytes())
            for one, vector in zip(sentences, vectors, strict=True)
            if there.get(one.memory) == one.text
        ),
    )


def read_memory_vectors(db: apsw.Connection, embedder: StoredEmbedder) -> tuple[list[int], Matrix]:
    """The memories that are in play, in ascending order, and their vectors, shape (memories, dimensions)."""
    return _with_numbers(rows(db, f"{_in_play(embedder)} ORDER BY v.memory_id"), embedder)


def vectors_of(
    db: apsw.Connection, embedder: StoredEmbedder, memories: Collection[int], *, now: datetime
) -> tuple[list[int], Matrix]:
    """Those of the memories that hold now and have a vector of this embedder, and their vectors."""
    holding = f"coalesce(m.valid_to > {to_milliseconds(now)}, 1)"
    sql = f"{_in_play(embedder)} AND {holding} AND v.memory_id IN {{}}"
    return _with_numbers(rows_among(db, sql, sorted(memories)), embedder)


def without_likes(db: apsw.Connection, embedder: StoredEmbedder) -> list[int]:
    """The memories in play with a vector whose likes were not looked for since it was made."""
    sql = (
        "SELECT v.memory_id FROM memory_vectors v JOIN memories m ON m.id = v.memory_id "
        f"WHERE NOT v.linked AND v.embedder_id = ? AND {_IN_PLAY} ORDER BY v.memory_id"
    )
    return [number for (number,) in rows(db, sql, embedder.id)]


def note_likes(db: apsw.Connection, memories: Collection[int]) -> None:
    """The likes of these memories are looked for."""
    sql = "UPDATE memory_vectors SET linked = 1 WHERE memory_id = ?"
    db.executemany(sql, ((number,) for number in memories))


def part_with_likes(db: apsw.Connection) -> int:
    """Takes the likes from memories that are out of play; they are looked for again should they come back."""
    out = f"SELECT m.id FROM memories m WHERE NOT ({_IN_PLAY})"
    db.execute(f"UPDATE memory_vectors SET linked = 0 WHERE linked AND memory_id IN ({out})")
    db.execute(f"DELETE FROM links WHERE kind = 'similar' AND (first IN ({out}) OR second IN ({out}))")
    return int(db.changes())


def _in_play(embedder: StoredEmbedder) -> str:
    """The SQL for the vectors of the memories in play; more conditions may follow."""
    return (
        "SELECT v.memory_id, v.vector FROM memory_vectors v JOIN memories m ON m.id = v.memory_id "
        f"WHERE v.embedder_id = {embedder.id} AND {_IN_PLAY}"
    )


def _with_numbers(found: Sequence[tuple[int, bytes]], embedder: StoredEmbedder) -> tuple[list[int], Matrix]:
    import numpy as np

    vectors = np.frombuffer(b"".join(vector for _, vector in found), dtype=np.float32)
    return [number for number, _ in found], vectors.reshape(len(found), embedder.dimensions)
