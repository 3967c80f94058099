"""Links between memories as they are stored, and which memories wait for theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import apsw

from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_moment

LinkKind = Literal["similar", "same event", "follows", "supports", "contradicts", "mentions"]
BOTH_WAYS: frozenset[LinkKind] = frozenset({"similar", "same event", "supports", "contradicts"})
"""Kinds that say the same read from either side; the lower number stands first."""

_PUT = """
    INSERT INTO links (first, second, kind, strength, since)
    SELECT ?, ?, ?, ?, max(a.recorded_at, b.recorded_at) FROM memories a, memories b
    WHERE a.id = ? AND b.id = ? AND a.id <> b.id
    ON CONFLICT (first, second, kind) DO UPDATE SET strength = excluded.strength
"""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One link, read from the first memory to the second: "m2 follows m1". strength: 0 to 1."""

    first: int
    second: int
    kind: LinkKind
    strength: float = 1.0

    @property
    def pair(self) -> tuple[int, int, LinkKind]:
        """What tells it from others."""
        return self.first, self.second, self.kind


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link with the moment since when both memories are known."""

    link: Link
    since: datetime


def link_between(one: int, other: int, kind: LinkKind, strength: float) -> Link:
    """A link of a kind that goes both ways; of others, from the one to the other."""
    first, second = sorted((one, other)) if kind in BOTH_WAYS else (one, other)
    return Link(first, second, kind, strength)


def list_links(db: apsw.Connection, kinds: Collection[LinkKind]) -> set[Link]:
    """All links of these kinds."""
    found = rows_among(db, "SELECT first, second, kind, strength FROM links WHERE kind IN {}", kinds)
    return {Link(*row) for row in found}


def links_of(db: apsw.Connection, memories: Collection[int]) -> list[StoredLink]:
    """The links that begin or end at any of these memories, each once."""
    columns = "first, second, kind, strength, since"
    asked = sorted(memories)
    found = rows_among(db, f"SELECT {columns} FROM links WHERE first IN {{}}", asked)
    found += rows_among(db, f"SELECT {columns} FROM links WHERE second IN {{}}", asked)
    return [StoredLink(Link(*row[:4]), to_moment(row[4])) for row in sorted(set(found))]


def put_links(db: apsw.Connection, links: Iterable[Link]) -> None:
    """Stores links between memories that there are; one that is there gets the new strength."""
    asked = ((*one.pair, one.strength, one.first, one.second) for one in links)
    db.executemany(_PUT, asked)


def delete_links(db: apsw.Connection, links: Iterable[Link]) -> None:
    """Deletes these links."""
    sql = "DELETE FROM links WHERE first = ? AND second = ? AND kind = ?"
    db.executemany(sql, (one.pair for one in links))


def list_unlinked(db: apsw.Connection) -> dict[int, int]:
    """The memories that are new or changed since their links were decided, with how often they changed."""
    return dict(rows(db, "SELECT memory_id, changes FROM unlinked"))


def has_unlinked(db: apsw.Connection) -> bool:
    """Whether any memory waits for its links."""
    return bool(value(db, "SELECT EXISTS (SELECT 1 FROM unlinked)"))


def settle_links(db: apsw.Connection, decided: Mapping[int, int]) -> None:
    """Takes memories off the list of those that wait, unless they changed again since."""
    db.executemany("DELETE FROM unlinked WHERE memory_id = ? AND changes = ?", decided.items())
