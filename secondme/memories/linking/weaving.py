"""Weaving: decides the links of what is new or changed, and stores what is different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from secondme.errors import NoSpaceError, StoreError
from secondme.memories.linking.deciding import links_among
from secondme.memories.linking.node import read_nodes
from secondme.memories.whose import Whose
from secondme.store import Store
from secondme.store.links import (
    Link,
    LinkKind,
    delete_links,
    has_unlinked,
    list_links,
    list_unlinked,
    put_links,
    settle_links,
)
from secondme.store.query import value

DECIDED: tuple[LinkKind, ...] = ("follows", "supports", "mentions", "same event")
AT_A_TIME = 1_000
"""Links that are written in one transaction, which takes some hundredths of a second."""
LITTLE = 5_000
"""The links of so many memories are decided within some tenths of a second."""


def weave(store: Store, *, everything: bool = False) -> int:
    """Brings the links that memories have by what they say up to date; returns how many changed.

    everything: also where no memory changed, since the person may have said who is who.

    They are decided from what was there at one moment and written piece by piece. Ending the process in
    between leaves the rest to the next time, and so does a memory that changes meanwhile.
    """
    with store.reading() as db:
        if not everything and not has_unlinked(db):
            return 0
        waiting = list_unlinked(db)
        whose = Whose(db)
        wanted = links_among(read_nodes(db, whose), whose.key)
        stored = list_links(db, DECIDED)
    changed = write_difference(store, stored, wanted)
    with store.write() as db:
        settle_links(db, waiting)
    return changed


def weave_if_little(store: Store) -> None:
    """Does it where that takes no time; a store that cannot be written now is left as it is."""
    db = store.connection()
    if has_unlinked(db) and value(db, "SELECT count(*) FROM memories") <= LITTLE:
        with suppress(StoreError, NoSpaceError):
            weave(store)


def write_difference(store: Store, stored: set[Link], wanted: set[Link]) -> int:
    """Has these links stored in place of those; returns how many changed."""
    kept = {link.pair for link in wanted}
    gone = [link for link in stored if link.pair not in kept]
    new = [link for link in wanted if link not in stored]
    for some in _pieces(gone):
        with store.write() as db:
            delete_links(db, some)
    for some in _pieces(new):
        with store.write() as db:
            put_links(db, some)
    return len(gone) + len(new)


def _pieces(links: Iterable[Link]) -> Iterable[Sequence[Link]]:
    ordered = sorted(links)
    return (ordered[start : start + AT_A_TIME] for start in range(0, len(ordered), AT_A_TIME))
