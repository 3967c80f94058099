"""Lessons: messages filled from wordings, and what each mark in them is, for `train_hearing.py` and
`train_context.py`.

What is said of people comes from the hands of benchmarks/year; that nothing is said, from their small talk
and traps, from nothing.toml and nothing_m.toml, from conversations (benchmarks/training), and from wordings
that are only imagined or speak of somebody's relation. A third of nothing_m.toml and one conversation are
never learned from: `kept_out` and `talk_kept_out` are what is measured on.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.hearing.filling import Filled, fill, stand_ins
from benchmarks.training_data import load
from benchmarks.year.phrases import attributes, half
from secondme.memories.english.spoken import sentences_in
from secondme.memories.hearing.head import MINE, NONE, OPEN_VALUE, THEIRS, WHOM
from secondme.memories.hearing.listening import around_of
from secondme.memories.hearing.marks import Mark, marked
from secondme.memories.hearing.traits import Around, traits_of, traits_of_sentence

HELD_OUT = "b"
NEARLY = 0.8
"""Words that two wordings share, of all that either has, from which they are nearly the same."""
TALK = Path(__file__).parent.parent / "training"
TURNS = 2_000
"""Of conversations."""
TALK_KEPT_OUT = "family_group.json"
KEPT_OUT_OF = 3
"""Of so many wordings of nothing_m.toml one is not learned from."""
IMAGINED = (
    "imagine ",
    "what if ",
    "if only ",
    "i dreamt that ",
    "i wish ",
    "in the show ",
    "i bet one day ",
    "pretend ",
)
RELATIONS = ("my cousin", "my sister", "the bloke next door", "some guy at work", "my mum", "their neighbour")
TURNED_AWAY = 0.15
"""The share of plain wordings that are also imagined, or said of a relation, and so say nothing."""
KEPT = 0.45
"""The share of the marks without meaning that is learned from."""
OF_NOTHING = 2.0
"""A mark of a message that means nothing counts as much as so many others."""
OF_UNKNOWN = 0.5
"""A name in a conversation, of which nobody has said whether it is spoken of, so much."""
_NOTHING = ("trap", "echo", "imagined")
_ARTICLE = re.compile(r"(?:the|The|a|A|an) ")


@dataclass(frozen=True)
class Meant:
    """What a mark is. act: None where it is no value; whose: None where nobody tells."""

    role: str
    act: str | None
    whose: str | None
    weight: float


@dataclass(frozen=True)
class Lesson:
    """The traits of a mark and what it is."""

    traits: list[str]
    meant: Meant
    wording: str


Values = Mapping[str, Sequence[str]]
"""What wordings are filled with, by attribute, and the people in them."""


def lessons(hands: Sequence[str], times: int) -> list[Lesson]:
    """What is learned from these hands by traits, each wording filled so many times."""
    return [
        Lesson(traits_of_sentence(around) + traits_of(around, mark), meant, message.wording)
        for message, around, marks in taught(hands, times, stand_ins())
        for mark, meant in marks
    ]


Taught = tuple[Filled, Around, list[tuple[Mark, Meant]]]


def taught(hands: Sequence[str], times: int, values: Values) -> Iterator[Taught]:
    """The sentences of all messages, with those of their marks that are learned from."""
    found = [
        one
        for place, hand in enumerate(hands, 1)
        for one in _of_hand(random.Random(place), hand, times, values)
    ]
    found += [*_nothing(random.Random(77), hands, times, values), *_talk()]
    rng = random.Random(5)
    for message in found:
        for around, marks in _sentences(message, rng):
            yield message, around, marks


def _of_hand(rng: random.Random, hand: str, times: int, filled_with: Values) -> Iterator[Filled]:
    half_ = half(hand)
    people = filled_with["people"]
    for attribute, sorts in half_.said.items():
        values = filled_with[attribute]
        for sort, wordings in sorts.items():
            for wording in filter(_is_apart, wordings):
                for _ in range(times):
                    yield fill(rng, wording, values, sort, attribute, people, half_)
                if rng.random() < TURNED_AWAY and (away := _turned_away(rng, wording, sort)):
                    yield fill(rng, away, values, "imagined", attribute, people)
    for wording in half_.mended:
        for _ in range(4 * times):
            attribute = rng.choice(list(half_.said))
            yield fill(rng, wording, filled_with[attribute], "mended", OPEN_VALUE, people)
    for sort, told in (("trap", half_.traps), ("echo", half_.echoes)):
        for attribute, wording in told:
            for _ in range(2 * times):
                yield fill(rng, wording, filled_with[attribute], sort, attribute, people, half_)
    for wording in (*half_.small, *half_.before, *half_.after):
        for _ in range(times):
            yield fill(rng, wording, people, "small", "", people)


@cache
def _held_out() -> Sequence[frozenset[str]]:
    """The words of each wording that is never learned from."""
    kept = half(HELD_OUT)
    said = [text for sorts in kept.said.values() for wordings in sorts.values() for text in wordings]
    return [_words(text) for text in (*said, *kept.mended, *kept.small, *(text for _, text in kept.traps))]


def _is_apart(wording: str) -> bool:
    """Whether it is not nearly the same as a wording that is held out."""
    words = _words(wording)
    return all(len(words & other) < NEARLY * len(words | other) for other in _held_out())


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _turned_away(rng: random.Random, wording: str, sort: str) -> str | None:
    """The wording as it says nothing of anybody: imagined, or of a relation."""
    if sort in ("mine", "mine_new"):
        begun = wording if wording.startswith(("I ", "I'", "{")) else wording[:1].lower() + wording[1:]
        return rng.choice(IMAGINED) + begun
    if sort in ("theirs", "theirs_new") and "{name}" in wording:
        return wording.replace("{name}", rng.choice(RELATIONS))
    return None


def _nothing(rng: random.Random, hands: Sequence[str], times: int, values: Values) -> Iterator[Filled]:
    learned, _ = _divided("nothing_m")
    for attribute, wording in (*_wordings("nothing"), *learned):
        for _ in range(times):
            half_ = half(rng.choice(list(hands)))
            yield fill(rng, wording, values[attribute], "trap", attribute, values["people"], half_)


def _wordings(name: str) -> list[tuple[str, str]]:
    """Attribute and wording of what says nothing."""
    told = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    return [(attribute, one) for attribute, wordings in told.items() for one in filter(_is_apart, wordings)]


def _divided(name: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What is learned from, and what is kept out."""
    every = list(enumerate(_wordings(name)))
    return [one for place, one in every if place % KEPT_OUT_OF], [
        one for place, one in every if not place % KEPT_OUT_OF
    ]


def kept_out() -> Sequence[tuple[str, str]]:
    """Attribute and wording of what says nothing and is not learned from."""
    return _divided("nothing_m")[1]


def talk_kept_out() -> Sequence[str]:
    """The turns of a conversation that is not learned from."""
    return [turn.text for turn in load(TALK / TALK_KEPT_OUT).turns]


def _talk() -> Iterator[Filled]:
    files = [path for path in sorted(TALK.glob("*.json")) if path.name != TALK_KEPT_OUT]
    turns = [turn.text for path in files for turn in load(path).turns]
    for text in random.Random(1).sample(turns, min(TURNS, len(turns))):
        yield Filled(text, (), "talk", "", text)


def _sentences(message: Filled, rng: random.Random) -> Iterator[tuple[Around, list[tuple[Mark, Meant]]]]:
    spans = {(first, last): slot for slot, first, last in _bare(message)}
    for start, around in arounds(message.text):
        marks: list[tuple[Mark, Meant]] = []
        for mark in around.here.marks:
            first, last = around.here.span(mark)
            role, act = _role(message, spans.get((start + first, start + last)))
            if role == NONE and message.sort != "trap" and rng.random() > KEPT:
                continue
            weight = OF_NOTHING if message.sort in _NOTHING else 1.0
            if message.sort == "talk" and mark.kind in ("name", "titled"):
                weight = OF_UNKNOWN
            marks.append((mark, Meant(role, act, _whose(message) if act else None, weight)))
        if marks:
            yield around, marks


def _bare(message: Filled) -> Iterator[tuple[str, int, int]]:
    """The spans without the article of a value, with the s of a name ("Bens number")."""
    for slot, first, last in message.spans:
        if slot == "name" and re.match(r"s\b", message.text[last:]):
            last += 1
        article = _ARTICLE.match(message.text, first, last)
        yield slot, article.end() if article else first, last


def _role(message: Filled, slot: str | None) -> tuple[str, str | None]:
    if slot == "name":
        return WHOM, None
    if slot not in ("value", "old") or message.sort in (*_NOTHING, "small", "talk"):
        return NONE, None
    if slot == "old":
        return message.attribute, "never" if message.sort.startswith("mended") else "was"
    return message.attribute, "turned" if message.sort.endswith("_new") else "so"


def _whose(message: Filled) -> str | None:
    """Whether a value is the speaker's own or somebody else's."""
    if message.sort == "denied" or "theirs" in message.sort:
        return THEIRS
    return MINE if "mine" in message.sort else None


def arounds(text: str) -> Iterator[tuple[int, Around]]:
    """The sentences of a text with their neighbours, and where each begins."""
    sentences = list(sentences_in(text))
    every = [marked(one.text) for one in sentences]
    for place, sentence in enumerate(sentences):
        if every[place].tokens:
            yield sentence.start, around_of(every, place)


def known_roles() -> Sequence[str]:
    """All that a mark can be."""
    return (NONE, WHOM, OPEN_VALUE, *attributes())
