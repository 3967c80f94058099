"""Which sequences of a context hold what was read before, and which of them makes room for the next.

Heads are kept for good, as far as there is room; prompts of earlier questions only beside them. Each time,
what was used longest ago goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Tokens = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """A sequence to copy into, and those that must be emptied first."""

    sequence: int
    emptied: tuple[int, ...]


@dataclass(frozen=True)
class _Kept:
    sequence: int
    head: bool


class Sequences:
    """The kept sequences of one context, by their tokens. Knows what is where; touches nothing native."""

    def __init__(self, numbers: Iterable[int], *, room: int, most_heads: int) -> None:
        """`room`: tokens in all of them together; what begins alike is stored, and counted, once."""
        self._free = list(numbers)
        self._room, self._most_heads = room, most_heads
        self._kept: OrderedDict[Tokens, _Kept] = OrderedDict()

    def __contains__(self, tokens: object) -> bool:
        return tokens in self._kept

    def nearest(self, tokens: Sequence[int]) -> Tokens:
        """What is kept that begins most like `tokens`; empty where nothing is kept."""
        return max(self._kept, key=lambda kept: common(tokens, kept), default=())

    def use(self, tokens: Tokens) -> int:
        """The sequence that holds `tokens`, which are from now on the ones used last."""
        self._kept.move_to_end(tokens)
        return self._kept[tokens].sequence

    def take(self, tokens: Tokens, *, head: bool) -> Place | None:
        """A place for `tokens`, or None where there can be no room; the emptied ones are known no longer."""
        lasting = [kept for kept, entry in self._kept.items() if entry.head and not head]
        if cells([*lasting, tokens]) > self._room:
            return None
        emptied = [self._drop(kept) for kept in self._outdated(tokens)]
        while not self._fits(tokens, head):
            emptied.append(self._drop(self._oldest(head)))
        sequence = self._free.pop()
        self._kept[tokens] = _Kept(sequence, head)
        return Place(sequence, tuple(emptied))

    def drop(self, tokens: Tokens) -> int:
        """Keep them no longer; returns the sequence to empty."""
        return self._drop(tokens)

    def drop_oldest_prompt(self) -> int | None:
        """The sequence to empty for the prompt used longest ago, or None where only heads are kept."""
        prompt = next((kept for kept, entry in self._kept.items() if not entry.head), None)
        return None if prompt is None else self._drop(prompt)

    def clear(self) -> None:
        """Nothing is kept any longer."""
        for tokens in list(self._kept):
            self._drop(tokens)

    def _outdated(self, tokens: Tokens) -> list[Tokens]:
        """Prompts that `tokens` go on from: they hold nothing that `tokens` do not."""
        return [
            kept
            for kept, entry in self._kept.items()
            if not entry.head and len(kept) < len(tokens) and common(kept, tokens) == len(kept)
        ]

    def _fits(self, tokens: Tokens, head: bool) -> bool:
        heads = sum(entry.head for entry in self._kept.values())
        crowded = head and heads >= self._most_heads
        return bool(self._free) and not crowded and cells([*self._kept, tokens]) <= self._room

    def _oldest(self, head: bool) -> Tokens:
        """What goes next: a prompt as long as that helps, then a head, if it is one that needs the room."""
        heads = [kept for kept, entry in self._kept.items() if entry.head]
        prompts = [kept for kept, entry in self._kept.items() if not entry.head]
        crowded = head and len(heads) >= self._most_heads
        return heads[0] if crowded or not prompts else prompts[0]

    def _drop(self, tokens: Tokens) -> int:
        sequence = self._kept.pop(tokens).sequence
        self._free.append(sequence)
        return sequence


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def cells(sequences: Iterable[Tokens]) -> int:
    """Tokens that the sequences take together when what begins alike is stored once."""
    total, before = 0, ()  # type: int, Tokens
    for tokens in sorted(sequences):
        total += len(tokens) - common(tokens, before)
        before = tokens
    return total
