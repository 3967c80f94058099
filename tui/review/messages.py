"""What is told of the review. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.memories.reviewing import Card
    from secondme.recall.hit import Hit


@dataclass(frozen=True, slots=True)
class Question:
    """A card, with the passage that each side of it rests on, where it is there still."""

    card: Card
    grounds: tuple[Hit | None, ...]


@dataclass
class CardsRead(Message):
    """What to ask now.

    waiting: how many cards there are, these included. comes_next: when there will be another; None: it is not
    known. streak: how many days in a row the person answered. today: the day of all this.
    """

    questions: Sequence[Question]
    waiting: int
    comes_next: datetime | None
    streak: int
    today: date


@dataclass
class TakenBack(Message):
    """The answer to this question was taken back."""

    question: Question
