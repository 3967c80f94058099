"""What the sightings say of each account and name, gathered once: who uses it, and how much that proves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, NamedTuple

from secondme.people.names import are_alike, is_nobodys, is_whole, name_key, plain_name

Role = Literal["author", "recipient", "participant", "contact", "self", "hearsay"]
SHARED_BY = 3
"""So many different whole names on one account make it a list, a family or an office."""
MANY = 8
"""So many names need no comparing."""
OPEN_KINDS = frozenset({"email", "phone"})
"""People have several of these; of all other kinds, two in one source are two people."""
_MET = frozenset({"contact", "participant", "self"})
_WRITTEN = frozenset({"author", "recipient", "hearsay"})
_RANKS: Mapping[str, int] = {
    "contact": 0,
    "author": 1,
    "participant": 1,
    "self": 1,
    "recipient": 2,
    "hearsay": 3,
}
"""Whose word a name is: an address book's, the bearer's own, or somebody else's."""
OWN_WORD = 1


class Key(NamedTuple):
    """What stands for somebody: an account, or a name where there is none.

    source: where a name holds that is not whole; 0 everywhere.
    """

    kind: Literal["handle", "person"]
    value: str
    source: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """One way in which documents of a source name somebody. role "hearsay": in what a stranger sent.

    keys: the accounts; without any the name, which holds everywhere if it is whole.
    """

    name: str
    handles: tuple[str, ...]
    role: Role
    source: int
    times: int = 1
    keys: tuple[Key, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(Key("handle", one) for one in self.handles) or self._bare())

    @property
    def plain(self) -> str:
        return plain_name(self.name)

    def _bare(self) -> tuple[Key, ...]:
        key = name_key(self.name)
        return (Key("person", key, 0 if is_whole(key) else self.source),) if key else ()


class Evidence:
    """All sightings of each key.

    keys: every one. own: the person's, as exports say. met: in the address book or in a chat. only_written:
    known from letters alone. exclusive: of accounts of which a person has one, the kinds and sources.
    nobodys: what machines and whole offices use. shared: those, and what more people than one use.
    """

    def __init__(self, sightings: Sequence[Sighting]) -> None:
        self._names: dict[Key, dict[str, tuple[int, int]]] = defaultdict(dict)
        roles: dict[Key, set[str]] = defaultdict(set)
        exclusive: dict[Key, set[tuple[str, int]]] = defaultdict(set)
        for sighting in sightings:
            for key in sighting.keys:
                roles[key].add(sighting.role)
                self._note_name(key, sighting)
                if key.kind == "handle" and (kind := key.value.partition(":")[0]) not in OPEN_KINDS:
                    exclusive[key].add((kind, sighting.source))
        self.keys = set(roles)
        self.own = {key for key, seen in roles.items() if "self" in seen}
        self.met = {key for key, seen in roles.items() if seen & _MET}
        self.only_written = {key for key, seen in roles.items() if key.kind == "handle" and seen <= _WRITTEN}
        self.exclusive: Mapping[Key, set[tuple[str, int]]] = exclusive
        self.nobodys = {key for key in roles if key.kind == "handle" and is_nobodys(key.value)}
        self._judge_names()

    def by_name(self) -> Iterator[list[Key]]:
        """The keys of each whole name that is one person's as far as anybody can tell."""
        found: dict[str, list[Key]] = defaultdict(list)
        for key in self.keys - self.nobodys - self._of_several:
            for name in {name_key(name) for name in self._own_names(key)}:
                if is_whole(name):
                    found[name].append(key)
        for _, keys in sorted(found.items()):
            if len(keys) > 1 and not self._is_of_two(keys):
                yield sorted(keys)

    def names_of(self, keys: Iterable[Key]) -> dict[str, tuple[int, int]]:
        """How people with these keys are called: by name, its rank (0 is best), and how often it was seen.

        What others call somebody counts only where nothing better is known.
        """
        found: dict[str, tuple[int, int]] = {}
        for key in keys:
            for name, (rank, times) in () if key in self._nameless else self._names[key].items():
                best, before = found.get(name, (rank, 0))
                found[name] = (min(best, rank), before + times)
        own = {name: seen for name, seen in found.items() if seen[0] <= OWN_WORD}
        return own or found

    def _note_name(self, key: Key, sighting: Sighting) -> None:
        if sighting.plain:
            known = self._names[key]
            rank, times = known.get(sighting.name, (9, 0))
            known[sighting.name] = (min(rank, _RANKS[sighting.role]), times + sighting.times)

    def _own_names(self, key: Key) -> list[str]:
        """The names that its bearer or the address book gives it, else those that others do."""
        names = self._names[key]
        return [name for name, (rank, _) in names.items() if rank <= OWN_WORD] or list(names)

    def _judge_names(self) -> None:
        """Which accounts more than one person uses, by the names on them."""
        self._of_several: set[Key] = set()
        self._nameless: set[Key] = set()
        self.shared = set(self.nobodys)
        for key in list(self._names):
            if key.kind != "handle":
                continue
            whole = {plain for name in self._own_names(key) if is_whole(plain := plain_name(name))}
            cards = {plain_name(name) for name, (rank, _) in self._names[key].items() if rank == 0}
            people = _different(whole)
            if people > 1:
                self._of_several.add(key)
            if people >= SHARED_BY or _different(cards) > 1:
                self.shared.add(key)
                self._of_several.add(key)
            if key in self.shared and max(people, _different(cards)) > 1:
                self._nameless.add(key)

    def _is_of_two(self, keys: Iterable[Key]) -> bool:
        """Whether one source has two accounts of a kind of which a person has one."""
        taken: set[tuple[str, int]] = set()
        for key in keys:
            places = self.exclusive.get(key, set())
            if places & taken:
                return True
            taken |= places
        return False


def _different(names: set[str]) -> int:
    """How many people these plain names must be of, at the least, as far as it matters here."""
    if len(names) < 2:
        return len(names)
    if len(names) > MANY:
        return SHARED_BY
    apart: list[str] = []
    for name in sorted(names):
        if not any(are_alike(name, other) for other in apart):
            apart.append(name)
    if len(apart) == 1 and any(not are_alike(*pair) for pair in combinations(names, 2)):
        return 2
    return len(apart)
