"""What the review asks of the memory, and what an answer changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from tui.gateway import Gateway, Tell
from tui.gateway.messages import Changed
from tui.memories.requests import Deed, take_back
from tui.review.messages import CardsRead, Question, TakenBack

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.message import Message

    from secondme.daemon.api import MemoryApi
    from secondme.memories.reviewing import Card

AT_ONCE = 5
"""Cards of one sitting."""
Answer = Literal["true", "not true", "otherwise", "both", "later"]


def read_cards(gateway: Gateway, node: DOMNode) -> None:
    """Reads what to ask now; the node hears `CardsRead`."""
    gateway.ask(node, "cards", partial(_read_cards, gateway.now()))


def answer(gateway: Gateway, node: DOMNode, question: Question, said: Answer, text: str = "") -> None:
    """Carries out an answer; the node hears `Changed`, and `TakenBack` when it is taken back."""
    gateway.change(node, partial(_answer, question, said, text, node.post_message))


def deeds_of(card: Card, said: Answer, text: str = "") -> list[Deed]:
    """The corrections that an answer means. Of two that contradict each other, one is true. Pure."""
    this, other = card.memory.id, card.other.id if card.other is not None else None
    if said == "otherwise":
        return [("edit", [this], text)]
    if said == "later":
        return [("later", [this], "")]
    if other is None:
        return [("confirm" if said == "true" else "retire", [this], "")]
    if said == "both":
        return [("both", [this, other], "")]
    true, false = (this, other) if said == "true" else (other, this)
    return [("retire", [false], ""), ("confirm", [true], "")]


_SAID: dict[Answer, str] = {
    "true": "Still true.",
    "not true": "Not true any more.",
    "otherwise": "Kept as you say.",
    "both": "Both are held true.",
    "later": "Asked again in a week.",
}


def _answer(
    question: Question, said: Answer, text: str, post: Callable[[Message], object], memory: MemoryApi
) -> Changed:
    made = [
        memory.correct(verb, which, words).undo for verb, which, words in deeds_of(question.card, said, text)
    ]
    numbers = [number for number in made if number is not None]
    return Changed(_SAID[said], partial(_undo, question, numbers, post))


def _undo(
    question: Question, numbers: Sequence[int], post: Callable[[Message], object], memory: MemoryApi
) -> str:
    said = take_back(numbers, memory)
    post(TakenBack(question))
    return said


def _read_cards(now: datetime, memory: MemoryApi, tell: Tell) -> None:
    from secondme.memories.reviewing import asks_next

    cards = memory.cards(sys.maxsize)
    questions = [_question(memory, card) for card in cards[:AT_ONCE]]
    comes_next = asks_next(memory.memories(), now)
    tell(CardsRead(questions, len(cards), comes_next, memory.streak(), now.date()))


def _question(memory: MemoryApi, card: Card) -> Question:
    sides = [card.memory, *([card.other] if card.other is not None else [])]
    return Question(card, tuple(memory.show(side.evidence[0]) if side.evidence else None for side in sides))
