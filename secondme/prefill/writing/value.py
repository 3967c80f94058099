"""A value written into a field: every legal spelling of its sort, and the first that fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.forms import YES, Field
from secondme.prefill.attributes import Attribute, Sort
from secondme.prefill.countries import country_of
from secondme.prefill.writing import (
    addresses,
    codes,
    countries,
    dates,
    names,
    numbers,
    online,
    phones,
    tongues,
    wording,
)
from secondme.prefill.writing.choices import chosen, several_chosen, ticked
from secondme.prefill.writing.fit import fits
from secondme.prefill.writing.letters import codes_in
from secondme.prefill.writing.manner import Manner

Spellings = Callable[[str, Manner], Iterator[str]]
_AND_COUNTRY = re.compile(
    r"(?i)\b(?:and|und|et|y|e|en|&) (?:the )?(?:country|land|staat|pays|pa[íi]s|paese)\b"
)
CODED = frozenset({"sex", "marital status"})
"""What a label may want as one of the letters that it gives."""
LONGEST, LONGEST_TEXT = 500, 20_000
"""Characters of a value, and of one in words; nothing that is longer belongs into a field."""
_OF_SORT: dict[Sort, Spellings] = {
    "name": names.spellings,
    "words": wording.spellings,
    "prose": wording.prose_spellings,
    "date": dates.spellings,
    "number": numbers.spellings,
    "phone": phones.spellings,
    "email": online.email_spellings,
    "url": online.url_spellings,
    "country": countries.spellings,
    "language": tongues.spellings,
    "code": codes.spellings,
    "yes or no": wording.spellings,
}
_IN_WORDS = (wording.spellings, wording.prose_spellings)
_IN_PARTS = (
    addresses.spellings,
    countries.spellings,
    dates.spellings,
    names.spellings,
    phones.spellings,
)
_OF_TYPE: dict[str, Sort] = {
    "date": "date",
    "number": "number",
    "phone": "phone",
    "email": "email",
    "url": "url",
    "long text": "prose",
}
"""What an attribute that nobody knows is taken for, by the type of its field."""


def write(
    value: str,
    attribute: Attribute | None,
    field: Field,
    *,
    part: str = "",
    ticks: str = "",
    language: str,
    country: str | None,
) -> str | None:
    """A value as memory holds it, as it will stand in the field; None where it cannot be written so.

    value: dates in ISO 8601, else in the words of its source. part, ticks: as in `Asked`. language: of the
    form, ISO 639-1 or empty. country: where the form is from, ISO 3166-1 alpha-2. Of a choice, the value of
    an option; of several, a line each; of a checkbox, YES or None.
    """
    if not value.strip() or field.locked or field.type == "signature":
        return None
    if attribute is not None and attribute.name == "birthplace" and _lacks_country(value, field):
        return None
    manner = Manner(field, attribute.name if attribute else "", part, language[:2].lower(), country)
    spell = _speller(attribute, field)
    if len(value) > (LONGEST_TEXT if spell in _IN_WORDS else LONGEST) or (part and spell not in _IN_PARTS):
        return None
    if field.type == "checkbox":
        return YES if ticked(value, ticks or YES, manner) else None
    if field.type == "choices" and field.options:
        return several_chosen(value, manner, lambda one: spell(one, manner))
    if field.options:
        return chosen(_with_itself(value, spell(value, manner), manner), manner)
    if attribute is not None and (code := _as_code(value, spell, manner)) is not None:
        return code
    written = (_one_line(text, manner) for text in spell(value, manner))
    return next((text for text in written if fits(text, field)), None)


def _as_code(value: str, spell: Spellings, manner: Manner) -> str | None:
    """One of the letters that a label gives in brackets, where it gives any."""
    codes = codes_in(manner.label) if manner.attribute in CODED else ()
    coded = replace(manner, field=replace(manner.field, options=codes))
    return chosen(_with_itself(value, spell(value, coded), coded), coded) if codes else None


def _lacks_country(value: str, field: Field) -> bool:
    """Whether a field asks for a town and its country, and the value has the town alone."""
    return bool(_AND_COUNTRY.search(field.label)) and country_of(value.rpartition(",")[2]) is None


def _speller(attribute: Attribute | None, field: Field) -> Spellings:
    if attribute is None:
        return _OF_SORT[_OF_TYPE.get(field.type, "words")]
    if attribute.name in addresses.ATTRIBUTES:
        return addresses.spellings
    return _OF_SORT[attribute.sort]


def _with_itself(value: str, spellings: Iterator[str], manner: Manner) -> Iterator[str]:
    """An option may say a value in its own words, save for a part of it, which the whole never is."""
    yield from spellings
    if not manner.part:
        yield value


def _one_line(text: str, manner: Manner) -> str:
    return " ".join(text.split("\n")) if manner.one_line else text
