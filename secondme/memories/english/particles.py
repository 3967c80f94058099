"""Particles: the little words and signs around what is said in a chat, which are no part of it.

"I'm allergic to hazelnuts btw" names hazelnuts. In small letters or in capitals: "Love Actually" is a film.
"""

from __future__ import annotations

import re

_AFTER = (
    r"btw|by the way|though|tho|lol|lmao|rofl|(?:a?(?:ha)+h?|(?:he){2,}|hihi)|xd|you know|y'know|ya know|"
    r"actually|anyways?|fyi|just fyi|tbh|imo|imho|ngl|afaik|iirc|too|as well|also|either|thanks|thx|please|"
    r"pls|sorry|ok|okay|innit|of course|obviously|honestly|basically|literally|i guess|i think|i mean|"
    r"you see|if you must know|in case you wonder|xx+|xo+x*|smh|omg|wow|yay"
)
_BEFORE = (
    r"btw|by the way|actually|basically|literally|honestly|umm?|uhh?|erm?|you know|y'know|i mean|fyi|tbh"
)
_CHATTING = (
    r"btw|BTW|by the way|tho|though|lol|LOL|lmao|(?:a?(?:ha)+h?|(?:he){2,})|tbh|TBH|fyi|FYI|ngl|imh?o|"
    r"you know"
)
"""What ends a sentence of a chat and says nothing in it."""
_SIGNS = (
    r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff~^]|"
    r"[:;=8xX]'?-?[)(DPpO/\\|*3](?!\w)|<3|\.{2,}|\u2026"
)


_TRAILING = re.compile(
    rf"(?:(?:[\s,(\u2013\u2014-]+(?:{_AFTER}|BTW|LOL|LMAO|FYI|TBH|IMO|IMHO|XD|OMG))+(?=[\s).!,]*$)"
    rf"|[\s,]*(?:{_SIGNS})(?=[\s).!,]*$))[\s).!,]*$"
)
_SET_OFF = re.compile(rf"(?<=[\w)])\s(?=(?:{_CHATTING})(?:\s+(?:{_CHATTING}))*[\s.!)]*$)")
_LEADING = re.compile(rf"(?:(?:{_BEFORE}|BTW|FYI|TBH)(?:,\s*|\s+)|(?:{_SIGNS})\s*)+")


_FILLING = re.compile(
    r"(?P<before>(?:^\W*|[,;:] |\b(?:erm?|umm?|well|right|and|but) )so |"
    r"\b(?:erm?|umm?) |"
    r"\b(?:and|but) (?=like (?:I|I'm|I've|he|she|they|we|(?:wo|do|did|ca|does)n't|never)\b))"
    r"like(?= [^,.;]{3})",
    re.IGNORECASE,
)
_FILLER = "erm,"
"""It stands for a "like" that nobody likes: as long, and no verb."""


def set_off(sentence: str) -> str:
    """The sentence, of the same length, with a comma before the particles at its end: "I'm vegan,btw".

    "So like Ben lives in Graz" is of nobody who likes anything: "So erm, Ben lives in Graz".
    """
    return _SET_OFF.sub(
        ",", _FILLING.sub(rf"\g<before>{_FILLER}", sentence) if "like" in sentence else sentence
    )


def bare(text: str, first: int, last: int) -> tuple[int, int]:
    """The characters [first, last) of a value without these at its ends; empty where it is nothing else."""
    leading = _LEADING.match(text, first, last)
    if leading is not None:
        first = leading.end()
    while (trailing := _TRAILING.search(text, first, last)) is not None:
        last = trailing.start()
    return first, max(first, last)
