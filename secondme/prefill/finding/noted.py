"""A value as one place of memory has it, before places are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secondme.prefill.candidate import Found, Proof


@dataclass(frozen=True, slots=True)
class Noted:
    """A value of an attribute with where it stands. sure: 0 to 1, by itself.

    past: it is said not to hold any more. valid_from, valid_to: as far as the place tells; the last day
    counts. order: its place in what is remembered, of several at a time. more: further places, of what was
    worked out of more.
    """

    value: str
    proof: Proof
    sure: float
    past: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    order: tuple[int, int] = (0, 0)
    found: Found = "note"
    more: tuple[Proof, ...] = ()

    @property
    def said(self) -> date | None:
        """The day it was written."""
        return self.proof.said_at.date() if self.proof.said_at else None
