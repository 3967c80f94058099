"""Which backups may still hold what was forgotten after they were made; told without opening any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import apsw

from secondme.backup.joined import Joined
from secondme.backup.manifest import ChunkList
from secondme.backup.repository import Repository
from secondme.backup.sealing import Seal
from secondme.backup.state import find_place
from secondme.errors import SecondmeError
from secondme.home import Home
from secondme.key import Key
from secondme.opened import opened
from secondme.store.erasures import count_held
from secondme.store.query import rows

Lists = Iterable[tuple[str, ChunkList]]
"""Snapshots with what they are made of."""
MOST_TOLD = 6
MANY = {
    "source": "sources",
    "document": "documents",
    "passage": "passages",
    "memory": "memories",
    "conversation": "conversations",
    "thing": "things",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A snapshot with what it may hold. made_at: in ISO form; held: by kind, how much that was forgotten
    since: source, document, passage, memory, conversation, and thing where an earlier release forgot it.
    """

    snapshot: str
    made_at: str
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups of a memory, after something was forgotten. is_there: the place is mounted; where it is
    not, nothing is known of what lies there. snapshots: those that may hold anything forgotten, oldest first.
    """

    place: str
    is_there: bool
    snapshots: tuple[Holding, ...] = ()


def look_at_backups(home: Home, db: apsw.Connection) -> Backups | None:
    """What is known of the place where this memory is backed up; None where there is none, or it is another.

    A disk that cannot be read counts as one that is not there.
    """
    place = find_place(home)
    if place is None:
        return None
    if place.repository.exists:
        with suppress(SecondmeError, OSError):
            return Backups(str(place.place), True, tuple(_holding(place, db)))
    return Backups(str(place.place), False)


def tell_backups(backups: Backups | None) -> Iterator[str]:
    """In sentences, which may hold it still and what can be done. Pure."""
    if backups is None:
        yield "Backups and other copies that were made of the memory before may hold it still."
    elif not backups.is_there:
        yield f"The backups at {backups.place} are not there now, and may hold it still."
        yield "Once they are there: secondme backup rewrite"
    elif not backups.snapshots:
        yield f"No backup at {backups.place} holds it. Other copies that were made before may."
    else:
        yield f"Backups at {backups.place} that may hold what was forgotten, until: secondme backup rewrite"
        for one in backups.snapshots[-MOST_TOLD:]:
            yield f"  {one.snapshot}: {tell_held(one.held)}"
        if (more := len(backups.snapshots) - MOST_TOLD) > 0:
            yield f"  and {more:,} before; see: secondme backup list"


def tell_held(held: Mapping[str, int]) -> str:
    """As `1 document, 2 memories`."""
    return ", ".join(f"{count:,} {kind if count == 1 else MANY[kind]}" for kind, count in held.items())


def _holding(place: Joined, db: apsw.Connection) -> Iterator[Holding]:
    for name, chunks, held in held_by(read_lists(place.checked(), place.seal), db):
        yield Holding(name, chunks.made_at.isoformat(), held)


def held_in(home: Home, key: Key, lists: Lists) -> dict[str, dict[str, int]]:
    """By snapshot, what it may hold; nothing where the store is of an earlier release.

    Raises StoreError, OSError.
    """
    with opened(home, key) as store:
        db = store.connection()
        if not rows(db, "SELECT 1 FROM sqlite_schema WHERE name = 'erasures'"):
            return {}
        return {name: held for name, _, held in held_by(lists, db)}


def held_by(lists: Lists, db: apsw.Connection) -> Iterator[tuple[str, ChunkList, dict[str, int]]]:
    """Those of these snapshots that may hold what was forgotten since."""
    for name, chunks in lists:
        if held := count_held(db, chunks.made_at, chunks.rid_of):
            yield name, chunks, held


def read_lists(repository: Repository, seal: Seal) -> Iterator[tuple[str, ChunkList]]:
    """What each snapshot is made of, oldest first. One that is damaged is left out: nobody can have anything
    back from it. Raises OSError.
    """
    for name, found in repository.chunk_lists(seal):
        if isinstance(found, ChunkList):
            yield name, found
