"""Numbers that lead to somebody: telephones, cards, accounts, addresses, and whatever else is long.

What is checked by a sum (cards, IBAN) is told apart; what fails the check is masked all the same, by its
length. Short numbers, such as an age, a price or a door, stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.masking.span import Kind, Span

FEWEST_DIGITS = 7
"""So many in a row, however they are parted, are no quantity that an answer needs."""
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Za-z0-9]){11,30}", re.IGNORECASE)
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34
FEWEST_IBAN_DIGITS = 8
"""One sentence in a hundred has the right check digits: "BM25 runs over the rarest"."""
_FOURS = re.compile(r"(?<!\d)\d{4}(?:[ -]\d{4}){2,4}(?!\d)")
_LOCAL_PHONE = re.compile(r"(?<![\w.,])(?:\+|0|\()\(?\d?[\d ()./\u2013-]{4,24}\d(?!\w)")
_US_PHONE = re.compile(r"(?<!\w)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)")
_MOST_PHONE_DIGITS = 17
_LONG = re.compile(r"(?<!\w)[A-Za-z]{0,3}[-#]?\d(?:[.,/'\u2019-]?\d){6,}\w*")
_CODED = re.compile(r"(?<!\w)(?=[A-Za-z\d]*[A-Za-z])[A-Za-z\d]{6,64}(?!\w)")
_SPACED = re.compile(r"(?<![\w.,])\d{2,4}(?: \d{2,4}){2,6}(?![\w,]|\.\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")

_CAPITAL = "[A-Z\u00c0-\u017d]"
_POSTCODES = (
    re.compile(r"(?<!\w)([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?!\w)"),  # SW1A 1AA
    re.compile(r"(?<!\w)([A-Z]\d[A-Z][ -]?\d[A-Z]\d)(?!\w)"),  # K1A 0B1
    re.compile(r"(?<!\w)((?!(?:19|20)\d\d )\d{4} ?[A-Z]{2})(?!\w)"),  # 1012 AB
    re.compile(r"(?<!\w)[A-Z]{2},? (\d{5}(?:-\d{4})?)(?!\w)"),  # CA 94110
    re.compile(r"(?<!\w)([A-Z]{1,3}-\d{3,5})(?!\w)"),  # D-10115
    re.compile(
        rf"(?<![\w.,:])(\d{{5}}|(?!(?:19|20)\d\d)\d{{4}}) (?!Euro|Dollar|Pound|EUR|USD|GBP){_CAPITAL}"
    ),
)
_STREETS = (
    re.compile(
        rf"(?<!\w)\d{{1,5}}[A-Za-z]?,? (?:{_CAPITAL}[\w'\u2019.-]{{1,30}} ){{1,4}}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Terrace|Close|Way|Place|Crescent|"
        r"Boulevard|Blvd|Row|Gardens|Hill|Park)\b"
    ),
    re.compile(
        rf"(?<!\w){_CAPITAL}[\w.-]{{0,40}}"
        r"(?:stra\u00dfe|strasse|str\.|gasse|weg|platz|allee|straat|laan|gatan)"
        r" \d{1,4}(?: ?[a-z])?(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?:{_CAPITAL}[\w.-]{{0,40}} ){{1,4}}"
        r"(?:ulica|cesta|ul\.|trg|Street|Road|Avenue) \d{1,4}[a-z]?(?!\w)"
    ),
    re.compile(
        r"(?<!\w)(?:\d{1,4} )?(?:[Rr]ue|[Cc]alle|[Vv]ia|[Pp]iazza|[Aa]venue|[Ss]trada) "
        r"(?:(?:de|du|des|la|le|del|della|dei|di) ){0,2}"
        rf"(?:{_CAPITAL}[\w'\u2019-]{{1,30}},? ){{1,4}}\d{{1,4}}(?!\w)"
    ),
)
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"'`|=]{1,64}@[^\s@<>()\[\]{},;:\"'`|=/?#]{1,190}\.\w[\w-]{1,60}")


def find_numbers(text: str) -> Iterator[Span]:
    """Numbers in a text from which the dates are gone."""
    yield from _ibans(text)
    for match in _CARD.finditer(text):
        yield Span(*match.span(), "Card" if luhn(digits_of(match[0])) else "Number")
    yield from _phones(text)
    for pattern in _POSTCODES:
        yield from (Span(*match.span(1), "Postcode") for match in pattern.finditer(text))
    for pattern in _STREETS:
        yield from _spans("Address", pattern, text)
    yield from _spans("Number", _LONG, text)
    yield from _spans("Number", _FOURS, text)
    yield from (
        Span(*match.span(), "Number") for match in _CODED.finditer(text) if len(digits_of(match[0])) >= 4
    )
    yield from (Span(*match.span(), "Number") for match in _SPACED.finditer(text) if _is_one_number(match[0]))


def find_emails(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    return _spans("Email", _EMAIL, text)


def digits_of(text: str) -> str:
    """The digits in a text, of whatever script, as 0 to 9."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as on cards (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether the check digits are right (ISO 13616: the remainder by 97 is 1)."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _spans(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(*match.span(), kind) for match in pattern.finditer(text))


def _ibans(text: str) -> Iterator[Span]:
    """An account number and not the word behind it: the longest beginning whose check digits are right."""
    for match in _IBAN.finditer(text):
        places = [place for place in range(*match.span()) if text[place].isascii() and text[place].isalnum()]
        for count in range(min(len(places), _LONGEST_IBAN), _SHORTEST_IBAN - 1, -1):
            chosen = places[:count]
            number = "".join(text[place] for place in chosen)
            if len(digits_of(number)) >= FEWEST_IBAN_DIGITS and is_iban(number.upper()):
                yield Span(match.start(), chosen[-1] + 1, "Iban")
                break


def _phones(text: str) -> Iterator[Span]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    for found in PhoneNumberMatcher(text, "ZZ", leniency=Leniency.POSSIBLE):
        yield Span(found.start, found.end, "Phone")
    for pattern in (_LOCAL_PHONE, _US_PHONE):
        for match in pattern.finditer(text):
            if FEWEST_DIGITS <= len(digits_of(match[0])) <= _MOST_PHONE_DIGITS:
                yield Span(*match.span(), "Phone")


def _is_one_number(text: str) -> bool:
    """Whether groups of digits are one long number, and not a row of years."""
    groups = text.split(" ")
    return len(digits_of(text)) >= FEWEST_DIGITS and not all(map(_YEAR.fullmatch, groups))
