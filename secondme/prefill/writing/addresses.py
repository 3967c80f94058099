"""Addresses taken apart, in the usual shapes of Europe and North America, as far as is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from secondme.prefill.writing.countries import country_code
from secondme.prefill.writing.countries import spellings as country_spellings
from secondme.prefill.writing.manner import Manner
from secondme.prefill.writing.states import names_of_state

_CONTINENTAL = re.compile(
    r"(?:[A-Z]{1,3}-(?=\d))?"
    r"(?P<postcode>\d{4}-\d{3}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}(?!\w)|\d{3} \d{2}|\d{4,5})"
    r"\s+(?P<city>[^\W\d][^\d,()]*?)(?:\s*\(?\b(?P<region>[A-Z]{2})\)?)?"
)
_BRITISH = re.compile(
    r"(?:(?P<city>[^\W\d][^\d,]*?)\s+)?(?P<postcode>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})", re.IGNORECASE
)
_AMERICAN = re.compile(
    r"(?:(?P<city>[^\W\d][^\d,]*?)\s+)?(?P<region>[A-Z]{2,3})\s+"
    r"(?P<postcode>\d{5}(?:-\d{4})?|\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
_POSTCODE = re.compile(
    r"(?:[A-Z]{1,3}-?)?\d[\d \-]{2,9}(?: ?[A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z\d]{1,2}\d?", re.IGNORECASE
)
_NUMBER = r"\d+[ ]?(?:[a-zA-Z](?!\w)|bis|ter|quater)?(?:\s?[/\-]\s?\d*[a-zA-Z]?(?!\w))?"
_NUMBER_LAST = re.compile(rf"(?P<street>[^\d,]*[^\W\d][^\d,]*?),?\s+(?:n[.º°]*\s*)?(?P<number>{_NUMBER})")
_NUMBER_FIRST = re.compile(rf"(?P<number>{_NUMBER}),?\s+(?P<street>[^\W\d].*)")
_ONLY_NUMBER = re.compile(_NUMBER)
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


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; what is not certain is empty.

    line1: street and number as written. line2: flat, floor, staircase. country: as written.
    """

    street: str = ""
    number: str = ""
    line1: str = ""
    line2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


def split_address(text: str) -> Address | None:
    """ "Rua das Flores 12, 1200-195 Lisboa, Portugal", taken apart by its commas or lines.

    None where no piece at its end has a postcode: then nothing in it is certain. "1600 Pennsylvania Avenue"
    is no town either.
    """
    pieces = [" ".join(piece.split()) for piece in re.split(r"[,;\n]", text)]
    pieces = [piece for piece in pieces if piece]
    country = pieces.pop() if len(pieces) > 1 and country_code(pieces[-1]) and _no_state(pieces) else ""
    for at in range(len(pieces) - 1, max(-1, len(pieces) - 3), -1):
        town = _town(pieces, at)
        if town is not None and (at > 0 or country or not town["postcode"].isdigit()):
            before = pieces[: at if town["city_here"] else at - 1]
            line1, line2 = _lines(before)
            street, number = _street(line1)
            return Address(
                street, number, line1, line2, town["postcode"], town["city"], town["region"], country
            )
    return None


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
    elif address is not None:
        yield from _of_part(address, part, manner)
    elif not _looks_whole(text) or part == "line1":
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
    town = _CONTINENTAL.fullmatch(text)
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
    elif part in ("street", "number"):
        street, number = _street(text)
        yield from filter(None, (street or text,) if part == "street" else (number,))
    elif part == "region":
        yield from names_of_state(text)
    elif part != "postcode":
        yield text


def _postcodes(text: str, manner: Manner) -> Iterator[str]:
    bare = re.sub(r"[ \-]", "", text)
    yield from (bare,) if manner.bare else dict.fromkeys((text, bare))


def _first_line_alone(manner: Manner) -> bool:
    return (
        "line1" in manner.field.autocomplete
        or re.search(r"\b1\b", manner.label) is not None
        or manner.part == "line 1"
    )


def _looks_whole(text: str) -> bool:
    """Several pieces with a number somewhere: no town, no street alone."""
    return bool(re.search(r"[,\n]", text.strip()) and re.search(r"\d", text))


def _town(pieces: Sequence[str], at: int) -> dict[str, str] | None:
    """Postcode, city and region in a piece; the city may be the piece before ("Leeds, LS1 4AP")."""
    piece = pieces[at]
    for shape in (_CONTINENTAL, _BRITISH, _AMERICAN):
        found = shape.fullmatch(piece)
        if found is None:
            continue
        parts = {name: value or "" for name, value in found.groupdict().items()}
        here = parts["city"]
        if not here and at == 0:
            return None
        city = here or pieces[at - 1]
        if re.search(r"\d", city):
            return None
        return {"region": "", **parts, "city": city, "city_here": here}
    return None


def _no_state(pieces: Sequence[str]) -> bool:
    """ "CA" at the end may be California: two letters are no country here, save for a few in common use."""
    return len(pieces[-1]) > 2 or pieces[-1] in ("UK", "GB", "US")


def _lines(pieces: Sequence[str]) -> tuple[str, str]:
    """The line with the street, and what else is written before the town."""
    if not pieces:
        return "", ""
    rest = list(pieces)
    if len(rest) > 1 and not re.search(r"\d", rest[0]) and _ONLY_NUMBER.fullmatch(rest[1]):
        rest[0:2] = [f"{rest[0]}, {rest[1]}"]
    streets = [at for at, piece in enumerate(rest) if all(_street(piece)) and not _flat(piece)]
    first = streets[0] if streets else 0
    return rest[first], ", ".join(rest[:first] + rest[first + 1 :])


def _flat(piece: str) -> bool:
    return bool(
        re.match(
            r"(?:flat|apt|apartment|unit|suite|floor|room|top|stiege|etage|étage|piso|app)\b", piece, re.I
        )
    )


def _street(line: str) -> tuple[str, str]:
    for shape in (_NUMBER_LAST, _NUMBER_FIRST):
        found = shape.fullmatch(line)
        if found is not None:
            return found["street"].strip(), found["number"].strip()
    return "", ""
