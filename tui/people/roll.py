"""Who and what there is: people, those with accounts and those of whom memories speak, and things. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from secondme.memories.graph import Subject, Tie
    from secondme.people import Entity

ME = "me"
_NO_THINGS = frozenset(
    {"phone number", "email", "address", "birthday", "age", "did", "plans", "has regularly"}
)
"""What these say is no thing of which there could be a page."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One line of the roll.

    key: "me", as in `people` (e3), or the name in small letters. id: where accounts or an address book tell
    of them, as e3; only those are merged and split. passages: how many are their words. known: how much is
    known of them, or in how many memories a thing is named.
    """

    key: str
    name: str
    kind: Literal["person", "thing"] = "person"
    id: str | None = None
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    passages: int = 0
    known: int = 0

    @property
    def is_me(self) -> bool:
        return self.key == ME

    @property
    def asked_as(self) -> str:
        """By what the memory is asked about them."""
        return ME if self.is_me else self.id or self.name

    @property
    def words(self) -> str:
        """By what they are found, in small letters."""
        return " ".join((self.name, *self.names, *self.handles, self.kind)).casefold()


def call_roll(entities: Sequence[Entity], subjects: Sequence[Subject]) -> list[Somebody]:
    """The person first, then the others of whom most is known or heard, then things."""
    known = {one.key: one for one in subjects}
    people = [_with_accounts(one, known) for one in entities]
    taken = {one.key for one in people}
    people += [
        Somebody(one.key, "You" if one.key == ME else one.name, known=one.known)
        for one in subjects
        if one.key not in taken
    ]
    people.sort(key=lambda one: (not one.is_me, -one.passages - one.known, one.name.casefold()))
    return people + _things(subjects)


def find(roll: Sequence[Somebody], text: str) -> list[Somebody]:
    """Those in whose names or accounts all the words stand."""
    words = text.casefold().split()
    return [one for one in roll if all(word in one.words for word in words)]


def thing_of(tie: Tie) -> str | None:
    """The key of the thing that a tie names; None where it names somebody, or a number, or a habit."""
    is_thing = tie.person is None and tie.predicate not in _NO_THINGS and tie.value[:1].isupper()
    return f"thing:{tie.value.casefold()}" if is_thing else None


def _with_accounts(one: Entity, known: dict[str, Subject]) -> Somebody:
    key = ME if one.is_self else one.id
    subject = known.get(key)
    count = subject.known if subject is not None else 0
    return Somebody(key, one.name, "person", one.id, one.names, one.handles, one.passages, count)


def _things(subjects: Sequence[Subject]) -> list[Somebody]:
    """What memories name that is nobody: places, firms, clubs."""
    named: dict[str, Counter[str]] = {}
    for tie in (tie for one in subjects for tie in one.ties):
        if (key := thing_of(tie)) is not None:
            named.setdefault(key, Counter())[tie.value] += 1
    things = [
        Somebody(key, counted.most_common(1)[0][0], "thing", known=counted.total())
        for key, counted in named.items()
    ]
    return sorted(things, key=lambda one: (-one.known, one.name.casefold()))
