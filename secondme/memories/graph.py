"""Who and what is connected: the people, what is known of each, and whom that names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.memories.book import Remembered, State, read_memories
from secondme.memories.kin import kin_of
from secondme.memories.plain import as_plain
from secondme.memories.whose import ME, Whose

KINDS = ("fact", "preference")
"""Plans and events are no connections; the timeline has them."""
_RANK: dict[State, int] = {"current": 0, "asleep": 1, "past": 2}


@dataclass(frozen=True, slots=True)
class Tie:
    """One connection of somebody: the predicate says how, the value with whom or what.

    memory: that says so; empty where the name alone does ("my sister"). person: the key of whom the value
    names, where something is known of them too.
    """

    memory: str
    predicate: str
    value: str
    text: str
    state: State = "current"
    conflict: bool = False
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return as_plain(self)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody of whom something is known. key: "me", as in `people` (e3), or the name in plain letters."""

    key: str
    name: str
    ties: tuple[Tie, ...]

    @property
    def known(self) -> int:
        """How much is known of them that holds now."""
        return sum(tie.state != "past" for tie in self.ties)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        ties = [tie.as_json() for tie in self.ties]
        return {"key": self.key, "name": self.name, "known": self.known, "ties": ties}


def read_graph(db: apsw.Connection, *, about: str | None = None, now: datetime) -> list[Subject]:
    """Everybody of whom something is known, those first of whom most is.

    about: one person, and of the others what connects them with that one.
    """
    whose = Whose(db)
    memories = [one for one in read_memories(db, state="all", now=now) if one.kind in KINDS]
    subjects = connect(memories, whose.key)
    return subjects if about is None else around(subjects, whose.key(about))


def connect(memories: Sequence[Remembered], key: Callable[[str], str]) -> list[Subject]:
    """The people with their ties, those first of whom most is known. Pure.

    key: what the names of one person have in common.
    """
    told = [one for one in memories if one.subject and one.value and _held(one)]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        names[key(one.subject)][one.subject] += 1
    for one in told:
        if key(one.value) in names:
            names[key(one.value)][one.value] += 0
    ties: dict[str, list[Tie]] = defaultdict(list)
    for one in sorted(told, key=lambda one: (_RANK[one.state], one.predicate, one.id)):
        own, other = key(one.subject), key(one.value)
        ties[own].append(_tie(one, other if other in names and other != own else None))
    for relative, relation, owner in _relatives(names):
        tie = Tie("", relation, relative, "", person=key(relative))
        if tie.person != key(owner) and not any(_means(one, tie) for one in ties[key(owner)]):
            ties[key(owner)].append(tie)
            names[key(owner)][owner] += 0
    found = [Subject(one, _name(names[one]), tuple(_once(ties[one]))) for one in ties]
    return sorted(found, key=lambda one: (-one.known, one.key != ME, -len(one.ties), one.name.casefold()))


def around(subjects: Sequence[Subject], key: str) -> list[Subject]:
    """One of them first, then the others with what connects them with that one. Pure."""
    own = [one for one in subjects if one.key == key]
    named = {tie.person for one in own for tie in one.ties}
    others = [
        Subject(one.key, one.name, tuple(tie for tie in one.ties if tie.person == key))
        for one in subjects
        if one.key != key
    ]
    return own + [one for one in others if one.ties or one.key in named]


def _tie(one: Remembered, person: str | None) -> Tie:
    return Tie(
        *(one.id, one.predicate, one.value.rstrip(" .,;"), one.text, one.state, one.conflict, person),
        *(one.valid_from, one.valid_to),
    )


def _held(one: Remembered) -> bool:
    """Whether it held on any day."""
    return one.valid_to is None or one.valid_from is None or one.valid_from < one.valid_to


def _relatives(names: Mapping[str, Counter[str]]) -> list[tuple[str, str, str]]:
    """Those of whom memories speak by a relation ("Noor's sister"): the name, the relation, whose."""
    spoken = [name for counted in names.values() for name in counted]
    return [(name, kin.relation, kin.whose) for name in spoken if (kin := kin_of(name))]


def _means(one: Tie, other: Tie) -> bool:
    """Whether a tie names the same person in the same relation."""
    return (one.predicate, one.person) == (other.predicate, other.person)


def _once(ties: Iterable[Tie]) -> list[Tie]:
    """Each connection once, as it is now: not also as it was before, or in somebody else's word."""
    first: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        first.setdefault((tie.predicate, tie.value.casefold()), tie)
    return list(first.values())


def _name(counted: Counter[str]) -> str:
    """The spelling that is used most; of equals the longest. "my sister" only where nobody says her name."""
    return min(counted, key=lambda name: (kin_of(name) is not None, -counted[name], -len(name), name))
