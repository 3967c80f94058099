"""Addresses taken apart, in the usual shapes of Europe and North America."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from secondme.prefill.countries import country_code, country_of
from secondme.prefill.regions import REGIONS
from secondme.recall.time_tokens import fold

CONTINENTAL = re.compile(
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
_NUMBER = r"\d+[ ]?(?:[a-zA-Z](?!\w)|bis|ter|quater)?(?:\s?[/\-]\s?(?:\d*[a-zA-Z]?|bis|ter)(?!\w)){0,3}"
_NUMBER_LAST = re.compile(rf"(?P<street>[^\d,]*[^\W\d][^\d,]*?),?\s+(?:n[.º°]*\s*)?(?P<number>{_NUMBER})")
_NUMBER_FIRST = re.compile(rf"(?P<number>{_NUMBER}),?\s+(?P<street>[^\W\d].*)")
_ONLY_NUMBER = re.compile(_NUMBER)
POSTCODES = (
    re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"),  # SW1A 1AA
    re.compile(r"(?<!\w)\d{4}-\d{3}(?!\w)"),  # 1200-195
    re.compile(r"(?<!\w)\d{5}-\d{3}(?!\w)"),  # 01310-100
    re.compile(r"(?<!\w)[1-9]\d{3} ?[A-Z]{2}(?!\w)"),  # 1012 AB
    re.compile(r"(?<!\w)[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w)"),  # K1A 0B1
    re.compile(r"(?<!\w)[A-Z]\d{2} ?[A-Z\d]{4}(?!\w)"),  # D02 AF30
    re.compile(r"(?<!\w)(?:[A-Z]{1,2}-)?\d{5}(?:-\d{4})?(?!\w)"),
    re.compile(r"(?<!\w)(?:[A-Z]{1,2}-)?[1-9]\d{3}(?!\w)"),
)
_FLAT_WORDS = frozenset("flat apt apartment unit appartement app wohnung piso".split())  # noqa: SIM905
_REACHED = re.compile(
    r"(?:[,;\n]|(?<=\w))\s*(?:\+\d|\(\d\d\d?\) ?\d|[\w.-]+@|(?:tel|tél|phone|mob)[.:]+\s)", re.IGNORECASE
)
"""What stands behind an address: a telephone number, a mail address."""
_REGION = re.compile(r"(?:^|[ ,])([A-Z]{2})\s*$|\(([A-Z]{2})\)\s*$")


_QUARTER = re.compile(r"\s[\u2013-]\s+[^\d,]{3,30}$")
"""A part of the town behind the flat: "ap. 302 - Centro"."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; what it has not, or what cannot be told, is empty.

    line1: street and number as written. line2: flat, floor, staircase. both: as they stand, in their order.
    country: as written.
    """

    street: str = ""
    number: str = ""
    line1: str = ""
    line2: str = ""
    both: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""

    def part(self, attribute: str) -> str:
        """What answers an attribute."""
        return {
            "street address": self.both,
            "address line 2": self.line2,
            "postcode": self.postcode,
            "city": self.city,
            "region": self.region,
            "country": self.country,
        }.get(attribute, "")


TOWN_FIRST = re.compile(
    r"(?<![\w.,/-])(?:[A-Z]{1,2}-)?\d{4,5} [^\W\d_][^\W\d_.'\u2019-]*(?: [^\W\d_][^\W\d_.'\u2019-]*){0,3}, "
    rf"(?!(?i:{'|'.join(sorted(_FLAT_WORDS))}|suite|no)\b)"
    r"[^\W\d_][^\d,;\n|]{2,40} \d{1,4}[a-z]?(?:[-/]\d{1,4}[a-z]?){0,3}(?![\w/])"
)
"""The town before the street, as typed letters in German have it: "1010 Wien, Seilergasse 5/12"; what comes
behind "2214 Tanner Street" is the flat."""


def split_address(text: str) -> Address:
    """ "Rua das Flores 12, 1200-195 Lisboa, Portugal", taken apart by its commas or lines.

    By the usual shapes of a town with its postcode; else around whatever looks like a postcode; else a street
    with its number and what stands behind it.
    """
    pieces = [" ".join(piece.split()) for piece in re.split(r"[,;\n]", _REACHED.split(text)[0].strip(" .\n"))]
    pieces = [piece for piece in pieces if piece.strip(" .")]
    if len(pieces) == 2 and TOWN_FIRST.fullmatch(", ".join(pieces)):
        pieces.reverse()
    country = pieces.pop() if len(pieces) > 1 and _is_country(pieces[-1]) else ""
    return (
        _by_shape(pieces, country)
        or _around_postcode([piece.strip(" .") for piece in pieces], country)
        or _without_postcode(pieces, country)
    )


def _by_shape(pieces: Sequence[str], country: str) -> Address | None:
    """With a town of a usual shape in one of its last pieces. "1600 Pennsylvania Avenue" is no town."""
    for at in range(len(pieces) - 1, max(-1, len(pieces) - 3), -1):
        town = _town(pieces, at)
        if town is not None and (at > 0 or country or not town.postcode.isdigit()):
            return _made(pieces[: at - town.before], town.postcode, town.city, town.region, country)
    return None


@dataclass(frozen=True, slots=True)
class _Town:
    """before: so many pieces before the one with its postcode are of it too."""

    postcode: str
    city: str
    region: str = ""
    before: int = 0


def _town(pieces: Sequence[str], at: int) -> _Town | None:
    """Postcode, city and region in a piece; the city may be before it: "Leeds, West Yorkshire, LS1 4AP", or
    "Stroud, Gloucestershire GL5 9QX"."""
    for shape in (CONTINENTAL, _BRITISH, _AMERICAN):
        found = shape.fullmatch(pieces[at])
        if found is None:
            continue
        parts = {name: value or "" for name, value in found.groupdict().items()}
        town = _Town(parts["postcode"], parts["city"], parts.get("region", ""))
        if not town.city and at == 0:
            return None
        if not town.city:
            is_in_region = at > 2 and is_region(pieces[at - 1]) and not _has_digit(pieces[at - 2])
            before = 2 if is_in_region else 1
            region = pieces[at - 1] if is_in_region else town.region
            town = _Town(town.postcode, pieces[at - before], region, before)
        if at > 1 and not town.before and is_region(town.city) and not _has_digit(pieces[at - 1]):
            town = _Town(town.postcode, pieces[at - 1], town.city, 1)
        return None if _has_digit(town.city) else town
    return None


def _around_postcode(pieces: Sequence[str], country: str) -> Address | None:
    for pattern in POSTCODES:
        places = [(at, match) for at, piece in enumerate(pieces) if (match := _postcode(pattern, piece, at))]
        places = [(at, match) for at, match in places if not _is_house(pieces, at, match)]
        if places:
            return _around(list(pieces), *places[-1], country)
    return None


def _is_house(pieces: Sequence[str], at: int, match: re.Match[str]) -> bool:
    """Whether a number behind a street without one is that of the house: "Rua Itupava, 1480"."""
    is_all = match[0] == pieces[at] and match[0].isdigit() and len(match[0]) <= 4
    return at == 1 and is_all and not _has_digit(pieces[0])


def _without_postcode(pieces: Sequence[str], country: str) -> Address:
    if lines := _with_a_flat(pieces):
        return _made(lines, "", "", "", country)
    if len(pieces) >= 2 and _has_digit(pieces[0]) and not _has_digit(pieces[1]):
        return _made(pieces[:1], "", pieces[1], "", country)
    return _made(pieces if len(pieces) == 1 and _has_digit(pieces[0]) else (), "", "", "", country)


def _with_a_flat(pieces: Sequence[str]) -> list[str]:
    """The street with its number, then flat and floor, where that is all there is; else nothing."""
    lines = list(pieces)
    if len(lines) > 2 and not _has_digit(lines[0]) and _ONLY_NUMBER.fullmatch(lines[1]):
        lines[0:2] = [f"{lines[0]}, {lines[1]}"]
    is_all = len(lines) > 1 and all(split_street(lines[0])) and all(map(_flat, lines[1:]))
    return lines if is_all else []


def _made(before: Sequence[str], postcode: str, city: str, region: str, country: str) -> Address:
    """before: the pieces before the town."""
    line1, line2 = _lines(before)
    street, number = split_street(line1)
    return Address(street, number, line1, line2, ", ".join(before), postcode, city, region, country)


def in_postal_order(parts: Address) -> str:
    """An address in the order in which letters have it; empty where it has no street, postcode and city."""
    if not (parts.both and parts.postcode and parts.city):
        return ""
    state = parts.region if len(parts.region) == 2 and parts.country[:2].upper() in ("US", "UN", "CA") else ""
    town = (
        f"{parts.postcode} {parts.city}" if parts.postcode[0].isdigit() else f"{parts.city} {parts.postcode}"
    )
    town = f"{parts.city}, {state} {parts.postcode}" if state else town
    flat_first = parts.line2 and parts.both.startswith(f"{parts.line2},") and parts.postcode[0].isdigit()
    street = f"{parts.line1}, {parts.line2}" if flat_first else parts.both
    return ", ".join(filter(None, (street, town, parts.country)))


def home_key(text: str) -> tuple[str, str]:
    """What two ways to write an address have in common: its street with the number, and its postcode."""
    parts = split_address(text)
    street = fold(parts.both or text.split(",")[0])
    short = re.sub(r"str(?:asse|aße|\.)", "str", street).replace("ß", "ss")
    words = [word for word in re.findall(r"[^\W_]+", short) if word not in _FLAT_WORDS]
    return " ".join(sorted(words)), re.sub(r"\W", "", parts.postcode)


def is_same_home(one: str, other: str) -> bool:
    """Whether two addresses are of one home, of which each may say less."""
    (street, code), (street_too, code_too) = home_key(one), home_key(other)
    words, words_too = set(street.split()), set(street_too.split())
    fits = words <= words_too or words_too <= words
    return bool(words and words_too) and fits and (code == code_too or not (code and code_too))


def is_region(text: str) -> bool:
    """Whether it names a region of a country, as "Sachsen" and "West Yorkshire" do."""
    return fold(text.strip()) in _regions() or text.strip().lower().endswith("shire")


@cache
def _regions() -> frozenset[str]:
    return frozenset(map(fold, REGIONS.split("|")))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


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
    elif rest and not _has_digit(rest[0]):
        city = rest.pop(0)
    elif len(street) > 2 and is_region(street[-1]) and not _has_digit(street[-2]):
        *street, city, region = street
    else:
        city = street.pop() if len(street) > 1 or region else ""
    return _made(street, postcode[0], city, region, country)


def _is_country(piece: str) -> bool:
    """By its name, or its code in capitals; of two letters only a few, for "CA" may be California."""
    is_code = piece in ("UK", "GB", "US") or (len(piece) == 3 and piece.isupper() and country_code(piece))
    return bool(is_code) or country_of(piece) is not None


def _lines(pieces: Sequence[str]) -> tuple[str, str]:
    """The line with the street, and what else is written before the town."""
    if not pieces:
        return "", ""
    rest = list(pieces)
    if len(rest) > 1 and not re.search(r"\d", rest[0]) and _ONLY_NUMBER.fullmatch(rest[1]):
        rest[0:2] = [f"{rest[0]}, {rest[1]}"]
    streets = [at for at, piece in enumerate(rest) if all(split_street(piece)) and not _flat(piece)]
    first = streets[0] if streets else 0
    others = [
        _QUARTER.sub("", piece) if _flat(piece) else piece for piece in rest[:first] + rest[first + 1 :]
    ]
    return rest[first], ", ".join(others)


def _flat(piece: str) -> bool:
    return bool(
        re.match(
            r"(?:(?:flat|apt|apto|ap|apartment|apartamento|unit|suite|floor|room|top|stiege|tür|etage|étage|"
            r"piso|app|appt|appartement|interno|int|scala|andar|puerta|pta|esc|bloco|bâtiment|bât|bus)\b|"
            r"\d{1,2}(?:\.?[º°ª]|\. ?OG\b|er?\b))",
            piece,
            re.I,
        )
    )


def split_street(line: str) -> tuple[str, str]:
    for shape in (_NUMBER_LAST, _NUMBER_FIRST):
        found = shape.fullmatch(line)
        if found is not None:
            return found["street"].strip(), found["number"].strip()
    return "", ""
