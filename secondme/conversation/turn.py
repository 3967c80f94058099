"""Conversations, turns and exchanges as they are shown and as they cross the daemon's socket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from secondme.answer.answer import Answer, Citation

Role = Literal["person", "assistant"]
Ending = Literal["answered", "unknown", "stopped", "noted", "quoted"]
Verdict = Literal["good", "wrong"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. title: how it began. turns: of both sides. spoken_at: when it was last gone on
    with.
    """

    id: str
    title: str
    turns: int
    begun_at: datetime
    spoken_at: datetime

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "id": self.id,
            "title": self.title,
            "turns": self.turns,
            "begun_at": self.begun_at.isoformat(),
            "spoken_at": self.spoken_at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said. text: None where it was forgotten with what it rested on.

    Of the assistant alone: meant, the question as it was understood; ending; verdict, what the person thought
    of it; sources, all that was read for it with the numbers that the text cites.
    """

    id: int
    conversation: str
    role: Role
    text: str | None
    time: datetime
    meant: str | None = None
    ending: Ending | None = None
    confidence: float | None = None
    why: str | None = None
    verdict: Verdict | None = None
    sources: tuple[Citation, ...] = ()
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the person said and what came of it.

    turn: the number of the answer's turn. meant: the question as it was understood, standing by itself; empty
    where nothing was asked. read: all that was read, cited or not. kept: the identifier of the passage that
    keeps what the person stated.
    """

    conversation: str
    turn: int
    said: str
    meant: str
    answer: Answer
    ending: Ending
    read: tuple[Citation, ...] = ()
    kept: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "conversation": self.conversation,
            "turn": self.turn,
            "said": self.said,
            "meant": self.meant,
            "ending": self.ending,
            "answer": self.answer.as_json(),
            "read": [citation.as_json() for citation in self.read],
            "kept": self.kept,
        }
