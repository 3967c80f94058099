"""Versions of one thing at several machines, and how they merge. Pure: no clock, no store.

A register is a multi-value register with version vectors (Shapiro et al., "A comprehensive study of
convergent and commutative replicated data types", 2011; the vectors in the dotted form of Preguiça et al.,
"Dotted version vectors", 2012): an operation names what its machine knew of the register, and replaces just
that. Joining operations in any order, any number of times, gives the same register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Context = Mapping[str, int]
"""By machine, the number of its last operation that is known."""


class Stamp(NamedTuple):
    """When something was said, by a hybrid logical clock: never before what its machine had heard of.

    time: milliseconds since 1970. counter: tells apart what has the same time. device: settles the rest.
    """

    time: int
    counter: int
    device: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a machine said. number: that of its operation. value: plain JSON; None: it is gone."""

    number: int
    stamp: Stamp
    value: Any

    @property
    def device(self) -> str:
        """The machine that said so."""
        return self.stamp.device


@dataclass(frozen=True, slots=True)
class Operation:
    """A version, of which register, and what its machine knew of that register then."""

    kind: str
    key: str
    version: Version
    context: Context


@dataclass(frozen=True, slots=True)
class Register:
    """heads: the versions that none replaced, the latest last. context: what went into it."""

    heads: tuple[Version, ...] = ()
    context: Context = field(default_factory=dict)

    def joined(self, operation: Operation) -> Register:
        """The register with that operation; the same one when it is known, or was replaced."""
        new = operation.version
        if new.number <= self.context.get(new.device, 0):
            return self
        left = [one for one in self.heads if one.number > operation.context.get(one.device, 0)]
        heads = tuple(sorted([*left, new], key=lambda one: one.stamp))
        return Register(heads, merged(self.context, operation.context, {new.device: new.number}))

    @property
    def values(self) -> tuple[Any, ...]:
        """What the heads say, each once; two or more is a conflict."""
        distinct: list[Any] = []
        for head in self.heads:
            if head.value not in distinct:
                distinct.append(head.value)
        return tuple(distinct)


def merged(*contexts: Context) -> dict[str, int]:
    """All that any of the contexts knows."""
    together: dict[str, int] = {}
    for context in contexts:
        for device, number in context.items():
            together[device] = max(number, together.get(device, 0))
    return together


def latest(heads: Iterable[Version]) -> Version | None:
    """The version that was said last."""
    return max(heads, key=lambda one: one.stamp, default=None)


def latest_unless_gone(heads: Iterable[Version]) -> Version | None:
    """The version that was said last; where any machine had it go, that one: what is gone stays gone."""
    heads = list(heads)
    return latest([one for one in heads if one.value is None] or heads)


def ticked(clock: Stamp, now_ms: int) -> Stamp:
    """The clock for something that is said now. now_ms: what the machine's clock says."""
    if now_ms > clock.time:
        return Stamp(now_ms, 0, clock.device)
    return Stamp(clock.time, clock.counter + 1, clock.device)


def heard(clock: Stamp, other: Stamp) -> Stamp:
    """The clock after hearing of something: not before it."""
    if other[:2] <= clock[:2]:
        return clock
    return Stamp(other.time, other.counter, clock.device)
