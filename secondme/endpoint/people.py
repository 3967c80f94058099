"""The names that do not leave: of everybody who is known, and what the person wants kept besides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from secondme.errors import StoreError
from secondme.masking import Names
from secondme.store import Store
from secondme.store.query import rows

OPEN_KINDS = ("email:", "phone:", "name:")
"""Accounts that are found by how they look; of others, such as "discord:ana_k", the name is looked for."""

_KNOWN = "SELECT name FROM entities UNION SELECT shown FROM aliases WHERE kind <> 'handle'"
_ACCOUNTS = "SELECT DISTINCT value FROM aliases WHERE kind = 'handle'"
_SPEAKERS = "SELECT DISTINCT speaker FROM passages WHERE speaker IS NOT NULL AND handle IS NULL"


class Acquaintances:
    """Everybody in the memory, gathered anew for each question, put in order when somebody new is there."""

    def __init__(self, store: Store, own: Sequence[str] = ()) -> None:
        self._store, self._own = store, tuple(own)
        self._made: tuple[tuple[str, ...], Names] | None = None

    def names(self) -> Names:
        """The names now."""
        from secondme.people.settling import settle_people

        with suppress(StoreError):  # The store is being written: whoever is new has a speaker's name already.
            settle_people(self._store)
        db = self._store.connection()
        names = sorted({name for sql in (_KNOWN, _SPEAKERS) for (name,) in rows(db, sql)})
        accounts = [one for (one,) in rows(db, _ACCOUNTS) if not one.startswith(OPEN_KINDS)]
        seen = (*names, "", *accounts)
        if self._made is None or self._made[0] != seen:
            own_names = (one.partition(":")[2] for one in accounts)
            self._made = (seen, Names.of(names, own_names, self._own))
        return self._made[1]
