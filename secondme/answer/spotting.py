"""Spotting: a short answer is looked for in one passage at a time, and each is put to the model again.

Before eight passages a small model copies the wrong half of the wrong one. One at a time it names words of
each, which a grammar takes from the passage as they stand there, and is then asked whether these answer the
question. By how much yes is likelier than no tells the passage that says it from those that sound like it,
and is the better part of telling an answer from none.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import BadSchemaError, ModelError
from models.protocol import Message
from secondme.answer.abstaining import UNTOLD_DOUBT, ground_of, is_enough
from secondme.answer.answer import NOT_BORNE_OUT, STOPPED, Answer, unknown
from secondme.answer.attribution import is_about_subjects
from secondme.answer.checking import content, stems_asked
from secondme.answer.evidence import Evidence
from secondme.answer.found import Found
from secondme.answer.spotted import CHECKED, INSTRUCTION, NAMED
from secondme.answer.writing import Writer
from secondme.recall.excerpt import stem
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

MOST_READ = 5
MOST_TOKENS = 40
BY_SCORE = 0.3
"""So much of the margin a point of a hit's score is worth, between two passages that seem to say it."""
USUAL = 0.6
"""The margin of the likeliest spot for a question of which the ground tells nothing either way."""
BY_MARGIN = 0.6
"""What a point of margin adds to the log-odds of the ground. These three were set on 24 questions to the
training conversations; see docs/decisions/answering.md."""
AGREES = 0.0
KINDS = frozenset({QuestionKind.WHAT, QuestionKind.WHO, QuestionKind.WHERE})
AskedBefore = Callable[[Sequence[int]], Mapping[int, str]]
"""By passage the question that somebody else asked just before it, where there is one."""
_I = re.compile(r"\b(?:I|me)\b")
_MY = re.compile(r"\bmy\b")


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a passage that may be the answer. margin: log-odds of yes, when asked whether they are."""

    text: str
    item: Evidence
    margin: float


def suits(question: Question, writer: Writer) -> bool:
    """Whether a question is one for this: it wants a few words, stands by itself, and the model is here."""
    return question.kind in KINDS and not writer.context.messages and not writer.generator.place


def spot(
    question: Question, found: Found, writer: Writer, before: Mapping[int, str] | None = None
) -> list[Spot]:
    """What each of the best passages would answer, the likeliest first; less where it was cancelled.

    before: by passage the question that somebody else asked just before it.
    """
    asked = _by_name(question.plain, found.hits)
    writer.generator.warm(head(), cancelled=writer.cancelled)
    spots: list[Spot] = []
    best = sorted(found.evidence, key=lambda item: -item.hit.score)[:MOST_READ]
    for item in best:
        if writer.cancelled.is_set():
            break
        note = note_of(item, (before or {}).get(item.hit.passage, ""))
        said = _name(asked, note, item, writer)
        if said:
            spots.append(Spot(said, item, _margin(asked, note, said, writer)))
    top = max((item.hit.score for item in best), default=0.0)
    return sorted(spots, key=lambda one: -(one.margin + BY_SCORE * (one.item.hit.score - top)))


def answer_spotted(spots: Sequence[Spot], found: Found, writer: Writer) -> Answer:
    """The likeliest of them with its source, and with what else says the same; or an "I don't know"."""
    if writer.cancelled.is_set():
        return Answer("", (), 0.0, False, STOPPED, cancelled=True)
    likely = [one for one in spots if _may_answer(one, found)]
    if not likely:
        return unknown("What I found does not say it.", found.hits)
    best = likely[0]
    sure = _ground(found) + BY_MARGIN * (best.margin - USUAL)
    if not is_enough(sure, found.enough):
        return unknown(NOT_BORNE_OUT, found.hits)
    same = [one.item for one in likely if one.margin >= AGREES and content(one.text) == content(best.text)]
    cited = sorted(same or [best.item], key=lambda item: item.number)
    text = f"{best.text} {''.join(f'[{item.number}]' for item in cited)}."
    writer.on_text(text)
    why = f"{len(spots)} passages read one by one; {len(cited)} say it"
    return Answer(text, tuple(item.citation for item in cited), 1 / (1 + math.exp(-sure)), False, why)


def _may_answer(spot: Spot, found: Found) -> bool:
    """Whether it is more than the words of the question or the name of a speaker, and about the right one."""
    said, cast = content(spot.text), found.cast
    names = {stem(word) for word in cast.words} if found.own.kind is not QuestionKind.WHO else set[str]()
    return not said <= (stems_asked(found.own) | names) and is_about_subjects(spot.item.hit, cast)


def _ground(found: Found) -> float:
    return ground_of(found.ground, found.strength, UNTOLD_DOUBT)


def head() -> list[Message]:
    """The beginning of every prompt: always the same, so that it is evaluated once."""
    messages = [Message("system", INSTRUCTION)]
    for note, question, answer in NAMED:
        messages += [Message("user", _naming(note, question)), Message("assistant", json.dumps(answer))]
    for note, question, answer, is_right in CHECKED:
        asked = Message("user", _checking(note, question, answer))
        messages += [asked, Message("assistant", "Yes" if is_right else "No")]
    return messages


def note_of(item: Evidence, asked: str = "") -> str:
    """The passage as it is read. asked: the question just before it."""
    return (
        f"{item.hit.speaker or 'Note'}: {f'(asked: {asked}) ' if asked else ''}{' '.join(item.quote.split())}"
    )


def _name(question: str, note: str, item: Evidence, writer: Writer) -> str:
    """The words of the passage that the model names; empty where there are none."""
    prompt = [*head(), Message("user", _naming(note, question))]
    try:
        stream = writer.generator.generate(
            prompt, max_tokens=MOST_TOKENS, schema={"verbatim": [item.quote]}, cancelled=writer.cancelled
        )
        named = "".join(token.text for token in stream)
    except BadSchemaError:  # A passage of marks alone.
        return ""
    except ModelError:
        if not writer.cancelled.is_set():
            raise
        return ""
    return _unquoted(named)


def _unquoted(named: str) -> str:
    """The words themselves; those that are complete where it was cut short."""
    try:
        return str(json.loads(named))
    except json.JSONDecodeError:
        return named.removeprefix('"').rpartition(" ")[0]


def _margin(question: str, note: str, said: str, writer: Writer) -> float:
    prompt = [*head(), Message("user", _checking(note, question, said))]
    try:
        scores = writer.generator.score_next(prompt, ["Yes", "No"], cancelled=writer.cancelled)
    except ModelError:
        if not writer.cancelled.is_set():
            raise
        return float("-inf")
    return float("-inf") if scores is None else scores["Yes"] - scores["No"]


def _by_name(question: str, hits: Sequence[Hit]) -> str:
    """The question with the person's own name for "I" and "my": in the passages they are one of several."""
    own = next((hit.speaker for hit in hits if hit.trust == "self" and hit.speaker), None)
    if own is None:
        return question
    return _MY.sub(lambda _: f"{own}'s", _I.sub(lambda _: own, question))


def _naming(note: str, question: str) -> str:
    return f"{note}\nQuestion: {question}"


def _checking(note: str, question: str, answer: str) -> str:
    return f"{note}\nQuestion: {question}\nAnswer: {answer}. Is it right, yes or no?"
