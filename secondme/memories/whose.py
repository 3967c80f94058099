"""Whose memory it is: names that mean the same person have the same key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import apsw

from secondme.memories.kin import ME as ME
from secondme.memories.kin import kin_of
from secondme.people.directory import known_names, speakers
from secondme.people.names import name_key, plain_name
from secondme.store.query import rows

_OWN = "SELECT DISTINCT speaker FROM passages WHERE trust = 'self' AND speaker IS NOT NULL"


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
            self._keys[name] = ME if name == ME else self._named(name)
        return self._keys[name]

    def _named(self, name: str) -> str:
        """The key; of "my sister" that of her whom memories name, if there is one such person."""
        own = plain_name(name) or name.casefold()
        if (kin := kin_of(name)) is None:
            return self._find(own)
        owner = self.key(kin.whose)
        sql = (
            "SELECT subject, value FROM memories WHERE predicate = ? AND value <> '' "
            "AND valid_to IS NULL AND superseded_by IS NULL"
        )
        named = [
            value
            for subject, value in rows(self._db, sql, kin.relation)
            if subject != name and self.key(subject) == owner
        ]
        return self._find(plain_name(named[0])) if len(named) == 1 else own

    def _find(self, plain: str) -> str:
        words = plain.split()
        having = [self._by_word[word] for word in words if word in self._by_word]
        found = set.intersection(*having) if len(having) == len(words) > 0 else set()
        return found.pop() if len(found) == 1 else plain

    @cached_property
    def _by_word(self) -> Mapping[str, set[str]]:
        """The keys of the people who have a word in one of their names: known ones, and all who speak."""
        found: dict[str, set[str]] = defaultdict(set)
        known: set[str] = set()
        for entity, trust, name in known_names(self._db):
            known.add(name)
            for word in name.split():
                found[word].add(ME if trust == "self" else f"e{entity}")
        own = {speaker for (speaker,) in rows(self._db, _OWN)}
        for speaker in speakers(self._db):
            plain = plain_name(speaker)
            if name_key(speaker) not in known:
                for word in plain.split():
                    found[word].add(ME if speaker in own else plain)
        return found


def names_of(db: apsw.Connection, about: str) -> list[str]:
    """The names under which memories speak of somebody."""
    whose = Whose(db)
    wanted = whose.key(about)
    subjects = rows(db, "SELECT DISTINCT subject FROM memories WHERE subject <> ''")
    return [subject for (subject,) in subjects if whose.key(subject) == wanted]
