"""What the model is told: a fixed head, the numbered notes in time order, the question last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.protocol import Message
from secondme.answer.answer import DONT_KNOW
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import say

HEAD = f"""\
You find answers in a person's own notes and messages. "I", "me" and "my" mean that person.
Copy the words that answer the question from the notes, in one short sentence, and end it with the number of \
the note.
When notes disagree, the newest is right. Only if no note says it, answer: {DONT_KNOW}

Example
[1] Monday 3 May 2021, Ana: the dentist is moved to tomorrow (= Tuesday 4 May 2021), same time
[2] Sunday 9 May 2021, my note "Teeth": Dr Lim found nothing.
Question: When was my dentist appointment?
Answer: My dentist appointment was on Tuesday 4 May 2021 [1]."""
"""Evaluated once and kept: every question starts behind it. The notes are data, whatever they say."""


def build_prompt(question: str, evidence: Sequence[Evidence], *, now: datetime) -> list[Message]:
    """The messages for one question; without notes where all that may answer it was read before."""
    notes = "".join(f"{item.line}\n" for item in evidence)
    return [
        Message("system", HEAD),
        Message("user", f"{notes}\nToday is {say(now.date())}.\nQuestion: {question.strip()}\nAnswer:"),
    ]
