"""Whole: whether a value ends where such values end, or has more in it, or less, than it should. Pure."""

from __future__ import annotations

import re

from secondme.prefill.addresses import split_address
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.countries import country_of
from secondme.prefill.finding.doubts.place import Place
from secondme.prefill.finding.homes.addresses import begins_a_street, is_only_a_flat
from secondme.prefill.finding.notes.days import time_in
from secondme.prefill.finding.notes.labels import is_neutral, read_label, words_in
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.work.words import ROLE
from secondme.prefill.writing.synonyms import meaning
from secondme.recall.time_words import MONTHS

_NAMES = frozenset(
    (
        *("full name", "given name", "family name", "additional name", "birth name", "name in use"),
        *("account holder", "card holder"),
    )
)
_PEOPLE = frozenset({"doctor", "dentist", "landlord"})
_CALLED = frozenset(
    {"employer", "occupation", "school", "degree", "field of study", "bank", "health insurance", "department"}
)
_PLACES = frozenset({"city", "birthplace", "region", "marriage place", "place of signing"})
_LISTED = frozenset(
    {"allergies", "conditions", "medication", "hobbies", "diet", "car", "religion", "operations"}
)
_TYPED = re.compile(r"~~|\*\*|[=|<>{}\[\]]")
_MARKUP = re.compile(r"~~|\*\*|[=|<>{}\[\]]|:(?!\d)|\s-\s|^[-\u2013*\u2022]")
_SMALL = frozenset(
    """
    de da do dos das del della di du des d van von der den la le el y e ter ten zu al bin of und et
    """.split()  # noqa: SIM905
)
_SENTENCE = re.compile(r"(?<=\w{3})[.!?]\s+\w{3}|\?")
_OPEN_ENDED = frozenset(
    """
    a an the of and or for at in on to with from by if as und oder der die das den dem des ein eine mit bei
    von vom zum zur auf aus im am fur de la le les du des un une et ou avec a au aux pour en el los las y o
    con por para del al il lo gli di da e per su na no em um uma het een van op met voor te
    """.split()  # noqa: SIM905
)
"""Words with which no value ends."""
_FLOOR = frozenset(
    """
    floor door flat left right ground basement stock og eg links rechts hinterhaus etage porte gauche droite
    rdc piso puerta izquierda izq derecha dcha bajo escalera interno scala esquerdo esq direito dto cave andar
    verdieping
    """.split()  # noqa: SIM905
)
_TITLE = re.compile(r"^(?:(?:[Dd]ra?|D|Dª|[Pp]rof|Mrs?|Ms|Mme|Sra?|Mag|Dipl|Ing|Dott|Lic)\.? ?)+(?=[A-ZÀ-Þ])")
_NAMED_FOR = re.compile(r"(?P<word>[A-ZÀ-Þ]\w+) (?:for|für|pour|para|voor) (?:the )?$")
_FOR = re.compile(r" (?:for|für|pour|para|voor) (?:the )?[A-ZÀ-Þ]")
"""Between two words of a name: "Center for Limnology"."""
_NONE = re.compile(
    r"(?i)(?:keine?r?|none|no known|aucune?|ningun[oa]?|nessun[oa]?|nenhum[a]?|geen|nothing|nichts)\b"
)
MOST_WORDS = {"names": 6, "called": 9, "places": 4, "listed": 6}


def is_torn(attribute: str, value: str, place: Place | None) -> bool:
    """Whether a value seems to be cut amiss: words of a label in it, numbers in a name, an open end."""
    if place is not None and attribute in _CALLED | _NAMES | _PLACES and is_glued(value, place):
        return True
    sort = ATTRIBUTES[attribute].sort
    if sort in ("date", "phone", "email", "code", "number", "yes or no", "url", "prose", "language"):
        return False
    if attribute in ("address", "street address", "address line 2", "postcode", "country", "nationality"):
        is_a_flat = _has_digits(value) or is_only_a_flat(value) or not _FLOOR.isdisjoint(words_in(value))
        if attribute == "address line 2":
            return not is_a_flat
        return attribute in ("address", "street address") and _is_torn_address(value)
    if attribute in ("marital status", "sex", "honorific"):
        return meaning(value, attribute, "") is None
    value = _TITLE.sub("", value)
    words = words_in(value)
    if (
        not words
        or _MARKUP.search(value)
        or _SENTENCE.search(value)
        or (len(words) > 1 and words[-1] in _OPEN_ENDED)
    ):
        return True
    if attribute in _NAMES | _PEOPLE:
        return _is_torn_name(value, words, place)
    if attribute in _PLACES:
        return _has_digits(value) or len(words) > MOST_WORDS["places"] or (country_of(value) is not None)
    if attribute in _CALLED:
        return _has_digits(value, 2) or len(words) > MOST_WORDS["called"] or _is_label(value)
    if attribute in _LISTED:
        return _is_torn_list(value)
    return False


def is_glued(value: str, place: Place) -> bool:
    """Whether its words go on where it stands: "Wisconsin" of "Wisconsin-Madison", "Pettifer" of "Pettifer &
    Lake"."""
    end = place.at + len(value)
    if place.text[place.at : end].casefold() != value.casefold():
        return False
    before = _NAMED_FOR.search(place.text[: place.at])
    behind = _FOR.match(place.text, end)
    if before is not None and ROLE.search(before["word"]) is None:
        return True
    if behind is not None and ROLE.search(value) is None:
        return True
    return re.match(r"[\u2013\u2014/&-]\w|['\u2019](?!s\b)\w| & \w", place.text[end : end + 4]) is not None


def _is_torn_name(value: str, words: tuple[str, ...], place: Place | None) -> bool:
    if _has_digits(value) or len(words) > MOST_WORDS["names"]:
        return True
    bare = [word for word in re.findall(r"[^\W\d_][^\W\d_'\u2019.-]*", value) if word.lower() not in _SMALL]
    if not bare or any(not word[:1].isupper() for word in bare):
        return True
    if any(word in RELATIONS or word in MONTHS for word in words):
        return True
    shouted = value.isupper() and len(value) > 3
    return (len(words[0]) == 2 and value[:2].isupper()) or (
        shouted and place is not None and not place.text.isupper()
    )


def _is_torn_address(value: str) -> bool:
    parts = split_address(value)
    first = value[:1]
    begins = first.isdigit() or first.isupper() or begins_a_street(value) or _begins_a_flat(value)
    if not begins or "@" in value or _TYPED.search(value):
        return True
    if parts.city and (_has_digits(parts.city) or country_of(parts.city) is not None):
        return True
    told = [word for word in words_in(parts.both or value) if word in RELATIONS]
    return bool(told) or len(words_in(value)) > 14 or (time_in(value) is not None and not parts.postcode)


def _begins_a_flat(value: str) -> bool:
    return is_only_a_flat(value.split(",")[0])


def _is_torn_list(value: str) -> bool:
    parts = [part.strip() for part in re.split(r",|;", value)]
    has_none = any(_NONE.match(part) for part in parts)
    return (
        any(len(part) < 2 or len(words_in(part)) > MOST_WORDS["listed"] for part in parts)
        or (has_none and len(parts) > 1)
        or any(words_in(part)[-1:] and words_in(part)[-1] in _OPEN_ENDED for part in parts)
    )


def _is_label(value: str) -> bool:
    """Whether it is what notes are headed with, and no name."""
    return is_neutral(value) or (bool(read_label(value).attributes) and len(words_in(value)) < 2)


def _has_digits(value: str, most: int = 0) -> bool:
    return sum(map(str.isdigit, value)) > most
