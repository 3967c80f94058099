"""Finds the concepts of orders in a text; where there are none, that is told at little cost.

A text is first looked through by the beginnings of its words. Only where those of a rule that can found a
suspicion are there, the places of its words are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from secondme.suspicion.apart import HEAD, Apart
from secondme.suspicion.rules import KEYS, RULES, SHAPES, Rule
from secondme.suspicion.words import CONCEPTS

_WORD = re.compile(r"[^\W_]+")
ELIDED = "'\u2019"
"""Before "ai", where it is no machine but French: j'ai."""
_BREAK = re.compile("[.!?;](?=\\s)|[\u3002\uff01\uff1f]|\n\\s*\n")
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
COMMON = frozenset(
    (
        *(
            "the",
            "you",
            "your",
            "from",
            "these",
            "other",
            "all",
            "any",
            "with",
            "without",
            "of",
            "to",
            "in",
            "on",
        ),
        *(
            "is",
            "are",
            "be",
            "and",
            "for",
            "what",
            "as",
            "it",
            "this",
            "that",
            "take",
            "anything",
            "if",
            "by",
        ),
        *(
            "a",
            "an",
            "not",
            "no",
            "do",
            "i",
            "who",
            "und",
            "der",
            "die",
            "das",
            "den",
            "du",
            "ich",
            "sie",
            "les",
        ),
        *("des", "tu", "el", "la", "que"),
    )
)
"""Words that tell little: a phrase is looked for by another of its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of a concept. head: by which it is looked for first; stem: it may go on."""

    word: str
    head: str
    stem: bool
    unspaced: bool


def _entry(word: str) -> Entry:
    bare = word.rstrip("*")
    parts: list[str] = _WORD.findall(bare)
    telling = max((part for part in parts if part not in COMMON), key=len, default=max(parts, key=len))
    return Entry(bare, telling[:HEAD], word.endswith("*"), _is_unspaced(bare))


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.search(word) is not None


_ENTRIES = {concept: tuple(map(_entry, words)) for concept, words in CONCEPTS.items()}
_HEADS = {
    concept: frozenset(entry.head for entry in entries if not entry.unspaced)
    for concept, entries in _ENTRIES.items()
} | {name: shape.heads for name, shape in SHAPES.items()}
_BY_HEAD: dict[str, dict[str, list[Entry]]] = {concept: defaultdict(list) for concept in _ENTRIES}
for _name, _all in _ENTRIES.items():
    for _one in _all:
        if not _one.unspaced:
            _BY_HEAD[_name][_one.head].append(_one)
_OF_KEY: dict[str, tuple[int, ...]] = {
    key: tuple(number for number, rule in enumerate(RULES) if rule.ground and key in rule.parts)
    for key in KEYS
}
"""The numbers of the rules of a key: tried in their order, so that the reasons are always the same."""
_KEYS_BY_HEAD: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
"""By the beginning of a word, the key concepts that it may be of, each with letters that stand there then."""
for _key in KEYS:
    for _head in _HEADS[_key]:
        _signs = SHAPES[_key].signs if _key in SHAPES else ()
        _words = tuple(entry.word for entry in _ENTRIES.get(_key, ()) if entry.head == _head)
        _KEYS_BY_HEAD[_head].append((_key, _signs + _words))
_KEY_HEADS = frozenset(_KEYS_BY_HEAD)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a concept stands: the offset of its first letter, and in which sentence."""

    at: int
    sentence: int


@dataclass(slots=True)
class Looked:
    """A text in lower case that was looked through. heads: the beginnings of its words."""

    text: str
    heads: frozenset[str]
    unspaced: bool
    breaks: list[int] = field(default_factory=list)
    spots: dict[str, list[Spot]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Looked:
        """A text in lower case, whatever stands in it."""
        return cls.at(Apart.of(text))

    @classmethod
    def at(cls, apart: Apart) -> Looked:
        """The same of one that was taken apart."""
        return cls(apart.text, apart.heads, apart.unspaced)

    def may_hold(self, rule: Rule) -> bool:
        """Whether something of each part of the rule may stand in the text."""
        return all(self.unspaced or not _HEADS[part].isdisjoint(self.heads) for part in rule.parts)

    def matches(self, rule: Rule) -> Iterator[int]:
        """Where all parts of a rule stand near each other in a sentence."""
        first, *others = rule.parts
        for spot in self.places(first):
            near = [_nearest(spot, self.places(other), rule.within) for other in others]
            ats = [spot.at, *(one.at for one in near if one is not None)]
            if len(ats) == len(rule.parts) and max(ats) - min(ats) <= rule.within:
                yield min(ats)

    def places(self, concept: str) -> list[Spot]:
        """Where a concept stands, in order."""
        if concept not in self.spots:
            found = set(self._offsets(concept))
            if found and not self.breaks:
                self.breaks = [-1, *(match.start() for match in _BREAK.finditer(self.text))]
            self.spots[concept] = [Spot(at, bisect_right(self.breaks, at)) for at in sorted(found)]
        return self.spots[concept]

    def _offsets(self, concept: str) -> Iterator[int]:
        shape = SHAPES.get(concept)
        if shape is not None and any(sign in self.text for sign in shape.signs):
            yield from (match.start() for match in shape.pattern.finditer(self.text))
        by_head = _BY_HEAD.get(concept, {})
        for head in self.heads.intersection(by_head):
            for entry in by_head[head]:
                yield from _offsets_of(entry, self.text)
        for entry in _ENTRIES.get(concept, ()) if self.unspaced else ():
            if entry.unspaced:
                yield from _offsets_of(entry, self.text)


def look_through(apart: Apart) -> tuple[Looked, list[Rule]] | None:
    """A text, and the rules that may found a suspicion there; None where none may."""
    keys = {
        key
        for head in _KEY_HEADS & apart.heads
        for key, letters in _KEYS_BY_HEAD[head]
        if any(some in apart.text for some in letters)
    }
    if not keys and not apart.unspaced:
        return None
    looked = Looked.at(apart)
    among = (
        range(len(RULES)) if apart.unspaced else sorted({number for key in keys for number in _OF_KEY[key]})
    )
    rules = [RULES[number] for number in among if RULES[number].ground and looked.may_hold(RULES[number])]
    return (looked, rules) if rules else None


def _offsets_of(entry: Entry, text: str) -> Iterator[int]:
    """Where a word or phrase stands, not inside another word."""
    word, free = entry.word, entry.unspaced
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        begins = free or at == 0 or not (text[at - 1].isalnum() or (word == "ai" and text[at - 1] in ELIDED))
        if begins and (free or entry.stem or end == len(text) or not text[end].isalnum()):
            yield at
        at = text.find(word, at + 1)


def _nearest(spot: Spot, among: Sequence[Spot], within: int) -> Spot | None:
    same = [one for one in among if one.sentence == spot.sentence and abs(one.at - spot.at) <= within]
    return min(same, key=lambda one: abs(one.at - spot.at), default=None)
