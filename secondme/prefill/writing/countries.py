"""Countries and nationalities, by whatever name memory has and the form wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from secondme.prefill.writing.choices import sides_of
from secondme.prefill.writing.demonyms import DEMONYMS
from secondme.prefill.writing.locales import locale_of
from secondme.prefill.writing.manner import Manner, folded

_NAME_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro"),
    *("el", "tr", "ru", "uk", "ar", "ja", "zh", "ko"),
)
_EVERYDAY = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "america": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "brd": "DE",
    "united kingdom of great britain and northern ireland": "GB",
    "united states of america": "US",
    "russian federation": "RU",
    "korea republic of": "KR",
    "republic of korea": "KR",
    "iran islamic republic of": "IR",
    "viet nam": "VN",
    "syrian arab republic": "SY",
}
_BETWEEN = re.compile(r"\s*(?:[,;/\n]|\s(?:and|und|et|y|e|en)\s)\s*")
_CODE_WANTED = re.compile(
    r"\b(?:country code|iso[ -]?3166|alpha-?[23]|l[aä]ndercode|l[aä]nderkennzeichen|code pays|landcode)\b",
    re.IGNORECASE,
)
_COUNTRY_WANTED = re.compile(r"\b(?:country|pays|país|paese) (?:of|d|de|di|da)\b", re.IGNORECASE)
"""Who asks for the country of one's citizenship wants no nationality."""
_RETIRED = frozenset(("DDR", "FXX", "SUN", "TMP", "ZAR", "BUR", "ROM", "YUG", "YMD", "VDR", "ANT"))
"""Codes of countries that are no more, under whose name another one stands now."""
_ALPHA_2 = re.compile(r"[A-Z]{2}")


def country_code(text: str) -> str | None:
    """The country that a name, a nationality or an ISO 3166-1 code means, as alpha-2; None where none does
    or several."""
    plain = folded(text)
    if not plain:
        return None
    if re.fullmatch(r"[A-Z]{2,3}", text.strip()) and text.strip() in _codes():
        return _codes()[text.strip()]
    return _EVERYDAY.get(plain) or _names().get(plain) or _peoples().get(_stem(plain))


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """The country or nationality in the form's language; nothing for what is none that is known.

    Where there are options: those that mean the same, by whatever name. Two nationalities are a list.
    """
    codes = [country_code(text)]
    if codes == [None]:
        codes = [country_code(one) for one in _BETWEEN.split(text)]
    known = [code for code in codes if code is not None]
    if len(known) == len(codes) == 1:
        spelled = _spelled(known[0], manner)
    elif len(known) == len(codes) and not manner.field.options:
        spelled = iter((", ".join(next(_spelled(code, manner)) for code in known),))
    else:
        return
    yield from (one.upper() if manner.capitals else one for one in spelled)


def _spelled(code: str, manner: Manner) -> Iterator[str]:
    name, people = _name(code, manner.language), DEMONYMS.get(code, {}).get(manner.language or "en", "")
    three = _alpha_3().get(code, "")
    of_people = manner.attribute == "nationality" and not _COUNTRY_WANTED.search(manner.said)
    words = (people, name) if of_people else (name, people)
    short = manner.field.max_length in (2, 3) or manner.part == "code"
    if (_CODE_WANTED.search(manner.said) or short) and not manner.field.options:
        yield from (code, three)
    elif manner.field.options:
        yield from filter(None, (*words, code, three))
        meant = [one.label for one in manner.field.options if code in _countries_in(one.label)]
        yield from meant if len(meant) == 1 else ()
    else:
        yield from filter(None, (*words, code))


def _countries_in(label: str) -> set[str | None]:
    return {country_code(text) for text in (label, *sides_of(label))}


def _name(code: str, language: str) -> str:
    locale = locale_of(language) or locale_of("en")
    return str(locale.territories.get(code, "")) if locale else ""


@cache
def _names() -> dict[str, str]:
    """Country by its name in many languages."""
    names: dict[str, set[str]] = {}
    for language in _NAME_LANGUAGES:
        locale = locale_of(language)
        for code, name in locale.territories.items() if locale else ():
            if _ALPHA_2.fullmatch(code) and code not in ("EU", "EZ", "UN", "QO", "XA", "XB"):
                names.setdefault(folded(name), set()).add(code)
    return {name: codes.pop() for name, codes in names.items() if len(codes) == 1}


@cache
def _peoples() -> dict[str, str]:
    """Country by what its people are called, ending left off: "portugués" is "portuguesa"."""
    peoples: dict[str, set[str]] = {}
    for code, words in DEMONYMS.items():
        for word in words.values():
            peoples.setdefault(_stem(folded(word)), set()).add(code)
    return {word: codes.pop() for word, codes in peoples.items() if len(codes) == 1}


def _stem(word: str) -> str:
    bare = word.rstrip("aeo")
    return bare[:-1] if bare.endswith("nn") else bare


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 by itself and by alpha-3."""
    known = set(_names().values())
    return {code: code for code in known} | {three: two for two, three in _alpha_3().items()}


@cache
def _alpha_3() -> dict[str, str]:
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    three = {old: new[0] for old, new in aliases.items() if re.fullmatch(r"[A-Z]{3}", old) and len(new) == 1}
    known = set(_names().values())
    return {two: old for old, two in three.items() if two in known and old not in _RETIRED}
