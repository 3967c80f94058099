"""Countries and nationalities, by whatever name the form wants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.countries import alpha_3, country_code
from secondme.prefill.demonyms import DEMONYMS
from secondme.prefill.locales import locale_of
from secondme.prefill.writing.blocs import group_of
from secondme.prefill.writing.choices import sides_of
from secondme.prefill.writing.manner import Manner

_BETWEEN = re.compile(r"\s*(?:[,;/\n]|\s(?:and|und|et|y|e|en)\s)\s*")
_CODE_WANTED = re.compile(
    r"\b(?:country code|iso[ -]?3166|alpha-?[23]|l[aä]ndercode|l[aä]nderkennzeichen|code pays|landcode)\b",
    re.IGNORECASE,
)
_COUNTRY_WANTED = re.compile(r"\b(?:country|pays|país|paese) (?:of|d|de|di|da)\b", re.IGNORECASE)
"""Who asks for the country of one's citizenship wants no nationality."""


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
    three = alpha_3().get(code, "")
    of_people = manner.attribute == "nationality" and not _COUNTRY_WANTED.search(manner.said)
    words = (people, name) if of_people else (name, people)
    short = manner.field.max_length in (2, 3) or manner.part == "code"
    if (_CODE_WANTED.search(manner.said) or short) and not manner.field.options:
        yield from (code, three)
    elif manner.field.options:
        yield from filter(None, (*words, code, three))
        meant = [one.label for one in manner.field.options if code in _countries_in(one.label)]
        yield from meant if len(meant) == 1 else ()
        if not meant:
            yield from group_of(code, [one.label for one in manner.field.options])
    else:
        yield from filter(None, (*words, code))


def _countries_in(label: str) -> set[str | None]:
    return {country_code(text) for text in (label, *sides_of(label))}


def _name(code: str, language: str) -> str:
    locale = locale_of(language) or locale_of("en")
    return str(locale.territories.get(code, "")) if locale else ""
