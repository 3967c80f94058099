"""What is asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from secondme.answer.answer import Citation
from secondme.instructions.instruction import Instruction

Kind = Literal["mail", "letter", "message", "text"]
Basis = Literal["memory", "request", "courtesy", "manner"]
"""What a sentence rests on: on passages; on what was asked for; on nothing, for it claims nothing ("Could you
let me know?"); on how the person writes (greeting and closing)."""


@dataclass(frozen=True, slots=True)
class Commission:
    """What shall be written. to: as the person says it; empty: to nobody. matter: what it is about."""

    kind: Kind
    to: str
    matter: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, or a line of greeting, with what it rests on. sources: numbers of citations."""

    text: str
    basis: Basis
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not kept, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its margin.

    text: as it may be sent; empty where there was nothing to say. written: its parts in order. dropped: what
    the model wrote and nothing supports. sources: what it rests on. style: how it is written, in a few words.
    followed: the instructions that it follows; unchecked: those of them that can only be told to the writer.
    conflicts: pairs that ask the opposite. plan: the points of a long text. recipient: to whom, as known.
    """

    kind: Kind
    text: str
    recipient: str
    written: tuple[Written, ...]
    dropped: tuple[Dropped, ...]
    sources: tuple[Citation, ...]
    style: tuple[str, ...]
    followed: tuple[Instruction, ...] = ()
    unchecked: tuple[Instruction, ...] = ()
    conflicts: tuple[tuple[Instruction, Instruction], ...] = ()
    plan: tuple[str, ...] = ()
    cancelled: bool = False

    @property
    def says_anything(self) -> bool:
        """Whether it tells anything that memory holds."""
        return any(one.basis == "memory" for one in self.written)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "kind": self.kind,
            "text": self.text,
            "recipient": self.recipient,
            "written": [
                {"text": one.text, "basis": one.basis, "sources": list(one.sources)} for one in self.written
            ],
            "dropped": [{"text": one.text, "why": one.why} for one in self.dropped],
            "sources": [one.as_json() for one in self.sources],
            "style": list(self.style),
            "followed": _ids(self.followed),
            "unchecked": _ids(self.unchecked),
            "conflicts": [_ids(pair) for pair in self.conflicts],
            "plan": list(self.plan),
            "cancelled": self.cancelled,
        }


def _ids(instructions: Sequence[Instruction]) -> list[str]:
    return [one.id for one in instructions]
