"""Whether what an answer cites bears on what was asked: on the same one by name, and in the same relation.

The commonest wrong answer that sounds right is a true sentence about something else: the licence of another
program, the day on which a lease begins where its end is asked for. So every name of the question must stand
where the answer is cited (in the sentence, its headings, title, folder, event or speaker, or near by), and no
sentence may say the opposite of what is asked. Where either fails there is no answer; where it is only not
plain, the answer is not called sure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from math import prod

from secondme.answer.answer import Answer, unknown
from secondme.answer.attribution import Cast, cast_of, stems_of
from secondme.answer.checking import content, without_citations
from secondme.answer.names import (
    Name,
    frame_of,
    may_stand_in,
    names_asked,
    own_names,
    stands_in,
)
from secondme.answer.owner import PERHAPS_THEIRS, told_of_another
from secondme.answer.relation import Asked, contradicts, other_way, relations_asked, says
from secondme.recall.excerpt import stem
from secondme.recall.hit import Hit
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question
from secondme.recall.sentences import sentences_of

NAMED_NEAR = 0.85
"""What is left of the confidence where a name stands near the cited sentence and not in it or above it."""
NAMED_ELSEWHERE = 0.7
"""The same where only another passage ties the name to what the cited message is about."""
NAMED_NOWHERE = 0.5
"""The same where a word that is only by its place a name stands nowhere near."""
NOT_SAID = 0.8
DATE_NOT_SAID = 0.5
"""The same where a source says neither what is asked nor its opposite; any date, any number would do then."""
FEW_WORDS = 0.8
"""The same where words of the question stand nowhere near what is cited: a swimming teacher is no teacher of
the accordion. Of so many words one may be missing:"""
ONE_IN = 4
AKIN = 5
"""Words that begin with so many letters alike are of one kind: "licence" and "licensed"."""
_EMPTY = frozenset("name called many much often kind sort day date time thing place".split())  # noqa: SIM905
"""What is asked for, which an answer says without the word."""

MEASURED = frozenset({QuestionKind.WHEN, QuestionKind.HOW_MUCH, QuestionKind.HOW_MANY})
"""Kinds of question that are answered by a date or a number, of which any will fit."""

Around = Callable[[Hit], str]
"""The text of a hit with what stands beside it in the same conversation or document."""


def alone(hit: Hit) -> str:
    """The text of a hit where what stands beside it is not known."""
    return hit.text


@dataclass(frozen=True, slots=True)
class Cited:
    """One source as it is weighed. sentence: the one in it that gives the answer; before: the one before
    that; near: what stands above the hit and beside it, itself included."""

    hit: Hit
    sentence: str
    before: str
    near: str

    def frames(self, name: Name) -> bool:
        """Whether the name stands in the sentence or the one before, above them, or in the same message."""
        near = f"{self.before}\n{self.sentence}" if self.hit.speaker is None else self.hit.text
        return stands_in(name, f"{frame_of(self.hit)}\n{near}")

    @property
    def whole(self) -> str:
        """The whole passage below its title."""
        return f"{self.hit.title}\n{self.hit.text}"

    def has_near(self, name: Name) -> bool:
        """Whether the name, or a part of it, stands near by, where the sentence is about nothing else."""
        rivals = [one for one in own_names(self.hit) if stands_in(Name(one), self.sentence)]
        return may_stand_in(name, self.near) and not rivals


def unnamed(question: Question, hits: Sequence[Hit], around: Around) -> Name | None:
    """The first name in a question that stands with none of these hits; None where all do.

    Only names by their writing count: there is nothing to read where even they are nowhere.
    """
    names = [name for name in _names(question, hits) if not name.plain]
    near = [_near(hit, around) for hit in hits] if names else []
    return next((name for name in names if not any(may_stand_in(name, one) for one in near)), None)


def worth_reading(question: Question, hits: Sequence[Hit], around: Around) -> list[Hit]:
    """The hits without those documents that have none of the question's names; all, where nothing is left.

    A model that reads the licences of five programs names them all. Messages are read also where they name
    nobody, since people who talk with each other seldom do.
    """
    names = _names(question, hits)
    if not names:
        return list(hits)
    kept = [hit for hit in hits if hit.speaker is not None or _names_any(names, _near(hit, around))]
    return kept or list(hits)


def _near(hit: Hit, around: Around) -> str:
    return f"{frame_of(hit)}\n{around(hit)}"


def _names_any(names: Sequence[Name], text: str) -> bool:
    return any(may_stand_in(name, text) for name in names)


def weigh_bearing(answer: Answer, question: Question, hits: Sequence[Hit], around: Around) -> Answer:
    """The answer, less confident where it is not plain that it bears on the question; else "I don't know".

    hits: all that was found, which is told of where nothing bears on it.
    """
    if answer.abstained or answer.cancelled or not answer.citations:
        return answer
    said = content(without_citations(answer.text))
    cited = [_cited(one.hit, said, question, around) for one in answer.citations]
    names = _names(question, hits)
    linked = {name for name in names if _is_linked(name, cited, question, hits)}
    if missing := next((name for name in names if _is_missing(name, cited) and name not in linked), None):
        return unknown(_not_about(missing, cited), hits)
    if why := _contradiction(question, cited):
        return unknown(why, hits)
    others = [told_of_another(question, one.sentence) for one in cited]
    if all(others) and others[0] is not None and not any(kin for _, kin in filter(None, others)):
        return unknown(f"What comes closest is {others[0][0]}'s.", hits)
    theirs = PERHAPS_THEIRS if all(others) else 1.0
    named = [_plainness(name, cited, linked) for name in names]
    shares = [*named, theirs, _said(question, cited), _worded(question, cited)]
    return replace(answer, confidence=answer.confidence * prod(shares))


def _names(question: Question, hits: Sequence[Hit]) -> list[Name]:
    """The names in a question but those of speakers, of whom attribution knows more."""
    cast: Cast = cast_of(hits, question)
    subjects = {stem(word) for one in cast.subjects for word in cast.names[one]}
    subjects |= {stem(word) for word in question.short_names(cast.subjects)}
    return [name for name in names_asked(question, hits) if subjects.isdisjoint(name.words)]


def _cited(hit: Hit, said: set[str], question: Question, around: Around) -> Cited:
    """A source with the sentence that the answer rests on: it shares most with it, then with the question."""
    asked = {stem(term) for term in question.terms}
    sentences = sentences_of(hit.text) or [""]

    def shared(place: int) -> tuple[int, int, int]:
        words = stems_of(sentences[place])
        return len(words & said), len(words & asked), -place

    best = max(range(len(sentences)), key=shared)
    return Cited(hit, sentences[best], sentences[best - 1] if best else "", _near(hit, around))


def _is_missing(name: Name, cited: Sequence[Cited]) -> bool:
    """Whether nothing that is cited is about the name; what is only by its place a name needs a rival too."""
    if any(one.frames(name) or one.has_near(name) for one in cited):
        return False
    return not name.plain or any(own_names(one.hit) for one in cited)


def _not_about(name: Name, cited: Sequence[Cited]) -> str:
    others = [own for one in cited for own in own_names(one.hit)]
    but = f" but about {others[0]}" if others else ""
    return f"What comes closest is not about {name.text}{but}."


def _contradiction(question: Question, cited: Sequence[Cited]) -> str | None:
    """What the cited sentences say instead, where all that speak of the matter say the opposite."""
    for asked in relations_asked(question):
        against = [one for one in cited if _is_against(one, asked, question)]
        if against and not any(says(asked, one.sentence) for one in cited):
            return f"What comes closest says the opposite of what you ask (“{asked.word}”)."
    turned = [other_way(question, one.sentence) for one in cited]
    if turned and all(turned):
        return f"What comes closest goes the other way: {turned[0]} is at its other end."
    return None


def _is_against(one: Cited, asked: Asked, question: Question) -> bool:
    """Whether a source says the opposite; for a date or a number, also where the rest of the passage does."""
    if contradicts(asked, one.sentence, one.whole):
        return True
    measured = question.kind in MEASURED and not says(asked, one.hit.text)
    return measured and contradicts(asked, one.hit.text, one.whole)


def _is_linked(name: Name, cited: Sequence[Cited], question: Question, hits: Sequence[Hit]) -> bool:
    """Whether something else that was found ties a name to what a cited message is about.

    Who talks with their own of "the recital" names nobody; the note on their daughter names it.
    """
    asked = {stem(term) for term in question.terms} - set(name.words)
    about = {word for one in cited if one.hit.speaker is not None for word in asked & stems_of(one.hit.text)}
    others = [hit for hit in hits if about & stems_of(hit.text)]
    return any(stands_in(name, f"{frame_of(hit)}\n{hit.text}") for hit in others)


def _plainness(name: Name, cited: Sequence[Cited], linked: Collection[Name]) -> float:
    if any(one.frames(name) for one in cited):
        return 1.0
    if name in linked and not any(one.has_near(name) for one in cited):
        return NAMED_ELSEWHERE
    return NAMED_NEAR if any(one.has_near(name) for one in cited) else NAMED_NOWHERE


def _said(question: Question, cited: Sequence[Cited]) -> float:
    """Whether what is asked of the matter is said in so many words."""
    asked = relations_asked(question)
    plain = all(any(says(one, source.hit.text) for source in cited) for one in asked)
    return 1.0 if plain else DATE_NOT_SAID if question.kind in MEASURED else NOT_SAID


def _worded(question: Question, cited: Sequence[Cited]) -> float:
    """Whether the question's words stand with what is cited; those of its relation are weighed apart."""
    apart = {one.word for one in relations_asked(question)} | _EMPTY
    asked = {stem(term) for term in question.terms if term not in apart}
    there = {word for one in cited for word in stems_of(one.near)}
    there |= {word[:AKIN] for word in there}
    missing = [word for word in asked if there.isdisjoint((word, word[:-1], word[:AKIN]))]
    return 1.0 if len(missing) <= len(asked) // ONE_IN else FEW_WORDS
