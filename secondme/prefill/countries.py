"""Countries by their names in many languages, by what their people are called, and by their codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from secondme.prefill.demonyms import DEMONYMS, MORE_DEMONYMS
from secondme.prefill.folding import folded
from secondme.prefill.locales import locale_of

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
    "turkey": "TR",
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
_RETIRED = frozenset(("DDR", "FXX", "SUN", "TMP", "ZAR", "BUR", "ROM", "YUG", "YMD", "VDR", "ANT"))
"""Codes of countries that are no more, under whose name another one stands now."""
_ALPHA_2 = re.compile(r"[A-Z]{2}")


@lru_cache(maxsize=20_000)
def country_of(text: str, *, people: bool = False) -> str | None:
    """The ISO 3166 code of the country that the whole text names. people: or whose people it names."""
    name = folded(text.replace(".", ""))
    found = _EVERYDAY.get(name) or _names().get(name)
    return found or (_peoples().get(name) if people else None)


def country_code(text: str) -> str | None:
    """The country that a name, a nationality or an ISO 3166-1 code means, as alpha-2; None where none does
    or several."""
    if re.fullmatch(r"[A-Z]{2,3}", text.strip()) and text.strip() in _codes():
        return _codes()[text.strip()]
    return country_of(text, people=True) or _stems().get(_stem(folded(text)))


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
    """Country by what its people are called, in whatever form."""
    return _certain(_called(), folded)


@cache
def _stems() -> dict[str, str]:
    """The same with the ending left off: "portugués" is "portuguesa"."""
    return _certain(_called(), lambda word: _stem(folded(word)))


def _called() -> Iterator[tuple[str, str]]:
    for code, words in DEMONYMS.items():
        yield from ((word, code) for word in words.values())
    for code, more in MORE_DEMONYMS.items():
        yield from ((word, code) for word in more.split())


def _certain(pairs: Iterator[tuple[str, str]], key: Callable[[str], str]) -> dict[str, str]:
    """Those that mean one country."""
    found: dict[str, set[str]] = {}
    for word, code in pairs:
        found.setdefault(key(word), set()).add(code)
    return {word: codes.pop() for word, codes in found.items() if len(codes) == 1}


def _stem(word: str) -> str:
    bare = word.rstrip("aeo")
    return bare[:-1] if bare.endswith("nn") else bare


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 by itself and by alpha-3."""
    known = set(_names().values())
    return {code: code for code in known} | {three: two for two, three in alpha_3().items()}


@cache
def alpha_3() -> dict[str, str]:
    """The codes of three letters by those of two."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    three = {old: new[0] for old, new in aliases.items() if re.fullmatch(r"[A-Z]{3}", old) and len(new) == 1}
    known = set(_names().values())
    return {two: old for old, two in three.items() if two in known and old not in _RETIRED}
