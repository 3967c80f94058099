"""What passages state, and whose words count: the person's own, and those of people they know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import apsw

from secondme.indexing.ranks import rank_of_kind
from secondme.memories.keeping import Said
from secondme.store.memories import told_in
from secondme.store.query import rows, rows_among
from secondme.store.times import to_day, to_moment

PERSONAL = 2
"""The least rank of a document in which "I" is the person: a note, not a book."""
_PASSAGES = """
    SELECT p.id, p.text, p.speaker, p.trust, coalesce(p.time, d.time, d.recorded_at), p.time_offset, d.kind
    FROM passages p JOIN documents d ON d.id = p.document_id
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage, as far as it matters what it states. time: in milliseconds; offset: in minutes."""

    id: int
    text: str
    speaker: str | None
    trust: str
    time: int
    offset: int | None
    kind: str

    @property
    def is_heard(self) -> bool:
        """Whether what it states may become a memory."""
        if self.trust == "self":
            return self.speaker is not None or rank_of_kind(self.kind) >= PERSONAL
        return self.trust == "known" and self.speaker is not None


def passages_between(db: apsw.Connection, after: int, until: int, most: int) -> list[Heard]:
    """The passages after one up to another, by number; most: how many, -1 for all."""
    sql = f"{_PASSAGES} WHERE p.id > ? AND p.id <= ? ORDER BY p.id LIMIT ?"
    return [Heard(*row) for row in rows(db, sql, after, until, most)]


def passages_numbered(db: apsw.Connection, numbers: Collection[int]) -> list[Heard]:
    """These passages; without those that are gone."""
    return [Heard(*row) for row in rows_among(db, f"{_PASSAGES} WHERE p.id IN {{}}", numbers)]


def said_in(db: apsw.Connection, passage: Heard) -> list[Said]:
    """What the passage states; a single statement that the person told by hand is what they told."""
    from secondme.memories.patterns import all_statements_in

    if not passage.is_heard:
        return []
    me = passage.trust == "self"
    moment, day = to_moment(passage.time, passage.offset), to_day(passage.time, passage.offset)
    found = all_statements_in(passage.text, speaker=passage.speaker, me=me, written=day)
    told = told_in(db, passage.id) if passage.kind == "told" and len(found) == 1 else None
    view, trust = (None, "self") if me else (passage.speaker, "known")
    return [Said(one, passage.id, passage.text, moment, view, trust, told) for one in found]
