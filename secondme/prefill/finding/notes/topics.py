"""Topics: words that the person's notes have as common words, and so as nobody's name. Pure.

A heading of one word with a capital may be somebody: "Dove" is nobody where other lines have "dove". German
writes its nouns large, and so an article or a preposition before them tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.small_letters import is_in_small_letters
from secondme.recall.time_tokens import fold

_SMALL = re.compile(r"(?<![\w'\u2019@./-])[^\W\d_A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2,}(?![\w@])")
_NOUN = re.compile(
    r"\b(?:das|ein|eine|einen|einem|einer|kein\w{0,2}|dem|des|im|zum|zur|beim|vom|am|ins|jede[rsmn]?|diese[rsmn]?)"
    r" (?P<noun>[A-ZÄÖÜ][a-zäöüß]{3,})(?!\w)"
)
_ABSTRACT = re.compile(
    r"(?:ung|heit|keit|schaft|tion|sion|tionen|ungen|zion[ei]|ci[oó]n|ciones|[cç][aã]o|[cç][oõ]es|ment|ments|mento|"
    r"menti|mentos|ness|ing|ings|ismus|ität|ità|idad|idade|ité|[aeiu]ble)$"
)
SHORTEST = 5
"""Letters that a word has before such an ending."""


def common_words(notes: Iterable[Said]) -> frozenset[str]:
    """The words, as they are compared, that notes have in small letters, or as German nouns."""
    found: set[str] = set()
    for said in notes:
        text = said.written or said.text
        if not is_in_small_letters(text):
            found |= {fold(word) for word in _SMALL.findall(text)}
        found |= {fold(match["noun"]) for match in _NOUN.finditer(text)}
    return frozenset(found)


def is_abstract(word: str) -> bool:
    """Whether a word ends as those for doings and qualities do: "Installazione", "Betreuung"."""
    ending = _ABSTRACT.search(word)
    return ending is not None and ending.start() >= SHORTEST - len(ending[0]) and ending.start() >= 3
