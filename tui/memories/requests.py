"""What the place of memories asks of the memory, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from secondme.errors import NotFoundError
from tui.gateway import Gateway, Tell
from tui.gateway.messages import Changed, Troubled
from tui.memories.choosing import Listed
from tui.memories.messages import (
    ConflictsRead,
    ForgettingForeseen,
    Forgotten,
    Look,
    LookedAt,
    MemoriesRead,
)

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from secondme.daemon.api import MemoryApi
    from secondme.memories.correcting import Correction

MOST_EVIDENCE = 12
"""So many passages are shown of what a memory rests on."""

Deed = tuple["Correction", Sequence[str], str]
"""A correction: the verb, which memories, and the text where it needs one."""


def read_memories(gateway: Gateway, node: DOMNode) -> None:
    """Reads all memories; the node hears `MemoriesRead`."""
    gateway.ask(node, "memories", _read_memories)


def look_at(gateway: Gateway, node: DOMNode, identifier: str) -> None:
    """Reads all about one memory; the node hears `LookedAt`."""
    gateway.ask(node, "look", partial(_look_at, identifier))


def read_conflicts(gateway: Gateway, node: DOMNode) -> None:
    """Reads what contradicts each other; the node hears `ConflictsRead`."""
    gateway.ask(node, "conflicts", lambda memory, tell: tell(ConflictsRead(memory.conflicts())))


def foresee(gateway: Gateway, node: DOMNode, identifier: str) -> None:
    """Looks what hangs on a memory; the node hears `ForgettingForeseen`."""
    gateway.ask(node, "foresee", partial(_foresee, identifier))


def forget(gateway: Gateway, node: DOMNode, identifier: str) -> None:
    """Deletes a memory for good; the node hears `Forgotten`."""
    gateway.ask(node, "forget", lambda memory, tell: tell(Forgotten(memory.forget(identifier))))


def distil(gateway: Gateway, node: DOMNode, seconds: float) -> None:
    """Makes memories of what was read since the last time; the node hears `Changed`."""
    gateway.change(node, partial(_distil, seconds))


def correct(gateway: Gateway, node: DOMNode, said: str, *deeds: Deed) -> None:
    """Carries out corrections, one after the other; the node hears `Changed`, and they can be taken back."""
    gateway.change(node, correcting(said, *deeds))


def correcting(said: str, *deeds: Deed) -> Callable[[MemoryApi], Changed]:
    """What carries them out."""

    def work(memory: MemoryApi) -> Changed:
        numbers = [memory.correct(verb, which, text).undo for verb, which, text in deeds]
        made = [number for number in numbers if number is not None]
        return Changed(said, partial(take_back, made) if made else None)

    return work


def take_back(numbers: Sequence[int], memory: MemoryApi) -> str:
    """Takes these changes back, the last one first."""
    for number in reversed(numbers):
        memory.correct("undo", text=str(number))
    return "Taken back."


def _read_memories(memory: MemoryApi, tell: Tell) -> None:
    tell(MemoriesRead([Listed.of(one) for one in memory.memories(state="all")]))


def _look_at(identifier: str, memory: MemoryApi, tell: Tell) -> None:
    try:
        shown = memory.look_at(identifier)
    except NotFoundError:
        tell(Troubled(f"{identifier} is not there any more: it was forgotten, or taken back."))
        return
    hits = [memory.show(name) for name in shown.evidence[:MOST_EVIDENCE]]
    evidence = [hit for hit in hits if hit is not None]
    links, history = memory.links(identifier), memory.history(identifier)
    tell(LookedAt(Look(shown, memory.curve(identifier), evidence, links, history)))


def _foresee(identifier: str, memory: MemoryApi, tell: Tell) -> None:
    from secondme.forgetting.selection import Selection

    tell(ForgettingForeseen(memory.foresee(Selection(identifier))))


def _distil(seconds: float, memory: MemoryApi) -> Changed:
    made = memory.consolidate(seconds=seconds, model=False)
    if not made.added:
        return Changed("There is nothing new to learn from what was read.")
    return Changed(f"{made.added:,} {'memory' if made.added == 1 else 'memories'} made of what was read.")
