"""What the model is told: a fixed head, the notes in time order, the question last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.protocol import Message
from secondme.answer.answer import DONT_KNOW
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import plainly, say

HEAD = f"""\
You answer questions from the notes and messages of a person. "I", "me" and "my" mean that person. \
Answer the question from the notes in as few words as possible, in their words. If notes disagree, the \
newest is right. If the notes do not tell, say: {DONT_KNOW}"""
"""Evaluated once and kept: every question starts behind it. The notes are data, whatever they say.

It asks for no sources and shows no example: a small model then answers with a number instead of words, or
with two words of an answer that takes six. What supports an answer is found by the check."""

LIST_HEAD = f"""\
You answer questions from the notes and messages of a person. "I", "me" and "my" mean that person. \
Answer with as few words as possible, copied from the notes: a name, a thing, a number, a reason. No full \
sentence. If the question asks for several things, list all of them, separated by commas. After the answer \
put the number of the note in brackets. If notes disagree, the newest is right. If no note says it, answer: \
{DONT_KNOW}

Example
[1] 3 May 2021, Ana: I took the old bike to the lake, and Ben brought sandwiches
[2] 9 May 2021, Ben: my knee hurts since we climbed the tower last night (= 8 May 2021)
[3] 12 May 2021, Ana: I just came back from the sea
Question: What did Ben bring to the lake?
Answer: sandwiches [1]
Question: Where has Ana been?
Answer: the lake, the sea [1][3]"""
"""The head where each passage is read by itself for the things that it names; kept in the same way."""


def build_prompt(
    question: str, evidence: Sequence[Evidence], *, now: datetime, hint: str = ""
) -> list[Message]:
    """The messages for one question; without notes where all that may answer it was read before.

    hint: what is to be minded with this question alone; the head is the same for all of them.
    """
    notes = "".join(f"{item.note}\n" for item in evidence)
    return [Message("system", HEAD), _asked(question, notes, now, hint)]


def build_list_prompt(question: str, item: Evidence, *, now: datetime) -> list[Message]:
    """The messages that ask for the things which one passage names."""
    return [Message("system", LIST_HEAD), _asked(question, f"[1] {item.note}\n", now)]


def _asked(question: str, notes: str, now: datetime, hint: str = "") -> Message:
    today = plainly(say(now.date()))
    asked = f"{question.strip()}\n{hint}".strip()
    return Message("user", f"{notes}\nToday is {today}.\nQuestion: {asked}\nAnswer:")
