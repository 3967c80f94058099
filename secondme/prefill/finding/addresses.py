"""Addresses: the parts of one that is written on a line, by the shapes that countries give them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from secondme.prefill.finding.countries import country_of
from secondme.prefill.finding.regions import REGIONS
from secondme.recall.time_tokens import fold

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
_PIECE = re.compile(r"[^\s,;(|][^,;\n(|]*")
_STREET = re.compile(
    r"(?<![\w.-])\d{1,4}[a-zA-Z]?(?:[-/]\d+)?,? (?:[^\W\d][\w'\u2019.-]*[ ]?){1,6}|"
    r"[^\W\d][\w'\u2019.-]+(?: [^\W\d][\w'\u2019.-]*){0,5},? (?:n\.?[º°]? ?)?\d{1,4}[a-zA-Z]?(?!\d)"
)
"""A street with its number, which stands first or last."""
_ONLY_NUMBER = re.compile(r"(?:n\.?[º°o]?\.? ?)?\d{1,4}[a-zA-Z]?\s*[,;\n]")
PIECES = 4
"""Of an address before its postcode at most: the street, its number, the floor, the town."""
_FLAT_WORDS = frozenset("flat apt apartment unit appartement app wohnung piso".split())  # noqa: SIM905
_FLAT = re.compile(
    r"(?:flat|apt\.?|apartment|unit|appartement|app\.?|appt\.?|wohnung|piso|\d{1,2}\.? ?(?:og|º|ª|er|e)\b)"
    r"(?! \w{4})[^,;\n]{0,12}",
    re.IGNORECASE,
)
_FLAT_BEFORE = re.compile(rf"(?<!\w){_FLAT.pattern}[,;] $", re.IGNORECASE)
_BREAK = re.compile(r"[,;:(\n|]\s*|(?<=\w{4})[.!?]\s+(?=[A-ZÀ-Ý])")
"""What stands between the pieces of an address, or before it."""
_LEAD = re.compile(
    r"[^\d\n]*?\b(?:live|lives|living|lived|address is|wohn(?:e|t|en|haft)|lebe|leben|"
    r"adresse (?:ist|lautet|est)|habitons|demeure|domiciliée?|habite|vivo|vivimos|dirección es|"
    r"abito|abitiamo|indirizzo è|moro|moramos|morada é|woon|wonen|adres is)"
    r"(?: (?:at|in|on|der|au|à|en|ad?|em|na|no|op|now|jetzt|maintenant))* ",
    re.IGNORECASE,
)
"""What leads up to an address: "we live at"."""
_CITY = re.compile(
    r" (?:[A-ZÀ-Þ'][\w'\u2019-]*)(?:[ -](?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'\u2019-]*){0,3}(?: \([A-Z]{2}\))?"
)
_NEXT_PIECE = re.compile(r",\s*(?P<piece>[^\W\d][^,;.()\n\d]{1,30})")
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


def in_postal_order(parts: Address) -> str:
    """An address in the order in which letters have it; empty where it has no street, postcode and city."""
    if not (parts.street and parts.postcode and parts.city):
        return ""
    state = parts.region if len(parts.region) == 2 and parts.country[:2].upper() in ("US", "UN", "CA") else ""
    town = (
        f"{parts.postcode} {parts.city}" if parts.postcode[0].isdigit() else f"{parts.city} {parts.postcode}"
    )
    town = f"{parts.city}, {state} {parts.postcode}" if state else town
    return ", ".join(filter(None, (parts.street, town, parts.country)))


def address_in(text: str, start: int = 0) -> tuple[int, int] | None:
    """Where in running text the first address with a street, a number, a postcode and a city stands.

    "We live at 14 Hollin Bank, Leeds LS7 4QF. Three bedrooms" has it from the number up to the postcode.
    """
    for piece in _PIECE.finditer(text, start):
        code = next((m for pattern in _POSTCODES if (m := pattern.search(piece[0])) is not None), None)
        if code is None:
            continue
        begin = _beginning(text, piece.start(), piece.start() + code.start())
        end = _ending(text, piece.start() + code.end())
        if begin is not None and (found := address_parts(text[begin:end])).street and found.city:
            return begin, end
    return None


def _beginning(text: str, piece: int, code: int) -> int | None:
    """Where the street begins that stands before a postcode; None where none does."""
    if _STREET.search(text, piece, code):
        return _after_lead(text, piece)
    start = piece
    for _ in range(PIECES):
        before = text[:start].rstrip(" ,;\n")
        start = max((mark.end() for mark in _BREAK.finditer(before)), default=0)
        is_street = _STREET.search(text, start, piece) and not _FLAT.match(text, start)
        if is_street and not _ONLY_NUMBER.match(text, start):
            flat = _FLAT_BEFORE.search(text, 0, start)
            return flat.start() if flat else _after_lead(text, start)
        if start <= 0 or text[:start].rstrip()[-1:] in ".!?(:|":
            break
    return None


def _after_lead(text: str, start: int) -> int:
    lead = _LEAD.match(text, start)
    return lead.end() if lead else start


def _ending(text: str, code: int) -> int:
    """Behind a postcode its city, where that stands there, and the country."""
    end = code
    if (city := _CITY.match(text, code)) is not None:
        end = city.end()
    for _ in range(2):
        more = _NEXT_PIECE.match(text, end)
        if more is None or not (country_of(more["piece"]) or _is_region(more["piece"])):
            break
        end = more.end()
    return end


def is_only_a_flat(text: str) -> bool:
    """Whether it is "Flat 3", and no street."""
    return _FLAT.fullmatch(text.strip(" ,.")) is not None


def home_key(text: str) -> tuple[str, str]:
    """What two ways to write an address have in common: its street with the number, and its postcode."""
    parts = address_parts(text)
    street = fold(parts.street or text.split(",")[0])
    short = re.sub(r"str(?:asse|aße|\.)", "str", street).replace("ß", "ss")
    words = [word for word in re.findall(r"[^\W_]+", short) if word not in _FLAT_WORDS]
    return " ".join(sorted(words)), re.sub(r"\W", "", parts.postcode)


def is_same_home(one: str, other: str) -> bool:
    """Whether two addresses are of one home, of which each may say less."""
    (street, code), (street_too, code_too) = home_key(one), home_key(other)
    words, words_too = set(street.split()), set(street_too.split())
    fits = words <= words_too or words_too <= words
    return bool(words and words_too) and fits and (code == code_too or not (code and code_too))


def _is_region(text: str) -> bool:
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
    elif rest and not any(map(str.isdigit, rest[0])):
        city = rest.pop(0)
    elif len(street) > 2 and _is_region(street[-1]) and not _has_digit(street[-2]):
        *street, city, region = street
    else:
        city = street.pop() if len(street) > 1 or region else ""
    return Address(", ".join(street), postcode[0], city, region, country)
