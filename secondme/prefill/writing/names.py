"""Names of people as a form wants them: whole, in part, turned around, as initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.names import EAST_ASIAN, PARTS_LISTED, Name, split_name, surnames_of
from secondme.prefill.writing.manner import Manner

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
SURNAMES = {"first surname": 0, "second surname": 1}
"""Parts of a family name, where forms of Spain and Portugal ask for each."""
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


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """A name as the field wants it, which may be a part of it alone."""
    text = " ".join(text.split())
    for spelled in _spelled(text, manner):
        yield spelled.upper() if manner.capitals else spelled


def _spelled(text: str, manner: Manner) -> Iterator[str]:
    name = split_name(text, manner.language)
    if manner.part == "initials" or (not manner.part and _INITIAL.search(PARTS_LISTED.sub("", manner.label))):
        yield from _initials(text, name, manner)
    elif manner.part == "family name first" or (not manner.part and manner.attribute in _WHOLE):
        yield _turned(name, manner) or text
    elif manner.part in SURNAMES:
        yield from _one_surname(text, name, manner)
    elif manner.part:
        yield from _of_part(name, _PARTS.get(manner.part, ""))
    else:
        yield text


def _one_surname(text: str, name: Name | None, manner: Manner) -> Iterator[str]:
    """The first or the second of two family names; one alone has no second, and of three none is sure."""
    whole = text if manner.attribute not in _WHOLE else name.family if name else ""
    surnames = surnames_of(whole)
    if len(surnames) <= len(SURNAMES):
        yield from surnames[SURNAMES[manner.part] :][:1]


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
    if letters and not EAST_ASIAN.search(whole):
        yield "".join(f"{letter}." for letter in letters) if len(letters) > 1 else letters[0]
        yield "".join(letters)
