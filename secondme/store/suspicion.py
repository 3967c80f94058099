"""Quarantine, in the store: which passages are suspicious and why, and what the person said of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import apsw

from secondme.store.database import Store
from secondme.store.fingerprints import fingerprint
from secondme.store.forgetting import said_name
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

if TYPE_CHECKING:
    from secondme.store.vectors import Matrix, StoredEmbedder

LIKE_AN_ATTACK = "is like an attack that you marked"
MARKED = "was marked by you"
IN_OTHER_WORDS = "says in other words what orders to a machine say"
MEANT = 2.0
"""The likeness of what means an order to a machine: more than that to any attack, which is a cosine."""
QUARANTINED = "(p.suspicion IS NOT NULL OR p.likeness IS NOT NULL)"
NOT_QUARANTINED = "(p.suspicion IS NULL AND p.likeness IS NULL)"
"""Of passages that a statement calls p."""
_REASONS = "coalesce(suspicion, '[]')"
_HELD = f"""
    SELECT p.id, p.text, p.heading, p.speaker FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE {QUARANTINED} AND (p.suspicion IS NOT NULL OR p.likeness = ?)
    AND p.weighed IS NOT {_REASONS} AND d.kind <> 'told' AND p.id > ? ORDER BY p.id LIMIT ?
"""
_UNFOUND = """
    DELETE FROM evidence WHERE passage_id = ?
    AND memory_id IN (SELECT id FROM memories WHERE made_by <> 'person')
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A quarantined passage whose meaning nobody has weighed yet, with what stands above it."""

    passage: int
    text: str
    heading: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a passage. hidden: how and what, of words that are not seen."""

    passage: int
    text: str
    heading: str
    hidden: tuple[tuple[str, str], ...]


def reasons_of(suspicion: str | None, likeness: float | None) -> tuple[str, ...]:
    """Why a passage is quarantined, for people, each after "it"; nothing where it is not."""
    reasons = tuple(json.loads(suspicion)) if suspicion else ()
    if likeness is None:
        return reasons
    return (*reasons, LIKE_AN_ATTACK if likeness < MEANT else IN_OTHER_WORDS)


def count_quarantined(db: apsw.Connection) -> int:
    """How many passages are quarantined."""
    return int(value(db, f"SELECT count(*) FROM passages p WHERE {QUARANTINED}"))


def list_quarantined(db: apsw.Connection, most: int) -> list[int]:
    """The passages that are quarantined, the latest first."""
    sql = f"SELECT id FROM passages p WHERE {QUARANTINED} ORDER BY id DESC LIMIT ?"
    return [number for (number,) in rows(db, sql, most)]


def verdict_on(store: Store, db: apsw.Connection, text: str) -> bool | None:
    """Whether the person said that these words are an attack, or that they are not; None where neither."""
    found = rows(db, "SELECT suspect FROM verdicts WHERE hash = ?", _hash(store, text))
    return bool(found[0][0]) if found else None


def has_verdicts(db: apsw.Connection) -> bool:
    """Whether the person ever said so of anything."""
    return bool(rows(db, "SELECT 1 FROM verdicts LIMIT 1"))


def put_verdict(store: Store, db: apsw.Connection, text: str, *, suspect: bool, now: datetime) -> None:
    """Has these words count as an attack, or as harmless, wherever they stand or come again."""
    db.execute(
        "INSERT INTO verdicts VALUES (?, ?, ?) "
        "ON CONFLICT (hash) DO UPDATE SET suspect = excluded.suspect, at = excluded.at",
        (_hash(store, text), suspect, to_milliseconds(now)),
    )
    if not suspect:
        db.execute("DELETE FROM attacks WHERE hash = ?", (_hash(store, text),))


def set_suspicion(db: apsw.Connection, passage: int, reasons: Sequence[str]) -> None:
    """Quarantines a passage by rules or by the person's word; without reasons it is released."""
    told = json.dumps(reasons, ensure_ascii=False) if reasons else None
    db.execute("UPDATE passages SET suspicion = ? WHERE id = ?", (told, passage))


def set_likeness(db: apsw.Connection, likeness: Sequence[tuple[int, float | None]]) -> None:
    """Quarantines passages that are like an attack; None releases one."""
    db.executemany("UPDATE passages SET likeness = ? WHERE id = ?", ((how, id) for id, how in likeness))


def set_weighed(db: apsw.Connection, passages: Sequence[int]) -> None:
    """Notes that what these mean has been weighed against the reasons that stand against them now."""
    sql = f"UPDATE passages SET weighed = {_REASONS} WHERE id = ?"
    db.executemany(sql, ((number,) for number in passages))


def unset_weighed(db: apsw.Connection, first: int, last: int) -> None:
    """Has what was weighed of the passages from one number to another be weighed anew."""
    db.execute(
        "UPDATE passages SET weighed = NULL WHERE id BETWEEN ? AND ? AND weighed NOTNULL", (first, last)
    )


def held(db: apsw.Connection, passage: int, most: int) -> list[Held]:
    """Those after this one that wait in quarantine for what they mean to be weighed: so many at most."""
    found = rows(db, _HELD, MEANT, passage, most)
    return [Held(number, text, heading, speaker or "") for number, text, heading, speaker in found]


def withdraw(db: apsw.Connection, passages: Sequence[int]) -> None:
    """Deletes the memories that were made of these passages and stand nowhere else; has events told anew."""
    from secondme.store.documents import delete_unfounded_memories

    db.executemany(_UNFOUND, ((number,) for number in passages))
    delete_unfounded_memories(db)
    db.executemany("DELETE FROM to_read WHERE passage_id = ?", ((number,) for number in passages))
    db.executemany(
        "UPDATE events SET title = '' WHERE id IN (SELECT event_id FROM event_passages WHERE passage_id = ?)",
        ((number,) for number in passages),
    )


def said_in(db: apsw.Connection, passages: Sequence[int]) -> list[Said]:
    """What stands in these passages."""
    found = rows_among(db, "SELECT id, text, heading, hidden FROM passages WHERE id IN {}", passages)
    return [_said(*row) for row in found]


def said_after(db: apsw.Connection, passage: int, most: int) -> list[Said]:
    """What stands in the passages after this one, but for what the person told: so many at most."""
    sql = (
        "SELECT p.id, p.text, p.heading, p.hidden FROM passages p JOIN documents d ON d.id = p.document_id "
        "WHERE p.id > ? AND d.kind <> 'told' ORDER BY p.id LIMIT ?"
    )
    return [_said(*row) for row in rows(db, sql, passage, most)]


def passages_reading(db: apsw.Connection, text: str) -> list[int]:
    """All passages with exactly these words."""
    return [number for (number,) in rows(db, "SELECT id FROM passages WHERE text = ?", text)]


def put_attack(store: Store, db: apsw.Connection, embedder: StoredEmbedder, text: str, vector: bytes) -> None:
    """Adds what an attack is like to the memory of attacks. vector: float32, of length 1."""
    row = (_hash(store, text), embedder.identity, vector)
    db.execute("INSERT OR REPLACE INTO attacks VALUES (?, ?, ?)", row)


def attacks(db: apsw.Connection, embedder: StoredEmbedder) -> Matrix | None:
    """What known attacks are like to this embedder, a row each; None where none is known."""
    found = rows(db, "SELECT vector FROM attacks WHERE embedder = ?", embedder.identity)
    if not found:
        return None
    import numpy as np

    joined = b"".join(vector for (vector,) in found)
    return np.frombuffer(joined, dtype=np.float32).reshape(len(found), embedder.dimensions)


def _said(number: int, text: str, heading: str, hidden: str | None) -> Said:
    return Said(number, text, heading, tuple((by, words) for by, words in json.loads(hidden or "[]")))


def _hash(store: Store, text: str) -> bytes:
    return fingerprint(store, said_name(text))
