"""A telegram: a note with all that its readers need of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secondme.memories.kin import ME
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.kin_words import I_WORDS, KIN, TITLES
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.telegrams.clauses import Clause, Row, clauses_of, owner_of_heads
from secondme.prefill.finding.telegrams.fact import Fact
from secondme.prefill.finding.telegrams.subjects import subject_of

OF_ONE_BODY = frozenset(
    (
        *("birthday", "birthplace", "sex", "marital status", "nationality", "blood type", "allergies"),
        *("conditions", "medication", "diet", "smoker", "religion"),
    )
)
"""What everybody has their own of."""


@dataclass(frozen=True, slots=True)
class Telegram:
    """A note and its clauses. around: whose it is as a whole, a key of `circle`."""

    said: Said
    circle: Circle
    around: str
    clauses: tuple[Clause, ...]

    def owner(self, row: Row) -> str:
        """Whose a line is: whom it begins with, else whom what stands above it names."""
        subject = subject_of(row.text, self.circle)
        if subject is not None and subject.is_label and subject.keys:
            return subject.keys[0]
        return owner_of_heads(row, self.circle, self.around)[0]

    def facts(
        self, clause: Clause, attribute: str, value: str, sure: float, past: bool = False
    ) -> Iterator[Fact]:
        """That everybody whom a clause is about has this value."""
        if attribute in OF_ONE_BODY and clause.whose == (ME,) and speaks_of_kin(clause):
            return
        for whose in clause.whose:
            yield Fact(attribute, whose, value.strip(), sure, clause.first, clause.last, past)


def speaks_of_kin(clause: Clause) -> bool:
    """Whether the last person named in the sentence, up to the end of the clause, is one of the family.

    "Ana is my sister, born 9 June 1990" has the birthday of Ana, though its clause names nobody.
    """
    at = clause.sentence.find(clause.text)
    until = clause.sentence[: at + len(clause.text)] if at >= 0 else clause.text
    said = list(words_in(until))
    kin = [place for place, word in enumerate(said) if RELATIONS.get(word) in KIN and word not in TITLES]
    me = [place for place, word in enumerate(said) if word in I_WORDS]
    return bool(kin) and max(kin) > max(me, default=-1)


def telegram_of(said: Said, circle: Circle, around: str) -> Telegram:
    """A passage as a telegram."""
    return Telegram(said, circle, around, tuple(clauses_of(said.text, circle, around)))
