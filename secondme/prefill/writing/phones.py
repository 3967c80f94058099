"""Phone numbers: international or as people of the country dial them, whole or in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from secondme.prefill.writing.manner import Manner

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SHAPE = re.compile(r"\+?[\d\s()./\-]{3,30}")
_E164 = re.compile(r"\be\.?164\b", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:without (?:the )?country code|national|ohne (?:landes)?vorwahl|sans indicatif|sin prefijo"
    r"|senza prefisso|sem indicativo|zonder landcode)\b",
    re.IGNORECASE,
)
_OF_PART = {
    "country code": "country",
    "prefix": "country",
    "area code": "area",
    "local": "local",
    "local number": "local",
    "number": "local",
    "national": "local",
    "national number": "local",
    "extension": "extension",
}


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The number as the field wants it.

    Without its country it is written as it stands, if it looks like a number at all: whose country would
    that be, the form's or the person's?
    """
    text = " ".join(text.removeprefix("tel:").split())
    number = _parsed(text)
    if number is not None:
        part = _OF_PART.get(manner.part, "")
        yield from _of_part(number, part) if manner.part else _of_whole(number, manner)
    elif _SHAPE.fullmatch(text) and not text.startswith("+") and not manner.part:
        digits = re.sub(r"\D", "", text)
        yield from (digits,) if manner.bare or manner.field.type == "number" else (text, digits)


def _parsed(text: str) -> PhoneNumber | None:
    """A number that says its country; None for any other."""
    import phonenumbers

    dialled = re.sub(r"^00(?=\d)", "+", re.sub(r"\(0\)", "", text))
    try:
        number = phonenumbers.parse(dialled)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _of_whole(number: PhoneNumber, manner: Manner) -> Iterator[str]:
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    whole = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    bare = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    at_home = manner.country in phonenumbers.region_codes_for_country_code(number.country_code or 0)
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if at_home else ""
    digits = re.sub(r"\D", "", national)
    if _E164.search(manner.said):
        yield bare
    elif manner.field.type == "number" or manner.bare:
        yield digits or bare.removeprefix("+")
    elif national and _NATIONAL.search(manner.said):
        yield from (national, digits)
    else:
        short = whole.partition(" ")[2] if at_home else ""
        yield from filter(None, (whole, bare, national, digits, f"00{bare[1:]}", bare[1:], short))


def _of_part(number: PhoneNumber, part: str) -> Iterator[str]:
    import phonenumbers

    code, local = str(number.country_code), phonenumbers.national_significant_number(number)
    area = phonenumbers.length_of_geographical_area_code(number)
    if part == "country":
        yield from (f"+{code}", f"00{code}", code)
    elif part == "area":
        yield from (_trunk(number) + local[:area], local[:area]) if area else ()
    elif part == "extension":
        yield from (number.extension,) if number.extension else ()
    elif part == "local":
        international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        yield international.removeprefix(f"+{code}").strip(" -")
        yield local


def _trunk(number: PhoneNumber) -> str:
    """The 0 that is dialled before an area code in many countries."""
    import phonenumbers

    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    local = phonenumbers.national_significant_number(number)
    digits = re.sub(r"\D", "", national)
    return digits.removesuffix(local) if digits.endswith(local) else ""
