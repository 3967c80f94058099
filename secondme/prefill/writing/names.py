"""Names of people: given, middle and family names, initials, and the order that a form wants them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondme.prefill.writing.manner import Manner, folded

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
_PARTS = {
    "given": "given",
    "given name": "given",
    "given names": "given",
    "first": "first",
    "first name": "first",
    "middle": "middle",
    "additional name": "middle",
    "middle name": "middle",
    "middle names": "middle",
    "family": "family",
    "family name": "family",
    "last": "family",
    "last name": "family",
    "surname": "family",
}
_WHOLE = frozenset(("full name", "account holder", "card holder"))
"""Attributes whose value is a whole name; those of others are a part of one already."""
_INITIAL = re.compile(r"\b(?:initials?|initialen|initiales?|iniziali|iniciais|voorletters?)\b", re.IGNORECASE)
_MIDDLE = re.compile(r"\b(?:middle|second|zweiter|deuxième|segundo|secondo)\b", re.IGNORECASE)
_FAMILY_WORD = (
    r"(?:family name|last name|last|surname|nachname|familienname|name|nom(?: de famille)?|apellidos?|cognome"
    r"|apelidos?|sobrenome|achternaam|naam)"
)
_GIVEN_WORD = (
    r"(?:given names?|first names?|first|forenames?|vornamen?|vorname\(n\)|prénoms?|prénom\(s\)|nombres?|nome"
    r"|nomes próprios|voornamen?)"
)
_FAMILY_FIRST = re.compile(
    rf"\b{_FAMILY_WORD}\s*(?P<link>[,;/]|\s(?:and|und|et|y|e|en)\s)\s*{_GIVEN_WORD}(?!\w)", re.IGNORECASE
)
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


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
    if _EAST_ASIAN.search(text):
        return Name(words[1], family=words[0]) if len(words) == 2 else None
    if len(words) < 2:
        return None
    start = _family_start(words, language)
    return _with_given(words[:start], " ".join(words[start:])) if start else None


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """A name as the field wants it, which may be a part of it alone."""
    text = " ".join(text.split())
    for spelled in _spelled(text, manner):
        yield spelled.upper() if manner.capitals else spelled


def _spelled(text: str, manner: Manner) -> Iterator[str]:
    name = split_name(text, manner.language)
    if manner.part == "initials" or (not manner.part and _INITIAL.search(manner.label)):
        yield from _initials(text, name, manner)
    elif manner.part == "family name first" or (not manner.part and manner.attribute in _WHOLE):
        yield _turned(name, manner) or text
    elif manner.part:
        yield from _of_part(name, _PARTS.get(manner.part, ""))
    else:
        yield text


def _of_part(name: Name | None, part: str) -> Iterator[str]:
    """The given names, all of them first: a form that has room for one alone is the rarer."""
    if name is None or not part:
        return
    texts = {
        "given": (name.all_given, name.given),
        "first": (name.given,),
        "middle": (name.middle,),
        "family": (name.family,),
    }
    yield from filter(None, texts[part])


def _turned(name: Name | None, manner: Manner) -> str:
    """Family name first, where the field asks for that: "Name, Vorname", "Nom et prénom"; empty elsewhere."""
    found = _FAMILY_FIRST.search(manner.label)
    if name is None or not name.family or not (found or manner.part):
        return ""
    link = " " if found and found["link"].strip().isalpha() else ", "
    return f"{name.family}{link}{name.all_given}"


def _initials(text: str, name: Name | None, manner: Manner) -> Iterator[str]:
    """Of a whole name: of the middle names where the label says so, in Dutch of the given names, else all."""
    whole = text
    if name is not None and manner.attribute in _WHOLE:
        middle = _MIDDLE.search(manner.label) is not None
        given = name.all_given if manner.language == "nl" else f"{name.all_given} {name.family}"
        whole = name.middle if middle else given
    letters = [word[0].upper() for word in re.split(r"[\s\-]+", whole) if word[:1].isalpha()]
    if letters and not _EAST_ASIAN.search(whole):
        yield "".join(f"{letter}." for letter in letters) if len(letters) > 1 else letters[0]
        yield "".join(letters)


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
