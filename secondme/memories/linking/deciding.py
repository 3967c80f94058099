"""Which memories follow, support and mention each other or share an event. Pure: no clock, no store.

All links are decided from all memories, so a new one refreshes those of its neighbours, and the same memories
have the same links in whatever order they came. `RULES` are the rules; another one is one more of them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from secondme.memories.linking.node import Node
from secondme.memories.predicates import is_single
from secondme.memories.whose import ME
from secondme.store.links import Link, LinkKind, link_between

Key = Callable[[str], str]
"""What the names of one person have in common; see `secondme.memories.whose.Whose`."""
Rule = Callable[[Sequence[Node], Key], Iterable[Link]]

TOOK_ITS_PLACE = 1.0
CAME_NEXT = 0.8
"""On one line in time, such as two jobs with a gap between them."""
SOON = timedelta(days=30)
"""What somebody did or planned follows what they did or planned before, within so long."""
LESS_SURE = 0.6
"""How much it supports "I like tea" that tea is somebody's favourite drink."""
MOST_MENTIONED = 8
"""Of whom a memory names, so many memories at most: the most important, the latest of these first."""
BESIDE = 3
"""In an event a memory is linked with so many that were said next after it."""

_HAPPENS = ("event", "plan")
_KINDRED = (
    frozenset({"likes", "plays", "learns", "takes a class in", "reads"}),
    frozenset({"dislikes", "does not eat", "does not drink", "allergic to"}),
    frozenset({"speaks", "learns", "studies"}),
)
_FAVOURITE = re.compile(r"^favou?rite\b")
_NAME = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LONGEST_NAME = 3


def links_among(nodes: Sequence[Node], key: Key) -> set[Link]:
    """The links that the memories have by what they say; of two between the same pair the stronger one."""
    strongest: dict[tuple[int, int, LinkKind], Link] = {}
    for rule in RULES:
        for link in rule(nodes, key):
            if link.first != link.second and strongest.get(link.pair, link).strength <= link.strength:
                strongest[link.pair] = link
    return set(strongest.values())


def succeeding(nodes: Sequence[Node], key: Key) -> Iterator[Link]:
    """What took the place of another follows it, unless that never held: a slip, or the same said twice."""
    there = {node.id for node in nodes}
    for node in nodes:
        if node.superseded_by is not None and node.superseded_by in there and node.ever_held:
            yield Link(node.superseded_by, node.id, "follows", TOOK_ITS_PLACE)


def following(nodes: Sequence[Node], key: Key) -> Iterator[Link]:
    """What came next on one line in time, and what somebody did or planned soon after something else."""
    lines: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.subject and node.begins is not None and node.ever_held:
            if node.kind in _HAPPENS:
                lines[node.subject, ""].append(node)
            elif is_single(node.predicate):
                lines[node.subject, node.predicate].append(node)
    for (_, predicate), line in lines.items():
        for before, after in pairwise(sorted(line, key=_beginning)):
            gap = _since(before, after)
            if predicate and not before.overlaps(after):
                yield Link(after.id, before.id, "follows", CAME_NEXT)
            elif not predicate and timedelta() < gap < SOON:
                yield Link(after.id, before.id, "follows", (1 - gap / SOON) / 2)


def supporting(nodes: Sequence[Node], key: Key) -> Iterator[Link]:
    """What says the same of the same person at the same time, and rests on something else."""
    same: dict[tuple[str, tuple[str, ...], date | None], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.words and node.ever_held:
            happened = node.begins.date() if node.begins and node.kind in _HAPPENS else None
            same[node.subject, node.words, happened].append(node)
    for alike in same.values():
        for one, other in combinations(alike, 2):
            sure = _agreement(one, other)
            if sure and one.overlaps(other) and one.is_apart_from(other):
                yield link_between(one.id, other.id, "supports", sure)


def mentioning(nodes: Sequence[Node], key: Key) -> Iterator[Link]:
    """What names somebody mentions what is known of them; the more is known, the weaker each link.

    ACT-R's fan effect: what leads everywhere says little of where to go.
    """
    about: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.subject and node.subject != ME and node.ever_held:
            about[node.subject].append(node)
    best = {name: sorted(known, key=_rank)[:MOST_MENTIONED] for name, known in about.items()}
    for node in nodes:
        for name in named_in(node, key, best.keys()):
            strength = 1 / (1 + math.log(len(about[name])))
            for other in best[name]:
                yield Link(node.id, other.id, "mentions", strength)


def sharing_an_event(nodes: Sequence[Node], key: Key) -> Iterator[Link]:
    """What was said in one event goes together, with what was said next to it there; of many, the less.

    Everything in one passage is told together anyway, and a long event holds much that has nothing in common.
    """
    said: dict[int, list[tuple[int, Node]]] = defaultdict(list)
    for node in nodes:
        for event, passage in node.events:
            said[event].append((passage, node))
    for held in said.values():
        ordered = sorted(held, key=lambda one: (one[0], one[1].id))
        strength = 1 / (1 + math.log(len(ordered)))
        for place, (_, one) in enumerate(ordered):
            for _, other in ordered[place + 1 : place + 1 + BESIDE]:
                yield link_between(one.id, other.id, "same event", strength)


RULES: tuple[Rule, ...] = (succeeding, following, supporting, mentioning, sharing_an_event)


def named_in(node: Node, key: Key, known: Iterable[str]) -> set[str]:
    """Those of the keys that the value or the text of a memory names, but for its own."""
    names, asked = _names(node.text), set(known)
    if node.value:
        names.append(node.value)
    return {own for name in names if (own := key(name)) in asked} - {node.subject}


def _names(text: str) -> list[str]:
    """The runs of capitalised words in a text, of up to three words, each a name perhaps."""
    runs: list[str] = []
    words = [(found[0], found.start(), found.end()) for found in _NAME.finditer(text)]
    for place, (first, begins, _) in enumerate(words):
        if not first[:1].isupper():
            continue
        for _, _, ends in words[place : place + _LONGEST_NAME]:
            runs.append(_POSSESSIVE.sub("", text[begins:ends]))
    return runs


def _agreement(one: Node, other: Node) -> float:
    """How surely two memories with the same words say the same: the same predicate, or a kindred one."""
    if one.predicate == other.predicate:
        return 1.0
    kindred = any({one.predicate, other.predicate} <= group for group in _KINDRED)
    favourite = any(_FAVOURITE.match(node.predicate) for node in (one, other))
    likes = any(node.predicate == "likes" for node in (one, other))
    return LESS_SURE if kindred or (favourite and likes) else 0.0


def _since(before: Node, after: Node) -> timedelta:
    assert before.begins is not None and after.begins is not None
    return after.begins - before.begins


def _beginning(node: Node) -> tuple[datetime, int]:
    assert node.begins is not None
    return node.begins, node.id


def _rank(node: Node) -> tuple[bool, float, int]:
    return node.superseded_by is not None, -node.importance, -node.id
