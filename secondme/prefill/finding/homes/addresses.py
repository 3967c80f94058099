"""Addresses in running text: where one begins and ends. Pure."""

from __future__ import annotations

import re

from secondme.prefill.addresses import POSTCODES, TOWN_FIRST, is_region, split_address
from secondme.prefill.countries import country_of

_PIECE = re.compile(r"[^\s,;(|][^,;\n(|]*")
_STREET = re.compile(
    r"(?<![\w.-])\d{1,4}[a-zA-Z]?(?:[-/]\d+)?,? (?:[^\W\d][\w'\u2019.-]*[ ]?){1,6}|"
    r"[^\W\d][\w'\u2019.-]+(?: [^\W\d][\w'\u2019.-]*){0,5},? (?:n\.?[º°]? ?)?\d{1,4}[a-zA-Z]?(?!\d)"
)
"""A street with its number, which stands first or last."""
_PHONE = re.compile(r"\+?\(?\d[\d ()./-]{6,}\d\s*$")
_ONLY_NUMBER = re.compile(r"(?:n\.?[º°o]?\.? ?)?\d{1,4}[a-zA-Z]?\s*[,;\n]")
PIECES = 4
"""Of an address before its postcode at most: the street, its number, the floor, the town."""
_FLAT = re.compile(
    r"(?:flat|apt\.?|apartment|unit|appartement|app\.?|appt\.?|apto\.?|ap\.|wohnung|piso|interno|int\.|scala|"
    r"andar|puerta|pta\.?|esc\.?|stiege|tür|top|bus|\d{1,2}\.? ?(?:og|º|ª|er|e)\b)"
    r"(?! \w{4})[^,;\n]{0,12}",
    re.IGNORECASE,
)
_FLAT_BEFORE = re.compile(rf"(?<!\w){_FLAT.pattern}[,;] $", re.IGNORECASE)
_BREAK = re.compile(r"[,;:(\n|]\s*|(?<=\w{4})(?<!\bAvda)(?<!\bPlza)[.!?]\s+(?=[A-ZÀ-Ý])")
"""What stands between the pieces of an address, or before it."""
_LEAD = re.compile(
    r"[^\d\n]*?\b(?:live|lives|living|lived|address is|wohn(?:e|t|en|haft)|lebe|leben|"
    r"adresse (?:ist|lautet|est)|habitons|demeure|domiciliée?|habite|vivo|vivimos|dirección es|"
    r"abito|abitiamo|indirizzo è|moro|moramos|morada é|woon|wonen|adres is)"
    r"(?: (?:at|in|on|der|au|à|en|ad?|em|na|no|op|now|jetzt|maintenant))* ",
    re.IGNORECASE,
)
"""What leads up to an address: "we live at"."""
_SINCE_YEAR = re.compile(
    r"[^\d\n]*(?:19|20)\d\d (?:in|im|am|an|auf|at|on|à|au|en|a|na|no|em|op|aan|ad)"
    r"(?: (?:der|dem|den|het|de|la))? "
)
"""What leads up to an address, with the year since when: "seit Mai 2022 in der"."""
_NUMBER_FIRST = re.compile(
    r"(?:[^\s\d]+ ){1,8}(?<!, )(?P<street>\d{1,4}[a-zA-Z]? [^\W\d_][\w'\u2019.-]*(?=[ ,;\n]|$))"
)
"""Words before a house number that stands first."""
_ARTICLE = re.compile(r"(?:la|el|il|the|der|die|de|le|o|a|het) ")
_WORD = re.compile(r"(?<!\S)[^\W\d_][^\s\d,;]*(?=[ ])")
FARTHEST_STREET = 70
_STREETS = frozenset(
    """
    via viale vico vicolo piazza piazzale corso largo calle c/ avenida avda. av. av paseo plaza rua r.
    travessa praça rue avenue boulevard bd place allée chemin impasse quai route venelle cours straat laan
    weg str. strada
    """.split()  # noqa: SIM905
)
_SMALL = frozenset(
    """
    de del della dello dei degli delle di da do das dos du des d la le les los las el il lo van von der den
    dem het y e a au aux à al alla an am auf im in zum zur unter op ten ter sur sous
    """.split()  # noqa: SIM905
)
"""Small words of streets, and what streets are."""
_CITY = re.compile(
    r" (?:[A-ZÀ-Þ'][\w'\u2019-]*)"
    r"(?:[ -](?:(?!con |com |mit |met |und |and )[a-z]{1,3} )?[A-ZÀ-Þ][\w'\u2019-]*){0,3}(?: \([A-Z]{2}\))?"
)
""" "Villeneuve le Roi", and not "Torino con Paolo"."""
_NEXT_PIECE = re.compile(r",\s*(?P<piece>[^\W\d][^,;.()\n\d]{1,30})")


def address_in(text: str, start: int = 0) -> tuple[int, int] | None:
    """Where in running text the first address with a street, a number, a postcode and a city stands.

    "We live at 14 Hollin Bank, Leeds LS7 4QF. Three bedrooms" has it from the number up to the postcode.
    """
    for piece in _PIECE.finditer(text, start):
        code = next((m for pattern in POSTCODES if (m := pattern.search(piece[0])) is not None), None)
        if code is None or any(_is_phone(piece[0][at:], code[0]) for at in (0, code.start())):
            continue
        if len(code[0]) == 4 and code[0].isdigit() and not _CITY.match(text, piece.start() + code.end()):
            continue  # A rent or a year: such postcodes have their town behind them.
        begin = _beginning(text, piece.start(), piece.start() + code.start())
        turned = TOWN_FIRST.match(text, piece.start() + code.start()) if begin is None else None
        if turned is not None and split_address(turned[0]).city:
            return turned.span()
        end = _ending(text, piece.start() + code.end())
        if begin is not None and (found := split_address(text[begin:end])).both and found.city:
            return begin, end
    return None


def _is_phone(text: str, code: str) -> bool:
    """Whether it is a telephone number with more in it than a postcode, as in "Telefon: 03581 555 0123"."""
    return _PHONE.match(text) is not None and code != text.strip()


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
    """Where the street begins behind words that lead up to it: "before that it was 5 Laurel Avenue"."""
    lead = _SINCE_YEAR.match(text, start) or _LEAD.match(text, start)
    start = lead.end() if lead else start
    article = _ARTICLE.match(text, start)
    start = article.end() if article and text[article.end() :].split(" ")[0] in _STREETS else start
    number = re.compile(r"\d").search(text, start + 1)
    end = min(number.start() if number else len(text), start + FARTHEST_STREET)
    words = list(_WORD.finditer(text, start, end))
    telling = [at for at, word in enumerate(words) if word[0].islower() and word[0] not in _STREETS | _SMALL]
    if not telling:
        return start
    numbered = _NUMBER_FIRST.match(text, start)
    if numbered is not None:
        return numbered.start("street")
    rest = [word for word in words[telling[-1] + 1 :] if word[0] not in _SMALL]
    return rest[0].start() if rest else start


def _ending(text: str, code: int) -> int:
    """Behind a postcode its city, where that stands there, and the country."""
    end = code
    if (city := _CITY.match(text, code)) is not None:
        end = city.end()
    for _ in range(2):
        more = _NEXT_PIECE.match(text, end)
        if more is None or not (country_of(more["piece"]) or is_region(more["piece"])):
            break
        end = more.end()
    return end


def begins_a_street(text: str) -> bool:
    """Whether it begins with what streets are called, in small letters or not: "calle Olmo 14"."""
    return text.split(" ")[0].lower() in _STREETS


def is_only_a_flat(text: str) -> bool:
    """Whether it is "Flat 3", and no street."""
    return _FLAT.fullmatch(text.strip(" ,.")) is not None
