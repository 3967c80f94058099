"""Doubting: what was found in one memory, looked at once more by what stands around it.

A value with a doubt is shown and not filled in; beside one without it does not count at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.asked import Asked
from secondme.prefill.candidate import Candidate
from secondme.prefill.countries import country_code
from secondme.prefill.finding.doubts import Case, doubt_about
from secondme.prefill.finding.doubts.bonds import asked_bonds, is_of_a_step_child
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.known import Known
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.tenses import holds
from secondme.prefill.finding.weighing import candidates_of

BESIDE = {
    **dict.fromkeys(("phone", "mobile"), ("landline", "work phone", "fax")),
    "email": ("work email",),
    **dict.fromkeys(("street address", "postcode", "city", "region"), ("address",)),
}
"""Attributes whose values have the same shape, of the person themselves."""

NOT_BEFORE = "nothing says that it was the one before"
FIRST_NAME_ALONE = "no more than the first name is known"


class Doubting:
    """Doubts about what is known. Keeps what it read, as `Known` does."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def doubted(self, found: Sequence[Candidate], asked: Asked, whose: str, as_of: date) -> list[Candidate]:
        """The candidates of a field, each with what tells against it. whose: a key of the circle."""
        cases = [self._case(one, found, asked, whose, as_of) for one in found]
        return [replace(case.candidate, doubt=case.candidate.doubt or doubt_about(case)) for case in cases]

    def plain(self, found: Sequence[Noted], asked: Asked, whose: str, as_of: date) -> Sequence[Noted]:
        """Of values that exclude each other those without a doubt, where there are such; else all."""
        made = candidates_of(found, asked.attribute, as_of)
        if len(made) < 2:
            return found
        cases = [self._case(one, (), asked, whose, as_of) for one in made]
        sure = [proof for case in cases if not doubt_about(case) for proof in case.candidate.proofs]
        return [one for one in found if one.proof in sure] or found

    def _case(
        self, one: Candidate, found: Sequence[Candidate], asked: Asked, whose: str, as_of: date
    ) -> Case:
        bonds = asked_bonds(asked.whose, self._known.circle.bonds)
        numbers = {proof.passage for proof in one.proofs}
        numbers |= {bond.passage for bond in bonds if bond.passage is not None}
        return Case(
            *(asked.attribute, whose, asked.whose, asked.tense, one),
            others=[other for other in found if other is not one],
            taken=self._taken(asked.attribute) if whose == ME else [],
            bonds=bonds,
            nations=self._nations,
            children_told=self._are_children_told,
            circle=self._known.circle,
            people=self._people,
            notes=self._known.notes,
            passages=self._known.passages(numbers),
            as_of=as_of,
        )

    @cached_property
    def _people(self) -> People:
        return People(self._known.circle)

    @cached_property
    def _are_children_told(self) -> bool:
        """Whether there are as many children as notes say, none of them the partner's alone, and of several
        it is known when each was born."""
        children = self._known.circle.people("child")
        counts = {one.value for one in self._known.of("number of children", ME) if one.value.isdigit()}
        if counts and str(len(children)) not in counts:
            return False
        said = self._known.passages([one.passage for one in children if one.passage is not None])
        if any(is_of_a_step_child(one, said[one.passage]) for one in children if one.passage in said):
            return False
        born = (self._known.of("birthday", plain_name(one.name)) for one in children)
        return len(children) < 2 or all(born)

    @cached_property
    def _nations(self) -> frozenset[str]:
        """By what is noted of the nationality, else of the country, else by where the account is."""
        for attribute in ("nationality", "country", "iban"):
            values = [one.value for one in self._known.of(attribute, ME)]
            codes = {one[:2] if attribute == "iban" else country_code(one) for one in values}
            if told := frozenset(code for code in codes if code):
                return told
        return frozenset()

    def _taken(self, attribute: str) -> list[str]:
        """Values of the person's that have the shape of another's, and former ones."""
        beside = [one.value for other in BESIDE.get(attribute, ()) for one in self._known.of(other, ME)]
        now = self._known.now.date()
        return beside + [one.value for one in self._known.of(attribute, ME) if not holds(one, now)]
