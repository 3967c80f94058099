"""A standing instruction, and the acts that it is asked about."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Force = Literal["never", "always"]
Act = Literal["share", "fill", "draft"]
"""share: give to a program or person outside; fill: write into a form; draft: write in a text."""
ACTS: tuple[Act, ...] = ("share", "fill", "draft")


@dataclass(frozen=True, slots=True)
class Rule:
    """What an instruction asks, whatever its words.

    attributes: names in `secondme.prefill.attributes`; words: phrases in small letters; without either it is
    about everything. people: towards whom, in small letters ("mother", "friends"); empty: towards everybody.
    manner: how to write, as "sign: first name", "dates: 4 March", "language: de", "length: short", "tone:
    formal", or "words: ..." for what can only be told to the writer; empty where it is about matters.
    """

    force: Force
    acts: tuple[Act, ...]
    attributes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    manner: str = ""

    @property
    def sort(self) -> str:
        """What the manner is about; two of one sort cannot both be followed."""
        return self.manner.partition(": ")[0]

    @property
    def how(self) -> str:
        """What the manner asks."""
        return self.manner.partition(": ")[2]

    @property
    def default_priority(self) -> int:
        """What names people is an exception from what names nobody, and comes first."""
        return 1 if self.people else 0


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction of the person. id: of the memory in which they told it. The higher priority wins."""

    id: str
    text: str
    force: Force
    acts: tuple[Act, ...]
    attributes: tuple[str, ...]
    words: tuple[str, ...]
    people: tuple[str, ...]
    manner: str
    priority: int
    told_at: datetime

    @property
    def rule(self) -> Rule:
        """What it asks."""
        return Rule(self.force, self.acts, self.attributes, self.words, self.people, self.manner)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return asdict(self) | {
            "acts": list(self.acts),
            "attributes": list(self.attributes),
            "words": list(self.words),
            "people": list(self.people),
            "told_at": self.told_at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done. attribute: the one to be filled in or given; words: all that stands there.

    to: everything the other side is called: names, what they are to the person, groups. Empty: not known.
    """

    act: Act
    attribute: str = ""
    words: str = ""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the instructions say of a deed.

    forbidding: the one because of which it must not be done. required: those that it must follow, the first
    in priority first. conflicts: pairs that ask the opposite with the same priority: the careful one of them
    holds, and where neither is more careful, neither.
    """

    forbidding: Instruction | None = None
    required: tuple[Instruction, ...] = ()
    conflicts: tuple[tuple[Instruction, Instruction], ...] = ()
