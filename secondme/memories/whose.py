"""Whose memory it is: names that mean the same person have the same key."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import apsw

from secondme.people.names import plain_name
from secondme.store.query import rows

ME = "me"


class Whose:
    """Keys of names, as far as one store knows who is who."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._keys: dict[str, str] = {}

    def key(self, name: str) -> str:
        """What two names of one person have in common; "me" for the person themselves.

        A first name stands for somebody where only one person has it; else the name is its own key.
        """
        if name not in self._keys:
            self._keys[name] = ME if name == ME else self._find(plain_name(name) or name.casefold())
        return self._keys[name]

    def _find(self, plain: str) -> str:
        words = plain.split()
        having = [self._by_word[word] for word in words]
        found = set.intersection(*having) if having else set()
        if len(found) != 1:
            return plain
        [entity] = found
        return ME if entity in self._self else f"e{entity}"

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The people who have a word in one of their names."""
        sql = (
            "SELECT a.entity_id, a.value FROM aliases a JOIN entities e ON e.id = a.entity_id "
            "WHERE a.kind <> 'handle' AND e.kind = 'person'"
        )
        found: dict[str, set[int]] = defaultdict(set)
        for entity, name in rows(self._db, sql):
            for word in name.split():
                found[word].add(entity)
        return found

    @cached_property
    def _self(self) -> set[int]:
        return {number for (number,) in rows(self._db, "SELECT id FROM entities WHERE trust = 'self'")}
