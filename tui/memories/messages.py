"""What is told of memories. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.memories.book import Happened, Remembered
    from secondme.memories.curve import Curve
    from secondme.memories.linking.telling import Linked
    from secondme.recall.hit import Hit
    from tui.memories.choosing import Listed

Pair = tuple["Remembered", "Remembered"]


@dataclass(frozen=True, slots=True)
class Look:
    """A memory with all that is told of it. evidence: the passages that it rests on, as far as they stand."""

    memory: Remembered
    curve: Curve
    evidence: Sequence[Hit]
    links: Sequence[Linked]
    history: Sequence[Happened]


@dataclass
class MemoriesRead(Message):
    """All memories, in every state, in the order in which they were learned."""

    memories: Sequence[Listed]


@dataclass
class LookedAt(Message):
    """One memory was looked at."""

    look: Look


@dataclass
class ConflictsRead(Message):
    """The pairs that contradict each other."""

    pairs: Sequence[Pair]


@dataclass
class ForgettingForeseen(Message):
    """What would go."""

    foreseen: Foreseen


@dataclass
class Forgotten(Message):
    """What went."""

    receipt: Receipt
