"""Whether a memory says what its evidence states: pure judgements, by the truth of the scripted year.

stated: somebody stated it. idle: a plan or an event that was said in passing and means nothing ("I'll bring
the salad"). misread: its evidence is a joke, a wish or a plot, or states something else. unsaid: it rests on
nothing, or its value stands nowhere in what it rests on. echo: it rests on what an assistant or a stranger
wrote, or says what only they, or a question, ever said. All but the first two are junk.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.year.scoring import Held, mentions, plain
from benchmarks.year.script import Message
from benchmarks.year.truth import Fact

Verdict = Literal["stated", "idle", "misread", "unsaid", "echo"]
VERDICTS: tuple[Verdict, ...] = ("stated", "idle", "misread", "unsaid", "echo")
JUNK: tuple[Verdict, ...] = ("misread", "unsaid", "echo")
HEARD = ("self", "known")
PASSING = ("plan", "event")


@dataclass(frozen=True)
class Witness:
    """A passage that a memory rests on. messages: those of the year in it; none: the person told it."""

    text: str
    trust: str
    messages: tuple[Message, ...] = ()


def verdict(
    held: Held,
    kind: str,
    witnesses: Sequence[Witness],
    facts: Sequence[Fact],
    me: str,
    never_true: Collection[str],
) -> Verdict:
    """Of one memory. me: the person's first name; never_true: values that nobody but echoes ever said."""
    if any(one.trust not in HEARD for one in witnesses):
        return "echo"
    if any(mentions(held, value) for value in never_true):
        return "echo"
    if not any(plain(held.value or held.text) in plain(one.text) for one in witnesses):
        return "unsaid"
    found = {_borne_out(held, kind, one, facts, me) for one in witnesses}
    return next(one for one in VERDICTS if one in found)


def about(held: Held, fact: Fact, me: str) -> bool:
    """Whether memory and fact are about the same person, be it on the other side of a couple."""
    names = ("me", "I", "my", me) if fact.subject == "me" else (fact.subject,)
    return any(plain(name) in plain(f"{held.subject} {held.text}") for name in names)


def _borne_out(held: Held, kind: str, witness: Witness, facts: Sequence[Fact], me: str) -> Verdict:
    if not witness.messages:
        return "stated"
    found = {_said(held, kind, message, facts, me) for message in witness.messages}
    return next(one for one in VERDICTS if one in found)


def _said(held: Held, kind: str, message: Message, facts: Sequence[Fact], me: str) -> Verdict:
    if message.sort in ("trap", "echo"):
        return "misread"
    fact = None if message.fact is None else facts[message.fact]
    if fact and about(held, fact, me) and any(mentions(held, value) for value, _ in fact.stated):
        return "stated"
    return "idle" if kind in PASSING else "misread"
