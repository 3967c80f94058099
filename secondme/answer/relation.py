"""What a question asks of its matter, and what a sentence says of it: ends is not begins, sold not bought.

By a table of opposites in several languages (relations.toml). A sentence that has the other side and nothing
of the side that is asked for answers another question, however near it comes in all its other words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question
from secondme.recall.stop_words import likely_languages

_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_FROM_OR_TO = re.compile(
    r"\b(?:from|to|von|an|de|à|a|para|da|van|aan)\b"
    r"(?= (?:\w+ )?(?:us|me|him|her|them|my|our|uns|mich|mir|ihm|ihr|"
    r"nous|moi|lui|nosotros|mí|él|ella|noi|lei|nós|mim|ele|ela|ons|mij|hem|haar)\b| [A-ZÀ-Þ])"
)
_IDIOMS = re.compile(
    r"\b(?:in the end|to begin with|at least|left over|left behind|"
    r"am ende|en fin|au début|al final|no fim)\b",
    re.IGNORECASE,
)
_NEITHER = frozenset({QuestionKind.YES_NO, QuestionKind.ORDER})
"""Kinds of question that may be answered by the other side: "Was it sold?" No, it was bought."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides of a matter, as words in one language; see relations.toml for `swaps` and `wide`."""

    one: frozenset[str]
    other: frozenset[str]
    swaps: bool = False
    wide: bool = False

    def turned(self) -> Sides:
        """The same with the other side first."""
        return Sides(self.other, self.one, self.swaps, self.wide)


@dataclass(frozen=True, slots=True)
class Asked:
    """One side of a matter that a question asks for. word: as the question says it."""

    word: str
    language: str
    place: int
    turned: bool


def relations_asked(question: Question) -> list[Asked]:
    """The sides that a question asks for; none where it may be answered by the other one, or names both."""
    if question.kind in _NEITHER:
        return []
    words = _words_of(_IDIOMS.sub(" ", question.plain))
    found: dict[int, Asked] = {}
    for language in likely_languages(words):
        for place, sides in enumerate(_opposites(language)):
            said = [word for word in words if word in sides.one]
            against = [word for word in words if word in sides.other]
            if bool(said) != bool(against):
                found.setdefault(place, Asked((said or against)[0], language, place, not said))
    return list(found.values())


def says(asked: Asked, text: str) -> bool:
    """Whether a text has the side that is asked for."""
    return any(not sides.one.isdisjoint(words) for sides, words in _in_languages(asked, text))


def contradicts(asked: Asked, sentence: str, around: str) -> bool:
    """Whether a sentence says the other side alone. around: what stands about it, itself included."""
    for sides, words in _in_languages(asked, sentence):
        if sides.wide and says(asked, around):
            return False
        if sides.swaps and _FROM_OR_TO.search(sentence):
            return False
        if not sides.one.isdisjoint(words):
            return False
    return any(not sides.other.isdisjoint(words) for sides, words in _in_languages(asked, sentence))


def other_way(question: Question, sentence: str) -> str | None:
    """The place from which something is asked to go, and to which the sentence has it go, or the reverse."""
    if question.kind in _NEITHER:
        return None
    languages = likely_languages(_words_of(question.plain))
    for away, towards in (pair for language in languages for pair in _directions(language)):
        for asked, opposite in ((away, towards), (towards, away)):
            for match in re.finditer(rf"\b(?:{asked}) ([A-ZÀ-Þ]\w+)", question.plain):
                place = re.escape(match[1])
                goes = re.search(rf"\b(?:{opposite}) (?:the )?{place}\b", sentence)
                if goes and not re.search(rf"\b(?:{asked}) (?:the )?{place}\b", sentence):
                    return match[1]
    return None


def _in_languages(asked: Asked, text: str) -> Iterator[tuple[Sides, frozenset[str]]]:
    """The sides in the question's language and, where that is another, the text's; with the text's words."""
    words = _words_of(text)
    for language in dict.fromkeys((asked.language, *likely_languages(words))):
        sides = _opposites(language)[asked.place]
        yield sides.turned() if asked.turned else sides, frozenset(words)


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("secondme.answer").joinpath("relations.toml").read_text("utf-8"))


@cache
def _opposites(language: str) -> Sequence[Sides]:
    """All opposites in a language, in the order of the table; empty sides where it has no words for one."""
    found = []
    for entry in _table()["opposites"]:
        words = entry.get(language, {})
        one, other = (frozenset(words.get(side, "").split()) for side in ("one", "other"))
        found.append(Sides(one, other, entry.get("swaps", False), entry.get("wide", False)))
    return found


@cache
def _directions(language: str) -> Sequence[tuple[str, str]]:
    """Words for from and for to, each as alternatives of a pattern."""
    words = _table()["directions"].get(language)
    return [] if words is None else [("|".join(words["from"].split()), "|".join(words["to"].split()))]
