"""What is told of questions and answers. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.answer import Citation
    from secondme.conversation.turn import Conversation, Exchange, Turn
    from secondme.memories.book import Remembered
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
class WeightsRead(Message):
    """How much each signal of a hit weighs."""

    weights: Mapping[str, float]


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
    """Question number `ask` was answered, noted or quoted."""

    ask: int
    exchange: Exchange


@dataclass
class AskingEnded(Message):
    """Question number `ask` has no whole answer: it was cancelled (no reason) or failed.

    conversation: in which it is kept all the same, where that is known.
    """

    ask: int
    reason: str = ""
    conversation: str | None = None


@dataclass
class ConversationsFound(Message):
    """The conversations, the last one first; those in which `text` was said, where there is any."""

    text: str
    conversations: Sequence[Conversation]


@dataclass
class ConversationRead(Message):
    """The turns of a conversation. anew: it is to be gone on with; else it may have changed."""

    conversation: str
    turns: Sequence[Turn]
    anew: bool = False


@dataclass
class RestingFound(Message):
    """The memories that hold and rest on what an answer cites."""

    memories: Sequence[Remembered]
