"""Words and prose: in the form's language where the word is one of a few, and cut only between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.countries import country_code
from secondme.prefill.writing.manner import Manner
from secondme.prefill.writing.synonyms import groups_of, meaning, wording

_COUNTRY = re.compile(r"countr|land\b|staat|pays|pa[ií]s|paese|stato", re.IGNORECASE)
_SIZES = {"PP": "XS", "P": "S", "G": "L", "GG": "XL"}
_SENTENCE_END = re.compile("(?<=[.!?…])[\"'\u201d\u2019)]*(?=\\s)|(?<=[。\uff01\uff1f])")


def spellings(text: str, manner: Manner) -> Iterator[str]:
    """Words as they stand; of sex, marital status, salutation, yes and no, those of the form's language."""
    words = _in_sizes(_place_alone(" ".join(text.split()), manner), manner)
    for spelled in dict.fromkeys((*_translated(words, manner), words)):
        yield spelled.upper() if manner.capitals else spelled


def _in_sizes(words: str, manner: Manner) -> str:
    """A shirt of size P or G as others than Portuguese shops call it."""
    of_a_shirt = manner.attribute == "clothing size" and manner.language != "pt"
    return _SIZES.get(words, words) if of_a_shirt else words


def _place_alone(words: str, manner: Manner) -> str:
    """The place where somebody was born, without the country where the field does not ask for that."""
    place, _, country = words.rpartition(",")
    is_whole = manner.attribute != "birthplace" or not place or _COUNTRY.search(manner.label)
    return words if is_whole or country_code(country.strip()) is None else place


def prose_spellings(text: str, manner: Manner) -> Iterator[str]:
    """Free text, and where there is no room for it, its first sentences: never half of one."""
    whole = " ".join(text.split()) if manner.one_line else text.strip()
    yield whole
    room = manner.field.max_length
    ends = [found.end() for found in _SENTENCE_END.finditer(whole)]
    fitting = [end for end in ends if room is not None and end <= room]
    if fitting:
        yield whole[: fitting[-1]].rstrip()


def _translated(words: str, manner: Manner) -> list[str]:
    for group in groups_of(manner.attribute):
        if group != manner.attribute and len(words) == 1:
            continue  # A shirt of size S is no "sí".
        said = meaning(words, group, "")
        usual = wording(said, group, manner.language) if said else []
        if said and words not in usual:
            return usual[:1]
    return []
