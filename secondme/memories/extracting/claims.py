"""Claims: what a proposal would have a memory say, and of whom; each is put to the model again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondme.memories.english.spoken import Sentence
from secondme.memories.english.voice import ME
from secondme.memories.extracting.plausible import DOINGS, is_plausible
from secondme.memories.extracting.prompt import Proposal
from secondme.memories.extracting.relations import predicate_of
from secondme.memories.extracting.window import NOTE_TAKER, OWN, Subject, Window
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Polarity

MOST_SUBJECTS = 3
MOST_CLAIMS = 6
_ARTICLE = re.compile(r"^(?:(?:an?|my|our|his|her|their|your|new|some|called|named) )+", re.IGNORECASE)
_CORRECTS = re.compile(
    r"\b(?:meant|wrong|mistake|mistaken|mix(?:ed)?|mis\w+|typo|correct(?:ion|ed)?|sorry|oops|never|rather)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?:'ll|\bwill|\bgonna|\bgoing to|\bat this rate|\bnearly|\balmost)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\w{2,}ed|lost|won|sold|bought|got|made|went|found|left|broke|began|built|ran|met|saw|took|gave|sent|wrote|taught|"
    r"caught|fell|flew|swam|threw|drew|hurt|quit|spent|held|led|fed|rode|sang|drove|ate|beat|hid|dug|lent|paid"
)
"""Verbs of what is over and done."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that may be so. Its value stands in the sentence, characters [first, last)."""

    subject: Subject
    predicate: str
    state: Polarity
    sentence: Sentence
    first: int
    last: int

    @property
    def value(self) -> str:
        """The words of the value, with single spaces."""
        return " ".join(self.sentence.text[self.first : self.last].split())

    def reads(self, state: Polarity | None = None) -> str:
        """The claim as a sentence about whom the model knows by a label."""
        label = ME if self.subject.label == NOTE_TAKER else self.subject.label
        return sentence_of(label, self.predicate, self.value, state or self.state)


def claims_of(window: Window, proposal: Proposal) -> list[Claim]:
    """The claims that a proposal may mean, one for each person it may be about; none if it makes no sense."""
    value = _ARTICLE.sub("", proposal.value)
    predicate = predicate_of(proposal.relation, value)
    found = _found(window, value)
    if found is None:
        return []
    sentence, first, last = found
    if predicate is None or (predicate == "did" and proposal.relation != "did"):
        predicate, first = "did", _deed(sentence, proposal.relation, first)
        if first < 0:
            return []
        value = " ".join(sentence.text[first:last].split())
    if not is_plausible(proposal.label, predicate, value) or _is_supposed(sentence, first, predicate):
        return []
    state = proposal.state
    if state == "never" and not _CORRECTS.search(window.text):
        state = "ended"
    whole = Claim(window.subjects[0], predicate, state, sentence, first, last)
    return [replace(whole, subject=one) for one in _meant(window, sentence, proposal.label, value)]


def _found(window: Window, value: str) -> tuple[Sentence, int, int] | None:
    """The sentence in which the words stand, and where in it."""
    words = re.compile(r"\s+".join(map(re.escape, value.split())))
    for sentence in window.meant:
        if (match := words.search(sentence.text)) is not None:
            return sentence, match.start(), match.end()
    return None


def _deed(sentence: Sentence, relation: str, place: int) -> int:
    """Where "lost my keys" begins, if the relation is its verb and the value the rest; else -1."""
    before = sentence.text[:place]
    for word in relation.casefold().split():
        if _DONE.fullmatch(word):
            found = re.search(rf"\b{re.escape(word)}(?:\s+[\w'-]+){{0,2}}\s*$", before, re.IGNORECASE)
            if found is not None:
                return found.start()
    return -1


def _is_supposed(sentence: Sentence, place: int, predicate: str) -> bool:
    """Whether the sentence says that it might be or will be so, and not that it is."""
    if sentence.supposes(place):
        return True
    return predicate not in DOINGS and _TO_COME.search(sentence.text, 0, place) is not None


def _meant(window: Window, sentence: Sentence, label: str, value: str) -> Iterator[Subject]:
    """Whom it may be about, first whom the model named; the speaker only where they say "I", or are alone."""
    own = window.subjects[0] if window.speaks else None
    others = [one for one in window.subjects if one is not own]
    named = [one for one in others if one.is_known and one.label in sentence.text and one.label not in value]
    chosen = [one for one in others if one.label == label and one not in named and one.label not in value]
    possible = [*named, *chosen]
    if own is not None and (not named or OWN.search(sentence.text)):
        possible.append(own)
    possible.sort(key=lambda one: one.label != label)
    yield from possible[:MOST_SUBJECTS]
