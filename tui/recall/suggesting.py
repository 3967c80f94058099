"""Suggestions: how the last word of a query may go on, where it is a filter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from textual.suggester import Suggester

from secondme.recall.filters import HOW, MEMORY_KINDS, TRUSTS

KINDS_OF_SOURCES = ("mail", "whatsapp", "telegram", "notes")
TIMES = ('"last week"', '"last month"', '"last summer"', "yesterday")
SHORTEST_NAME = 3
"""So many letters of a filter's name are typed before it is suggested: `in` and `on` are words."""
_NAME = re.compile(r"(?:^|\s)-?(\w+)$")
_VALUE = re.compile(r"(?:^|\s)-?(\w+):(\"[^\"]*|[^\s\"]*)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What filters can name in a memory, the most used first. people: of `from:`, places: of `in:`."""

    people: Sequence[str] = ()
    places: Sequence[str] = ()
    types: Sequence[str] = field(default=("pdf", "markdown", "mail", "chat"))


class FilterSuggester(Suggester):
    """Suggests filters and what they can name; the right arrow takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.vocabulary = Vocabulary()

    async def get_suggestion(self, value: str) -> str | None:
        return complete(value, self.vocabulary)


def complete(text: str, vocabulary: Vocabulary) -> str | None:
    """The text with its last word completed, or None. What was typed stays as it is."""
    if match := _VALUE.search(text):
        return _completed(text, match[2], _values(match[1].casefold(), vocabulary))
    match = _NAME.search(text)
    if match is None or len(match[1]) < SHORTEST_NAME:
        return None
    return _completed(text, match[1], (f"{name}:" for name in HOW))


def _completed(text: str, typed: str, candidates: Iterable[str]) -> str | None:
    for candidate in candidates:
        if len(candidate) > len(typed) and candidate.casefold().startswith(typed.casefold()):
            return text + candidate[len(typed) :]
    return None


def _values(name: str, vocabulary: Vocabulary) -> Iterable[str]:
    match name:
        case "from":
            return ["me", *_named(vocabulary.people)]
        case "in":
            return [*_named(vocabulary.places), *KINDS_OF_SOURCES]
        case "kind":
            return MEMORY_KINDS
        case "trust":
            return TRUSTS
        case "type":
            return vocabulary.types
        case "before" | "after" | "on" | "during":
            return TIMES
    return ()


def _named(names: Iterable[str]) -> Iterator[str]:
    """Each as it can be written: in quotes, or its first word without."""
    for name in names:
        if words := name.replace('"', "").split():
            yield from (f'"{" ".join(words)}"', words[0]) if len(words) > 1 else (words[0], f'"{words[0]}"')
