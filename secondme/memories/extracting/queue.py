"""The queue of passages that a model has still to read, the worthiest first; it stands in the store."""

from __future__ import annotations

import apsw

from secondme.memories.extracting.worth import LEAST, worth_of
from secondme.memories.heard import HEARD, Heard
from secondme.memories.reached import reached
from secondme.people.directory import known_names, speakers
from secondme.store import Store
from secondme.store.query import rows, value
from secondme.store.settings import get_setting, put_setting

AT_A_TIME = 500
"""Passages that are weighed in one write of some hundredths of a second."""
_MARK = "weighed"
_NEXT = f"{HEARD} WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?"
_PUT = "INSERT OR IGNORE INTO to_read SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?1)"


def fill(store: Store) -> None:
    """Weighs what was distilled since the last time, and queues what is worth reading."""
    db = store.connection()
    names, known = names_in(db), _known_words(db)
    while passages := [Heard(*row) for row in rows(db, _NEXT, _mark(db), reached(db).passage, AT_A_TIME)]:
        weighed = [
            (one.id, worth_of(one.text, mine=one.mine, names=names, known=known))
            for one in passages
            if one.is_heard
        ]
        with store.write() as writing:
            writing.executemany(_PUT, [one for one in weighed if one[1] >= LEAST])
            put_setting(writing, _MARK, str(passages[-1].id))


def is_filled(db: apsw.Connection) -> bool:
    """Whether there is anything to read, or may be."""
    return length(db) > 0 or _mark(db) < reached(db).passage


def length(db: apsw.Connection) -> int:
    """How many passages are queued."""
    return int(value(db, "SELECT count(*) FROM to_read"))


def worthiest(db: apsw.Connection) -> Heard | None:
    """The passage that is read next; of two that are worth as much, the later one."""
    first = "SELECT passage_id FROM to_read ORDER BY worth DESC, passage_id DESC LIMIT 1"
    found = rows(db, f"{HEARD} WHERE p.id = ({first})")
    return Heard(*found[0]) if found else None


def understood_in(db: apsw.Connection, passage: int) -> list[tuple[int, int]]:
    """The characters of a passage that memories in a known form rest on."""
    sql = (
        "SELECT e.first, e.last FROM evidence e JOIN memories m ON m.id = e.memory_id "
        "WHERE e.passage_id = ? AND m.predicate <> ''"
    )
    return [(first, last) for first, last in rows(db, sql, passage)]


def take(db: apsw.Connection, passage: int) -> bool:
    """Takes a passage from the queue; False where somebody else did, or it is gone."""
    db.execute("DELETE FROM to_read WHERE passage_id = ?", (passage,))
    return db.changes() > 0


def names_in(db: apsw.Connection) -> frozenset[str]:
    """The words of the names of all who speak and are known, folded."""
    names = [*speakers(db), *(name for _, _, name in known_names(db))]
    return frozenset(word.casefold() for name in names for word in name.split() if len(word) > 1)


def _known_words(db: apsw.Connection) -> frozenset[str]:
    found = rows(db, "SELECT DISTINCT value FROM memories WHERE value <> ''")
    return frozenset(word for (text,) in found for word in text.casefold().split())


def _mark(db: apsw.Connection) -> int:
    return int(get_setting(db, _MARK) or 0)
