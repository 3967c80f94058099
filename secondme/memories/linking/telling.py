"""The links of a memory as they are shown, read from its side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import apsw

from secondme.memories.book import memory_number
from secondme.memories.linking.bonds import bonds_of
from secondme.memories.plain import as_plain
from secondme.store.links import BOTH_WAYS, StoredLink, links_of
from secondme.store.memories import Memory, get_memories, get_memory

Relation = Literal[
    "contradicts",
    "follows",
    "followed by",
    "same event",
    "supports",
    "recalled together",
    "similar",
    "mentions",
    "mentioned by",
]
ORDER: tuple[Relation, ...] = (
    *("contradicts", "follows", "followed by", "same event", "supports", "recalled together", "similar"),
    *("mentions", "mentioned by"),
)
"""What tells most of a memory first."""
_BACK: dict[str, Relation] = {"follows": "followed by", "mentions": "mentioned by"}


@dataclass(frozen=True, slots=True)
class Linked:
    """A memory that another is linked with. kind: as read from the other one; strength: 0 to 1.

    since: when both were known; of those recalled together, when first.
    """

    kind: Relation
    memory: str
    text: str
    strength: float
    since: datetime

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self) | {"strength": round(self.strength, 4)}


def read_links(db: apsw.Connection, identifier: str, *, now: datetime) -> list[Linked]:
    """What a memory is linked with, the strongest of each kind first. Raises NotFoundError, UsageError."""
    number = get_memory(db, memory_number(identifier)).id
    return linked_with(db, [number], now=now)[number]


def linked_with(db: apsw.Connection, numbers: Sequence[int], *, now: datetime) -> dict[int, list[Linked]]:
    """What each of these memories is linked with."""
    stored, bonds = links_of(db, numbers), bonds_of(db, numbers, now=now)
    others = {end for one in stored for end in (one.link.first, one.link.second)}
    others |= {other for own in bonds.values() for other in own}
    known = {memory.id: memory for memory in get_memories(db, others)}
    return {
        number: sorted(
            [
                *(_stored(one, number, known) for one in stored if number in one.link.pair[:2]),
                *(
                    Linked("recalled together", f"m{other}", known[other].text, bond.strength, bond.since)
                    for other, bond in bonds.get(number, {}).items()
                    if other in known
                ),
            ],
            key=lambda one: (ORDER.index(one.kind), -one.strength, int(one.memory[1:])),
        )
        for number in numbers
    }


def _stored(one: StoredLink, number: int, known: dict[int, Memory]) -> Linked:
    link = one.link
    begins_here = link.first == number
    other = known[link.second if begins_here else link.first]
    kind = link.kind if begins_here or link.kind in BOTH_WAYS else _BACK[link.kind]
    return Linked(kind, f"m{other.id}", other.text, link.strength, one.since)
