"""A window: so much of a passage as the model reads at once, and about whom it may say something."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from secondme.memories.english.shapes import PERSON
from secondme.memories.english.spoken import Sentence, sentences_in
from secondme.memories.english.voice import Voice
from secondme.memories.predicates import SEVERAL

MOST_WORDS = 60
"""So many words are read at once; a small model loses its way in more."""
MOST_SUBJECTS = 8
NOTE_TAKER = "Me"
"""Who speaks in a note."""
_ROLES = SEVERAL | frozenset(
    """
    mum mom mother dad father parents husband wife girlfriend boyfriend partner boss landlord doctor dentist
    """.split()  # noqa: SIM905
)
KIN = re.compile(
    rf"\b(?:(?P<own>[Mm]y|[Oo]ur)|(?P<whose>{PERSON})'s) (?:[a-z-]+ )?(?P<relation>{'|'.join(_ROLES)})\b"
)
_PERSON = re.compile(rf"\b{PERSON}")
OWN = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:he|she|they|his|her|him|their|them)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a statement may be about. label: as the model reads it; name: as memories have it.

    is_known: it is surely a person: who speaks, a known one, or somebody's sister. Others are words with a
    capital.
    """

    label: str
    name: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences of a passage that follow each other.

    speaker: by a first name. start: where the text begins in the passage. meant: those sentences that state
    something.
    """

    speaker: str
    text: str
    start: int
    meant: tuple[Sentence, ...]
    subjects: tuple[Subject, ...]

    @property
    def speaks(self) -> bool:
        """Whether the first of the subjects is who speaks; nobody knows who that is, else."""
        return self.subjects[0].label == self.speaker


def windows_of(
    text: str,
    voice: Voice,
    known: Container[str] = frozenset(),
    understood: Sequence[tuple[int, int]] = (),
) -> Iterator[Window]:
    """The windows of a passage in their order; without what asks, supposes and jokes.

    known: words of the names of known people, folded. understood: characters of the passage that say what is
    known already; their sentences are left out, and those that speak of "her" and name nobody.
    """
    told = [one for one in sentences_in(text) if one.is_meant and not _is_understood(one, understood)]
    for sentences in _grouped(told):
        start, end = sentences[0].start, sentences[-1].start + len(sentences[-1].text)
        said = text[start:end]
        subjects = subjects_of(said, voice, known)
        if subjects and _is_of_somebody(said, voice, subjects):
            yield Window(label_of(voice), said, start, tuple(sentences), subjects)


def _is_of_somebody(text: str, voice: Voice, subjects: Sequence[Subject]) -> bool:
    """Whether it says "I", or names a person; who talks may leave "I" out, unless they speak of "her"."""
    if OWN.search(text) or any(one.is_known for one in subjects[1:]):
        return True
    return voice.speaker is not None and not _OTHERS.search(text) and "|" not in text


def label_of(voice: Voice) -> str:
    """How the model knows who speaks."""
    return voice.speaker.split()[0] if voice.speaker else NOTE_TAKER


def subjects_of(text: str, voice: Voice, known: Container[str] = frozenset()) -> tuple[Subject, ...]:
    """Who speaks, whom they name, and whose sister they speak of; the speaker first.

    A capital at the beginning of a sentence makes a name only of a known one, or of what owns something.
    """
    own = voice.name
    found = [Subject(label_of(voice), own)] if own else []
    for match in KIN.finditer(text):
        name = voice.related(match["relation"], match["whose"])
        if name is not None:
            owner = match["whose"] or label_of(voice)
            found.append(Subject(f"{owner}'s {match['relation']}", name))
    for match in _PERSON.finditer(text):
        is_known = match.group().split()[0].casefold() in known
        if is_known or _is_within(text, match):
            found.append(Subject(match.group(), voice.named(match.group()), is_known))
    return tuple({one.name: one for one in reversed(found)}[name] for name in _first(found))


def _is_within(text: str, name: re.Match[str]) -> bool:
    """Whether a name does not begin a sentence, or is said to own something or to be more than one word."""
    before = text[: name.start()].rstrip()
    begins = not before or before[-1] in ".!?:;\n" or "\n" in text[len(before) : name.start()]
    return not begins or " " in name.group() or text.startswith(("'s ", "\u2019s "), name.end())


def _is_understood(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> bool:
    end = sentence.start + len(sentence.text)
    return any(first < end and sentence.start < last for first, last in spans)


def _first(found: Sequence[Subject]) -> list[str]:
    return list(dict.fromkeys(one.name for one in found))[:MOST_SUBJECTS]


def _grouped(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences side by side, as many as the model reads at once."""
    group: list[Sentence] = []
    words = 0
    for one in sentences:
        count = len(one.text.split())
        if group and words + count > MOST_WORDS:
            yield group
            group, words = [], 0
        group.append(one)
        words += count
    if group:
        yield group
