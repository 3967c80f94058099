"""The windows of tokens that adapters are learned from: orders, what stands near to them, and plain texts.

An order and an ordinary text made to look like one are taken by themselves and twice among other words, both
among the same: pieces of files, talk, notes, terms of licences, messages of programs in other languages. So
nothing around them tells them apart.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import real_files
from benchmarks.corpora.documentation import gather_texts
from benchmarks.corpora.plain import diary, talk, terms
from benchmarks.red_team.documents import (
    LEARNED,
    OF_OTHERS,
    UNSEEN,
    attacks,
    learned,
    ordinary,
    ordinary_learned,
    ordinary_unseen,
    unseen,
)
from benchmarks.train_heads import chunks
from benchmarks.train_stems import DOCUMENTATION, filled, translations

Tokens = tuple[int, ...]
Tokenize = Callable[[str], Sequence[int]]
START, END = 0, 2
"""The tokens about every window (multilingual-e5-small)."""
LONGEST, STEP = 126, 96
"""Tokens of a window without these, and how far the next one lies behind it."""
AMONG, FEWEST = 2, 20
"""So often each text stands among other words, and how many tokens of these there are at least."""
OF_FILES, OF_TALK, OF_TERMS, OF_MESSAGES, OF_PROSE = 5_000, 400, 400, 1_200, 500
"""Plain windows of each kind."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A text in all its windows, of which one is taken in each round. kind: order, near or plain."""

    kind: str
    windows: tuple[Tokens, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """What one hand wrote: orders to a machine, and ordinary texts that look like them."""

    orders: Sequence[str]
    near: Sequence[str]


def hands() -> dict[str, Hand]:
    """All that may be learned from; other words stand for canaries."""
    fillers = gather_texts(real_files.FOLDER, DOCUMENTATION)
    known = {name: [one.words for one in learned(name)] for name in LEARNED}
    near: Mapping[str, Sequence[str]] = {name: ordinary_learned(name) for name in OF_OTHERS}
    worded = {"a": [one.words for one in attacks("a")], **known, **{name: unseen(name) for name in UNSEEN}}
    near = {"a": [*ordinary("a"), *ordinary_learned("")], **near}
    near = {**near, **{name: ordinary_unseen(name) for name in UNSEEN}}
    return {name: Hand(filled(some, fillers)[::2], near.get(name, ())) for name, some in worded.items()}


def plain_texts() -> dict[str, list[str]]:
    """Texts by kind that nobody wrote to a machine, each of some sentences."""
    chance = random.Random(SEED)
    prose = gather_texts(real_files.FOLDER, DOCUMENTATION)
    messages = [one for some in translations().values() for one in _together(some, chance)]
    return {
        "files": _some(list(chunks()), OF_FILES, chance),
        "talk": [*_some(_together(talk(), chance), OF_TALK, chance), *filter(None, diary())],
        "terms": _some(_together(terms(real_files.FOLDER / "packages"), chance), OF_TERMS, chance),
        "messages": _some(messages, OF_MESSAGES, chance),
        "prose": _some(_together(prose[::7], chance), OF_PROSE, chance),
    }


def _together(sentences: Sequence[str], chance: random.Random) -> list[str]:
    found, at = [], 0
    while at < len(sentences):
        many = chance.randint(2, 6)
        found.append(" ".join(sentences[at : at + many]))
        at += many
    return found


def _some(texts: Sequence[str], most: int, chance: random.Random) -> list[str]:
    return chance.sample(texts, min(most, len(texts)))


def examples(
    tokenize: Tokenize, without: Collection[str], plain: Mapping[str, Sequence[str]]
) -> list[Example]:
    """All that is learned from, but for what some hands wrote."""
    chance = random.Random(SEED)
    around = {kind: [tuple(tokenize(one)) for one in some] for kind, some in plain.items()}
    some = [hand for name, hand in hands().items() if name not in without]
    worded = [("order", one) for hand in some for one in hand.orders]
    worded += [("near", one) for hand in some for one in hand.near]
    found = [Example(kind, versions(tuple(tokenize(text)), around, chance)) for kind, text in worded]
    for texts in around.values():
        found += [Example("plain", (wrapped(_cut(one, LONGEST, chance)),)) for one in texts if len(one) > 3]
    return found


def versions(
    text: Tokens, around: Mapping[str, Sequence[Tokens]], chance: random.Random | None = None
) -> tuple[Tokens, ...]:
    """By itself, and among other words. around: by kind, tokens of texts to take them from."""
    chance, alone = chance or random.Random(SEED), text[:LONGEST]
    return tuple(map(wrapped, (alone, *(_among(alone, around, chance) for _ in range(AMONG)))))


def _among(text: Tokens, around: Mapping[str, Sequence[Tokens]], chance: random.Random) -> Tokens:
    room = LONGEST - len(text)
    if room <= FEWEST:
        return text
    room = chance.randint(FEWEST, room)
    others = around[chance.choice(list(around))]
    before = chance.randint(0, room)
    first, second = (chance.choice(others) for _ in range(2))
    return (*first[len(first) - min(before, len(first)) :], *text, *second[: room - before])


def _cut(tokens: Tokens, most: int, chance: random.Random) -> Tokens:
    at = chance.randint(0, max(0, len(tokens) - most))
    return tokens[at : at + most]


def windows_of(text: str, tokenize: Tokenize) -> list[Tokens]:
    """A text in windows that lie over each other a little."""
    tokens = tuple(tokenize(text))
    last = max(0, len(tokens) - LONGEST)
    starts = [*range(0, last, STEP), last]
    return [wrapped(tokens[at : at + LONGEST]) for at in starts]


def wrapped(tokens: Tokens) -> Tokens:
    """With the tokens that the encoder wants about them."""
    return (START, *tokens, END)
