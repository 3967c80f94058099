"""Which question a chat asks: the last thing said, made to stand by itself by what was said before.

A chat that comes from a program is data. Nothing in it is kept or obeyed, and of what an assistant said the
names and subjects count alone, as far as the question points at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondme.answer.answer import DONT_KNOW
from secondme.conversation.contextualising import reword
from secondme.conversation.conversing import MOST_ASKED
from secondme.conversation.kinds import take_apart
from secondme.conversation.phrases import brief
from secondme.conversation.state import NOTHING_SAID, WorkingState
from secondme.conversation.updating import Happened, update

MOST_SAID = 40
"""So many of the last messages are looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message."""

    role: Literal["person", "assistant"]
    text: str


def question_of(chat: Sequence[Said]) -> str:
    """The question that the last words of the person ask; empty where they ask none."""
    state, heard = NOTHING_SAID, Happened()
    for said in chat[-MOST_SAID:]:
        if said.role == "person":
            state = _gone_on(state, heard)
            heard = _heard(said.text, state)
        elif heard.meant or heard.statement:
            answered = bool(said.text) and not said.text.startswith(DONT_KNOW)
            heard = Happened(heard.statement, heard.question, heard.meant, said.text, answered)
    return heard.meant


def _heard(text: str, state: WorkingState) -> Happened:
    said = take_apart(text)
    question = brief(said.question, MOST_ASKED)
    return Happened(said.statement, question, reword(question, state).text if question else "")


def _gone_on(state: WorkingState, heard: Happened) -> WorkingState:
    return update(state, heard) if heard.meant or heard.statement else state
