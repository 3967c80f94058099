"""What is told of questions and answers. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.answer import Answer, Citation
    from secondme.recall.hit import Hit


@dataclass
class Recalled(Message):
    """What the query found, best first."""

    query: str
    hits: Sequence[Hit]


@dataclass
class SurroundingsRead(Message):
    """The passages around a hit, itself included."""

    hit: Hit
    passages: Sequence[Hit]


@dataclass
class SourcesChosen(Message):
    """The answer to question number `ask` will rest on these."""

    ask: int
    citations: Sequence[Citation]


@dataclass
class AnswerGrew(Message):
    """The next words of the answer to question number `ask`."""

    ask: int
    text: str


@dataclass
class Answered(Message):
    """The whole answer to question number `ask`."""

    ask: int
    answer: Answer


@dataclass
class AskingEnded(Message):
    """Question number `ask` has no whole answer: it was cancelled (no reason) or failed."""

    ask: int
    reason: str = ""
