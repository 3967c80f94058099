"""How well memories tell a year: pure judgements over facts and what is held of their subjects.

Of a value it only counts whether its words stand in a memory, in their order, whatever the capitals, accents,
punctuation and spaces within a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from benchmarks.year.phrases import attributes
from benchmarks.year.truth import Fact

Outcome = Literal["right", "missing", "stale", "revived"]
"""right; the true value is held nowhere; a wrong one is held beside it; something is held that is over."""
TAKEN_AS_SO = ("fact", "preference")
"""Kinds of memories that say how things are."""
Distilled = Mapping[int, frozenset[str]]
"""By the number of a fact, its values that memories assert."""


@dataclass(frozen=True)
class Held:
    """A memory as the benchmark sees it."""

    id: str
    subject: str
    predicate: str
    value: str
    text: str
    conflict: bool = False
    kind: str = "fact"


@dataclass
class Tally:
    """Outcomes counted, by any names of what they belong to ("all", "half a", "lives")."""

    outcomes: dict[str, Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, outcome: Outcome, *names: str) -> None:
        for name in names:
            self.outcomes[name][outcome] += 1

    def share(self, name: str) -> float:
        """The share that is right, 0 to 1; 0 of nothing."""
        counts = self.outcomes.get(name, Counter())
        return counts["right"] / max(counts.total(), 1)


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The words of a text between spaces: no accents, capitals, signs or articles; digits drawn together."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = [word for word in re.findall(r"[a-z0-9]+", bare) if word not in ("a", "an", "the")]
    return f" {re.sub(r'(?<=[0-9]) (?=[0-9])', '', ' '.join(words))} "


def mentions(held: Held, value: str) -> bool:
    """Whether the value stands in the memory, be it only in its sentence."""
    wanted = plain(value)
    return wanted in plain(held.value) or wanted in plain(held.text)


def asserts(held: Held, value: str) -> bool:
    """Whether the value is what the memory says is so; "moved from Graz to Porto" asserts Porto."""
    return plain(value) in plain(held.value or held.text)


def judge(fact: Fact, day: date, current: Sequence[Held]) -> Outcome:
    """What the current memories about the fact's subject tell of it on that day."""
    true, wrong = fact.true_on(day), fact.wrong_on(day)
    if true is None:
        so = [held for held in current if held.kind in TAKEN_AS_SO]  # That she left Graz happened, and stays.
        return "revived" if any(asserts(held, value) for held in so for value in wrong) else "right"
    carrying = [held for held in current if mentions(held, true)]
    if not carrying:
        return "missing"
    predicates = {held.predicate for held in carrying}
    rivals = (held for held in current if held.predicate in predicates and not asserts(held, true))
    return "stale" if any(asserts(held, value) for held in rivals for value in wrong) else "right"


def distilled(fact: Fact, every: Sequence[Held]) -> frozenset[str]:
    """The stated values of the fact that any memory about its subject asserts, current or not."""
    return frozenset(value for value, _ in fact.stated if any(asserts(held, value) for held in every))


def lost(before: Distilled, after: Distilled) -> list[tuple[int, str]]:
    """The values that were distilled once and that no memory holds any more, each with its fact's number."""
    return sorted(
        (number, value)
        for number, values in before.items()
        for value in values
        if value not in after.get(number, frozenset())
    )


def flagged(fact: Fact, current: Sequence[Held]) -> bool:
    """Whether both sides of a dispute are held, and as one."""
    sides = (fact.spans[-1].value, fact.rival)
    return all(side and any(held.conflict and asserts(held, side) for held in current) for side in sides)


def wrongly_flagged(fact: Fact, current: Sequence[Held]) -> bool:
    """Whether a fact that nobody disputes is in conflict."""
    if fact.rival is not None:
        return False
    return any(held.conflict and asserts(held, value) for held in current for value, _ in fact.stated)


def belongs(subject: str, person: str) -> bool:
    """Whether a memory's subject is somebody or something of the person's, such as "Ana's daughter"."""
    if person == "me":
        return subject.casefold().startswith("my ")
    return re.match(rf"{re.escape(person)}(?: \w+)?['\u2019]s ", subject, re.IGNORECASE) is not None


@dataclass(frozen=True)
class Unfounded:
    """Memories that hold nothing of what was stated.

    false: facts and preferences that assert a decoy, which only traps mention. idle: any others, made of talk
    that means nothing; also plans and events, which may be harmless.
    """

    false: tuple[Held, ...]
    idle: tuple[Held, ...]


def unfounded(facts: Iterable[Fact], every: Iterable[Held]) -> Unfounded:
    """Sorts out what traps and small talk became; of memories about anybody and anything."""
    values = {value for fact in facts for value, _ in fact.stated}
    rest = [held for held in every if not any(mentions(held, value) for value in values)]
    false = [
        held for held in rest if held.kind in TAKEN_AS_SO and any(asserts(held, one) for one in _decoys())
    ]
    return Unfounded(tuple(false), tuple(held for held in rest if held not in false))


def _decoys() -> list[str]:
    return [decoy for attribute in attributes().values() for decoy in attribute.decoys]
