"""Wordings filled with stand-ins, with the places where value, old value and name came to stand."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.year.phrases import Half
from benchmarks.year.wording import AGO, WEEKDAYS
from secondme.memories.hearing.families import family, words

ADDRESSED = 0.15
"""The share of messages that name whom they are said to."""
CALLS = (
    *(
        "Thanks, {name}! ",
        "Hey {name}, ",
        "Wow, {name}, ",
        "Hi {name}! ",
        "{name}, ",
        "Yeah, {name}! ",
        "Oh {name}. ",
    ),
    *("Thanks {name}, ", "No, {name}, ", "Well, {name}, ", "Sorry {name}, ", "Morning {name}. "),
)
NAMED_LIKE = (
    *("maria", "kelly", "anna", "emma", "eleanor", "ben", "mary", "jean", "juan", "marco", "david", "john"),
)
"""Each a first name of a family of words in which nearly all are."""
NO_FIRST_NAMES = frozenset(
    """
    jr santa italian french france paris della earl baron san duchess princess angel notre lance newcomer
    rookie persia rouge marquis alto nova venus vale
    """.split()  # noqa: SIM905
)
NAMED = 12
"""So many pets more have the names of people."""
_SLOT = re.compile(r"(?P<article>\b[Aa] )?\{(?P<slot>\w+)\}")


@dataclass(frozen=True)
class Filled:
    """A message. spans: characters of each slot that matters ("value", "old", "name"), in order."""

    text: str
    spans: tuple[tuple[str, int, int], ...]
    sort: str
    attribute: str
    wording: str


@cache
def stand_ins() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = tomllib.loads(
        Path(__file__).with_name("stand_ins.toml").read_text("utf-8")
    )
    return found


@cache
def many_named(but: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """The stand-ins with several hundred first names, so that none is learned by heart. but: names in small
    letters that shall not be among them.
    """
    known = stand_ins()
    families = {family(name) for name in NAMED_LIKE}
    names = {word.capitalize() for word in words() if family(word) in families and len(word) > 2}
    names |= {*known["people"], *known["partner"]}
    every = sorted(name for name in names if name.lower() not in but | NO_FIRST_NAMES)
    pets = [*known["pet"], *random.Random(3).sample(every, NAMED)]
    return {**known, "people": every, "partner": every, "pet": pets}


def fill(
    rng: random.Random,
    wording: str,
    values: Sequence[str],
    sort: str,
    attribute: str,
    people: Sequence[str],
    half: Half | None = None,
) -> Filled:
    """The wording with values, people and days drawn, now and then among other sentences."""
    value, old = rng.sample(list(values), 2)
    he = rng.choice(("he", "she"))
    words = {
        "value": value,
        "old": old,
        "decoy": value,
        "name": rng.choice(list(people)),
        "he": he,
        "his": "his" if he == "he" else "her",
        "him": "him" if he == "he" else "her",
        "child": rng.choice(("daughter", "son")),
        "animal": rng.choice(("dog", "cat")),
        "ago": rng.choice(list(AGO)),
        "day": rng.choice(WEEKDAYS),
    }
    text, spans = _fill(wording, words)
    if not wording.startswith(("I ", "I'", "{")) and rng.random() < 0.15:
        text = text[:1].lower() + text[1:]
    if rng.random() < ADDRESSED:
        text, spans = _addressed(rng, text, spans, rng.choice(list(people)))
    if half is not None and rng.random() < 0.4:
        text, spans = _wrapped(rng, text, spans, half)
    return Filled(text, tuple(spans), sort, attribute, wording)


def _fill(wording: str, words: Mapping[str, str]) -> tuple[str, list[tuple[str, int, int]]]:
    text, spans, place = "", [], 0
    for found in _SLOT.finditer(wording):
        text += wording[place : found.start()]
        word = words[found["slot"]]
        if found["article"]:
            text += found["article"].strip() + ("n " if word[0] in "aeioAEIO" else " ")
        if found["slot"] in ("value", "old", "name", "decoy"):
            spans.append((found["slot"], len(text), len(text) + len(word)))
        text += word
        place = found.end()
    return text + wording[place:], spans


def _addressed(
    rng: random.Random, text: str, spans: list[tuple[str, int, int]], name: str
) -> tuple[str, list[tuple[str, int, int]]]:
    """The text with the name of whom it is said to, who is not spoken of."""
    if rng.random() < 0.3:
        return f"{text.rstrip('.!')}, {name}{rng.choice(('', '.', '!'))}", spans
    before = rng.choice(CALLS).format(name=name)
    return before + text, [(slot, first + len(before), last + len(before)) for slot, first, last in spans]


def _wrapped(
    rng: random.Random, text: str, spans: list[tuple[str, int, int]], half: Half
) -> tuple[str, list[tuple[str, int, int]]]:
    ended = text if text[-1] in ".!?" else text + rng.choice((".", ".", "!"))
    before = f"{rng.choice(half.before)} " if rng.random() < 0.6 else ""
    after = (
        f" {rng.choice(half.after).format(day=rng.choice(WEEKDAYS))}"
        if not before or rng.random() < 0.4
        else ""
    )
    return before + ended + after, [
        (slot, first + len(before), last + len(before)) for slot, first, last in spans
    ]
