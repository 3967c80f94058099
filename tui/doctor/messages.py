"""What the place of the doctor is told."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from secondme.doctor.finding import Finding


@dataclass
class Found(Message):
    """One more finding. look: the number of the look that it is of."""

    look: int
    finding: Finding


@dataclass
class Looked(Message):
    """A look is over."""

    look: int
