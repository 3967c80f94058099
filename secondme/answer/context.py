"""What a question stands on that follows others: what the model has read already, kept in place."""

from __future__ import annotations

from dataclasses import dataclass

from models.protocol import Message
from secondme.answer.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Context:
    """The beginning of a prompt that the model has read, so that it reads only what comes behind it.

    messages: as they were sent and answered, the head first. evidence: the passages in them, by their
    numbers; they may be cited again and are not shown again. opening: said before the notes where there are
    no messages. asked: the question in the person's own words alone, for what earlier answers have put into
    it proves nothing. measured: the question by which it is told whether the notes are about it.
    """

    messages: tuple[Message, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    opening: str = ""
    asked: str | None = None
    measured: str | None = None


NO_CONTEXT = Context()
