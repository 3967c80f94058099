"""A case: a value that answers a field, with all that is noted beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from secondme.memories.kin import ME
from secondme.prefill.asked import Tense
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.circle import Circle
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.passages import Said


@dataclass(frozen=True)
class Case:
    """A candidate for an attribute of somebody.

    noted: all values of the attribute that they have, whenever they held. notes: the person's own passages, as
    far as they are read. passages: by number, those that proofs name.
    """

    attribute: str
    whose: str
    relation: str
    tense: Tense
    candidate: Candidate
    noted: Sequence[Noted]
    circle: Circle
    notes: Sequence[Said]
    passages: Mapping[int, Said]
    as_of: date

    @property
    def is_mine(self) -> bool:
        return self.whose == ME

    @cached_property
    def whole(self) -> str:
        """The value; of a part of an address, the address that it was taken from."""
        if self.attribute not in ("street address", "postcode", "city", "region", "country"):
            return self.candidate.value
        return " ".join(self.candidate.proofs[0].quote.split()) if self.candidate.proofs else ""

    @cached_property
    def people(self) -> People:
        return People(self.circle, self.notes)

    @cached_property
    def places(self) -> list[Place]:
        """Where the value stands, the best proof first."""
        value = self.candidate.value
        proofs = [one for one in self.candidate.proofs if one.passage in self.passages]
        return [place_of(one, value, self.passages[one.passage]) for one in proofs[:8]]
