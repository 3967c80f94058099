"""Which names and accounts are one person's: decided from all that was seen, the same in whatever order.

Wrong merges are worse than missed ones, so accounts are joined only where something ties them: a card of the
address book, an export's own word, the same whole name, or the person by hand. A decision by hand outweighs
the rest. Names tie, but prove nothing: anybody can put any name above a letter. So each person is made of
circles of keys that more than a name ties together, and trust never passes from one circle to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from secondme.people.evidence import Evidence, Key, Sighting
from secondme.people.groups import Groups
from secondme.people.names import is_whole, name_key, plain_name

Verb = Literal["merge", "split", "name", "self"]
FEWEST_DIGITS = 9
"""So long an end of a phone number is the same number, with or without the code of its country."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person said: keys are one (merge, self), or two sets of keys are two (split).

    before: whose the keys were, by number, so that taking it back gives everybody the old number.
    """

    verb: Verb
    keys: tuple[Key, ...]
    others: tuple[Key, ...] = ()
    name: str | None = None
    before: tuple[tuple[Key, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """Keys of a person that more than a name ties together.

    is_self: the person's own. is_met: in the address book or in a chat.
    """

    keys: frozenset[Key]
    is_self: bool
    is_met: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One person. names: the one to show first. is_shared: only accounts that many people or machines use."""

    circles: tuple[Circle, ...]
    names: tuple[str, ...]
    is_shared: bool = False

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset().union(*(circle.keys for circle in self.circles))

    @property
    def is_self(self) -> bool:
        return any(circle.is_self for circle in self.circles)

    @property
    def name(self) -> str:
        """The name to show; where nobody told one, the account."""
        if self.names:
            return self.names[0]
        key = min(self.keys)
        return key.value.partition(":")[2] if key.kind == "handle" else key.value


def link(sightings: Iterable[Sighting], decisions: Sequence[Decision]) -> list[Person]:
    """The people that these sightings are of, each key in exactly one of them; in the order of their keys."""
    seen = sorted(sightings, key=lambda one: (one.source, one.name, one.handles, one.role))
    evidence = Evidence(seen)
    claimed = [key for one in decisions if one.verb == "self" for key in one.keys]
    groups = Groups({*evidence.keys, *claimed}, evidence.exclusive)
    own = _heed(groups, decisions, evidence.own)

    for tie in (sorted(own), *_same_numbers(evidence), *_said(seen, evidence)):
        groups.join(tie)
    circles = groups.all()

    for decision in decisions:
        if decision.verb == "split":
            groups.join(groups.known(decision.keys))
            groups.join(groups.known(decision.others))
    for tie in _same_names(groups, evidence, own):
        groups.join(tie, careful=True)
    for tie in _first_names(groups, seen):
        groups.join(tie, careful=True)
    return _people(groups, circles, own, evidence, decisions)


def _heed(groups: Groups, decisions: Sequence[Decision], said: Iterable[Key]) -> set[Key]:
    """Follows the decisions in order; returns the keys that are the person's own."""
    own = set(said)
    for decision in decisions:
        keys = groups.known(decision.keys)
        if decision.verb in ("merge", "self"):
            groups.unite(keys)
        if decision.verb == "self":
            own.update(keys)
        elif decision.verb == "split":
            groups.part(keys, groups.known(decision.others))
            own.difference_update(keys)
    return own


def _said(sightings: Sequence[Sighting], evidence: Evidence) -> Iterator[Sequence[Key]]:
    """The accounts that a card or an export names together, but for those that are not one person's alone."""
    for sighting in sightings:
        if len(sighting.handles) > 1 and sighting.role != "hearsay":
            yield [key for key in sighting.keys if key not in evidence.shared]


def _same_numbers(evidence: Evidence) -> Iterator[Sequence[Key]]:
    """A phone number as it is dialled at home, and the only one with a country's code that ends in it."""
    phones = [key for key in evidence.keys if key.value.startswith("phone:")]
    abroad: dict[str, list[Key]] = defaultdict(list)
    for key in phones:
        if key.value.startswith("phone:+"):
            digits = key.value.removeprefix("phone:+")
            for length in range(FEWEST_DIGITS, len(digits)):
                abroad[digits[-length:]].append(key)
    for key in phones:
        found = abroad.get(key.value.removeprefix("phone:").lstrip("0"), [])
        if len(found) == 1 and key not in found:
            yield [key, *found]


def _same_names(groups: Groups, evidence: Evidence, own: set[Key]) -> Iterator[Sequence[Key]]:
    """Keys with the same whole name, unless that name is two people's somewhere.

    Whoever only wrote letters may have put the person's own name above them, and is somebody else.
    """
    for keys in evidence.by_name():
        mine = {key for key in keys if groups.of(key) & own}
        others = [key for key in keys if key not in mine and key in evidence.only_written]
        yield [key for key in keys if key not in others] if mine else keys
        if mine:
            yield others


def _first_names(groups: Groups, sightings: Sequence[Sighting]) -> list[Sequence[Key]]:
    """A name that is not whole, where it is one person's in the same chat, or one card's alone."""
    here: dict[tuple[str, int], list[Key]] = defaultdict(list)
    cards: dict[str, list[Key]] = defaultdict(list)
    exact = set()
    for sighting in sightings:
        plain = sighting.plain
        if sighting.handles and plain and sighting.role in ("participant", "self"):
            for name in {plain, plain.split()[0]}:
                here[name, sighting.source].append(sighting.keys[0])
        elif sighting.handles and plain and sighting.role == "contact":
            exact.add(plain)
            for name in {plain, plain.split()[0]}:
                cards[name].append(sighting.keys[0])
    ties: list[Sequence[Key]] = []
    for key in sorted({key for sighting in sightings for key in sighting.keys if key.source}):
        meant = here.get((key.value, key.source)) or (cards[key.value] if key.value in exact else [])
        if len({id(groups.of(one)) for one in meant}) == 1:
            ties.append([key, meant[0]])
    return ties


def _people(
    groups: Groups,
    circles: Sequence[frozenset[Key]],
    own: set[Key],
    evidence: Evidence,
    decisions: Sequence[Decision],
) -> list[Person]:
    inside: dict[int, list[Circle]] = defaultdict(list)
    for keys in circles:
        circle = Circle(keys, bool(keys & own), bool(keys & evidence.met))
        inside[id(groups.of(next(iter(keys))))].append(circle)
    given = {
        id(groups.of(key)): decision.name
        for decision in decisions
        if decision.name
        for key in groups.known(decision.keys)
    }
    return [_person(parts, evidence, given.get(group)) for group, parts in inside.items()]


def _person(circles: Sequence[Circle], evidence: Evidence, given: str | None) -> Person:
    keys = [key for circle in circles for key in circle.keys]
    names = _ranked(evidence.names_of(keys))
    if given:
        names = [given, *(name for name in names if name_key(name) != name_key(given))]
    is_shared = not given and len(keys) == 1 and keys[0] in evidence.nobodys
    return Person(tuple(circles), tuple(names), is_shared)


def _ranked(names: Mapping[str, tuple[int, int]]) -> list[str]:
    """Each name once, as it is best written: a card's first, then whole ones, then the most seen."""
    order = sorted(
        names, key=lambda name: (names[name][0], not is_whole(plain_name(name)), -names[name][1], name)
    )
    shown: dict[str, str] = {}
    for name in order:
        shown.setdefault(name_key(name), name)
    return list(shown.values())
