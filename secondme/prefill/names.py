"""Names of people taken apart: given, further and family names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondme.prefill.folding import folded

_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "van von vom zu zum zur der den de del della dello di da do dos das du des la le les ten ter "
        "te op 't af av bin ibn ben bat al el abu y e ó o ní mac mc ap",
    )
)
_TITLES = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms miss mx dr prof ing med phil rer nat dipl herr frau m mme mlle sr sra sig dhr mevr",
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SECOND_GIVEN = frozenset(
    re.findall(
        r"\S+",
        "maria jose luis carlos antonio manuel carmen isabel pilar angel miguel jesus teresa "
        "francisco javier alberto fernando eduardo enrique andres pablo cristina elena mercedes ana",
    )
)
NAME_PARTS = ("given name", "additional name", "family name")
"""Attributes that a full name tells."""
PARTS_LISTED = re.compile(r"\([^()]*,[^()]*\)")
"""How a label lists the parts of a name, each of which has a field of its own: "Name (last, first)"."""
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. given: the first given name; middle: the further ones; family: with particles."""

    given: str
    middle: str = ""
    family: str = ""

    @property
    def all_given(self) -> str:
        return f"{self.given} {self.middle}".strip()


def split_name(text: str, language: str = "") -> Name | None:
    """A full name taken apart; None where it cannot be told where the family name begins.

    "Family, Given" and East Asian names in two words have the family name first. language: of the
    person's names as far as known; in Spanish there are two family names.
    """
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma:
        return _with_given(given.split(), family) if family and given and "," not in given else None
    words = _without_titles(text.split())
    if EAST_ASIAN.search(text):
        return Name(words[1], family=words[0]) if len(words) == 2 else None
    if len(words) < 2:
        return None
    start = _family_start(words, language)
    return _with_given(words[:start], " ".join(words[start:])) if start else None


def surnames_of(family: str) -> list[str]:
    """A family name as the names that it is made of, each with its particles: "de la Cruz Pérez" has two."""
    found: list[str] = []
    waiting: list[str] = []
    for word in family.split():
        waiting.append(word)
        if word.casefold() not in _PARTICLES:
            found.append(" ".join(waiting))
            waiting = []
    return [*found, " ".join(waiting)] if waiting else found


def name_part(text: str, attribute: str) -> str:
    """What a full name says of a given, additional or family name; empty where it cannot be told."""
    name = split_name(text)
    parts = (name.given, name.middle, name.family) if name else ("", "", "")
    return dict(zip(NAME_PARTS, parts, strict=True)).get(attribute, "")


def _with_given(given: Sequence[str], family: str) -> Name | None:
    return Name(given[0], " ".join(given[1:]), family) if given else None


def _without_titles(words: Sequence[str]) -> list[str]:
    start = 0
    while start < len(words) - 1 and folded(words[start]) in _TITLES:
        start += 1
    return list(words[start:])


def _family_start(words: Sequence[str], language: str) -> int:
    """Where the family name begins: at its first particle, else at the last word; 0 where that is unclear."""
    particles = [at for at in range(1, len(words) - 1) if words[at].casefold() in _PARTICLES]
    if particles:
        first = particles[0]
        # "Ana García y López", "Juan Pérez de la Cruz": what joins two family names is no beginning.
        return first - 1 if first > 1 and (language == "es" or words[first].casefold() in "ye") else first
    last = len(words) - 1
    if folded(words[last]) in _SUFFIXES:
        last -= 1
    if language == "es" and last >= 2:
        return 2 if last >= 3 or folded(words[1]) in _SECOND_GIVEN else 1
    return last
