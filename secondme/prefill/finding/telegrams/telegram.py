"""A telegram: a note with all that its readers need of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secondme.prefill.finding.circle import Circle
from secondme.prefill.finding.passages import Said
from secondme.prefill.finding.telegrams.clauses import Clause, Row, clauses_of, owner_of_heads
from secondme.prefill.finding.telegrams.fact import Fact
from secondme.prefill.finding.telegrams.subjects import subject_of


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
        for whose in clause.whose:
            yield Fact(attribute, whose, value.strip(), sure, clause.first, clause.last, past)


def telegram_of(said: Said, circle: Circle, around: str) -> Telegram:
    """A passage as a telegram."""
    return Telegram(said, circle, around, tuple(clauses_of(said.text, circle, around)))
