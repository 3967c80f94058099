"""How a fact goes through the year: what happens to it when, before anybody finds words for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from benchmarks.year.phrases import Attribute
from benchmarks.year.truth import BEGIN

Act = Literal["begins", "changes", "mistakes", "mends", "repeats", "ends", "denies"]
COUNTS = {1: 0.18, 2: 0.24, 3: 0.22, 4: 0.16, 5: 0.12, 6: 0.08}
"""How many values a fact has over the year: how often."""
APART = 30
LAST_CHANGE = 300
RETURNS, MISTAKEN, REPEATED, ENDED, DISPUTED = 0.08, 0.12, 0.25, 0.14, 0.17


@dataclass(frozen=True)
class Step:
    """What is told on a day. old: the value before, or the mistaken one. at_once: in the same breath."""

    act: Act
    day: date
    value: str
    old: str | None = None
    at_once: bool = False


def live(rng: random.Random, attribute: Attribute, *, endable: bool) -> list[Step]:
    """The steps of one fact in their order; a dispute and an end exclude each other."""
    values = _values(rng, attribute)
    spare = [value for value in attribute.values if value not in values]
    rng.shuffle(spare)
    steps: list[Step] = []
    for place, (value, day) in enumerate(zip(values, _days(rng, len(values)), strict=True)):
        old = values[place - 1] if place else None
        steps += _telling(rng, value, old, day, spare)
    steps += _ending(rng, values, steps[-1].day, spare, endable)
    return sorted(steps, key=lambda step: step.day)


def _values(rng: random.Random, attribute: Attribute) -> list[str]:
    count = min(attribute.most, rng.choices(list(COUNTS), list(COUNTS.values()))[0])
    values = rng.sample(attribute.values, min(count, len(attribute.values) - 2))
    for place in range(2, len(values)):
        if rng.random() < RETURNS:
            values[place] = values[place - 2]  # Back where one came from.
    return values


def _days(rng: random.Random, count: int) -> list[date]:
    room = LAST_CHANGE - APART * (count - 1)
    free = sorted(rng.randint(16, room) for _ in range(count))
    if count == 1:
        free = [rng.randint(16, 120)]
    return [BEGIN + timedelta(days=day + APART * place) for place, day in enumerate(free)]


def _telling(rng: random.Random, value: str, old: str | None, day: date, spare: list[str]) -> Iterator[Step]:
    act: Act = "changes" if old else "begins"
    if rng.random() < MISTAKEN and spare:
        wrong, at_once = spare.pop(), rng.random() < 0.5
        yield Step("mistakes", day, wrong, old)
        day += timedelta(days=0 if at_once else rng.randint(1, 3))
        yield Step("mends", day, value, wrong, at_once)
    else:
        yield Step(act, day, value, old)
    if rng.random() < REPEATED:
        yield Step("repeats", day + timedelta(days=rng.randint(6, 11)), value)


def _ending(
    rng: random.Random, values: list[str], day: date, spare: list[str], endable: bool
) -> Iterator[Step]:
    """A dispute of the last value, or its end, or neither."""
    later = day + timedelta(days=rng.randint(22, 40))
    if rng.random() < DISPUTED and spare:
        rival = values[-2] if len(values) > 1 and rng.random() < 0.6 else spare[0]
        yield Step("denies", later, rival, values[-1])
    elif endable and rng.random() < ENDED:
        yield Step("ends", later, "", values[-1])
