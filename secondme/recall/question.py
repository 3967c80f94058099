"""Understands a question as far as finding needs it: its words, and who is named in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_TERMS = 64
"""A pasted page has more words than are worth asking for; the first ones are taken."""
MAX_CHARACTERS = 2_000
"""As much of the text is compared by meaning; a pasted book would keep the model busy for half a minute."""
MIN_PREFIX = 2

_WORD = re.compile(r"\w+")
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can
    could d did do does doing don during each few for from further had has have having he her here hers him
    his how i if in into is it its itself just ll m me more most my myself no nor not now of off on once only
    or other our ours out over own re s same she should so some such t than that the their theirs them then
    there these they this those through to too under until up ve very was we were what when where which while
    who whom whose why will with would you your yours
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    terms: its content words in lower case, each once, in order; the stop words when there is nothing else.
    prefix: an unfinished last word, while the person is still typing. speaks_of_self: whether it says "I".
    """

    text: str
    terms: tuple[str, ...]
    words: frozenset[str]
    prefix: str = ""
    speaks_of_self: bool = False

    def names(self, speaker: str | None) -> bool:
        """Whether one of the speaker's names is a word of the question."""
        return any(name in self.words for name in name_words(speaker))


def understand(text: str, *, unfinished: bool = False) -> Question:
    """Takes a question apart. unfinished: the last word may be only its beginning."""
    words = [word.casefold() for word in _WORD.findall(text)]
    typed = words[-1] if unfinished and words and text[-1:].isalnum() else ""
    content = [word for word in words if word not in STOP_WORDS] or words
    return Question(
        text=text,
        terms=tuple(dict.fromkeys(content))[:MAX_TERMS],
        words=frozenset(words),
        prefix=typed if len(typed) >= MIN_PREFIX else "",
        speaks_of_self=not _FIRST_PERSON.isdisjoint(words),
    )


def name_words(speaker: str | None) -> list[str]:
    """The parts of a name that can name its bearer; initials and little words cannot."""
    parts = _WORD.findall((speaker or "").casefold())
    return [part for part in parts if len(part) > 2 and part not in STOP_WORDS]
