"""What is told of searching. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.recall.suggesting import Vocabulary

if TYPE_CHECKING:
    from datetime import date

    from secondme.recall.hit import Hit
    from secondme.recall.question import Question


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. as_of: a day, in the person's words; empty: today."""

    query: str
    as_of: str = ""


@dataclass
class Found(Message):
    """What was found, best first. question: how it was understood. as_of: the last day that counts.

    remark: what the person should know of a filter or a day that makes no sense. whole: it was meant as it
    stands, so it is in the recall log.
    """

    wanted: Wanted
    hits: Sequence[Hit]
    question: Question
    as_of: date | None = None
    remark: str = ""
    whole: bool = False


@dataclass
class VocabularyRead(Message):
    """What filters can name in this memory, and how much each signal of a hit weighs."""

    vocabulary: Vocabulary
    weights: Mapping[str, float]


@dataclass
class SurroundingsRead(Message):
    """The passages around a hit, itself included."""

    hit: Hit
    passages: Sequence[Hit]
