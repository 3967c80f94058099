"""Whom a sentence is about: "I" is who speaks, "you" is who listens, a name is who bears it.

In a conversation the right words in the wrong mouth are the commonest way to answer wrongly: asked what Ana
bought, a careless reader tells what Ben said that he bought.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from secondme.recall.excerpt import stem
from secondme.recall.hit import Hit
from secondme.recall.question import Question, name_words
from secondme.recall.sentences import sentences_of
from secondme.recall.signals import is_named

_WORD = re.compile(r"\w+")
_SPEAKER = re.compile(
    r"\b(?:i|i['\u2019]?m|i['\u2019]?ve|i['\u2019]d|i['\u2019]?ll|my|me|mine|myself|we|our|us|we['\u2019]?re|we['\u2019]?ve|"
    r"ich|mein\w*|mir|wir|"
    r"unser\w*|je|j['\u2019]\w+|mon|ma|mes|nous|yo|mi|mis|io|mio|mia|eu|meu|minha|ik|mijn)\b",
    re.IGNORECASE,
)
_LISTENER = re.compile(
    r"\b(?:you|you['\u2019]?re|you['\u2019]?ve|your|yours|yourself|ur|u|"
    r"du|dein\w*|dir|dich|tu|toi|ton|ta|tes|vous|votre|tú|"
    r"usted|você|jij|jouw)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:\s*(?:hey|hi|hello|thanks|thank you|thx|wow|yeah|yes|yep|no|aw+|oh|ok|"
    r"okay|congrats|sorry|dear|hallo|"
    r"liebe[r]?|hola|ciao|salut)\b[\s,!]*)*\w+\s*(?:[,!]|[.](?=\s|$))\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[[^\]]*(?:\]|$)")
"""What stands in brackets describes: nobody says it of anybody."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in what was found, and which of them the question is about.

    names: the words that can name each speaker. subjects: those whom the question names, or the person where
    it says "I"; none where it is about nobody in particular.
    """

    names: Mapping[str, frozenset[str]]
    subjects: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All words that are names here."""
        return frozenset(word for words in self.names.values() for word in words)


def cast_of(hits: Sequence[Hit], question: Question) -> Cast:
    """The speakers of the hits; the question is about those it names, else, where it says "I", the person."""
    speakers = {hit.speaker: hit.trust for hit in hits if hit.speaker}
    question = question.in_full(speakers)
    named = {speaker for speaker in speakers if question.names(speaker)}
    if not named:
        named = {speaker for speaker, trust in speakers.items() if is_named(speaker, trust, question)}
    return Cast({one: frozenset(name_words(one)) for one in speakers}, frozenset(named))


def is_about(sentence: str, speaker: str | None, cast: Cast) -> frozenset[str]:
    """Those of the cast whom a sentence may be about; its speaker where nothing tells."""
    if speaker is None:
        return frozenset(cast.names)
    told = _GREETING.sub("", _BRACKETS.sub(" ", sentence), count=1)
    words = frozenset(_WORD.findall(told.casefold()))
    about = {one for one, names in cast.names.items() if one != speaker and names & words}
    if _LISTENER.search(told):
        about |= cast.names.keys() - {speaker}
    if _SPEAKER.search(told) or not about:
        about.add(speaker)
    return frozenset(about)


def speaks_of_speaker(sentence: str) -> bool:
    """Whether a sentence says "I", in whatever form."""
    return bool(_SPEAKER.search(sentence))


def is_about_subjects(hit: Hit, cast: Cast) -> bool:
    """Whether some sentence of the hit may be about whom the question is about; any, where that is nobody."""
    return not cast.subjects or any(
        cast.subjects & is_about(sentence, hit.speaker, cast) for sentence in sentences_of(hit.text)
    )


def asked_stems(question: Question, cast: Cast) -> frozenset[str]:
    """The stems of what is asked, names of the cast left out."""
    return frozenset(stem(term) for term in question.terms if term not in cast.words)


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(stem(word) for word in _WORD.findall(text.casefold()))


def share_of(asked: Collection[str], text: str) -> float:
    """The share of what is asked that a text holds, 0 to 1."""
    return len(stems_of(text).intersection(asked)) / len(asked) if asked else 0.0


def nearest_first(hit: Hit, asked: Collection[str]) -> list[str]:
    """The sentences of a hit, those first that hold most of what is asked."""
    return sorted(sentences_of(hit.text), key=lambda one: -share_of(asked, one))


def best_sentence(hit: Hit, asked: Collection[str]) -> str:
    """The sentence of a hit that holds most of what is asked."""
    return max(sentences_of(hit.text), key=lambda one: share_of(asked, one), default="")


def most_shared(hits: Iterable[Hit], asked: Collection[str]) -> float:
    """The largest share of what is asked that one of the hits holds."""
    return max((share_of(asked, hit.text) for hit in hits), default=0.0)
