"""What stands around a memory: a line, keywords and tags, made from its links whenever it is shown.

None of it is stored, so a new memory refreshes that of its neighbours, and nothing forgotten lingers in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import apsw

from secondme.memories.book import Remembered, memory_number
from secondme.memories.linking.telling import Linked, linked_with
from secondme.memories.portrait import section_of
from secondme.memories.predicates import VERBS
from secondme.memories.reconciling import plain_words
from secondme.recall.stop_words import STOP_WORDS
from secondme.store.memories import Memory, get_memories

PIECES = 2
LONGEST = 60
"""Characters of another memory's sentence."""
MOST_KEYWORDS = 8
SHARED = 2
"""A word or a tag of so many neighbours is one of the memory too."""


@dataclass(frozen=True, slots=True)
class Context:
    """line: what it hangs together with most, in one short line; empty where that is nothing.

    keywords: its own words that tell something, then those that its neighbours share. tags: the sections of
    a portrait that it and its neighbours belong to.
    """

    line: str
    keywords: tuple[str, ...]
    tags: tuple[str, ...]


def with_context(db: apsw.Connection, memories: Sequence[Remembered], *, now: datetime) -> list[Remembered]:
    """These memories with what stands around each."""
    links = linked_with(db, [memory_number(one.id) for one in memories], now=now)
    others = {int(link.memory[1:]) for own in links.values() for link in own}
    known = {f"m{memory.id}": memory for memory in get_memories(db, others)}
    made = []
    for one in memories:
        own = links[memory_number(one.id)]
        context = context_of(one, own, [known[link.memory] for link in own if link.memory in known])
        made.append(replace(one, context=context.line, keywords=context.keywords, tags=context.tags))
    return made


def context_of(one: Remembered, links: Sequence[Linked], neighbours: Sequence[Memory]) -> Context:
    """What stands around a memory. Pure. neighbours: the memories at the other ends of its links."""
    own = _telling(one)
    near = {memory.id: memory for memory in neighbours}.values()
    around = _shared(map(_telling, near))
    tags = [section_of(one.kind, one.predicate)] if one.predicate else []
    tags += _shared([section_of(memory.kind, memory.predicate)] for memory in near if memory.predicate)
    keywords = tuple(dict.fromkeys([*own, *around]))[:MOST_KEYWORDS]
    return Context(_line(one, links), keywords, tuple(dict.fromkeys(tags)))


def _line(one: Remembered, links: Sequence[Linked]) -> str:
    """The strongest link of the first kinds, in their order; what took its place stands beside it anyway."""
    first: dict[str, Linked] = {}
    said: set[str] = {one.superseded_by or ""}
    for link in links:
        if link.kind not in first and link.memory not in said:
            first[link.kind] = link
            said.add(link.memory)
    return " · ".join(f"{link.kind} {link.memory}: {_cut(link.text)}" for link in [*first.values()][:PIECES])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _telling(one: Remembered | Memory) -> list[str]:
    """The words of a memory that tell it from others; the verbs of facts are common to too many."""
    relation = "" if one.predicate in VERBS else one.predicate
    words = plain_words(f"{one.subject} {relation} {one.value}" if one.value else one.text)
    return [word for word in dict.fromkeys(words) if word not in STOP_WORDS and len(word) > 1]


def _shared(found: Iterable[Iterable[str]]) -> list[str]:
    """What several have, the most common first."""
    counted = Counter(word for words in found for word in set(words))
    common = [word for word, count in counted.items() if count >= SHARED]
    return sorted(common, key=lambda word: (-counted[word], word))
