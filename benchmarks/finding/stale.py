"""Finding what is in use among what went stale: told memories of one thing each, fifty old ones to a live one.

A home is filled by `Memory.remember`: of each thing it was told over one year, again and again, where it lies. One
telling of each is of use (it is found, opened and cited, through the recall log); of the others nobody ever
speaks again. Years later each thing is asked for. Only use tells which telling is meant: words cannot.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from secondme.memories.book import sleeps, uses_of
from secondme.memories.fading import SLEEPS_BELOW, days_until, first_stability, strength_of
from secondme.memories.keeping import IMPORTANCE
from secondme.memory import Memory
from secondme.recall.pipeline import recall
from secondme.recall.signals import DEFAULT_WEIGHTS
from secondme.store.memories import get_memories

TOLD_IN = datetime(2001, 1, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365.25)
USED_BEFORE = (timedelta(days=24), timedelta(days=11), timedelta(days=4))
"""How long before it is asked for the live telling was of use."""
CUT, DEPTH, LIVE_DEPTH = 10, 300, 600
SEED = 7
THINGS = (
    *(
        "passport",
        "ladder",
        "drill",
        "tent",
        "sewing machine",
        "fondue set",
        "globe",
        "accordion",
        "saw",
        "kite",
    ),
    *("vaccination card", "lease", "birth certificate", "telescope", "chess set", "toboggan", "wheelbarrow"),
    *("air pump", "spirit level", "slide projector", "typewriter", "hammock", "thermos", "waffle iron"),
    *("spare fuse", "jump lead", "violin", "dictionary", "first aid kit", "camping stove", "sleeping bag"),
    *("picnic basket", "water meter", "sledgehammer", "paint roller", "photo album", "tuning fork", "atlas"),
    *("bicycle lock", "fishing rod"),
)
SPOTS = (
    "blue box",
    "top drawer",
    "tin trunk",
    "wicker basket",
    "steel cabinet",
    "old suitcase",
    "left cupboard",
    "crate",
)
ROOMS = ("attic", "cellar", "hall", "garage", "study", "kitchen", "shed", "bedroom")
WORDINGS = (
    "The {thing} is in the {spot} in the {room}.",
    "I put the {thing} into the {spot} in the {room}.",
    "In the {room}, in the {spot}: that is where the {thing} is.",
)


@dataclass(frozen=True)
class Telling:
    """What was told of a thing, and when."""

    thing: str
    spot: str
    room: str
    text: str
    at: datetime

    @property
    def question(self) -> str:
        return f"Where is the {self.thing}?"

    @property
    def own_question(self) -> str:
        """One that only this telling answers."""
        return f"Was the {self.thing} ever in the {self.spot} in the {self.room}?"


@dataclass(frozen=True)
class Topic:
    """A thing: the telling that is in use, and those that went stale."""

    live: Telling
    stale: tuple[Telling, ...]


@dataclass(frozen=True)
class Way:
    """A way to find. deep: with what sleeps; use: whether what was of use comes first; told: as long as told lasts."""

    deep: bool
    use: bool = True
    told: bool = True
    meaning: bool = False


WAYS = {
    "neither": Way(deep=True, use=False),
    "use": Way(deep=True),
    "fading": Way(deep=False),
    "fading_as_distilled": Way(deep=True, told=False),
}
"""Nothing but words; with use in the ranking; with sleep besides; with sleep that comes as for what was distilled."""


def write_topics(count: int, stale: int) -> list[Topic]:
    """So many things with so many stale tellings each; the live one was told somewhere among them."""
    rng = random.Random(SEED)
    topics = []
    for thing in THINGS[:count]:
        places = rng.sample(list(product(SPOTS, ROOMS)), stale + 1)
        tellings = [_telling(rng, thing, *place) for place in places]
        live = tellings.pop(rng.randrange(len(tellings)))
        topics.append(Topic(live, tuple(tellings)))
    return topics


def tell(memory: Memory, topics: Sequence[Topic]) -> dict[str, int]:
    """Tells all of it in the order of time, and consolidates; returns the memories' numbers by their texts."""
    tellings = sorted((one for topic in topics for one in (topic.live, *topic.stale)), key=lambda one: one.at)
    numbers = {one.text: int(memory.remember(one.text, now=one.at)[1:]) for one in tellings}
    memory.consolidate(now=TOLD_IN + YEAR)
    return numbers


def use(memory: Memory, topics: Sequence[Topic], now: datetime) -> None:
    """Has each live telling be of use three times in the month before; the stale ones are shown beside it."""
    for ago in USED_BEFORE:
        for topic in topics:
            hits = memory.recall(topic.live.own_question, LIVE_DEPTH, now=now - ago, deep=True)
            hit = next(hit for hit in hits if hit.text == topic.live.text)
            memory.mark(hit, "cited" if ago == USED_BEFORE[0] else "opened")


def share_asleep(memory: Memory, numbers: Sequence[int], now: datetime, *, told: bool = True) -> float:
    """How many of these memories sleep; told: False fades them as if they had been distilled."""
    return len(_asleep(memory, numbers, now, told=told)) / max(len(numbers), 1)


def found(memory: Memory, question: str, wanted: str, way: Way, now: datetime) -> int | None:
    """At which place, from 1, the wanted telling stands; None where it is not among the first ten."""
    texts = _ranking(memory, question, way, now)[:CUT]
    return texts.index(wanted) + 1 if wanted in texts else None


def years_awake() -> dict[str, float]:
    """After how many years unused a memory sleeps: what was told, and what was distilled of somebody else."""
    told = {"told": first_stability("fact", told=True)}
    distilled = {
        kind: first_stability(kind, importance=IMPORTANCE[kind]) for kind in ("fact", "preference", "event")
    }
    return {
        kind: round(days_until(strength_of(TOLD_IN, [], first), SLEEPS_BELOW, TOLD_IN) / 365.25, 1)
        for kind, first in (told | distilled).items()
    }


def _ranking(memory: Memory, question: str, way: Way, now: datetime) -> list[str]:
    db = memory.store.connection()
    weights = DEFAULT_WEIGHTS if way.use else {**DEFAULT_WEIGHTS, "activation": 0.0}
    meaning = memory.meaning(db) if way.meaning else None
    limit = CUT if way.told else DEPTH
    hits = recall(db, question, limit=limit, now=now, deep=way.deep, meaning=meaning, weights=weights)
    if way.told:
        return [hit.text for hit in hits]
    numbers = {hit.text: int(hit.id[1:]) for hit in hits}
    asleep = _asleep(memory, list(numbers.values()), now, told=False)
    return [hit.text for hit in hits if numbers[hit.text] not in asleep]


def _asleep(memory: Memory, numbers: Sequence[int], now: datetime, *, told: bool) -> set[int]:
    db = memory.store.connection()
    uses = uses_of(db, numbers)
    by = "person" if told else "pattern"
    memories = (replace(one, made_by=by) for one in get_memories(db, numbers))
    return {
        one.id for one in memories if sleeps(one, [use for use in uses[one.id] if use.at <= now], now=now)
    }


def _telling(rng: random.Random, thing: str, spot: str, room: str) -> Telling:
    text = rng.choice(WORDINGS).format(thing=thing, spot=spot, room=room)
    return Telling(thing, spot, room, text, TOLD_IN + rng.random() * YEAR)
