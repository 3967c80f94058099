"""Lists: each passage is read by itself, and what they name is put together.

Before a dozen passages a small model names the first two things that it sees, or goes round in circles. One
at a time it reads each, for as many tokens in all, and each thing has its own source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondme.answer.attribution import Cast, is_about, is_about_subjects
from secondme.answer.checking import (
    best_sources,
    content,
    says_nothing,
    stems_asked,
    things_in,
    without_citations,
)
from secondme.answer.evidence import Evidence
from secondme.answer.prompt import build_list_prompt
from secondme.answer.writing import Writer
from secondme.recall.excerpt import stem
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question
from secondme.recall.sentences import sentences_of

MOST_TOKENS = 24
SURE_OF_THING = 0.6
"""Less sure than this of its words, the model has guessed: most passages name nothing that is asked for."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a list with its source. certainty: the geometric mean of the tokens' probabilities."""

    text: str
    number: int
    certainty: float


def list_things(question: Question, evidence: Sequence[Evidence], cast: Cast, writer: Writer) -> list[Thing]:
    """What the passages name, in their order, each thing once; as much as was read when it was cancelled."""
    things: list[Thing] = []
    for item in evidence:
        if writer.cancelled.is_set():
            break
        if not is_about_subjects(item.hit, cast):
            continue
        for thing in _read(question, item, writer):
            if is_thing(thing, item, question, cast) and not _said_already(thing, things):
                writer.on_text(f", {thing.text}" if things else thing.text)
                things.append(thing)
    return things


def is_thing(thing: Thing, item: Evidence, question: Question, cast: Cast) -> bool:
    """Whether a thing is one that was asked for: sure, said in its passage of whom it is asked about, and
    neither the question's own words nor the name of who speaks."""
    words = content(thing.text)
    names = {stem(name) for name in cast.words} if question.kind is not QuestionKind.WHO else set[str]()
    said = stems_asked(question) | names
    if thing.certainty < SURE_OF_THING or words <= said:
        return False
    sources, _ = best_sources(thing.text, [item.number], [item], question)
    return bool(sources) and _is_theirs(words, item, cast)


def _is_theirs(words: set[str], item: Evidence, cast: Cast) -> bool:
    """Whether the sentence that says it tells something, and of whom it is asked about."""
    if not cast.subjects:
        return True
    sentence = max(sentences_of(item.quote), key=lambda one: len(words & content(one)), default="")
    tells = not sentence.rstrip().endswith("?")
    return tells and bool(cast.subjects & is_about(sentence, item.hit.speaker, cast))


def _read(question: Question, item: Evidence, writer: Writer) -> list[Thing]:
    prompt = build_list_prompt(question.plain, item, now=writer.now)
    written = writer.say(prompt, MOST_TOKENS, lambda piece: None, stop=["\n"])
    if written.cancelled or says_nothing(written.text):
        return []
    parts = things_in(without_citations(written.text))
    return [Thing(part, item.number, written.certainty) for part in parts if part]


def _said_already(thing: Thing, things: Sequence[Thing]) -> bool:
    words = content(thing.text)
    return any(words <= content(other.text) for other in things)
