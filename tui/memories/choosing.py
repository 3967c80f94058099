"""Which memories are shown, and in what order. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from secondme.memories.book import Remembered

State = Literal["current", "asleep", "past", "all"]
STATES: tuple[State, ...] = ("current", "asleep", "past", "all")
STATE_WORDS: dict[State, str] = {"current": "true", "asleep": "asleep", "past": "past", "all": "all"}
Order = Literal["newest", "oldest", "firmest", "weakest", "by person"]
ORDERS: tuple[Order, ...] = ("newest", "oldest", "firmest", "weakest", "by person")


_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Listed:
    """A memory with its words in small letters, by which it is found."""

    memory: Remembered
    words: str

    @classmethod
    def of(cls, memory: Remembered) -> Listed:
        """The memory, ready to be found by what it says and of whom, by its kind and its tags."""
        said = (memory.text, memory.subject, memory.value, memory.view or "", memory.kind, memory.id)
        return cls(memory, " ".join((*said, *memory.tags)).casefold())


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person wants to see. text: words that all stand in it; kind: None for every kind."""

    text: str = ""
    state: State = "current"
    kind: str | None = None
    order: Order = "newest"

    def next_state(self) -> Choice:
        return replace(self, state=_after(STATES, self.state))

    def next_kind(self, kinds: Sequence[str]) -> Choice:
        return replace(self, kind=_after((None, *kinds), self.kind))

    def next_order(self) -> Choice:
        return replace(self, order=_after(ORDERS, self.order))


def choose(memories: Sequence[Listed], choice: Choice) -> list[Remembered]:
    """Those that the person wants to see, in the order wanted. memories: in the order they were learned."""
    words = choice.text.casefold().split()
    found = [
        one.memory
        for one in memories
        if choice.state in ("all", one.memory.state)
        and choice.kind in (None, one.memory.kind)
        and all(word in one.words for word in words)
    ]
    if choice.order == "newest":
        found.reverse()
    elif choice.order != "oldest":
        found.sort(key=_KEYS[choice.order])
    return found


def count_states(memories: Sequence[Listed]) -> Counter[str]:
    """How many there are in each state, and in all."""
    counts: Counter[str] = Counter(one.memory.state for one in memories)
    counts["all"] = len(memories)
    return counts


def kinds_of(memories: Sequence[Listed]) -> list[str]:
    """The kinds that there are, the most frequent first."""
    return [kind for kind, _ in Counter(one.memory.kind for one in memories).most_common()]


_KEYS: dict[Order, Callable[[Remembered], tuple[float | str, ...]]] = {
    "firmest": lambda one: (-one.pinned, -one.retrievability, -one.stability),
    "weakest": lambda one: (one.pinned, one.retrievability, one.stability),
    "by person": lambda one: (one.subject != "me", one.subject.casefold(), one.predicate),
}


def _after(among: Sequence[_One], one: _One) -> _One:
    return among[(among.index(one) + 1) % len(among)] if one in among else among[0]
