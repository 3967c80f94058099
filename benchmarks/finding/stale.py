"""Finding what is in use among what went stale: of each thing fifty old tellings beside a live one.

A home is filled by `Memory.remember`: over one year it was told again and again where a thing lies. One
telling of each is of use (it is found, opened and cited, through the recall log); the others are never used
at all. Years later each thing is asked for. Only use tells which telling is meant: words cannot. The ages are
gone through in one home, so at the later ones what is in use has been of use at the earlier ones too.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
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
AGES = (1, 3, 10, 20)
"""Years since the last stale telling."""
STALE_ASKED = 60
"""So many of the stale tellings are asked for in their own words: what sleep costs."""
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
    """A way to find.

    deep: with what sleeps; use: what was of use comes first; told: what was told lasts as it does, else as
    long as if it had been distilled; meaning: with the embedder.
    """

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
"""Nothing but words; with use in the ranking; with sleep besides; with sleep as of what was distilled."""


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
    """Tells all of it in the order of time, and consolidates; the memories' numbers by their texts."""
    tellings = sorted((one for topic in topics for one in (topic.live, *topic.stale)), key=lambda one: one.at)
    numbers = {one.text: int(memory.remember(one.text, now=one.at)[1:]) for one in tellings}
    memory.consolidate(now=TOLD_IN + YEAR, model=False)
    return numbers


def use(memory: Memory, topics: Sequence[Topic], now: datetime) -> None:
    """Has each live telling be of use three times in the month before; the stale ones are shown beside it."""
    for ago in USED_BEFORE:
        for topic in topics:
            hits = memory.recall(topic.live.own_question, LIVE_DEPTH, now=now - ago, deep=True)
            hit = next(hit for hit in hits if hit.text == topic.live.text)
            memory.mark(hit, "cited" if ago == USED_BEFORE[0] else "opened")


def measure(memory: Memory, topics: Sequence[Topic], *, meaning: bool) -> dict[str, float]:
    """The figures by plain keys, for each age of what is stale; shares are 0 to 1."""
    numbers = tell(memory, topics)
    stale = [one for topic in topics for one in topic.stale]
    figures: dict[str, float] = {
        "questions": len(topics),
        "stale": len(stale),
        "stale_each": len(topics[0].stale),
    }
    figures |= {f"years_awake_{kind}": years for kind, years in years_awake().items()}
    wanted = random.Random(SEED).sample(stale, min(STALE_ASKED, len(stale)))
    for age in AGES:
        now = TOLD_IN + YEAR + age * YEAR
        use(memory, topics, now)
        told = [numbers[one.text] for one in stale]
        figures[f"asleep_{age}y"] = share_asleep(memory, told, now)
        figures[f"asleep_as_distilled_{age}y"] = share_asleep(memory, told, now, told=False)
        for prefix, way_meaning in (("", False), ("meaning_", True))[: 1 + meaning]:
            for name, way in WAYS.items():
                way = replace(way, meaning=way_meaning)
                key = f"{prefix}{name}_{age}y"
                live = [found(memory, one.live.question, one.live.text, way, now) for one in topics]
                figures[f"r10_{key}"] = _within(live, CUT)
                figures[f"r1_{key}"] = _within(live, 1)
                old = [found(memory, one.own_question, one.text, way, now) for one in wanted]
                figures[f"stale_r10_{key}"] = _within(old, CUT)
    return {name: round(figure, 4) for name, figure in (figures | _ratios(figures)).items()}


def table(figures: Mapping[str, float]) -> str:
    """All of it, to be read."""
    lines = [
        "{questions:.0f} things, each told {stale_each:.0f} times that went stale, once in use".format_map(
            figures
        ),
        "unused, a memory sleeps after so many years: "
        + ", ".join(
            f"{name.removeprefix('years_awake_')} {years}"
            for name, years in figures.items()
            if "awake" in name
        ),
        "",
        f"{'':34}" + "".join(f"{f'{age} years':>10}" for age in AGES),
    ]
    labels = {
        "neither": "neither sleep nor use (words)",
        "use": "fading off (--deep)",
        "fading": "fading on",
        "fading_as_distilled": "fading on, as if distilled",
    }
    lines.append(f"{'stale ones asleep':34}" + _row(figures, "asleep"))
    lines.append(f"{'stale ones asleep, as if distilled':34}" + _row(figures, "asleep_as_distilled"))
    for prefix in ("", "meaning_"):
        if f"r10_{prefix}use_{AGES[0]}y" not in figures:
            continue
        lines.append("with the embedder" if prefix else "words alone")
        for what, head in (("r10", "R@10"), ("r1", "R@1"), ("stale_r10", "R@10 of stale ones")):
            lines.append(f"  {head}")
            lines += [
                f"    {label:30}" + _row(figures, f"{what}_{prefix}{name}") for name, label in labels.items()
            ]
        lines.append(f"  {'R@10, fading on over off':32}" + _row(figures, f"{prefix}on_over_off"))
    return "\n".join(lines)


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


def _ratios(figures: Mapping[str, float]) -> dict[str, float]:
    """R@10 with fading on over off; 0 where nothing is found with it off."""
    return {
        f"{prefix}on_over_off_{age}y": on / off if off else 0.0
        for prefix in ("", "meaning_")
        for age in AGES
        if (on := figures.get(f"r10_{prefix}fading_{age}y")) is not None
        for off in (figures[f"r10_{prefix}use_{age}y"],)
    }


def _within(places: Sequence[int | None], cut: int) -> float:
    return sum(place is not None and place <= cut for place in places) / max(len(places), 1)


def _row(figures: Mapping[str, float], stem: str) -> str:
    return "".join(f"{figures[f'{stem}_{age}y']:10.3f}" for age in AGES)


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
