"""Quarantines passages that are like a marked attack, as they get their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import apsw

from secondme.store import Store
from secondme.store.query import rows, rows_among
from secondme.store.suspicion import attacks, put_attack, set_likeness, verdict_on, withdraw
from secondme.store.vectors import StoredEmbedder

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix

ALIKE = 0.8
"""Cosine from which a passage is like an attack (docs/measurements.md)."""
MOST_ALIKE = 200
"""Passages that one mark may quarantine besides its own."""
_SAID = (
    "SELECT p.id, p.text FROM passages p JOIN documents d ON d.id = p.document_id "
    "WHERE p.id IN {} AND d.kind <> 'told'"
)


def liken(
    store: Store, db: apsw.Connection, embedder: StoredEmbedder, passages: Sequence[int], vectors: Matrix
) -> int:
    """Quarantines those of the passages that are like a known attack; returns how many are.

    vectors: theirs, of length 1, shape (passages, dimensions).
    """
    known = attacks(db, embedder)
    if known is None or not passages:
        return 0
    nearest = (vectors @ known.T).max(axis=1)
    near = {passages[place]: float(nearest[place]) for place in (nearest >= ALIKE).nonzero()[0]}
    return _quarantine(store, db, near)


def learn(store: Store, db: apsw.Connection, embedder: StoredEmbedder, passage: int, text: str) -> int:
    """Adds a passage to the memory of attacks; returns how many others are quarantined for being like it."""
    found = rows(db, f"SELECT embedding FROM {embedder.table} WHERE passage_id = ?", passage)
    if not found:
        return 0
    [(vector,)] = found
    put_attack(store, db, embedder, text, vector)
    sql = f"SELECT passage_id, distance FROM {embedder.table} WHERE embedding MATCH ? AND k = ?"
    near = {number: 1.0 - distance for number, distance in rows(db, sql, vector, MOST_ALIKE)}
    alike = {number: how for number, how in near.items() if how >= ALIKE and number != passage}
    return _quarantine(store, db, alike)


def _quarantine(store: Store, db: apsw.Connection, near: dict[int, float]) -> int:
    """Of those near an attack, all but what the person told or found harmless."""
    said = rows_among(db, _SAID, list(near))
    guilty = [number for number, text in said if verdict_on(store, db, text) is not False]
    set_likeness(db, [(number, near[number]) for number in guilty])
    withdraw(db, guilty)
    return len(guilty)
