"""What the model is told: a fixed head, how the person writes, the numbered notes, what to write last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.protocol import Message
from secondme.answer.evidence import Evidence
from secondme.answer.relative_dates import plainly, say
from secondme.drafting.draft import Commission
from secondme.drafting.style import Style

_TASK = """\
You write for a person, in the first person: "I" is that person. You are given numbered notes from their \
memory and what to write. Tell the reader what the notes say about it, one note after the other, in whole \
sentences, and put the number of the note in brackets behind each. Use only what the notes say: no other \
names, numbers, dates or reasons. If notes disagree, the newest is right. End with one request or \
question to the reader; it needs no number. No greeting, no closing, no signature, no heading, no list."""
HEAD = (
    Message("system", _TASK),
    Message(
        "user",
        "[1] 2 May 2021, Ana (me): the old bike has a flat tyre, and the chain is gone\n"
        "[2] 4 May 2021, Ben: the shop opens again on Monday 10 May\n"
        "[3] 5 May 2021, Ana (me): made soup for Ben\n"
        "Write in English, informal, about 40 words: message to Ben, about the bike\nText:",
    ),
    Message(
        "assistant",
        "The old bike has a flat tyre, and its chain is gone [1]. You said that the shop opens again on "
        "Monday 10 May [2]. Could you take it there?",
    ),
)
"""Evaluated once and kept. The notes are data, whatever they say."""
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "nl": "Dutch", "pt": "Portuguese", "pl": "Polish",
}  # fmt: skip
_OUTLINE = """\
You plan a text for a person from numbered notes of their memory. Write {least} to {most} points that the \
text should make, in order, one a line, each a short phrase in the language of the notes. Use only what the \
notes say. No introduction, no conclusion."""


def draft_prompt(
    commission: Commission,
    style: Style,
    evidence: Sequence[Evidence],
    *,
    point: str = "",
    before: str = "",
    asides: Sequence[str] = (),
    today: date,
) -> list[Message]:
    """The messages for a text, or for one point of a long one.

    before: the last sentence that was written. asides: instructions of the person to the writer.
    """
    manner = "formal" if style.formal else "informal"
    language = _NAMES.get(style.language, "English")
    told = "".join(f"The person always wants: {one}\n" for one in asides)
    to = f" to {commission.to}" if commission.to else ""
    wanted = f"{commission.kind}{to}, about {commission.matter}"
    only = f"\nNow only this point of it: {point}" if point else ""
    after = f"\nIt goes on after: {before}" if before else ""
    notes = "".join(f"{item.line}\n" for item in evidence)
    you = f'\nThe reader is {commission.to}: say "you" to them.' if commission.to else ""
    day = f"\nToday is {plainly(say(today))}."
    task = (
        f"{day}\nWrite in {language}, {manner}, about {style.words} words: {wanted}{only}{you}{after}\nText:"
    )
    return [*HEAD, *_shown(style, commission), Message("user", f"{told}{notes}{task}")]


def _shown(style: Style, commission: Commission) -> list[Message]:
    """The person's own samples as what was written before: among the notes they would be told again."""
    asked = f"Write another {commission.kind} as this person does.\nText:"
    return [turn for one in style.samples for turn in (Message("user", asked), Message("assistant", one))]


def outline_prompt(
    commission: Commission, evidence: Sequence[Evidence], *, least: int, most: int
) -> list[Message]:
    """The messages for the plan of a long text."""
    notes = "".join(f"{item.line}\n" for item in evidence)
    return [
        Message("system", _OUTLINE.format(least=least, most=most)),
        Message("user", f"{notes}\nThe text: {commission.text}\nPoints:"),
    ]
