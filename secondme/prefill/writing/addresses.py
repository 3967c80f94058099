"""Addresses as a form wants them: whole, or the part that a field asks for, as far as that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from secondme.prefill.addresses import CONTINENTAL, Address, split_address, split_street
from secondme.prefill.countries import country_code
from secondme.prefill.folding import folded
from secondme.prefill.writing.countries import spellings as country_spellings
from secondme.prefill.writing.manner import Manner
from secondme.prefill.writing.states import names_of_state

_POSTCODE = re.compile(
    r"(?:[A-Z]{1,3}-?)?\d[\d \-]{2,9}(?: ?[A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z\d]{1,2}\d?", re.IGNORECASE
)
_PARTS = {
    "street": "street",
    "street name": "street",
    "house number": "number",
    "number": "number",
    "street address": "line1",
    "line 1": "line1",
    "address line 2": "line2",
    "line 2": "line2",
    "postcode": "postcode",
    "city": "city",
    "region": "region",
    "country": "country",
    "postcode and city": "town",
    "city, region, postcode": "place",
    "city and region": "province",
}
_COUNTRIES = {"country of birth": "country"}
ATTRIBUTES = frozenset(
    (
        "address",
        "street address",
        "address line 2",
        "postcode",
        "city",
        "region",
        "country",
        "country of birth",
    )
)
"""Attributes whose value may be found as a whole address."""


_OF_TOWNS = frozenset(("place", "province", "town"))
_FLOORS = frozenset(("piso", "planta", "floor", "etage", "stockwerk", "piano", "andar", "verdieping"))
_DOORS = frozenset(("puerta", "letra", "door", "tur", "porte", "interno", "porta", "deur"))
_FLOOR_AND_DOOR = re.compile(
    r"(?P<floor>\d{1,2}\.?[\u00ba\u00b0\u00aa]?)(?P<door> ?[A-Z]| \d{1,3}[.\u00ba\u00aa]*| [a-z]{2,5}\.?)"
)
_NUMBERED = re.compile(r"^\d+[a-z]? \D|\D \d+[a-z]?(?:[/-]\d+)*$")


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The part of an address that the field asks for; the whole for the whole."""
    asked = manner.part if manner.part != "code" else ""
    part = _PARTS.get(asked or _COUNTRIES.get(manner.attribute, manner.attribute), "")
    if asked and not part:
        return
    lines = [" ".join(line.split()).rstrip(",") for line in text.splitlines() if line.strip()]
    address = split_address(text) if part else None
    if not part:
        yield (", " if manner.one_line else "\n").join(lines)
    elif address is not None and (address.postcode or address.line2):  # Else nothing in it is certain.
        yield from _of_part(address, part, manner)
    elif not (part in _OF_TOWNS and _is_a_street(text)) and (not _looks_whole(text) or part == "line1"):
        yield from _alone(" ".join(text.split()), part, manner)


def _of_part(address: Address, part: str, manner: Manner) -> Iterator[str]:
    values = {field.name: getattr(address, field.name) for field in fields(address)}
    if part == "line1" and address.line2 and not _first_line_alone(manner):
        yield f"{address.line1}, {address.line2}"
    if part == "country":
        yield from country_spellings(address.country, manner)
    elif part == "postcode":
        yield from _postcodes(address.postcode, manner)
    elif part == "town":
        yield from (f"{address.postcode} {address.city}",) if address.city else ()
    elif part in ("place", "province"):
        yield from _places(address, with_postcode=part == "place")
    elif part == "region" and values[part]:
        yield from names_of_state(values[part])
    elif part == "line2" and (halves := _halves_asked(manner)):
        found = _FLOOR_AND_DOOR.fullmatch(address.line2)
        yield from filter(None, (found[one].strip(" ,") for one in halves)) if found else ()
    elif values[part]:
        yield values[part]


def _places(address: Address, *, with_postcode: bool) -> Iterator[str]:
    """ "Leeds, West Yorkshire LS7 4QF"; a place without a region stands without one."""
    if address.city:
        named = ", ".join(filter(None, (address.city, address.region)))
        yield " ".join(filter(None, (named, address.postcode if with_postcode else "")))


def _alone(text: str, part: str, manner: Manner) -> Iterator[str]:
    """A value that is that part already, a city with its country, or a street with its number."""
    city, _, country = (piece.strip() for piece in text.partition(","))
    town = CONTINENTAL.fullmatch(text)
    if part == "town":
        yield from (text,) if town else ()
    elif part == "postcode" and _POSTCODE.fullmatch(text):
        yield from _postcodes(text, manner)
    elif part in ("city", "postcode") and town:
        yield town[part]
    elif part == "city" and country_code(country):
        yield city
    elif part == "country":
        yield from country_spellings(country or text, manner)
    elif part == "line2" and (halves := _halves_asked(manner)):
        found = _FLOOR_AND_DOOR.fullmatch(text)
        yield from filter(None, (found[one].strip(" ,") for one in halves)) if found else ()
    elif part in ("street", "number"):
        street, number = split_street(text)
        yield from filter(None, (street or text,) if part == "street" else (number,))
    elif part == "region":
        yield from names_of_state(text)
    elif part != "postcode":
        yield text


def _halves_asked(manner: Manner) -> tuple[str, ...]:
    """Whether a field asks for the floor alone, or the door."""
    word = folded(manner.label)
    return ("floor",) if word in _FLOORS else ("door",) if word in _DOORS else ()


def _postcodes(text: str, manner: Manner) -> Iterator[str]:
    bare = re.sub(r"[ \-]", "", text)
    yield from (bare,) if manner.bare else dict.fromkeys((text, bare))


def _first_line_alone(manner: Manner) -> bool:
    return (
        "line1" in manner.field.autocomplete
        or re.search(r"\b1\b", manner.label) is not None
        or manner.part == "line 1"
    )


def _is_a_street(text: str) -> bool:
    """Whether it is a street with its number: no town for a line that asks for one."""
    return _NUMBERED.search(text) is not None and CONTINENTAL.fullmatch(text) is None


def _looks_whole(text: str) -> bool:
    """Several pieces with a number somewhere: no town, no street alone."""
    return bool(re.search(r"[,\n]", text.strip()) and re.search(r"\d", text))
