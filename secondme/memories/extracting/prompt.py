"""What the model is asked, and in which words it may answer.

A grammar leaves it no room to invent: whom it is about is one of those who are named, and the value is words
of the message as they stand there. It has to put something forward for each message, since a model of 1.5B
that may pass says nothing to most of them; and it errs in what belongs together. Therefore each claim is put
to it again, and that answer counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.protocol import Message
from secondme.memories.extracting.examples import CLAIMED, NOTED
from secondme.memories.extracting.window import Window
from secondme.memories.statement import Polarity

STATES = ("holds", "ended", "never")
LONGEST_RELATION = 24
MOST_FACTS = 4
MOST_TOKENS = 200
ANSWERS = ("Yes", "No")
INSTRUCTION = (
    "You read chat messages and note what they state about people as facts that last. A question, a wish, "
    "a joke, a guess, a story or small talk states nothing: []. A fact is whom it is about, the relation, "
    "words of the message, and holds, ended (it is over) or never (it was a mistake). When a claim follows "
    "the message, say yes only if the message says just that of just that person, else no."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact as the model put it, still to be checked. label: whom it is about, as the model read it."""

    label: str
    relation: str
    value: str
    state: Polarity


@cache
def head() -> tuple[Message, ...]:
    """The beginning of every prompt: always the same, so that it is evaluated once."""
    messages = [Message("system", INSTRUCTION)]
    for speaker, text, facts in NOTED:
        messages += _turn(f"{speaker}: {text}", json.dumps(facts, separators=(",", ":"), ensure_ascii=False))
    for speaker, text, claim, is_so in CLAIMED:
        messages += _turn(_claim(f"{speaker}: {text}", claim), ANSWERS[not is_so])
    return tuple(messages)


def noting(window: Window) -> list[Message]:
    """The prompt that asks for the facts of a window."""
    return [*head(), Message("user", _told(window))]


def claiming(window: Window, claim: str) -> list[Message]:
    """The prompt that asks whether a window says so; it begins as `noting` does, up to the claim."""
    return [*head(), Message("user", _claim(_told(window), claim))]


def schema_of(window: Window) -> Mapping[str, Any]:
    """The JSON schema of the answer to `noting`."""
    fact = [
        {"enum": [one.label for one in window.subjects]},
        {"type": "string", "minLength": 2, "maxLength": LONGEST_RELATION},
        {"verbatim": [one.text for one in window.meant]},
        {"enum": list(STATES)},
    ]
    return {"type": "array", "minItems": 1, "maxItems": MOST_FACTS, "items": {"prefixItems": fact}}


def proposals_in(reply: str) -> list[Proposal]:
    """The facts of an answer, each once; of one that was cut short, those that are complete."""
    return list(dict.fromkeys(_facts(reply)))


def _facts(reply: str) -> Iterable[Proposal]:
    decoder = json.JSONDecoder()  # "[[...],[...]" is read item by item, since it may have been cut short.
    place = 1
    while 0 < place < len(reply):
        try:
            fact, place = decoder.raw_decode(reply, place)
        except json.JSONDecodeError:
            return
        yield Proposal(*fact)
        place += reply[place : place + 1] == ","


def _told(window: Window) -> str:
    return f"{window.speaker}: {' '.join(window.text.split())}"


def _claim(told: str, claim: str) -> str:
    return f"{told}\nClaim: {claim} Yes or no?"


def _turn(asked: str, answered: str) -> list[Message]:
    return [Message("user", asked), Message("assistant", answered)]
