"""Addresses: the parts of one that is written on a line, by the shapes that countries give them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.prefill.finding.countries import country_of

_POSTCODES = (
    re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"),  # SW1A 1AA
    re.compile(r"(?<!\w)\d{4}-\d{3}(?!\w)"),  # 1200-195
    re.compile(r"(?<!\w)\d{5}-\d{3}(?!\w)"),  # 01310-100
    re.compile(r"(?<!\w)[1-9]\d{3} ?[A-Z]{2}(?!\w)"),  # 1012 AB
    re.compile(r"(?<!\w)[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w)"),  # K1A 0B1
    re.compile(r"(?<!\w)[A-Z]\d{2} ?[A-Z\d]{4}(?!\w)"),  # D02 AF30
    re.compile(r"(?<!\w)(?:[A-Z]{1,2}-)?\d{5}(?:-\d{4})?(?!\w)"),
    re.compile(r"(?<!\w)(?:[A-Z]{1,2}-)?[1-9]\d{3}(?!\w)"),
)
_REGION = re.compile(r"(?:^|[ ,])([A-Z]{2})\s*$|\(([A-Z]{2})\)\s*$")


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address; empty where it has none, or they cannot be told for sure."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""

    def part(self, attribute: str) -> str:
        """What answers an attribute."""
        return {
            "street address": self.street,
            "postcode": self.postcode,
            "city": self.city,
            "region": self.region,
            "country": self.country,
        }.get(attribute, "")


def address_parts(text: str) -> Address:
    """The parts of "12 Rua do Sol, 1200-195 Lisboa, Portugal" and its like."""
    pieces = [piece.strip(" .") for piece in re.split(r"\s*[,;\n]\s*", text) if piece.strip(" .")]
    country = ""
    if len(pieces) > 1 and country_of(pieces[-1]):
        country = pieces.pop()
    for pattern in _POSTCODES:
        places = [(at, match) for at, piece in enumerate(pieces) if (match := _postcode(pattern, piece, at))]
        if places:
            return _around(pieces, *places[-1], country)
    if len(pieces) >= 2 and any(map(str.isdigit, pieces[0])) and not any(map(str.isdigit, pieces[1])):
        return Address(pieces[0], "", pieces[1], "", country)
    return Address(
        ", ".join(pieces) if len(pieces) == 1 and any(map(str.isdigit, text)) else "", country=country
    )


def _postcode(pattern: re.Pattern[str], piece: str, at: int) -> re.Match[str] | None:
    """A postcode in a piece; in the first one a number in front may be a house, and one at the end too."""
    found = list(pattern.finditer(piece))
    if not found:
        return None
    match = found[-1]
    alone = match[0].isdigit() and len(match[0]) == 4
    if at == 0 and match[0].isdigit() and (match.start() == 0 or (alone and match.end() == len(piece))):
        return None
    return match


def _around(pieces: list[str], at: int, postcode: re.Match[str], country: str) -> Address:
    """The street before the postcode, and the city beside it: behind it, else before it."""
    piece = pieces[at]
    before, after = piece[: postcode.start()].strip(" ,-"), piece[postcode.end() :].strip(" ,-")
    street, rest = pieces[:at], pieces[at + 1 :]
    region = ""
    beside = after or before
    if (found := _REGION.search(beside)) is not None:
        region = found[1] or found[2]
        shorter = beside[: found.start()].strip(" ,")
        before, after = (before, shorter) if after else (shorter, "")
    if after:
        city = after
        street = [*street, before] if before else street
    elif before:
        city = before
    elif rest and not any(map(str.isdigit, rest[0])):
        city = rest.pop(0)
    else:
        city = street.pop() if len(street) > 1 or region else ""
    return Address(", ".join(street), postcode[0], city, region, country)
