"""A case: a value that answers a field, with all that is noted beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from secondme.memories.kin import ME
from secondme.prefill.asked import Tense
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_of
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.cards import without_note
from secondme.prefill.finding.people.circle import Bond, Circle

_HOME = re.compile(r"\b(?:home|address): (?P<address>.+)")
"""As cards are kept."""


@dataclass(frozen=True)
class Case:
    """A candidate for an attribute of somebody.

    whose: a key of the circle; relation: as which the field asks for them. others: the other candidates.
    taken: values of the same kind that are of something else, or over. bonds: by which the field's relation
    is known. nations: codes of the countries that the person is of. children_told: whether it is plain who
    their children are, and which is the eldest. notes: the person's own, as far as they are read. passages:
    by number, those that proofs and bonds name.
    """

    attribute: str
    whose: str
    relation: str
    tense: Tense
    candidate: Candidate
    others: Sequence[Candidate]
    taken: Sequence[str]
    bonds: Sequence[Bond]
    nations: frozenset[str]
    children_told: bool
    circle: Circle
    people: People
    notes: Sequence[Said]
    passages: Mapping[int, Said]
    as_of: date

    @property
    def is_mine(self) -> bool:
        """Whether it is about the person themselves."""
        return self.whose == ME

    @property
    def is_now(self) -> bool:
        """Whether the field asks what holds now."""
        return self.tense == "current"

    @cached_property
    def whole(self) -> str:
        """The address that an address, or a part of one, was taken from, as a card has it."""
        home = _HOME.search(next((one.text for one in self.places), ""))
        return ", ".join(without_note(home["address"].split(", "))) if home else ""

    @property
    def quoted_home(self) -> str:
        """The address of which a value is a part, as its best proof quotes it."""
        quote = self.candidate.proofs[0].quote
        span = address_in(quote)
        return self.whole or (quote[slice(*span)] if span else quote)

    @cached_property
    def places(self) -> list[Place]:
        """Where the value stands, the best proof first."""
        value = self.candidate.value
        proofs = [one for one in self.candidate.proofs if one.passage in self.passages]
        return [place_of(one, value, self.passages[one.passage]) for one in proofs[:8]]

    @cached_property
    def days(self) -> list[Place]:
        """Where a day stands, in any way to write one."""
        proofs = [one for one in self.candidate.proofs if one.passage in self.passages]
        return [
            place_of(one, self.candidate.value, self.passages[one.passage], is_day=True) for one in proofs[:8]
        ]
